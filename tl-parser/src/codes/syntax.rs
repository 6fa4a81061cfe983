//! `TL01xx`: what does not follow the grammar.

use super::Explained;
use crate::{Code, Diagnostic, Severity, Span};

fn error(code: &'static str, message: impl Into<String>, span: Span, label: &str) -> Diagnostic {
    Diagnostic::new(Code(code), Severity::Error, message, span, label)
}

/// Something stands where `expected` should; `found` is empty at the end of the file.
pub(crate) fn unexpected(expected: &str, found: &str, context: Option<&str>, span: Span) -> Diagnostic {
    let found = if found.is_empty() { "the end of the file".to_owned() } else { quoted(found) };
    let message = format!("expected {expected}, found {found}");
    let diagnostic = error("TL0101", message, span, "unexpected");
    match context {
        Some(context) => diagnostic.note(format!("while reading {context}")),
        None => diagnostic,
    }
}

/// A declaration ends at `span` without its `;`.
pub(crate) fn missing_semicolon(span: Span) -> Diagnostic {
    error("TL0102", "expected `;` behind the declaration", span, "`;` is missing here")
        .help("every declaration ends with `;`, the last one too")
        .suggest(span, ";")
}

/// `found`, glued to a name, is no explicit id.
pub(crate) fn malformed_id(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} is not an id", quoted(found));
    error("TL0103", message, span, "not an id").help("an id is `#` and 1 to 8 hexadecimal digits")
}

/// `found` looks like an id and does not stand directly behind the combinator's name.
pub(crate) fn detached_id(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} is neither the type `#` nor an id", quoted(found));
    error("TL0104", message, span, "stands apart from a name")
        .help("write an id directly behind the combinator's name, and a blank behind the type `#`")
}

/// `found` begins with a digit or with `_`.
pub(crate) fn name_start(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} does not begin with a letter", quoted(found));
    error("TL0105", message, span, "not a name and not a number").help("a name begins with a letter of ASCII")
}

/// A combinator's name begins with a capital.
pub(crate) fn upper_case_name(name: &str, span: Span) -> Diagnostic {
    let message = format!("the name of combinator {} begins with a capital", quoted(name));
    error("TL0106", message, span, "a capital letter")
        .help("a capital is for types; combinators begin with a small letter")
}

/// `---word---` with another word than the two that are known.
pub(crate) fn unknown_section(span: Span) -> Diagnostic {
    error("TL0107", "this section is not known", span, "not a section")
        .help("the sections are `---types---` and `---functions---`")
}

/// `@` without a word.
pub(crate) fn lone_at(span: Span) -> Diagnostic {
    error("TL0108", "`@` without the name of an annotation", span, "no name follows")
        .help("an annotation is a word in small letters, directly behind its `@`: `@read`")
}

/// `/*` without `*/`.
pub(crate) fn unterminated_comment(span: Span) -> Diagnostic {
    error("TL0109", "this block comment has no end", span, "begins here")
        .help("a block comment ends with `*/`")
}

/// `c` occurs in no token.
pub(crate) fn unexpected_character(c: char, span: Span) -> Diagnostic {
    let shown = match c {
        '`' => "U+0060, the backquote".to_owned(),
        '!'..='~' => format!("`{c}`"),
        _ => format!("`{}` (U+{:04X})", c.escape_debug(), u32::from(c)),
    };
    error("TL0110", format!("unexpected character {shown}"), span, "belongs to no token")
        .help("outside of comments, TL is written in letters, digits and punctuation of ASCII")
}

/// `{X:Type}` behind a field.
pub(crate) fn late_implicit(span: Span) -> Diagnostic {
    error("TL0111", "an implicit argument stands behind a field", span, "comes too late")
        .help("implicit arguments stand before all fields, directly behind the name")
}

/// A comma between fields.
pub(crate) fn comma(span: Span) -> Diagnostic {
    error("TL0112", "expected a field or `=`, found `,`", span, "not between fields")
        .help("fields are separated by blanks; remove the comma")
        .suggest(span, "")
}

/// A number of more than 32 bits.
pub(crate) fn number_too_large(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} does not fit into 32 bits", quoted(found));
    error("TL0113", message, span, "too large").help(format!("the largest number is {}", u32::MAX))
}

/// Too many brackets are open.
pub(crate) fn too_deep(span: Span) -> Diagnostic {
    error("TL0114", "types are nested too deeply", span, "one too many").help("64 levels are allowed")
}

/// `= (Vector int)`
pub(crate) fn parenthesised_result(span: Span) -> Diagnostic {
    error("TL0115", "a result does not stand in parentheses", span, "not allowed here")
        .help("write `= Vector int` or `= Vector<int>`")
}

/// `[ ]`
pub(crate) fn empty_repetition(span: Span) -> Diagnostic {
    error("TL0116", "this repetition holds no field", span, "nothing to repeat")
        .help("write what is repeated: `n*[ int ]`")
}

/// `%#` or `%3`
pub(crate) fn bare_number(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} has no bare form", quoted(found));
    error("TL0117", message, span, "not a type with constructors").help("remove the `%`")
}

/// A field or a variable has a name with namespaces, at `span`; `local` is its last part.
pub(crate) fn namespaced_field(name: &str, local: &str, span: Span) -> Diagnostic {
    let message = format!("the field name {} contains a dot", quoted(name));
    error("TL0119", message, span, "not a field name")
        .help("only combinators and types have namespaces")
        .suggest(span, local)
}

/// The file has bytes that are not UTF-8; `span` is where they begin.
pub(crate) fn invalid_utf8(span: Span) -> Diagnostic {
    error("TL0118", "the file is not UTF-8", span, "the first bytes that are not UTF-8")
        .help("save the file as UTF-8")
}

/// `text` in backquotes, cut where it is long.
fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: Code("TL0101"),
        text: "Something stands where the grammar allows only other things. The message says what could stand \
               there. A declaration has the form\n\n    name#id {X:Type} field:Type = Result;\n\n\
               Reading goes on with the next declaration, so one mistake hides no other.",
    },
    Explained {
        code: Code("TL0102"),
        text: "A declaration ends with `;`, not with its line, and the last one of a file is no exception:\n\n    \
               boolTrue = Bool;\n\nThe place shown is where the `;` belongs.",
    },
    Explained {
        code: Code("TL0103"),
        text: "The explicit id of a combinator is `#` and 1 to 8 hexadecimal digits, without blanks:\n\n    \
               boolTrue#997275b5 = Bool;\n\nShort ids are filled with zeros on the left. Without an id the \
               combinator gets the CRC-32 of its canonical text.",
    },
    Explained {
        code: Code("TL0104"),
        text: "`#` alone is the type of natural numbers. With digits or letters behind it, it would be an explicit \
               id, and that stands directly behind the name of the combinator:\n\n    a#12345678 x:int = A;   not   \
               a #12345678 x:int = A;",
    },
    Explained {
        code: Code("TL0105"),
        text: "A name begins with a letter; digits and `_` may follow. `_` alone stands for no name. A number has \
               no letters in it.",
    },
    Explained {
        code: Code("TL0106"),
        text: "Combinators, that is constructors and functions, have names that begin with a small letter; a \
               capital marks a boxed type. Namespaces are written small too:\n\n    auth.sentCode = auth.SentCode;",
    },
    Explained {
        code: Code("TL0107"),
        text: "A file has two kinds of sections: `---types---`, whose declarations are constructors, and \
               `---functions---`. They may alternate; what stands before the first bar is types.",
    },
    Explained {
        code: Code("TL0108"),
        text: "`@` begins an annotation, such as `@read` or `@internal`, before a declaration. Its name begins \
               with a small letter and stands directly behind the `@`.",
    },
    Explained {
        code: Code("TL0109"),
        text: "A comment that begins with `/*` goes to the next `*/`. Block comments do not nest. A comment that \
               begins with `//` goes to the end of its line.",
    },
    Explained {
        code: Code("TL0110"),
        text: "Outside of comments only ASCII occurs: letters, digits, `_` and the punctuation marks of the \
               grammar. Letters with accents, typographic quotes and blanks that are no ASCII blanks often come \
               from a word processor or a web page.",
    },
    Explained {
        code: Code("TL0111"),
        text: "Implicit arguments, `{X:Type}` and `{n:#}`, stand between the name of a combinator and its first \
               field:\n\n    pair {X:Type} {Y:Type} x:X y:Y = Pair X Y;",
    },
    Explained {
        code: Code("TL0112"),
        text: "Blanks separate the fields of a combinator: `a x:int y:int = A;`. A comma stands only between arguments \
               in angle brackets: `Pair<int,string>`.",
    },
    Explained {
        code: Code("TL0113"),
        text: "Numbers in a schema are natural numbers of 32 bits, from 0 to 4294967295.",
    },
    Explained {
        code: Code("TL0114"),
        text: "Parentheses, angle brackets, square brackets and `%` may stand in one another 64 levels deep. Real \
               schemas need three or four; give an inner type a name of its own.",
    },
    Explained {
        code: Code("TL0115"),
        text: "What stands behind `=` is a type and its arguments without parentheses around it:\n\n    \
               f = Vector int;   or   f = Vector<int>;   not   f = (Vector int);",
    },
    Explained {
        code: Code("TL0116"),
        text: "Square brackets repeat what stands between them, and there must be something:\n\n    \
               int128 4*[ int ] = Int128;",
    },
    Explained {
        code: Code("TL0117"),
        text: "`%` takes the bare form of a boxed type: its value without the id of a constructor. Numbers, such as \
               `#` and `3`, have no constructors and so no bare form.",
    },
    Explained {
        code: Code("TL0118"),
        text: "Schemas are UTF-8; most are ASCII but for their comments. The place shown is the first byte that is \
               not UTF-8.",
    },
    Explained {
        code: Code("TL0119"),
        text: "The name of a field or of a variable contains a dot.\n\n    a user.id:int = A;\n\n\
               Only combinators and types have namespaces. Leave the namespace out, or write `_` in place of the dot.",
    },
];

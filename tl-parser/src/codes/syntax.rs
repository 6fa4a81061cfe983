//! `TL01xx`: violations of the grammar.

use super::Explained;
use crate::{Code, Diagnostic, Severity, Span};

fn error(code: &'static str, message: impl Into<String>, span: Span, label: &str) -> Diagnostic {
    Diagnostic::new(Code(code), Severity::Error, message, span, label)
}

/// An unexpected token: `found` instead of `expected`. At the end of the file, `found` is empty.
pub(crate) fn unexpected(expected: &str, found: &str, context: Option<&str>, span: Span) -> Diagnostic {
    let found = if found.is_empty() { "the end of the file".to_owned() } else { quoted(found) };
    let message = format!("expected {expected}, found {found}");
    let diagnostic = error("TL0101", message, span, "unexpected");
    match context {
        Some(context) => diagnostic.note(format!("while reading {context}")),
        None => diagnostic,
    }
}

/// The `;` after a declaration is missing. The declaration ends at `span`.
pub(crate) fn missing_semicolon(span: Span) -> Diagnostic {
    error("TL0102", "expected `;` after the declaration", span, "`;` is missing here")
        .help("every declaration ends with `;`, the last one too")
        .suggest(span, ";")
}

/// `found` directly follows a name and is not a valid id.
pub(crate) fn malformed_id(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} is not an id", quoted(found));
    error("TL0103", message, span, "not an id").help("an id is `#` and 1 to 8 hexadecimal digits")
}

/// `found` looks like an id but does not directly follow the combinator's name.
pub(crate) fn detached_id(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} is neither the type `#` nor an id", quoted(found));
    error("TL0104", message, span, "not directly after a name")
        .help("write an id directly after the combinator's name, and a space after the type `#`")
}

/// `found` begins with a digit or with `_`, so it is not a name.
pub(crate) fn name_start(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} does not begin with a letter", quoted(found));
    error("TL0105", message, span, "not a name and not a number").help("a name begins with an ASCII letter")
}

/// A combinator's name begins with a capital letter.
pub(crate) fn upper_case_name(name: &str, span: Span) -> Diagnostic {
    let message = format!("the name of combinator {} begins with a capital letter", quoted(name));
    error("TL0106", message, span, "a capital letter")
        .help("names of types begin with a capital letter, names of combinators with a lower-case letter")
}

/// The word in a bar `---word---` is not the name of a section.
pub(crate) fn unknown_section(span: Span) -> Diagnostic {
    error("TL0107", "unknown section", span, "not a section")
        .help("the sections are `---types---` and `---functions---`")
}

/// `@` is not followed by a name.
pub(crate) fn lone_at(span: Span) -> Diagnostic {
    error("TL0108", "`@` without the name of an annotation", span, "no name follows")
        .help("an annotation is `@`, directly followed by a lower-case word: `@read`")
}

/// `/*` has no matching `*/`.
pub(crate) fn unterminated_comment(span: Span) -> Diagnostic {
    error("TL0109", "this block comment has no end", span, "begins here")
        .help("a block comment ends with `*/`")
}

/// The character `c` cannot occur outside of comments.
pub(crate) fn unexpected_character(c: char, span: Span) -> Diagnostic {
    let shown = match c {
        '`' => "U+0060, the backquote".to_owned(),
        '!'..='~' => format!("`{c}`"),
        _ => format!("`{}` (U+{:04X})", c.escape_debug(), u32::from(c)),
    };
    error("TL0110", format!("unexpected character {shown}"), span, "not part of any token")
        .help("outside of comments, TL uses only ASCII letters, digits and punctuation")
}

/// An implicit argument such as `{X:Type}` follows a field.
pub(crate) fn late_implicit(span: Span) -> Diagnostic {
    error("TL0111", "an implicit argument comes after a field", span, "too late")
        .help("write implicit arguments before all fields, directly after the name")
}

/// There is a comma between fields.
pub(crate) fn comma(span: Span) -> Diagnostic {
    error("TL0112", "expected a field or `=`, found `,`", span, "not between fields")
        .help("fields are separated by spaces; remove the comma")
        .suggest(span, "")
}

/// A number does not fit into 32 bits.
pub(crate) fn number_too_large(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} does not fit into 32 bits", quoted(found));
    error("TL0113", message, span, "too large").help(format!("the largest number is {}", u32::MAX))
}

/// Too many brackets and `%` are nested.
pub(crate) fn too_deep(span: Span) -> Diagnostic {
    error("TL0114", "types are nested too deeply", span, "one too many").help("64 levels are allowed")
}

/// The result is in parentheses: `= (Vector int)`.
pub(crate) fn parenthesised_result(span: Span) -> Diagnostic {
    error("TL0115", "a result cannot be in parentheses", span, "not allowed here")
        .help("write `= Vector int` or `= Vector<int>`")
}

/// A repetition contains no fields: `[ ]`.
pub(crate) fn empty_repetition(span: Span) -> Diagnostic {
    error("TL0116", "this repetition has no fields", span, "nothing to repeat")
        .help("write the repeated fields: `n*[ int ]`")
}

/// `%` precedes a number or `#`: `%3`, `%#`.
pub(crate) fn bare_number(found: &str, span: Span) -> Diagnostic {
    let message = format!("{} has no bare form", quoted(found));
    error("TL0117", message, span, "not a type with constructors").help("remove the `%`")
}

/// The name of a field or a variable contains a dot, as in `a.b:int`. `local` is the part after the last dot.
pub(crate) fn namespaced_field(name: &str, local: &str, span: Span) -> Diagnostic {
    let message = format!("the field name {} contains a dot", quoted(name));
    error("TL0119", message, span, "not a field name")
        .help("only combinators and types have namespaces")
        .suggest(span, local)
}

/// The file contains invalid UTF-8, starting at `span`.
pub(crate) fn invalid_utf8(span: Span) -> Diagnostic {
    error("TL0118", "the file is not UTF-8", span, "the first bytes that are not UTF-8")
        .help("save the file as UTF-8")
}

/// Returns `text` in backticks. Long texts are shortened.
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
        text: "The grammar does not allow this text here. The message lists what is expected instead. A declaration \
               has the form\n\n    \
               name#id {X:Type} field:Type = Result;\n\n\
               Parsing continues with the next declaration, so one mistake does not hide others.",
    },
    Explained {
        code: Code("TL0102"),
        text: "A declaration ends with `;`, not at the end of its line. The last declaration of a file needs a `;` \
               too:\n\n    \
               boolTrue = Bool;\n\n\
               The message shows the place where the `;` belongs.",
    },
    Explained {
        code: Code("TL0103"),
        text: "The explicit id of a combinator is `#` and 1 to 8 hexadecimal digits, without spaces:\n\n    \
               boolTrue#997275b5 = Bool;\n\n\
               Shorter ids are filled with zeros on the left. If no id is written, the id is the CRC-32 of the \
               combinator's canonical text.",
    },
    Explained {
        code: Code("TL0104"),
        text: "`#` alone is the type of natural numbers. `#` with digits or letters after it is an explicit id, which \
               must directly follow the name of the combinator:\n\n    \
               a#12345678 x:int = A;   not   a #12345678 x:int = A;",
    },
    Explained {
        code: Code("TL0105"),
        text: "A name begins with a letter and continues with letters, digits and `_`. A single `_` \
               replaces a name that is omitted. A number consists of digits only.",
    },
    Explained {
        code: Code("TL0106"),
        text: "Names of combinators (constructors and functions) begin with a lower-case letter, and names of boxed \
               types with a capital letter. Namespaces begin with a lower-case letter too:\n\n    \
               auth.sentCode = auth.SentCode;",
    },
    Explained {
        code: Code("TL0107"),
        text: "A file has two kinds of sections: `---types---`, whose declarations are constructors, and \
               `---functions---`. The sections can alternate. Declarations before the first bar are constructors.",
    },
    Explained {
        code: Code("TL0108"),
        text: "`@` begins an annotation, such as `@read` or `@internal`, before a declaration. Its name begins with a \
               lower-case letter and directly follows the `@`.",
    },
    Explained {
        code: Code("TL0109"),
        text: "A comment that begins with `/*` ends at the next `*/`. Block comments do not nest. A comment that \
               begins with `//` ends at the end of its line.",
    },
    Explained {
        code: Code("TL0110"),
        text: "Outside of comments, a schema contains only ASCII: letters, digits, `_` and the punctuation marks of \
               the grammar. Accented letters, typographic quotes and non-ASCII spaces often come from a word processor \
               or a web page.",
    },
    Explained {
        code: Code("TL0111"),
        text: "Implicit arguments, `{X:Type}` and `{n:#}`, are written between the name of a combinator and its first \
               field:\n\n    \
               pair {X:Type} {Y:Type} x:X y:Y = Pair X Y;",
    },
    Explained {
        code: Code("TL0112"),
        text: "The fields of a combinator are separated by spaces: `a x:int y:int = A;`. Commas are allowed only \
               between arguments in angle brackets: `Pair<int,string>`.",
    },
    Explained {
        code: Code("TL0113"),
        text: "Numbers in a schema are natural numbers of 32 bits, from 0 to 4294967295.",
    },
    Explained {
        code: Code("TL0114"),
        text: "Parentheses, angle brackets, square brackets and `%` can be nested up to 64 levels deep. Real schemas \
               need three or four levels. Declare a separate type for an inner part.",
    },
    Explained {
        code: Code("TL0115"),
        text: "The result of a declaration is a type and its arguments, without parentheses around them:\n\n    \
               f = Vector int;   or   f = Vector<int>;   not   f = (Vector int);",
    },
    Explained {
        code: Code("TL0116"),
        text: "Square brackets repeat the fields between them. At least one field is needed:\n\n    \
               int128 4*[ int ] = Int128;",
    },
    Explained {
        code: Code("TL0117"),
        text: "`%` makes the bare form of a boxed type: the value without the id of its constructor. Numbers, such as \
               `#` and `3`, have no constructors, so they have no bare form.",
    },
    Explained {
        code: Code("TL0118"),
        text: "Schemas must be UTF-8. Most are ASCII except for their comments. The message shows the first bytes that \
               are not UTF-8.",
    },
    Explained {
        code: Code("TL0119"),
        text: "The name of a field or of a variable contains a dot.\n\n    \
               a user.id:int = A;\n\n\
               Only combinators and types have namespaces. Remove the namespace, or write `_` instead of the dot.",
    },
];

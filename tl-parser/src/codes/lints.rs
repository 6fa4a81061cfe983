//! `TL09xx`: declarations that are allowed but probably not intended.

use super::Explained;
use super::names::with_uses;
use crate::Severity::Warning;
use crate::ast::Name;
use crate::{Code, Diagnostic, Span, Suggestion};

const NO_BIT: Code = Code("TL0901");
const CONDITION_IN_PARENS: Code = Code("TL0902");
const RESULT_CASE: Code = Code("TL0903");
const CALL_IN_CONSTRUCTOR: Code = Code("TL0904");
const PARTIAL: Code = Code("TL0905");
const UNKNOWN_BUILT_IN: Code = Code("TL0906");
const EMPTY: Code = Code("TL0907");
const LAYERS_DIFFER: Code = Code("TL0908");
const ID_CASE: Code = Code("TL0909");
const DUPLICATE_FINAL: Code = Code("TL0910");
const RESULT_WITHOUT_CONSTRUCTOR: Code = Code("TL0911");
const CARRIAGE_RETURN: Code = Code("TL0912");
const MISSING_PARENTHESES: Code = Code("TL0913");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: NO_BIT,
        text: "A condition without a bit tests whether the whole number is not zero.\n\n    \
               a n:# x:n?int = A;\n\n\
               Other compilers reject it. Write the bit: `x:n.0?int`.",
    },
    Explained {
        code: CONDITION_IN_PARENS,
        text: "A condition is written within the parentheses of a type.\n\n    \
               a n:# x:(n.0?int) = A;\n\n\
               Other compilers reject it. Remove the parentheses: `x:n.0?int`.",
    },
    Explained {
        code: RESULT_CASE,
        text: "The result of a constructor is a type, and names of types begin with a capital letter.\n\n    \
               help.termsOfService text:string = help.termsOfService;\n\n\
               The result is read as a type with exactly this name.",
    },
    Explained {
        code: CALL_IN_CONSTRUCTOR,
        text: "A constructor has a field of type `!X`, which holds a function call. Such fields are usual only in \
               functions.\n\n    \
               engine.query {X:Type} query:!X = engine.Query;\n\n\
               If the declaration is a function, move it below `---functions---`, or write `=>`.",
    },
    Explained {
        code: PARTIAL,
        text: "A type applied to arguments, with nothing else, has no effect.\n\n    \
               Vector int;\n\n\
               It comes from an old form of the language. Remove it.",
    },
    Explained {
        code: UNKNOWN_BUILT_IN,
        text: "`name ? = Type;` declares a built-in type, and the language has no such built-in type.\n\n    \
               uint ? = Uint;\n\n\
               Values of such a type can be neither read nor written, so using it is an error when values are decoded \
               or encoded and when code is generated. Declare the fields instead of `?`.",
    },
    Explained {
        code: EMPTY,
        text: "No file declares anything.\n\n\
               Perhaps all declarations are commented out, or this is the wrong file.",
    },
    Explained {
        code: LAYERS_DIFFER,
        text: "Two comments `// LAYER n` contain different numbers.\n\n    \
               // LAYER 81\n    // LAYER 82\n\n\
               The first number is used.",
    },
    Explained {
        code: ID_CASE,
        text: "An id contains capital letters.\n\n    \
               a#1F040578 = A;\n\n\
               Other compilers reject it. Write the id in lower case.",
    },
    Explained {
        code: DUPLICATE_FINAL,
        text: "`New`, `Final` or `Empty` is written twice for one type.\n\n    \
               Final A;\n    Final A;\n\n\
               The second one has no effect. Remove it.",
    },
    Explained {
        code: RESULT_WITHOUT_CONSTRUCTOR,
        text: "Functions return a type that has no constructor.\n\n    \
               ---functions---\n    http_wait max_delay:int = HttpWait;\n\n\
               MTProto declares `http_wait` this way. The content of the result is unknown, so it is read as an \
               `Object`: any boxed value. If the type is also used in another way, or if another type has a similar \
               name, the error TL0201 is reported instead. Declare a constructor of the type if you know it.",
    },
    Explained {
        code: CARRIAGE_RETURN,
        text: "A line comment contains a carriage return.\n\n\
               A `//` comment ends with a line feed. If all lines of a file end with a carriage return alone, the \
               comment extends to the end of the file. End the lines with line feeds, with or without a carriage \
               return before them.",
    },
    Explained {
        code: MISSING_PARENTHESES,
        text: "An argument of a type takes arguments itself, and it is not in parentheses.\n\n    \
               f = Maybe tuple string 2;\n\n\
               `Maybe` takes one argument, and `tuple` takes two, so the result can only be `Maybe (tuple string 2)`. It \
               is read in this way, but other compilers reject it. Write the parentheses.",
    },
];

/// A condition `n?` has no bit.
pub(crate) fn no_bit(mask: Name<'_>, condition: Span) -> Diagnostic {
    let message = format!("the condition tests the whole number `{}`", mask.text);
    Diagnostic::new(NO_BIT, Warning, message, condition, "no bit is given")
        .help(format!("write the bit, such as `{}.0?`", mask.text))
}

/// A condition is inside parentheses: `(n.0?int)`.
pub(crate) fn condition_in_parens(condition: Span) -> Diagnostic {
    let message = "a condition belongs before the parentheses";
    Diagnostic::new(CONDITION_IN_PARENS, Warning, message, condition, "within the parentheses")
}

/// The name of a result, as in `= result`, begins with a small letter.
pub(crate) fn result_case(name: Name<'_>) -> Diagnostic {
    let message = format!("the result type `{}` begins with a lower-case letter", name.text);
    Diagnostic::new(RESULT_CASE, Warning, message, name.span, "types begin with a capital letter")
}

/// A constructor has a field with a call `!X`.
pub(crate) fn call_in_constructor(at: Span) -> Diagnostic {
    let message = "a constructor contains a function call";
    Diagnostic::new(CALL_IN_CONSTRUCTOR, Warning, message, at, "usual only in functions")
}

/// A partial application such as `Vector int;`, which has no effect.
pub(crate) fn partial(at: Span) -> Diagnostic {
    let message = "a type alone declares nothing";
    Diagnostic::new(PARTIAL, Warning, message, at, "has no effect").help("remove it")
}

/// A declaration such as `uint ? = Uint;`, whose type is not built into the language.
pub(crate) fn unknown_built_in(name: Name<'_>, result: Name<'_>) -> Diagnostic {
    let message = format!("the language has no built-in type `{} ? = {}`", name.text, result.text);
    Diagnostic::new(UNKNOWN_BUILT_IN, Warning, message, name.span, "unknown form")
}

/// The schema has no declarations.
pub(crate) fn empty(at: Span) -> Diagnostic {
    Diagnostic::new(EMPTY, Warning, "nothing is declared", at, "no declaration here")
}

/// A second `// LAYER n` has another number than the first one.
pub(crate) fn layers_differ(first: u32, first_at: Span, second: u32, at: Span) -> Diagnostic {
    let message = format!("the layer is both {first} and {second}");
    Diagnostic::new(LAYERS_DIFFER, Warning, message, at, "ignored").also(first_at, "this one is used")
}

/// An id has capital letters: `#1F040578`.
pub(crate) fn id_case(at: Span, lower: &str) -> Diagnostic {
    let message = "ids are written in lower case";
    Diagnostic::new(ID_CASE, Warning, message, at, "has capital letters").suggest(at, lower)
}

/// A second `New`, `Final` or `Empty` for the same type has no effect.
pub(crate) fn duplicate_final(name: Name<'_>, first: Span) -> Diagnostic {
    let message = format!("duplicate `New`, `Final` or `Empty` for `{}`", name.text);
    Diagnostic::new(DUPLICATE_FINAL, Warning, message, name.span, "written again")
        .also(first, "first written here")
}

/// A type has no constructors and is used only as the result of functions. `name` is the first use, and `others` are
/// the remaining ones.
pub(crate) fn result_without_constructor(name: Name<'_>, others: &[Span]) -> Diagnostic {
    let message = format!("the result type `{}` has no constructor", name.text);
    let found =
        Diagnostic::new(RESULT_WITHOUT_CONSTRUCTOR, Warning, message, name.span, "read as an `Object`");
    with_uses(found, others).help("declare a constructor if you know what is returned")
}

/// A `//` comment contains a carriage return and text after it.
pub(crate) fn carriage_return(at: Span) -> Diagnostic {
    let message = "a carriage return does not end a comment";
    Diagnostic::new(CARRIAGE_RETURN, Warning, message, at, "the comment continues here")
        .help("end lines with line feeds, alone or after carriage returns")
}

/// Parentheses are missing in the argument of the type `head`. The suggestion `parentheses` adds them.
pub(crate) fn missing_parentheses(head: Name<'_>, parentheses: Suggestion) -> Diagnostic {
    let message = format!("parentheses are missing in the argument of `{}`", head.text);
    let label = "read as if it had parentheses";
    Diagnostic::new(MISSING_PARENTHESES, Warning, message, parentheses.span, label)
        .help("put the arguments of each type into parentheses")
        .suggest(parentheses.span, parentheses.replacement)
}

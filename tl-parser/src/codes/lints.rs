//! `TL09xx`: what is allowed and probably not meant.

use super::Explained;
use super::names::with_uses;
use crate::Severity::Warning;
use crate::ast::Name;
use crate::{Code, Diagnostic, Span};

const NO_BIT: Code = Code("TL0901");
const CONDITION_IN_PARENS: Code = Code("TL0902");
const RESULT_CASE: Code = Code("TL0903");
const CALL_IN_CONSTRUCTOR: Code = Code("TL0904");
const PARTIAL: Code = Code("TL0905");
const UNKNOWN_BUILTIN: Code = Code("TL0906");
const EMPTY: Code = Code("TL0907");
const LAYERS_DIFFER: Code = Code("TL0908");
const ID_CASE: Code = Code("TL0909");
const SAID_AGAIN: Code = Code("TL0910");
const RESULT_WITHOUT_CONSTRUCTOR: Code = Code("TL0911");
const CARRIAGE_RETURN: Code = Code("TL0912");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: NO_BIT,
        text: "A condition without a bit tests whether the whole number is not zero.\n\n    \
               a n:# x:n?int = A;\n\n\
               Other compilers refuse it. Write the bit: `x:n.0?int`.",
    },
    Explained {
        code: CONDITION_IN_PARENS,
        text: "A condition within the parentheses of a type.\n\n    a n:# x:(n.0?int) = A;\n\n\
               Other compilers refuse it. Leave the parentheses out: `x:n.0?int`.",
    },
    Explained {
        code: RESULT_CASE,
        text: "The result of a constructor is a type, and types begin with a capital.\n\n    \
               help.termsOfService text:string = help.termsOfService;\n\n\
               It is taken as a type of that very name.",
    },
    Explained {
        code: CALL_IN_CONSTRUCTOR,
        text: "`!X` holds the call of a function, which belongs into functions.\n\n    \
               engine.query {X:Type} query:!X = engine.Query;\n\n\
               Move the declaration below `---functions---`, or write `=>`, if it is one.",
    },
    Explained {
        code: PARTIAL,
        text: "A type applied to arguments, with nothing else, has no effect.\n\n    Vector int;\n\n\
               It is left from an old form of the language. Remove it.",
    },
    Explained {
        code: UNKNOWN_BUILTIN,
        text: "`name ? = Type;` declares a type whose form the language fixes, and the language has no such type.\
               \n\n    uint ? = Uint;\n\n\
               Values of such a type can be neither read nor written, so using it is an error when values are decoded or encoded \
               and when code is generated. Declare the fields instead of `?`.",
    },
    Explained {
        code: EMPTY,
        text: "No file declares anything.\n\n\
               Perhaps everything is commented out, or it is another file that was meant.",
    },
    Explained {
        code: LAYERS_DIFFER,
        text: "Two comments `// LAYER n` disagree.\n\n    // LAYER 81\n    // LAYER 82\n\n\
               The first one counts.",
    },
    Explained {
        code: ID_CASE,
        text: "An id with capital letters.\n\n    a#1F040578 = A;\n\n\
               Other compilers refuse it. Write it in small letters.",
    },
    Explained {
        code: SAID_AGAIN,
        text: "`New`, `Final` or `Empty` is said twice of one type.\n\n    Final A;\n    Final A;\n\n\
               The second one has no effect. Remove it.",
    },
    Explained {
        code: RESULT_WITHOUT_CONSTRUCTOR,
        text: "Functions return a type that has no constructor.\n\n    \
               ---functions---\n    http_wait max_delay:int = HttpWait;\n\n\
               MTProto declares `http_wait` this way. What comes back is unknown, so the result is taken for an \
               `Object`: any boxed value. This holds only if the type is used nowhere else and no other type has \
               a similar name; otherwise it is the error TL0201. Declare a constructor of the type if you know it.",
    },
    Explained {
        code: CARRIAGE_RETURN,
        text: "A line comment contains a carriage return.\n\n\
               A `//` comment ends with a line feed. In a file of which the lines end with carriage returns alone, it \
               hides all that follows. End the lines with line feeds, alone or after carriage returns.",
    },
];

/// `n?` without a bit.
pub(crate) fn no_bit(mask: Name<'_>, condition: Span) -> Diagnostic {
    let message = format!("the condition tests all of `{}`", mask.text);
    Diagnostic::new(NO_BIT, Warning, message, condition, "no bit is given")
        .help(format!("write the bit, such as `{}.0?`", mask.text))
}

/// `(n.0?int)`
pub(crate) fn condition_in_parens(condition: Span) -> Diagnostic {
    let message = "a condition stands before the parentheses";
    Diagnostic::new(CONDITION_IN_PARENS, Warning, message, condition, "within the parentheses")
}

/// `= result` with a small letter.
pub(crate) fn result_case(name: Name<'_>) -> Diagnostic {
    let message = format!("the result type `{}` begins with a small letter", name.text);
    Diagnostic::new(RESULT_CASE, Warning, message, name.span, "types begin with a capital")
}

/// `!X` in a constructor.
pub(crate) fn call_in_constructor(at: Span) -> Diagnostic {
    let message = "a constructor holds the call of a function";
    Diagnostic::new(CALL_IN_CONSTRUCTOR, Warning, message, at, "only usual in functions")
}

/// `Vector int;`
pub(crate) fn partial(at: Span) -> Diagnostic {
    let message = "a type alone declares nothing";
    Diagnostic::new(PARTIAL, Warning, message, at, "without effect").help("remove it")
}

/// `uint ? = Uint;`
pub(crate) fn unknown_builtin(name: Name<'_>, result: Name<'_>) -> Diagnostic {
    let message = format!("the language has no type `{} ? = {}`", name.text, result.text);
    Diagnostic::new(UNKNOWN_BUILTIN, Warning, message, name.span, "its form is not known")
}

/// No declaration at all.
pub(crate) fn empty(at: Span) -> Diagnostic {
    Diagnostic::new(EMPTY, Warning, "nothing is declared", at, "no declaration here")
}

/// A second, different `// LAYER n`.
pub(crate) fn layers_differ(first: u32, first_at: Span, second: u32, at: Span) -> Diagnostic {
    let message = format!("the layer is {first} and {second}");
    Diagnostic::new(LAYERS_DIFFER, Warning, message, at, "ignored").also(first_at, "this one counts")
}

/// `#1F040578`
pub(crate) fn id_case(at: Span, lower: &str) -> Diagnostic {
    let message = "ids are written in small letters";
    Diagnostic::new(ID_CASE, Warning, message, at, "has capital letters").suggest(at, lower)
}

/// `New`, `Final` or `Empty` twice for one type is of no use.
pub(crate) fn said_again(name: Name<'_>, first: Span) -> Diagnostic {
    let message = format!("this is said of `{}` already", name.text);
    Diagnostic::new(SAID_AGAIN, Warning, message, name.span, "said again").also(first, "first said here")
}

/// A type without constructors that is only the result of functions, at the place of `name` and at `others`.
pub(crate) fn result_without_constructor(name: Name<'_>, others: &[Span]) -> Diagnostic {
    let message = format!("the result type `{}` has no constructor", name.text);
    let found =
        Diagnostic::new(RESULT_WITHOUT_CONSTRUCTOR, Warning, message, name.span, "taken for an `Object`");
    with_uses(found, others).help("declare a constructor if you know what is returned")
}

/// A carriage return in a `//` comment, with text behind it.
pub(crate) fn carriage_return(at: Span) -> Diagnostic {
    let message = "a carriage return does not end a comment";
    Diagnostic::new(CARRIAGE_RETURN, Warning, message, at, "the comment goes on here")
        .help("end lines with line feeds, alone or after carriage returns")
}

//! `TL07xx`: what TL can say and generated Rust cannot.

use tl_parser::codes::Explained;
use tl_parser::{Code, Diagnostic, Severity, Span};

const NAT_PARAMETER: Code = Code::new("TL0701");
const BARE_ARGUMENT: Code = Code::new("TL0702");
const SERIALISED_TYPE: Code = Code::new("TL0703");
const REPEATED_STRUCT: Code = Code::new("TL0704");
const CALL_AS_VALUE: Code = Code::new("TL0705");
const EMPTY_SCHEMA: Code = Code::new("TL0706");

/// What `tl explain` says of the codes of this crate, ascending.
pub const ALL: &[Explained] = &[
    Explained {
        code: NAT_PARAMETER,
        text: "A constructor, a type or a function takes a natural number as an implicit argument, `{n:#}`. Its \
               form on the wire depends on a number that is not part of it, and Rust types have no place for that. \
               Give the number a field of its own, or leave the declaration out of the generated module.",
    },
    Explained {
        code: BARE_ARGUMENT,
        text: "A type parameter stands for a bare type, as in `x:Pair<future_salt,int>`. The generated `Pair<A, B>` \
               writes its parts as their Rust types say, and those of generated types are boxed. Use the boxed type.",
    },
    Explained {
        code: SERIALISED_TYPE,
        text: "A field holds a type, `X:Type`. The language defines such fields, and no implementation of it has \
               a form for them on the wire. Make the argument implicit: `{X:Type}`.",
    },
    Explained {
        code: REPEATED_STRUCT,
        text: "A repetition repeats several fields, or a field with a name or a condition: `n*[ x:int y:int ]`. \
               Declare a constructor with these fields and repeat that.",
    },
    Explained {
        code: CALL_AS_VALUE,
        text: "A type variable is used both for a function call, `query:!X`, and for a value, `x:X`. A generated \
               function cannot know both. Use two variables.",
    },
    Explained {
        code: EMPTY_SCHEMA,
        text: "The schema declares nothing, so there is nothing to generate. The usual reason is a wrong file.",
    },
];

/// Why something has no form in Rust.
pub(crate) type Unsupported = Box<Diagnostic>;

fn error(code: Code, message: impl Into<String>, span: Span, label: &str, help: &str) -> Unsupported {
    Box::new(Diagnostic::new(code, Severity::Error, message, span, label).help(help))
}

pub(crate) fn nat_parameter(name: &str, span: Span) -> Unsupported {
    let message = format!("`{name}` takes a number, which Rust types cannot express");
    error(NAT_PARAMETER, message, span, "not supported", "give the number a field of its own")
}

/// The same code where such a type is used.
pub(crate) fn nat_argument(span: Span) -> Unsupported {
    let message = "a type that takes a number is used, which Rust types cannot express";
    error(NAT_PARAMETER, message, span, "not supported", "give the number a field of its own")
}

pub(crate) fn bare_argument(span: Span) -> Unsupported {
    let message = "a bare type as the argument of a generic type is not supported";
    error(BARE_ARGUMENT, message, span, "not supported", "use the boxed type")
}

pub(crate) fn serialised_type(span: Span) -> Unsupported {
    let message = "a field that holds a type is not supported";
    error(SERIALISED_TYPE, message, span, "not supported", "make the argument implicit: `{X:Type}`")
}

pub(crate) fn repeated_struct(span: Span) -> Unsupported {
    let message = "a repetition of several or of named fields is not supported";
    error(
        REPEATED_STRUCT,
        message,
        span,
        "not supported",
        "declare a constructor with these fields and repeat that",
    )
}

pub(crate) fn call_as_value(name: &str, span: Span) -> Unsupported {
    let message = format!("`{name}` stands for a function call and for a value");
    error(CALL_AS_VALUE, message, span, "used as a value", "use two variables")
}

pub(crate) fn empty_schema(span: Span) -> Unsupported {
    let message = "the schema declares nothing to generate";
    error(EMPTY_SCHEMA, message, span, "no declarations", "is this the right file?")
}

//! `TL07xx`: diagnostics of generating code. Most are about declarations that TL allows and generated Rust cannot
//! express.

use tl_parser::codes::Explained;
use tl_parser::{Code, Diagnostic, Severity, Span};

const SERIALISED_TYPE: Code = Code::new("TL0703");
const CALL_AS_VALUE: Code = Code::new("TL0705");
const EMPTY_SCHEMA: Code = Code::new("TL0706");
const OPEN_ENDED: Code = Code::new("TL0707");
const NO_VALUES: Code = Code::new("TL0708");
const UNKNOWN_VARIABLE: Code = Code::new("TL0709");
const BUILT_IN: Code = Code::new("TL0710");
const DEEP_NAMESPACE: Code = Code::new("TL0711");
const LONG_NAME: Code = Code::new("TL0712");
const UNKNOWN_BUILT_IN: Code = Code::new("TL0713");
const DEPENDENT: Code = Code::new("TL0714");
const TWO_FORMS: Code = Code::new("TL0715");
const LOST_DERIVE: Code = Code::new("TL0716");
const NO_JSON: Code = Code::new("TL0717");
const GROWING: Code = Code::new("TL0718");

/// Explanations of the codes of this crate for `tl explain`, ascending.
pub const ALL: &[Explained] = &[
    Explained {
        code: SERIALISED_TYPE,
        text: "A field contains a type, `X:Type`. The language defines such fields, but no implementation defines \
               their form on the wire. Declare an implicit argument instead: `{X:Type}`.",
    },
    Explained {
        code: CALL_AS_VALUE,
        text: "A type variable is used both for a function call, `query:!X`, and for the value of a field, `x:X`. A \
               generated function cannot support both. Use two variables.",
    },
    Explained {
        code: EMPTY_SCHEMA,
        text: "The schema declares nothing, so there is nothing to generate. The usual reason is a wrong file. With \
               `--lenient`, another reason is that every declaration is left out; each of them has a warning.",
    },
    Explained {
        code: OPEN_ENDED,
        text: "An `Object`, or a function call in a constructor, is read as raw bytes up to the end of the message. If \
               other fields follow the raw bytes, or if they are inside another type, their end must be found by \
               decoding them. For an `Object`, the schema must declare a constructor that is not generic. For a call, \
               it must declare a function that is not generic.",
    },
    Explained {
        code: NO_VALUES,
        text: "A type without a constructor is used. It has no values, so declarations that contain it can be \
               neither read nor written.",
    },
    Explained {
        code: UNKNOWN_VARIABLE,
        text: "The type of a variable is unknown: no field contains a value of this type, and no field is a call that \
               returns it.",
    },
    Explained {
        code: BUILT_IN,
        text: "A built-in name, such as `vector` or `float`, is declared with another form or another id. Generated \
               code could read and write only the built-in form. Use another name.",
    },
    Explained {
        code: DEEP_NAMESPACE,
        text: "A name has more than 32 namespaces. Each of them would be a module inside the one before it. Use fewer \
               namespaces.",
    },
    Explained {
        code: LONG_NAME,
        text: "A namespace becomes a Rust module, which is a file, and each name becomes the file of a page of \
               documentation. File systems allow at most 255 bytes for the name of a file, its extension included. Use \
               a shorter name, or leave the declaration out of the generated module.",
    },
    Explained {
        code: UNKNOWN_BUILT_IN,
        text: "A field or a result has a type that is declared as built in, `bigBytes ? = BigBytes`, and the language \
               has no such type. The form and the length of its values are unknown. Declare the \
               fields instead of `?`, or leave out the declarations that use the type.",
    },
    Explained {
        code: DEPENDENT,
        text: "A declaration is left out, because it uses a type or a constructor that is left out. This is a warning of \
               `--lenient`. Another warning gives the reason for that type or constructor.",
    },
    Explained {
        code: TWO_FORMS,
        text: "The schema of a module and the schemas in its config key `passing` form one table, in which an id \
               determines how a value is read. Two of these schemas have the same id with different fields. `true` flags \
               and names do not count, since they are not on the wire. Leave out one of the schemas, or remove the \
               declaration that the other side never sends.",
    },
    Explained {
        code: LOST_DERIVE,
        text: "The config key `derives` contains `Eq`, `Ord` or `Hash`, which floating-point numbers do not have. Types that \
               contain a `double` or a `float`, also within other types, are generated without this derive. Remove it \
               from `derives`, and name the types that need it: `attributes = { \"User\" = [\"derive(Eq)\"] }`.",
    },
    Explained {
        code: NO_JSON,
        text: "The config has `json`, so values are JSON of TDLib or tonlib, and that JSON has no form for this construct: a \
               generic declaration, a `float`, a `true` without a condition, a function call `!X` or a repetition. \
               TDLib's and tonlib's own schemas do not contain them. Remove the key `json` to generate code for bytes.",
    },
    Explained {
        code: GROWING,
        text: "A type contains itself with an argument that contains the type's own parameter: \
               `grow {t:Type} a:t b:(Maybe (grow (pair t t))) = Grow t`. A value of such a type contains values of more \
               and more types. Rust needs a finite number of types. Use the parameter itself as the argument, or a type \
               without the parameter.",
    },
];

/// Maximum number of names of items in one message. Hundreds of items may contain an `f64`.
const SHOWN: usize = 10;

/// Returns the warning that the items `lost` do not have `derive`, because they contain floating-point numbers. The
/// first item in `lost` is declared at `span`.
pub(crate) fn lost_derive(derive: &str, lost: &[String], span: Span) -> Unsupported {
    let names: Vec<_> = lost.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let more = lost.len() - names.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let names = names.join(", ");
    let message = format!("`{derive}` is not derived for types with floating-point numbers: {names}{more}");
    let found =
        Diagnostic::new(LOST_DERIVE, Severity::Warning, message, span, "contains a floating-point number");
    Box::new(
        found.help(format!("remove `{derive}` from `derives`, and add it to some types with `attributes`")),
    )
}

/// A diagnostic with one of these codes, usually about a declaration or type that generated Rust cannot express.
pub(crate) type Unsupported = Box<Diagnostic>;

fn error(code: Code, message: impl Into<String>, span: Span, label: &str, help: &str) -> Unsupported {
    Box::new(Diagnostic::new(code, Severity::Error, message, span, label).help(help))
}

pub(crate) fn serialised_type(span: Span) -> Unsupported {
    let message = "a field that contains a type is not supported";
    error(SERIALISED_TYPE, message, span, "not supported", "declare an implicit argument instead: `{X:Type}`")
}

pub(crate) fn no_json(span: Span) -> Unsupported {
    let message = "the JSON of TDLib and tonlib cannot express this";
    error(
        NO_JSON,
        message,
        span,
        "not supported",
        "remove the key `json` of the config to generate code for bytes",
    )
}

pub(crate) fn growing(name: &str, span: Span) -> Unsupported {
    let message = format!("`{name}` contains itself with larger and larger type arguments");
    let help = "pass on the type parameter itself, or a type without the parameter";
    error(GROWING, message, span, "needs infinitely many types", help)
}

pub(crate) fn call_as_value(name: &str, span: Span) -> Unsupported {
    let message = format!("`{name}` is used both for a function call and for the value of a field");
    error(CALL_AS_VALUE, message, span, "used as a value", "use two variables")
}

pub(crate) fn empty_schema(span: Span) -> Unsupported {
    let message = "the schema declares nothing to generate";
    error(EMPTY_SCHEMA, message, span, "no declarations", "check that this is the right file")
}

/// Returns the error for a schema without declarations if `lenient` is set. Then the reason may be that declarations
/// were left out. The error has the same code as [`empty_schema`].
pub(crate) fn nothing_left(span: Span) -> Unsupported {
    error(
        EMPTY_SCHEMA,
        "nothing is left to generate",
        span,
        "no declarations",
        "correct the declarations that are left out, or choose other files or `roots`",
    )
}

pub(crate) fn open_ended(span: Span) -> Unsupported {
    let message = "other data follows a raw value, and the schema declares nothing to decode it as";
    error(OPEN_ENDED, message, span, "its end is unknown", "make it the last field")
}

pub(crate) fn no_values(name: &str, span: Span) -> Unsupported {
    let message = format!("`{name}` has no constructor, so it has no values");
    error(NO_VALUES, message, span, "used here", "declare a constructor")
}

pub(crate) fn unknown_variable(span: Span) -> Unsupported {
    let message = "the type of this variable is unknown";
    error(UNKNOWN_VARIABLE, message, span, "used here", "use a type, or a field with `!`")
}

pub(crate) fn built_in(name: &str, span: Span) -> Unsupported {
    let message = format!("`{name}` is built into the language, but declared differently here");
    error(BUILT_IN, message, span, "another form or id", "use another name")
}

/// Returns the error for a name that is too long. `name` may have any length, so only its start is shown.
pub(crate) fn long_name(name: &str, span: Span) -> Unsupported {
    const SHOWN: usize = 20;
    let begin: String = name.chars().take(SHOWN).collect();
    let bytes = name.len();
    let message =
        format!("`{begin}…` is too long for the name of a file: {bytes} bytes without the extension");
    error(LONG_NAME, message, span, "declared here", "use a shorter name")
}

/// Returns the error for a type whose wire form is unknown. The type is used at `span` and declared at `declared`.
pub(crate) fn unknown_built_in(name: &str, declared: Span, span: Span) -> Unsupported {
    let message = format!("the form of `{name}` is unknown, so it cannot be used");
    let found = error(
        UNKNOWN_BUILT_IN,
        message,
        span,
        "cannot be read or written",
        "declare the fields of the type, or leave out the declarations that use it",
    );
    Box::new(found.also(declared, "declared as built in, and the language has no such type"))
}

pub(crate) fn deep_namespace(span: Span) -> Unsupported {
    let message = "a name has more than 32 namespaces";
    error(DEEP_NAMESPACE, message, span, "too deep", "use fewer")
}

/// Returns the warning that `name` is left out, because it uses `needed` or the type of `needed`.
pub(crate) fn dependent(name: &str, span: Span, needed: &str) -> Unsupported {
    let message = format!("`{name}` needs `{needed}`, which is left out");
    Box::new(Diagnostic::new(DEPENDENT, Severity::Warning, message, span, "left out too"))
}

/// Returns the error for declarations of two schemas, at `first` and `second`, that have the same id.
pub(crate) fn two_forms(id: u32, first: Span, second: Span) -> Unsupported {
    let found = error(
        TWO_FORMS,
        format!("the id `#{id:08x}` has different fields in two schemas"),
        second,
        "has this id too",
        "do not pass this schema, or remove one of the declarations",
    );
    Box::new(found.also(first, "the other declaration"))
}

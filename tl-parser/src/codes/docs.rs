//! `TL06xx`: documentation comments and overlays.

use super::Explained;
use super::names::with_similar;
use crate::Severity::Warning;
use crate::{Code, Diagnostic, Span, Spanned};

const UNKNOWN_KEY: Code = Code("TL0601");
const REPEATED_KEY: Code = Code("TL0602");
const UNKNOWN_CLASS: Code = Code("TL0603");
const UNDOCUMENTED: Code = Code("TL0604");
const NO_SUBJECT: Code = Code("TL0605");
const NO_FIELD: Code = Code("TL0606");
const NO_ERROR: Code = Code("TL0607");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: UNKNOWN_KEY,
        text: "A documentation comment describes a field that the declaration does not have.\n\n    \
               //@description A user @nme The name\n    user name:string = User;\n\n\
               Write the name of a field after `@` or `@param`, or `@description` for the declaration itself. If a \
               field is called `description`, its key is `@param_description`. If `@` does not directly follow `//`, \
               only `@param` at the start of a line is checked, and other unknown keys are text.",
    },
    Explained {
        code: REPEATED_KEY,
        text: "A documentation comment contains a key twice.\n\n    \
               //@description A user @name The name @name The name again\n    user name:string = User;\n\n\
               The first text is kept.",
    },
    Explained {
        code: UNKNOWN_CLASS,
        text: "`@class` documents a type that no file declares.\n\n    \
               //@class Usr @description A user\n\n    user name:string = User;\n\n\
               Write the boxed name of a type.",
    },
    Explained {
        code: UNDOCUMENTED,
        text: "A documentation comment leaves out a field of the declaration.\n\n    \
               //@description A user @name The name\n    user name:string age:int = User;\n\n\
               Only comments in which `@` directly follows `//` are checked. Fields of type `#` need no description.",
    },
    Explained {
        code: NO_SUBJECT,
        text: "An overlay documents something that the schema does not have.\n\n    \
               {\"format\": \"tl-overlay\", \"version\": 1, \"functions\": {\"auth.cancelCod\": {}}}\n\n\
               A name is found only if its kind is right: constructor, function or type. If the overlay is for another \
               layer, unknown names are normal; `--allow TL0605` suppresses the warnings.",
    },
    Explained {
        code: NO_FIELD,
        text: "An overlay documents a field that the constructor or function of the schema does not have.\n\n    \
               {\"format\": \"tl-overlay\", \"version\": 1,\n     \"functions\": {\"auth.cancelCode\": {\"fields\": \
               {\"phone\": \"The number\"}}}}\n\n\
               Use the names of the fields in the schema.",
    },
    Explained {
        code: NO_ERROR,
        text: "An overlay describes an error that is not listed for any function of the schema.\n\n    \
               {\"format\": \"tl-overlay\", \"version\": 1, \"errors\": {\"PHONE_CODE_EXPIRD\": \"Too late\"}}\n\n\
               List the errors of a function under its name, in this overlay or in an earlier one.",
    },
];

/// An overlay documents a name that does not exist in any schema. `what` is the kind of definition that the overlay
/// documents, such as `type`. `also` is another kind, such as `constructor`, if a definition of that kind has the name.
/// `similar` is a similar name.
pub(crate) fn no_subject(
    name: &Spanned<String>,
    what: &str,
    also: Option<&str>,
    similar: Option<&str>,
) -> Diagnostic {
    let message = format!("the schema has no {what} `{}`", name.node);
    let found = Diagnostic::new(NO_SUBJECT, Warning, message, name.span, "documents nothing");
    match also {
        Some(also) => found.help(format!("it has a {also} of this name")),
        None => with_similar(found, similar),
    }
}

/// `field` is not a field of `owner`. `similar` is a field with a similar name.
pub(crate) fn no_field(field: &Spanned<String>, owner: &str, similar: Option<&str>) -> Diagnostic {
    let message = format!("`{owner}` has no field `{}`", field.node);
    with_similar(Diagnostic::new(NO_FIELD, Warning, message, field.span, "documents nothing"), similar)
}

/// No function has the error `text`.
pub(crate) fn no_error(text: &Spanned<String>) -> Diagnostic {
    let message = format!("no function has the error `{}`", text.node);
    Diagnostic::new(NO_ERROR, Warning, message, text.span, "describes nothing")
}

/// `@key` in the comment above `name` is not a field of `name`.
pub(crate) fn unknown_key(key: &str, at: Span, name: &str) -> Diagnostic {
    let message = format!("`{name}` has no field `{key}`");
    Diagnostic::new(UNKNOWN_KEY, Warning, message, at, "documents nothing")
}

/// `@key` occurs twice in one comment.
pub(crate) fn repeated_key(key: &str, at: Span) -> Diagnostic {
    let message = format!("`@{key}` is given twice");
    Diagnostic::new(REPEATED_KEY, Warning, message, at, "this text is dropped")
}

/// The name after `@class` is not a type of the schema.
pub(crate) fn unknown_class(name: &str, at: Span) -> Diagnostic {
    let message = format!("type `{name}` is not defined");
    Diagnostic::new(UNKNOWN_CLASS, Warning, message, at, "documents nothing")
}

/// The comment above `name` has no `@field` for one of its fields.
pub(crate) fn undocumented(field: &str, at: Span, name: &str) -> Diagnostic {
    let message = format!("field `{field}` of `{name}` is not documented");
    Diagnostic::new(UNDOCUMENTED, Warning, message, at, "the comment above leaves it out")
        .help(format!("describe it: `@{field} ...`"))
}

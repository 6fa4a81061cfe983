//! `TL06xx`: documentation comments.

use super::Explained;
use crate::Severity::Warning;
use crate::{Code, Diagnostic, Span};

const UNKNOWN_KEY: Code = Code("TL0601");
const REPEATED_KEY: Code = Code("TL0602");
const UNKNOWN_CLASS: Code = Code("TL0603");
const UNDOCUMENTED: Code = Code("TL0604");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: UNKNOWN_KEY,
        text: "A documentation comment describes a field that the declaration does not have.\n\n    \
               //@description A user @nme The name\n    user name:string = User;\n\n\
               Write the name of a field after `@`, or `@description` for the declaration itself. Where a field \
               is called `description`, its key is `@param_description`.",
    },
    Explained {
        code: REPEATED_KEY,
        text: "A documentation comment has one key twice.\n\n    \
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
               Only comments with keys are looked at, and only fields that are no numbers of kind `#`.",
    },
];

/// `@key` is no field of `name`.
pub(crate) fn unknown_key(key: &str, at: Span, name: &str) -> Diagnostic {
    let message = format!("`{name}` has no field `{key}`");
    Diagnostic::new(UNKNOWN_KEY, Warning, message, at, "documents nothing")
}

/// `@key` stands twice in one comment.
pub(crate) fn repeated_key(key: &str, at: Span) -> Diagnostic {
    let message = format!("`@{key}` is given twice");
    Diagnostic::new(REPEATED_KEY, Warning, message, at, "this text is dropped")
}

/// `@class` of an unknown type.
pub(crate) fn unknown_class(name: &str, at: Span) -> Diagnostic {
    let message = format!("type `{name}` is not defined");
    Diagnostic::new(UNKNOWN_CLASS, Warning, message, at, "documents nothing")
}

/// The comment above `name` has no `@field`.
pub(crate) fn undocumented(field: &str, at: Span, name: &str) -> Diagnostic {
    let message = format!("field `{field}` of `{name}` is not documented");
    Diagnostic::new(UNDOCUMENTED, Warning, message, at, "the comment above leaves it out")
        .help(format!("say what it is: `@{field} ...`"))
}

//! `TL08xx`: schemas as JSON.

use super::Explained;
use crate::Severity::Error;
use crate::{Code, Diagnostic, Span};

pub(crate) const NOT_A_SCHEMA: Code = Code("TL0801");
const NO_PLACE: Code = Code("TL0802");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: NOT_A_SCHEMA,
        text: "A JSON file is no JSON, or not a schema in one of the two forms that are known: Telegram's, which has the \
               keys `constructors` and `methods`, and the one that `tl generate json` writes, which begins with \
               `\"format\": \"tl\"`. An entry that is wrong is left out, and the others are read.",
    },
    Explained {
        code: NO_PLACE,
        text: "Telegram's JSON has no place for fields without a name, for repetitions, and for implicit arguments that \
               are numbers or that neither `!X` nor the result shows.\n\n    a n:# x:n*[ int ] = A;\n\n\
               The form `tl` of `tl generate json` has.",
    },
];

/// A JSON file is not what it should be.
pub(crate) fn not_a_schema(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(NOT_A_SCHEMA, Error, message, span, "not as it should be")
}

/// `name` cannot be said in Telegram's JSON.
#[cfg(feature = "json")]
pub(crate) fn no_place(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` cannot be said in Telegram's JSON");
    Diagnostic::new(NO_PLACE, Error, message, span, "has what that form lacks")
        .help("use the form `tl`, which says everything")
}

//! `TL08xx`: schemas and overlays in JSON.

use super::Explained;
use crate::Severity::Error;
use crate::{Code, Diagnostic, Span};

pub(crate) const NOT_A_SCHEMA: Code = Code("TL0801");
const NO_PLACE: Code = Code("TL0802");
const NOT_AN_OVERLAY: Code = Code("TL0803");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: NOT_A_SCHEMA,
        text: "A JSON file is not valid JSON, or not a schema in one of the two supported forms: Telegram's, which has \
               the keys `constructors` and `methods`, and the one that `tl generate json` writes, which begins with \
               `\"format\": \"tl\"`. Invalid entries are skipped, and all valid entries are read.",
    },
    Explained {
        code: NO_PLACE,
        text: "Telegram's JSON cannot contain fields without a name, repetitions, implicit numbers, or implicit types \
               that occur neither in `!X` nor in the result.\n\n    \
               a n:# x:n*[ int ] = A;\n\n\
               Use the form `tl` of `tl generate json`, which can contain every declaration.",
    },
    Explained {
        code: NOT_AN_OVERLAY,
        text: "A documentation overlay is not in one of the supported forms: the form of this project, which begins \
               with `\"format\": \"tl-overlay\"`, `api-schema.json` of mtcute, or a TL schema, whose comments are \
               used. Invalid entries are skipped, and all valid entries are read.\n\n    \
               {\n      \"format\": \"tl-overlay\",\n      \"version\": 1,\n      \"functions\": {\n        \
               \"auth.cancelCode\": {\n          \"description\": \"Takes a code back\",\n          \"fields\": \
               {\"phone_number\": \"Where it was sent\"},\n          \"availability\": \"users\",\n          \
               \"errors\": [{\"code\": 400, \"text\": \"PHONE_CODE_EXPIRED\"}]\n        }\n      }\n    }",
    },
];

/// The JSON is not a valid overlay.
pub(crate) fn not_an_overlay(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(NOT_AN_OVERLAY, Error, message, span, "invalid")
}

/// The JSON is not a valid schema.
pub(crate) fn not_a_schema(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(NOT_A_SCHEMA, Error, message, span, "invalid")
}

/// Telegram's JSON form cannot express the declaration of `name`.
#[cfg(feature = "json")]
pub(crate) fn no_place(name: &str, span: Span) -> Diagnostic {
    let message = format!("Telegram's JSON cannot contain `{name}`");
    Diagnostic::new(NO_PLACE, Error, message, span, "lost or changed in that form")
        .help("use the form `tl`, which can contain every declaration")
}

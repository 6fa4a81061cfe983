//! Documentation from outside of a schema, and how it is merged into the schema.
//!
//! A [`Schema`] already contains the documentation in its own comments. [`merge`] adds documentation from other files,
//! which are called overlays. An overlay is one of the following:
//!
//! - JSON in the form of this project, see below,
//! - `api-schema.json` of the npm package `@mtcute/core`, whose HTML is converted to plain text,
//! - a TL schema, from which only the comments are used: for example, `td_api.tl` of another version of TDLib.
//!
//! ```
//! use tl_parser::schema::Schema;
//! use tl_parser::{Lints, SourceMap, docs};
//!
//! let mut schema = Schema::parse("api.tl", "---functions--- auth.cancelCode phone_number:string = Bool;")?;
//!
//! let mut overlays = SourceMap::new();
//! overlays.add("overlay.json", r#"{
//!     "format": "tl-overlay",
//!     "version": 1,
//!     "functions": {
//!         "auth.cancelCode": {
//!             "description": "Takes the code back that [auth.sendCode](https://example.com) sent.",
//!             "fields": {"phone_number": "The phone number to which the code was sent."},
//!             "availability": "users",
//!             "errors": [{"code": 400, "text": "PHONE_CODE_EXPIRED", "description": "It is too late."}]
//!         }
//!     }
//! }"#)?;
//! let found = docs::merge(&overlays, &mut [&mut schema], &Lints::default());
//! assert!(found.is_empty());
//!
//! let function = &schema[schema.find_combinators("auth.cancelCode")[0]];
//! assert_eq!(function.availability(), Some(docs::Availability::Users));
//! assert_eq!(function.errors()[0].text, "PHONE_CODE_EXPIRED");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The form of this project
//!
//! Both forms of JSON need the feature `json`. In the form of this project, unknown keys are errors. Only these keys
//! are required: `format` and `version` of the overlay, and `code` and `text` of each error.
//!
//! | key | value |
//! | --- | --- |
//! | `format`, `version` | `"tl-overlay"`, `1` |
//! | `types` | for each name, such as `auth.SentCode`: `description` |
//! | `constructors` | for each name: `description`, and `fields` with a description for each field name |
//! | `functions` | for each name: `description`, `fields`, `availability` (`"users"`, `"bots"`, `"both"`), `errors` |
//! | `errors` of a function | a list of objects with `code`, `text` and `description` |
//! | `errors` of the overlay | for each text, such as `PHONE_CODE_EXPIRED`: the description of errors with this text that have no description in `functions` |
//!
//! Descriptions are plain text with the markup that [`text`] describes. Descriptions in an overlay replace existing
//! ones. Errors of functions are added to the existing errors.

mod calls;
#[cfg(feature = "json")]
mod json;
mod overlay;
mod schemas;
pub mod text;

pub use self::calls::{Availability, CallError};
pub(crate) use self::overlay::{Named, Note, Overlay, Subject};
use crate::schema::Schema;
use crate::{Diagnostics, FileId, Lints, SourceMap};

/// Merges all files of `overlays` into all `schemas`, in the order of the files.
///
/// A name that does not exist in any of the schemas is reported as a warning at its position in the overlay. Such
/// warnings are normal if the overlay was written for another layer. An error in the result, unless it is a denied
/// warning, means that a part of an overlay could not be read. The other parts are merged nevertheless.
#[must_use]
pub fn merge(overlays: &SourceMap, schemas: &mut [&mut Schema], lints: &Lints) -> Diagnostics {
    let mut found = Diagnostics::default();
    for file in overlays.files() {
        let overlay = read(overlays, file, &mut found);
        found.extend(overlay.merge(schemas));
    }
    let mut found = lints.apply(found);
    found.sort();
    found
}

#[cfg(feature = "json")]
fn read(overlays: &SourceMap, file: FileId, found: &mut Diagnostics) -> Overlay {
    match crate::json::is_json(overlays.name(file), overlays.text(file).as_bytes()) {
        true => json::read(overlays, file, found),
        false => schemas::read(overlays, file, found),
    }
}

#[cfg(not(feature = "json"))]
fn read(overlays: &SourceMap, file: FileId, found: &mut Diagnostics) -> Overlay {
    if overlays.text(file).trim_start().starts_with('{') {
        let message = "reading JSON needs the feature `json`, which is disabled";
        found.push(crate::codes::json::not_an_overlay(overlays.span(file), message));
        return Overlay::default();
    }
    schemas::read(overlays, file, found)
}

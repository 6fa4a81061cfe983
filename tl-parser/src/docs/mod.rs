//! Documentation that stands beside a schema: overlays, which are merged into it.
//!
//! What the comments of a schema say is in it from the beginning; [`merge`] adds what files say of its names. A file is
//!
//! - JSON in the form of this project, see below,
//! - `api-schema.json` of the npm package `@mtcute/core`, whose HTML becomes plain text,
//! - or a TL schema, of which only the comments are taken: `td_api.tl` of another commit, for example.
//!
//! ```
//! use tl_parser::{Lints, SourceMap, docs, load, schema::Options};
//!
//! let mut sources = SourceMap::new();
//! sources.add("api.tl", "---functions--- auth.cancelCode phone_number:string = Bool;")?;
//! let mut schema = load(&sources, &Options::default()).schema.unwrap();
//!
//! let mut overlays = SourceMap::new();
//! overlays.add("overlay.json", r#"{
//!     "format": "tl-overlay",
//!     "version": 1,
//!     "functions": {
//!         "auth.cancelCode": {
//!             "description": "Takes the code back that [auth.sendCode](https://example.com) sent.",
//!             "fields": {"phone_number": "Where the code was sent."},
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
//! # Ok::<(), tl_parser::TooLarge>(())
//! ```
//!
//! # The form of this project
//!
//! JSON of either form needs the feature `json`. All keys but `format` and `version` may be left out, and no others are known.
//!
//! | key | what |
//! | --- | --- |
//! | `format`, `version` | `"tl-overlay"`, `1` |
//! | `types` | by name, such as `auth.SentCode`: `description` |
//! | `constructors` | by name: `description`, `fields`, which is a description by the name of each field |
//! | `functions` | by name: the same, `availability`, which is `"users"`, `"bots"` or `"both"`, and `errors` |
//! | `errors` of a function | a list of `code`, `text`, `description` |
//! | `errors` of the whole | by text, such as `PHONE_CODE_EXPIRED`: the description where a function gives none |
//!
//! Descriptions are plain text with the few marks that [`text`] knows. What an overlay says takes the place of what was
//! said before; errors are added to those before.

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

/// Merges every file of `overlays` into all `schemas`, in the order of the files.
///
/// What matched nothing in any of the schemas is a warning, with its place in the overlay: that is usual where the
/// overlay is for another layer. Where the result has errors, an overlay could not be read as a whole; the schemas then
/// have what could.
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
        let message = "JSON is read with the feature `json`, which is off";
        found.push(crate::codes::json::not_an_overlay(overlays.span(file), message));
        return Overlay::default();
    }
    schemas::read(overlays, file, found)
}

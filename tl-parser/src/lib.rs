//! Parses TL schemas: texts become syntax trees, and all trees together are resolved to one schema. Each problem is
//! reported as a diagnostic.
//!
//! [`Schema::parse`](schema::Schema::parse) creates a [`schema::Schema`] from a text, and
//! [`Schema::load`](schema::Schema::load) creates one from files.
//!
//! The steps are public too. A [`SourceMap`] stores the texts, [`parse`] turns each text into an [`ast::Document`], and
//! [`schema::resolve()`] turns all documents into one schema. [`load`] parses and resolves all texts of a
//! [`SourceMap`]. These functions return the problems as [`Diagnostics`], next to their result.

pub mod ast;
pub mod canonical;
pub mod codes;
mod crc32;
#[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only JSON is derived"))]
mod derived;
mod diagnostic;
#[cfg(feature = "diff")]
pub mod diff;
pub mod docs;
mod format;
mod frozen;
pub mod invisible;
#[cfg(feature = "json")]
pub mod json;
mod lint;
mod load;
pub mod print;
pub mod render;
pub mod schema;
pub mod similar;
mod source;
mod span;
mod syntax;
pub mod wire;

pub use self::diagnostic::{Code, Diagnostic, Diagnostics, Label, Severity, Suggestion};
pub use self::format::{FormatError, format};
pub use self::lint::Lints;
pub use self::load::{Errors, load, load_files};
pub use self::source::{FileId, Position, SourceMap, TooLarge};
pub use self::span::{Span, Spanned};
pub use self::syntax::{Parsed, parse};

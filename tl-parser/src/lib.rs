//! Reads TL schemas: parses texts to syntax trees and resolves them to one schema, with a diagnostic for every problem.
//!
//! [`Schema::parse`](schema::Schema::parse) and [`Schema::load`](schema::Schema::load) make a [`schema::Schema`] of a text
//! or of files.
//!
//! The steps are public too. A [`SourceMap`] holds the texts, [`parse`] turns each text into an [`ast::Document`], and
//! [`schema::resolve()`] turns all documents into one schema. [`load`] does both steps. Problems are returned next to the
//! result, as [`Diagnostics`].

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

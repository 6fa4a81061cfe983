//! Reads TL schemas: parses texts to syntax trees and resolves them to one schema, with a diagnostic for every problem.
//!
//! A [`SourceMap`] holds the texts, [`parse`] turns each text into an [`ast::Document`], and [`schema::resolve()`]
//! turns all documents into one [`schema::Schema`]. [`load`] does both steps. Problems are returned next to the result,
//! as [`Diagnostics`].

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
pub use self::source::{FileId, Position, SourceMap, TooLarge};
pub use self::span::{Span, Spanned};
pub use self::syntax::{Parsed, parse};

/// Parses all files of `sources` and resolves them together. The order of the files does not matter.
#[must_use]
pub fn load(sources: &SourceMap, options: &schema::Options) -> schema::Resolved {
    load_files(sources, sources.files(), options)
}

/// Parses some files of `sources` and resolves them together. The order of the files does not matter.
#[must_use]
pub fn load_files(
    sources: &SourceMap,
    files: impl IntoIterator<Item = FileId>,
    options: &schema::Options,
) -> schema::Resolved {
    let parsed: Vec<Parsed<'_>> = files.into_iter().map(|file| parse(sources, file)).collect();
    schema::resolve(sources, &parsed, options)
}

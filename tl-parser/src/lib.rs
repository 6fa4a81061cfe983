//! Reads TL schemas: text to syntax tree to resolved schema, with every problem explained.
//!
//! The way of a schema is the list of modules: [`SourceMap`] holds the texts, [`parse`] makes an
//! [`ast::Document`] of each, [`schema::resolve()`] makes one [`schema::Schema`] of all. [`load`] does both.
//! What is wrong comes beside the result, as [`Diagnostics`].

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

/// Parses all files of `sources` and resolves them together, in any order.
#[must_use]
pub fn load(sources: &SourceMap, options: &schema::Options) -> schema::Resolved {
    load_files(sources, sources.files(), options)
}

/// Parses some files of `sources` and resolves them together, in any order.
#[must_use]
pub fn load_files(
    sources: &SourceMap,
    files: impl IntoIterator<Item = FileId>,
    options: &schema::Options,
) -> schema::Resolved {
    let parsed: Vec<Parsed<'_>> = files.into_iter().map(|file| parse(sources, file)).collect();
    schema::resolve(sources, &parsed, options)
}

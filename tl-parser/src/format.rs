//! The formatter: a file in canonical layout, read again to prove that it says what it said.

use std::fmt;

use crate::{Diagnostics, FileId, SourceMap, parse, print};

/// Why a file is not formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormatError {
    /// It does not follow the grammar.
    Syntax(Diagnostics),
    /// It is JSON, which has no layout of its own.
    Json,
    /// What would be written says something else, which is a mistake of the formatter.
    Changed,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(found) => match found.len() {
                1 => f.write_str("a mistake stands in the way"),
                several => write!(f, "{several} mistakes stand in the way"),
            },
            Self::Json => f.write_str("JSON is not formatted"),
            Self::Changed => f.write_str("the formatter would change what the file says; please report it"),
        }
    }
}

impl std::error::Error for FormatError {}

/// The text of `file` as [`print::document`] lays it out. Comments, ids and meaning stay; names need not be known.
///
/// ```
/// let mut sources = tl_parser::SourceMap::new();
/// let file = sources.add("api.tl", "a#1f  x : int=A; // one\n")?;
/// assert_eq!(tl_parser::format(&sources, file).unwrap(), "a#0000001f x:int = A; // one\n");
/// # Ok::<(), tl_parser::TooLarge>(())
/// ```
///
/// # Errors
/// [`FormatError::Syntax`] where there is a syntax error, [`FormatError::Json`] where it is no TL, and
/// [`FormatError::Changed`] rather than another meaning.
pub fn format(sources: &SourceMap, file: FileId) -> Result<String, FormatError> {
    if sources.is_derived(file) {
        return Err(FormatError::Json);
    }
    let parsed = parse(sources, file);
    if parsed.diagnostics.has_errors() {
        return Err(FormatError::Syntax(parsed.diagnostics));
    }
    let text = print::document(&parsed.document);
    let mut again = SourceMap::new();
    let file = again.add("", text.as_str()).map_err(|_| FormatError::Changed)?;
    let parsed_again = parse(&again, file);
    let is_same = parsed_again.diagnostics.is_empty()
        && print::pieces(&parsed.document) == print::pieces(&parsed_again.document);
    if is_same { Ok(text) } else { Err(FormatError::Changed) }
}

//! The formatter. It prints a file in canonical layout and parses the output again, to check that the meaning is
//! unchanged.

use std::fmt;

use crate::schema::Commented;
use crate::{Diagnostics, FileId, Parsed, Position, SourceMap, parse, print};

/// The reason why a file is not formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormatError {
    /// The file has syntax errors.
    Syntax(Diagnostics),
    /// The file is JSON, which the formatter does not support.
    Json,
    /// In the new layout, a comment would document another declaration or suppress other warnings.
    Comment {
        /// The position of the declaration that contains the comment or is next to it.
        at: Position,
    },
    /// The output would have another meaning. This is a bug in the formatter.
    Changed,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(found) => match found.len() {
                1 => f.write_str("not formatted: 1 syntax error"),
                several => write!(f, "not formatted: {several} syntax errors"),
            },
            Self::Json => f.write_str("JSON cannot be formatted"),
            Self::Comment { at: Position { line, column } } => write!(
                f,
                "at {line}:{column}: a comment in this declaration would document something else; \
                 move it to a line of its own"
            ),
            Self::Changed => {
                f.write_str("the formatter would change the meaning of the file; please report this bug")
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// Formats `file` in the layout of [`print::document`]. Every comment still documents the same declaration, and all ids
/// and meanings are unchanged. The file may use names that it does not declare.
///
/// ```
/// let mut sources = tl_parser::SourceMap::new();
/// let file = sources.add("api.tl", "a#1f  x : int=A; // one\n")?;
/// assert_eq!(tl_parser::format(&sources, file).unwrap(), "a#0000001f x:int = A; // one\n");
/// # Ok::<(), tl_parser::TooLarge>(())
/// ```
///
/// # Errors
/// - [`FormatError::Syntax`] if there is a syntax error.
/// - [`FormatError::Json`] if the file is not TL.
/// - [`FormatError::Comment`] if a comment would have another meaning in the new layout.
/// - [`FormatError::Changed`] if the output would have another meaning.
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
    check(sources, &parsed, &again, &parse(&again, file))?;
    Ok(text)
}

/// Checks that the formatted text has the same content and that each comment in it has the same meaning.
fn check(
    sources: &SourceMap,
    parsed: &Parsed<'_>,
    formatted_sources: &SourceMap,
    formatted: &Parsed<'_>,
) -> Result<(), FormatError> {
    let is_same = formatted.diagnostics.is_empty()
        && print::pieces(&parsed.document) == print::pieces(&formatted.document);
    if !is_same {
        return Err(FormatError::Changed);
    }
    let meant = Commented::new(sources, parsed);
    meant.compare(&Commented::new(formatted_sources, formatted)).map_err(|item| {
        let item = item.and_then(|item| parsed.document.items.get(item));
        item.map_or(FormatError::Changed, |item| FormatError::Comment { at: sources.position(item.span) })
    })
}

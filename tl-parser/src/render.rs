//! Formats diagnostics as text, for people and for programs.

#[cfg(feature = "render")]
mod human;
mod lines;
mod plain;

use std::fmt::Write;

#[cfg(feature = "render")]
pub use self::human::human;
pub use self::plain::plain;
use crate::diagnostic::place;
use crate::invisible::escape_line;
use crate::{Diagnostic, Diagnostics, SourceMap};

/// Maximum number of problems that [`first`] formats.
const MOST: usize = 50;

/// Formats the first 50 problems with `draw`. If there are more, adds the number of the remaining ones.
fn first(diagnostics: &Diagnostics, draw: impl Fn(&Diagnostic) -> String) -> String {
    let drawn: Vec<_> = diagnostics.iter().take(MOST).map(draw).collect();
    let mut text = drawn.join("\n\n");
    // Writing to a String cannot fail.
    let _ = match diagnostics.len().saturating_sub(MOST) {
        0 => Ok(()),
        1 => write!(text, "\n\n... and 1 more problem"),
        more => write!(text, "\n\n... and {more} more problems"),
    };
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Returns all diagnostics, one per line, such as `api.tl:3:12: error[TL0201]: message`. Invisible characters are
/// escaped.
#[must_use]
pub fn short(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let mut text = String::new();
    for Diagnostic { code, severity, message, primary, .. } in diagnostics {
        let place = place(sources, primary.span);
        let line = format!("{place}: {}[{code}]: {message}", severity.as_str());
        text.extend([&*escape_line(&line), "\n"]);
    }
    text
}

/// One diagnostic as plain values, for formats that programs read. Lines and columns start at 1, and columns are
/// counted in characters. The end is the position after the last character.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Report<'a> {
    /// The code of the diagnostic, such as `TL0201`.
    pub code: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The description of the problem in one line.
    pub message: &'a str,
    /// The name of the file.
    pub file: &'a str,
    /// The line at which the problem begins.
    pub line: u32,
    /// The column at which the problem begins.
    pub column: u32,
    /// The line at which the problem ends.
    pub end_line: u32,
    /// The column at which the problem ends.
    pub end_column: u32,
    /// Advice for fixing the problem.
    pub help: Option<&'a str>,
}

/// Returns all diagnostics as plain values.
pub fn reports<'a>(
    diagnostics: &'a Diagnostics,
    sources: &'a SourceMap,
) -> impl ExactSizeIterator<Item = Report<'a>> {
    diagnostics.iter().map(|diagnostic| {
        let span = diagnostic.primary.span;
        let (start, end) = (sources.position(span), sources.end_position(span));
        Report {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            file: sources.name(sources.file_of(span)),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            help: diagnostic.help.as_deref(),
        }
    })
}

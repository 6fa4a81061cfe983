//! Finds the source lines that reports show.

use std::ops::Range;

use crate::invisible::replace;
use crate::{FileId, SourceMap, Span};

/// Maximum number of bytes of source text that are drawn at once.
pub(super) const LONGEST: usize = 10_000;

/// Returns the bytes of the lines that contain `span`. The last line end and the carriage returns before it are
/// excluded.
pub(super) fn lines_of(span: Span, sources: &SourceMap) -> Range<usize> {
    let (text, shown) = (sources.shown_text(sources.file_of(span)), sources.shown_range(span));
    let first = text[..shown.start].rfind('\n').map_or(0, |end| end + 1);
    let last = text[shown.end..].find('\n').map_or(text.len(), |len| shown.end + len);
    let trimmed = text[..last].trim_end_matches('\r').len();
    first..trimmed.max(shown.end)
}

/// Returns the text of `lines` without a byte order mark.
pub(super) fn text<'a>(file: FileId, lines: &Range<usize>, sources: &'a SourceMap) -> &'a str {
    sources.shown_text(file)[lines.clone()].trim_start_matches('\u{FEFF}')
}

/// Returns the position of `span` within the text that is drawn for `lines`, in bytes.
pub(super) fn within(span: Span, file: FileId, lines: &Range<usize>, sources: &SourceMap) -> Range<usize> {
    let text = text(file, lines, sources);
    let first = lines.end - text.len();
    let at = |pos: usize| replace(&text[..pos.saturating_sub(first)]).len();
    let shown = sources.shown_range(span);
    at(shown.start)..at(shown.end)
}

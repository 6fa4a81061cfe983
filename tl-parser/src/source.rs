//! The texts of the files that are read together, and the conversion of a [`Span`] to file, line and column.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use crate::Span;
use crate::derived::{Derived, Metadata};

/// A set of named texts, which are usually files. This type does not access the file system.
///
/// Spans count bytes across all files. The end of a file and the start of the next file are different positions, so a
/// span determines its file.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

/// The id of a file in a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

#[derive(Debug)]
struct SourceFile {
    name: String,
    text: String,
    start: u32,
    line_starts: Vec<u32>,
    /// Whether the text that messages show is ASCII, so that each of its bytes is a character. Computed on first use.
    is_ascii: OnceLock<bool>,
    invalid_utf8: Option<Span>,
    /// The origin of the text, if the text was converted from JSON.
    derived: Option<Derived>,
}

/// A line and a column, both counted from 1. Columns are counted in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line. A CR LF counts as one line end.
    pub line: u32,
    /// The column in characters.
    pub column: u32,
}

/// The error if a file does not fit in a [`SourceMap`]. All texts of a map together must be smaller than 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the schemas of one run must be smaller than 4 GiB together")
    }
}

impl std::error::Error for TooLarge {}

impl SourceMap {
    /// Creates a map without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. Messages contain `name` as the name of the file. `bytes` may contain invalid UTF-8:
    /// [`parse`](crate::parse) reports the first invalid byte.
    ///
    /// # Errors
    /// Returns [`TooLarge`] if all texts together would reach 4 GiB.
    pub fn add(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<FileId, TooLarge> {
        let (text, invalid_at) = match String::from_utf8(bytes.into()) {
            Ok(text) => (text, None),
            Err(e) => {
                let at = e.utf8_error().valid_up_to();
                (String::from_utf8_lossy(e.as_bytes()).into_owned(), Some(at))
            }
        };
        let file = self.push(name.into(), text, None)?;
        // The first invalid byte was replaced with U+FFFD, which is three bytes long.
        let SourceFile { start, invalid_utf8, .. } = &mut self.files[file.0 as usize];
        *invalid_utf8 = invalid_at.map(|at| {
            let at = *start + at as u32;
            Span { start: at, end: at + '\u{FFFD}'.len_utf8() as u32 }
        });
        Ok(file)
    }

    /// Adds TL that was converted from JSON. Messages show the JSON.
    #[cfg(feature = "json")]
    pub(crate) fn add_derived(
        &mut self,
        name: String,
        text: String,
        derived: Derived,
    ) -> Result<FileId, TooLarge> {
        self.push(name, text, Some(derived))
    }

    fn push(&mut self, name: String, text: String, derived: Option<Derived>) -> Result<FileId, TooLarge> {
        let start = self.files.last().map_or(0, |last| last.end() + 1);
        let end = u32::try_from(text.len()).ok().and_then(|len| start.checked_add(len)?.checked_add(1));
        if end.is_none() {
            return Err(TooLarge);
        }
        let shown = derived.as_ref().map_or(&text, |derived| &derived.origin);
        let (line_starts, is_ascii) = (line_starts(shown), OnceLock::new());
        self.files.push(SourceFile { name, text, start, line_starts, is_ascii, invalid_utf8: None, derived });
        Ok(FileId(self.files.len() as u32 - 1))
    }

    /// Returns the files in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len() as u32).map(FileId)
    }

    /// Returns the name of `file` for messages.
    #[must_use]
    pub fn name(&self, file: FileId) -> &str {
        &self.file(file).name
    }

    /// Returns the whole text of `file` in the form in which it is parsed. Invalid UTF-8 is replaced with U+FFFD. For a
    /// JSON file, the text is the TL that was made from the JSON.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        &self.file(file).text
    }

    /// Returns the whole text of `file` as its author wrote it, for messages.
    #[must_use]
    pub fn shown_text(&self, file: FileId) -> &str {
        self.file(file).shown()
    }

    /// Returns the byte range of `span` in the [shown text](Self::shown_text) of its file.
    #[must_use]
    pub fn shown_range(&self, span: Span) -> Range<usize> {
        self.file(self.file_of(span)).shown_range(span)
    }

    /// Returns the line that contains the byte `at` of the [shown text](Self::shown_text) of `file`. Lines are counted
    /// from 1.
    #[cfg(feature = "render")]
    pub(crate) fn shown_line(&self, file: FileId, at: usize) -> u32 {
        self.file(file).position(at).line
    }

    /// Returns the dialect and the documentation that `file` contains if it is a schema in JSON. Returns `None` for
    /// files in TL.
    pub(crate) fn metadata(&self, file: FileId) -> Option<&Metadata> {
        self.file(file).derived.as_ref().map(|derived| &derived.metadata)
    }

    /// Returns whether the text of `file` was made from JSON.
    #[must_use]
    pub fn is_derived(&self, file: FileId) -> bool {
        self.file(file).derived.is_some()
    }

    /// Returns the problems that occurred when the text of `file` was made from JSON, with their spans.
    pub(crate) fn problems(&self, file: FileId) -> impl Iterator<Item = (Span, &str)> {
        let SourceFile { start, derived, .. } = self.file(file);
        let problems = derived.as_ref().map_or(&[][..], |derived| &derived.problems);
        problems.iter().map(move |(at, message)| {
            let at = start + at;
            (Span { start: at, end: at }, message.as_str())
        })
    }

    /// Returns the span of the whole `file`.
    #[must_use]
    pub fn span(&self, file: FileId) -> Span {
        let file = self.file(file);
        Span { start: file.start, end: file.end() }
    }

    /// Returns the span of the first invalid UTF-8 in `file`, if there is any.
    #[must_use]
    pub fn invalid_utf8(&self, file: FileId) -> Option<Span> {
        self.file(file).invalid_utf8
    }

    /// Returns the file that contains `span`, or the nearest file if no file contains it.
    ///
    /// # Panics
    /// Panics if the map has no files.
    #[must_use]
    pub fn file_of(&self, span: Span) -> FileId {
        let after = self.files.partition_point(|file| file.start <= span.start);
        assert!(!self.files.is_empty(), "the map has no files");
        FileId(after.saturating_sub(1) as u32)
    }

    /// Returns the text of `span`.
    #[must_use]
    pub fn snippet(&self, span: Span) -> &str {
        let file = self.file(self.file_of(span));
        let at = |pos: u32| (pos.saturating_sub(file.start) as usize).min(file.text.len());
        &file.text[at(span.start)..at(span.end)]
    }

    /// Returns the line and column of the start of `span`.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        let file = self.file(self.file_of(span));
        file.position(file.shown_range(span).start)
    }

    /// Returns the line and column of the position after the last character of `span`.
    #[must_use]
    pub fn end_position(&self, span: Span) -> Position {
        let file = self.file(self.file_of(span));
        file.position(file.shown_range(span).end)
    }

    fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }
}

impl SourceFile {
    fn end(&self) -> u32 {
        self.start + self.text.len() as u32
    }

    fn shown(&self) -> &str {
        self.derived.as_ref().map_or(&self.text, |derived| &derived.origin)
    }

    fn shown_range(&self, span: Span) -> Range<usize> {
        let at = |pos: u32| pos.saturating_sub(self.start).min(self.text.len() as u32);
        let Range { start, end } = match &self.derived {
            None => at(span.start)..at(span.end),
            Some(derived) => derived.origin_of(at(span.start)..at(span.end)),
        };
        start as usize..end as usize
    }

    fn position(&self, at: usize) -> Position {
        let text = self.shown();
        let line = self.line_starts.partition_point(|&start| start as usize <= at);
        let line_start = self.line_starts[line - 1] as usize;
        let characters = match self.is_ascii.get_or_init(|| text.is_ascii()) {
            true => at - line_start,
            // A byte order mark does not count as a character of the first line.
            false => text[line_start..at].trim_start_matches('\u{FEFF}').chars().count(),
        };
        Position { line: line as u32, column: characters as u32 + 1 }
    }
}

/// Returns the offset of the first byte of each line. The result is never empty.
fn line_starts(text: &str) -> Vec<u32> {
    let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
    std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(map: &SourceMap, at: u32) -> (u32, u32) {
        let Position { line, column } = map.position(Span { start: at, end: at });
        (line, column)
    }

    #[test]
    fn columns_are_characters_and_cr_lf_is_one_line_end() {
        let mut map = SourceMap::new();
        map.add("a.tl", "é = A;\r\nb = B;").unwrap();
        assert_eq!(position(&map, 0), (1, 1));
        assert_eq!(position(&map, 3), (1, 3));
        assert_eq!(position(&map, 9), (2, 1));
    }

    #[test]
    fn the_end_of_a_file_is_not_the_start_of_the_next_file() {
        let mut map = SourceMap::new();
        let a = map.add("a.tl", "a = A;").unwrap();
        let b = map.add("b.tl", "b = B;").unwrap();
        assert_eq!(map.file_of(Span { start: 6, end: 6 }), a);
        assert_eq!(map.file_of(Span { start: 7, end: 7 }), b);
        assert_eq!(map.snippet(map.span(b)), "b = B;");
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let mut map = SourceMap::new();
        map.add("a.tl", "\u{FEFF}a = A;").unwrap();
        assert_eq!(position(&map, 3), (1, 1));
    }

    #[test]
    fn the_first_invalid_byte_is_found() {
        let mut map = SourceMap::new();
        let file = map.add("a.tl", b"a = A; // \xff\xfe\n".to_vec()).unwrap();
        let span = map.invalid_utf8(file).unwrap();
        assert_eq!(position(&map, span.start), (1, 11));
        assert_eq!(map.snippet(span), "\u{FFFD}");
    }
}

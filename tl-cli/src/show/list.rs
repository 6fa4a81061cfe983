//! Formats the results of a search as a list for people, with one line for each result.

use super::Hit;
use super::page::{Columns, Page, declaration};

/// Maximum number of results that are shown.
const MOST: usize = 30;

/// Width of the kind of a result and the space after it, in columns.
const KIND: usize = 13;

/// Returns a line for each of the first [`MOST`] results. If there are more than [`MOST`], adds a line with the number
/// of further results.
///
/// The line of a type is `type         auth.CodeType with 3 constructors`. The line of a constructor or function contains
/// its declaration. If the width of the output is known, lines are shortened to this width.
pub(crate) fn list(hits: &[Hit<'_>], columns: Columns) -> String {
    let mut page = Page::new(columns);
    let room = columns.code().saturating_sub(KIND);
    for hit in hits.iter().take(MOST) {
        let (kind, text) = hit.summary();
        page.line(format_args!("{kind:KIND$}{}", declaration(&shortened(text, room))));
    }
    let more = hits.len().saturating_sub(MOST);
    if more > 0 {
        page.line(format_args!("{more} more; add words to narrow the search, or use `--format json`"));
    }
    page.finish()
}

/// Returns `text`, shortened if it has more than `room` characters.
fn shortened(text: String, room: usize) -> String {
    if text.chars().count() <= room {
        return text;
    }
    text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_shortened() {
        assert_eq!(shortened("abcdef".to_owned(), 6), "abcdef");
        assert_eq!(shortened("abcdef".to_owned(), 5), "abcd…");
        assert_eq!(shortened("abcdef".to_owned(), 0), "…");
    }
}

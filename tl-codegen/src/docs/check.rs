//! Checks the text of finished pages: links must lead to pages and headings, and rows of tables must have all their
//! cells.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::files::Files;

/// A flaw in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Path of the file.
    pub path: String,
    /// Line number, counted from 1.
    pub line: usize,
    /// The kind of the flaw.
    pub kind: FlawKind,
}

/// The kinds of [`Flaw`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FlawKind {
    /// A link to a file that does not exist.
    BrokenLink(String),
    /// A link to a heading that the linked file does not have.
    BrokenAnchor(String),
    /// A line that begins with `|` and does not belong to a table. Either its last cell has no closing `|`, or it is a
    /// header row that the line `| --- |` does not follow. In the second case, [`Flaw::line`] is the number of the line
    /// below the header, if there is one.
    StrayRow,
    /// A row of a table whose number of cells differs from that of the header row.
    WrongCells {
        /// Number of cells in the header row.
        expected: usize,
        /// Number of cells in the row, or 0 if its last cell has no closing `|`.
        found: usize,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, kind } = self;
        write!(f, "{path}:{line}: ")?;
        match kind {
            FlawKind::BrokenLink(link) => write!(f, "the link `{link}` does not lead to a page"),
            FlawKind::BrokenAnchor(link) => write!(f, "the link `{link}` does not lead to a heading"),
            FlawKind::StrayRow => f.write_str("this row does not belong to a table"),
            FlawKind::WrongCells { expected, found } => {
                write!(f, "this row has {found} cells, but the table has {expected} columns")
            }
        }
    }
}

/// Returns all flaws of the Markdown files in `files`, sorted by path and line.
///
/// Links to web sites are not followed.
#[must_use]
pub fn check(files: &Files) -> Vec<Flaw> {
    let pages = || files.iter().filter(|(path, _)| path.ends_with(".md"));
    let anchors: HashMap<&str, HashSet<String>> = pages().map(|(path, text)| (path, anchors(text))).collect();
    let mut flaws = Vec::new();
    for (path, text) in pages() {
        let mut head = None;
        for (number, line) in prose(text) {
            let (next, wrong_row) = row(head, line);
            head = next;
            let broken = links(line).into_iter().filter_map(|link| follow(path, link, &anchors));
            let kinds = broken.chain(wrong_row);
            flaws.extend(kinds.map(|kind| Flaw { path: path.to_owned(), line: number, kind }));
        }
        if head.is_some_and(|table| !table.is_ruled) {
            flaws.push(Flaw { path: path.to_owned(), line: text.lines().count(), kind: FlawKind::StrayRow });
        }
    }
    flaws
}

/// A table whose rows are being read.
#[derive(Clone, Copy)]
struct Table {
    /// Number of cells in each row.
    expected: usize,
    /// Whether the line `| --- |` below the header row was read.
    is_ruled: bool,
}

/// Returns the lines outside of code blocks with their numbers. The lines that begin and end a code block are returned
/// as empty lines.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut is_code = false;
    (1..).zip(text.lines()).filter_map(move |(number, line)| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        match (is_fence, is_code) {
            (true, _) => Some((number, "")),
            (false, true) => None,
            (false, false) => Some((number, line)),
        }
    })
}

/// Reads a line. `table` is the table to which the line before it belongs, if any. Returns the table to which this line
/// belongs, and the flaw of the line.
fn row(table: Option<Table>, line: &str) -> (Option<Table>, Option<FlawKind>) {
    let is_row = line.starts_with('|');
    match (table, is_row.then(|| cells(line)).flatten()) {
        (None, None) => (None, is_row.then_some(FlawKind::StrayRow)),
        (None, Some(expected)) => (Some(Table { expected, is_ruled: false }), None),
        (Some(Table { expected, is_ruled }), found) => {
            let fits = found == Some(expected) && (is_ruled || is_ruler(line));
            let wrong = match is_ruled {
                true => FlawKind::WrongCells { expected, found: found.unwrap_or(0) },
                false => FlawKind::StrayRow,
            };
            match (fits, is_row || !is_ruled) {
                (true, _) => (Some(Table { expected, is_ruled: true }), None),
                (false, true) => (table.filter(|_| is_ruled), Some(wrong)),
                (false, false) => (None, None),
            }
        }
    }
}

/// Returns the number of cells in a row. Every `|` without a backslash before it separates cells, even in code. Returns
/// `None` if the last cell has no closing `|`.
fn cells(row: &str) -> Option<usize> {
    let mut bars = 0;
    let mut is_escaped = false;
    let mut last = ' ';
    for c in row.chars() {
        let is_bar = c == '|' && !is_escaped;
        bars += usize::from(is_bar);
        last = if is_bar { c } else { ' ' };
        is_escaped = c == '\\' && !is_escaped;
    }
    (last == '|' && bars > 1).then(|| bars - 1)
}

fn is_ruler(row: &str) -> bool {
    row.trim_matches('|').split('|').all(|cell| cell.trim() == "---")
}

/// Returns the addresses of the links in a line.
fn links(line: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['\\', '`', ']']) {
        let (mark, after) = rest[at..].split_at(1);
        rest = match mark {
            "\\" => after.get(1..).unwrap_or_default(),
            "`" => after.split_once('`').map_or(after, |(_, after)| after),
            _ => match after.strip_prefix('(').and_then(|after| after.split_once(')')) {
                Some((address, after)) => {
                    links.push(address);
                    after
                }
                None => after,
            },
        };
    }
    links
}

/// Returns the flaw of a link in the file `from`, if any.
fn follow(from: &str, link: &str, anchors: &HashMap<&str, HashSet<String>>) -> Option<FlawKind> {
    let address = link.trim_start_matches('<').trim_end_matches('>');
    if address.starts_with("https://") || address.starts_with("http://") {
        return None;
    }
    let (path, anchor) =
        address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
    let target = if path.is_empty() { Some(from.to_owned()) } else { join(from, path) };
    let Some(found) = target.and_then(|target| anchors.get(target.as_str())) else {
        return Some(FlawKind::BrokenLink(link.to_owned()));
    };
    let is_there = anchor.is_none_or(|anchor| found.contains(anchor));
    (!is_there).then(|| FlawKind::BrokenAnchor(link.to_owned()))
}

/// Resolves `path` relative to the folder of the file `from`. Returns `None` if the path leads out of the root folder.
fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the anchors of the headings of a page.
fn anchors(text: &str) -> HashSet<String> {
    let headings = prose(text).filter_map(|(_, line)| {
        line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'))
    });
    let letter = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c => c.is_alphanumeric().then(|| c.to_ascii_lowercase()),
    };
    headings.map(|heading| heading.chars().filter_map(letter).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaws(text: &str) -> Vec<(usize, FlawKind)> {
        let mut files = Files::default();
        files.insert("src/a/b.md", text);
        files.insert("src/README.md", "# The first\n");
        check(&files).into_iter().map(|flaw| (flaw.line, flaw.kind)).collect()
    }

    #[test]
    fn broken_links_are_flaws() {
        let good =
            "[a](../README.md) [b](../README.md#the-first) [c](#d) [e](b.md) [f](<https://x.org>)\n# d";
        assert_eq!(flaws(good), []);
        for (bad, kind) in [
            ("[a](README.md)", FlawKind::BrokenLink("README.md".to_owned())),
            ("[a](../../../README.md)", FlawKind::BrokenLink("../../../README.md".to_owned())),
            ("[`a`](../readme.md)", FlawKind::BrokenLink("../readme.md".to_owned())),
            ("[a](../README.md#second)", FlawKind::BrokenAnchor("../README.md#second".to_owned())),
            ("| [a](x.md) |\n| --- |", FlawKind::BrokenLink("x.md".to_owned())),
        ] {
            assert_eq!(flaws(bad), [(1, kind)], "{bad}");
        }
    }

    #[test]
    fn code_and_escaped_brackets_are_not_links() {
        assert_eq!(flaws("`[a](x.md)` \\[a\\](y.md)\n```text\n[a](x.md)\n```"), []);
    }

    #[test]
    fn rows_with_a_wrong_number_of_cells_are_flaws() {
        assert_eq!(flaws("| a | b |\n| --- | --- |\n| `c` | d \\| e |\n| | |\n\ntext"), []);
        let wrong = |expected, found| FlawKind::WrongCells { expected, found };
        for (bad, line, kind) in [
            ("| a | b |\n| --- | --- |\n| c |", 3, wrong(2, 1)),
            ("| a | b |\n| --- | --- |\n| c | `d | e` |", 3, wrong(2, 3)),
            ("| a | b |\n| --- | --- |\n| c | d", 3, wrong(2, 0)),
            ("| a |\n| c |", 2, FlawKind::StrayRow),
            ("| a |\ntext", 2, FlawKind::StrayRow),
            ("| a |", 1, FlawKind::StrayRow),
            ("| a", 1, FlawKind::StrayRow),
        ] {
            assert_eq!(flaws(bad), [(line, kind)], "{bad}");
        }
    }
}

//! What a page says, before it is printed: links are pages, and every row of a table has all its cells.

use super::built_in::BuiltIn;
use super::site::PageId;

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// What stands below each other.
#[derive(Debug)]
pub(super) enum Block {
    /// Of a section.
    Heading(&'static str),
    /// Of a part of a section.
    Subheading(&'static str),
    Paragraph(Line),
    /// A documentation text, line by line.
    Description(String),
    List(Vec<Line>),
    Table(Table),
    Code {
        language: &'static str,
        text: String,
    },
}

/// What stands beside each other.
#[derive(Debug, Default)]
pub(super) struct Line(pub(super) Vec<Inline>);

/// A part of a line.
#[derive(Debug)]
pub(super) enum Inline {
    /// Nothing in it is a mark.
    Words(String),
    Strong(&'static str),
    Code(String),
    Link(Target, String),
    /// A link whose text is code.
    Name(Target, String),
    /// A documentation text.
    Description(String),
    /// Code with links in it.
    Linked(Line),
}

/// Where a link goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    Page(PageId),
    /// A section of the page of built-in types.
    BuiltIn(BuiltIn),
}

/// Rows of cells, as many in each as there are heads.
#[derive(Debug)]
pub(super) struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<Line>>,
}

impl Table {
    /// Without the columns that have nothing in any row, but for the first.
    pub(super) fn new<const N: usize>(heads: [&'static str; N], rows: Vec<[Line; N]>) -> Self {
        let is_used: Vec<bool> =
            (0..N).map(|column| column == 0 || rows.iter().any(|row| !row[column].0.is_empty())).collect();
        let used = |column: &usize| is_used[*column];
        let rows = rows.into_iter().map(|row| {
            row.into_iter().enumerate().filter(|(column, _)| used(column)).map(|(_, cell)| cell).collect()
        });
        Self { heads: (0..N).filter(used).map(|column| heads[column]).collect(), rows: rows.collect() }
    }

    pub(super) fn heads(&self) -> &[&'static str] {
        &self.heads
    }

    pub(super) fn rows(&self) -> &[Vec<Line>] {
        &self.rows
    }
}

impl Line {
    pub(super) fn words(words: impl Into<String>) -> Self {
        Self(vec![Inline::Words(words.into())])
    }

    pub(super) fn code(code: impl Into<String>) -> Self {
        Self(vec![Inline::Code(code.into())])
    }

    /// A documentation text, if there is one.
    pub(super) fn description(docs: Option<&str>) -> Self {
        Self(docs.into_iter().map(|docs| Inline::Description(docs.to_owned())).collect())
    }

    /// Adds words, to those before where there are some.
    pub(super) fn push(&mut self, words: &str) {
        match self.0.last_mut() {
            Some(Inline::Words(before)) => before.push_str(words),
            _ => self.0.push(Inline::Words(words.to_owned())),
        }
    }

    /// Adds a link, or the words alone where there is nowhere to go.
    pub(super) fn push_link(&mut self, target: Option<Target>, words: &str) {
        match target {
            Some(target) => self.0.push(Inline::Link(target, words.to_owned())),
            None => self.push(words),
        }
    }
}

impl From<Inline> for Line {
    fn from(inline: Inline) -> Self {
        Self(vec![inline])
    }
}

//! Content of a page before it is printed. Links refer to pages, and every row of a table has all its cells.

use super::built_in::BuiltIn;
use super::site::PageId;

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

impl Page {
    /// Returns the code of the page's example in the notation with this heading, if there is one.
    #[cfg(feature = "site")]
    pub(super) fn example(&self, heading: &str) -> Option<&str> {
        let notations = self.blocks.iter().find_map(|block| match block {
            Block::Example(notations) => Some(notations),
            _ => None,
        });
        let notation = notations?.iter().find(|notation| notation.heading == heading);
        notation.map(|notation| notation.code.as_str())
    }
}

/// A block of a page. Blocks follow one another from top to bottom.
#[derive(Debug)]
pub(super) enum Block {
    /// Heading of a section.
    Heading(&'static str),
    Paragraph(Line),
    /// Links to the home page and to the lists that contain this page, and the title of the page.
    Breadcrumbs(Line),
    /// A documentation text, line by line.
    Description(String),
    List(Vec<Line>),
    Table(Table),
    /// A declaration in TL: the part before the fields, a line for each field, and the result. There are at least two
    /// lines.
    Declaration(Vec<Line>),
    /// The same value in several notations.
    Example(Vec<Notation>),
}

/// Code in one notation, such as JSON or PHP.
#[derive(Debug)]
pub(super) struct Notation {
    pub(super) heading: &'static str,
    /// The name of the language for syntax highlighting.
    pub(super) language: &'static str,
    pub(super) code: String,
}

/// A line of text. Its parts follow one another from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(pub(super) Vec<Inline>);

/// A part of a line.
#[derive(Clone, Debug)]
pub(super) enum Inline {
    /// Plain text. Markdown marks in it are escaped.
    Words(String),
    Strong(&'static str),
    Code(String),
    Link(Target, String),
    /// A link whose text is code.
    Name(Target, String),
    /// A documentation text.
    Description(String),
    /// The documentation text of another page. A printer may print only its first sentence.
    Summary(String),
}

/// The target of a link.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    Page(PageId),
    /// A section of the page of built-in types.
    BuiltIn(BuiltIn),
}

/// A table. Each row has one cell for each column heading.
#[derive(Debug)]
#[cfg_attr(not(feature = "site"), allow(dead_code, reason = "only a site folds rows and has anchors"))]
pub(super) struct Table {
    /// The column headings.
    heads: Vec<&'static str>,
    rows: Vec<Vec<Line>>,
    /// Whether all rows except the first ones may be hidden until the reader unfolds the table.
    pub(super) is_foldable: bool,
    /// Whether each row has an anchor.
    has_anchors: bool,
}

impl Table {
    /// Creates a table without the columns that are empty in every row. The first column always stays.
    pub(super) fn new<const N: usize>(heads: [&'static str; N], rows: Vec<[Line; N]>) -> Self {
        let is_used: Vec<bool> =
            (0..N).map(|column| column == 0 || rows.iter().any(|row| !row[column].0.is_empty())).collect();
        let used = |column: &usize| is_used[*column];
        let rows = rows.into_iter().map(|row| {
            row.into_iter().enumerate().filter(|(column, _)| used(column)).map(|(_, cell)| cell).collect()
        });
        Self {
            heads: (0..N).filter(used).map(|column| heads[column]).collect(),
            rows: rows.collect(),
            is_foldable: false,
            has_anchors: false,
        }
    }

    /// Allows printers to hide all rows except the first ones until the reader unfolds the table.
    pub(super) fn foldable(self) -> Self {
        Self { is_foldable: true, ..self }
    }

    /// Gives each row an anchor: the code in its first cell.
    pub(super) fn anchored(self) -> Self {
        Self { has_anchors: true, ..self }
    }

    /// Returns the anchor of a row of this table.
    #[cfg(feature = "site")]
    pub(super) fn anchor<'r>(&self, row: &'r [Line]) -> Option<&'r str> {
        match row.first()?.0.first()? {
            Inline::Code(code) if self.has_anchors => Some(code),
            _ => None,
        }
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

    /// Creates a line with a documentation text, if there is one.
    pub(super) fn description(docs: Option<&str>) -> Self {
        Self(docs.into_iter().map(|docs| Inline::Description(docs.to_owned())).collect())
    }

    /// Creates a line with the documentation text of another page, if there is one.
    pub(super) fn summary(docs: Option<&str>) -> Self {
        Self(docs.into_iter().map(|docs| Inline::Summary(docs.to_owned())).collect())
    }

    /// Adds the parts of another line.
    pub(super) fn append(&mut self, line: &Self) {
        for inline in &line.0 {
            match inline {
                Inline::Words(words) => self.push(words),
                inline => self.0.push(inline.clone()),
            }
        }
    }

    /// Adds words. If the last part is words too, they are appended to it.
    pub(super) fn push(&mut self, words: &str) {
        match self.0.last_mut() {
            Some(Inline::Words(before)) => before.push_str(words),
            _ => self.0.push(Inline::Words(words.to_owned())),
        }
    }

    /// Adds a link, or only the words if `target` is `None`.
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

//! Pages as Markdown that a code host shows as it is.

use tl_parser::docs::text;

use super::book::MARKDOWN_HEADER;
use super::page::{Block, Inline, Line, Page, Table, Target};
use super::site::{PageId, Site};

/// Prints pages of one site.
#[derive(Clone, Copy)]
pub(super) struct Printer<'a> {
    pub(super) site: &'a Site<'a>,
    /// The page that links begin at.
    pub(super) from: PageId,
}

/// Whether a line is one of many or stands in a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Flow,
    Cell,
}

impl Printer<'_> {
    /// The text of a page.
    pub(super) fn page(self, page: &Page) -> String {
        let mut text = format!("{MARKDOWN_HEADER}\n# {}\n", text::literal(&page.title));
        for block in &page.blocks {
            text.push('\n');
            self.block(block, &mut text);
        }
        text
    }

    /// A link to `to`, with `words` as its text.
    pub(super) fn link(self, to: PageId, words: &str) -> String {
        format!("[{}]({})", text::literal(words), self.way(to))
    }

    fn block(self, block: &Block, text: &mut String) {
        match block {
            Block::Heading(heading) => text.extend(["## ", heading, "\n"]),
            Block::Subheading(heading) => text.extend(["### ", heading, "\n"]),
            Block::Paragraph(line) => text.extend([&*self.line(line, Place::Flow), "\n"]),
            Block::Description(docs) => {
                text::lines(docs).iter().for_each(|line| text.extend([line, "\n"]));
            }
            Block::List(lines) => {
                lines.iter().for_each(|line| text.extend(["- ", &self.line(line, Place::Flow), "\n"]));
            }
            Block::Table(table) => self.table(table, text),
            Block::Code { language, text: code } => text.extend(["```", language, "\n", code, "\n```\n"]),
        }
    }

    fn table(self, table: &Table, text: &mut String) {
        let heads = table.heads().iter().copied();
        row(heads.clone().map(str::to_owned), text);
        row(heads.map(|_| "---".to_owned()), text);
        for cells in table.rows() {
            row(cells.iter().map(|cell| self.line(cell, Place::Cell)), text);
        }
    }

    fn line(self, line: &Line, place: Place) -> String {
        line.0.iter().map(|inline| self.inline(inline, place)).collect()
    }

    fn inline(self, inline: &Inline, place: Place) -> String {
        match inline {
            Inline::Words(words) => text::literal(words),
            Inline::Strong(words) => format!("**{words}**"),
            Inline::Code(code) => self::code(code, place),
            Inline::Link(target, words) => format!("[{}]({})", text::literal(words), self.address(*target)),
            Inline::Name(target, name) => format!("[{}]({})", code(name, place), self.address(*target)),
            Inline::Description(docs) if place == Place::Cell => text::cell(docs),
            Inline::Description(docs) => text::lines(docs).join("\n"),
            Inline::Linked(line) => format!("<code>{}</code>", self.line(line, place)),
        }
    }

    fn address(self, target: Target) -> String {
        match target {
            Target::Page(page) => self.way(page),
            Target::BuiltIn(built_in) => format!("{}#{}", self.way(Site::BUILT_IN), built_in.anchor()),
        }
    }

    /// The path of `to`, as the page `from` writes it.
    fn way(self, to: PageId) -> String {
        let (from, to) = (self.site.path(self.from), self.site.path(to));
        match (from.split_once('/'), to.split_once('/')) {
            (Some((here, _)), Some((there, name))) if here == there => name.to_owned(),
            (Some(_), _) => format!("../{to}"),
            (None, _) => to.to_owned(),
        }
    }
}

fn code(code: &str, place: Place) -> String {
    let quoted = text::quoted(code);
    match place {
        Place::Flow => text::markdown(&quoted),
        Place::Cell => text::cell(&quoted),
    }
}

fn row(cells: impl Iterator<Item = String>, text: &mut String) {
    text.push('|');
    for cell in cells {
        text.extend([if cell.is_empty() { "" } else { " " }, &cell, " |"]);
    }
    text.push('\n');
}

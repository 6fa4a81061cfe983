//! Writes the content of pages as HTML.

use maud::{Markup, PreEscaped, html};

use super::description::summary;
use super::document::Document;
use crate::docs::page::{Block, Inline, Line, Notation, Page, Table};

/// Number of visible rows of a folded table.
const VISIBLE_ROWS: usize = 10;

/// A writer of the content of one page.
#[derive(Clone, Copy)]
pub(super) struct HtmlPrinter<'a> {
    pub(super) document: Document<'a>,
}

impl HtmlPrinter<'_> {
    pub(super) fn page(self, page: &Page) -> Markup {
        let (breadcrumbs, blocks) = match page.blocks.split_first() {
            Some((Block::Breadcrumbs(line), blocks)) => (Some(line), blocks),
            _ => (None, page.blocks.as_slice()),
        };
        html! {
            @if let Some(line) = breadcrumbs { nav.way aria-label="Path" { (self.line(line)) } }
            h1 { (page.title) }
            @for block in blocks { (self.block(block)) }
        }
    }

    fn block(self, block: &Block) -> Markup {
        match block {
            Block::Heading(heading) => html! { h2 id=(anchor(heading)) { (heading) } },
            Block::Paragraph(line) | Block::Breadcrumbs(line) => html! { p { (self.line(line)) } },
            Block::Description(docs) => self.document.paragraphs(docs),
            Block::List(lines) => html! { ul.facts { @for line in lines { li { (self.line(line)) } } } },
            Block::Table(table) => self.table(table),
            Block::Declaration(lines) => self.declaration(lines),
            Block::Example(notations) => example(notations),
        }
    }

    /// Returns a declaration with a line for each field. If a line is too long for the screen, it continues on the next
    /// line with an indent.
    fn declaration(self, lines: &[Line]) -> Markup {
        let [head, fields @ .., result] = lines else { return html! {} };
        html! {
            div.code {
                pre { code {
                    (self.line(head)) "\n"
                    @for field in fields { span { "    " (self.line(field)) "\n" } }
                    (self.line(result)) ";"
                } }
            }
        }
    }

    fn table(self, table: &Table) -> Markup {
        let rows = table.rows();
        match table.is_foldable && rows.len() > VISIBLE_ROWS {
            false => self.rows(table, rows),
            true => {
                let (first, others) = rows.split_at(VISIBLE_ROWS);
                html! {
                    (self.rows(table, first))
                    details { summary { (others.len()) " more" } (self.rows(table, others)) }
                }
            }
        }
    }

    fn rows(self, table: &Table, rows: &[Vec<Line>]) -> Markup {
        let class = table.heads().contains(&"Required").then_some("fields");
        html! {
            div.scroll { table class=[class] {
                thead { tr { @for head in table.heads() { th { (head) } } } }
                tbody {
                    @for row in rows {
                        tr id=[table.anchor(row)] { @for cell in row { td { (self.line(cell)) } } }
                    }
                }
            } }
        }
    }

    fn line(self, line: &Line) -> Markup {
        html! { @for inline in &line.0 { (self.inline(inline)) } }
    }

    fn inline(self, inline: &Inline) -> Markup {
        match inline {
            Inline::Words(words) => html! { (words) },
            Inline::Strong(words) => html! { strong { (words) } },
            Inline::Code(code) => html! { code { (code) } },
            Inline::Link(target, words) => html! { a href=(self.document.to(*target)) { (words) } },
            Inline::Name(target, name) => html! { a href=(self.document.to(*target)) { code { (name) } } },
            Inline::Description(docs) => self.document.description(docs),
            Inline::Summary(docs) => summary(docs),
        }
    }
}

/// Returns the notations of an example as tabs. The tabs are radio buttons, so they work without JavaScript.
fn example(notations: &[Notation]) -> Markup {
    html! {
        fieldset.tabs {
            legend { "Notation" }
            @for (index, Notation { heading, .. }) in notations.iter().enumerate() {
                @let id = anchor(heading);
                input type="radio" name="tab" id=(id) checked[index == 0];
                label for=(id) { (heading) }
            }
            @for Notation { language, code, .. } in notations {
                div.code { pre { code.{ "language-" (language) } { (escaped(code)) } } }
            }
        }
    }
}

/// Escapes code. Unlike maud, this does not escape quotation marks. They are frequent in code, and outside of
/// attributes they need no escape.
fn escaped(code: &str) -> PreEscaped<String> {
    PreEscaped(code.replace('&', "&amp;").replace('<', "&lt;"))
}

/// Returns the anchor of a heading.
fn anchor(heading: &str) -> String {
    heading.to_ascii_lowercase().replace(' ', "-")
}

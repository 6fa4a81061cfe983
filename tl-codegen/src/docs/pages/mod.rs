//! What each page says.

mod combinator;
mod lists;
mod types;

use tl_parser::schema::{CombinatorId, Schema, Uses};

use super::built_in;
use super::examples::Examples;
use super::page::{Block, Inline, Line, Page, Table, Target};
use super::site::{PageId, Site, Subject};
use crate::rust::RustPaths;

/// A site and all that is looked up for its pages.
#[derive(Debug)]
pub(super) struct Pages<'a> {
    site: &'a Site<'a>,
    schema: &'a Schema,
    uses: Uses,
    paths: RustPaths,
    examples: Examples<'a>,
}

impl<'a> Pages<'a> {
    pub(super) fn new(site: &'a Site<'a>) -> Self {
        let schema = site.schema;
        let (uses, paths, examples) = (Uses::new(schema), RustPaths::new(schema), Examples::new(schema));
        Self { site, schema, uses, paths, examples }
    }

    pub(super) fn page(&self, page: PageId) -> Page {
        let title = self.site.title(page).to_owned();
        match self.site.subject(page) {
            Subject::Home => self.home(title),
            Subject::BuiltIn => built_in::page(title),
            Subject::List(list) => self.list(title, &self.site.lists()[list]),
            Subject::Combinator(id) => Page { blocks: self.combinator(page, id), title },
            Subject::Type(ty) => Page { blocks: self.ty(page, ty), title },
        }
    }

    /// The lists around a page, as links.
    fn way(&self, page: PageId) -> Block {
        let mut around: Vec<PageId> = self.site.around(page).collect();
        around.reverse();
        let mut line = Line::default();
        for list in around {
            line.push_link(Some(Target::Page(list)), self.site.title(list));
            line.push(" / ");
        }
        // Without its namespace, so that a search finds it as one word.
        line.push(self.site.local_title(page));
        Block::Paragraph(line)
    }

    /// The name of a constructor or function, which is a link where it has a page.
    fn name(&self, id: CombinatorId) -> Line {
        let name = self.schema[id].name();
        match self.site.combinator(id) {
            Some(page) => Inline::Name(Target::Page(page), self.site.title(page).to_owned()).into(),
            None => Line::code(name),
        }
    }

    /// A table of constructors or functions with what is said of them.
    fn table(&self, head: &'static str, ids: &[CombinatorId]) -> Block {
        let row = |&id: &CombinatorId| [self.name(id), Line::description(self.schema[id].docs())];
        Block::Table(Table::new([head, "Description"], ids.iter().map(row).collect()))
    }
}

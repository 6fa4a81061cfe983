//! The data for the pages, and functions that write links and tables on several kinds of pages.

use tl_parser::schema::{CombinatorId, Schema, Uses};
use tl_parser::wire::Wire;
use tl_value::JsonForm;

use crate::docs::examples::Examples;
#[cfg(feature = "site")]
use crate::docs::history::History;
use crate::docs::page::{Block, Inline, Line, Table, Target};
use crate::docs::related::Related;
use crate::docs::site::{PageId, Site};
use crate::rust::Paths;

/// A site and the data for its pages.
#[derive(Debug)]
pub(in crate::docs) struct Pages<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) schema: &'a Schema,
    pub(super) wire: Wire,
    pub(super) uses: Uses,
    pub(super) paths: Paths,
    pub(super) examples: Examples<'a>,
    pub(super) json_form: JsonForm,
    pub(super) related: Related,
    #[cfg(feature = "site")]
    pub(super) history: Option<&'a History>,
}

impl<'a> Pages<'a> {
    pub(in crate::docs) fn new(site: &'a Site<'a>, json_form: JsonForm) -> Self {
        let schema = site.schema;
        let (uses, paths) = (Uses::new(schema), Paths::new(schema));
        let examples = Examples::new(schema).with_json_form(json_form);
        Self {
            site,
            schema,
            wire: Wire::new(schema),
            uses,
            paths,
            examples,
            json_form,
            related: Related::new(schema),
            #[cfg(feature = "site")]
            history: None,
        }
    }

    /// Creates the data for pages. If the schema is a layer, the pages contain the history of its declarations.
    #[cfg(feature = "site")]
    pub(in crate::docs) fn with_history(site: &'a Site<'a>, history: &'a History) -> Self {
        let history = site.schema.layer().map(|_| history);
        Self { history, ..Self::new(site, JsonForm::default()) }
    }

    /// Returns the breadcrumbs of a page: links to the home page and to the lists that contain the page, and the title
    /// of the page.
    pub(super) fn breadcrumbs(&self, page: PageId) -> Block {
        let mut ancestors: Vec<PageId> = self.site.ancestors(page).collect();
        ancestors.reverse();
        let mut line = Line::default();
        for ancestor in ancestors {
            line.push_link(Some(Target::Page(ancestor)), self.site.title(ancestor));
            line.push(" / ");
        }
        // The namespace is left out of the title, so that a search finds the title as one word.
        line.push(self.site.local_title(page));
        Block::Breadcrumbs(line)
    }

    /// Returns the name of a constructor or function, as a link if it has a page.
    pub(super) fn name(&self, id: CombinatorId) -> Line {
        let name = self.schema[id].name();
        match self.site.combinator(id) {
            Some(page) => Inline::Name(Target::Page(page), self.site.title(page).to_owned()).into(),
            None => Line::code(name),
        }
    }

    /// Returns a table of constructors or functions with their descriptions.
    pub(super) fn table(&self, head: &'static str, ids: &[CombinatorId]) -> Table {
        let row = |&id: &CombinatorId| [self.name(id), Line::summary(self.schema[id].docs())];
        Table::new([head, "Description"], ids.iter().map(row).collect())
    }
}

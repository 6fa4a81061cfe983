//! Makes the home page and the pages that list declarations.

use tl_parser::schema::ChosenDialect;

use super::Pages;
use crate::docs::page::{Block, Inline, Line, Page, Table, Target};
use crate::docs::site::{List, PageId, Subject};

/// Instructions for reading the other pages.
const GUIDE: [&str; 4] = [
    "Parameters and fields are listed in the order of their bytes. In the column “Required”, `flags.3` is the bit that \
     determines whether an optional field is present. Fields marked “computed” follow from the other fields.",
    "Examples have all required parameters or fields, and the first optional one. The bytes are the JSON value as \
     `tl encode` writes it.",
    "Rust paths begin at the generated module: `use api::{enums, functions, types};`. The trait `tl_runtime::Encode` \
     has the method `to_bytes`.",
    "All descriptions are taken from the schema and its documentation.",
];

impl Pages<'_> {
    pub(super) fn home(&self, title: String) -> Page {
        let row = |page: PageId| [self.link(page), self.count(page)];
        let rows: Vec<[Line; 2]> = self.site.indexes().map(row).collect();
        let ChosenDialect { dialect, reason } = self.schema.chosen_dialect();
        let mut blocks = vec![
            Block::Table(Table::new(["Pages", "Number"], rows)),
            Block::Description(format!(
                "The schema is read in the dialect `{dialect}` because {}.",
                reason.original()
            )),
            Block::Heading("Reading the pages"),
        ];
        blocks.extend(GUIDE.map(|text| Block::Description(text.to_owned())));
        Page { title, blocks }
    }

    /// For the page of a list, returns the number of all declarations of its kind, such as all methods. For other
    /// pages, returns an empty line.
    fn count(&self, page: PageId) -> Line {
        let Subject::List(list) = self.site.subject(page) else { return Line::default() };
        let kind = self.site.lists()[list].kind;
        let lists = self.site.lists().iter().filter(|list| list.kind == kind);
        Line::words(lists.map(|list| list.members.len()).sum::<usize>().to_string())
    }

    pub(super) fn list(&self, title: String, list: &List) -> Page {
        let mut blocks = vec![self.breadcrumbs(list.page)];
        let namespaces: Vec<[Line; 2]> = match list.namespace.as_str() {
            "" => self
                .site
                .lists()
                .iter()
                .filter(|other| is_within(other, list))
                .map(|other| self.namespace(other))
                .collect(),
            _ => Vec::new(),
        };
        if !namespaces.is_empty() {
            blocks.push(Block::Table(Table::new(["Namespace", "Number"], namespaces)));
        }
        if !list.members.is_empty() {
            let rows = list.members.iter().map(|&member| self.member(member)).collect();
            blocks.push(Block::Table(Table::new(["Name", "Description"], rows)));
        }
        Page { title, blocks }
    }

    fn namespace(&self, list: &List) -> [Line; 2] {
        let name = Inline::Name(Target::Page(list.page), list.namespace.clone());
        [name.into(), Line::words(list.members.len().to_string())]
    }

    fn member(&self, page: PageId) -> [Line; 2] {
        let docs = match self.site.subject(page) {
            Subject::Combinator(id) => self.schema[id].docs(),
            Subject::Type(ty) => self.schema[ty].docs(),
            Subject::Home | Subject::BuiltIn | Subject::List(_) | Subject::Errors | Subject::Bots => None,
        };
        let name = Inline::Name(Target::Page(page), self.site.title(page).to_owned());
        [name.into(), Line::summary(docs)]
    }

    fn link(&self, page: PageId) -> Line {
        Inline::Link(Target::Page(page), self.site.title(page).to_owned()).into()
    }
}

/// Returns whether `list` has a namespace and the same kind as `all`.
fn is_within(list: &List, all: &List) -> bool {
    list.kind == all.kind && !list.namespace.is_empty()
}

//! The first page, and the lists of what there is.

use tl_parser::schema::ChosenDialect;

use super::Pages;
use crate::docs::page::{Block, Inline, Line, Page, Table, Target};
use crate::docs::site::{Kind, List, PageId, Site, Subject};

/// How the other pages are to be read.
const GUIDE: [&str; 4] = [
    "Parameters and fields stand in the order in which they are written. In the column “Required”, `flags.3` is the bit \
     that says whether a field is there: it may be left out. What is “computed” follows from the other fields.",
    "Examples have what is required, and the first of what is not. The bytes are those of the JSON: `tl encode` makes \
     them.",
    "Rust paths begin at the generated module: `use api::{enums, functions, types};`, and `tl_runtime::Encode` has \
     `to_bytes`.",
    "Nothing is said here that the schema or its documentation does not say.",
];

impl Pages<'_> {
    pub(super) fn home(&self, title: String) -> Page {
        let row = |kind: Kind| {
            let lists: Vec<&List> = self.site.lists().iter().filter(|list| list.kind == kind).collect();
            let count: usize = lists.iter().map(|list| list.members.len()).sum();
            let page = lists.first().map(|list| self.link(list.page));
            [page.unwrap_or_default(), Line::words(count.to_string())]
        };
        let mut rows: Vec<[Line; 2]> = Kind::ALL.into_iter().map(row).collect();
        rows.push([self.link(Site::BUILT_IN), Line::default()]);
        let ChosenDialect { dialect, reason } = self.schema.chosen_dialect();
        let mut blocks = vec![
            Block::Table(Table::new(["Pages", "Number"], rows)),
            Block::Description(format!(
                "The schema is read in the dialect `{dialect}` because {}.",
                reason.original()
            )),
            Block::Heading("How to read them"),
        ];
        blocks.extend(GUIDE.map(|text| Block::Description(text.to_owned())));
        Page { title, blocks }
    }

    pub(super) fn list(&self, title: String, list: &List) -> Page {
        let mut blocks = vec![self.way(list.page)];
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
            Subject::Home | Subject::BuiltIn | Subject::List(_) => None,
        };
        let name = Inline::Name(Target::Page(page), self.site.title(page).to_owned());
        [name.into(), Line::description(docs)]
    }

    fn link(&self, page: PageId) -> Line {
        Inline::Link(Target::Page(page), self.site.title(page).to_owned()).into()
    }
}

/// Whether `list` is of a namespace of the kind that `all` is of.
fn is_within(list: &List, all: &List) -> bool {
    list.kind == all.kind && !list.namespace.is_empty()
}

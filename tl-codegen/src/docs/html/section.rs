//! The schemas of a site, and the paths between their pages.

use std::collections::HashMap;

use tl_parser::Diagnostics;
use tl_parser::schema::{Category, Schema};

use crate::docs::page::Target;
use crate::docs::site::{PageId, Site, Subject};

/// The name of the page that lists the differences from the next older layer.
pub(super) const CHANGES: &str = "changes";

/// The name of the page that decodes and encodes bytes.
pub(super) const BYTES: &str = "bytes";

/// A schema of a site, with its pages.
#[derive(Debug)]
pub struct Section<'s> {
    /// The folder of its pages, if there are several sections.
    name: String,
    pub(super) site: Site<'s>,
    /// The pages of constructors, functions and types.
    by_name: HashMap<(Kind, &'s str), PageId>,
}

/// The kind of a declaration. If declarations of several kinds have the same name, a link leads to the kind that is
/// first in this enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Method,
    Type,
    Constructor,
}

/// All sections of a site.
#[derive(Debug)]
pub(super) struct Sections<'a> {
    pub(super) title: &'a str,
    all: &'a [Section<'a>],
    /// Whether pages have forms that decode and encode bytes.
    pub(super) has_reader: bool,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Method, Self::Type, Self::Constructor];

    /// Returns the kind that an address such as `https://core.telegram.org/method/auth.signIn` names.
    pub(super) fn in_address(word: &str) -> Option<Self> {
        match word {
            "method" => Some(Self::Method),
            "type" => Some(Self::Type),
            "constructor" => Some(Self::Constructor),
            _ => None,
        }
    }
}

impl<'s> Section<'s> {
    /// Plans the pages of `schema`. `name` is the name of its folder if the site has several sections, and `title` is
    /// the title of its home page.
    ///
    /// # Errors
    /// Returns an error for every declaration whose name is too long for the file of a page.
    pub fn new(name: &str, title: &str, schema: &'s Schema) -> Result<Self, Diagnostics> {
        let site = Site::new(schema, title);
        let long_names = site.long_names();
        if long_names.has_errors() {
            return Err(long_names);
        }
        let mut by_name = HashMap::new();
        for page in site.pages() {
            if let Some(key) = key(&site, page) {
                by_name.entry(key).or_insert(page);
            }
        }
        Ok(Self { name: name.to_owned(), site, by_name })
    }

    pub(super) fn title(&self) -> &str {
        self.site.title(Site::HOME)
    }

    /// Returns the page of the declaration called `name`. Methods come before types, and types before constructors.
    pub(super) fn find(&self, name: &str) -> Option<PageId> {
        Kind::ALL.into_iter().find_map(|kind| self.find_kind(kind, name))
    }

    pub(super) fn find_kind(&self, kind: Kind, name: &str) -> Option<PageId> {
        self.by_name.get(&(kind, name)).copied()
    }

    /// Returns the page of this section that has the same subject as `page` of the section `other`, if there is one.
    fn counterpart(&self, other: &Section<'_>, page: PageId) -> Option<PageId> {
        match other.site.subject(page) {
            Subject::Combinator(_) | Subject::Type(_) => self.by_name.get(&key(&other.site, page)?).copied(),
            Subject::List(list) => {
                let list = &other.site.lists()[list];
                let same =
                    |own: &&crate::docs::site::List| own.kind == list.kind && own.namespace == list.namespace;
                self.site.lists().iter().find(same).map(|list| list.page)
            }
            _ => self.site.pages().find(|&own| self.site.path(own) == other.site.path(page)),
        }
    }
}

/// Returns the kind and the name of the declaration on a page.
fn key<'s>(site: &Site<'s>, page: PageId) -> Option<(Kind, &'s str)> {
    let schema = site.schema;
    match site.subject(page) {
        Subject::Combinator(id) => {
            let kind = match schema[id].category() {
                Category::Function => Kind::Method,
                Category::Constructor => Kind::Constructor,
            };
            Some((kind, schema[id].name()))
        }
        Subject::Type(ty) => Some((Kind::Type, schema[ty].name())),
        _ => None,
    }
}

impl<'a> Sections<'a> {
    pub(super) fn new(title: &'a str, all: &'a [Section<'a>], has_reader: bool) -> Self {
        Self { title, all, has_reader }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a Section<'a>> {
        self.all.iter()
    }

    /// Returns the path of a page of a section, relative to the root of the site. `page` has no extension.
    pub(super) fn path(&self, section: &Section<'_>, page: &str) -> String {
        self.file(section, &format!("{}.html", list_name(page)))
    }

    /// Returns the names and the titles of the pages of a section that are not in its [`Site`]: `changes` and `bytes`.
    pub(super) fn other_pages(&self, section: &Section<'_>) -> Vec<(&'static str, &'static str)> {
        let changes = self.older(section).map(|_| (CHANGES, "Changes"));
        let bytes = self.has_reader.then_some((BYTES, "Bytes"));
        changes.into_iter().chain(bytes).collect()
    }

    /// Returns the folder of a section. It is empty if there is only one section.
    pub(super) fn folder<'s>(&self, section: &'s Section<'_>) -> &'s str {
        if self.all.len() == 1 { "" } else { &section.name }
    }

    /// Returns the path of the file `name` of a section, relative to the root of the site.
    pub(super) fn file(&self, section: &Section<'_>, name: &str) -> String {
        match self.folder(section) {
            "" => name.to_owned(),
            folder => format!("{folder}/{name}"),
        }
    }

    /// Returns the path of `target`, relative to the root of the site. For a built-in type, the path ends with an
    /// anchor.
    pub(super) fn target(&self, section: &Section<'_>, target: Target) -> String {
        match target {
            Target::Page(page) => self.path(section, section.site.path(page)),
            Target::BuiltIn(built_in) => {
                format!("{}#{}", self.path(section, section.site.path(Site::BUILT_IN)), built_in.anchor())
            }
        }
    }

    /// Returns the path of the page of the section `to` that has the same subject as `page` of the section `from`, if
    /// there is one.
    pub(super) fn counterpart(&self, to: &Section<'_>, from: &Section<'_>, page: PageId) -> Option<String> {
        to.counterpart(from, page).map(|page| self.path(to, to.site.path(page)))
    }

    /// Returns the section of the next older layer, if there is one.
    pub(super) fn older(&self, section: &Section<'_>) -> Option<&'a Section<'a>> {
        let layer = section.site.schema.layer()?;
        let older = self.iter().filter(|other| other.site.schema.layer() < Some(layer));
        older
            .filter(|other| other.site.schema.layer().is_some())
            .max_by_key(|other| other.site.schema.layer())
    }
}

/// Returns the path of a page in a section. The end `/index` is removed: the path of the list `methods/index` is
/// `methods`. All other paths are unchanged. `Files` recognises an output by its `index.html`, so only the root of the
/// site and the folders of sections may contain this file.
pub(super) fn list_name(page: &str) -> &str {
    page.strip_suffix("/index").unwrap_or(page)
}

/// Returns the relative path from the file `from` to `to`. Both are relative to the root of the site.
pub(super) fn relative(from: &str, to: &str) -> String {
    let (mut from, mut to) = (from, to);
    while let (Some((here, rest)), Some((there, name))) = (from.split_once('/'), to.split_once('/'))
        && here == there
    {
        (from, to) = (rest, name);
    }
    let up = "../".repeat(from.matches('/').count());
    // Without `./`, browsers would read a name with a colon as a URL with a scheme.
    let here = if up.is_empty() && to.contains(':') { "./" } else { "" };
    format!("{up}{here}{to}")
}

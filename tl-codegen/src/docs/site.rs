//! Determines the pages and their paths.
//!
//! A [`PageId`] is created only here, together with the path of its page, and every page is printed. Therefore every
//! link leads to a page.

use std::collections::{BTreeMap, HashMap};

use tl_parser::docs::Availability;
use tl_parser::schema::{Category, CombinatorId, Schema, TypeId, TypeRef};
use tl_parser::{Diagnostics, Span};

use crate::codes;
use crate::file_names::{MAX_LEN, is_device};

/// A page of one [`Site`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageId(usize);

/// The subject of a page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject {
    /// The whole schema.
    Home,
    /// The built-in types.
    BuiltIn,
    /// A list, by its index in [`Site::lists`].
    List(usize),
    /// A constructor or a function.
    Combinator(CombinatorId),
    /// A type.
    Type(TypeId),
    /// The errors of all methods.
    Errors,
    /// The methods that bots can call.
    Bots,
}

/// The three kinds of declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PageKind {
    Methods,
    Constructors,
    Types,
}

/// The pages of one kind in one namespace.
#[derive(Debug)]
pub(super) struct List {
    pub(super) kind: PageKind,
    /// Empty for declarations without a namespace.
    pub(super) namespace: String,
    /// The page of the list.
    pub(super) page: PageId,
    /// The pages in the list, sorted by name. Pages with the same name are sorted by layer.
    pub(super) members: Vec<PageId>,
}

/// All pages of one schema.
#[derive(Debug)]
pub(super) struct Site<'s> {
    pub(super) schema: &'s Schema,
    pages: Vec<Entry>,
    combinators: Vec<Option<PageId>>,
    types: Vec<Option<PageId>>,
    /// The lists, sorted by kind and namespace. The list without a namespace is the first of its kind.
    lists: Vec<List>,
}

#[derive(Debug)]
struct Entry {
    subject: Subject,
    /// Path relative to the root of the pages, with `/` and without an extension.
    path: String,
    title: String,
    /// The page of the list that contains this page, or the home page if there is no such list. `None` for the home
    /// page itself.
    parent: Option<PageId>,
}

impl PageKind {
    pub(super) const ALL: [Self; 3] = [Self::Methods, Self::Constructors, Self::Types];

    /// Returns the heading for the kind.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Methods => "Methods",
            Self::Constructors => "Constructors",
            Self::Types => "Types",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Methods => "methods",
            Self::Constructors => "constructors",
            Self::Types => "types",
        }
    }
}

impl<'s> Site<'s> {
    pub(super) const HOME: PageId = PageId(0);
    pub(super) const BUILT_IN: PageId = PageId(1);

    /// Plans the pages of `schema`. The first page has the title `title`.
    pub(super) fn new(schema: &'s Schema, title: &str) -> Self {
        let mut site = Self {
            schema,
            pages: Vec::new(),
            combinators: vec![None; schema.combinators().len()],
            types: vec![None; schema.types().len()],
            lists: Vec::new(),
        };
        site.add(Subject::Home, "index".to_owned(), title.to_owned());
        site.add(Subject::BuiltIn, "built-in".to_owned(), "Built-in types".to_owned());
        for kind in PageKind::ALL {
            site.plan(kind);
        }
        site.plan_indexes();
        site
    }

    pub(super) fn pages(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.pages.len()).map(PageId)
    }

    pub(super) fn subject(&self, page: PageId) -> Subject {
        self.pages[page.0].subject
    }

    /// Returns the path of a page without the extension of its file.
    pub(super) fn path(&self, page: PageId) -> &str {
        &self.pages[page.0].path
    }

    pub(super) fn title(&self, page: PageId) -> &str {
        &self.pages[page.0].title
    }

    /// Returns the title of a page without its namespace.
    pub(super) fn local_title(&self, page: PageId) -> &str {
        let title = self.title(page);
        match self.subject(page) {
            Subject::Combinator(_) | Subject::Type(_) => title.rsplit('.').next().unwrap_or(title),
            Subject::Home | Subject::BuiltIn | Subject::List(_) | Subject::Errors | Subject::Bots => title,
        }
    }

    /// Returns the page of a constructor or function. Returns `None` if no file declares it.
    pub(super) fn combinator(&self, id: CombinatorId) -> Option<PageId> {
        self.combinators[id.index()]
    }

    /// Returns the page of a type. Returns `None` if the type is built in and no file declares a constructor of it.
    pub(super) fn ty(&self, id: TypeId) -> Option<PageId> {
        self.types[id.index()]
    }

    pub(super) fn lists(&self) -> &[List] {
        &self.lists
    }

    /// Returns an error for each declaration whose page would have a file name that is too long. In the finished book,
    /// the file name ends with `.html`.
    pub(super) fn long_names(&self) -> Diagnostics {
        let is_long = |path: &str| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.len() + ".html".len() > MAX_LEN
        };
        let mut problems = Diagnostics::default();
        for Entry { subject, title, .. } in self.pages.iter().filter(|page| is_long(&page.path)) {
            let combinator = match *subject {
                Subject::Combinator(id) => Some(id),
                Subject::Type(ty) => self.schema.combinators().find(|&id| self.has_result(id, ty)),
                // The name of a list is a namespace. If it is too long, the names of its members are reported.
                Subject::Home | Subject::BuiltIn | Subject::List(_) | Subject::Errors | Subject::Bots => {
                    continue;
                }
            };
            let span = combinator.map_or(Span::default(), |id| self.schema[id].span());
            problems.push(*codes::long_name(title, span));
        }
        problems.sort();
        problems
    }

    /// Returns whether the result of the combinator `id` is the type `ty`.
    fn has_result(&self, id: CombinatorId, ty: TypeId) -> bool {
        matches!(self.schema[id].result(), TypeRef::Boxed { ty: result, .. } if *result == ty)
    }

    /// Returns the pages above a page: the lists that contain it, the innermost first, and then the home page. The home
    /// page has none.
    pub(super) fn ancestors(&self, page: PageId) -> impl Iterator<Item = PageId> {
        std::iter::successors(self.pages[page.0].parent, |page| self.pages[page.0].parent)
    }

    fn add(&mut self, subject: Subject, path: String, title: String) -> PageId {
        let parent = (!self.pages.is_empty()).then_some(Self::HOME);
        self.pages.push(Entry { subject, path, title, parent });
        PageId(self.pages.len() - 1)
    }

    /// Adds the page of methods for bots if the documentation names methods for bots. Adds the page of errors if the
    /// documentation names errors.
    fn plan_indexes(&mut self) {
        let functions = || self.schema.declared(Category::Function).map(|id| &self.schema[id]);
        let has_errors = functions().any(|function| !function.errors().is_empty());
        let has_bots = functions()
            .any(|function| matches!(function.availability(), Some(Availability::Bots | Availability::Both)));
        if has_bots {
            self.add(Subject::Bots, "bots".to_owned(), "Methods for bots".to_owned());
        }
        if has_errors {
            self.add(Subject::Errors, "errors".to_owned(), "Errors".to_owned());
        }
    }

    /// Returns the pages that the home page lists: all methods, all constructors, all types, methods for bots, errors,
    /// and built-in types.
    pub(super) fn indexes(&self) -> impl Iterator<Item = PageId> {
        let lists = self.lists.iter().filter(|list| list.namespace.is_empty()).map(|list| list.page);
        let is_other = |page: &PageId| matches!(self.subject(*page), Subject::Bots | Subject::Errors);
        lists.chain(self.pages().filter(is_other)).chain([Self::BUILT_IN])
    }

    fn plan(&mut self, kind: PageKind) {
        let mut folder = Folder::new(kind.folder());
        let mut by_namespace = BTreeMap::from([(String::new(), Vec::new())]);
        for (name, layer, subject) in self.subjects(kind) {
            let title = layer.map_or_else(|| name.to_owned(), |layer| format!("{name} (layer {layer})"));
            let stem = layer.map_or_else(|| name.to_owned(), |layer| format!("{name}-layer-{layer}"));
            let page = self.add(subject, folder.reserve(&stem), title);
            match subject {
                Subject::Combinator(id) => self.combinators[id.index()] = Some(page),
                Subject::Type(id) => self.types[id.index()] = Some(page),
                Subject::Home | Subject::BuiltIn | Subject::List(_) | Subject::Errors | Subject::Bots => {}
            }
            by_namespace.entry(namespace(name).to_owned()).or_default().push((name, layer, page));
        }
        let mut of_kind = Self::HOME;
        for (namespace, mut members) in by_namespace {
            members.sort_by_key(|&(name, layer, _)| (name, layer));
            let members: Vec<PageId> = members.into_iter().map(|(.., page)| page).collect();
            let (path, title) = match namespace.as_str() {
                "" => (format!("{}/index", kind.folder()), kind.title().to_owned()),
                name => (folder.reserve(name), format!("{} of {name}", kind.title())),
            };
            let page = self.add(Subject::List(self.lists.len()), path, title);
            if namespace.is_empty() {
                of_kind = page;
            } else {
                self.pages[page.0].parent = Some(of_kind);
            }
            for &PageId(member) in &members {
                self.pages[member].parent = Some(page);
            }
            self.lists.push(List { kind, namespace, page, members });
        }
    }

    /// Returns the name, the layer and the subject of each declaration of one kind. The layer is that of the layer bar
    /// (`===n===`) above a combinator. It is `None` if there is no bar, or if no other combinator has the same name.
    fn subjects(&self, kind: PageKind) -> Vec<(&'s str, Option<u32>, Subject)> {
        let schema = self.schema;
        let combinator = |id: CombinatorId| {
            let is_one_of_several = schema.find_combinators(schema[id].name()).len() > 1;
            let layer = schema[id].layer_bar().filter(|_| is_one_of_several);
            (schema[id].name(), layer, Subject::Combinator(id))
        };
        match kind {
            PageKind::Methods => schema.declared(Category::Function).map(combinator).collect(),
            PageKind::Constructors => schema.declared(Category::Constructor).map(combinator).collect(),
            PageKind::Types => {
                declared_types(schema).map(|ty| (schema[ty].name(), None, Subject::Type(ty))).collect()
            }
        }
    }
}

/// Returns the types that have a page: types with a constructor in a file, and types that are not built in and have no
/// constructors.
pub(super) fn declared_types(schema: &Schema) -> impl Iterator<Item = TypeId> + '_ {
    schema.types().filter(|&ty| {
        let constructors = schema[ty].constructors();
        constructors.is_empty() && schema[ty].primitive().is_none()
            || constructors.iter().any(|&id| !schema[id].is_predefined())
    })
}

/// Returns the part of a name before its last dot.
fn namespace(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(namespace, _)| namespace)
}

/// A folder of pages. Its file names differ even if case is ignored, and are valid on every system.
struct Folder {
    name: &'static str,
    /// The names that are taken, in lower case. For each name, the number to add to the next page with this name.
    taken: HashMap<String, u32>,
}

impl Folder {
    /// Creates a folder in which the names `index` and `readme` are taken. The list of the folder is called `index`.
    /// mdBook renames `readme` to `index`, which would break links.
    fn new(name: &'static str) -> Self {
        Self { name, taken: ["readme", "index"].map(|stem| (stem.to_owned(), 2)).into() }
    }

    /// Returns a path for a page called `stem`. If the name is taken, the path ends with a number, as in `stem-2`. TL
    /// names do not contain `-`, so no other page has this name. Device names of Windows always get a number before the
    /// first dot, because Windows ignores extensions.
    fn reserve(&mut self, stem: &str) -> String {
        let is_device = is_device(stem);
        let next = self.taken.entry(stem.to_ascii_lowercase()).or_insert(if is_device { 2 } else { 1 });
        let number = *next;
        *next += 1;
        match (number, stem.split_once('.')) {
            (1, _) => format!("{}/{stem}", self.name),
            (_, Some((device, rest))) if is_device => format!("{}/{device}-{number}.{rest}", self.name),
            _ => format!("{}/{stem}-{number}", self.name),
        }
    }
}

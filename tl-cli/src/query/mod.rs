//! Searches a schema by name, id, Rust path, pattern or words.

mod spelled;
#[cfg(test)]
mod tests;
mod words;

use std::fmt;

use tl_codegen::rust::Paths;
use tl_parser::schema::{Category, CombinatorId, Schema, TypeId};
use wildmatch::WildMatch;

use self::words::{Closeness, Words};

/// A search query, as it was typed.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    text: String,
}

/// A type or a combinator of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Type(TypeId),
    Combinator(CombinatorId),
}

/// An item that a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) item: Item,
    pub(crate) how: How,
}

/// The kind of a match. Kinds are ordered from the most certain one to the least certain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// The query is the name of the item.
    Name,
    /// The query is the id of the item.
    Id,
    /// The query is the id of the item with the four bytes in reverse order.
    ReversedId,
    /// The query is the path of the item in generated Rust, or the path of its enum variant or one of its methods.
    RustPath,
    /// The query is a pattern that matches the name of the item.
    Pattern,
    /// The name of the item contains the words of the query.
    Words(Closeness),
}

impl How {
    /// Returns whether the query is a name, an id or a Rust path, instead of a pattern or words.
    pub(crate) fn is_exact(self) -> bool {
        !matches!(self, Self::Pattern | Self::Words(_))
    }

    /// Returns whether both are the same kind of match. Their closeness is ignored.
    pub(crate) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

impl Query {
    /// Creates a query from a text that may be copied from a log or a source file. Removes punctuation around a name.
    /// If the text is a declaration, only its name and id are used.
    pub(crate) fn new(text: &str) -> Self {
        let text = text.trim().trim_matches(['`', '"', '\'', ';', ',']).trim_start_matches(['%', '!']);
        let is_declaration = text.contains(" = ");
        let text = text.split(' ').next().filter(|_| is_declaration).unwrap_or(text);
        Self { text: text.to_owned() }
    }

    /// Returns the name, without the id of `name#id`.
    pub(crate) fn name(&self) -> &str {
        self.text.split('#').next().unwrap_or_default()
    }

    /// Returns the ids that the text may represent, most likely first. In `name#id`, only `#id` is read.
    pub(crate) fn ids(&self) -> Vec<u32> {
        spelled::ids(self.id())
    }

    fn id(&self) -> &str {
        self.text.find('#').map_or(&self.text, |at| &self.text[at..])
    }

    /// Returns whether the text is an id or `name#id`. `spelled::is_id` describes the forms of ids.
    pub(crate) fn is_id(&self) -> bool {
        spelled::is_id(self.id())
    }

    fn is_pattern(&self) -> bool {
        self.text.contains(['*', '?'])
    }

    /// Tries the kinds of matches, the most certain one first. Returns all matches of the first kind that has any,
    /// closest first.
    pub(crate) fn search(&self, schema: &Schema, paths: &Paths) -> Vec<Match> {
        let search = Search { query: self, schema, paths };
        let ways = [
            Search::by_name,
            Search::by_id,
            Search::by_reversed_id,
            Search::by_path,
            Search::by_variant,
            Search::by_parent,
            Search::by_pattern,
            Search::by_words,
        ];
        ways.iter().map(|way| way(&search)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Returns the segments of a Rust path. Leaves out generic arguments and `r#`. Also leaves out the module `views`,
    /// because `views::types::User` and `types::User` are made from the same constructor.
    fn segments(&self) -> Vec<&str> {
        let path = self.text.split('<').next().unwrap_or_default();
        let segments = path.split("::").map(|segment| segment.trim_start_matches("r#"));
        segments.filter(|segment| *segment != "views").collect()
    }
}

struct Search<'a> {
    query: &'a Query,
    schema: &'a Schema,
    paths: &'a Paths,
}

impl Search<'_> {
    fn by_name(&self) -> Vec<Match> {
        self.named(|name| (name == self.query.text).then_some(How::Name))
    }

    fn by_id(&self) -> Vec<Match> {
        self.with_ids(How::Id, &self.query.ids())
    }

    fn by_reversed_id(&self) -> Vec<Match> {
        let ids: Vec<_> = self.query.ids().into_iter().map(u32::swap_bytes).collect();
        self.with_ids(How::ReversedId, &ids)
    }

    fn by_path(&self) -> Vec<Match> {
        self.with_paths(&self.query.segments())
    }

    /// Searches for the path without its last segment, which may be a method, or a variant whose name is not part of
    /// the constructor's name.
    fn by_parent(&self) -> Vec<Match> {
        self.query.segments().split_last().map(|(_, parent)| self.with_paths(parent)).unwrap_or_default()
    }

    /// Searches for a variant of an enum: `InputPeer::User` is `inputPeerUser`.
    fn by_variant(&self) -> Vec<Match> {
        let segments = self.query.segments();
        let words = suffixes(&segments).filter_map(|end| Words::new(&end.join(" ")));
        let named = |words: Words| {
            self.named(|name| (words.closeness(name) == Some(Closeness::Whole)).then_some(How::RustPath))
        };
        words.map(named).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Searches by pattern. A pattern matches a whole name, or a name without its namespace, in upper or lower case.
    fn by_pattern(&self) -> Vec<Match> {
        if !self.query.is_pattern() {
            return Vec::new();
        }
        let pattern = WildMatch::new_case_insensitive(&self.query.text);
        self.named(|name| {
            let local = name.rsplit('.').next().unwrap_or(name);
            (pattern.matches(name) || pattern.matches(local)).then_some(How::Pattern)
        })
    }

    /// Searches by words. If two names are equally close, the shorter name comes first.
    fn by_words(&self) -> Vec<Match> {
        if self.query.is_pattern() {
            return Vec::new();
        }
        let Some(words) = Words::new(self.query.name()) else { return Vec::new() };
        let mut found = self.named(|name| words.closeness(name).map(How::Words));
        found.sort_by_key(|found| (found.how, found.item.name(self.schema).len()));
        found
    }

    fn with_ids(&self, how: How, ids: &[u32]) -> Vec<Match> {
        self.matches(|item| match item {
            Item::Combinator(id) => ids.contains(&self.schema[id].id()).then_some(how),
            Item::Type(_) => None,
        })
    }

    /// Searches by path. The query may begin with modules that contain the generated code, such as `crate::api`. It may
    /// also lack the first modules of a generated path: `auth::CodeType` finds `enums::auth::CodeType`.
    fn with_paths(&self, segments: &[&str]) -> Vec<Match> {
        let mut found = suffixes(segments).map(|end| self.with_path(&end.join("::")));
        found.find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn with_path(&self, end: &str) -> Vec<Match> {
        self.matches(|item| {
            let path = match item {
                Item::Type(ty) => self.paths.ty(ty),
                Item::Combinator(id) => self.paths.combinator(id),
            };
            let path = path?.replace("r#", "");
            let start = path.strip_suffix(end)?;
            (start.is_empty() || start.ends_with("::")).then_some(How::RustPath)
        })
    }

    fn named(&self, how: impl Fn(&str) -> Option<How>) -> Vec<Match> {
        self.matches(|item| how(item.name(self.schema)))
    }

    /// Returns the matches among types, constructors and functions, in this order.
    fn matches(&self, how: impl Fn(Item) -> Option<How>) -> Vec<Match> {
        let combinators = |category| {
            let ids = self.schema.combinators().filter(move |&id| self.schema[id].category() == category);
            ids.map(Item::Combinator)
        };
        let items = self.schema.types().map(Item::Type);
        let items = items.chain(combinators(Category::Constructor)).chain(combinators(Category::Function));
        items.filter_map(|item| Some(Match { item, how: how(item)? })).collect()
    }
}

/// Returns the suffixes of a path that have at least two segments, longest first. The longest suffix is the whole path.
fn suffixes<'a>(segments: &'a [&'a str]) -> impl Iterator<Item = &'a [&'a str]> {
    (0..segments.len().saturating_sub(1)).map(|start| &segments[start..])
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Item {
    pub(crate) fn name(self, schema: &Schema) -> &str {
        match self {
            Self::Type(ty) => schema[ty].name(),
            Self::Combinator(id) => schema[id].name(),
        }
    }
}

//! Collects all facts about an item of a schema, for people and for programs.

mod combinator;
mod library;
mod list;
mod page;
#[cfg(test)]
mod tests;
mod text;

use serde::Serialize;
use tl_parser::schema::{Category, TypeId};

use self::combinator::Combinator;
pub(crate) use self::library::Library;
use self::library::Users;
pub(crate) use self::list::list;
pub(crate) use self::page::Columns;
use crate::ids::kind;
use crate::query::{How, Item, Match, Query};
use crate::report::count;

/// An item of a schema with all facts about it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Definition<'a> {
    Type(Type<'a>),
    Constructor(Combinator<'a>),
    Function(Combinator<'a>),
}

/// A boxed type.
#[derive(Debug, Serialize)]
pub(crate) struct Type<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rust: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    /// The declarations of the type's constructors.
    constructors: Vec<String>,
    #[serde(flatten)]
    users: Users<'a>,
}

/// An item that matches a query, and its schema.
#[derive(Clone, Copy)]
pub(crate) struct Hit<'a> {
    library: &'a Library<'a>,
    item: Item,
    pub(crate) how: How,
}

/// Returns the items of all schemas that match `query`, starting with the closest match. Only items with the best kind
/// of match are returned. Equally close items are in the order of the schemas.
pub(crate) fn search<'a>(libraries: &'a [Library<'a>], query: &Query) -> Vec<Hit<'a>> {
    let mut hits: Vec<_> = libraries.iter().flat_map(|library| library.search(query)).collect();
    hits.sort_by_key(|hit| hit.how);
    let best = hits.first().map(|hit| hit.how);
    hits.retain(|hit| best.is_some_and(|best| hit.how.is_like(best)));
    hits
}

impl<'a> Hit<'a> {
    /// Returns the item with all facts about it.
    pub(crate) fn definition(&self) -> Definition<'a> {
        self.library.definition(self.item)
    }

    /// Returns the kind of the item, and one line of text: the declaration of a combinator, or the name of a type and
    /// the number of its constructors.
    fn summary(&self) -> (&'static str, String) {
        let schema = self.library.schema;
        match self.item {
            Item::Type(id) => {
                let constructors = count(schema[id].constructors().len(), "constructor");
                ("type", format!("{} with {constructors}", schema[id].name()))
            }
            Item::Combinator(id) => (kind(schema[id].category()), schema.declaration_with_id(id)),
        }
    }

    /// Returns the id of the item, if it has one.
    pub(crate) fn id(&self) -> Option<u32> {
        match self.item {
            Item::Type(_) => None,
            Item::Combinator(id) => Some(self.library.schema[id].id()),
        }
    }
}

impl<'a> Library<'a> {
    /// Returns the items that match `query` in this schema, starting with the closest match.
    fn search(&'a self, query: &Query) -> impl Iterator<Item = Hit<'a>> {
        let found = query.search(self.schema, &self.paths).into_iter();
        found.map(|Match { item, how }| Hit { library: self, item, how })
    }

    fn definition(&'a self, item: Item) -> Definition<'a> {
        match item {
            Item::Type(ty) => Definition::Type(self.ty(ty)),
            Item::Combinator(id) => match self.schema[id].category() {
                Category::Constructor => Definition::Constructor(self.combinator(id)),
                Category::Function => Definition::Function(self.combinator(id)),
            },
        }
    }

    fn ty(&'a self, id: TypeId) -> Type<'a> {
        let ty = &self.schema[id];
        let constructors = ty.constructors().iter();
        Type {
            name: ty.name(),
            rust: self.paths.ty(id),
            description: ty.docs(),
            constructors: constructors.map(|&id| self.schema.declaration_with_id(id)).collect(),
            users: self.users(id),
        }
    }
}

//! What is known of a name: its definitions, gathered for people and for programs.

mod combinator;
#[cfg(test)]
mod tests;
mod text;

use serde::Serialize;
use tl_codegen::RustPaths;
use tl_parser::SourceMap;
use tl_parser::schema::{Category, CombinatorId, Schema, TypeId, Uses};

use self::combinator::Combinator;

/// A schema and all that is looked up in it.
pub(crate) struct Library<'a> {
    schema: &'a Schema,
    sources: &'a SourceMap,
    uses: Uses,
    paths: RustPaths,
}

/// One definition.
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
    /// Their declarations.
    constructors: Vec<String>,
    #[serde(flatten)]
    users: Users<'a>,
}

/// Who uses a type, by name.
#[derive(Debug, Serialize)]
struct Users<'a> {
    /// The type.
    #[serde(skip)]
    of: &'a str,
    returned_by: Vec<&'a str>,
    taken_by: Vec<&'a str>,
    contained_in: Vec<&'a str>,
}

impl<'a> Library<'a> {
    pub(crate) fn new(schema: &'a Schema, sources: &'a SourceMap) -> Self {
        Self { schema, sources, uses: Uses::new(schema), paths: RustPaths::new(schema) }
    }

    /// Everything that has the name or, where it is written so, the id: types, constructors, functions.
    pub(crate) fn find(&'a self, what: &str) -> Vec<Definition<'a>> {
        let (ty, combinators) = match id(what) {
            Some(wanted) => {
                (None, self.schema.combinators().filter(|&id| self.schema[id].id() == wanted).collect())
            }
            None => (self.schema.find_type(what), self.schema.find_combinators(what).to_vec()),
        };
        let types = ty.map(|ty| Definition::Type(self.ty(ty)));
        let of = |category: Category| {
            combinators.iter().copied().filter(move |&id| self.schema[id].category() == category)
        };
        let constructors = of(Category::Constructor).map(|id| Definition::Constructor(self.combinator(id)));
        let functions = of(Category::Function).map(|id| Definition::Function(self.combinator(id)));
        types.into_iter().chain(constructors).chain(functions).collect()
    }

    fn ty(&'a self, id: TypeId) -> Type<'a> {
        let ty = &self.schema[id];
        let constructors = ty.constructors().iter();
        Type {
            name: ty.name(),
            rust: self.paths.ty(id),
            description: ty.docs(),
            constructors: constructors.map(|&id| self.schema[id].declaration_with_id()).collect(),
            users: self.users(id),
        }
    }

    fn users(&'a self, ty: TypeId) -> Users<'a> {
        let uses = self.uses.of(ty);
        Users {
            of: self.schema[ty].name(),
            returned_by: self.names(&uses.returned_by),
            taken_by: self.names(&uses.taken_by),
            contained_in: self.names(&uses.contained_in),
        }
    }

    /// A name that stands under several layer bars is one name.
    fn names(&'a self, ids: &[CombinatorId]) -> Vec<&'a str> {
        let mut names: Vec<&str> = ids.iter().map(|&id| self.schema[id].name()).collect();
        names.dedup();
        names
    }
}

/// `#1f040578`
fn id(what: &str) -> Option<u32> {
    let digits = what.strip_prefix('#')?;
    let is_id = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_id)
}

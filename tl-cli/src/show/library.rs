//! Lookups in a schema that all definitions share.

use serde::Serialize;
use tl_codegen::RustPaths;
use tl_parser::SourceMap;
use tl_parser::schema::{CombinatorId, Schema, TypeId, Uses};

use crate::schemas::Loaded;

/// A schema and all that is looked up in it.
pub(crate) struct Library<'a> {
    pub(super) schema: &'a Schema,
    pub(super) sources: &'a SourceMap,
    uses: Uses,
    pub(super) paths: RustPaths,
}

/// Who uses a type, by name.
#[derive(Debug, Serialize)]
pub(super) struct Users<'a> {
    /// The type.
    #[serde(skip)]
    pub(super) of: &'a str,
    pub(super) returned_by: Vec<&'a str>,
    pub(super) taken_by: Vec<&'a str>,
    pub(super) contained_in: Vec<&'a str>,
}

impl<'a> Library<'a> {
    pub(crate) fn new(Loaded { sources, schema }: &'a Loaded) -> Self {
        Self { schema, sources, uses: Uses::new(schema), paths: RustPaths::new(schema) }
    }

    pub(super) fn users(&'a self, ty: TypeId) -> Users<'a> {
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

//! Holds a schema and its indexes, so that all searches in the schema use the same indexes.

use std::collections::HashSet;

use serde::Serialize;
use tl_codegen::rust::Paths;
use tl_parser::SourceMap;
use tl_parser::schema::{CombinatorId, Schema, TypeId, Uses};

use crate::schemas::Loaded;

/// A schema, with indexes for searching it.
pub(crate) struct Library<'a> {
    pub(super) schema: &'a Schema,
    pub(super) sources: &'a SourceMap,
    uses: Uses,
    pub(super) paths: Paths,
}

/// The names of combinators that use a type.
#[derive(Debug, Serialize)]
pub(super) struct Users<'a> {
    /// The name of the type.
    #[serde(skip)]
    pub(super) of: &'a str,
    pub(super) returned_by: Vec<&'a str>,
    pub(super) taken_by: Vec<&'a str>,
    pub(super) contained_in: Vec<&'a str>,
}

impl<'a> Library<'a> {
    pub(crate) fn new(Loaded { sources, schema }: &'a Loaded) -> Self {
        Self { schema, sources, uses: Uses::new(schema), paths: Paths::new(schema) }
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

    /// Returns the names of combinators, without duplicates. Declarations under different layer bars (`===n===`) can
    /// have the same name.
    fn names(&'a self, ids: &[CombinatorId]) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        ids.iter().map(|&id| self.schema[id].name()).filter(|&name| seen.insert(name)).collect()
    }
}

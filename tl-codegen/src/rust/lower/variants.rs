//! Names the variants of an enum.

use tl_parser::schema::{CombinatorId, Schema, TypeId};

use super::super::config::Config;
use super::super::model::Ident;
use super::super::names::{Scope, camel, split, variant};
use super::given_names::Renames;
use super::plan::layer_of_several;

/// Returns a name for each constructor of a type. Names from the config are reserved last, so they never change other
/// names. If such a name is taken, this is an error.
pub(super) fn names(schema: &Schema, ty: TypeId, config: &Config) -> Vec<Ident> {
    let (mut scope, renames) = (Scope::variants(config.json.replaces_bytes()), Renames(&config.rename));
    let type_name = camel(split(schema[ty].name()).1);
    let renamed = |id: CombinatorId| renames.part(schema[ty].name(), schema[id].name());
    let names: Vec<_> = schema[ty]
        .constructors()
        .iter()
        .map(|&id| match renamed(id) {
            Some(name) => Err(name),
            None => Ok(by_schema(&mut scope, schema, id, &type_name)),
        })
        .collect();
    names.into_iter().map(|name| name.unwrap_or_else(|name| scope.reserve(name, []))).collect()
}

/// Returns the name that is derived from the schema: the short name, or the whole name of the constructor if the short
/// name is taken.
fn by_schema(scope: &mut Scope, schema: &Schema, id: CombinatorId, type_name: &str) -> Ident {
    let name = camel(split(schema[id].name()).1);
    let layered = layer_of_several(schema, id).map(|layer| format!("{name}Layer{layer}"));
    scope.reserve(variant(&name, type_name), [name.as_str()].into_iter().chain(layered.as_deref()))
}

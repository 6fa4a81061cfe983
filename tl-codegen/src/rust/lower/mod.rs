//! Turns a schema into a model. All decisions about the generated Rust code are made here, before tokens are created.
//!
//! `plan` assigns names, `boxing` determines the boxes, `endings` finds the smallest values, `fields` builds the body
//! of a struct, `types` maps TL types, and `items` builds structs, enums and aliases. `derives` and `directions` use
//! `contents`, which lists the types in each item. `docs` writes documentation, `table` contains the wire forms of all
//! combinators, and `paths` provides Rust names to other crates.

mod boxing;
mod captures;
mod check_renames;
mod components;
mod contents;
mod derives;
mod directions;
mod docs;
mod endings;
mod fields;
mod generics;
mod given_names;
mod growth;
mod items;
mod json;
mod least;
mod numbers;
mod paths;
mod plan;
mod problem;
mod records;
mod standard;
mod table;
mod types;
mod variants;

use std::collections::HashSet;
use std::rc::Rc;

use tl_parser::schema::Schema;
use tl_parser::wire::Wire;
use tl_parser::{Diagnostics, Span};

pub(crate) use self::check_renames::check_renames;
use self::docs::Links;
use self::given_names::{Renames, path};
pub(crate) use self::given_names::{is_in, is_object_field};
use self::items::Items;
pub use self::paths::Paths;
use self::plan::{ModulePlan, Plan, Root};
pub(super) use self::problem::Problem;
use super::model::{Ident, Item, Module, Package, Path};
use super::names::STD_NAMES;
use crate::codes;
use crate::rust::config::{Bytes, CheckedPaths, Config};
use crate::rust::program::Program;

/// Lowers `schema`, which contains all or some of the declarations of `whole`. Items have the names that they would
/// have in the whole schema. If Rust cannot express some constructs, returns a problem for each of them.
pub(super) fn lower(
    whole: &Schema,
    schema: &Schema,
    config: &Config,
    paths: &CheckedPaths,
    program: Program<'_>,
) -> Result<Package, Vec<Problem>> {
    let wire = if program.passing.is_empty() { Wire::new(schema) } else { Wire::open(schema) };
    let problems = problem::check(schema, &wire);
    if !problems.is_empty() {
        return Err(problems);
    }
    let renames = Renames(&config.rename);
    let plan = match std::ptr::eq(whole, schema) {
        true => Plan::new(schema, &wire, renames),
        false => Plan::new(whole, &Wire::new(whole), renames).of_part(whole, schema, &wire),
    };
    if plan.structs.is_empty() {
        return Err(vec![Problem { of: None, diagnostic: *codes::empty_schema(Span::default()) }]);
    }
    let links = Links::new(whole, config);
    let mut items = Items::new(schema, &wire, config, &plan, paths, links, program);
    items.lower();
    let (mut problems, by_module, table) = items.finish();
    let long = plan.long_modules(schema).into_iter();
    problems.extend(long.map(|(name, id)| Problem::of(id, *codes::long_name(name, schema[id].span()))));
    if !problems.is_empty() {
        return Err(problems);
    }
    let modules = plan.modules.into_iter().zip(by_module).map(|(plan, items)| module(plan, items));
    let modules: Vec<_> = modules.collect();
    let warnings = lost_derives(schema, &paths.derives.iter().map(path).collect::<Vec<_>>(), &modules);
    let layer = schema.layer().and_then(|layer| i32::try_from(layer).ok());
    let is_json = config.json.replaces_bytes();
    let depends_on_numbers = |item: &Item| matches!(item, Item::Struct(item) if item.depends_on_numbers());
    let names_fields = !is_json && modules.iter().any(|module| module.items.iter().any(depends_on_numbers));
    // Views get the derives `Clone` and `Debug` only if the config lists them. The reason is enums whose variants have
    // no content: such an enum is its own view and has only the derives of the config. Views that contain the enum
    // cannot have a derive that the enum lacks.
    let view_derives = paths.derives.iter().filter(|derive| derive.is_clone_or_debug());
    Ok(Package {
        layer,
        reduction: None,
        left_out: Vec::new(),
        warnings,
        dialect: format!("{} ({})", schema.dialect(), schema.chosen_dialect().reason.original()),
        shares_bytes: config.bytes == Bytes::Shared,
        runtime: path(&paths.runtime),
        modules,
        registry: Some(registry(schema)),
        table,
        views: config.borrowed.then(|| view_derives.map(path).collect()),
        is_json,
        names_fields,
    })
}

/// Returns a warning for each derive that some items cannot have because they contain floating-point numbers.
fn lost_derives(schema: &Schema, wanted: &[Path], modules: &[Module]) -> Diagnostics {
    let mut warnings = Diagnostics::default();
    for derive in wanted {
        let mut lost = Vec::new();
        let mut span = None;
        for module in modules {
            for item in &module.items {
                let (derives, name) = match item {
                    Item::Struct(item) => (&item.derives, &item.name),
                    Item::Enum(item) => (&item.derives, &item.name),
                    Item::Alias(_) => continue,
                };
                if !derives.contains(derive) {
                    let path = module.path.0.iter().chain([item.ident()]).map(|ident| &*ident.0);
                    lost.push(path.collect::<Vec<_>>().join("::"));
                    span = span.or_else(|| Some(schema[*schema.find_combinators(name).first()?].span()));
                }
            }
        }
        let span = span.unwrap_or_default();
        warnings.extend((!lost.is_empty()).then(|| *codes::lost_derive(&format!("{derive:?}"), &lost, span)));
    }
    warnings
}

fn module(plan: ModulePlan, items: Vec<Item>) -> Module {
    let (what, condition) = match plan.root {
        Root::Types => ("Structs for constructors", ""),
        Root::Enums => ("Enums for types", " with several constructors"),
        Root::Functions => ("Structs for functions", ""),
    };
    let docs = match plan.namespace.as_str() {
        "" => format!("{what}{condition}."),
        namespace => format!("{what} in the namespace `{namespace}`{condition}."),
    };
    let hidden =
        STD_NAMES.iter().filter(|name| plan.scope.has(name)).map(|&name| Ident(name.into())).collect();
    Module { docs, path: plan.path, children: plan.children, has_placeholder: false, hidden, items }
}

/// Returns the ids and names of all combinators. If several combinators have the same id, only the first one is listed.
fn registry(schema: &Schema) -> Vec<(u32, Rc<str>)> {
    let mut seen = HashSet::new();
    let declared = schema.combinators().filter(|&id| !schema[id].is_predefined());
    let mut registry: Vec<_> = declared
        .map(|id| (schema[id].id(), Rc::from(schema[id].name())))
        .filter(|(id, _)| seen.insert(*id))
        .collect();
    registry.sort_unstable_by_key(|&(id, _)| id);
    registry
}

//! State that is shared while all items of a package are lowered.

use std::collections::HashSet;

use tl_parser::schema::{CombinatorId, Schema};
use tl_parser::wire::Wire;
use tl_parser::wire::table::{Part, TableNames};

use super::super::super::model::{
    Directions, Field, Ident, Item, ItemRef, Output, Param, Path, Payload, WireTable,
};
use super::super::super::names::{Scope, camel};
use super::super::boxing::{Boxing, boxes_payload};
use super::super::derives::Derives;
use super::super::directions::ItemDirections;
use super::super::docs::Links;
use super::super::endings::Endings;
use super::super::fields::Shape;
use super::super::given_names::path;
use super::super::least::Least;
use super::super::plan::{Plan, TypeItem};
use super::super::problem::Problem;
use super::super::table::WireForms;
use crate::rust::config::{CheckedPaths, Config};
use crate::rust::program::Program;

/// The items of a package while they are lowered.
pub(in super::super) struct Items<'a> {
    pub(super) schema: &'a Schema,
    pub(super) wire: &'a Wire,
    pub(super) config: &'a Config,
    pub(super) plan: &'a Plan,
    pub(super) least: Least,
    pub(super) boxing: Boxing,
    pub(super) endings: Endings,
    pub(super) derives: Vec<Path>,
    /// Whether types get `Default` if they can have it.
    pub(super) has_default: bool,
    pub(super) links: Links<'a>,
    pub(super) forms: Option<WireForms>,
    /// The numbers of the items that the config requests in both directions.
    pub(super) both: HashSet<usize>,
    /// Whether items that a program does not use are removed later.
    reduces: bool,
    pub(super) problems: Vec<Problem>,
    /// The lowered combinators, by the index of the combinator.
    pub(super) lowered: Vec<Option<Lowered>>,
    pub(super) by_module: Vec<Vec<Item>>,
}

/// Facts that are known only after all items are lowered.
pub(super) struct Facts {
    pub(super) derives: Derives,
    pub(super) directions: ItemDirections,
}

/// A combinator's struct without documentation and derives.
pub(super) struct Lowered {
    pub(super) generics: Vec<Ident>,
    pub(super) params: Vec<Param>,
    pub(super) shape: Shape,
    pub(super) output: Option<Output>,
}

impl<'a> Items<'a> {
    pub(in super::super) fn new(
        schema: &'a Schema,
        wire: &'a Wire,
        config: &'a Config,
        plan: &'a Plan,
        paths: &CheckedPaths,
        links: Links<'a>,
        program: Program<'_>,
    ) -> Self {
        let by_module = plan.modules.iter().map(|_| Vec::new()).collect();
        let (boxing, endings) = (Boxing::new(schema, wire, plan), Endings::new(schema, wire, plan));
        let lowered = schema.combinators().map(|_| None).collect();
        let least = Least::new(schema, wire);
        let names = if config.serde { TableNames::All } else { TableNames::Combinators };
        let reduces = program.has_unread();
        let forms = (config.serde || (reduces && !config.json.replaces_bytes()))
            .then(|| WireForms::new(schema, wire, config, program.passing, names));
        let problems = Vec::new();
        let both = config.both.iter().flat_map(|pattern| items(schema, plan, pattern)).collect();
        Self {
            schema,
            wire,
            config,
            plan,
            least,
            boxing,
            endings,
            derives: paths.derives.iter().map(path).collect(),
            has_default: paths.default,
            links,
            forms,
            both,
            reduces,
            problems,
            lowered,
            by_module,
        }
    }

    /// Returns the problems, the items of each module of the plan, and the table.
    pub(in super::super) fn finish(self) -> (Vec<Problem>, Vec<Vec<Item>>, Option<WireTable>) {
        let table = self.forms.map(WireForms::into_table);
        (self.problems, self.by_module, table)
    }

    /// Adds the code of each field in the table, if fields may be removed from the package.
    pub(super) fn add_codes(&self, id: CombinatorId, fields: &mut [Field]) {
        let Some(forms) = self.forms.as_ref().filter(|_| self.reduces) else { return };
        let wire = self.wire;
        let part = Part { schema: self.schema, wire, keeps_masks: self.config.keeps_masks(self.schema) };
        for field in fields {
            let of = wire[id].fields.get(field.index);
            field.code = of.and_then(|of| forms.of_value(part, &of.value));
        }
    }

    /// Returns a name for a type parameter. The name does not hide an item of the module.
    pub(super) fn type_param(&self, scope: &mut Scope, module: usize, name: &str) -> Ident {
        let items = &self.plan.modules[module].scope;
        let mut name = camel(name);
        while items.has(&name) {
            name.insert(0, 'T');
        }
        scope.reserve(&name, [])
    }

    /// Returns the directions in which an item is generated. With `serde`, every item is both written and read, because
    /// serializing encodes a value to bytes first, and deserializing decodes it from bytes.
    pub(super) fn directions(&self, item_ref: &ItemRef, facts: &Facts) -> Directions {
        if self.config.serde { Directions::BOTH } else { facts.directions.of(item_ref) }
    }

    pub(super) fn payload(&self, id: CombinatorId) -> Payload {
        if self.lowered[id.index()]
            .as_ref()
            .is_some_and(|lowered| lowered.shape.fields.is_empty() && lowered.shape.wire.is_empty())
        {
            Payload::Unit
        } else if boxes_payload(&self.wire[id]) {
            Payload::Boxed
        } else {
            Payload::Inline
        }
    }
}

/// Returns the numbers of the items of the constructors, functions and types that `pattern` matches.
fn items(schema: &Schema, plan: &Plan, pattern: &str) -> Vec<usize> {
    let ids = schema.matching(pattern);
    let structs = ids.iter().filter_map(|&id| plan.combinator(id));
    let enums = ids.iter().filter_map(|&id| match plan.ty(schema.type_of(id)?)? {
        TypeItem::Enum(item_ref) => Some(item_ref),
        TypeItem::Struct { .. } | TypeItem::Standard(_) => None,
    });
    structs.chain(enums).map(|item_ref| item_ref.item).collect()
}

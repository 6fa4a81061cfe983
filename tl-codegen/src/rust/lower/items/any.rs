//! The enum of all constructors, `types::Any`, and the enum of all functions, `functions::Any`.

use std::collections::HashSet;
use std::rc::Rc;

use tl_parser::schema::{Category, CombinatorId, Schema};

use super::super::super::model::{Directions, Enum, Item, ItemRef, Payload, Type, Variant};
use super::super::super::names::{Scope, camel};
use super::super::json;
use super::super::plan::layer_of_several;
use super::super::table;
use super::context::{Facts, Items};
use crate::rust::config::Role;

impl Items<'_> {
    /// Adds the enum of all constructors or of all functions.
    pub(super) fn any(&mut self, category: Category, variants: Vec<Variant>, facts: &Facts) {
        let Some(fallback) = self.fallback_of_any(category, &variants) else { return };
        let item_ref = self.plan.any(category);
        let (name, value) = match category {
            Category::Constructor => ("constructor", "A value of one of the constructors"),
            Category::Function => ("function", "A call of one of the functions"),
        };
        let key = if self.config.json.replaces_bytes() { "name" } else { "id" };
        let item = Enum {
            ident: item_ref.ident.clone(),
            docs: vec![format!("{value}. Its {key} determines the variant.")],
            derives: facts.derives.of(item_ref),
            attributes: self.config.non_exhaustive.then(|| Rc::from("non_exhaustive")).into_iter().collect(),
            directions: self.directions(item_ref, facts),
            generics: Vec::new(),
            params: Vec::new(),
            name: Rc::from(name),
            least: None,
            variants,
            fallback,
            conversions: Directions::NONE,
            getters: Vec::new(),
            json: self.config.serde.then(|| table::of_any(category)),
            code: self.forms.as_ref().map(|_| table::of_any(category)),
            other: (self.config.json.replaces_bytes() && category == Category::Constructor)
                .then(json::unknown),
            view: None,
        };
        self.by_module[item_ref.module].push(Item::Enum(item));
    }

    /// Returns the index of the variant with the smallest value in an `Any`. Generic variants are excluded, because
    /// they would contain an `Any` again.
    fn fallback_of_any(&self, category: Category, variants: &[Variant]) -> Option<usize> {
        let least = self.endings.least_of_all(category).and_then(|id| self.plan.combinator(id));
        let at = |wanted: &dyn Fn(&ItemRef, &[Type]) -> bool| {
            variants.iter().position(|variant| match &variant.ty {
                Type::Item(item_ref, args) => wanted(item_ref, args),
                _ => false,
            })
        };
        at(&|item_ref, _| Some(item_ref) == least).or_else(|| at(&|_, args| args.is_empty()))
    }

    /// Returns a variant for every constructor or every function, or no variants if the enum is not needed. The enum is
    /// needed if a field or result contains it (`is_contained`). If the config has `any`, the role `Both` needs both
    /// enums, and the role `Server` needs the enum of all functions. Generic functions get `Any` as their type
    /// arguments. Generic constructors are left out. Of several combinators with the same id, only the first one has a
    /// variant.
    pub(super) fn any_variants(&self, category: Category, is_contained: bool) -> Vec<Variant> {
        let any = self.plan.any(category);
        let is_of_role = match self.config.role {
            Role::Client => false,
            Role::Server => category == Category::Function,
            Role::Both => true,
        };
        let is_wanted = self.config.any && is_of_role;
        if !is_wanted && !is_contained {
            return Vec::new();
        }
        let mut scope = Scope::variants(self.config.json.replaces_bytes());
        let mut ids = HashSet::new();
        let mut variants = Vec::new();
        let structs = self.plan.structs.iter().copied();
        for id in structs.filter(|&id| self.schema[id].category() == category) {
            let (Some(item_ref), Some(lowered)) =
                (self.plan.combinator(id), self.lowered[id.index()].as_ref())
            else {
                continue;
            };
            let generic = !(lowered.generics.is_empty() && lowered.params.is_empty());
            let combinator = &self.schema[id];
            if (generic && category == Category::Constructor) || !ids.insert(combinator.id()) {
                continue;
            }
            let args = lowered.generics.iter().map(|_| Type::Item(any.clone(), Vec::new())).collect();
            let ident = scope.reserve(&full_name(self.schema, id), []);
            let payload = match self.payload(id) {
                Payload::Unit => Payload::Inline,
                _ => Payload::Boxed,
            };
            let ty = Type::Item(item_ref.clone(), args);
            variants.push(Variant {
                ident,
                docs: Vec::new(),
                id: combinator.id(),
                name: Rc::from(combinator.name()),
                reads: true,
                is_default: false,
                ty,
                params: Vec::new(),
                payload,
            });
        }
        variants
    }
}

/// Converts `auth.sentCode` to `AuthSentCode`.
fn full_name(schema: &Schema, id: CombinatorId) -> String {
    let layer = layer_of_several(schema, id).map(|layer| format!("Layer{layer}"));
    schema[id].name().split('.').map(camel).chain(layer).collect()
}

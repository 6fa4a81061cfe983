//! Lowers boxed types. A type becomes an enum, or an alias for the struct of its only constructor.

use std::collections::HashSet;
use std::rc::Rc;

use tl_parser::schema::{CombinatorId, TypeId};

use super::super::super::model::{
    Alias, Directions, Enum, Getter, Item, ItemRef, Param, Payload, Type, Variant,
};
use super::super::super::names::{STD_NAMES, Scope, snake};
use super::super::docs::{self, describe};
use super::super::fields::Shape;
use super::super::generics::{self, ParamForm};
use super::super::json;
use super::super::numbers;
use super::super::plan::TypeItem;
use super::super::variants;
use super::context::{Facts, Items};

impl Items<'_> {
    pub(super) fn ty(&mut self, ty: TypeId, facts: &Facts) {
        match self.plan.ty(ty) {
            Some(TypeItem::Enum(item_ref)) => self.enumeration(ty, item_ref, facts),
            Some(TypeItem::Struct { constructor, alias: Some(alias) }) => {
                self.alias(ty, *constructor, alias);
            }
            Some(TypeItem::Struct { .. } | TypeItem::Standard(_)) | None => {}
        }
    }

    fn alias(&mut self, ty: TypeId, constructor: CombinatorId, alias: &ItemRef) {
        let Some(item_ref) = self.plan.combinator(constructor) else { return };
        let generics = self.lowered[constructor.index()]
            .as_ref()
            .map_or_else(Vec::new, |lowered| lowered.generics.clone());
        let target = Type::Item(item_ref.clone(), generics.iter().cloned().map(Type::Var).collect());
        let constructor = format!("Its only constructor is {}.", describe(self.plan, alias.module, &target));
        let docs = self.type_docs(ty, Some(constructor));
        let item = Alias { ident: alias.ident.clone(), docs, generics, target, view: None };
        self.by_module[alias.module].push(Item::Alias(item));
    }

    fn type_docs(&self, ty: TypeId, constructor: Option<String>) -> Vec<String> {
        let ty = &self.schema[ty];
        let mut lines = if self.config.docs { docs::text(ty.docs()) } else { Vec::new() };
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("The type `{}`.", ty.name()));
        lines.extend(constructor);
        lines.extend(self.links.of_type(ty.name()));
        docs::wrapped(lines)
    }

    fn enumeration(&mut self, ty: TypeId, item_ref: &ItemRef, facts: &Facts) {
        let parameters = self.parameters(ty, item_ref.module);
        let variants = self.variants(ty, &parameters, item_ref.module);
        let generics: Vec<_> =
            parameters.iter().flatten().filter_map(|param| param.of_type.clone()).collect();
        let params: Vec<_> = parameters.into_iter().flatten().collect();
        let directions = facts.directions.of(item_ref);
        let has_getters = self.config.getters && directions.reads && generics.is_empty();
        let getters = if has_getters { self.getters(ty) } else { Vec::new() };
        let code = self.forms.as_ref().map(|forms| forms.of_enum(self.plan, ty));
        let is_plain = params.is_empty();
        let mut attributes = self.config.attributes_of(self.schema[ty].name());
        attributes.extend(self.config.non_exhaustive.then(|| Rc::from("non_exhaustive")));
        let item = Enum {
            ident: item_ref.ident.clone(),
            docs: self.type_docs(ty, docs::parameters(&params)),
            params,
            derives: facts.derives.of(item_ref),
            attributes,
            directions: self.directions(item_ref, facts),
            generics,
            name: Rc::from(self.schema[ty].name()),
            least: self.least.of_enum(self.wire, ty),
            variants,
            fallback: self.fallback(ty),
            conversions: if self.config.conversions { Directions::BOTH } else { Directions::NONE },
            getters,
            json: code.clone().filter(|_| self.config.serde && is_plain),
            code: code.filter(|_| is_plain),
            other: self.config.json.replaces_bytes().then(json::unknown),
            view: None,
        };
        self.by_module[item_ref.module].push(Item::Enum(item));
    }

    /// Returns the position of the constructor with the smallest value.
    fn fallback(&self, ty: TypeId) -> usize {
        let least = self.endings.least(ty);
        let mut variants =
            self.schema[ty].constructors().iter().filter(|&&id| self.plan.combinator(id).is_some());
        variants.position(|&id| Some(id) == least).unwrap_or_default()
    }

    /// For each parameter of the TL type, returns the Rust parameter, or `None` if values do not depend on the TL
    /// parameter. The names are derived from the variables of the first constructor.
    fn parameters(&self, ty: TypeId, module: usize) -> Vec<Option<Param>> {
        let (mut scope, mut local_scope) = (Scope::without(STD_NAMES), numbers::enum_scope());
        let first = self.schema[ty].constructors().first().copied();
        let order = first.map_or_else(Vec::new, |first| generics::params(&self.wire[first]));
        let name = |position: usize| {
            let variable = first.and_then(|first| self.schema[first].implicit().get(*order.get(position)?));
            variable.map_or("T", |variable| variable.name())
        };
        let forms = self.plan.generics.by_type(ty).iter().enumerate();
        forms
            .map(|(position, form)| {
                let local = snake(name(position));
                Some(match form {
                    ParamForm::Unused => return None,
                    ParamForm::Number => Param { ident: local_scope.reserve(&local, []), of_type: None },
                    ParamForm::Type => Param {
                        ident: local_scope.reserve(&format!("{local}_codec"), []),
                        of_type: Some(self.type_param(&mut scope, module, name(position))),
                    },
                })
            })
            .collect()
    }

    fn variants(&self, ty: TypeId, parameters: &[Option<Param>], module: usize) -> Vec<Variant> {
        let idents = variants::names(self.schema, ty, self.config);
        let mut ids = HashSet::new();
        let constructors = self.schema[ty].constructors().iter().zip(idents);
        let default = self.default(ty);
        constructors
            .filter_map(|(&id, ident)| {
                let item_ref = self.plan.combinator(id)?;
                let used = self.plan.generics.by_struct(id);
                let params = parameters.iter().zip(used).filter(|(_, form)| **form != ParamForm::Unused);
                let params: Vec<&Param> = params.filter_map(|(param, _)| param.as_ref()).collect();
                let args = params.iter().filter_map(|param| param.of_type.clone()).map(Type::Var).collect();
                let params = params.iter().map(|param| param.ident.clone()).collect();
                let struct_type = Type::Item(item_ref.clone(), args);
                let payload = self.payload(id);
                let docs = match payload {
                    Payload::Unit => vec![format!("{}.", describe(self.plan, module, &struct_type))],
                    Payload::Inline | Payload::Boxed => Vec::new(),
                };
                let is_default = Some(id) == default;
                let (id, name) = (self.schema[id].id(), Rc::from(self.schema[id].name()));
                let reads = ids.insert(id);
                Some(Variant { ident, docs, id, name, reads, is_default, ty: struct_type, params, payload })
            })
            .collect()
    }

    /// Returns the constructor that is the `Default` of the enum: the first constructor without fields whose name ends
    /// with `Empty`, such as `inputPeerEmpty`. Returns `None` if enums do not get `Default`.
    fn default(&self, ty: TypeId) -> Option<CombinatorId> {
        let is_empty = |&id: &CombinatorId| {
            self.schema[id].name().ends_with("Empty") && self.payload(id) == Payload::Unit
        };
        self.schema[ty].constructors().iter().copied().find(is_empty).filter(|_| self.has_default)
    }

    /// Returns methods for the fields that all constructors have. The fields must have the same name and, except for
    /// `Option`, the same type. Boxed fields have no methods.
    fn getters(&self, ty: TypeId) -> Vec<Getter> {
        let shapes: Option<Vec<&Shape>> = self.schema[ty]
            .constructors()
            .iter()
            .map(|id| Some(&self.lowered[id.index()].as_ref()?.shape))
            .collect();
        let Some([first, rest @ ..]) = shapes.as_deref() else { return Vec::new() };
        let mut scope = Scope::methods();
        let mut getters = Vec::new();
        for field in &first.fields {
            let (ty, optional) = field.ty.up_to_option();
            let in_rest: Option<Vec<bool>> = rest
                .iter()
                .map(|shape| {
                    let same = shape.fields.iter().find(|other| other.ident == field.ident)?;
                    let (other, optional) = same.ty.up_to_option();
                    (other == ty).then_some(optional)
                })
                .collect();
            let (Some(in_rest), false) = (in_rest, matches!(ty, Type::Box(_))) else { continue };
            let optional = [optional].into_iter().chain(in_rest).collect();
            let ident = scope.reserve(field.ident.plain(), []);
            getters.push(Getter { ident, field: field.ident.clone(), ty: ty.clone(), optional });
        }
        getters
    }
}

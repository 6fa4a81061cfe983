//! Lowers a constructor or a function to a struct.

use std::rc::Rc;

use tl_parser::schema::{Category, CombinatorId, VariableKind};
use tl_parser::wire::Value;

use super::super::super::model::{Codec, Directions, Ident, Item, Output, Path, Struct, Type};
use super::super::super::names::{STD_NAMES, Scope};
use super::super::directions::results;
use super::super::docs::StructDocs;
use super::super::fields::shape;
use super::super::generics;
use super::super::json;
use super::super::plan::TypeItem;
use super::super::types::{TypeParam, Types};
use super::context::{Facts, Items, Lowered};
use crate::codes::{self, Unsupported};

impl<'a> Items<'a> {
    /// Lowers a combinator without its documentation and derives.
    pub(super) fn combinator(&self, id: CombinatorId) -> Result<Lowered, Unsupported> {
        let params = self.params(id)?;
        let types = self.types(id, &params);
        if self.config.json.replaces_bytes() && !params.is_empty() {
            return Err(codes::no_json(types.span));
        }
        let shape = shape(types, &self.boxing, &self.endings, id, self.config)?;
        let result = self.wire[id].result.as_ref();
        let output = result.map(|result| self.output(id, types, result, &params)).transpose()?;
        let order = generics::params(&self.wire[id]);
        let generics = order.iter().filter_map(|&index| params.get(index)).filter_map(ident).collect();
        Ok(Lowered { generics, shape, output })
    }

    fn output(
        &self,
        id: CombinatorId,
        types: Types<'_>,
        result: &Value,
        params: &[TypeParam],
    ) -> Result<Output, Unsupported> {
        let is_both = self.plan.combinator(id).is_some_and(|item_ref| self.both.contains(&item_ref.item));
        let directions = if is_both { Directions::BOTH } else { results(self.config.role) };
        let (ty, codec) = types.result(result)?;
        let (codec, request) = if self.config.json.replaces_bytes() {
            let form = json::result_form(types, result)?;
            (Codec::Json(form), Some(json::request(self.schema, id, self.error())))
        } else {
            (codec, None)
        };
        let calls = params.iter().filter(|param| matches!(param, TypeParam::Call(_))).filter_map(ident);
        Ok(Output { ty, codec, calls: calls.collect(), request, directions })
    }

    /// Returns the struct of the constructor `error`.
    fn error(&self) -> Option<Type> {
        let found = self.schema.find_combinators("error").iter();
        let constructor = found.copied().find(|&id| self.schema[id].category() == Category::Constructor)?;
        Some(Type::Item(self.plan.combinator(constructor)?.clone(), Vec::new()))
    }

    fn types<'t>(&'t self, id: CombinatorId, params: &'t [TypeParam]) -> Types<'t>
    where
        'a: 't,
    {
        let span = self.schema[id].span();
        let Self { schema, wire, plan, config, .. } = *self;
        Types {
            schema,
            wire,
            plan,
            strings: config.strings,
            bytes: config.bytes,
            is_json: config.json.replaces_bytes(),
            params,
            span,
        }
    }

    /// Returns the Rust form of each implicit argument.
    fn params(&self, id: CombinatorId) -> Result<Vec<TypeParam>, Unsupported> {
        let combinator = &self.schema[id];
        let form = &self.wire[id];
        let module = self.plan.combinator(id).map_or(0, |item_ref| item_ref.module);
        let mut scope = Scope::without(STD_NAMES);
        let mut params = Vec::new();
        for (index, variable) in combinator.implicit().iter().enumerate() {
            if variable.kind() == VariableKind::Nat {
                return Err(codes::nat_parameter(combinator.name(), combinator.span()));
            }
            let mut ident = || self.type_param(&mut scope, module, variable.name());
            params.push(if generics::is_call(form, index) {
                TypeParam::Call(ident())
            } else if form.needs[index] {
                TypeParam::Value(ident())
            } else {
                TypeParam::Unused
            });
        }
        Ok(params)
    }

    pub(super) fn structure(&mut self, id: CombinatorId, facts: &Facts) {
        let (Some(item_ref), Some(mut lowered)) = (self.plan.combinator(id), self.lowered[id.index()].take())
        else {
            return;
        };
        self.add_codes(id, &mut lowered.shape.fields);
        let combinator = &self.schema[id];
        let docs = StructDocs {
            plan: self.plan,
            module: item_ref.module,
            combinator,
            declaration: &self.schema.declaration_with_id(id),
            variant_of: self.variant_of(id),
            output: lowered.output.as_ref(),
            derived: &lowered.shape.derived,
            links: &self.links,
        };
        let defaults = lowered.shape.fields.iter().filter(|field| field.default.is_some()).count();
        let all_optional = defaults > 0 && defaults == lowered.shape.fields.len();
        let mut derives = facts.derives.of(item_ref);
        if all_optional {
            derives.push(Path::of_default());
        }
        let item = Struct {
            ident: item_ref.ident.clone(),
            docs: docs.lines(self.config.docs),
            derives,
            attributes: self.config.attributes_of(combinator.name()),
            directions: self.codecs(item_ref, facts),
            generics: lowered.generics,
            new: defaults > 0 && !all_optional,
            is_unit: lowered.shape.fields.is_empty(),
            fields: lowered.shape.fields,
            derived: lowered.shape.derived,
            name: Rc::from(combinator.name()),
            id: combinator.id(),
            least: self.least.of_struct(self.schema, self.wire, id),
            wire: lowered.shape.wire,
            output: lowered.output,
            json: self
                .forms
                .as_ref()
                .filter(|_| self.config.serde)
                .map(|forms| forms.of_struct(self.plan, id)),
            view: None,
        };
        self.by_module[item_ref.module].push(Item::Struct(item));
    }

    fn variant_of(&self, id: CombinatorId) -> Option<Type> {
        match self.plan.ty(self.schema.type_of(id)?)? {
            TypeItem::Enum(item_ref) => Some(Type::Item(item_ref.clone(), Vec::new())),
            TypeItem::Struct { .. } => None,
        }
    }
}

fn ident(param: &TypeParam) -> Option<Ident> {
    match param {
        TypeParam::Value(ident) | TypeParam::Call(ident) => Some(ident.clone()),
        TypeParam::Unused => None,
    }
}

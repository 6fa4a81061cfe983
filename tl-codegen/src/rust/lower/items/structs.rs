//! Lowers a constructor or a function to a struct.

use std::rc::Rc;

use tl_parser::schema::{Category, CombinatorId, VariableKind};
use tl_parser::wire::Value;

use super::super::super::model::{
    Call, Codec, Directions, Ident, Item, Number, NumberValue, Output, Param, Path, RequestNumber, Step,
    Struct, Type,
};
use super::super::super::names::{STD_NAMES, Scope, snake};
use super::super::directions::results;
use super::super::docs::StructDocs;
use super::super::fields::{Shape, shape};
use super::super::generics;
use super::super::given_names::Renames;
use super::super::json;
use super::super::numbers::{self, FieldNames, Numbers, TypeParam};
use super::super::plan::TypeItem;
use super::super::types::{Place, Types};
use super::context::{Facts, Items, Lowered};
use crate::codes::{self, Unsupported};

impl<'a> Items<'a> {
    /// Lowers a combinator without its documentation and derives.
    pub(super) fn combinator(&self, id: CombinatorId) -> Result<Lowered, Unsupported> {
        let mut local_scope = numbers::local_scope();
        let params = self.params(id, &mut local_scope);
        let (form, combinator) = (&self.wire[id], &self.schema[id]);
        let keeps_masks = self.config.keeps_masks(self.schema);
        let renames = Renames(&self.config.rename);
        let names = FieldNames::new(combinator.name(), &form.fields, keeps_masks, renames, local_scope);
        let (fields, names) = (&*form.fields, &names);
        let numbers = Numbers { fields, names, params: &params, outer: &[], depth: 0 };
        let types = self.types(id, numbers);
        if self.config.json.replaces_bytes() && !params.is_empty() {
            return Err(codes::no_json(types.span));
        }
        let shape = shape(types, &self.boxing, &self.endings, combinator.fields(), self.config)?;
        let result = self.wire[id].result.as_ref();
        let output = result.map(|result| self.output(id, types, result, &shape)).transpose()?;
        let order = generics::params(form);
        let ordered = || order.iter().filter_map(|&index| params.get(index));
        let generics = ordered().filter_map(ident).collect();
        Ok(Lowered { generics, params: ordered().filter_map(parameter).collect(), shape, output })
    }

    fn output(
        &self,
        id: CombinatorId,
        types: Types<'_>,
        result: &Value,
        shape: &Shape,
    ) -> Result<Output, Unsupported> {
        let is_both = self.plan.combinator(id).is_some_and(|item_ref| self.both.contains(&item_ref.item));
        let directions = if is_both { Directions::BOTH } else { results(self.config.role) };
        let (ty, codec) = Types { place: Place::Result, ..types }.result(result)?;
        let (codec, request) = if self.config.json.replaces_bytes() {
            let form = json::result_form(types, result)?;
            (Codec::Json(form), Some(json::request(self.schema, id, self.error())))
        } else {
            (codec, None)
        };
        let params = types.numbers.params.iter();
        let calls = params.filter(|param| matches!(param, TypeParam::Call { .. })).filter_map(ident);
        let of_request = Types { place: Place::ResultOfRequest, ..types }.result(result)?.1;
        let call = Call { numbers: request_numbers(&of_request, shape), codec: of_request };
        Ok(Output { ty, codec, calls: calls.collect(), request, directions, call: Some(call) })
    }

    /// Returns the struct of the constructor `error`.
    fn error(&self) -> Option<Type> {
        let found = self.schema.find_combinators("error").iter();
        let constructor = found.copied().find(|&id| self.schema[id].category() == Category::Constructor)?;
        Some(Type::Item(self.plan.combinator(constructor)?.clone(), Vec::new()))
    }

    pub(super) fn types<'t>(&'t self, id: CombinatorId, numbers: Numbers<'t>) -> Types<'t>
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
            numbers,
            place: Place::Field,
            owner: id,
            path: &[],
            span,
        }
    }

    /// Returns the Rust form of each implicit argument.
    fn params(&self, id: CombinatorId, local_scope: &mut Scope) -> Vec<TypeParam> {
        let combinator = &self.schema[id];
        let form = &self.wire[id];
        let module = self.plan.combinator(id).map_or(0, |item_ref| item_ref.module);
        let mut scope = Scope::without(STD_NAMES);
        let mut params = Vec::new();
        for (index, variable) in combinator.implicit().iter().enumerate() {
            let mut ident = || self.type_param(&mut scope, module, variable.name());
            let name = snake(variable.name());
            params.push(match (variable.kind(), generics::call_of(form, index)) {
                (VariableKind::Type, Some(field)) => TypeParam::Call { ident: ident(), field },
                _ if !form.needs[index] => TypeParam::Unused,
                (VariableKind::Nat, _) => TypeParam::Number(local_scope.reserve(&name, [])),
                (VariableKind::Type, None) if form.result.is_some() => TypeParam::Value(ident()),
                (VariableKind::Type, None) => {
                    let codec = local_scope.reserve(&format!("{name}_codec"), []);
                    TypeParam::Coded { ident: ident(), codec }
                }
            });
        }
        params
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
            params: &lowered.params,
            links: &self.links,
        };
        let defaults = lowered.shape.fields.iter().filter(|field| field.default.is_some()).count();
        let all_optional = defaults > 0 && defaults == lowered.shape.fields.len();
        let is_plain = lowered.params.is_empty();
        let mut derives = facts.derives.of(item_ref);
        if all_optional {
            derives.push(Path::of_default());
        }
        let item = Struct {
            ident: item_ref.ident.clone(),
            docs: docs.lines(self.config.docs),
            derives,
            attributes: self.config.attributes_of(combinator.name()),
            directions: self.directions(item_ref, facts),
            generics: lowered.generics,
            params: lowered.params,
            new: defaults > 0 && !all_optional,
            is_unit: lowered.shape.fields.is_empty(),
            fields: lowered.shape.fields,
            derived: lowered.shape.derived,
            name: Rc::from(combinator.name()),
            id: Some(combinator.id()),
            annotations: combinator.annotations().iter().map(|annotation| Rc::from(&**annotation)).collect(),
            least: self.least.of_struct(self.schema, self.wire, id),
            wire: lowered.shape.wire,
            output: lowered.output.map(Box::new),
            json: self
                .forms
                .as_ref()
                .filter(|_| self.config.serde && is_plain)
                .map(|forms| forms.of_struct(self.plan, id)),
            view: None,
        };
        self.by_module[item_ref.module].push(Item::Struct(item));
    }

    fn variant_of(&self, id: CombinatorId) -> Option<Type> {
        match self.plan.ty(self.schema.type_of(id)?)? {
            TypeItem::Enum(item_ref) => Some(Type::Item(item_ref.clone(), Vec::new())),
            TypeItem::Struct { .. } | TypeItem::Standard(_) => None,
        }
    }
}

fn ident(param: &TypeParam) -> Option<Ident> {
    match param {
        TypeParam::Value(ident) | TypeParam::Coded { ident, .. } | TypeParam::Call { ident, .. } => {
            Some(ident.clone())
        }
        TypeParam::Number(_) | TypeParam::Unused => None,
    }
}

fn parameter(param: &TypeParam) -> Option<Param> {
    match param {
        TypeParam::Coded { ident, codec } => {
            Some(Param { ident: codec.clone(), of_type: Some(ident.clone()) })
        }
        TypeParam::Number(ident) => Some(Param { ident: ident.clone(), of_type: None }),
        TypeParam::Value(_) | TypeParam::Call { .. } | TypeParam::Unused => None,
    }
}

/// Returns those numbers in a request (fields and masks) on which the form of the result depends.
fn request_numbers(codec: &Codec, shape: &Shape) -> Vec<RequestNumber> {
    let mut numbers = Vec::new();
    codec.numbers(&mut numbers);
    let mut found: Vec<RequestNumber> = Vec::new();
    for Number { local, field, .. } in numbers {
        let mask = || {
            shape.wire.iter().find_map(|step| match step {
                Step::Mask(mask) if mask.local == *local => Some(NumberValue::Mask(mask.clone())),
                _ => None,
            })
        };
        let value = field.as_ref().map(|field| NumberValue::Field(field.ident.clone())).or_else(mask);
        if let Some(value) = value.filter(|_| found.iter().all(|known| known.local != *local)) {
            found.push(RequestNumber { local: local.clone(), value });
        }
    }
    found
}

//! Structs, enums, aliases and the two `Any`, each in its module.

mod any;

use std::collections::HashSet;
use std::rc::Rc;

use tl_parser::schema::{Category, CombinatorId, FieldType, Kind, Schema, TypeId, TypeRef, Var};

use super::super::model::{
    Alias, Directions, Enum, Getter, Ident, Item, JsonTable, Output, Path, Payload, Place, Struct, Type,
    Variant, ViewType,
};
use super::super::names::{STD_NAMES, Scope, camel};
use super::Problem;
use super::contents::{Contents, Parts};
use super::derives::Derives;
use super::directions::{Traffic, results};
use super::docs::{self, StructDocs, describe};
use super::endings::Endings;
use super::fields::{Shape, shape};
use super::generics;
use super::json::Json;
use super::layout::Layout;
use super::plan::{Plan, TypePlace, layer_of_several, split, structs};
use super::types::{TypeParam, Types};
use super::views;
use crate::codes::{self, Unsupported};
use crate::config::Config;

/// The items of a package while they are put together.
pub(super) struct Items<'a> {
    schema: &'a Schema,
    config: &'a Config,
    plan: &'a Plan,
    layout: Layout,
    endings: Endings,
    derives: Vec<Path>,
    json: Option<Json>,
    problems: Vec<Problem>,
    /// By the index of the combinator.
    lowered: Vec<Option<Lowered>>,
    by_module: Vec<Vec<Item>>,
}

/// What is known of items as soon as all of them are lowered.
struct Facts {
    derives: Derives,
    traffic: Traffic,
}

/// A combinator's struct before its documentation and derives.
struct Lowered {
    generics: Vec<Ident>,
    shape: Shape,
    output: Option<Output>,
}

impl<'a> Items<'a> {
    pub(super) fn new(schema: &'a Schema, config: &'a Config, plan: &'a Plan, derives: Vec<Path>) -> Self {
        let by_module = plan.modules.iter().map(|_| Vec::new()).collect();
        let (layout, endings) = (Layout::new(schema, plan), Endings::new(schema, plan));
        let lowered = schema.combinators().map(|_| None).collect();
        let json = config.serde.then(|| Json::new(schema));
        let problems = Vec::new();
        Self { schema, config, plan, layout, endings, derives, json, problems, lowered, by_module }
    }

    /// The problems found, the items of each module of the plan, and the table of JSON.
    pub(super) fn finish(self) -> (Vec<Problem>, Vec<Vec<Item>>, Option<JsonTable>) {
        let json = self.json.map(|json| json.table(self.schema, self.plan));
        (self.problems, self.by_module, json)
    }

    pub(super) fn lower(&mut self) {
        for id in structs(self.schema) {
            match self.combinator(id) {
                Ok(lowered) => {
                    self.lowered[id.index()] = Some(lowered);
                }
                Err(problem) => self.problems.push(Problem::of(id, *problem)),
            }
        }
        if !self.problems.is_empty() {
            return;
        }
        let mut contents = self.contents();
        let anys = [Category::Constructor, Category::Function].map(|category| {
            let variants = self.any_variants(category, &contents);
            (category, variants)
        });
        for (category, variants) in anys.iter().filter(|(_, variants)| !variants.is_empty()) {
            contents.insert(self.plan.any(*category), variants.iter().map(|variant| &variant.ty));
        }
        let facts = Facts {
            derives: Derives::new(std::mem::take(&mut self.derives), &contents),
            traffic: Traffic::new(self.config.role, &self.calls(), &contents),
        };
        for (category, variants) in anys {
            self.any(category, variants, &facts);
        }
        for ty in self.schema.types() {
            self.ty(ty, &facts);
        }
        for id in structs(self.schema) {
            self.structure(id, &facts);
        }
    }

    fn combinator(&self, id: CombinatorId) -> Result<Lowered, Unsupported> {
        let combinator = &self.schema[id];
        let params = self.params(id)?;
        let types = self.types(id, &params);
        let shape = shape(types, &self.layout, &self.endings, id, self.config.docs)?;
        let output = match combinator.category() {
            Category::Constructor => None,
            Category::Function => Some(self.output(types, combinator.result(), &params)?),
        };
        let order = generics::params(self.schema, id);
        let generics = order.iter().filter_map(|&index| params.get(index)).filter_map(ident).collect();
        Ok(Lowered { generics, shape, output })
    }

    fn output(
        &self,
        types: Types<'_>,
        result: &TypeRef,
        params: &[TypeParam],
    ) -> Result<Output, Unsupported> {
        let (ty, codec) = types.result(result)?;
        let calls = params.iter().filter(|param| matches!(param, TypeParam::Call(_))).filter_map(ident);
        Ok(Output { ty, codec, calls: calls.collect(), directions: results(self.config.role) })
    }

    fn types<'t>(&self, id: CombinatorId, params: &'t [TypeParam]) -> Types<'t>
    where
        'a: 't,
    {
        let span = self.schema[id].span();
        Types { schema: self.schema, plan: self.plan, strings: self.config.strings, params, span }
    }

    /// What each implicit argument is.
    fn params(&self, id: CombinatorId) -> Result<Vec<TypeParam>, Unsupported> {
        let combinator = &self.schema[id];
        let is_function = combinator.category() == Category::Function;
        let is_call = |field: &FieldType, index| {
            is_function && matches!(field, FieldType::Call(var) if *var == Var::Implicit(index))
        };
        let module = self.plan.combinator(id).map_or(0, |place| place.module);
        let mut scope = Scope::without(STD_NAMES);
        let used = self.plan.used.by_struct(id);
        let order = generics::params(self.schema, id);
        let mut params = Vec::new();
        for (index, variable) in combinator.implicit().iter().enumerate() {
            if variable.kind() == Kind::Nat {
                return Err(codes::nat_parameter(combinator.name(), combinator.span()));
            }
            let is_used = order.iter().zip(used).any(|(&param, &used)| param == index && used);
            params.push(if combinator.fields().iter().any(|field| is_call(field.ty(), index)) {
                TypeParam::Call(self.type_param(&mut scope, module, variable.name()))
            } else if is_used {
                TypeParam::Value(self.type_param(&mut scope, module, variable.name()))
            } else {
                TypeParam::Unused
            });
        }
        Ok(params)
    }

    /// A name for a type parameter that hides no item of its module.
    fn type_param(&self, scope: &mut Scope, module: usize, name: &str) -> Ident {
        let items = &self.plan.modules[module].scope;
        let mut name = camel(name);
        while items.has(&name) {
            name.insert(0, 'T');
        }
        scope.reserve(&name, [])
    }

    /// What every struct and enum holds.
    fn contents(&self) -> Contents {
        let mut contents = Contents::new(self.plan.items);
        for (place, lowered) in self.structs() {
            contents.insert(place, lowered.shape.fields.iter().map(|field| &field.ty));
        }
        for ty in self.schema.types() {
            if let Some(TypePlace::Enum(place)) = self.plan.ty(ty) {
                let constructors = self.schema[ty].constructors().iter();
                let structs = constructors.filter_map(|&id| self.plan.combinator(id));
                let types: Vec<_> = structs.map(|place| Type::Item(place.clone(), Vec::new())).collect();
                contents.insert(place, &types);
            }
        }
        contents
    }

    /// Every function, and what its results are made of; also the enum of all functions, which goes their way.
    fn calls(&self) -> Vec<(usize, Parts)> {
        let call = |(place, lowered): (&Place, &Lowered)| {
            let mut parts = Parts::default();
            parts.collect(&lowered.output.as_ref()?.ty);
            Some((place.item, parts))
        };
        let any = self.plan.any(Category::Function).item;
        self.structs().filter_map(call).chain([(any, Parts::default())]).collect()
    }

    fn structs(&self) -> impl Iterator<Item = (&Place, &Lowered)> {
        structs(self.schema)
            .filter_map(|id| Some((self.plan.combinator(id)?, self.lowered[id.index()].as_ref()?)))
    }

    fn structure(&mut self, id: CombinatorId, facts: &Facts) {
        let (Some(place), Some(lowered)) = (self.plan.combinator(id), self.lowered[id.index()].take()) else {
            return;
        };
        let combinator = &self.schema[id];
        let docs = StructDocs {
            plan: self.plan,
            module: place.module,
            combinator,
            variant_of: self.variant_of(id),
            output: lowered.output.as_ref(),
        };
        let defaults = lowered.shape.fields.iter().filter(|field| field.default.is_some()).count();
        let all_optional = defaults > 0 && defaults == lowered.shape.fields.len();
        let mut derives = facts.derives.of(place);
        if all_optional {
            derives.push(Path { absolute: false, segments: vec![Ident("Default".into())] });
        }
        let has_view = self.has_view(place, facts);
        let view = has_view.then(|| views::of_struct(&lowered.shape.fields, &lowered.shape.wire));
        let item = Struct {
            ident: place.ident.clone(),
            docs: docs.lines(self.config.docs),
            derives,
            directions: self.codecs(place, facts),
            generics: lowered.generics,
            new: defaults > 0 && !all_optional,
            fields: lowered.shape.fields,
            derived: lowered.shape.derived,
            name: Rc::from(combinator.name()),
            id: combinator.id(),
            wire: lowered.shape.wire,
            output: lowered.output,
            json: self.json.as_ref().map(|json| json.of_struct(self.plan, id)),
            view,
        };
        self.by_module[place.module].push(Item::Struct(item));
    }

    /// What is generated to write and to read an item: the JSON form goes through the bytes of every type, both ways.
    fn codecs(&self, place: &Place, facts: &Facts) -> Directions {
        if self.json.is_some() { Directions::BOTH } else { facts.traffic.of(place) }
    }

    /// Whether there are views, and what is at `place` is read.
    fn has_view(&self, place: &Place, facts: &Facts) -> bool {
        self.config.borrowed && self.codecs(place, facts).reads
    }

    fn enum_view(&self, place: &Place, variants: &[Variant], facts: &Facts) -> Option<Vec<ViewType>> {
        let views = variants.iter().map(|variant| views::of_type(&variant.ty));
        self.has_view(place, facts).then(|| views.collect())
    }

    fn variant_of(&self, id: CombinatorId) -> Option<Type> {
        match self.plan.ty(self.schema.type_of(id)?)? {
            TypePlace::Enum(place) => Some(Type::Item(place.clone(), Vec::new())),
            TypePlace::Struct { .. } => None,
        }
    }

    fn ty(&mut self, ty: TypeId, facts: &Facts) {
        match self.plan.ty(ty) {
            Some(TypePlace::Enum(place)) => self.enumeration(ty, place, facts),
            Some(TypePlace::Struct { constructor, alias: Some(alias) }) => {
                self.alias(ty, *constructor, alias, facts);
            }
            Some(TypePlace::Struct { .. }) | None => {}
        }
    }

    fn alias(&mut self, ty: TypeId, constructor: CombinatorId, alias: &Place, facts: &Facts) {
        let Some(place) = self.plan.combinator(constructor) else { return };
        let generics = self.lowered[constructor.index()]
            .as_ref()
            .map_or_else(Vec::new, |lowered| lowered.generics.clone());
        let target = Type::Item(place.clone(), generics.iter().cloned().map(Type::Var).collect());
        let mut docs = self.type_docs(ty);
        docs.push(format!("Its only constructor is {}.", describe(self.plan, alias.module, &target)));
        let view = self.has_view(place, facts).then(|| views::of_type(&target));
        let item = Alias { ident: alias.ident.clone(), docs, generics, target, view };
        self.by_module[alias.module].push(Item::Alias(item));
    }

    fn type_docs(&self, ty: TypeId) -> Vec<String> {
        let ty = &self.schema[ty];
        let mut lines = if self.config.docs { docs::text(ty.docs()) } else { Vec::new() };
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("The type `{}`.", ty.name()));
        lines
    }

    fn enumeration(&mut self, ty: TypeId, place: &Place, facts: &Facts) {
        let generics = self.enum_generics(ty);
        let variants = self.variants(ty, &generics, place.module);
        let traffic = facts.traffic.of(place);
        let has_getters = self.config.getters && traffic.reads && generics.is_empty();
        let getters = if has_getters { self.getters(ty) } else { Vec::new() };
        let view = self.enum_view(place, &variants, facts);
        let item = Enum {
            ident: place.ident.clone(),
            docs: self.type_docs(ty),
            derives: facts.derives.of(place),
            directions: self.codecs(place, facts),
            generics: generics.iter().flatten().cloned().collect(),
            name: Rc::from(self.schema[ty].name()),
            variants,
            fallback: self.fallback(ty),
            conversions: if self.config.conversions { traffic } else { Directions::NONE },
            getters,
            json: self.json.as_ref().map(|json| json.of_enum(self.plan, ty)),
            view,
        };
        self.by_module[place.module].push(Item::Enum(item));
    }

    /// The place of the constructor that holds least.
    fn fallback(&self, ty: TypeId) -> usize {
        let least = self.endings.least(ty);
        let mut variants =
            self.schema[ty].constructors().iter().filter(|&&id| self.plan.combinator(id).is_some());
        variants.position(|&id| Some(id) == least).unwrap_or_default()
    }

    /// A name for each parameter of the type that is used, after the variables of its first constructor.
    fn enum_generics(&self, ty: TypeId) -> Vec<Option<Ident>> {
        let module = match self.plan.ty(ty) {
            Some(TypePlace::Enum(place)) => place.module,
            _ => 0,
        };
        let mut scope = Scope::without(STD_NAMES);
        let first = self.schema[ty].constructors().first().copied();
        let order = first.map_or_else(Vec::new, |first| generics::params(self.schema, first));
        let name = |position: usize| {
            let variable = first.and_then(|first| self.schema[first].implicit().get(*order.get(position)?));
            variable.map_or("T", |variable| variable.name())
        };
        let used = self.plan.used.by_type(ty);
        used.iter()
            .enumerate()
            .map(|(position, used)| used.then(|| self.type_param(&mut scope, module, name(position))))
            .collect()
    }

    fn variants(&self, ty: TypeId, generics: &[Option<Ident>], module: usize) -> Vec<Variant> {
        let mut scope = Scope::default();
        let mut ids = HashSet::new();
        let type_name = camel(split(self.schema[ty].name()).1);
        let constructors = self.schema[ty].constructors().iter();
        constructors
            .filter_map(|&id| {
                let place = self.plan.combinator(id)?;
                let used = self.plan.used.by_struct(id);
                let args = generics.iter().zip(used).filter(|(_, used)| **used);
                let args = args.filter_map(|(ident, _)| ident.clone()).map(Type::Var).collect();
                let struct_type = Type::Item(place.clone(), args);
                let payload = self.payload(id);
                let docs = match payload {
                    Payload::Unit => vec![format!("{}.", describe(self.plan, module, &struct_type))],
                    Payload::Inline | Payload::Boxed => Vec::new(),
                };
                let ident = variant_name(&mut scope, self.schema, id, &type_name);
                let id = self.schema[id].id();
                Some(Variant { ident, docs, id, reads: ids.insert(id), ty: struct_type, payload })
            })
            .collect()
    }

    fn payload(&self, id: CombinatorId) -> Payload {
        if self.lowered[id.index()]
            .as_ref()
            .is_some_and(|lowered| lowered.shape.fields.is_empty() && lowered.shape.wire.is_empty())
        {
            Payload::Unit
        } else if self.layout.boxes_payload(id) {
            Payload::Boxed
        } else {
            Payload::Inline
        }
    }

    /// Methods for the fields that all constructors share by name and, up to `Option`, by type.
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
            let (ty, optional) = up_to_option(&field.ty);
            let in_rest: Option<Vec<bool>> = rest
                .iter()
                .map(|shape| {
                    let same = shape.fields.iter().find(|other| other.ident == field.ident)?;
                    let (other, optional) = up_to_option(&same.ty);
                    (other == ty).then_some(optional)
                })
                .collect();
            let (Some(in_rest), false) = (in_rest, matches!(ty, Type::Box(_))) else { continue };
            let optional = [optional].into_iter().chain(in_rest).collect();
            let ident = scope.reserve(field.ident.0.trim_start_matches("r#"), []);
            getters.push(Getter { ident, field: field.ident.clone(), ty: ty.clone(), optional });
        }
        getters
    }
}

fn ident(param: &TypeParam) -> Option<Ident> {
    match param {
        TypeParam::Value(ident) | TypeParam::Call(ident) => Some(ident.clone()),
        TypeParam::Unused => None,
    }
}

/// The constructor's name without that of its type where something is left; the whole name otherwise.
fn variant_name(scope: &mut Scope, schema: &Schema, id: CombinatorId, type_name: &str) -> Ident {
    let name = camel(split(schema[id].name()).1);
    let rest = name
        .strip_prefix(type_name)
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()) && *rest != "Self");
    let layered = layer_of_several(schema, id).map(|layer| format!("{name}Layer{layer}"));
    match rest {
        Some(rest) => scope.reserve(rest, [name.as_str()].into_iter().chain(layered.as_deref())),
        None => scope.reserve(&name, layered.as_deref()),
    }
}

fn up_to_option(ty: &Type) -> (&Type, bool) {
    match ty {
        Type::Option(inner) => (inner, true),
        other => (other, false),
    }
}

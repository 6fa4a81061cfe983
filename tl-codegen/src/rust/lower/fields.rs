//! Turns the fields of a combinator into fields of its struct and into the steps that write and read them.

use std::collections::BTreeMap;

use tl_parser::schema::{self, Category, Var};
use tl_parser::wire::{Field, Role, Scalar, Value};

use super::super::model::{
    self, Bit, BitField, Codec, Default, DerivedFlag, FieldStep, Ident, Mask, Maybe, MemberForm, Presence,
    Step, Type,
};
use super::super::names::Scope;
use super::boxing::Boxing;
use super::docs;
use super::endings::{Endings, is_raw, length_of};
use super::json;
use super::numbers::{FieldNames, TypeParam, tl_name};
use super::types::{RustValue, Types};
use crate::codes::{self, Unsupported};
use crate::rust::config::Config;

/// The fields and steps of a struct.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) fields: Vec<model::Field>,
    pub(super) derived: Vec<DerivedFlag>,
    pub(super) wire: Vec<Step>,
    methods: Option<Scope>,
}

/// Returns the fields and steps of a struct, or an error if Rust cannot express them. `fields` are the fields of a
/// combinator or of a record (see the module `records`).
pub(super) fn shape(
    types: Types<'_>,
    boxing: &Boxing,
    endings: &Endings,
    fields: &[schema::Field],
    config: &Config,
) -> Result<Shape, Unsupported> {
    let list = types.numbers.fields;
    let keeps_masks = config.keeps_masks(types.schema);
    let FieldNames { idents, locals } = types.numbers.names;
    let masks = masks(list, idents);
    let cx = Fields { types, boxing, endings, config, keeps_masks, fields, list, idents, locals, masks };
    let mut shape = Shape::default();
    for index in 0..cx.fields.len() {
        cx.lower(index, &mut shape)?;
    }
    name_setters(&mut shape);
    Ok(shape)
}

/// Names the setters. This is done after all flags have names, so a setter never takes the name of a flag.
fn name_setters(shape: &mut Shape) {
    let Some(methods) = &mut shape.methods else { return };
    for flag in &mut shape.derived {
        flag.setter = Some(methods.reserve(&format!("with_{}", flag.ident.plain()), []));
    }
}

/// The bits of each mask, by the index of the mask's field. Each bit has a list of the fields that set it: first
/// payloads, which are optional fields with bytes, and then `true` flags.
type Masks = BTreeMap<usize, BTreeMap<u8, Vec<BitField>>>;

fn masks(fields: &[Field], idents: &[Ident]) -> Masks {
    let mut masks = Masks::new();
    for (field, ident) in fields.iter().zip(idents) {
        let Some(condition) = field.condition else { continue };
        let (Var::Field { up: 0, index }, Some(bit)) = (condition.mask, condition.bit) else { continue };
        if let Role::Mask { .. } = fields[index].role {
            let bit_field =
                BitField { ident: ident.clone(), name: tl_name(field).into(), flag: is_flag(field) };
            masks.entry(index).or_default().entry(bit).or_default().push(bit_field);
        }
    }
    for fields in masks.values_mut().flat_map(BTreeMap::values_mut) {
        fields.sort_by_key(|field| field.flag);
    }
    masks
}

/// Returns whether a conditional field has no bytes, so that it becomes a `bool`.
fn is_flag(field: &Field) -> bool {
    matches!(field.value, Value::Scalar(Scalar::True))
}

struct Fields<'a> {
    types: Types<'a>,
    boxing: &'a Boxing,
    endings: &'a Endings,
    config: &'a Config,
    keeps_masks: bool,
    fields: &'a [schema::Field],
    list: &'a [Field],
    idents: &'a [Ident],
    locals: &'a [Ident],
    masks: Masks,
}

impl Fields<'_> {
    fn is_record(&self) -> bool {
        !self.types.path.is_empty()
    }

    fn lower(&self, index: usize, shape: &mut Shape) -> Result<(), Unsupported> {
        // Masks, counts and lengths without a field of their own are local variables in the generated code; the
        // identifier is that variable's name.
        let local = self.idents[index].clone();
        match self.list[index].role {
            Role::Mask { is_passed, .. } if self.keeps_masks || is_passed => self.kept_mask(index, shape),
            Role::Mask { .. } => {
                let name = tl_name(&self.list[index]).into();
                shape.wire.push(Step::Mask(Mask { local, name, bits: self.bits(index), kept: None }));
            }
            Role::Count { of } => {
                shape.wire.push(Step::Count { local, field: self.idents[of].clone() });
            }
            Role::Length if self.config.json.replaces_bytes() => {
                return Err(codes::no_json(self.fields[index].span()));
            }
            Role::Length => {
                shape.wire.push(Step::Length { local, field: self.idents[index + 1].clone() });
            }
            Role::Value | Role::Number => self.field(index, shape)?,
        }
        Ok(())
    }

    /// Adds a mask with a field for the bits that no other field uses.
    fn kept_mask(&self, index: usize, shape: &mut Shape) {
        let (name, ident) = (tl_name(&self.list[index]), self.idents[index].clone());
        let mut docs = self.docs_of(index);
        docs.push(format!(
            "The bits of `{name}` that no field uses. Encoding adds the bits of the fields that are present."
        ));
        shape.fields.push(model::Field {
            index,
            ident: ident.clone(),
            docs,
            ty: Type::U32,
            default: Some(Default::Zero),
            code: None,
        });
        let local = self.locals[index].clone();
        let name = name.into();
        shape.wire.push(Step::Mask(Mask { local, name, bits: self.bits(index), kept: Some(ident) }));
    }

    fn docs_of(&self, index: usize) -> Vec<String> {
        let mut lines = if self.config.docs { docs::text(self.fields[index].docs()) } else { Vec::new() };
        if let Some(condition) = self.condition_of(index) {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.push(condition);
        }
        docs::wrapped(lines)
    }

    /// Describes the condition of a field, such as ``Optional: bit 3 of `flags`.``
    fn condition_of(&self, index: usize) -> Option<String> {
        let field = &self.list[index];
        let condition = field.condition?;
        let outside;
        let (name, bits) = match condition.mask {
            Var::Field { up: 0, index } => (tl_name(&self.list[index]), self.masks.get(&index)),
            mask => {
                outside = self.types.numbers.get(mask)?.local;
                (outside.plain(), None)
            }
        };
        let Some(bit) = condition.bit else { return Some(format!("Present if `{name}` is not 0.")) };
        if is_flag(field) {
            return Some(format!("Flag: bit {bit} of `{name}`."));
        }
        let on_bit = bits.and_then(|bits| bits.get(&bit)).into_iter().flatten();
        let partners = on_bit.filter(|other| !other.flag && other.ident != self.idents[index]);
        let partners: Vec<_> = partners.map(|other| format!("`{}`", other.ident.plain())).collect();
        let together = match partners.as_slice() {
            [] => String::new(),
            partners => format!(", together with {}", partners.join(", ")),
        };
        Some(format!("Optional: bit {bit} of `{name}`{together}."))
    }

    fn bits(&self, mask: usize) -> Vec<Bit> {
        let bits = self.masks.get(&mask).into_iter().flatten();
        bits.map(|(&bit, fields)| Bit { bit, fields: without_derived(fields) }).collect()
    }

    fn field(&self, index: usize, shape: &mut Shape) -> Result<(), Unsupported> {
        let form = &self.list[index];
        let path = [self.types.path, &[index]].concat();
        let types = Types { span: self.fields[index].span(), path: &path, ..self.types };
        let ident = self.idents[index].clone();
        let presence = self.presence(types, form)?;
        let docs = self.docs_of(index);
        let payloads =
            presence.as_ref().map(|presence| self.payloads_beside(form, presence)).unwrap_or_default();
        if !payloads.is_empty() {
            let ident = shape.methods.get_or_insert_with(Scope::methods).reserve(ident.plain(), []);
            shape.derived.push(DerivedFlag { index, ident, docs, payloads, setter: None });
            return Ok(());
        }
        let (ty, codec) = self.value(types, index)?;
        let flag = presence.as_ref().is_some_and(|presence| presence.flag);
        let (ty, default) = match (&presence, flag) {
            (None, _) if ty == Type::Unit => (ty, Some(Default::Unit)),
            (None, _) if codec == Codec::Json(MemberForm::Nullable) => (ty, Some(Default::None)),
            (None, _) => (ty, None),
            (Some(_), true) => (Type::Bool, Some(Default::False)),
            (Some(_), false) => (Type::Option(Box::new(ty)), Some(Default::None)),
        };
        shape.fields.push(model::Field { index, ident: ident.clone(), docs, ty, default, code: None });
        let (name, local) = (tl_name(form).into(), self.locals[index].clone());
        let is_number = form.role == Role::Number;
        shape.wire.push(Step::Field(FieldStep {
            ident,
            name,
            codec,
            presence,
            local,
            is_number,
            is_fixed: false,
        }));
        Ok(())
    }

    /// Returns the payloads on the bit of a `true` flag, such as `b` in `a:flags.0?true b:flags.0?int`. A payload is an
    /// optional field with bytes.
    fn payloads_beside(&self, field: &Field, presence: &Presence) -> Vec<Ident> {
        let on_bit = || {
            let Var::Field { up: 0, index } = field.condition?.mask else { return None };
            self.masks.get(&index)?.get(&presence.bit?)
        };
        let fields = on_bit().filter(|_| presence.flag).into_iter().flatten();
        fields.filter(|field| !field.flag).map(|field| field.ident.clone()).collect()
    }

    fn presence(&self, types: Types<'_>, field: &Field) -> Result<Option<Presence>, Unsupported> {
        let Some(condition) = field.condition else { return Ok(None) };
        let number = types.numbers.get(condition.mask).ok_or_else(|| codes::unknown_variable(types.span))?;
        Ok(Some(Presence { number, bit: condition.bit, flag: is_flag(field) }))
    }

    fn value(&self, types: Types<'_>, index: usize) -> Result<RustValue, Unsupported> {
        let field = &self.list[index];
        let value = self.own_value(types, index)?;
        if !self.config.json.replaces_bytes() || (field.condition.is_some() && is_flag(field)) {
            return Ok(value);
        }
        let (ty, of) = (value.0, &self.fields[index]);
        let form = json::form(types, &field.value)?;
        if field.condition.is_some() {
            return Ok((ty, Codec::Json(form)));
        }
        let (ty, form) =
            json::nullable(ty, form, json::nullability(types.schema, self.config, types.owner, of));
        Ok((ty, Codec::Json(form)))
    }

    /// Lowers a value without considering the JSON of TDLib and tonlib.
    fn own_value(&self, types: Types<'_>, index: usize) -> Result<RustValue, Unsupported> {
        let field = &self.list[index];
        let (ty, codec) = match &field.value {
            Value::Call(Var::Field { .. }) => return Err(codes::serialised_type(types.span)),
            Value::Call(Var::Implicit(variable)) => match types.numbers.params.get(*variable) {
                Some(TypeParam::Call { ident, .. }) => return Ok((Type::Var(ident.clone()), Codec::Own)),
                // A constructor has no type parameter for the function, so the field may contain any function.
                _ => self.object(types, Category::Function, index)?,
            },
            Value::Object if !types.is_json => self.object(types, Category::Constructor, index)?,
            value => types.value(value)?,
        };
        let is_always_present = field.condition.is_none();
        if is_always_present
            && !self.is_record()
            && self.endings.is_endless(types.plan, types.owner, &types.wire[types.owner], index)
        {
            let codec = if codec == Codec::Own { codec } else { Codec::Endless(Box::new(codec)) };
            return Ok((Type::Endless(Box::new(ty)), codec));
        }
        if self.boxing.boxes_field(types.plan, types.owner, &field.value) {
            return Ok(in_box((ty, codec)));
        }
        Ok((ty, codec))
    }

    /// Lowers a field whose value may be any constructor (`x:Object`) or any function (`query:!X`). The value stays raw
    /// if its length is known, or if the field is the last one of a combinator.
    fn object(&self, types: Types<'_>, category: Category, index: usize) -> Result<RustValue, Unsupported> {
        match length_of(self.list, index) {
            Some(before) => Ok((Type::Object, Codec::Framed { length: self.idents[before].clone() })),
            None if !self.is_record() && is_raw(self.list, index) => Ok((Type::Object, Codec::Own)),
            None => types.delimited(category),
        }
    }
}

/// Puts a value in a box. If the value is an `Option`, the box is inside the `Option`, so that `None` needs no heap
/// memory.
fn in_box((ty, codec): RustValue) -> RustValue {
    match (ty, codec) {
        (Type::Option(ty), Codec::Maybe(maybe)) => {
            let (ty, inner) = in_box((*ty, maybe.inner));
            (Type::Option(Box::new(ty)), Codec::Maybe(Box::new(Maybe { inner, ..*maybe })))
        }
        (ty, codec) => (Type::Box(Box::new(ty)), Codec::Boxed(Box::new(codec))),
    }
}

/// Returns the fields that set a bit. If there is a payload, it determines the values of the flags, so the flags are
/// left out.
fn without_derived(fields: &[BitField]) -> Vec<BitField> {
    let has_payload = fields.first().is_some_and(|first| !first.flag);
    fields.iter().filter(|field| !(has_payload && field.flag)).cloned().collect()
}

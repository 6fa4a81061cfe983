//! The fields of a combinator to the fields of its struct, and to the steps in which they are serialised.

use std::collections::BTreeMap;

use tl_parser::schema::{CombinatorId, Field, FieldRole, FieldType, Primitive, Repeat, TypeRef, Var};

use super::super::model::{
    self, Bit, BitField, Codec, Count, Default, DerivedFlag, FieldStep, Ident, KeptBits, Number, NumberField,
    Presence, Step, Type,
};
use super::super::names::{Scope, snake};
use super::docs;
use super::endings::Endings;
use super::layout::Layout;
use super::types::{TypeParam, Types, Value};
use crate::codes::{self, Unsupported};
use crate::config::Config;

/// The body of a struct.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) fields: Vec<model::Field>,
    pub(super) derived: Vec<DerivedFlag>,
    pub(super) wire: Vec<Step>,
    methods: Option<Scope>,
}

/// The shape of the struct of `id`, or what Rust cannot express.
pub(super) fn shape(
    types: Types<'_>,
    layout: &Layout,
    endings: &Endings,
    id: CombinatorId,
    config: &Config,
) -> Result<Shape, Unsupported> {
    let combinator = &types.schema[id];
    let roles = types.schema.roles(combinator.fields(), Some(combinator.result()));
    let keeps_masks = config.keeps_masks(types.schema);
    let (idents, locals) = names(combinator.fields(), &roles, keeps_masks);
    let masks = masks(types, combinator.fields(), &roles, &idents);
    let cx = Fields {
        types,
        layout,
        endings,
        id,
        docs: config.docs,
        keeps_masks,
        fields: combinator.fields(),
        roles,
        idents,
        locals,
        masks,
    };
    let mut shape = Shape::default();
    for index in 0..cx.fields.len() {
        cx.lower(index, &mut shape)?;
    }
    Ok(shape)
}

/// The field's name for each field, and the local variable that a number has while the struct is read.
fn names(fields: &[Field], roles: &[FieldRole], keeps_masks: bool) -> (Vec<Ident>, Vec<Option<Ident>>) {
    let mut scope = Scope::default();
    let mut local_scope = Scope::without(&["r", "value", "w", "x"]);
    let mut idents = Vec::new();
    let mut locals = Vec::new();
    for (field, role) in fields.iter().zip(roles) {
        let name = snake(tl_name(field));
        let local = (*role != FieldRole::Plain).then(|| local_scope.reserve(&name, []));
        let hidden = match role {
            FieldRole::Mask => !keeps_masks,
            FieldRole::Count(_) | FieldRole::Length(_) => true,
            FieldRole::Plain | FieldRole::Visible => false,
        };
        idents.push(match &local {
            Some(local) if hidden => local.clone(),
            _ => scope.reserve(&name, []),
        });
        locals.push(local);
    }
    (idents, locals)
}

/// What errors call a field.
fn tl_name(field: &Field) -> &str {
    field.name().filter(|&name| name != "_").unwrap_or("value")
}

/// For each hidden mask by index, its bits and who sets them, a payload before any flag.
type Masks = BTreeMap<usize, BTreeMap<u8, Vec<BitField>>>;

fn masks(types: Types<'_>, fields: &[Field], roles: &[FieldRole], idents: &[Ident]) -> Masks {
    let mut masks = Masks::new();
    for (field, ident) in fields.iter().zip(idents) {
        let Some(condition) = field.condition() else { continue };
        let (Var::Field { index, .. }, Some(bit)) = (condition.mask, condition.bit) else { continue };
        if roles[index] == FieldRole::Mask {
            let flag = is_flag(types, field);
            masks.entry(index).or_default().entry(bit).or_default().push(BitField {
                ident: ident.clone(),
                name: tl_name(field).into(),
                flag,
            });
        }
    }
    for fields in masks.values_mut().flat_map(BTreeMap::values_mut) {
        fields.sort_by_key(|field| field.flag);
    }
    masks
}

/// Whether a conditional field has no bytes, so that it is a `bool`.
fn is_flag(types: Types<'_>, field: &Field) -> bool {
    let FieldType::Value(TypeRef::Bare { constructor, .. }) = field.ty() else { return false };
    let ty = types.schema.type_of(*constructor);
    ty.and_then(|ty| types.schema[ty].primitive()) == Some(Primitive::True)
}

struct Fields<'a> {
    types: Types<'a>,
    layout: &'a Layout,
    endings: &'a Endings,
    id: CombinatorId,
    docs: bool,
    keeps_masks: bool,
    fields: &'a [Field],
    roles: Vec<FieldRole>,
    idents: Vec<Ident>,
    locals: Vec<Option<Ident>>,
    masks: Masks,
}

impl Fields<'_> {
    fn lower(&self, index: usize, shape: &mut Shape) -> Result<(), Unsupported> {
        // A hidden number is called as the variable that holds it.
        let local = self.idents[index].clone();
        match self.roles[index] {
            FieldRole::Mask if self.keeps_masks => self.kept_mask(index, shape),
            FieldRole::Mask => shape.wire.push(Step::Mask { local, bits: self.bits(index), kept: None }),
            FieldRole::Count(field) => {
                shape.wire.push(Step::Count { local, field: self.idents[field].clone() });
            }
            FieldRole::Length(field) => {
                shape.wire.push(Step::Length { local, field: self.idents[field].clone() });
            }
            FieldRole::Plain | FieldRole::Visible => self.field(index, shape)?,
        }
        Ok(())
    }

    /// A mask with a field for the bits that no field uses.
    fn kept_mask(&self, index: usize, shape: &mut Shape) {
        let (field, ident) = (&self.fields[index], self.idents[index].clone());
        let mut docs = self.docs_of(field);
        docs.push(format!(
            "The bits of `{}` that no field uses; encoding adds those of the fields.",
            tl_name(field)
        ));
        shape.fields.push(model::Field {
            index,
            ident: ident.clone(),
            docs,
            ty: Type::U32,
            default: Some(Default::Zero),
        });
        let local = self.locals[index].clone().unwrap_or_else(|| ident.clone());
        let kept = Some(KeptBits { ident, name: tl_name(field).into() });
        shape.wire.push(Step::Mask { local, bits: self.bits(index), kept });
    }

    fn docs_of(&self, field: &Field) -> Vec<String> {
        if self.docs { docs::text(field.docs()) } else { Vec::new() }
    }

    fn bits(&self, mask: usize) -> Vec<Bit> {
        let bits = self.masks.get(&mask).into_iter().flatten();
        bits.map(|(&bit, fields)| Bit { bit, fields: without_derived(fields) }).collect()
    }

    fn field(&self, index: usize, shape: &mut Shape) -> Result<(), Unsupported> {
        let field = &self.fields[index];
        let ident = self.idents[index].clone();
        let presence = self.presence(field)?;
        let docs = self.docs_of(field);
        if let Some(payload) = presence.as_ref().and_then(|presence| self.payload_beside(field, presence)) {
            let ident = shape
                .methods
                .get_or_insert_with(Scope::methods)
                .reserve(ident.0.trim_start_matches("r#"), []);
            shape.derived.push(DerivedFlag { index, ident, docs, payload });
            return Ok(());
        }
        let (ty, codec) = self.value(index, field)?;
        let flag = presence.as_ref().is_some_and(|presence| presence.flag);
        let (ty, default) = match (&presence, flag) {
            (None, _) if ty == Type::Unit => (ty, Some(Default::Unit)),
            (None, _) => (ty, None),
            (Some(_), true) => (Type::Bool, Some(Default::False)),
            (Some(_), false) => (Type::Option(Box::new(ty)), Some(Default::None)),
        };
        shape.fields.push(model::Field { index, ident: ident.clone(), docs, ty, default });
        let (name, local) = (tl_name(field).into(), self.locals[index].clone());
        shape.wire.push(Step::Field(FieldStep { ident, name, codec, presence, local }));
        Ok(())
    }

    /// The payload on the bit of a `true` flag.
    fn payload_beside(&self, field: &Field, presence: &Presence) -> Option<Ident> {
        let Var::Field { index, .. } = field.condition()?.mask else { return None };
        let first = self.masks.get(&index)?.get(&presence.bit?)?.first()?;
        (presence.flag && !first.flag).then(|| first.ident.clone())
    }

    fn presence(&self, field: &Field) -> Result<Option<Presence>, Unsupported> {
        let Some(condition) = field.condition() else { return Ok(None) };
        let number = self.number(condition.mask, 0, field)?;
        Ok(Some(Presence { number, bit: condition.bit, flag: is_flag(self.types, field) }))
    }

    /// The number that `var` means, seen from `depth` repetitions inside.
    fn number(&self, var: Var, depth: usize, field: &Field) -> Result<Number, Unsupported> {
        match var {
            Var::Field { up, index } if up == depth => {
                let hidden = self.roles[index] != FieldRole::Visible;
                let optional = self.fields[index].condition().is_some();
                let visible = || NumberField { ident: self.idents[index].clone(), optional };
                let local = self.locals[index].clone().unwrap_or_else(|| self.idents[index].clone());
                Ok(Number { local, field: (!hidden).then(visible) })
            }
            Var::Field { .. } => Err(codes::repeated_struct(field.span())),
            Var::Implicit(_) => Err(codes::nat_parameter(self.types.schema[self.id].name(), field.span())),
        }
    }

    fn value(&self, index: usize, field: &Field) -> Result<Value, Unsupported> {
        let types = Types { span: field.span(), ..self.types };
        match field.ty() {
            FieldType::Nat => Ok((Type::U32, Codec::Own)),
            FieldType::Type => Err(codes::serialised_type(field.span())),
            FieldType::Call(var) => self.call(types, *var, index),
            FieldType::Repeat(repeat) => self.repeat(types, repeat, 0, field),
            FieldType::Value(ty) => {
                let (rust, codec) = types.value(ty)?;
                if rust == Type::Object {
                    return self.raw(types, index);
                }
                if field.condition().is_none() && self.endings.is_endless(types.plan, self.id, ty) {
                    return Ok((Type::Endless(Box::new(rust)), codec));
                }
                if self.layout.boxes_field(types.plan, self.id, ty) {
                    return Ok((Type::Box(Box::new(rust)), Codec::Boxed(Box::new(codec))));
                }
                Ok((rust, codec))
            }
        }
    }

    /// A call of any function in a function; in a constructor nothing says which, so it stays raw.
    fn call(&self, types: Types<'_>, var: Var, index: usize) -> Result<Value, Unsupported> {
        match var {
            Var::Implicit(variable) => match types.params.get(variable) {
                Some(TypeParam::Call(ident)) => Ok((Type::Var(ident.clone()), Codec::Own)),
                _ => self.raw(types, index),
            },
            Var::Field { .. } => Err(codes::serialised_type(types.span)),
        }
    }

    /// A raw value takes all that its frame leaves: the bytes that the field before it counts, or all to the end.
    /// Where other fields follow, it is a value of this schema.
    fn raw(&self, types: Types<'_>, index: usize) -> Result<Value, Unsupported> {
        let framed = index.checked_sub(1).filter(|&before| self.roles[before] == FieldRole::Length(index));
        match framed {
            Some(before) => Ok((Type::Object, Codec::Framed { length: self.idents[before].clone() })),
            None if index + 1 == self.fields.len() => Ok((Type::Object, Codec::Own)),
            None => {
                let (any, codec) = types.delimited()?;
                let is_endless = self.fields[index].condition().is_none() && self.endings.is_any_endless();
                Ok((if is_endless { Type::Endless(Box::new(any)) } else { any }, codec))
            }
        }
    }

    fn repeat(
        &self,
        types: Types<'_>,
        repeat: &Repeat,
        depth: usize,
        field: &Field,
    ) -> Result<Value, Unsupported> {
        let [element] = repeat.fields.as_slice() else { return Err(codes::repeated_struct(field.span())) };
        if element.name().is_some() || element.condition().is_some() {
            return Err(codes::repeated_struct(element.span()));
        }
        let (ty, item, min_size) = match element.ty() {
            FieldType::Value(ty) => {
                let (rust, codec) = types.value(ty)?;
                (rust, codec, types.min_size(ty))
            }
            FieldType::Nat => (Type::U32, Codec::Own, 4),
            FieldType::Repeat(inner) => {
                let (rust, codec) = self.repeat(types, inner, depth + 1, field)?;
                (rust, codec, 0)
            }
            FieldType::Type | FieldType::Call(_) => return Err(codes::repeated_struct(element.span())),
        };
        let number = repeat.count.var.map(|var| self.number(var, depth, field)).transpose()?;
        let count = Count { number, plus: repeat.count.plus };
        Ok((Type::Vec(Box::new(ty)), Codec::Repeat { count, item: Box::new(item), min_size }))
    }
}

/// Who sets a bit: a flag beside a payload follows from that.
fn without_derived(fields: &[BitField]) -> Vec<BitField> {
    let has_payload = fields.first().is_some_and(|first| !first.flag);
    fields.iter().filter(|field| !(has_payload && field.flag)).cloned().collect()
}

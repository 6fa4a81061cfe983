//! Which numbers JSON does not have: they follow from the fields beside them.

use tl_parser::schema::{Arg, Dialect, Field, FieldType, NatExpr, Primitive, Schema, TypeRef, Var};

/// What is hidden, and what of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing is hidden.
    Shown,
    /// Its bits say which fields are there.
    Mask,
    /// How many items the field with this index has.
    Count(usize),
    /// How many bytes the next field takes.
    Length,
}

/// The role of each field of a list.
pub(crate) fn roles(schema: &Schema, fields: &[Field]) -> Vec<Role> {
    let mut uses = vec![Uses::default(); fields.len()];
    for (index, field) in fields.iter().enumerate() {
        note_field(field, index, 0, &mut uses);
    }
    let next = fields.iter().skip(1).map(Some).chain([None]);
    fields
        .iter()
        .zip(&uses)
        .zip(next)
        .map(|((field, uses), next)| role(schema, fields, field, uses, next))
        .collect()
}

/// What depends on a number.
#[derive(Clone, Debug, Default)]
struct Uses {
    /// A condition with a bit, in the same list.
    bits: bool,
    /// Repetitions of exactly that many items, by the index of their field.
    counts: Vec<usize>,
    /// Anything else, which can not be turned around.
    other: bool,
}

fn role(schema: &Schema, fields: &[Field], field: &Field, uses: &Uses, next: Option<&Field>) -> Role {
    match field.ty() {
        FieldType::Nat if field.condition().is_none() && !uses.other => {
            match (uses.bits, uses.counts.as_slice()) {
                (true, []) => Role::Mask,
                (false, &[repeated]) if fields[repeated].condition().is_none() => Role::Count(repeated),
                (false, []) if schema.dialect() == Dialect::Telegram && is_flags(field) => Role::Mask,
                _ => Role::Shown,
            }
        }
        FieldType::Value(ty) if frames_next(schema, field, ty, next) => Role::Length,
        _ => Role::Shown,
    }
}

/// `flags`, `flags2`: a mask by its name, even where no field uses it.
fn is_flags(field: &Field) -> bool {
    let digits = field.name().and_then(|name| name.strip_prefix("flags"));
    digits.is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
}

/// `bytes:int body:Object`: the message of MTProto says how long its body is.
fn frames_next(schema: &Schema, field: &Field, ty: &TypeRef, next: Option<&Field>) -> bool {
    let is_int = match ty {
        TypeRef::Bare { constructor, .. } => {
            schema.type_of(*constructor).and_then(|ty| schema[ty].primitive()) == Some(Primitive::Int)
        }
        _ => false,
    };
    let is_object = |next: &Field| match next.ty() {
        FieldType::Value(TypeRef::Boxed { ty, .. }) => schema[*ty].primitive() == Some(Primitive::Object),
        _ => false,
    };
    let is_plain = |field: &Field| field.condition().is_none();
    field.name() == Some("bytes")
        && is_int
        && is_plain(field)
        && next.is_some_and(|f| is_plain(f) && is_object(f))
}

/// Notes what the field with index `top` depends on; `depth` repetitions lie between it and `field`.
fn note_field(field: &Field, top: usize, depth: usize, uses: &mut [Uses]) {
    if let Some(condition) = field.condition()
        && let Some(uses) = uses_of(condition.mask, depth, uses)
    {
        *(if depth == 0 && condition.bit.is_some() { &mut uses.bits } else { &mut uses.other }) = true;
    }
    match field.ty() {
        FieldType::Nat | FieldType::Type | FieldType::Call(_) => {}
        FieldType::Value(ty) => note_type(ty, depth, uses),
        FieldType::Repeat(repeat) => {
            note_count(repeat.count, top, depth, uses);
            for field in &repeat.fields {
                note_field(field, top, depth + 1, uses);
            }
        }
    }
}

fn note_count(count: NatExpr, top: usize, depth: usize, uses: &mut [Uses]) {
    match count.var.and_then(|var| uses_of(var, depth, uses)) {
        Some(uses) if depth == 0 && count.plus == 0 => uses.counts.push(top),
        Some(uses) => uses.other = true,
        None => {}
    }
}

fn note_type(ty: &TypeRef, depth: usize, uses: &mut [Uses]) {
    let (TypeRef::Boxed { args, .. } | TypeRef::Bare { args, .. }) = ty else { return };
    for arg in args {
        match arg {
            Arg::Type(ty) => note_type(ty, depth, uses),
            Arg::Nat(nat) => {
                if let Some(uses) = nat.var.and_then(|var| uses_of(var, depth, uses)) {
                    uses.other = true;
                }
            }
        }
    }
}

/// The uses of a variable that is a field of the list itself.
fn uses_of(var: Var, depth: usize, uses: &mut [Uses]) -> Option<&mut Uses> {
    match var {
        Var::Field { up, index } if up == depth => uses.get_mut(index),
        _ => None,
    }
}

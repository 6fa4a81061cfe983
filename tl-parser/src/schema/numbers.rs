//! The numbers among fields: which follow from the fields beside them, and which are values of their own.

use super::{Arg, Dialect, Field, FieldType, NatExpr, Primitive, Schema, TypeRef, Var};

/// What a field that may be a number is to those beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldRole {
    /// No number, or one that nothing depends on.
    Plain,
    /// A `#` that follows from others: its bits say which fields are there.
    Mask,
    /// A `#` that follows from others: how many items the field with this index has.
    Count(usize),
    /// An `int` that follows from others: how many bytes the raw value with this index takes.
    Length(usize),
    /// A `#` that other fields or the result depend on, and that does not follow from other fields.
    Visible,
}

impl Schema {
    /// Returns the role of each field of a combinator or of a repetition. `result` is the result of the combinator, which
    /// may use its numbers; a repetition has none.
    #[must_use]
    pub fn roles(&self, fields: &[Field], result: Option<&TypeRef>) -> Vec<FieldRole> {
        let mut uses = vec![Uses::default(); fields.len()];
        for (index, field) in fields.iter().enumerate() {
            note_field(field, index, 0, &mut uses);
        }
        if let Some(result) = result {
            note_type(result, 0, &mut uses);
        }
        (0..fields.len()).map(|index| role(self, fields, &uses[index], index)).collect()
    }
}

/// What depends on a number.
#[derive(Clone, Debug, Default)]
struct Uses {
    /// A condition with a bit.
    bits: bool,
    /// Repetitions of exactly that many items, by the index of their field.
    counts: Vec<usize>,
    /// Anything else.
    other: bool,
}

impl Uses {
    fn is_none(&self) -> bool {
        !self.bits && !self.other && self.counts.is_empty()
    }
}

fn role(schema: &Schema, fields: &[Field], uses: &Uses, index: usize) -> FieldRole {
    let field = &fields[index];
    match field.ty() {
        FieldType::Nat if field.condition().is_none() && !uses.other => {
            match (uses.bits, uses.counts.as_slice()) {
                (true, []) => FieldRole::Mask,
                (false, &[repeated]) if fields[repeated].condition().is_none() => FieldRole::Count(repeated),
                (false, [])
                    if schema.dialect() == Dialect::Telegram && field.name().is_some_and(is_flags) =>
                {
                    FieldRole::Mask
                }
                (false, []) => FieldRole::Plain,
                _ => FieldRole::Visible,
            }
        }
        FieldType::Nat if uses.is_none() => FieldRole::Plain,
        FieldType::Nat => FieldRole::Visible,
        FieldType::Value(ty) if frames_next(schema, field, ty, fields.get(index + 1)) => {
            FieldRole::Length(index + 1)
        }
        _ => FieldRole::Plain,
    }
}

/// Whether `name` is `flags`, `flags2` and so on: a mask by its name, even if no field uses it.
pub(super) fn is_flags(name: &str) -> bool {
    name.strip_prefix("flags").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `bytes:int body:Object`: the message of MTProto says how long its raw body is.
fn frames_next(schema: &Schema, field: &Field, ty: &TypeRef, next: Option<&Field>) -> bool {
    let primitive = |ty: &TypeRef| match ty {
        TypeRef::Bare { constructor, .. } => {
            schema.type_of(*constructor).and_then(|ty| schema[ty].primitive())
        }
        _ => None,
    };
    let is_raw = |next: &Field| match next.ty() {
        FieldType::Value(TypeRef::Boxed { ty, .. }) => schema[*ty].primitive() == Some(Primitive::Object),
        _ => false,
    };
    field.name() == Some("bytes")
        && field.condition().is_none()
        && primitive(ty) == Some(Primitive::Int)
        && next.is_some_and(|next| next.condition().is_none() && is_raw(next))
}

/// Notes what the field with index `top` depends on; `depth` repetitions lie between it and `field`.
fn note_field(field: &Field, top: usize, depth: usize, uses: &mut [Uses]) {
    if let Some(condition) = field.condition() {
        match (number(condition.mask, depth, uses), condition.bit) {
            (Some(uses), Some(_)) if depth == 0 => uses.bits = true,
            (Some(uses), _) => uses.other = true,
            (None, _) => {}
        }
    }
    match field.ty() {
        FieldType::Nat | FieldType::Type | FieldType::Call(_) => {}
        FieldType::Value(ty) => note_type(ty, depth, uses),
        FieldType::Repeat(repeat) => {
            match number_of(repeat.count, depth, uses) {
                Some(uses) if depth == 0 && repeat.count.plus == 0 => uses.counts.push(top),
                Some(uses) => uses.other = true,
                None => {}
            }
            for field in &repeat.fields {
                note_field(field, top, depth + 1, uses);
            }
        }
    }
}

fn note_type(ty: &TypeRef, depth: usize, uses: &mut [Uses]) {
    let (TypeRef::Boxed { args, .. } | TypeRef::Bare { args, .. }) = ty else { return };
    for arg in args {
        match arg {
            Arg::Type(ty) => note_type(ty, depth, uses),
            Arg::Nat(nat) => {
                if let Some(uses) = number_of(*nat, depth, uses) {
                    uses.other = true;
                }
            }
        }
    }
}

fn number_of(nat: NatExpr, depth: usize, uses: &mut [Uses]) -> Option<&mut Uses> {
    number(nat.var?, depth, uses)
}

/// The uses of a variable that is a field of the list itself.
fn number(var: Var, depth: usize, uses: &mut [Uses]) -> Option<&mut Uses> {
    match var {
        Var::Field { up, index } if up == depth => uses.get_mut(index),
        _ => None,
    }
}

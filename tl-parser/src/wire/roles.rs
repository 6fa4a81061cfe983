//! Determines the roles of numbers: whether they are computed from other fields or are ordinary values.

use super::model::{Arg, Field, Role, Scalar, Value};
use crate::schema::{Dialect, NatExpr, Var, is_flags};

/// Sets the role of each field of a combinator or of a repetition. `result` contains the arguments of a constructor's
/// type, or the result of a function as a single argument. It is empty for a repetition.
pub(super) fn note(dialect: Dialect, fields: &mut [Field], result: &[Arg]) {
    let mut uses = vec![Uses::default(); fields.len()];
    for (index, field) in fields.iter().enumerate() {
        note_field(field, index, 0, &mut uses);
    }
    note_args(result, 0, &mut uses);
    for (index, uses) in uses.iter().enumerate() {
        fields[index].role = role(dialect, fields, uses, index);
    }
}

/// The uses of a number.
#[derive(Clone, Debug, Default)]
struct Uses {
    /// The bits that conditions test, except inside repetitions.
    bits: u32,
    /// The indices of fields such as `x:n*[ int ]`, where `n` is the number.
    counts: Vec<usize>,
    /// Whether the number is passed to a type, or a condition inside a repetition tests it.
    is_passed: bool,
    /// Whether the number has uses of other kinds: `x:n?int`, `x:(n+1)*[ int ]`, or `x:k*[ n*[ int ] ]`.
    is_whole: bool,
}

impl Uses {
    fn is_none(&self) -> bool {
        self.bits == 0 && !self.is_passed && !self.is_whole && self.counts.is_empty()
    }
}

fn role(dialect: Dialect, fields: &[Field], uses: &Uses, index: usize) -> Role {
    let field = &fields[index];
    match field.value {
        Value::Scalar(Scalar::Nat) if field.condition.is_none() && !uses.is_whole => {
            let is_passed = uses.is_passed;
            match (uses.bits, uses.counts.as_slice()) {
                (0, &[of]) if !is_passed && fields[of].condition.is_none() => Role::Count { of },
                (0, []) if dialect == Dialect::Telegram && field.is_named && is_flags(&field.key) => {
                    Role::Mask { declared: 0, is_passed }
                }
                (0, []) if !is_passed => Role::Value,
                (declared, []) if declared != 0 => Role::Mask { declared, is_passed },
                _ => Role::Number,
            }
        }
        Value::Scalar(Scalar::Nat) if uses.is_none() => Role::Value,
        Value::Scalar(Scalar::Nat) => Role::Number,
        Value::Scalar(Scalar::Int) if is_length_of_next(field, fields.get(index + 1)) => Role::Length,
        _ => Role::Value,
    }
}

/// Returns whether `field` is the length of the next field, as in `bytes:int body:Object`. Messages of MTProto contain
/// the length of their body in this form.
fn is_length_of_next(field: &Field, next: Option<&Field>) -> bool {
    let is_raw = |next: &Field| next.condition.is_none() && matches!(next.value, Value::Object);
    field.is_named && &*field.key == "bytes" && field.condition.is_none() && next.is_some_and(is_raw)
}

/// Records the uses of numbers in `field`. The field is inside `depth` repetitions. The outermost repetition, or the
/// field itself if `depth` is 0, has the index `top`.
fn note_field(field: &Field, top: usize, depth: usize, uses: &mut [Uses]) {
    if let Some(condition) = field.condition {
        match (number(condition.mask, depth, uses), condition.bit) {
            (Some(uses), Some(bit)) if depth == 0 => uses.bits |= 1 << (bit & 31),
            (Some(uses), Some(_)) => uses.is_passed = true,
            (Some(uses), None) => uses.is_whole = true,
            (None, _) => {}
        }
    }
    let Value::Repeat(repeat) = &field.value else { return note_value(&field.value, depth, uses) };
    match number_of(repeat.count, depth, uses) {
        Some(uses) if depth == 0 && repeat.count.plus == 0 => uses.counts.push(top),
        Some(uses) => uses.is_whole = true,
        None => {}
    }
    repeat.fields.iter().for_each(|field| note_field(field, top, depth + 1, uses));
}

fn note_value(value: &Value, depth: usize, uses: &mut [Uses]) {
    match value {
        Value::Vector { item, .. } => note_value(item, depth, uses),
        Value::Boxed { args, .. } | Value::Bare { args, .. } => note_args(args, depth, uses),
        _ => {}
    }
}

fn note_args(args: &[Arg], depth: usize, uses: &mut [Uses]) {
    for arg in args {
        match arg {
            Arg::Type(value) => note_value(value, depth, uses),
            Arg::Number(of) => number_of(*of, depth, uses).into_iter().for_each(|uses| uses.is_passed = true),
        }
    }
}

fn number_of(of: NatExpr, depth: usize, uses: &mut [Uses]) -> Option<&mut Uses> {
    number(of.var?, depth, uses)
}

/// Returns the uses of a variable if the variable is a field of the outermost list.
fn number(var: Var, depth: usize, uses: &mut [Uses]) -> Option<&mut Uses> {
    match var {
        Var::Field { up, index } if up == depth => uses.get_mut(index),
        _ => None,
    }
}

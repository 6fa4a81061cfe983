//! Determines whether values of two schemas have the same bytes, and whether their variables correspond to each other.

use super::model::{Arg, Field, Scalar, Value};
use crate::schema::{CombinatorId, Condition, NatExpr, Schema, Var};

/// Compares the bytes of values in two lists of fields.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<'a> {
    pub(crate) old: &'a Schema,
    pub(crate) new: &'a Schema,
    /// Returns whether bare values of two constructors have the same bytes.
    pub(crate) is_same_constructor: &'a dyn Fn(CombinatorId, CombinatorId) -> bool,
    pub(crate) variables: Variables<'a>,
}

impl Bytes<'_> {
    /// Returns whether values of both forms have the same bytes, so that values written in one form can be read in the
    /// other. Boxed types are considered the same if their names are equal, because differences between their
    /// constructors are reported separately.
    pub(crate) fn are_same(self, old: &Value, new: &Value) -> bool {
        self.value(0, old, new)
    }

    fn value(self, depth: usize, old: &Value, new: &Value) -> bool {
        match (old, new) {
            (Value::Scalar(old), Value::Scalar(new)) => plain(*old) == plain(*new),
            (
                Value::Tagged { id: old_id, scalar: old, .. },
                Value::Tagged { id: new_id, scalar: new, .. },
            ) => old_id == new_id && plain(*old) == plain(*new),
            (
                Value::Vector { boxed: old_boxed, item: old },
                Value::Vector { boxed: new_boxed, item: new },
            ) => old_boxed == new_boxed && self.value(depth, old, new),
            (Value::Repeat(old), Value::Repeat(new)) => {
                self.variables.number(depth, old.count, new.count)
                    && self.parts(depth + 1, &old.fields, &new.fields)
            }
            (Value::Boxed { ty: old, args: old_args }, Value::Boxed { ty: new, args: new_args }) => {
                self.old[*old].name() == self.new[*new].name() && self.args(depth, old_args, new_args)
            }
            (
                Value::Bare { constructor: old, args: old_args },
                Value::Bare { constructor: new, args: new_args },
            ) => (self.is_same_constructor)(*old, *new) && self.args(depth, old_args, new_args),
            (Value::Call(old), Value::Call(new)) => self.variables.var(depth, *old, *new),
            (Value::Param(old), Value::Param(new)) => old == new,
            (Value::Object, Value::Object) | (Value::Unsupported, Value::Unsupported) => true,
            _ => false,
        }
    }

    /// Compares the fields of repetitions. The names of the fields are ignored, because bytes do not contain names.
    fn parts(self, depth: usize, old: &[Field], new: &[Field]) -> bool {
        let is_same = |(old, new): (&Field, &Field)| {
            self.variables.condition(depth, old.condition, new.condition)
                && self.value(depth, &old.value, &new.value)
        };
        old.len() == new.len() && old.iter().zip(new).all(is_same)
    }

    fn args(self, depth: usize, old: &[Arg], new: &[Arg]) -> bool {
        let is_same = |(old, new): (&Arg, &Arg)| match (old, new) {
            (Arg::Type(old), Arg::Type(new)) => self.value(depth, old, new),
            (Arg::Number(old), Arg::Number(new)) => self.variables.number(depth, *old, *new),
            _ => false,
        };
        old.len() == new.len() && old.iter().zip(new).all(is_same)
    }
}

/// Returns the same scalar for scalars with the same encoding, such as `string` and `bytes`.
fn plain(scalar: Scalar) -> Scalar {
    match scalar {
        Scalar::String => Scalar::Bytes,
        Scalar::Int53 => Scalar::Long,
        other => other,
    }
}

/// For each field of an old list, the index of the corresponding field of a new list.
///
/// In the methods, `depth` is the number of repetitions between the list and the use of a variable.
#[derive(Clone, Copy)]
pub(crate) struct Variables<'a>(pub(crate) &'a [Option<usize>]);

impl Variables<'_> {
    /// Returns whether both conditions test the same bit of the same number.
    pub(crate) fn condition(self, depth: usize, old: Option<Condition>, new: Option<Condition>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => old.bit == new.bit && self.var(depth, old.mask, new.mask),
            (old, new) => old.is_none() && new.is_none(),
        }
    }

    pub(crate) fn number(self, depth: usize, old: NatExpr, new: NatExpr) -> bool {
        old.plus == new.plus
            && match (old.var, new.var) {
                (Some(old), Some(new)) => self.var(depth, old, new),
                (old, new) => old.is_none() && new.is_none(),
            }
    }

    pub(crate) fn var(self, depth: usize, old: Var, new: Var) -> bool {
        match (old, new) {
            (Var::Field { up, index: old }, Var::Field { up: new_up, index: new })
                if up == depth && new_up == depth =>
            {
                self.0.get(old) == Some(&Some(new))
            }
            (old, new) => old == new,
        }
    }
}

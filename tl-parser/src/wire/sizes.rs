//! Computes the minimum number of bytes of values. Readers use this number to check the counts of vectors and
//! repetitions.

use super::model::{Combinator, Field, Scalar, TypeForm, Value, Wire};
use crate::schema::{Category, CombinatorId, Schema, TypeId};

/// Upper limit of the computed sizes. Larger sizes are replaced with it, so that sums do not overflow.
const MOST: usize = 1 << 24;

/// Sets the minimum size of each type and combinator. The sizes are the greatest fixed point: they start at `MOST`, and
/// decrease until nothing changes. After that, a type without a finite value gets the size of an id, and a combinator
/// without a finite value gets 0. If `is_open` is set, all types that are not built in get the size of their ids.
pub(super) fn note(schema: &Schema, wire: &mut Wire, is_open: bool) {
    for ty in &mut wire.types {
        ty.min_size = MOST;
    }
    for combinator in &mut wire.combinators {
        combinator.min_size = MOST;
    }
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for id in schema.combinators() {
            changed |= update_combinator(wire, id);
        }
        for ty in schema.types() {
            changed |= update_type(schema, wire, ty, is_open);
        }
    }
    settle_endless(schema, wire);
}

fn update_combinator(wire: &mut Wire, id: CombinatorId) -> bool {
    let size = of_combinator(wire, &wire[id]);
    let changed = size < wire[id].min_size;
    wire.combinators[id.index()].min_size = size;
    changed
}

fn update_type(schema: &Schema, wire: &mut Wire, ty: TypeId, is_open: bool) -> bool {
    let size = match wire[ty].form {
        TypeForm::Declared if is_open => 4,
        _ => of_type(schema, wire, ty),
    };
    let changed = size < wire[ty].min_size;
    wire.types[ty.index()].min_size = size;
    changed
}

/// Replaces sizes that are still `MOST` with 4 for types and 0 for combinators. Usually the type or combinator has no
/// finite values, as in `a x:A = A`, so reading a value always fails and the size does not matter. Otherwise the values
/// really have at least `MOST` bytes, and the smaller size only makes the check of counts less strict.
fn settle_endless(schema: &Schema, wire: &mut Wire) {
    for ty in &mut wire.types {
        if ty.min_size >= MOST {
            ty.min_size = 4;
        }
    }
    let endless = schema.combinators().filter(|&id| wire[id].min_size >= MOST);
    for id in endless.collect::<Vec<_>>() {
        wire.combinators[id.index()].min_size = 0;
    }
}

fn of_combinator(wire: &Wire, combinator: &Combinator) -> usize {
    match combinator.bare_form {
        Some(TypeForm::Scalar { scalar, .. }) => of_scalar(scalar),
        Some(TypeForm::Vector | TypeForm::Object) => 4,
        Some(TypeForm::Declared) | None => of_fields(wire, &combinator.fields),
    }
}

fn of_type(schema: &Schema, wire: &Wire, ty: TypeId) -> usize {
    match wire[ty].form {
        TypeForm::Scalar { scalar: Scalar::Bool, .. } | TypeForm::Object => 4,
        TypeForm::Scalar { scalar, .. } => 4 + of_scalar(scalar),
        TypeForm::Vector => 8,
        TypeForm::Declared => {
            let constructors = schema[ty].constructors().iter();
            let declared = constructors.filter(|&&id| schema[id].category() == Category::Constructor);
            declared.map(|&id| (4 + wire[id].min_size).min(MOST)).min().unwrap_or(4)
        }
    }
}

fn of_fields(wire: &Wire, fields: &[Field]) -> usize {
    let always = fields.iter().filter(|field| field.condition.is_none());
    always.fold(0, |sum, field| (sum + wire.min_size(&field.value)).min(MOST))
}

fn of_scalar(scalar: Scalar) -> usize {
    scalar.width().unwrap_or(4)
}

impl Wire {
    /// Returns the minimum number of bytes of a list of fields.
    #[must_use]
    pub fn min_size_of(&self, fields: &[Field]) -> usize {
        of_fields(self, fields)
    }

    /// Returns whether all values of this form have no bytes.
    #[must_use]
    pub fn takes_no_bytes(&self, value: &Value) -> bool {
        self.is_empty(value, &mut Vec::new())
    }

    /// Returns whether all values of this form have no bytes. `open` contains the constructors that were already
    /// entered. If one of them occurs again, it counts as having no bytes, so that recursion ends.
    fn is_empty(&self, value: &Value, open: &mut Vec<CombinatorId>) -> bool {
        match value {
            Value::Scalar(scalar) => scalar.width() == Some(0),
            Value::Repeat(repeat) => repeat.fields.iter().all(|part| self.is_empty(&part.value, open)),
            Value::Bare { constructor, .. } => {
                let of = &self[*constructor];
                if open.contains(constructor) {
                    return true;
                }
                open.push(*constructor);
                !of.has_unknown_form && of.fields.iter().all(|field| self.is_empty(&field.value, open))
            }
            _ => false,
        }
    }

    /// Returns the minimum number of bytes of a value. Arguments of its type are ignored.
    #[must_use]
    pub fn min_size(&self, value: &Value) -> usize {
        match value {
            Value::Scalar(scalar) => of_scalar(*scalar),
            Value::Tagged { scalar, .. } => 4 + of_scalar(*scalar),
            Value::Vector { boxed, .. } => {
                if *boxed {
                    8
                } else {
                    4
                }
            }
            Value::Repeat(repeat) => {
                let item = of_fields(self, &repeat.fields);
                item.saturating_mul(repeat.count.plus as usize).min(MOST)
            }
            Value::Boxed { ty, .. } => self[*ty].min_size,
            Value::Bare { constructor, .. } => self[*constructor].min_size,
            Value::Object | Value::Call(_) => 4,
            Value::Param(_) | Value::Unsupported => 0,
        }
    }
}

//! Recognises declared types that are types of the standard library in Rust: `Maybe` is `Option`, and `Tuple` is an
//! array or a `Vec`.

use tl_parser::schema::{CombinatorId, NatExpr, Schema, TypeId, Var, VariableKind};
use tl_parser::wire::{Field, TypeForm, Value, Wire};

/// Maximum number of items of an array. The standard library has `Default` for arrays up to this length.
const LONGEST_ARRAY: u32 = 32;

/// A declared type that becomes a type of the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standard {
    /// `none {t:Type} = Maybe t; some {t:Type} t = Maybe t`
    Maybe { none: CombinatorId, some: CombinatorId },
    /// `tuple {t:Type} {n:#} [t] = Tuple t n`
    Tuple { constructor: CombinatorId },
}

impl Standard {
    /// Returns the form of `ty` in the standard library, if it has one. The names of the type and its constructors
    /// don't matter.
    pub(super) fn of(schema: &Schema, wire: &Wire, ty: TypeId) -> Option<Self> {
        if wire[ty].form != TypeForm::Declared {
            return None;
        }
        match (schema[ty].params(), schema[ty].constructors()) {
            ([VariableKind::Type], &[first, second]) => {
                let is = |none, some| is_empty(wire, none) && is_value(wire, some);
                if is(first, second) {
                    Some(Self::Maybe { none: first, some: second })
                } else {
                    is(second, first).then_some(Self::Maybe { none: second, some: first })
                }
            }
            ([VariableKind::Type, VariableKind::Nat] | [VariableKind::Nat, VariableKind::Type], &[only]) => {
                is_repetition(wire, only).then_some(Self::Tuple { constructor: only })
            }
            _ => None,
        }
    }

    /// Returns the form in the standard library for the type of a constructor, if that type has one.
    pub(super) fn of_constructor(schema: &Schema, wire: &Wire, id: CombinatorId) -> Option<Self> {
        Self::of(schema, wire, schema.type_of(id)?)
    }
}

fn is_empty(wire: &Wire, id: CombinatorId) -> bool {
    wire[id].fields.is_empty() && !wire[id].has_unknown_form
}

/// Returns whether a constructor has only one field, and the type of this field is the type parameter.
fn is_value(wire: &Wire, id: CombinatorId) -> bool {
    matches!(wire[id].fields.as_slice(), [Field { condition: None, value: Value::Param(_), .. }])
}

/// Returns whether a constructor has only one field, and this field is a repetition such as `[t]` in
/// `tuple {t:Type} {n:#} [t] = Tuple t n`. The field has no name, the type of its items is the type parameter, and
/// their count is the number parameter.
fn is_repetition(wire: &Wire, id: CombinatorId) -> bool {
    let [Field { is_named: false, condition: None, value: Value::Repeat(repeat), .. }] =
        wire[id].fields.as_slice()
    else {
        return false;
    };
    let is_count = matches!(repeat.count, NatExpr { var: Some(Var::Implicit(_)), plus: 0 });
    is_count && matches!(repeat.item(), Some(Value::Param(_)))
}

/// Returns the length of the array for this number of items, or `None` if the items are in a `Vec`.
pub(super) fn array_len(count: NatExpr) -> Option<usize> {
    (count.var.is_none() && count.plus <= LONGEST_ARRAY).then_some(count.plus as usize)
}

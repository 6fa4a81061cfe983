//! Compares the types of two schemas by name.

use crate::schema::{Arg, Condition, Field, FieldType, Schema, TypeRef};
use crate::wire::same::Variables;

/// Compares types and conditions in two lists of fields. `variables` determines which fields correspond to each other.
#[derive(Clone, Copy)]
pub(super) struct Same<'a> {
    pub(super) old: &'a Schema,
    pub(super) new: &'a Schema,
    pub(super) variables: Variables<'a>,
}

impl Same<'_> {
    /// Returns whether both conditions test the same bit of the same number.
    pub(super) fn condition(self, old: Option<Condition>, new: Option<Condition>) -> bool {
        self.variables.condition(0, old, new)
    }

    pub(super) fn field_type(self, old: &FieldType, new: &FieldType) -> bool {
        self.field_type_at(0, old, new)
    }

    pub(super) fn ty(self, old: &TypeRef, new: &TypeRef) -> bool {
        self.ty_at(0, old, new)
    }

    /// Compares types of fields. `depth` is the number of repetitions that contain them.
    fn field_type_at(self, depth: usize, old: &FieldType, new: &FieldType) -> bool {
        match (old, new) {
            (FieldType::Nat, FieldType::Nat) | (FieldType::Type, FieldType::Type) => true,
            (FieldType::Call(old), FieldType::Call(new)) => self.variables.var(depth, *old, *new),
            (FieldType::Value(old), FieldType::Value(new)) => self.ty_at(depth, old, new),
            (FieldType::Repeat(old), FieldType::Repeat(new)) => {
                self.variables.number(depth, old.count, new.count)
                    && old.fields.len() == new.fields.len()
                    && old.fields.iter().zip(&new.fields).all(|(old, new)| self.item(depth + 1, old, new))
            }
            _ => false,
        }
    }

    /// Compares two fields of a repetition, such as `x:int` in `n*[ x:int ]`.
    fn item(self, depth: usize, old: &Field, new: &Field) -> bool {
        old.name() == new.name()
            && self.variables.condition(depth, old.condition(), new.condition())
            && self.field_type_at(depth, old.ty(), new.ty())
    }

    fn ty_at(self, depth: usize, old: &TypeRef, new: &TypeRef) -> bool {
        let args = match (old, new) {
            (TypeRef::Nat, TypeRef::Nat) => return true,
            (TypeRef::Var(old), TypeRef::Var(new)) => return self.variables.var(depth, *old, *new),
            (
                TypeRef::Bare { constructor: old, args: old_args, .. },
                TypeRef::Bare { constructor: new, args: new_args, .. },
            ) if self.old[*old].name() == self.new[*new].name() => (old_args, new_args),
            (TypeRef::Boxed { ty: old, args: old_args }, TypeRef::Boxed { ty: new, args: new_args })
                if self.old[*old].name() == self.new[*new].name() =>
            {
                (old_args, new_args)
            }
            _ => return false,
        };
        args.0.len() == args.1.len() && args.0.iter().zip(args.1).all(|(old, new)| self.arg(depth, old, new))
    }

    fn arg(self, depth: usize, old: &Arg, new: &Arg) -> bool {
        match (old, new) {
            (Arg::Type(old), Arg::Type(new)) => self.ty_at(depth, old, new),
            (Arg::Nat(old), Arg::Nat(new)) => self.variables.number(depth, *old, *new),
            _ => false,
        }
    }
}

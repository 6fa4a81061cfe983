//! Compares the encodings of two constructors with the same id. If the encodings differ, the id is ambiguous. The
//! module `tl_parser::wire` cannot be used here, because ids are checked before the schema exists.

use super::prelude;
use super::symbols::SymbolTable;
use crate::schema::{Arg, CombinatorId, Field, FieldType, Primitive, TypeId, TypeRef};

/// Compares encodings. Recognises built-in types by their names in `symbols`.
#[derive(Clone, Copy)]
pub(super) struct Encodings<'n, 'a> {
    pub(super) symbols: &'n SymbolTable<'a>,
}

impl Encodings<'_, '_> {
    /// Returns whether both lists of fields have the same encoding. The names of fields are ignored.
    pub(super) fn fields(self, a: &[Field], b: &[Field]) -> bool {
        let same = |(a, b): (&Field, &Field)| a.condition == b.condition && self.field_type(&a.ty, &b.ty);
        a.len() == b.len() && a.iter().zip(b).all(same)
    }

    fn field_type(self, a: &FieldType, b: &FieldType) -> bool {
        match (a, b) {
            (FieldType::Nat, FieldType::Nat) | (FieldType::Type, FieldType::Type) => true,
            (FieldType::Value(a), FieldType::Value(b)) => self.ty(a, b),
            (FieldType::Call(a), FieldType::Call(b)) => a == b,
            (FieldType::Repeat(a), FieldType::Repeat(b)) => {
                a.count == b.count && self.fields(&a.fields, &b.fields)
            }
            _ => false,
        }
    }

    fn ty(self, a: &TypeRef, b: &TypeRef) -> bool {
        let (a_args, b_args) = match (a, b) {
            (
                TypeRef::Bare { constructor: a, args: a_args, .. },
                TypeRef::Bare { constructor: b, args: b_args, .. },
            ) if self.bare(*a, *b) => (a_args, b_args),
            (TypeRef::Boxed { ty: a, args: a_args }, TypeRef::Boxed { ty: b, args: b_args }) if a == b => {
                (a_args, b_args)
            }
            _ => return a == b,
        };
        a_args.len() == b_args.len() && a_args.iter().zip(b_args).all(|(a, b)| self.arg(a, b))
    }

    fn arg(self, a: &Arg, b: &Arg) -> bool {
        match (a, b) {
            (Arg::Type(a), Arg::Type(b)) => self.ty(a, b),
            _ => a == b,
        }
    }

    fn bare(self, a: CombinatorId, b: CombinatorId) -> bool {
        a == b || self.primitive(a).is_some_and(|form| self.primitive(b) == Some(form))
    }

    /// Returns the encoding of a bare built-in type. `bytes` has the same encoding as `string`.
    fn primitive(self, constructor: CombinatorId) -> Option<Primitive> {
        let owner: TypeId = self.symbols.owner_of(constructor)?;
        match prelude::primitive(self.symbols.ty(owner).name)? {
            Primitive::Bytes => Some(Primitive::String),
            // `boolTrue` and `boolFalse` are bare types without bytes, but they are different values.
            Primitive::Bool => None,
            form => Some(form),
        }
    }
}

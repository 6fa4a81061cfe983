//! The Rust bindings of a schema, with look-up by combinator.

use tl_parser::schema::{CombinatorId, Schema};
use tl_parser::wire::{Role, Wire};

use crate::rust;
use crate::rust::model::{Default, Field, Ident, Item, ItemRef, Struct, Type, Variant};

/// A schema and its bindings for the default config.
pub(super) struct Bindings<'s> {
    pub(super) schema: &'s Schema,
    wire: Wire,
    /// The bindings. `None` if the schema has no declaration that Rust can express.
    rust: Option<rust::Bindings>,
}

/// The Rust form of a TL field.
#[derive(Clone, Copy)]
pub(super) enum Member<'b> {
    /// A field of the struct.
    Field(&'b Field),
    /// A method, for a `true` flag that shares its bit with a value, such as `x` in `x:flags.0?true y:flags.0?int`.
    Method(&'b Ident),
    /// Neither a field nor a method, because the number is computed, such as `n` in `n:# ids:n*[ int ]`.
    Nothing,
    /// An unknown form, because Rust cannot express the combinator.
    Unknown,
}

impl<'s> Bindings<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Self { schema, wire: Wire::new(schema), rust: rust::Bindings::new(schema) }
    }

    /// Returns the struct of a combinator, if Rust can express it.
    pub(super) fn structure(&self, id: CombinatorId) -> Option<&Struct> {
        self.rust.as_ref()?.structure(&self.schema[id]).map(|(_, item)| item)
    }

    /// Returns the enum variant of a constructor. Returns `None` if its type has no other constructor, or if Rust
    /// cannot express the constructor.
    pub(super) fn variant(&self, id: CombinatorId) -> Option<&Variant> {
        self.rust.as_ref()?.variant(&self.schema[id])
    }

    /// Returns the form of the field with this index.
    pub(super) fn member(&self, id: CombinatorId, index: usize) -> Member<'_> {
        let Some(item) = self.structure(id) else { return self.member_without_struct(id, index) };
        if let Some(field) = item.fields.iter().find(|field| field.index == index) {
            return Member::Field(field);
        }
        let method = item.derived.iter().find(|flag| flag.index == index);
        method.map_or(Member::Nothing, |flag| Member::Method(&flag.ident))
    }

    fn member_without_struct(&self, id: CombinatorId, index: usize) -> Member<'_> {
        match self.wire[id].fields[index].role {
            Role::Mask { .. } | Role::Count { .. } | Role::Length => Member::Nothing,
            Role::Value | Role::Number => Member::Unknown,
        }
    }

    /// Returns the struct for the items of a repetition such as `n*[ x:int y:int ]`, if `item_ref` refers to such a
    /// struct.
    fn record(&self, item_ref: &ItemRef) -> Option<&Struct> {
        match self.rust.as_ref()?.item(item_ref)? {
            Item::Struct(item) if item.id.is_none() => Some(item),
            _ => None,
        }
    }

    /// Returns whether the item that `item_ref` refers to is an enum, and the TL name of the item.
    fn name(&self, item_ref: &ItemRef) -> Option<(bool, &str)> {
        match self.rust.as_ref()?.item(item_ref)? {
            Item::Struct(item) => Some((false, &*item.name)),
            Item::Enum(item) => Some((true, &*item.name)),
            Item::Alias(_) => None,
        }
    }
}

/// Compares the Rust types in two structs.
#[derive(Clone, Copy)]
pub(super) struct Types<'b> {
    pub(super) bindings: [&'b Bindings<'b>; 2],
    pub(super) structs: [&'b Struct; 2],
}

impl Types<'_> {
    /// Returns whether two fields have the same type. It does not matter whether they are optional, but a flag differs
    /// from a required `bool`.
    pub(super) fn are_same_fields(self, old: &Field, new: &Field) -> bool {
        let is_flag = |field: &Field| field.default == Some(Default::False);
        is_flag(old) == is_flag(new) && self.are_same(required(old), required(new))
    }

    /// Returns whether the structs for the items of two repetitions have the same name and the same fields.
    fn are_same_records(self, old: &Struct, new: &Struct) -> bool {
        let are_same =
            |(old, new): (&Field, &Field)| old.ident == new.ident && self.are_same_fields(old, new);
        old.ident == new.ident
            && old.fields.len() == new.fields.len()
            && old.fields.iter().zip(&new.fields).all(are_same)
    }

    /// Returns whether two types are the same. Generated items are the same if their TL names are the same. For structs
    /// of repetitions, the fields are compared too.
    pub(super) fn are_same(self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Item(old, old_args), Type::Item(new, new_args)) => {
                let are_same_items = match (self.bindings[0].record(old), self.bindings[1].record(new)) {
                    (Some(old), Some(new)) => self.are_same_records(old, new),
                    (None, None) => self.bindings[0].name(old) == self.bindings[1].name(new),
                    _ => false,
                };
                are_same_items
                    && old_args.len() == new_args.len()
                    && old_args.iter().zip(new_args).all(|(old, new)| self.are_same(old, new))
            }
            (Type::Var(old), Type::Var(new)) | (Type::OutputOf(old), Type::OutputOf(new)) => {
                self.position(0, old) == self.position(1, new)
            }
            (Type::Array(old, old_len), Type::Array(new, new_len)) => {
                old_len == new_len && self.are_same(old, new)
            }
            (Type::Vec(old), Type::Vec(new))
            | (Type::Option(old), Type::Option(new))
            | (Type::Box(old), Type::Box(new))
            | (Type::Endless(old), Type::Endless(new)) => self.are_same(old, new),
            (old, new) => old == new,
        }
    }

    fn position(self, side: usize, parameter: &Ident) -> Option<usize> {
        self.structs[side].generics.iter().position(|generic| generic == parameter)
    }
}

/// Returns the type of the value of a field, without the `Option` of an optional field.
fn required(field: &Field) -> &Type {
    match (&field.ty, field.default) {
        (Type::Option(inner), Some(Default::None)) => inner,
        (other, _) => other,
    }
}

//! The Rust of one schema, by the combinators of that schema.

use std::collections::HashMap;
use std::rc::Rc;

use tl_parser::schema::{Category, CombinatorId, FieldRole, Schema};

use crate::rust::model::{Default, Field, Ident, Item, Package, Place, Struct, Type};
use crate::rust::package_of_what_rust_has;

/// A schema and its bindings by the default config.
pub(super) struct Bindings<'s> {
    pub(super) schema: &'s Schema,
    package: Option<Package>,
    /// The index of the module and of the item there, by category, id and name.
    structs: HashMap<(Category, u32, Rc<str>), (usize, usize)>,
    /// The TL names of structs and enums, by the index of the module and the name there.
    names: HashMap<(usize, Ident), Name>,
}

/// What a generated item stands for: whether it is an enum, and the TL name.
type Name = (bool, Rc<str>);

/// What a field of a combinator is in Rust.
#[derive(Clone, Copy)]
pub(super) enum Member<'b> {
    /// A field of the struct.
    Field(&'b Field),
    /// A method: a `true` flag on the bit of a payload.
    Method(&'b Ident),
    /// Nothing: a number that is computed.
    Nothing,
    /// A field of a combinator that Rust cannot express.
    Unknown,
}

impl<'s> Bindings<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        let package = package_of_what_rust_has(schema);
        let mut bindings = Self { schema, package: None, structs: HashMap::new(), names: HashMap::new() };
        for (module, of) in package.iter().flat_map(|package| &package.modules).enumerate() {
            for (index, item) in of.items.iter().enumerate() {
                bindings.note(module, index, item);
            }
        }
        Self { package, ..bindings }
    }

    fn note(&mut self, module: usize, index: usize, item: &Item) {
        let (ident, name) = match item {
            Item::Struct(item) => {
                let category = if item.output.is_some() { Category::Function } else { Category::Constructor };
                self.structs.insert((category, item.id, item.name.clone()), (module, index));
                (&item.ident, (false, item.name.clone()))
            }
            Item::Enum(item) => (&item.ident, (true, item.name.clone())),
            Item::Alias(_) => return,
        };
        self.names.insert((module, ident.clone()), name);
    }

    /// Returns the struct of a combinator, if Rust can express it.
    pub(super) fn structure(&self, id: CombinatorId) -> Option<&Struct> {
        let combinator = &self.schema[id];
        let key = (combinator.category(), combinator.id(), Rc::from(combinator.name()));
        let (module, item) = *self.structs.get(&key)?;
        match &self.package.as_ref()?.modules[module].items[item] {
            Item::Struct(item) => Some(item),
            Item::Enum(_) | Item::Alias(_) => None,
        }
    }

    /// Returns what the field with this index is.
    pub(super) fn member(&self, id: CombinatorId, index: usize) -> Member<'_> {
        let Some(item) = self.structure(id) else { return self.member_without_struct(id, index) };
        if let Some(field) = item.fields.iter().find(|field| field.index == index) {
            return Member::Field(field);
        }
        let method = item.derived.iter().find(|flag| flag.index == index);
        method.map_or(Member::Nothing, |flag| Member::Method(&flag.ident))
    }

    fn member_without_struct(&self, id: CombinatorId, index: usize) -> Member<'_> {
        let combinator = &self.schema[id];
        match self.schema.roles(combinator.fields(), Some(combinator.result()))[index] {
            FieldRole::Mask | FieldRole::Count(_) | FieldRole::Length(_) => Member::Nothing,
            FieldRole::Plain | FieldRole::Visible => Member::Unknown,
        }
    }

    fn name(&self, place: &Place) -> Option<&Name> {
        self.names.get(&(place.module, place.ident.clone()))
    }
}

/// Two structs whose types are compared.
#[derive(Clone, Copy)]
pub(super) struct Types<'b> {
    pub(super) bindings: [&'b Bindings<'b>; 2],
    pub(super) structs: [&'b Struct; 2],
}

impl Types<'_> {
    /// Whether two fields have the same type, whether or not they are optional. A flag is not a required `bool`.
    pub(super) fn are_same_fields(self, old: &Field, new: &Field) -> bool {
        let is_flag = |field: &Field| field.default == Some(Default::False);
        is_flag(old) == is_flag(new) && self.are_same(required(old), required(new))
    }

    /// Whether two types are the same. Generated items are the same if their TL names are.
    pub(super) fn are_same(self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Item(old, old_args), Type::Item(new, new_args)) => {
                self.bindings[0].name(old) == self.bindings[1].name(new)
                    && old_args.len() == new_args.len()
                    && old_args.iter().zip(new_args).all(|(old, new)| self.are_same(old, new))
            }
            (Type::Var(old), Type::Var(new)) | (Type::OutputOf(old), Type::OutputOf(new)) => {
                self.position(0, old) == self.position(1, new)
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

/// The type of a field if it is present.
fn required(field: &Field) -> &Type {
    match (&field.ty, field.default) {
        (Type::Option(inner), Some(Default::None)) => inner,
        (other, _) => other,
    }
}

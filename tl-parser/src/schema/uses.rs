//! Finds the functions and constructors that return, take or contain a type.

use super::{Arg, Category, CombinatorId, Field, FieldType, Schema, TypeId, TypeRef};

/// The uses of all types of a [`Schema`], which are found in one pass over the schema.
///
/// Each occurrence of a type is a use: boxed or bare, by itself or as an argument. For example,
/// `users.getUsers … = Vector<User>` returns both `User` and `Vector`. All lists are in schema order.
#[derive(Clone, Debug)]
pub struct Uses(Vec<TypeUses>);

/// The uses of one type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeUses {
    /// Functions whose result contains the type.
    pub returned_by: Vec<CombinatorId>,
    /// Functions with a field that contains the type.
    pub taken_by: Vec<CombinatorId>,
    /// Constructors with a field that contains the type.
    pub contained_in: Vec<CombinatorId>,
}

impl Uses {
    /// Finds the uses of all types.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let mut uses = Self(vec![TypeUses::default(); schema.types().len()]);
        for user in schema.combinators() {
            let combinator = &schema[user];
            let is_function = combinator.category == Category::Function;
            let mut found = Walk::new(schema);
            found.fields(&combinator.fields);
            for ty in found.types.drain(..) {
                let TypeUses { taken_by, contained_in, .. } = &mut uses.0[ty.index()];
                push(if is_function { taken_by } else { contained_in }, user);
            }
            if is_function {
                found.ty(&combinator.result);
            }
            for ty in found.types {
                push(&mut uses.0[ty.index()].returned_by, user);
            }
        }
        uses
    }

    /// Returns the uses of `ty`, which must be a type of the same schema.
    #[must_use]
    pub fn of(&self, ty: TypeId) -> &TypeUses {
        &self.0[ty.index()]
    }
}

/// Adds `user` unless the list already contains it. All uses by one combinator are added one after the other, so only
/// the last item must be compared.
fn push(list: &mut Vec<CombinatorId>, user: CombinatorId) {
    if list.last() != Some(&user) {
        list.push(user);
    }
}

/// Collects the types and bare constructors in some fields or in a result. A type that occurs several times is
/// collected several times.
pub(super) struct Walk<'s> {
    schema: &'s Schema,
    /// The types that are used, including the types of the bare constructors.
    pub(super) types: Vec<TypeId>,
    pub(super) bare: Vec<CombinatorId>,
}

impl<'s> Walk<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Self { schema, types: Vec::new(), bare: Vec::new() }
    }

    pub(super) fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            match &field.ty {
                FieldType::Value(ty) => self.ty(ty),
                FieldType::Repeat(repeat) => self.fields(&repeat.fields),
                FieldType::Nat | FieldType::Type | FieldType::Call(_) => {}
            }
        }
    }

    pub(super) fn ty(&mut self, ty: &TypeRef) {
        let (ty, args) = match ty {
            TypeRef::Boxed { ty, args } => (Some(*ty), args),
            TypeRef::Bare { constructor, args, .. } => {
                self.bare.push(*constructor);
                (self.schema.type_of(*constructor), args)
            }
            TypeRef::Nat | TypeRef::Var(_) => return,
        };
        self.types.extend(ty);
        self.args(args);
    }

    pub(super) fn args(&mut self, args: &[Arg]) {
        for arg in args {
            if let Arg::Type(arg) = arg {
                self.ty(arg);
            }
        }
    }
}

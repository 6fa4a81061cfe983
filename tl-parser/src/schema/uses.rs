//! Who returns, takes and contains a type.

use super::{Arg, Category, CombinatorId, Field, FieldType, Schema, TypeId, TypeRef};

/// Where every type of a [`Schema`] is used. It is found in one walk over the schema.
///
/// A type is used where it stands, boxed or bare, on its own or as an argument: `users.getUsers … = Vector<User>` returns
/// `User` and `Vector`. All lists are in schema order.
#[derive(Clone, Debug)]
pub struct Uses(Vec<TypeUses>);

/// Where one type is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeUses {
    /// Functions whose result has it.
    pub returned_by: Vec<CombinatorId>,
    /// Functions that have it in a field.
    pub taken_by: Vec<CombinatorId>,
    /// Constructors that have it in a field.
    pub contained_in: Vec<CombinatorId>,
}

impl Uses {
    /// The uses of all types.
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

    /// Where `ty`, a type of the same schema, is used.
    #[must_use]
    pub fn of(&self, ty: TypeId) -> &TypeUses {
        &self.0[ty.index()]
    }
}

/// Once for each user; all uses by one come together.
fn push(list: &mut Vec<CombinatorId>, user: CombinatorId) {
    if list.last() != Some(&user) {
        list.push(user);
    }
}

/// The types that are used in one place, and the constructors that are used bare there, each as often as it is.
pub(super) struct Walk<'s> {
    schema: &'s Schema,
    /// Those of the bare constructors too.
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
            TypeRef::Bare { constructor, args } => {
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

//! Which implicit arguments become type parameters: those that a value is made of.
//!
//! An argument that is only handed on counts where the type it is handed to makes use of it.

use tl_parser::schema::{Arg, CombinatorId, FieldType, Primitive, Schema, TypeId, TypeRef, Var};

/// For each parameter of each struct and enum, whether it is used.
#[derive(Debug)]
pub(super) struct Used {
    structs: Vec<Vec<bool>>,
    enums: Vec<Vec<bool>>,
}

impl Used {
    /// The least solution: what uses only itself is not used.
    pub(super) fn new(schema: &Schema) -> Self {
        let mut used = Self {
            structs: schema.combinators().map(|id| vec![false; params(schema, id).len()]).collect(),
            enums: schema.types().map(|ty| vec![false; schema[ty].params().len()]).collect(),
        };
        let generic: Vec<_> = schema.combinators().filter(|&id| !schema[id].implicit().is_empty()).collect();
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for &id in &generic {
                changed |= used.update(schema, id);
            }
        }
        used
    }

    /// For each parameter of the struct of a combinator, in the order of [`params`].
    pub(super) fn by_struct(&self, id: CombinatorId) -> &[bool] {
        &self.structs[id.index()]
    }

    /// For each parameter of a type.
    pub(super) fn by_type(&self, ty: TypeId) -> &[bool] {
        &self.enums[ty.index()]
    }

    fn update(&mut self, schema: &Schema, id: CombinatorId) -> bool {
        let mut changed = false;
        for (position, index) in params(schema, id).into_iter().enumerate() {
            let uses = |field: &FieldType| self.in_field(schema, field, index);
            if !self.structs[id.index()][position] && schema[id].fields().iter().any(|field| uses(field.ty()))
            {
                self.structs[id.index()][position] = true;
                if let Some(of_type) =
                    schema.type_of(id).and_then(|ty| self.enums[ty.index()].get_mut(position))
                {
                    *of_type = true;
                }
                changed = true;
            }
        }
        changed
    }

    fn in_field(&self, schema: &Schema, ty: &FieldType, index: usize) -> bool {
        match ty {
            FieldType::Nat | FieldType::Type => false,
            FieldType::Value(ty) => self.in_type(schema, ty, index),
            FieldType::Call(var) => *var == Var::Implicit(index),
            FieldType::Repeat(repeat) => {
                repeat.fields.iter().any(|field| self.in_field(schema, field.ty(), index))
            }
        }
    }

    fn in_type(&self, schema: &Schema, ty: &TypeRef, index: usize) -> bool {
        let (of, args, used) = match ty {
            TypeRef::Nat => return false,
            TypeRef::Var(var) => return *var == Var::Implicit(index),
            TypeRef::Boxed { ty, args } => (Some(*ty), args, self.by_type(*ty)),
            TypeRef::Bare { constructor, args } => {
                (schema.type_of(*constructor), args, self.by_struct(*constructor))
            }
        };
        let is_vector = of.is_some_and(|ty| schema[ty].primitive() == Some(Primitive::Vector));
        args.iter().enumerate().any(|(position, arg)| match arg {
            Arg::Type(ty) => {
                (is_vector || used.get(position) == Some(&true)) && self.in_type(schema, ty, index)
            }
            Arg::Nat(_) => false,
        })
    }
}

/// The implicit arguments of a combinator in the order of its struct's parameters: that of the type's parameters for
/// a constructor.
pub(super) fn params(schema: &Schema, id: CombinatorId) -> Vec<usize> {
    let combinator = &schema[id];
    match (schema.type_of(id), combinator.result()) {
        (Some(_), TypeRef::Boxed { args, .. }) => args.iter().filter_map(parameter).collect(),
        _ => (0..combinator.implicit().len()).collect(),
    }
}

fn parameter(arg: &Arg) -> Option<usize> {
    let var = match arg {
        Arg::Type(TypeRef::Var(var)) => *var,
        Arg::Nat(nat) => nat.var?,
        Arg::Type(_) => return None,
    };
    match var {
        Var::Implicit(index) => Some(index),
        Var::Field { .. } => None,
    }
}

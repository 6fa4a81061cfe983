//! Determines which parameters of TL types become type parameters in Rust: the parameters that a value depends on.

use tl_parser::schema::{CombinatorId, Schema, TypeId, Var};
use tl_parser::wire::{Combinator, Value, Wire};

/// Whether each parameter of each struct and enum is a type parameter in Rust.
#[derive(Debug)]
pub(super) struct Generics {
    structs: Vec<Vec<bool>>,
    enums: Vec<Vec<bool>>,
}

impl Generics {
    pub(super) fn new(schema: &Schema, wire: &Wire) -> Self {
        let of_struct = |id| {
            let form = &wire[id];
            params(form).into_iter().map(|index| form.needs[index] || is_call(form, index)).collect()
        };
        let structs: Vec<Vec<bool>> = schema.combinators().map(of_struct).collect();
        let mut enums: Vec<_> = schema.types().map(|ty| vec![false; schema[ty].params().len()]).collect();
        for id in schema.combinators() {
            let Some(ty) = schema.type_of(id) else { continue };
            for (of_type, of_struct) in enums[ty.index()].iter_mut().zip(&structs[id.index()]) {
                *of_type |= of_struct;
            }
        }
        Self { structs, enums }
    }

    /// Returns whether each parameter of a combinator's struct is a type parameter, in the order of [`params`].
    pub(super) fn by_struct(&self, id: CombinatorId) -> &[bool] {
        &self.structs[id.index()]
    }

    /// Returns whether each parameter of a type is a type parameter of its enum.
    pub(super) fn by_type(&self, ty: TypeId) -> &[bool] {
        &self.enums[ty.index()]
    }
}

/// Returns the implicit arguments of a combinator in the order of its struct's parameters. For a constructor, this is
/// the order of the type's parameters.
pub(super) fn params(form: &Combinator) -> Vec<usize> {
    let all = 0..form.parameters.len();
    if form.result.is_some() {
        return all.collect();
    }
    let mut order: Vec<usize> = all.filter(|&index| form.parameters[index].is_some()).collect();
    order.sort_by_key(|&index| form.parameters[index]);
    order
}

/// Returns whether the implicit argument with this index is a function that a field calls.
pub(super) fn is_call(form: &Combinator, index: usize) -> bool {
    let is_it = |value: &Value| matches!(value, Value::Call(Var::Implicit(of)) if *of == index);
    form.result.is_some() && form.fields.iter().any(|field| is_it(&field.value))
}

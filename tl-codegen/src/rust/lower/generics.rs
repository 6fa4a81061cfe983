//! Determines which parameters of TL types become parameters in Rust: those that the values depend on.

use tl_parser::schema::{CombinatorId, Schema, TypeId, Var, VariableKind};
use tl_parser::wire::{Combinator, Value, Wire};

/// The form of a parameter of a TL type in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParamForm {
    /// No parameter, because values do not depend on the TL parameter.
    Unused,
    /// A type parameter. For a constructor or a type, the functions that write and read the item have a parameter for
    /// it: a function that writes or reads a value of the type.
    Type,
    /// A number, which is a parameter of the functions that write and read the item.
    Number,
}

/// The forms of the parameters of each struct and enum.
#[derive(Debug)]
pub(super) struct Generics {
    structs: Vec<Vec<ParamForm>>,
    enums: Vec<Vec<ParamForm>>,
}

impl Generics {
    pub(super) fn new(schema: &Schema, wire: &Wire) -> Self {
        let of_struct = |id: CombinatorId| {
            let order = params(&wire[id]).into_iter();
            order.map(|index| form(schema, wire, id, index)).collect()
        };
        let structs: Vec<Vec<ParamForm>> = schema.combinators().map(of_struct).collect();
        let mut enums: Vec<_> =
            schema.types().map(|ty| vec![ParamForm::Unused; schema[ty].params().len()]).collect();
        for id in schema.combinators() {
            let Some(ty) = schema.type_of(id) else { continue };
            for (of_type, &of_struct) in enums[ty.index()].iter_mut().zip(&structs[id.index()]) {
                if of_struct != ParamForm::Unused {
                    *of_type = of_struct;
                }
            }
        }
        Self { structs, enums }
    }

    /// Returns the form of each parameter of a combinator's struct, in the order of [`params`].
    pub(super) fn by_struct(&self, id: CombinatorId) -> &[ParamForm] {
        &self.structs[id.index()]
    }

    /// Returns the form of each parameter of a type's enum.
    pub(super) fn by_type(&self, ty: TypeId) -> &[ParamForm] {
        &self.enums[ty.index()]
    }
}

fn form(schema: &Schema, wire: &Wire, id: CombinatorId, index: usize) -> ParamForm {
    let form = &wire[id];
    match schema[id].implicit()[index].kind() {
        VariableKind::Type if form.needs[index] || is_call(form, index) => ParamForm::Type,
        VariableKind::Nat if form.needs[index] => ParamForm::Number,
        VariableKind::Type | VariableKind::Nat => ParamForm::Unused,
    }
}

/// Returns the indices of the implicit arguments of a combinator, in the order of its struct's parameters. For a
/// constructor, this is the order of the type's parameters.
pub(super) fn params(form: &Combinator) -> Vec<usize> {
    let all = 0..form.parameters.len();
    if form.result.is_some() {
        return all.collect();
    }
    let mut order: Vec<usize> = all.filter(|&index| form.parameters[index].is_some()).collect();
    order.sort_by_key(|&index| form.parameters[index]);
    order
}

/// Returns whether a field calls the implicit argument with this index, as `query:!X` calls `X`. This is possible only
/// in functions.
pub(super) fn is_call(form: &Combinator, index: usize) -> bool {
    call_of(form, index).is_some()
}

/// Returns the index of the first field that calls the implicit argument with this index, as `query:!X` calls `X`.
/// Returns `None` for constructors.
pub(super) fn call_of(form: &Combinator, index: usize) -> Option<usize> {
    let is_it = |value: &Value| matches!(value, Value::Call(Var::Implicit(of)) if *of == index);
    form.fields.iter().position(|field| is_it(&field.value)).filter(|_| form.result.is_some())
}

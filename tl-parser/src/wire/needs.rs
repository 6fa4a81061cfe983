//! Finds the implicit arguments that the bytes of values depend on. An argument does not count if it is only passed to
//! types that do not depend on it.

use super::model::{Arg, Field, Value, Wire};
use crate::schema::{CombinatorId, NatExpr, Schema, Var};

/// Sets `needs` of each combinator. The bytes of a value depend on an implicit argument if a field uses the argument,
/// or passes the argument to a type that depends on it. The result is the least fixed point of this rule.
pub(super) fn note(schema: &Schema, wire: &mut Wire) {
    let generic: Vec<_> = schema.combinators().filter(|&id| !wire[id].needs.is_empty()).collect();
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for &id in &generic {
            for variable in 0..wire[id].needs.len() {
                let uses = Use { schema, wire, variable };
                if !wire[id].needs[variable] && uses.in_list(&wire[id].fields) {
                    wire.combinators[id.index()].needs[variable] = true;
                    changed = true;
                }
            }
        }
    }
}

/// Finds uses of one implicit argument, based on the results so far.
#[derive(Clone, Copy)]
struct Use<'a> {
    schema: &'a Schema,
    wire: &'a Wire,
    variable: usize,
}

impl Use<'_> {
    fn in_list(self, fields: &[Field]) -> bool {
        let is_tested =
            |field: &Field| field.condition.is_some_and(|condition| self.is_variable(condition.mask));
        fields.iter().any(|field| is_tested(field) || self.in_value(&field.value))
    }

    fn in_value(self, value: &Value) -> bool {
        match value {
            Value::Param(index) => *index == self.variable,
            Value::Vector { item, .. } => self.in_value(item),
            Value::Repeat(repeat) => self.in_number(repeat.count) || self.in_list(&repeat.fields),
            Value::Boxed { ty, args } => {
                self.schema[*ty].constructors().iter().any(|&constructor| self.in_args(constructor, args))
            }
            Value::Bare { constructor, args } => self.in_args(*constructor, args),
            // The id of the function determines the bytes of a call.
            Value::Call(_) | Value::Scalar(_) | Value::Tagged { .. } | Value::Object | Value::Unsupported => {
                false
            }
        }
    }

    /// Returns whether the bytes of `constructor` depend on an argument in `args` that uses the variable.
    fn in_args(self, constructor: CombinatorId, args: &[Arg]) -> bool {
        let of = &self.wire[constructor];
        let needed = of.parameters.iter().zip(&of.needs).filter(|(_, needs)| **needs);
        needed.filter_map(|(parameter, _)| args.get((*parameter)?)).any(|arg| match arg {
            Arg::Type(value) => self.in_value(value),
            Arg::Number(number) => self.in_number(*number),
        })
    }

    fn in_number(self, number: NatExpr) -> bool {
        number.var.is_some_and(|var| self.is_variable(var))
    }

    fn is_variable(self, var: Var) -> bool {
        var == Var::Implicit(self.variable)
    }
}

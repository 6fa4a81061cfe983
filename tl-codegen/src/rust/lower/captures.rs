//! Finds the variables that the items of a repetition use from outside the repetition: earlier fields, and parameters
//! of the combinator.

use tl_parser::schema::{NatExpr, Var};
use tl_parser::wire::{Arg, Field, Repeat, Value};

use super::plan::Plan;

/// Returns those variables outside of a repetition on which the values of its items depend. An example is `m` in
/// `m:# n:# x:n*[ y:m*[ int ] ]`. In the result, `up` of a [`Var::Field`] is counted from the fields of an item. So
/// `up` is 1 for `m`, because it is in the same list of fields as the repetition.
pub(super) fn captured(plan: &Plan, repeat: &Repeat) -> Vec<Var> {
    let mut search = Search { plan, depth: 0, found: Vec::new() };
    search.list(&repeat.fields);
    search.found
}

struct Search<'a> {
    plan: &'a Plan,
    /// Number of inner repetitions around the current value.
    depth: usize,
    found: Vec<Var>,
}

impl Search<'_> {
    fn list(&mut self, fields: &[Field]) {
        for field in fields {
            field.condition.iter().for_each(|condition| self.variable(condition.mask));
            self.value(&field.value);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Param(index) => self.variable(Var::Implicit(*index)),
            Value::Vector { item, .. } => self.value(item),
            Value::Repeat(repeat) => {
                self.number(repeat.count);
                self.depth += 1;
                self.list(&repeat.fields);
                self.depth -= 1;
            }
            value => self.plan.used_args(value).for_each(|arg| self.arg(arg)),
        }
    }

    fn arg(&mut self, arg: &Arg) {
        match arg {
            Arg::Type(value) => self.value(value),
            Arg::Number(number) => self.number(*number),
        }
    }

    fn number(&mut self, number: NatExpr) {
        number.var.into_iter().for_each(|var| self.variable(var));
    }

    fn variable(&mut self, var: Var) {
        let var = match var {
            Var::Field { up, .. } if up <= self.depth => return,
            Var::Field { up, index } => Var::Field { up: up - self.depth, index },
            var @ Var::Implicit(_) => var,
        };
        if !self.found.contains(&var) {
            self.found.push(var);
        }
    }
}

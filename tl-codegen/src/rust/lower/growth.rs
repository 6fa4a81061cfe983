//! Finds types that contain themselves with larger and larger arguments, such as
//! `grow {t:Type} a:t b:(Maybe (grow (pair t t))) = Grow t`. Each of them would become infinitely many types in Rust.

use std::collections::BTreeSet;

use tl_parser::schema::{CombinatorId, Schema};
use tl_parser::wire::{Arg, Field, Value, Wire};

use super::components::components;
use super::plan::{Plan, TypeItem};
use super::problem::Problem;
use crate::codes;

/// A type parameter: the combinator, and the index of the implicit argument.
type Param = (CombinatorId, usize);

/// A use of the type parameter `from` in a type argument for the type parameter `to`.
struct Edge {
    from: Param,
    to: Param,
    /// Whether the argument contains more than `from` alone, as `(pair t t)` contains more than `t`.
    grows: bool,
}

/// Returns a problem for each combinator that uses one of its type parameters in an argument that grows without end. An
/// argument grows without end if its edge grows and is part of a cycle.
pub(super) fn check(schema: &Schema, wire: &Wire, plan: &Plan) -> Vec<Problem> {
    let mut search = Search { schema, wire, plan, edges: Vec::new() };
    for &id in &plan.structs {
        search.fields(id, &wire[id].fields);
    }
    let edges = search.edges;
    let params: BTreeSet<Param> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
    let params: Vec<Param> = params.into_iter().collect();
    let number = |param: Param| params.partition_point(|other| *other < param);
    let mut successors = vec![Vec::new(); params.len()];
    for edge in &edges {
        successors[number(edge.from)].push(number(edge.to));
    }
    let components = components(&successors);
    let is_endless =
        |edge: &&Edge| edge.grows && components[number(edge.from)] == components[number(edge.to)];
    let found: BTreeSet<CombinatorId> = edges.iter().filter(is_endless).map(|edge| edge.from.0).collect();
    let problem = |id: CombinatorId| Problem::of(id, *codes::growing(schema[id].name(), schema[id].span()));
    found.into_iter().map(problem).collect()
}

struct Search<'a> {
    schema: &'a Schema,
    wire: &'a Wire,
    plan: &'a Plan,
    edges: Vec<Edge>,
}

impl Search<'_> {
    fn fields(&mut self, owner: CombinatorId, fields: &[Field]) {
        for field in fields {
            self.value(owner, &field.value);
        }
    }

    fn value(&mut self, owner: CombinatorId, value: &Value) {
        match value {
            Value::Vector { item, .. } => self.value(owner, item),
            Value::Repeat(repeat) => self.fields(owner, &repeat.fields),
            Value::Boxed { ty, args } => {
                let constructors = match self.plan.ty(*ty) {
                    Some(TypeItem::Enum(_)) => self.schema[*ty].constructors(),
                    Some(TypeItem::Struct { constructor, .. }) => &[*constructor],
                    Some(TypeItem::Standard(_)) | None => &[],
                };
                self.args(owner, constructors, args);
            }
            Value::Bare { constructor, args } => self.args(owner, &[*constructor], args),
            _ => {}
        }
    }

    fn args(&mut self, owner: CombinatorId, constructors: &[CombinatorId], args: &[Arg]) {
        for (position, arg) in args.iter().enumerate() {
            let Arg::Type(value) = arg else { continue };
            self.value(owner, value);
            let mut params = Vec::new();
            self.params(value, &mut params);
            let grows = !matches!(value, Value::Param(_));
            for &constructor in constructors {
                let Some(to) = self.param(constructor, position) else { continue };
                self.edges.extend(params.iter().map(|&from| Edge { from: (owner, from), to, grows }));
            }
        }
    }

    /// Returns the implicit argument of a constructor for the parameter at `position` of the constructor's type.
    /// Returns `None` if values do not depend on the argument.
    fn param(&self, constructor: CombinatorId, position: usize) -> Option<Param> {
        let form = &self.wire[constructor];
        let index = form.parameters.iter().position(|of| *of == Some(position))?;
        form.needs[index].then_some((constructor, index))
    }

    /// Collects the implicit arguments that the Rust type of a value contains.
    fn params(&self, value: &Value, out: &mut Vec<usize>) {
        match value {
            Value::Param(index) => out.push(*index),
            Value::Vector { item, .. } => self.params(item, out),
            value => {
                for arg in self.plan.used_args(value) {
                    if let Arg::Type(value) = arg {
                        self.params(value, out);
                    }
                }
            }
        }
    }
}

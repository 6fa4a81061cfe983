//! Finds the bits of `#` numbers on which the fields of a schema depend: bit 0 of `flags` in `flags.0?int`.

use super::side::Side;
use crate::schema::{CombinatorId, Condition, FieldType, NatExpr, Schema, Var, VariableKind};
use crate::wire::{Arg, Field, Value};

/// A graph of the numbers (`#`) of one schema. Each implicit argument and each field has a node, because it may be a
/// number. An edge leads from a number to each implicit argument whose value it is: from the field `n` in
/// `n:# x:(Pair n)` to `m` in `pair {m:#} ... = Pair m`.
pub(super) struct Numbers<'a> {
    side: Side<'a>,
    /// For each combinator, the index of its first node. The nodes of the implicit arguments come first, then those of
    /// the fields.
    starts: Vec<usize>,
    nodes: Vec<Node>,
}

#[derive(Clone, Default)]
struct Node {
    /// The bits that conditions test. If a condition without a bit, a count or a sum uses the number, all bits are set.
    tested: u32,
    passed_to: Vec<usize>,
    passed_from: Vec<usize>,
}

impl<'a> Numbers<'a> {
    pub(super) fn new(side: Side<'a>) -> Self {
        let mut len = 0;
        let mut start = |id: CombinatorId| {
            let start = len;
            len += side.schema[id].implicit().len() + side.wire[id].fields.len();
            start
        };
        let starts = side.schema.combinators().map(&mut start).collect();
        let mut numbers = Self { side, starts, nodes: vec![Node::default(); len] };
        for id in side.schema.combinators() {
            numbers.note_combinator(id);
        }
        numbers
    }

    /// Returns those bits of a number on which fields depend. Fields of other combinators count too if the number is
    /// passed to their combinator. If the number is an implicit argument, the combinators that pass a value for it are
    /// also searched. Returns `None` if the combinator `of` does not declare `number` as a number.
    pub(super) fn tested(&self, of: CombinatorId, number: Var) -> Option<u32> {
        let node = self.starts[of.index()] + index_of(self.side.schema, of, number)?;
        let sources = self.reachable(&[node], |node| &node.passed_from);
        let users = self.reachable(&sources, |node| &node.passed_to);
        Some(users.into_iter().fold(0, |bits, at| bits | self.nodes[at].tested))
    }

    /// Returns all nodes that can be reached from the nodes `from` by the edges `next`, including `from`.
    fn reachable(&self, from: &[usize], next: impl Fn(&Node) -> &[usize]) -> Vec<usize> {
        let mut is_found = vec![false; self.nodes.len()];
        let (mut found, mut open) = (Vec::new(), from.to_vec());
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut is_found[at], true) {
                found.push(at);
                open.extend(next(&self.nodes[at]));
            }
        }
        found
    }

    fn note_combinator(&mut self, id: CombinatorId) {
        let side = self.side;
        let implicit = self.starts[id.index()];
        let scope = Scope { implicit, lists: vec![implicit + side.schema[id].implicit().len()] };
        self.note_list(&side.wire[id].fields, &scope);
        if let Some(result) = &side.wire[id].result {
            self.note_value(result, &scope);
        }
    }

    fn note_list(&mut self, fields: &[Field], scope: &Scope) {
        for field in fields {
            if let Some(Condition { mask, bit }) = field.condition {
                self.nodes[scope.node(mask)].tested |= bit.map_or(u32::MAX, |bit| 1 << (bit & 31));
            }
            self.note_value(&field.value, scope);
        }
    }

    fn note_value(&mut self, value: &Value, scope: &Scope) {
        match value {
            Value::Vector { item, .. } => self.note_value(item, scope),
            Value::Repeat(repeat) => {
                self.note_whole(repeat.count, scope);
                let list = self.nodes.len();
                self.nodes.resize(list + repeat.fields.len(), Node::default());
                self.note_list(&repeat.fields, &scope.inside(list));
            }
            Value::Boxed { ty, args } => {
                self.note_args(self.side.schema[*ty].constructors(), args, scope);
            }
            Value::Bare { constructor, args } => self.note_args(&[*constructor], args, scope),
            Value::Scalar(_)
            | Value::Tagged { .. }
            | Value::Param(_)
            | Value::Object
            | Value::Call(_)
            | Value::Unsupported => {}
        }
    }

    fn note_args(&mut self, constructors: &[CombinatorId], args: &[Arg], scope: &Scope) {
        for (at, arg) in args.iter().enumerate() {
            match *arg {
                Arg::Type(ref value) => self.note_value(value, scope),
                Arg::Number(NatExpr { var: Some(var), plus: 0 }) => {
                    constructors.iter().for_each(|&to| self.note_passed(scope.node(var), to, at));
                }
                Arg::Number(number) => self.note_whole(number, scope),
            }
        }
    }

    /// Records that the number with the node `from` is passed to `constructor`, as the argument with the index
    /// `parameter` of the constructor's type.
    fn note_passed(&mut self, from: usize, constructor: CombinatorId, parameter: usize) {
        let side = self.side;
        let parameters = side.wire[constructor].parameters.iter().enumerate();
        for (at, _) in parameters.filter(|&(_, of)| *of == Some(parameter)) {
            let to = self.starts[constructor.index()] + at;
            self.nodes[from].passed_to.push(to);
            self.nodes[to].passed_from.push(from);
        }
    }

    /// Records that fields depend on all bits of the number, as in `n*[ int ]`.
    fn note_whole(&mut self, number: NatExpr, scope: &Scope) {
        if let Some(var) = number.var {
            self.nodes[scope.node(var)].tested = u32::MAX;
        }
    }
}

/// Returns the position of a number among the implicit arguments and the fields of a combinator.
fn index_of(schema: &Schema, of: CombinatorId, number: Var) -> Option<usize> {
    let (implicit, fields) = (schema[of].implicit(), schema[of].fields());
    match number {
        Var::Implicit(index) => (implicit.get(index)?.kind() == VariableKind::Nat).then_some(index),
        Var::Field { index, .. } => {
            matches!(fields.get(index)?.ty(), FieldType::Nat).then_some(implicit.len() + index)
        }
    }
}

/// The numbers that a list of fields can use.
struct Scope {
    /// The node of the first implicit argument.
    implicit: usize,
    /// For the list and each list around it, the node of the first field. The outermost list is first.
    lists: Vec<usize>,
}

impl Scope {
    /// Returns the scope of a list inside this list. `list` is the node of its first field.
    fn inside(&self, list: usize) -> Self {
        Self { implicit: self.implicit, lists: self.lists.iter().copied().chain([list]).collect() }
    }

    fn node(&self, var: Var) -> usize {
        match var {
            Var::Implicit(index) => self.implicit + index,
            Var::Field { up, index } => self.lists[self.lists.len() - 1 - up] + index,
        }
    }
}

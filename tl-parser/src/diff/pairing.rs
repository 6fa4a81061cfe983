//! Pairs the constructors and functions of two schemas, and pairs the fields of two combinators.

use std::collections::HashMap;
use std::hash::Hash;

use super::same::Same;
use super::side::SideCombinator;
use crate::schema::{Combinator, CombinatorId, Condition, Field, Schema, Var};
use crate::wire::same::Variables;

/// Pairs of an old and a new combinator, which can be looked up in both directions.
pub(super) struct Pairs {
    new_of_old: Vec<Option<CombinatorId>>,
    old_of_new: Vec<Option<CombinatorId>>,
}

/// Pairs combinators of the same category by name and layer bar (`===n===`), then the remaining combinators by id. Two
/// combinators with the same id are compared even if their names differ, because a peer decodes one as the other.
pub(super) fn pair(old: &Schema, new: &Schema) -> Pairs {
    let mut pairs = Pairs {
        new_of_old: vec![None; old.combinators().len()],
        old_of_new: vec![None; new.combinators().len()],
    };
    pairs.pair_by_key(old, new, |combinator| {
        (combinator.category(), combinator.name(), combinator.layer_bar())
    });
    pairs.pair_by_key(old, new, |combinator| (combinator.category(), combinator.id()));
    pairs
}

impl Pairs {
    pub(super) fn new_of(&self, old: CombinatorId) -> Option<CombinatorId> {
        self.new_of_old[old.index()]
    }

    pub(super) fn old_of(&self, new: CombinatorId) -> Option<CombinatorId> {
        self.old_of_new[new.index()]
    }

    /// Pairs combinators that have the same key and are not paired yet. If several combinators of a schema have the
    /// same key, the first one is paired.
    fn pair_by_key<'s, K: Eq + Hash>(
        &mut self,
        old: &'s Schema,
        new: &'s Schema,
        key: impl Fn(&'s Combinator) -> K,
    ) {
        let mut by_key = HashMap::with_capacity(new.combinators().len());
        for id in new.combinators().filter(|&id| self.old_of(id).is_none()) {
            by_key.entry(key(&new[id])).or_insert(id);
        }
        for id in old.combinators() {
            if self.new_of(id).is_none()
                && let Some(other) = by_key.remove(&key(&old[id]))
            {
                self.new_of_old[id.index()] = Some(other);
                self.old_of_new[other.index()] = Some(id);
            }
        }
    }
}

/// A combinator of the old schema, the corresponding one of the new schema, and the pairs of their fields as indices.
pub(super) struct Pairing<'a> {
    pub(super) old: SideCombinator<'a>,
    pub(super) new: SideCombinator<'a>,
    new_of_old: Vec<Option<usize>>,
    old_of_new: Vec<Option<usize>>,
}

impl<'a> Pairing<'a> {
    /// Pairs fields by name, then the remaining fields by position, then the remaining flags by bit.
    pub(super) fn new(old: SideCombinator<'a>, new: SideCombinator<'a>) -> Self {
        let mut pairing = Self {
            old,
            new,
            new_of_old: vec![None; old.fields().len()],
            old_of_new: vec![None; new.fields().len()],
        };
        pairing.pair_by_name();
        pairing.pair_by_position();
        pairing.pair_flags_by_bit();
        pairing
    }

    /// Returns the index of the new field that is paired with the old field at the index `old`.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of_old[old]
    }

    /// Returns the index of the old field that is paired with the new field at the index `new`.
    pub(super) fn old_of(&self, new: usize) -> Option<usize> {
        self.old_of_new[new]
    }

    /// Returns the old combinator if `side` is 0, otherwise the new one.
    pub(super) fn combinator(&self, side: usize) -> SideCombinator<'a> {
        if side == 0 { self.old } else { self.new }
    }

    /// Returns the index of the field that is paired with the field `at`. If `side` is 0, `at` is an old field; if it
    /// is 1, a new one.
    pub(super) fn other(&self, side: usize, at: usize) -> Option<usize> {
        if side == 0 { self.new_of(at) } else { self.old_of(at) }
    }

    pub(super) fn old_fields(&self) -> &'a [Field] {
        self.old.fields()
    }

    pub(super) fn new_fields(&self) -> &'a [Field] {
        self.new.fields()
    }

    /// Returns a comparison of types and conditions that uses the pairs of fields found so far.
    pub(super) fn same(&self) -> Same<'_> {
        Same { old: self.old.side.schema, new: self.new.side.schema, variables: self.variables() }
    }

    pub(super) fn variables(&self) -> Variables<'_> {
        Variables(&self.new_of_old)
    }

    fn pair_up(&mut self, old: usize, new: usize) {
        self.new_of_old[old] = Some(new);
        self.old_of_new[new] = Some(old);
    }

    fn pair_by_name(&mut self) {
        let named = self.new_fields().iter().enumerate();
        let by_name: HashMap<&str, usize> =
            named.filter_map(|(at, field)| Some((field.name()?, at))).collect();
        for (old, field) in self.old_fields().iter().enumerate() {
            if let Some(&new) = field.name().and_then(|name| by_name.get(name)) {
                self.pair_up(old, new);
            }
        }
    }

    /// Pairs renamed fields: calls [`pair_if_similar`](Self::pair_if_similar) for the first field of both combinators,
    /// and for the two fields that directly follow a pair.
    fn pair_by_position(&mut self) {
        for old in 0..self.new_of_old.len() {
            let new = match old.checked_sub(1) {
                None => Some(0),
                Some(before) => self.new_of_old[before].map(|before| before + 1),
            };
            if let Some(new) = new {
                self.pair_if_similar(old, new);
            }
        }
    }

    /// Pairs flags by bit, regardless of their position.
    fn pair_flags_by_bit(&mut self) {
        let flags = self.new_fields().iter().enumerate().filter(|&(at, _)| self.new.is_flag(at));
        let free = flags.filter(|&(at, _)| self.old_of_new[at].is_none());
        let by_bit: HashMap<Condition, usize> =
            free.filter_map(|(at, field)| Some((field.condition()?, at))).collect();
        for (old, field) in self.old_fields().iter().enumerate() {
            let condition = field.condition().and_then(|condition| self.in_new(condition));
            if let Some(&new) = condition.and_then(|condition| by_bit.get(&condition)) {
                self.pair_if_similar(old, new);
            }
        }
    }

    /// Converts a condition of the old combinator to a condition of the new combinator. Returns `None` if the mask of
    /// the condition is not paired.
    fn in_new(&self, condition: Condition) -> Option<Condition> {
        let mask = match condition.mask {
            Var::Field { up, index } => Var::Field { up, index: self.new_of_old[index]? },
            implicit @ Var::Implicit(_) => implicit,
        };
        Some(Condition { mask, ..condition })
    }

    /// Pairs two fields if neither is paired yet and they differ at most in name. Two fields without names may also
    /// differ in type.
    fn pair_if_similar(&mut self, old: usize, new: usize) {
        let is_free = self.new_of_old[old].is_none() && self.old_of_new.get(new) == Some(&None);
        if !is_free {
            return;
        }
        let (old_field, new_field) = (&self.old_fields()[old], &self.new_fields()[new]);
        let same = self.same();
        if (old_field.name().is_none() && new_field.name().is_none())
            || same.condition(old_field.condition(), new_field.condition())
                && same.field_type(old_field.ty(), new_field.ty())
        {
            self.pair_up(old, new);
        }
    }
}

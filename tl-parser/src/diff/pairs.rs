//! Pairs the constructors and functions of two schemas.

use std::collections::HashMap;
use std::hash::Hash;

use crate::schema::{Combinator, CombinatorId, Schema};

/// Combinators that correspond to each other, in both directions.
pub(super) struct Pairs {
    new_of_old: Vec<Option<CombinatorId>>,
    old_of_new: Vec<Option<CombinatorId>>,
}

/// Pairs combinators by name and layer bar. Pairs the others by id, because their bytes are read as the same
/// combinator.
pub(super) fn pair(old: &Schema, new: &Schema) -> Pairs {
    let mut pairs = Pairs {
        new_of_old: vec![None; old.combinators().len()],
        old_of_new: vec![None; new.combinators().len()],
    };
    pairs.join(old, new, |combinator| (combinator.category(), combinator.name(), combinator.layer_bar()));
    pairs.join(old, new, |combinator| (combinator.category(), combinator.id()));
    pairs
}

impl Pairs {
    pub(super) fn new_of(&self, old: CombinatorId) -> Option<CombinatorId> {
        self.new_of_old[old.index()]
    }

    pub(super) fn old_of(&self, new: CombinatorId) -> Option<CombinatorId> {
        self.old_of_new[new.index()]
    }

    /// Pairs combinators that are not paired yet and have the same key. If several have the key, the first ones are
    /// paired.
    fn join<'s, K: Eq + Hash>(
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

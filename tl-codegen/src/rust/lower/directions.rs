//! Determines whether the values of each item are written, read or both. A client writes requests and reads results. A
//! server reads requests and writes results.

use std::collections::HashSet;

use super::super::model::{Directions, ItemRef};
use super::contents::{Contents, Parts};
use crate::rust::config::Role;

/// Returns the directions of results. Requests have the opposite direction.
pub(super) fn results(role: Role) -> Directions {
    match role {
        Role::Client => Directions::READS,
        Role::Server => Directions::WRITES,
        Role::Both => Directions::BOTH,
    }
}

/// Whether each item is written and whether it is read, by the number of the item.
#[derive(Debug)]
pub(super) struct ItemDirections(Vec<Directions>);

impl ItemDirections {
    /// Computes the directions. `functions` lists each function with the types in its result. If no function contains
    /// or returns an item, the item may be a separate message, so it is both written and read. The items in `both` and
    /// their results are also both written and read.
    pub(super) fn new(
        role: Role,
        functions: &[(usize, Parts)],
        contents: &Contents,
        both: &HashSet<usize>,
    ) -> Self {
        let results = results(role);
        let requests = Directions { writes: results.reads, reads: results.writes };
        let mut all = Self(vec![Directions::NONE; contents.of_items.len()]);
        let called: HashSet<usize> = functions.iter().map(|(function, _)| *function).collect();
        let mut add = |from: Vec<usize>, directions| all.add(contents, &called, from, directions);
        add(functions.iter().map(|(function, _)| *function).collect(), requests);
        add(functions.iter().flat_map(|(_, result)| result.items.iter().copied()).collect(), results);
        if functions.iter().any(|(_, result)| result.objects) {
            add(constructors(contents, &called), results);
        }
        let of_both = functions.iter().filter(|(function, _)| both.contains(function));
        let of_both: Vec<_> = of_both.map(|(_, result)| result).collect();
        add(both.iter().copied().collect(), Directions::BOTH);
        add(of_both.iter().flat_map(|result| result.items.iter().copied()).collect(), Directions::BOTH);
        if of_both.iter().any(|result| result.objects) {
            add(constructors(contents, &called), Directions::BOTH);
        }
        let separate = contents.iter().map(|(item, _)| item).filter(|&item| all.0[item] == Directions::NONE);
        let separate = separate.collect();
        all.add(contents, &called, separate, Directions::BOTH);
        all
    }

    pub(super) fn of(&self, item_ref: &ItemRef) -> Directions {
        self.0[item_ref.item]
    }

    /// Adds `directions` to the directions of the items in `pending` and of everything that they contain. A raw value
    /// may contain any constructor.
    fn add(
        &mut self,
        contents: &Contents,
        called: &HashSet<usize>,
        mut pending: Vec<usize>,
        directions: Directions,
    ) {
        let mut holds_all = false;
        while let Some(item) = pending.pop() {
            let known = self.0[item];
            self.0[item] = known.and(directions);
            if let Some(parts) = contents.of(item).filter(|_| self.0[item] != known) {
                pending.extend(&parts.items);
                if parts.objects && !std::mem::replace(&mut holds_all, true) {
                    pending.extend(constructors(contents, called));
                }
            }
        }
    }
}

/// Returns all items except functions.
fn constructors(contents: &Contents, called: &HashSet<usize>) -> Vec<usize> {
    contents.iter().map(|(item, _)| item).filter(|item| !called.contains(item)).collect()
}

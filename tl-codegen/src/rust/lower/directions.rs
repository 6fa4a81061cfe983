//! Which way the values of each item go: a client writes what its requests hold, and reads what they return.

use std::collections::HashMap;

use super::super::model::{Directions, Place};
use super::contents::{Content, Key, Parts, key};
use crate::config::Role;

/// For each item, whether it is written and whether it is read.
#[derive(Debug)]
pub(super) struct Traffic {
    of_all: Directions,
    of_items: HashMap<Key, Directions>,
}

impl Traffic {
    /// `functions` lists each function with what its results are made of; `contents` all items.
    pub(super) fn new(role: Role, functions: &[(Key, Parts)], contents: &[Content]) -> Self {
        let mut traffic = Self { of_all: Directions::NONE, of_items: HashMap::new() };
        match role {
            Role::Both => traffic.of_all = Directions::BOTH,
            Role::Client => traffic.follow_calls(functions, contents),
        }
        traffic
    }

    pub(super) fn of(&self, place: &Place) -> Directions {
        let found = self.of_items.get(&key(place)).copied().unwrap_or_default();
        found.and(self.of_all)
    }

    /// What no function reaches may be a message of its own, so it goes both ways.
    fn follow_calls(&mut self, functions: &[(Key, Parts)], contents: &[Content]) {
        let held: HashMap<&Key, &Parts> =
            contents.iter().map(|content| (&content.item, &content.parts)).collect();
        self.spread(&held, functions.iter().map(|(function, _)| function), Directions::WRITES);
        self.spread(&held, functions.iter().flat_map(|(_, output)| &output.items), Directions::READS);
        let reached = |item: &Key| self.of_items.contains_key(item);
        let rest: Vec<&Key> = held.keys().copied().filter(|item| !reached(item)).collect();
        self.spread(&held, rest, Directions::BOTH);
    }

    fn spread<'k>(
        &mut self,
        held: &HashMap<&'k Key, &'k Parts>,
        from: impl IntoIterator<Item = &'k Key>,
        way: Directions,
    ) {
        let mut open: Vec<&Key> = from.into_iter().collect();
        while let Some(item) = open.pop() {
            let known = self.of_items.entry(item.clone()).or_default();
            let both = known.and(way);
            if *known != both {
                *known = both;
                open.extend(held.get(item).into_iter().flat_map(|parts| &parts.items));
            }
        }
    }
}

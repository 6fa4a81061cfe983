//! Which way the values of each item go: a client writes what its requests hold, and reads what they return.

use super::super::model::{Directions, Place};
use super::contents::{Contents, Parts};
use crate::config::Role;

/// For each item by number, whether it is written and whether it is read.
#[derive(Debug)]
pub(super) struct Traffic(Vec<Directions>);

impl Traffic {
    /// `functions` lists each function with what its results are made of.
    pub(super) fn new(role: Role, functions: &[(usize, Parts)], contents: &Contents) -> Self {
        match role {
            Role::Both => Self(vec![Directions::BOTH; contents.of_items.len()]),
            Role::Client => Self::of_calls(functions, contents),
        }
    }

    pub(super) fn of(&self, place: &Place) -> Directions {
        self.0[place.item]
    }

    /// What no function reaches may be a message of its own, so it goes both ways.
    fn of_calls(functions: &[(usize, Parts)], contents: &Contents) -> Self {
        let mut traffic = Self(vec![Directions::NONE; contents.of_items.len()]);
        traffic.spread(contents, functions.iter().map(|(function, _)| *function), Directions::WRITES);
        let results = functions.iter().flat_map(|(_, result)| result.items.iter().copied());
        traffic.spread(contents, results, Directions::READS);
        let apart: Vec<_> = contents
            .iter()
            .map(|(item, _)| item)
            .filter(|&item| traffic.0[item] == Directions::NONE)
            .collect();
        traffic.spread(contents, apart, Directions::BOTH);
        traffic
    }

    fn spread(&mut self, contents: &Contents, from: impl IntoIterator<Item = usize>, way: Directions) {
        let mut open: Vec<usize> = from.into_iter().collect();
        while let Some(item) = open.pop() {
            let known = self.0[item];
            self.0[item] = known.and(way);
            if self.0[item] != known {
                open.extend(contents.items(item));
            }
        }
    }
}

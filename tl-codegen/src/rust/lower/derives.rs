//! Which derives hold: `Eq`, `Ord` and `Hash` do not where a floating-point number is inside.

use std::collections::{HashMap, HashSet};

use super::super::model::{Path, Place};
use super::contents::{Content, Key, key};

/// The derives of the package, and the items that hold a floating-point number.
#[derive(Debug)]
pub(super) struct Derives {
    wanted: Vec<Path>,
    with_floats: HashSet<Key>,
}

impl Derives {
    /// `contents` lists all items.
    pub(super) fn new(wanted: Vec<Path>, contents: &[Content]) -> Self {
        let mut derives = Self { wanted, with_floats: HashSet::new() };
        if derives.wanted.iter().any(|path| !allows_floats(path)) {
            derives.spread(contents);
        }
        derives
    }

    /// Those that hold for the item at `place`.
    pub(super) fn of(&self, place: &Place) -> Vec<Path> {
        let has_floats = self.with_floats.contains(&key(place));
        self.wanted.iter().filter(|path| !has_floats || allows_floats(path)).cloned().collect()
    }

    /// Follows floating-point numbers from each item to those that hold it.
    fn spread(&mut self, contents: &[Content]) {
        let mut holders: HashMap<&Key, Vec<&Key>> = HashMap::new();
        for Content { item, parts } in contents {
            for held in &parts.items {
                holders.entry(held).or_default().push(item);
            }
        }
        let with_floats = contents.iter().filter(|content| content.parts.floats);
        let mut found: Vec<&Key> = with_floats.map(|content| &content.item).collect();
        while let Some(item) = found.pop() {
            if self.with_floats.insert(item.clone()) {
                found.extend(holders.get(item).into_iter().flatten());
            }
        }
    }
}

fn allows_floats(path: &Path) -> bool {
    !path.segments.last().is_some_and(|last| ["Eq", "Ord", "Hash"].contains(&&*last.0))
}

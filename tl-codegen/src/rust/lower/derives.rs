//! Determines the derives of each item. Items that contain a floating-point number cannot have `Eq`, `Ord` and `Hash`.

use super::super::model::{ItemRef, Path};
use super::contents::Contents;

/// The derives of the package, and whether each item contains a floating-point number.
#[derive(Debug)]
pub(super) struct Derives {
    wanted: Vec<Path>,
    with_floats: Vec<bool>,
}

impl Derives {
    pub(super) fn new(wanted: Vec<Path>, contents: &Contents) -> Self {
        let with_floats = if wanted.iter().all(allows_floats) { Vec::new() } else { with_floats(contents) };
        Self { wanted, with_floats }
    }

    /// Returns the derives of the package without those that the item cannot have.
    pub(super) fn of(&self, item_ref: &ItemRef) -> Vec<Path> {
        let has_floats = self.with_floats.get(item_ref.item).is_some_and(|&has| has);
        self.wanted.iter().filter(|path| !has_floats || allows_floats(path)).cloned().collect()
    }
}

/// Returns whether each item contains a floating-point number, directly or in another item.
fn with_floats(contents: &Contents) -> Vec<bool> {
    let mut holders = vec![Vec::new(); contents.of_items.len()];
    let mut found = Vec::new();
    for (item, parts) in contents.iter() {
        parts.items.iter().for_each(|&held| holders[held].push(item));
        found.extend(parts.floats.then_some(item));
    }
    let mut with_floats = vec![false; holders.len()];
    while let Some(item) = found.pop() {
        if !std::mem::replace(&mut with_floats[item], true) {
            found.extend(&holders[item]);
        }
    }
    with_floats
}

fn allows_floats(path: &Path) -> bool {
    !path.segments.last().is_some_and(|last| ["Eq", "Ord", "Hash"].contains(&&*last.0))
}

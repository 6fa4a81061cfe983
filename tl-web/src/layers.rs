//! Finds the layers that declare given ids.

use std::collections::{BTreeMap, BTreeSet};

use tl_schemas::history::{self, Declaration};

/// Returns the bundled layers that declare all of `ids`, ascending. Ids that no layer declares are ignored.
pub(crate) fn with_all(ids: &BTreeSet<u32>) -> Vec<u32> {
    let mut declarations = BTreeMap::<u32, Vec<Declaration>>::new();
    for declaration in history::declarations() {
        if let Some(id) = declaration.id().filter(|id| ids.contains(id)) {
            declarations.entry(id).or_default().push(declaration);
        }
    }
    let has =
        |of_id: &[Declaration], layer| of_id.iter().any(|declaration| declaration.layers.contains(layer));
    bundled().filter(|&layer| declarations.values().all(|of_id| has(of_id, layer))).collect()
}

/// Returns the numbers of the bundled layers, ascending.
pub(crate) fn bundled() -> impl DoubleEndedIterator<Item = u32> {
    tl_schemas::ALL.iter().filter_map(|schema| schema.layer)
}

/// Returns ascending layers as text, such as `46 to 109, 111`. A range such as `46 to 109` contains all bundled layers
/// between the two numbers.
pub(crate) fn ranges(layers: &[u32]) -> String {
    let mut ranges = Vec::<(u32, u32)>::new();
    let mut previous = None;
    for layer in bundled() {
        if layers.contains(&layer) {
            match ranges.last_mut().filter(|(_, last)| Some(*last) == previous) {
                Some((_, last)) => *last = layer,
                None => ranges.push((layer, layer)),
            }
        }
        previous = Some(layer);
    }
    let texts = ranges.into_iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    });
    texts.collect::<Vec<_>>().join(", ")
}

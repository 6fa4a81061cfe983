//! The history of the Telegram API in memory. Layers can be added to it, and it can be written as the text of
//! `history.tsv`.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use tl_schemas::history::{Declaration, Kind};

/// The declarations of the Telegram API, each with the layers that contain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct History {
    layers: BTreeSet<u32>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    layers: BTreeSet<u32>,
    kind: Kind,
    text: String,
}

impl History {
    /// Creates the history from its declarations. `layers` contains all layers of the history.
    pub(crate) fn new(
        layers: impl IntoIterator<Item = u32>,
        declarations: impl IntoIterator<Item = Declaration>,
    ) -> Self {
        let layers: BTreeSet<u32> = layers.into_iter().collect();
        let row = |declaration: Declaration| Row {
            layers: layers.iter().copied().filter(|&layer| declaration.layers.contains(layer)).collect(),
            kind: declaration.kind,
            text: declaration.text.to_owned(),
        };
        let rows = declarations.into_iter().map(row).collect();
        Self { layers, rows }
    }

    /// Adds or replaces a layer. The order of `declarations` is the order within the layer.
    pub(crate) fn add(&mut self, layer: u32, declarations: &[(Kind, String)]) {
        self.remove(layer);
        self.layers.insert(layer);
        for (kind, text) in declarations {
            match self.rows.iter_mut().find(|row| row.kind == *kind && row.text == *text) {
                Some(row) => _ = row.layers.insert(layer),
                None => self.rows.push(Row { layers: [layer].into(), kind: *kind, text: text.clone() }),
            }
        }
        let place = |row: &Row| declarations.iter().position(|(_, text)| *text == row.text);
        self.rows.sort_by_cached_key(|row| {
            let newest = row.layers.last().copied();
            // Rows whose newest layer is `layer` get the order of `declarations`. Other rows with the same kind and
            // newest layer keep their order.
            let place = if newest == Some(layer) { place(row) } else { None };
            (row.kind, Reverse(newest), place)
        });
    }

    /// Removes a layer, and the declarations that only this layer contains.
    pub(crate) fn remove(&mut self, layer: u32) {
        self.layers.remove(&layer);
        self.rows.iter_mut().for_each(|row| _ = row.layers.remove(&layer));
        self.rows.retain(|row| !row.layers.is_empty());
    }

    /// Returns the declarations of a layer.
    pub(crate) fn layer(&self, layer: u32) -> BTreeSet<(Kind, &str)> {
        let rows = self.rows.iter().filter(|row| row.layers.contains(&layer));
        rows.map(|row| (row.kind, row.text.as_str())).collect()
    }

    /// Returns the text of `history.tsv`.
    pub(crate) fn text(&self) -> String {
        let layers: Vec<_> = self.layers.iter().map(u32::to_string).collect();
        let mut text = format!("# layers\t{}\n", layers.join(","));
        for Row { layers, kind, text: declaration } in &self.rows {
            let kind = match kind {
                Kind::Constructor => "constructor",
                Kind::Function => "function",
            };
            text += &format!("{}\t{kind}\t{declaration}\n", self.ranges(layers));
        }
        text
    }

    /// Formats layers as ranges, such as `46-109,111`. A range includes all layers of the history between its ends.
    fn ranges(&self, layers: &BTreeSet<u32>) -> String {
        let known: Vec<u32> = self.layers.iter().copied().collect();
        let runs = known.split(|layer| !layers.contains(layer)).filter(|run| !run.is_empty());
        let ranges = runs.map(|run| match run {
            [first, .., last] => format!("{first}-{last}"),
            run => run[0].to_string(),
        });
        ranges.collect::<Vec<_>>().join(",")
    }
}

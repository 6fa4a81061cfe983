//! The section about the layers that have a declaration.

use tl_parser::schema::CombinatorId;
use tl_schemas::history::Declaration;

use super::Pages;
use crate::docs::history::Versions;
use crate::docs::page::{Block, Line, Table};

impl Pages<'_> {
    /// Adds the first layer of a declaration, the layers that changed it, and all its versions if there are several.
    pub(super) fn versions(&self, id: CombinatorId, blocks: &mut Vec<Block>) {
        let Some(versions) = self.history.and_then(|history| history.of(self.schema, id)) else {
            return;
        };
        blocks.push(Block::Heading("History"));
        blocks.push(Block::Paragraph(Line::words(summary(&versions))));
        if versions.all.len() > 1 {
            let row = |Declaration { layers, text, .. }: &Declaration| {
                [Line::words(layers.to_string()), Line::code(*text)]
            };
            let rows = versions.all.iter().map(row).collect();
            blocks.push(Block::Table(Table::new(["Layers", "Declaration"], rows).foldable()));
        }
    }
}

/// Returns a sentence such as `Since layer 70, changed in layers 143 and 158.`
fn summary(versions: &Versions<'_>) -> String {
    let or_earlier = if versions.may_be_older { " or earlier" } else { "" };
    let since = format!("Since layer {}{or_earlier}", versions.first);
    match versions.changed_in.as_slice() {
        [] => format!("{since}, unchanged."),
        [only] => format!("{since}, changed in layer {only}."),
        [others @ .., last] => {
            let others = others.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
            format!("{since}, changed in layers {others} and {last}.")
        }
    }
}

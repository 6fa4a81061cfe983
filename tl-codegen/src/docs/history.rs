//! The declarations of the Telegram API in all bundled layers.

use std::collections::HashMap;

use tl_parser::schema::{Category, CombinatorId, Schema};
use tl_schemas::history::{self, Declaration, Kind};

/// The declarations of all bundled layers, by name.
#[derive(Debug)]
pub(super) struct History {
    constructors: ByName,
    functions: ByName,
    /// The oldest bundled layer.
    oldest: u32,
}

type ByName = HashMap<&'static str, Vec<Declaration>>;

/// The history of one name.
pub(super) struct Versions<'h> {
    /// All declarations of the name, newest first.
    pub(super) all: &'h [Declaration],
    /// The oldest bundled layer with the name.
    pub(super) first: u32,
    /// Whether layers before `first` may have the name. This is the case if `first` is the oldest bundled layer.
    pub(super) may_be_older: bool,
    /// The layers that changed the declaration of the name, ascending.
    pub(super) changed_in: Vec<u32>,
}

impl History {
    pub(super) fn new() -> Self {
        // At least one layer is bundled, so the default is never used.
        let oldest = tl_schemas::ALL.iter().filter_map(|schema| schema.layer).min().unwrap_or_default();
        let [mut constructors, mut functions] = [ByName::new(), ByName::new()];
        for declaration in history::declarations() {
            let by_name = match declaration.kind {
                Kind::Constructor => &mut constructors,
                Kind::Function => &mut functions,
            };
            by_name.entry(declaration.name()).or_default().push(declaration);
        }
        Self { constructors, functions, oldest }
    }

    /// Returns the history of a combinator. Returns `None` if no bundled layer has a combinator with the same name and
    /// id, because the schema then describes another API.
    pub(super) fn of(&self, schema: &Schema, id: CombinatorId) -> Option<Versions<'_>> {
        let combinator = &schema[id];
        let by_name = match combinator.category() {
            Category::Constructor => &self.constructors,
            Category::Function => &self.functions,
        };
        let all = by_name.get(combinator.name())?;
        let is_known = all.iter().any(|declaration| declaration.id() == Some(combinator.id()));
        let mut firsts: Vec<u32> = all.iter().map(|declaration| declaration.layers.first()).collect();
        firsts.sort_unstable();
        firsts.dedup();
        let first = is_known.then(|| firsts.remove(0))?;
        Some(Versions { all, first, may_be_older: first == self.oldest, changed_in: firsts })
    }
}

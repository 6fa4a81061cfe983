//! The declarations of one name in the layers of the Telegram API.

use serde::Serialize;
use tl_parser::schema::{Category, Combinator};
use tl_schemas::history::{self, Declaration, Kind, Layers};

/// The layers that have a declaration, and what other layers have in its place.
#[derive(Debug, Serialize)]
pub(crate) struct Versions {
    /// First and last layer of each range.
    layers: Vec<(u32, u32)>,
    /// Other declarations of the same name, those of newer layers first.
    pub(super) others: Vec<Version>,
    #[serde(skip)]
    shown: Layers,
}

/// A declaration in other layers.
#[derive(Debug, Serialize)]
pub(crate) struct Version {
    layers: Vec<(u32, u32)>,
    pub(super) definition: &'static str,
    #[serde(skip)]
    pub(super) shown: Layers,
}

impl Versions {
    /// Returns `None` if no bundled layer has this declaration.
    pub(super) fn of(combinator: &Combinator) -> Option<Self> {
        let kind = match combinator.category() {
            Category::Constructor => Kind::Constructor,
            Category::Function => Kind::Function,
        };
        let definition = combinator.declaration_with_id();
        let (same, others): (Vec<_>, Vec<_>) = history::with_name(combinator.name(), kind)
            .partition(|declaration| declaration.text == definition);
        let layers = same.first()?.layers;
        Some(Self {
            layers: layers.ranges().collect(),
            others: others.into_iter().map(Version::from).collect(),
            shown: layers,
        })
    }

    /// Returns the layers for people: `135 to 230`.
    pub(super) fn layers(&self) -> String {
        self.shown.to_string()
    }
}

impl From<Declaration> for Version {
    fn from(Declaration { layers, text, .. }: Declaration) -> Self {
        Self { layers: layers.ranges().collect(), definition: text, shown: layers }
    }
}

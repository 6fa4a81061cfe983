//! Finds the declarations of one name in the layers of the Telegram API.

use serde::{Serialize, Serializer};
use tl_parser::schema::{Category, Combinator};
use tl_schemas::history::{self, Declaration, Kind, Layers};

/// The layers that have a declaration, and the declarations of the same name in other layers.
#[derive(Debug, Serialize)]
pub(crate) struct Versions {
    #[serde(serialize_with = "ranges")]
    pub(super) layers: Layers,
    /// Other declarations of the same name, newest layers first.
    pub(super) others: Vec<Version>,
}

/// A declaration in other layers.
#[derive(Debug, Serialize)]
pub(crate) struct Version {
    #[serde(serialize_with = "ranges")]
    pub(super) layers: Layers,
    pub(super) definition: &'static str,
}

impl Versions {
    /// Returns `None` if no bundled layer has this declaration.
    pub(super) fn of(combinator: &Combinator, definition: &str) -> Option<Self> {
        let kind = match combinator.category() {
            Category::Constructor => Kind::Constructor,
            Category::Function => Kind::Function,
        };
        let (same, others): (Vec<_>, Vec<_>) = history::with_name(combinator.name(), kind)
            .partition(|declaration| declaration.text == definition);
        Some(Self { layers: same.first()?.layers, others: others.into_iter().map(Version::from).collect() })
    }
}

impl From<Declaration> for Version {
    fn from(Declaration { layers, text, .. }: Declaration) -> Self {
        Self { layers, definition: text }
    }
}

/// Writes the first and the last layer of each range.
fn ranges<S: Serializer>(layers: &Layers, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(layers.ranges())
}

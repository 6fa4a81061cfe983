//! The TL schemas that ship with the compiler, by name.
//!
//! ```
//! let layer = tl_schemas::find("telegram/82").unwrap();
//! assert_eq!(layer.layer, Some(82));
//! assert!(layer.text().contains("auth.cancelCode#1f040578"));
//! ```

pub mod history;
#[cfg(feature = "packed")]
mod packed;

use std::borrow::Cow;
use std::fmt;

/// A schema that ships with the compiler. `README.md` in the package lists the sources of the schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The name on the command line and in build scripts, such as `telegram/82` or `mtproto`.
    pub name: &'static str,
    /// The number of the layer, for schemas of the Telegram API.
    pub layer: Option<u32>,
}

/// All bundled schemas: MTProto, followed by the layers of the Telegram API in ascending order.
pub const ALL: &[Schema] = include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// The declarations of all bundled layers of the Telegram API as one schema. If several declarations have the same id,
/// the schema contains only the newest of them.
///
/// Use this schema to read values of any layer. Older declarations of a name are below layer bars, `===n===`.
/// Read it in lenient mode, because Telegram published the declaration of `help.configSimple` with a mistake.
pub const HISTORY: Schema = Schema { name: "telegram/history", layer: None };

impl Schema {
    /// Returns the TL text. Except for MTProto, the text is generated from [`history`] in each call.
    #[must_use]
    pub fn text(&self) -> Cow<'static, str> {
        match self.layer {
            None if *self == HISTORY => Cow::Owned(history::all()),
            None => Cow::Borrowed(include_str!("../mtproto.tl")),
            Some(layer) => Cow::Owned(history::layer(layer)),
        }
    }
}

/// Returns the schema called `name`. `82` is short for `telegram/82`. The name of [`HISTORY`] is valid too.
///
/// # Errors
/// Returns [`UnknownSchema`] if no bundled schema has this name.
pub fn find(name: &str) -> Result<&'static Schema, UnknownSchema> {
    let is_meant = |schema: &&Schema| match layer_of(name) {
        Some(layer) => schema.layer == Some(layer),
        None => schema.name == name,
    };
    ALL.iter().chain([&HISTORY]).find(is_meant).ok_or_else(|| UnknownSchema { name: name.to_owned() })
}

/// Returns the newest bundled layer of the Telegram API.
#[must_use]
pub fn newest_layer() -> Option<&'static Schema> {
    layers().next_back()
}

/// Returns the nearest bundled layer below `layer` and the nearest one above it. `layer` itself need not be bundled.
///
/// ```
/// let [below, above] = tl_schemas::neighbours(194).map(|schema| schema.and_then(|schema| schema.layer));
/// assert_eq!((below, above), (Some(193), Some(195)));
/// ```
#[must_use]
pub fn neighbours(layer: u32) -> [Option<&'static Schema>; 2] {
    let below = layers().rfind(|schema| schema.layer < Some(layer));
    let above = layers().find(|schema| schema.layer > Some(layer));
    [below, above]
}

fn layers() -> impl DoubleEndedIterator<Item = &'static Schema> {
    ALL.iter().filter(|schema| schema.layer.is_some())
}

/// Returns the number in a name such as `telegram/82` or `82`.
fn layer_of(name: &str) -> Option<u32> {
    name.strip_prefix("telegram/").unwrap_or(name).parse().ok()
}

/// The error for a name that is not the name of a bundled schema. If the name contains the number of a layer, as in
/// `telegram/194`, the message contains the nearest bundled layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSchema {
    /// The name that was looked up.
    pub name: String,
}

impl fmt::Display for UnknownSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(layer) = layer_of(&self.name) else {
            return write!(f, "no bundled schema is called `{}`", self.name);
        };
        write!(f, "layer {layer} of the Telegram API is not bundled")?;
        match neighbours(layer).map(|schema| schema.map_or("", |schema| schema.name)) {
            ["", ""] => Ok(()),
            ["", oldest] => write!(f, "; the oldest is `{oldest}`"),
            [newest, ""] => write!(f, "; the newest is `{newest}`"),
            [below, above] => write!(f, "; the nearest are `{below}` and `{above}`"),
        }
    }
}

impl std::error::Error for UnknownSchema {}

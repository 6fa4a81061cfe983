//! The TL schemas that ship with the compiler, by name.
//!
//! ```
//! let layer = tl_schemas::find("telegram/82").unwrap();
//! assert_eq!(layer.layer, Some(82));
//! assert!(layer.text.contains("auth.cancelCode#1f040578"));
//! ```

/// A schema that ships with the compiler; `README.md` beside the files says where each comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// What it is called on the command line and in build scripts: `telegram/82`, `mtproto`.
    pub name: &'static str,
    /// The layer, if it is one of the Telegram API.
    pub layer: Option<u32>,
    /// Its file, relative to this crate.
    pub file: &'static str,
    /// The whole text.
    pub text: &'static str,
}

/// All bundled schemas: MTProto, then the layers, ascending.
pub const ALL: &[Schema] = include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// The schema called `name`; `82` alone means `telegram/82`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Schema> {
    let layer = name.strip_prefix("telegram/").unwrap_or(name).parse().ok();
    ALL.iter().find(|schema| schema.name == name || (layer.is_some() && schema.layer == layer))
}

/// The newest bundled layer of the Telegram API.
#[must_use]
pub fn newest_layer() -> Option<&'static Schema> {
    ALL.iter().filter(|schema| schema.layer.is_some()).max_by_key(|schema| schema.layer)
}

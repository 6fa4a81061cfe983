//! The generated modules, each beside the schema that it was made from.

use tl_parser::SourceMap;
use tl_parser::schema::{Category, CombinatorId, Options, Schema};
use tl_runtime::{Decode, DecodeError, Encode};
use tl_tests::{layer_82, layer_230, mtproto, names};

use crate::corpus::hex;

/// One module.
pub(crate) struct Generated {
    pub(crate) name: &'static str,
    pub(crate) schema: Schema,
    pub(crate) registry_name: fn(u32) -> Option<&'static str>,
    pub(crate) registry: &'static [(u32, &'static str)],
    constructor: Rewrite,
    function: Rewrite,
}

/// Decodes bytes and encodes the value.
type Rewrite = fn(&[u8]) -> Result<Vec<u8>, DecodeError>;

macro_rules! generated {
    ($module:ident, $text:expr) => {
        Generated {
            name: stringify!($module),
            schema: schema($text),
            registry_name: $module::registry::name,
            registry: &$module::registry::NAMES,
            constructor: rewrite::<$module::types::Any>,
            function: rewrite::<$module::functions::Any>,
        }
    };
}

/// All modules.
pub(crate) fn all() -> [Generated; 4] {
    [
        generated!(mtproto, bundled("mtproto")),
        layer_82(),
        generated!(layer_230, bundled("telegram/230")),
        generated!(names, include_str!("../../fixtures/names.tl")),
    ]
}

/// The module of layer 82.
pub(crate) fn layer_82() -> Generated {
    generated!(layer_82, bundled("telegram/82"))
}

fn bundled(name: &str) -> &'static str {
    tl_schemas::find(name).unwrap().text
}

/// The schema of one text.
pub(crate) fn schema(text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("schema.tl", text).unwrap();
    let resolved = tl_parser::load(&sources, &Options::default());
    resolved.schema.unwrap_or_else(|| panic!("{:?}", resolved.diagnostics))
}

/// Reads `bytes` as a `T` and writes that value.
pub(crate) fn rewrite<T: Decode + Encode>(bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let value = T::from_bytes(bytes)?;
    let written = value.to_bytes().unwrap_or_else(|error| panic!("{}: {error}", hex(bytes)));
    assert_eq!(value.encoded_len(), Ok(written.len()), "{}", hex(bytes));
    Ok(written)
}

impl Generated {
    /// Reads `bytes` as any constructor or any function, and writes that value.
    pub(crate) fn rewrite(&self, category: Category, bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
        match category {
            Category::Constructor => (self.constructor)(bytes),
            Category::Function => (self.function)(bytes),
        }
    }

    /// The constructors and functions that the schema declares.
    pub(crate) fn declared(&self) -> impl Iterator<Item = CombinatorId> {
        [Category::Constructor, Category::Function].into_iter().flat_map(|kind| self.schema.declared(kind))
    }

    /// The only combinator called `name`.
    pub(crate) fn find(&self, name: &str) -> CombinatorId {
        let &[id] = self.schema.find_combinators(name) else { panic!("{} has not one {name}", self.name) };
        id
    }
}

//! Reads schemas and makes codecs of them.

use std::fmt;

use tl_parser::SourceMap;
use tl_parser::schema::{Options, Schema};
use tl_value::Codec;

use crate::answer::{Part, Problem, Result};

/// Maximum total number of unpacked bytes in all `gzip_packed` of one value.
const MOST_UNPACKED: usize = 4 << 20;

/// The bundled schemas that a value is read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// A layer, and MTProto for ids and names that the layer lacks.
    Layer(u32),
    /// MTProto, and the newest layer.
    Mtproto,
    /// The declarations of all layers, and MTProto.
    All,
}

impl Choice {
    /// Parses the argument `layer` of a page. Returns `None` if the layer is to be guessed.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>> {
        match text.trim() {
            "" | "guess" => Ok(None),
            "all" => Ok(Some(Self::All)),
            "mtproto" => Ok(Some(Self::Mtproto)),
            layer => {
                let found =
                    tl_schemas::find(layer).map_err(|error| Problem::new(Part::Schema, error.to_string()))?;
                Ok(Some(found.layer.map_or(Self::Mtproto, Self::Layer)))
            }
        }
    }

    /// Returns the newest layer, or all layers if none is bundled.
    pub(crate) fn newest() -> Self {
        tl_schemas::newest_layer().and_then(|schema| schema.layer).map_or(Self::All, Self::Layer)
    }

    fn names(self) -> [String; 2] {
        let mtproto = "mtproto".to_owned();
        match self {
            Self::Layer(layer) => [layer.to_string(), mtproto],
            Self::Mtproto => [mtproto, Self::newest().to_string()],
            Self::All => [tl_schemas::HISTORY.name.to_owned(), mtproto],
        }
    }

    /// Makes the codec of these schemas.
    pub(crate) fn codec(self) -> Result<Codec> {
        let schemas = self.names().map(|name| bundled(&name));
        let [first, second] = schemas;
        Ok(limited(Codec::of_schemas(&[&first?, &second?])))
    }
}

/// Writes the argument with which a page selects these schemas.
impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Layer(layer) => layer.fmt(f),
            Self::Mtproto => f.write_str("mtproto"),
            Self::All => f.write_str("all"),
        }
    }
}

/// Limits the time and the memory that a value may take.
pub(crate) fn limited(codec: Codec) -> Codec {
    codec.with_most_unpacked(MOST_UNPACKED)
}

/// Reads a bundled schema.
pub(crate) fn bundled(name: &str) -> Result<Schema> {
    let schema = tl_schemas::find(name).map_err(|error| Problem::new(Part::Schema, error.to_string()))?;
    read(schema.name, schema.text().into_owned())
}

/// Reads a schema without its invalid declarations. Some layers were published with such declarations.
pub(crate) fn read(name: &str, text: String) -> Result<Schema> {
    let mut sources = SourceMap::new();
    sources.add_schema(name, text).map_err(|error| Problem::new(Part::Schema, error.to_string()))?;
    let resolved = tl_parser::load(&sources, &Options { lenient: true, ..Options::default() });
    resolved.schema.ok_or_else(|| Problem::new(Part::Schema, format!("`{name}` is not a schema")))
}

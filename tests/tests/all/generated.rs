//! Access to the generated modules, each with its schema.

use std::borrow::Cow;
use std::fmt::Debug;

use allocation_counter::measure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tl_parser::schema::{Category, CombinatorId, Schema};
use tl_runtime::{Decode, DecodeError, DecodeErrorKind, Encode, Identify, Limits, Reader, View};
use tl_tests::{layer_82, layer_230, masks, mtproto, names, parameters};

use crate::corpus::hex;

/// Removes texts such as `__source: _` and `Endless(Some(`, so that the `Debug` text of a view equals that of its owned
/// value.
fn without_differences(shown: &str) -> String {
    let without = |shown: String, what: &str| shown.replace(what, "");
    let only_views = [", __source: _", " { __source: _ }", "View"];
    [")", "Endless(Some("].into_iter().chain(only_views).fold(shown.to_owned(), without)
}

/// A generated module.
pub(crate) struct Generated {
    pub(crate) name: &'static str,
    pub(crate) schema: Schema,
    pub(crate) registry_name: fn(u32) -> Option<&'static str>,
    pub(crate) registry: &'static [(u32, &'static str)],
    constructor: Rewrite,
    function: Rewrite,
    reads: [Read; 2],
    read_views: [Read; 2],
    handle: Handle,
    allocations: [Allocations; 2],
    json: Option<[Json; 2]>,
    views: [RewriteView; 2],
    read_all: [ReadAll; 2],
}

/// Decodes all bytes, and also reads them as a view.
type ReadAll = fn(&[u8]) -> Result<(), DecodeError>;

fn read_all<'a, V: View<'a, Owned: Decode>>(bytes: &'a [u8]) -> Result<(), DecodeError> {
    let owned = V::Owned::from_bytes(bytes).map(drop);
    let seen = V::view_from_bytes(bytes).map(drop);
    // A view takes almost no memory, so reading it may succeed if the owned value exceeds the memory limit.
    let is_large = |error: &DecodeError| matches!(error.kind(), DecodeErrorKind::TooMuchMemory { .. });
    assert!(seen == owned || owned.as_ref().is_err_and(is_large), "{}", hex(bytes));
    owned
}

/// Reads bytes as a view, and encodes the owned copy of the view.
type RewriteView = fn(&[u8]) -> Result<Vec<u8>, DecodeError>;

/// Reads `bytes` as a view and compares it with its owned copy. Returns the bytes of the copy.
pub(crate) fn rewrite_view<'a, V>(bytes: &'a [u8]) -> Result<Vec<u8>, DecodeError>
where
    V: View<'a, Owned: Encode + Debug + Identify> + Debug + Identify,
{
    let view = V::view_from_bytes(bytes)?;
    let owned = view.owned();
    assert_eq!(view.combinator(), owned.combinator(), "{}", hex(bytes));
    assert_eq!(
        without_differences(&format!("{view:?}")),
        without_differences(&format!("{owned:?}")),
        "{}",
        hex(bytes)
    );
    Ok(owned.to_bytes().unwrap_or_else(|error| panic!("{}: {error}", hex(bytes))))
}

/// Conversions of bytes to JSON and JSON to bytes, through a value of a generated type.
#[derive(Clone, Copy)]
pub(crate) struct Json {
    pub(crate) decode: fn(&[u8]) -> Result<String, String>,
    pub(crate) encode: fn(&str) -> Result<Vec<u8>, String>,
}

impl Json {
    pub(crate) fn of<T: Decode + Encode + Serialize + DeserializeOwned>() -> Self {
        Self {
            decode: |bytes| {
                let value = T::from_bytes(bytes).map_err(|error| error.to_string())?;
                serde_json::to_string(&value).map_err(|error| error.to_string())
            },
            encode: |json| {
                let value: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
                value.to_bytes().map_err(|error| error.to_string())
            },
        }
    }
}

/// Decodes bytes and encodes the value again.
type Rewrite = fn(&[u8]) -> Result<Vec<u8>, DecodeError>;

/// Decodes bytes and calls the derived methods of the value.
type Handle = fn(&[u8]) -> Result<usize, DecodeError>;

/// Decodes bytes and clones the value. Returns the numbers of allocations for decoding and for cloning.
type Allocations = fn(&[u8]) -> [u64; 2];

fn allocations<T: Decode + Clone>(bytes: &[u8]) -> [u64; 2] {
    let mut value = None;
    let decoding = measure(|| value = T::from_bytes(bytes).ok());
    let cloning = measure(|| drop(value.clone()));
    assert!(value.is_some(), "{}", hex(bytes));
    [decoding, cloning].map(|measured| measured.count_total)
}

/// Decodes the value at the beginning of the bytes, and drops it.
type Read = fn(&[u8], Limits) -> Result<(), DecodeError>;

macro_rules! generated {
    ($module:ident, $text:expr) => {
        Generated { json: None, ..generated!(@ $module, $text) }
    };
    ($module:ident, $text:expr, json) => {
        Generated {
            json: Some([Json::of::<$module::types::Any>(), Json::of::<$module::functions::Any>()]),
            ..generated!(@ $module, $text)
        }
    };
    (@ $module:ident, $text:expr) => {
        Generated {
            name: stringify!($module),
            schema: schema($text),
            registry_name: $module::registry::name,
            registry: &$module::registry::NAMES,
            constructor: rewrite::<$module::types::Any>,
            function: rewrite::<$module::functions::Any>,
            reads: [read::<$module::types::Any>, read::<$module::functions::Any>],
            read_views: [
                |bytes, limits| $module::views::types::Any::view_with_limits(bytes, limits).map(drop),
                |bytes, limits| $module::views::functions::Any::view_with_limits(bytes, limits).map(drop),
            ],
            handle: handle::<$module::types::Any>,
            allocations: [allocations::<$module::types::Any>, allocations::<$module::functions::Any>],
            json: None,
            views: [
                |bytes| rewrite_view::<$module::views::types::Any<'_>>(bytes),
                |bytes| rewrite_view::<$module::views::functions::Any<'_>>(bytes),
            ],
            read_all: [
                |bytes| read_all::<$module::views::types::Any<'_>>(bytes),
                |bytes| read_all::<$module::views::functions::Any<'_>>(bytes),
            ],
        }
    };
}

/// Returns the modules that are compared with their schemas and do not need the test data.
pub(crate) fn all() -> [Generated; 6] {
    [
        generated!(mtproto, &bundled("mtproto"), json),
        layer_82(),
        generated!(layer_230, &bundled("telegram/230")),
        generated!(masks, include_str!("../../fixtures/masks.tl"), json),
        generated!(parameters, include_str!("../../fixtures/parameters.tl"), json),
        generated!(names, include_str!("../../fixtures/names.tl"), json),
    ]
}

/// Returns the module of layer 82.
pub(crate) fn layer_82() -> Generated {
    generated!(layer_82, &bundled("telegram/82"), json)
}

/// Returns the module of layer 228.
#[cfg(corpus)]
pub(crate) fn layer_228() -> Generated {
    use tl_tests::mtcute;

    generated!(mtcute, &crate::corpus::text("vectors/schema-mtcute-L228.tl").unwrap(), json)
}

/// Returns the module of Telethon's schema of `MTProto`. Some fields that are `bytes` in the bundled schema are
/// `string` in this schema.
#[cfg(corpus)]
pub(crate) fn telethon_mtproto() -> Generated {
    use tl_tests::telethon_mtproto;

    generated!(telethon_mtproto, &crate::corpus::text("vectors/schema-telethon-mtproto.tl").unwrap(), json)
}

/// Returns the modules of TON's schemas.
#[cfg(corpus)]
pub(crate) fn ton() -> [Generated; 2] {
    use tl_tests::{lite_api, ton_api};

    let text = |name: &str| crate::corpus::text(&format!("corpus/ton/{name}.tl")).unwrap();
    [generated!(lite_api, &text("lite_api"), json), generated!(ton_api, &text("ton_api"), json)]
}

/// Returns the modules of VK's schemas. Each module comes with the name that the wire vectors use for its schema.
#[cfg(corpus)]
pub(crate) fn vk() -> [(&'static str, Generated); 3] {
    use tl_tests::{vk_cases, vk_goldmaster, vk_schema};

    let text = |names: &str| {
        let file = |name| crate::corpus::text(&format!("vectors/schema-{name}")).unwrap();
        names.split(',').map(file).collect::<Vec<_>>().join("\n")
    };
    let names = ["vk-cases.tl", "vk-schema.tl", "vk-goldmaster.tl,vk-goldmaster2.tl,vk-goldmaster3.tl"];
    let texts = names.map(text);
    [
        (names[0], generated!(vk_cases, &texts[0], json)),
        (names[1], generated!(vk_schema, &texts[1], json)),
        (names[2], generated!(vk_goldmaster, &texts[2], json)),
    ]
}

fn bundled(name: &str) -> Cow<'static, str> {
    tl_schemas::find(name).unwrap().text()
}

/// Parses a schema.
pub(crate) fn schema(text: &str) -> Schema {
    Schema::parse("schema.tl", text).unwrap()
}

/// Decodes `bytes` as a `T` and encodes the value. Checks that the encoded bytes are decoded to the same value.
pub(crate) fn rewrite<T: Decode + Encode + PartialEq + Identify>(
    bytes: &[u8],
) -> Result<Vec<u8>, DecodeError> {
    let value = T::from_bytes(bytes)?;
    let written = value.to_bytes().unwrap_or_else(|error| panic!("{}: {error}", hex(bytes)));
    assert_eq!(value.encoded_len(), Ok(written.len()), "{}", hex(bytes));
    assert_eq!(value.constructor_id().to_le_bytes(), written[..4], "{}", hex(bytes));
    let again = T::from_bytes(&written).unwrap_or_else(|error| panic!("{}: {error}", hex(bytes)));
    #[allow(clippy::eq_op, reason = "a NaN does not equal itself")]
    let is_whole = value == value;
    assert!(again == value || !is_whole, "{}", hex(bytes));
    Ok(written)
}

/// Reads `bytes` as a `T` and calls the derived methods. Returns the length of the `Debug` text.
fn handle<T: Decode + Clone + PartialEq + Debug>(bytes: &[u8]) -> Result<usize, DecodeError> {
    let value = T::from_bytes(bytes)?;
    let copy = value.clone();
    assert!(copy == value, "{}", hex(bytes));
    drop(value);
    Ok(format!("{copy:?}{copy:#?}").len())
}

fn read<T: Decode>(bytes: &[u8], limits: Limits) -> Result<(), DecodeError> {
    Reader::with_limits(bytes, limits).read::<T>().map(drop)
}

impl Generated {
    /// Reads a constructor or a function at the beginning of `bytes`, and drops it.
    pub(crate) fn read(&self, category: Category, bytes: &[u8], limits: Limits) -> Result<(), DecodeError> {
        let [constructor, function] = self.reads;
        match category {
            Category::Constructor => constructor(bytes, limits),
            Category::Function => function(bytes, limits),
        }
    }

    /// Reads `bytes` as a view of a constructor or a function.
    pub(crate) fn read_view(
        &self,
        category: Category,
        bytes: &[u8],
        limits: Limits,
    ) -> Result<(), DecodeError> {
        let [constructor, function] = self.read_views;
        match category {
            Category::Constructor => constructor(bytes, limits),
            Category::Function => function(bytes, limits),
        }
    }

    /// Reads all `bytes` as any constructor or any function, and drops the value. Checks that the view has the same
    /// error, except for errors about memory.
    pub(crate) fn read_all(&self, category: Category, bytes: &[u8]) -> Result<(), DecodeError> {
        let [constructor, function] = self.read_all;
        match category {
            Category::Constructor => constructor(bytes),
            Category::Function => function(bytes),
        }
    }

    /// Reads `bytes` as any constructor or any function, and writes the value. Checks that the view of the bytes has
    /// the same value or the same error, except for errors about memory.
    pub(crate) fn rewrite(&self, category: Category, bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
        let [constructor, function] = self.views;
        let (owned, seen) = match category {
            Category::Constructor => (self.constructor, constructor),
            Category::Function => (self.function, function),
        };
        let (owned, seen) = (owned(bytes), seen(bytes));
        // A view takes almost no memory, so reading it may succeed if the owned value exceeds the memory limit.
        let is_large = |error: &DecodeError| matches!(error.kind(), DecodeErrorKind::TooMuchMemory { .. });
        assert!(seen == owned || owned.as_ref().is_err_and(is_large), "{}: {}", self.name, hex(bytes));
        owned
    }

    /// Decodes a constructor, and clones, compares, drops and formats the value. Returns the length of the formatted
    /// text.
    pub(crate) fn handle(&self, bytes: &[u8]) -> Result<usize, DecodeError> {
        (self.handle)(bytes)
    }

    /// Decodes a constructor or a function, and clones the value. Returns the numbers of allocations for decoding and
    /// for cloning.
    pub(crate) fn allocations(&self, category: Category, bytes: &[u8]) -> [u64; 2] {
        let [constructor, function] = self.allocations;
        match category {
            Category::Constructor => constructor(bytes),
            Category::Function => function(bytes),
        }
    }

    /// Returns the module with `json: None`, so that tests do not convert its values to JSON.
    #[must_use]
    pub(crate) fn without_json(self) -> Self {
        Self { json: None, ..self }
    }

    /// Returns the JSON functions for any constructor or any function, if the module has a JSON form.
    pub(crate) fn json(&self, category: Category) -> Option<Json> {
        let [constructor, function] = self.json?;
        Some(match category {
            Category::Constructor => constructor,
            Category::Function => function,
        })
    }

    /// Returns the constructors and functions that the schema declares.
    pub(crate) fn declared(&self) -> impl Iterator<Item = CombinatorId> {
        [Category::Constructor, Category::Function].into_iter().flat_map(|kind| self.schema.declared(kind))
    }

    /// Returns the only combinator called `name`.
    pub(crate) fn find(&self, name: &str) -> CombinatorId {
        let &[id] = self.schema.find_combinators(name) else {
            panic!("{} must have exactly one {name}", self.name)
        };
        id
    }
}

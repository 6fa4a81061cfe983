//! Names and paths from the config. The names replace the names that are derived from the schema.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tl_parser::schema::{Nullability, Schema, TypeId};

use super::super::model::{Ident, Path};
use super::super::names::{camel, split};
use crate::rust::config::RustPath;

/// Separates a type from its constructor (`InputPeer::inputPeerSelf`), and a combinator from its field (`user::self`),
/// in keys of `Config::rename`.
pub(crate) const SEPARATOR: &str = "::";

/// The Rust names in `Config::rename`, by their keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct Renames<'c>(pub(super) &'c BTreeMap<String, String>);

impl<'c> Renames<'c> {
    /// No names.
    pub(super) const NONE: Self = Self(&BTreeMap::new());

    /// Returns the config's name for the item of a constructor, function or type.
    pub(super) fn item(self, name: &str) -> Option<&'c str> {
        self.0.get(name).map(String::as_str)
    }

    /// Returns the preferred name of an item: the name from the config, or the name that is derived from the schema. If
    /// this name is taken, `Scope::reserve` adds a number.
    pub(super) fn name(self, name: &str) -> Cow<'c, str> {
        self.item(name).map_or_else(|| camel(split(name).1).into(), Cow::Borrowed)
    }

    /// Returns the config's name for the variant of a type, or for a field of a combinator.
    pub(super) fn part(self, of: &str, part: &str) -> Option<&'c str> {
        if self.0.is_empty() { None } else { self.item(&format!("{of}{SEPARATOR}{part}")) }
    }
}

/// Returns whether `key` names a combinator, a type, a constructor of a type or a field of a combinator.
pub(crate) fn is_in(schema: &Schema, key: &str) -> bool {
    let Some((of, part)) = key.split_once(SEPARATOR) else {
        return schema.find_type(key).is_some() || !schema.find_combinators(key).is_empty();
    };
    let has_constructor = |ty: TypeId| schema[ty].constructors().iter().any(|&id| schema[id].name() == part);
    let mut fields = schema.find_combinators(of).iter().flat_map(|&id| schema[id].fields());
    schema.find_type(of).is_some_and(has_constructor) || fields.any(|field| field.name() == Some(part))
}

/// Returns whether `key` names a field whose value is an object or a list of objects, such as `message::sender`.
pub(crate) fn is_object_field(schema: &Schema, key: &str) -> bool {
    let Some((of, part)) = key.split_once(SEPARATOR) else { return false };
    let mut fields = schema.find_combinators(of).iter().flat_map(|&id| schema[id].fields());
    fields.any(|field| field.name() == Some(part) && schema.objects_of(field) != Nullability::Never)
}

/// Converts a path from the config.
pub(super) fn path(path: &RustPath) -> Path {
    Path {
        absolute: path.absolute,
        segments: path.segments.iter().map(|segment| Ident(segment.as_str().into())).collect(),
    }
}

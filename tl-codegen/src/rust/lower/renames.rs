//! The names that a config gives instead of those that follow from TL names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tl_parser::schema::{Schema, TypeId};

use super::super::names::{camel, split};

/// Separates a type from its constructor and a combinator from its field in keys of [`Config::rename`].
pub(crate) const SEPARATOR: &str = "::";

/// The names of [`Config::rename`], by TL names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Renames<'c>(pub(super) &'c BTreeMap<String, String>);

impl<'c> Renames<'c> {
    /// No names.
    pub(super) const NONE: Self = Self(&BTreeMap::new());

    /// The name of the item of a constructor, function or type.
    pub(super) fn item(self, name: &str) -> Option<&'c str> {
        self.0.get(name).map(String::as_str)
    }

    /// The name before numbers: that of the config, or the one that follows from the TL name.
    pub(super) fn name(self, name: &str) -> Cow<'c, str> {
        self.item(name).map_or_else(|| camel(split(name).1).into(), Cow::Borrowed)
    }

    /// The name of the variant of a type for a constructor, or of a field of a combinator.
    pub(super) fn part(self, of: &str, part: &str) -> Option<&'c str> {
        if self.0.is_empty() { None } else { self.item(&format!("{of}{SEPARATOR}{part}")) }
    }
}

/// Whether `key` names a combinator, a type, a constructor of a type or a field of a combinator.
pub(crate) fn is_in(schema: &Schema, key: &str) -> bool {
    let Some((of, part)) = key.split_once(SEPARATOR) else {
        return schema.find_type(key).is_some() || !schema.find_combinators(key).is_empty();
    };
    let has_constructor = |ty: TypeId| schema[ty].constructors().iter().any(|&id| schema[id].name() == part);
    let mut fields = schema.find_combinators(of).iter().flat_map(|&id| schema[id].fields());
    schema.find_type(of).is_some_and(has_constructor) || fields.any(|field| field.name() == Some(part))
}

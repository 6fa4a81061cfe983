//! The names that a config gives instead of those that follow from TL names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tl_parser::schema::{Schema, TypeId};
use tl_parser::wire::Wire;

use super::super::model::Ident;
use super::super::names::camel;
use super::plan::{Plan, TypePlace, split};
use super::{fields, variants};
use crate::config::{Config, ConfigError};

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

/// Checks that each name that `config` gives something in `schema` is free.
pub(crate) fn check_renames(schema: &Schema, config: &Config) -> Result<(), ConfigError> {
    if config.rename.is_empty() {
        return Ok(());
    }
    let renames = Renames(&config.rename);
    let wire = Wire::new(schema);
    let check = Check { schema, config, wire: &wire, plan: &Plan::new(schema, &wire, renames), renames };
    for (key, name) in &config.rename {
        let named = match key.split_once(SEPARATOR) {
            None => check.items(key),
            Some((of, part)) => check.variant(of, part).into_iter().chain(check.fields(of, part)).collect(),
        };
        let is_in_schema = !named.is_empty() || is_in(schema, key);
        let error =
            |problem: String| ConfigError { key: "rename", value: key.clone(), problem: problem.into() };
        if named.is_empty() && is_in_schema {
            return Err(error("has no name in Rust".to_owned()));
        }
        if let Some(other) = named.iter().find(|ident| ident.plain() != name) {
            let other = other.plain();
            return Err(error(format!("cannot be named `{name}`, which is taken; `{other}` is free")));
        }
    }
    Ok(())
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

struct Check<'s> {
    schema: &'s Schema,
    config: &'s Config,
    wire: &'s Wire,
    plan: &'s Plan,
    renames: Renames<'s>,
}

impl Check<'_> {
    /// The names of all items of `name`.
    fn items(&self, name: &str) -> Vec<Ident> {
        let combinators = self.schema.find_combinators(name).iter();
        let combinators = combinators.filter_map(|&id| self.plan.combinator(id));
        let ty = self.schema.find_type(name).and_then(|ty| match self.plan.ty(ty)? {
            TypePlace::Enum(place) => Some(place),
            TypePlace::Struct { alias, .. } => alias.as_ref(),
        });
        combinators.chain(ty).map(|place| place.ident.clone()).collect()
    }

    /// The name of the variant of `ty` for `constructor`.
    fn variant(&self, ty: &str, constructor: &str) -> Option<Ident> {
        let ty =
            self.schema.find_type(ty).filter(|&ty| matches!(self.plan.ty(ty), Some(TypePlace::Enum(_))))?;
        let position =
            self.schema[ty].constructors().iter().position(|&id| self.schema[id].name() == constructor)?;
        variants::names(self.schema, ty, self.renames).into_iter().nth(position)
    }

    /// The names of the field in all combinators of `name`.
    fn fields(&self, name: &str, field: &str) -> Vec<Ident> {
        let keeps_masks = self.config.keeps_masks(self.schema);
        let combinators =
            self.schema.find_combinators(name).iter().filter(|&&id| self.plan.combinator(id).is_some());
        combinators
            .filter_map(|&id| {
                fields::name_of(
                    self.schema[id].name(),
                    &self.wire[id].fields,
                    field,
                    keeps_masks,
                    self.renames,
                )
            })
            .collect()
    }
}

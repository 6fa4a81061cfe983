//! Checks that the names in the config key `rename` are valid and not taken.

use tl_parser::schema::Schema;
use tl_parser::wire::Wire;

use super::super::model::Ident;
use super::given_names::{Renames, SEPARATOR, is_in};
use super::plan::{Plan, TypeItem};
use super::{numbers, variants};
use crate::rust::config::{Config, ConfigError};

/// Checks the names in `config.rename` for declarations in `schema`: each name must be valid and not taken.
pub(crate) fn check_renames(schema: &Schema, config: &Config) -> Result<(), ConfigError> {
    if config.rename.is_empty() {
        return Ok(());
    }
    let renames = Renames(&config.rename);
    let wire = Wire::new(schema);
    let check = Check { schema, config, wire: &wire, plan: &Plan::new(schema, &wire, renames), renames };
    for (key, name) in &config.rename {
        if let Some(problem) = check.problem(key, name) {
            return Err(ConfigError { key: "rename", value: key.clone(), problem: problem.into() });
        }
    }
    Ok(())
}

struct Check<'s> {
    schema: &'s Schema,
    config: &'s Config,
    wire: &'s Wire,
    plan: &'s Plan,
    renames: Renames<'s>,
}

impl Check<'_> {
    /// Returns the problem with `name` as the new name of `key`, if there is one.
    fn problem(&self, key: &str, name: &str) -> Option<String> {
        let (upper, fields) = match key.split_once(SEPARATOR) {
            None => (self.items(key), Vec::new()),
            Some((of, part)) => (self.variant(of, part).into_iter().collect(), self.fields(of, part)),
        };
        if upper.is_empty() && fields.is_empty() {
            return is_in(self.schema, key).then(|| "has no name of its own in Rust".to_owned());
        }
        // Names of items begin with an upper-case letter. Otherwise, a variable in generated code could have the name
        // of a unit struct, and a pattern with this name would match the struct. Names of fields begin with a
        // lower-case letter, because functions have parameters with these names, and a parameter cannot be called
        // `None`.
        if !upper.is_empty() && !name.starts_with(|c: char| c.is_ascii_uppercase()) {
            return Some(format!("cannot be named `{name}`, which does not begin with an upper-case letter"));
        }
        if !fields.is_empty() && !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return Some(format!("cannot be named `{name}`, which does not begin with a lower-case letter"));
        }
        let other = upper.iter().chain(&fields).find(|ident| ident.plain() != name)?.plain();
        Some(format!("cannot be named `{name}`, which is taken; `{other}` is free"))
    }

    /// Returns the names of the Rust items for all combinators and the type called `name`.
    fn items(&self, name: &str) -> Vec<Ident> {
        let combinators = self.schema.find_combinators(name).iter();
        let combinators = combinators.filter_map(|&id| self.plan.combinator(id));
        let ty = self.schema.find_type(name).and_then(|ty| match self.plan.ty(ty)? {
            TypeItem::Enum(item_ref) => Some(item_ref),
            TypeItem::Struct { alias, .. } => alias.as_ref(),
            TypeItem::Standard(_) => None,
        });
        combinators.chain(ty).map(|item_ref| item_ref.ident.clone()).collect()
    }

    /// Returns the name of the variant of `ty` for `constructor`.
    fn variant(&self, ty: &str, constructor: &str) -> Option<Ident> {
        let ty =
            self.schema.find_type(ty).filter(|&ty| matches!(self.plan.ty(ty), Some(TypeItem::Enum(_))))?;
        let position =
            self.schema[ty].constructors().iter().position(|&id| self.schema[id].name() == constructor)?;
        variants::names(self.schema, ty, self.config).into_iter().nth(position)
    }

    /// Returns the Rust names of the field `field` in all combinators called `name`.
    fn fields(&self, name: &str, field: &str) -> Vec<Ident> {
        let keeps_masks = self.config.keeps_masks(self.schema);
        let combinators =
            self.schema.find_combinators(name).iter().filter(|&&id| self.plan.combinator(id).is_some());
        combinators
            .filter_map(|&id| {
                numbers::name_of(
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

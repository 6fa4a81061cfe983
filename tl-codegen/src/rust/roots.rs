//! Checks that the names in a config exist in the schema, and selects the part of the schema that is generated.

use std::borrow::Cow;
use std::rc::Rc;

use tl_parser::schema::Schema;

use super::config::{Config, ConfigError};
use super::lower::{is_in, is_object_field};

impl Config {
    /// Returns the part of `schema` that is generated: the declarations in [`roots`](Self::roots), and everything that
    /// they need. If no root is in `schema`, returns the whole schema.
    #[must_use]
    pub fn keep<'s>(&self, schema: &'s Schema) -> Cow<'s, Schema> {
        let mut roots: Vec<_> = self.roots.iter().flat_map(|root| schema.matching(root)).collect();
        if roots.is_empty() {
            return Cow::Borrowed(schema);
        }
        if self.json.replaces_bytes() {
            // Every function may return an error, so `error` is always generated.
            roots.extend(schema.find_combinators("error"));
        }
        Cow::Owned(schema.subset(&roots))
    }

    /// Returns the attributes for the item of the constructor, function or type `name`.
    pub(crate) fn attributes_of(&self, name: &str) -> Vec<Rc<str>> {
        let matches_name = |pattern: &str| match pattern.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == pattern,
        };
        let matching = self.attributes.iter().filter(|(pattern, _)| matches_name(pattern));
        matching
            .flat_map(|(_, attributes)| attributes)
            .map(|attribute| Rc::from(attribute.as_str()))
            .collect()
    }

    /// Checks the names in this config that refer to a schema. Each of the [`roots`](Self::roots), each name of
    /// [`both`](Self::both), and each key of [`attributes`](Self::attributes) and [`rename`](Self::rename) must be in
    /// one of the schemas. Except in `rename`, such a name may end in `*`; a `*` elsewhere is an error. Each name in
    /// [`nullable`](Self::nullable) and [`required`](Self::required) must be in one of the schemas and name a field
    /// whose value is a JSON object or a list of them.
    ///
    /// # Errors
    /// Returns [`ConfigError`] if a name does not meet these conditions.
    pub fn check_names(&self, schemas: &[&Schema]) -> Result<(), ConfigError> {
        NAME_KEYS.iter().try_for_each(|key| (key.check)(self, schemas))
    }
}

/// A config key whose value contains names from the schema.
pub(crate) struct NameKey {
    /// Returns whether two configs have the same value for this key.
    pub(crate) is_same: fn(&Config, &Config) -> bool,
    /// Checks the names in the value of this key; see [`Config::check_names`].
    pub(crate) check: fn(&Config, &[&Schema]) -> Result<(), ConfigError>,
}

pub(crate) const NAME_KEYS: [NameKey; 6] = [
    NameKey {
        is_same: |a, b| a.roots == b.roots,
        check: |config, schemas| check_patterns("roots", &config.roots, schemas),
    },
    NameKey {
        is_same: |a, b| a.both == b.both,
        check: |config, schemas| check_patterns("both", &config.both, schemas),
    },
    NameKey {
        is_same: |a, b| a.attributes == b.attributes,
        check: |config, schemas| check_patterns("attributes", config.attributes.keys(), schemas),
    },
    NameKey {
        is_same: |a, b| a.rename == b.rename,
        check: |config, schemas| {
            let is_missing = |key: &&String| !schemas.iter().any(|schema| is_in(schema, key));
            config.rename.keys().find(is_missing).map_or(Ok(()), |key| Err(missing("rename", key, schemas)))
        },
    },
    NameKey {
        is_same: |a, b| a.nullable == b.nullable,
        check: |config, schemas| check_object_fields("nullable", &config.nullable, schemas),
    },
    NameKey {
        is_same: |a, b| a.required == b.required,
        check: |config, schemas| check_object_fields("required", &config.required, schemas),
    },
];

/// Checks that each name is the name of a field whose value is a JSON object or a list of them.
fn check_object_fields(key: &'static str, names: &[String], schemas: &[&Schema]) -> Result<(), ConfigError> {
    let is_wrong = |name: &&String| !schemas.iter().any(|schema| is_object_field(schema, name));
    let Some(name) = names.iter().find(is_wrong) else { return Ok(()) };
    if !schemas.iter().any(|schema| is_in(schema, name)) {
        return Err(missing(key, name, schemas));
    }
    let problem = "is not a field that contains JSON objects; `message::sender` would be one".into();
    Err(ConfigError { key, value: name.clone(), problem })
}

fn check_patterns<'p>(
    key: &'static str,
    patterns: impl IntoIterator<Item = &'p String>,
    schemas: &[&Schema],
) -> Result<(), ConfigError> {
    patterns.into_iter().try_for_each(|pattern| check_pattern(key, pattern, schemas))
}

fn check_pattern(key: &'static str, pattern: &str, schemas: &[&Schema]) -> Result<(), ConfigError> {
    if pattern.strip_suffix('*').unwrap_or(pattern).contains('*') {
        let problem = "has a `*` that is not its last character".into();
        return Err(ConfigError { key, value: pattern.to_owned(), problem });
    }
    let is_there = schemas.iter().any(|schema| !schema.matching(pattern).is_empty());
    if is_there { Ok(()) } else { Err(missing(key, pattern, schemas)) }
}

/// Returns the error for a name that is in none of the schemas.
fn missing(key: &'static str, name: &str, schemas: &[&Schema]) -> ConfigError {
    let similar = schemas.iter().find_map(|schema| schema.similar(name));
    let hint = similar.map_or_else(String::new, |name| format!("; a similar name exists: `{name}`"));
    ConfigError { key, value: name.to_owned(), problem: format!("is not in the schema{hint}").into() }
}

//! The part of a schema that a config asks for.

use std::borrow::Cow;

use tl_parser::schema::Schema;

use crate::config::{Config, ConfigError};

impl Config {
    /// What is generated of `schema`: what [`roots`](Self::roots) name in it and what that needs; all of it where they
    /// name nothing in it.
    #[must_use]
    pub fn keep<'s>(&self, schema: &'s Schema) -> Cow<'s, Schema> {
        let roots: Vec<_> = self.roots.iter().flat_map(|root| schema.matching(root)).collect();
        if roots.is_empty() { Cow::Borrowed(schema) } else { Cow::Owned(schema.subset(&roots)) }
    }

    /// Checks that each of the [`roots`](Self::roots) is in one of the schemas that this config is for.
    ///
    /// # Errors
    /// [`ConfigError`] for a root that is in none.
    pub fn check_roots(&self, schemas: &[&Schema]) -> Result<(), ConfigError> {
        self.roots.iter().try_for_each(|root| check_root(root, schemas))
    }
}

fn check_root(root: &str, schemas: &[&Schema]) -> Result<(), ConfigError> {
    let error = |problem| ConfigError { key: "roots", value: root.to_owned(), problem };
    if root.strip_suffix('*').unwrap_or(root).contains('*') {
        return Err(error("has a `*` that is not its last character".into()));
    }
    if schemas.iter().any(|schema| !schema.matching(root).is_empty()) {
        return Ok(());
    }
    let similar = schemas.iter().find_map(|schema| schema.similar(root));
    let hint = similar.map_or_else(String::new, |name| format!("; a similar name exists: `{name}`"));
    Err(error(format!("is not in the schema{hint}").into()))
}

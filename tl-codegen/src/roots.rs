//! The part of a schema that a config asks for.

use std::borrow::Cow;

use tl_parser::schema::{CombinatorId, Schema};

use crate::config::{Config, ConfigError};

impl Config {
    /// What is generated of `schema`: all of it, or what [`roots`](Self::roots) name and what they need.
    ///
    /// # Errors
    /// [`ConfigError`] for a root that is not in the schema.
    pub fn subset<'s>(&self, schema: &'s Schema) -> Result<Cow<'s, Schema>, ConfigError> {
        if self.roots.is_empty() {
            return Ok(Cow::Borrowed(schema));
        }
        let mut roots = Vec::new();
        for root in &self.roots {
            let found = find(schema, root)?;
            if found.is_empty() {
                return Err(unknown(root, &[schema]));
            }
            roots.extend(found);
        }
        Ok(Cow::Owned(schema.subset(&roots)))
    }

    /// This config for each of several schemas: with those of the [`roots`](Self::roots) that are in it. A schema that
    /// has none of them is generated whole.
    ///
    /// # Errors
    /// [`ConfigError`] for a root that is in no schema.
    pub fn for_each(&self, schemas: &[&Schema]) -> Result<Vec<Self>, ConfigError> {
        let mut configs: Vec<Self> =
            schemas.iter().map(|_| Self { roots: Vec::new(), ..self.clone() }).collect();
        for root in &self.roots {
            let mut is_known = false;
            for (schema, config) in schemas.iter().zip(&mut configs) {
                if !find(schema, root)?.is_empty() {
                    config.roots.push(root.clone());
                    is_known = true;
                }
            }
            if !is_known {
                return Err(unknown(root, schemas));
            }
        }
        Ok(configs)
    }
}

fn find(schema: &Schema, root: &str) -> Result<Vec<CombinatorId>, ConfigError> {
    match root.find('*') {
        Some(star) if star + 1 < root.len() => Err(error(root, "has a `*` that is not its last character")),
        _ => Ok(schema.matching(root)),
    }
}

fn unknown(root: &str, schemas: &[&Schema]) -> ConfigError {
    let similar = schemas.iter().find_map(|schema| schema.similar(root));
    let hint = similar.map_or_else(String::new, |name| format!("; a similar name exists: `{name}`"));
    error(root, format!("is not in the schema{hint}"))
}

fn error(root: &str, problem: impl Into<Cow<'static, str>>) -> ConfigError {
    ConfigError { key: "roots", value: root.to_owned(), problem: problem.into() }
}

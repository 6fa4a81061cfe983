//! What a program uses of its schemas: what its sources name, or everything.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use crate::config::{Config, ConfigError};
use crate::error::Error;
use crate::sources::Sources;

/// What a program uses of its schemas, which decides what is generated for it.
#[derive(Debug)]
pub struct Used {
    /// None if everything is used.
    sources: Option<Sources>,
}

impl Used {
    /// Everything is used.
    pub(crate) const EVERYTHING: Self = Self { sources: None };

    /// The environment variable that makes everything used if its value is `all`, so that a program can be checked against
    /// whole schemas.
    pub const VARIABLE: &str = "TL_USED";

    /// Reads the Rust sources that [`Config::used`] lists. Returns none if it lists none.
    ///
    /// Files that this crate generated are left out, so they may lie in one of the folders.
    ///
    /// # Errors
    /// [`Error::Config`] if a path does not exist, if a folder contains `script_output`, the folder that Cargo gives to a
    /// build script, or if `TL_USED` is set to something else than `all`; [`Error::Io`] if a file cannot be read.
    pub fn read(config: &Config, script_output: Option<&Path>) -> Result<Option<Self>, Error> {
        if config.used.is_empty() {
            return Ok(None);
        }
        let value = env::var_os(Self::VARIABLE).unwrap_or_default();
        let sources = match value.to_str() {
            Some("") => Some(Sources::scan(&config.used, script_output)?),
            Some("all") => None,
            _ => {
                let value = value.to_string_lossy().into_owned();
                let problem = "is not `all`".into();
                return Err(Error::Config(ConfigError { key: Self::VARIABLE, value, problem }));
            }
        };
        Ok(Some(Self { sources }))
    }

    /// Whether everything is used.
    pub(crate) fn is_everything(&self) -> bool {
        self.sources.is_none()
    }

    /// Returns the files that were read, in ascending order; none if everything is used.
    #[must_use]
    pub fn files(&self) -> &[PathBuf] {
        self.sources.as_ref().map_or(&[], Sources::files)
    }

    /// Returns warnings about sources, one line each.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        self.sources.as_ref().map_or(&[], Sources::warnings)
    }

    /// A hash of those of `words` that are used. It is the same on every platform and with every version of Rust.
    pub(crate) fn fingerprint(&self, words: &BTreeSet<String>) -> u64 {
        self.sources.as_ref().map_or(0, |sources| sources.fingerprint(&|name| words.contains(name)))
    }

    /// Whether `name`, written without `r#`, is used.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources.contains(name))
    }

    /// Whether `name::new` is used.
    pub(crate) fn constructs(&self, name: &str) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources.constructs(name))
    }

    /// Whether the variant of the enum `name` for other constructors may be in a pattern.
    pub(crate) fn matches_other(&self, name: &str) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources.matches_other(name))
    }
}

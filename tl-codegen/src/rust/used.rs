//! The names that a program uses: the names in its sources, or all names.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use super::config::{Config, ConfigError};
use crate::error::Error;
use crate::sources::Sources;

/// The names that a program uses. They determine which items are generated.
#[derive(Debug)]
pub struct Used {
    /// The sources, or `None` if the program uses everything.
    sources: Option<Sources>,
}

impl Used {
    /// The value for programs that use everything.
    pub(crate) const EVERYTHING: Self = Self { sources: None };

    /// Name of an environment variable. If its value is `all`, everything counts as used, so the code of the whole
    /// schemas is generated.
    pub const VARIABLE: &str = "TL_USED";

    /// Reads the Rust sources that [`Config::used`] lists, or none if [`VARIABLE`](Self::VARIABLE) has the value `all`.
    /// Returns `None` if the list is empty.
    ///
    /// Files that this crate generated are skipped, so they may be in one of the folders.
    ///
    /// # Errors
    /// Returns [`Error::Config`] if a path does not exist, if a folder contains `script_output` (the folder that Cargo
    /// gives to a build script), or if `TL_USED` is neither `all` nor empty. Returns [`Error::Io`] if a folder or file
    /// cannot be read, or if a file is not UTF-8.
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

    /// Returns whether everything is used.
    pub(crate) fn is_everything(&self) -> bool {
        self.sources.is_none()
    }

    /// Returns the files that were read, in ascending order. The list is empty if everything is used.
    #[must_use]
    pub fn files(&self) -> &[PathBuf] {
        self.sources.as_ref().map_or(&[], Sources::files)
    }

    /// Returns warnings about sources, one line each.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        self.sources.as_ref().map_or(&[], Sources::warnings)
    }

    /// Returns a hash of the `words` that are used, and of the results of [`constructs`](Self::constructs) and
    /// [`matches_other`](Self::matches_other) for these words. The hash is the same on every platform and with every
    /// version of Rust. It is 0 if everything is used.
    pub(crate) fn fingerprint(&self, words: &BTreeSet<String>) -> u64 {
        self.sources.as_ref().map_or(0, |sources| sources.fingerprint(&|name| words.contains(name)))
    }

    /// Returns whether `name`, written without `r#`, is used.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources.contains(name))
    }

    /// Returns whether `name::new` may be used.
    pub(crate) fn constructs(&self, name: &str) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources.constructs(name))
    }

    /// Returns whether the sources may contain a path to the variant for unknown constructors of the enum `name`.
    pub(crate) fn matches_other(&self, name: &str) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources.matches_other(name))
    }
}

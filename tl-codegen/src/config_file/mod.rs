//! Reads config files, conventionally `tl.toml`. A file contains a config, and modules with their own keys.

mod keys;
mod reader;

use std::fs;
use std::path::Path;

use self::reader::Reader;
use crate::error::{Error, Operation};
use crate::inputs::ModuleInput;
use crate::rust::Config;

impl Config {
    /// Reads a config from a TOML file, such as `tl.toml`. The keys `modules` and `output` of the file are checked, but
    /// not part of the config; [`Builder::from_file`](crate::Builder::from_file) reads them.
    ///
    /// # Errors
    /// Returns [`Error::Io`] if the file cannot be read, and [`Error::ConfigFile`] or [`Error::Several`] with the places
    /// of all mistakes in it.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = read(path)?;
        Reader::new(path, &text)?.config()
    }
}

/// Reads the modules of a config file, in the order of the file.
///
/// # Errors
/// Returns the same errors as [`Config::read`], and an error if the file has no modules.
pub(crate) fn modules(path: &Path) -> Result<Vec<ModuleInput>, Error> {
    let text = read(path)?;
    Reader::new(path, &text)?.modules()
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|e| Error::io(Operation::Read, path, e))
}

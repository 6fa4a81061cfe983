//! Modules as directories with `mod.rs`.

use std::path::PathBuf;

use super::modules::{Modules, Prepared};
use crate::error::{Error, Place};
use crate::files::Files;
use crate::rust::{Form, Generated, Kept, Whole};
use crate::warnings::Warnings;

/// The result of [`Builder::directories`](crate::Builder::directories).
#[derive(Debug, Default)]
pub struct Directories {
    /// The modules, in the order of the builder. Modules with their own config come last.
    pub modules: Vec<Directory>,
    /// Warnings about the schemas and overlays.
    pub warnings: Vec<Warnings>,
    /// Warnings about the Rust sources of the program, one line each.
    pub notes: Vec<String>,
}

/// A generated module: a directory with `mod.rs`, to be checked in.
#[derive(Debug)]
pub struct Directory {
    /// The name of the module.
    pub name: String,
    /// The folder that a config file names for this module.
    pub output: Option<PathBuf>,
    /// The place of the module in the config file, if it is from such a file.
    pub place: Option<Place>,
    /// The files, relative to the directory.
    pub files: Files,
    /// The items with the reason for each, in the order of the files, if the program uses only a part of the module.
    /// Otherwise empty.
    pub kept: Vec<Kept>,
}

impl Directories {
    /// Generates the modules of all groups, or returns the errors of all.
    pub(super) fn new(groups: &[Modules<'_>]) -> Result<Self, Error> {
        let (mut all, mut errors) = (Self::default(), Vec::new());
        for group in groups {
            if let Err(error) = all.add(group, &mut errors) {
                errors.push(error);
            }
        }
        Error::all(errors).map(|()| all)
    }

    fn add(&mut self, group: &Modules<'_>, errors: &mut Vec<Error>) -> Result<(), Error> {
        let used = group.used()?;
        for note in used.iter().flatten().flat_map(|used| used.warnings()) {
            if !self.notes.contains(note) {
                self.notes.push(note.clone());
            }
        }
        let Prepared { loaded, overlays } = group.prepare()?;
        for found in overlays {
            found.map_or_else(|error| errors.push(error), |warnings| self.warnings.push(warnings));
        }
        for ((module, loaded), used) in group.modules.iter().zip(loaded).zip(used) {
            let generated = loaded.and_then(|mut loaded| {
                let generated =
                    module.generate(&mut loaded, used.as_deref(), Form::Directory, Whole::None)?;
                Ok((generated, loaded.warnings))
            });
            match generated {
                Err(error) => errors.push(error),
                Ok((Generated { files, kept, .. }, warnings)) => {
                    let (name, output) = (module.input.name.clone(), module.input.output.clone());
                    let place = module.input.places.as_ref().map(|places| places.name.clone());
                    self.modules.push(Directory { name, output, place, files, kept });
                    self.warnings.push(warnings);
                }
            }
        }
        Ok(())
    }
}

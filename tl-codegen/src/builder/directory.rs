//! Results of [`Builder::schemas`](crate::Builder::schemas) and [`Builder::directories`](crate::Builder::directories).

use std::borrow::Cow;
use std::path::PathBuf;

use tl_parser::schema::{Category, Schema};

use super::modules::{Module, Modules, Prepared};
use crate::error::{Error, Place};
use crate::files::Files;
use crate::inputs::Loaded;
use crate::rust::Used;
use crate::rust::{Generated, Kept, Location, Whole};
use crate::warnings::Warnings;

/// The result of [`Builder::schemas`](crate::Builder::schemas).
#[derive(Debug, Default)]
pub struct Schemas {
    /// The modules, in the order in which they were added to the builder, except that modules with
    /// [`Builder::module_config`](crate::Builder::module_config) come last.
    pub modules: Vec<ModuleSchema>,
    /// Warnings about overlays.
    pub overlays: Vec<Warnings>,
}

/// The schema of a module, with the documentation of the overlays.
#[derive(Debug)]
pub struct ModuleSchema {
    /// The name of the module.
    pub name: String,
    /// The schema.
    pub schema: Schema,
    /// Warnings about the schema, and the text of the schema.
    pub warnings: Warnings,
}

/// The result of [`Builder::directories`](crate::Builder::directories).
#[derive(Debug, Default)]
pub struct Directories {
    /// The modules, in the order in which they were added to the builder, except that modules with
    /// [`Builder::module_config`](crate::Builder::module_config) come last.
    pub modules: Vec<Directory>,
    /// Warnings about the overlays and schemas.
    pub warnings: Vec<Warnings>,
    /// Warnings about the Rust sources of the program, one line each.
    pub notes: Vec<String>,
}

/// A generated module: a directory with `mod.rs`, to be checked in.
#[derive(Debug)]
pub struct Directory {
    /// The name of the module.
    pub name: String,
    /// The output folder of the module, from the key `output` of the config file.
    pub output: Option<PathBuf>,
    /// The place of the module in the config file, or `None` if the module is not from a config file.
    pub place: Option<Place>,
    /// The files, relative to the directory.
    pub files: Files,
    /// The generated items in the order of the files, each with the reason why it is generated. `None` if the module is
    /// generated without [`used`](crate::rust::Config::used).
    pub kept: Option<Vec<Kept>>,
    /// The number of combinators that the schema declares.
    pub declared: usize,
    /// The number of combinators that [`Config::roots`](crate::rust::Config::roots) select. `None` if they select the
    /// whole schema, or if the config has [`used`](crate::rust::Config::used).
    pub selected: Option<usize>,
}

impl Schemas {
    pub(super) fn new(groups: &[Modules<'_>]) -> Result<Self, Error> {
        of_all(groups, Self::add)
    }

    fn add(&mut self, group: &Modules<'_>, errors: &mut Vec<Error>) -> Result<(), Error> {
        let Prepared { loaded, overlays } = group.prepare()?;
        self.overlays.extend(sound(overlays, errors));
        let modules = group.modules.iter().zip(loaded).map(|(module, loaded)| {
            let Loaded { schema, warnings, .. } = loaded?;
            Ok(ModuleSchema { name: module.input.name.clone(), schema, warnings })
        });
        self.modules.extend(sound(modules, errors));
        Ok(())
    }
}

impl Directories {
    pub(super) fn new(groups: &[Modules<'_>]) -> Result<Self, Error> {
        of_all(groups, Self::add)
    }

    fn add(&mut self, group: &Modules<'_>, errors: &mut Vec<Error>) -> Result<(), Error> {
        let used = group.used()?;
        for note in used.iter().flatten().flat_map(|used| used.warnings()) {
            if !self.notes.contains(note) {
                self.notes.push(note.clone());
            }
        }
        let Prepared { loaded, overlays } = group.prepare()?;
        self.warnings.extend(sound(overlays, errors));
        for ((module, loaded), used) in group.modules.iter().zip(loaded).zip(used) {
            let generated = loaded.and_then(|loaded| Directory::new(module, loaded, used.as_deref()));
            for (directory, warnings) in sound([generated], errors) {
                self.modules.push(directory);
                self.warnings.push(warnings);
            }
        }
        Ok(())
    }
}

impl Directory {
    /// Generates a module. Also returns its warnings.
    fn new(module: &Module<'_>, mut loaded: Loaded, used: Option<&Used>) -> Result<(Self, Warnings), Error> {
        let Generated { files, kept, .. } =
            module.generate(&mut loaded, used, Location::Directory, Whole::None)?;
        let Loaded { schema, warnings, .. } = loaded;
        let selected = match (used, module.config.keep(&schema)) {
            (None, Cow::Owned(selected)) => Some(declared(&selected)),
            _ => None,
        };
        let directory = Self {
            name: module.input.name.clone(),
            output: module.input.output.clone(),
            place: module.input.places.as_ref().map(|places| places.name.clone()),
            files,
            kept: used.map(|_| kept),
            declared: declared(&schema),
            selected,
        };
        Ok((directory, warnings))
    }
}

/// Starts with an empty result, and calls `add` with this result for each group of modules. Returns the result, or all
/// errors.
fn of_all<T: Default>(
    groups: &[Modules<'_>],
    add: impl Fn(&mut T, &Modules<'_>, &mut Vec<Error>) -> Result<(), Error>,
) -> Result<T, Error> {
    let (mut all, mut errors) = (T::default(), Vec::new());
    for group in groups {
        let added = add(&mut all, group, &mut errors);
        errors.extend(added.err());
    }
    Error::all(errors).map(|()| all)
}

/// Returns the successful values, and moves the errors to `errors`.
fn sound<T>(results: impl IntoIterator<Item = Result<T, Error>>, errors: &mut Vec<Error>) -> Vec<T> {
    results.into_iter().filter_map(|result| result.map_err(|error| errors.push(error)).ok()).collect()
}

/// Returns the number of combinators that the files of a schema declare.
fn declared(schema: &Schema) -> usize {
    [Category::Constructor, Category::Function].map(|category| schema.declared(category).count()).iter().sum()
}

//! Inputs of a module, and functions that load the schema of a module from them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tl_parser::schema::{Options, Schema};
use tl_parser::{FileId, SourceMap, TooLarge};

use crate::error::{Error, Operation};
use crate::places::Places;
use crate::rust::Config;
use crate::rust::Passing;
use crate::warnings::Warnings;

/// A note that is added to the errors of a schema if they disappear when the declarations with errors are skipped.
pub(crate) const LENIENT_HELPS: &str =
    "set `lenient` (`--lenient`) to skip declarations with errors and declarations that need them";

#[derive(Clone, Debug)]
pub(crate) struct ModuleInput {
    pub(crate) name: String,
    pub(crate) inputs: Vec<Input>,
    /// Schemas of other layers. The module tolerates values of these layers. Each input is a separate schema.
    pub(crate) passing: Vec<Input>,
    /// The config of the module, or `None` if the module uses the config of the builder.
    pub(crate) config: Option<Config>,
    pub(crate) lenient: bool,
    /// The output folder of the module, from the key `output` of the config file.
    pub(crate) output: Option<PathBuf>,
    /// The places of the module in its config file. `None` if the module is not from a config file.
    pub(crate) places: Option<Places>,
}

#[derive(Clone, Debug)]
pub(crate) enum Input {
    File(PathBuf),
    Source {
        name: String,
        text: Vec<u8>,
    },
    #[cfg(feature = "bundled")]
    Bundled(String),
}

impl ModuleInput {
    /// Creates a module without schemas of other layers and without its own config.
    pub(crate) fn new(name: String, inputs: Vec<Input>) -> Self {
        let (passing, config, output, places) = (Vec::new(), None, None, None);
        Self { name, inputs, passing, config, lenient: false, output, places }
    }

    pub(crate) fn check_inputs(&self) -> Result<(), Error> {
        if self.inputs.is_empty() {
            return Err(Error::Module { name: self.name.clone(), problem: "has no schema" });
        }
        Ok(())
    }

    /// Returns the schema files in `inputs` and `passing`.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.inputs.iter().chain(&self.passing).filter_map(Input::file)
    }

    /// Adds the place in the config file to an error, if the module is from a config file.
    pub(crate) fn locate(&self, error: Error) -> Error {
        match &self.places {
            Some(places) => places.locate(error),
            None => error,
        }
    }

    /// Reads the inputs of the module as one schema. Also reads the schemas of other layers, each one separately: those
    /// in `passing`, which the config names, and those in `self.passing`.
    pub(crate) fn load(&self, options: &Options, passing: &[PathBuf]) -> Result<Loaded, Error> {
        self.check_inputs()?;
        let mut sources = SourceMap::new();
        let passing: Vec<_> =
            passing.iter().cloned().map(Input::named).chain(self.passing.iter().cloned()).collect();
        let inputs = self.inputs.iter().chain(&passing);
        let mut files = Error::values(inputs.map(|input| add(input, &mut sources)))?;
        let others = files.split_off(self.inputs.len());
        let resolved = tl_parser::load_files(&sources, files.iter().copied(), options);
        let mut diagnostics = resolved.diagnostics;
        if resolved.schema.is_none() && !options.lenient {
            let lenient = Options { lenient: true, ..options.clone() };
            if tl_parser::load_files(&sources, files, &lenient).schema.is_some() {
                diagnostics.note_first(LENIENT_HELPS);
            }
        }
        let mut schemas = Passing::default();
        for (input, file) in passing.iter().zip(others) {
            diagnostics.extend(schemas.add(&sources, file, input.is_bundled(), options));
        }
        diagnostics.sort();
        match resolved.schema.filter(|_| !diagnostics.has_errors()) {
            Some(schema) => {
                Ok(Loaded { schema, passing: schemas, warnings: Warnings { diagnostics, sources } })
            }
            None => Err(Error::Schema { diagnostics, sources }),
        }
    }
}

impl Input {
    /// Creates an input from a path. If no such file exists, the path may be the name of a bundled schema.
    pub(crate) fn named(path: PathBuf) -> Self {
        #[cfg(feature = "bundled")]
        if let Some(name) = path.to_str().filter(|_| !path.is_file())
            && tl_schemas::find(name).is_ok()
        {
            return Self::Bundled(name.to_owned());
        }
        Self::File(path)
    }

    /// Creates an input from the name of a bundled schema. Returns `None` if no schemas are bundled.
    #[cfg(feature = "config-file")]
    pub(crate) fn bundled(name: String) -> Option<Self> {
        #[cfg(feature = "bundled")]
        let input = Some(Self::Bundled(name));
        #[cfg(not(feature = "bundled"))]
        let input = Some(name).and(None);
        input
    }

    /// Returns the path, if this is a file.
    pub(crate) fn file(&self) -> Option<&PathBuf> {
        match self {
            Self::File(path) => Some(path),
            _ => None,
        }
    }

    fn is_bundled(&self) -> bool {
        !matches!(self, Self::File(_) | Self::Source { .. })
    }
}

/// The schema of a module, and the schemas of other layers, with their warnings.
pub(crate) struct Loaded {
    pub(crate) schema: Schema,
    pub(crate) passing: Passing,
    pub(crate) warnings: Warnings,
}

fn add(input: &Input, sources: &mut SourceMap) -> Result<FileId, Error> {
    let (name, bytes) = read(input)?;
    #[cfg(feature = "json")]
    let added = sources.add_schema(name.clone(), bytes);
    #[cfg(not(feature = "json"))]
    let added = sources.add(name.clone(), bytes);
    added.map_err(|TooLarge| Error::too_large(name))
}

fn read(input: &Input) -> Result<(String, Vec<u8>), Error> {
    match input {
        Input::File(path) => {
            let bytes = fs::read(path).map_err(|error| unreadable(path, error))?;
            Ok((path.display().to_string(), bytes))
        }
        Input::Source { name, text } => Ok((name.clone(), text.clone())),
        #[cfg(feature = "bundled")]
        Input::Bundled(name) => {
            let schema = tl_schemas::find(name).map_err(Error::UnknownSchema)?;
            Ok((schema.name.to_owned(), schema.text().into_owned().into_bytes()))
        }
    }
}

/// Returns the error for a file that could not be read.
fn unreadable(path: &Path, error: io::Error) -> Error {
    #[cfg(feature = "bundled")]
    if error.kind() == io::ErrorKind::NotFound {
        return Error::NoSchema(tl_schemas::UnknownSchema { name: path.display().to_string() });
    }
    Error::io(Operation::Read, path, error)
}

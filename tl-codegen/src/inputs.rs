//! Inputs of a module, and functions that load them as its schema.

use std::fs;
use std::path::PathBuf;

use tl_parser::schema::{Options, Schema};
use tl_parser::{Diagnostics, FileId, SourceMap, TooLarge};

use crate::config::Config;
use crate::error::{Error, Operation};
use crate::passing::Passing;

#[derive(Clone, Debug)]
pub(crate) struct ModuleInput {
    pub(crate) name: String,
    pub(crate) inputs: Vec<Input>,
    /// Inputs with values that are passed over. Each is a schema of its own.
    pub(crate) passing: Vec<Input>,
    /// The config of this module alone, if it has its own config.
    pub(crate) config: Option<Config>,
}

#[derive(Clone, Debug)]
pub(crate) enum Input {
    File(PathBuf),
    Source {
        name: String,
        text: String,
    },
    #[cfg(feature = "bundled")]
    Bundled(String),
}

impl ModuleInput {
    /// Creates a module that passes over nothing and has no config of its own yet.
    pub(crate) fn new(name: String, inputs: Vec<Input>) -> Self {
        Self { name, inputs, passing: Vec::new(), config: None }
    }

    pub(crate) fn check_inputs(&self) -> Result<(), Error> {
        if self.inputs.is_empty() {
            return Err(Error::Module { name: self.name.clone(), problem: "has no schema" });
        }
        Ok(())
    }

    /// Returns the files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.inputs.iter().chain(&self.passing).filter_map(|input| match input {
            Input::File(path) => Some(path),
            _ => None,
        })
    }

    /// Reads all inputs as one schema. Reads each of `passing`, and of the inputs that the module itself passes over,
    /// as a schema of its own.
    pub(crate) fn load(&self, options: &Options, passing: &[PathBuf]) -> Result<Loaded, Error> {
        self.check_inputs()?;
        let mut sources = SourceMap::new();
        let own: Vec<_> =
            self.inputs.iter().map(|input| add(input, &mut sources)).collect::<Result<_, _>>()?;
        let passing = passing.iter().cloned().map(Input::File).chain(self.passing.iter().cloned());
        let passing: Vec<_> = passing
            .map(|input| Ok((add(&input, &mut sources)?, input.is_bundled())))
            .collect::<Result<_, Error>>()?;
        let resolved = tl_parser::load_files(&sources, own, options);
        let (mut others, mut diagnostics) = (Passing::default(), resolved.diagnostics);
        for (file, is_bundled) in passing {
            diagnostics.extend(others.add(&sources, file, is_bundled, options));
        }
        diagnostics.sort();
        match resolved.schema.filter(|_| !diagnostics.has_errors()) {
            Some(schema) => Ok(Loaded { schema, passing: others, sources, warnings: diagnostics }),
            None => Err(Error::Schema { diagnostics, sources }),
        }
    }
}

impl Input {
    fn is_bundled(&self) -> bool {
        !matches!(self, Self::File(_) | Self::Source { .. })
    }
}

/// The schema of a module and the schemas that it passes over, with their sources and warnings.
pub(crate) struct Loaded {
    pub(crate) schema: Schema,
    pub(crate) passing: Passing,
    pub(crate) sources: SourceMap,
    pub(crate) warnings: Diagnostics,
}

fn add(input: &Input, sources: &mut SourceMap) -> Result<FileId, Error> {
    let (name, bytes) = read(input)?;
    #[cfg(feature = "json")]
    let added = sources.add_schema(name.clone(), bytes);
    #[cfg(not(feature = "json"))]
    let added = sources.add(name.clone(), bytes);
    added.map_err(|TooLarge| Error::Module { name, problem: "has 4 GiB of text or more" })
}

fn read(input: &Input) -> Result<(String, Vec<u8>), Error> {
    match input {
        Input::File(path) => {
            let bytes = fs::read(path).map_err(|e| Error::io(Operation::Read, path, e))?;
            Ok((path.display().to_string(), bytes))
        }
        Input::Source { name, text } => Ok((name.clone(), text.clone().into_bytes())),
        #[cfg(feature = "bundled")]
        Input::Bundled(name) => {
            let schema = tl_schemas::find(name).map_err(Error::UnknownSchema)?;
            Ok((schema.name.to_owned(), schema.text().into_owned().into_bytes()))
        }
    }
}

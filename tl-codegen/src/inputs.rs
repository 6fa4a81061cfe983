//! The inputs of a module, and how they become its schema.

use std::fs;
use std::path::PathBuf;

use tl_parser::schema::{Options, Schema};
use tl_parser::{Diagnostics, SourceMap, TooLarge};

use crate::error::{Error, Operation};

#[derive(Clone, Debug)]
pub(crate) struct ModuleInput {
    pub(crate) name: String,
    pub(crate) inputs: Vec<Input>,
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
    pub(crate) fn check_inputs(&self) -> Result<(), Error> {
        if self.inputs.is_empty() {
            return Err(Error::Module { name: self.name.clone(), problem: "has no schema" });
        }
        Ok(())
    }

    /// Reads all inputs as one schema.
    pub(crate) fn load(&self, options: &Options) -> Result<Loaded, Error> {
        self.check_inputs()?;
        let mut sources = SourceMap::new();
        for input in &self.inputs {
            let (name, bytes) = read(input)?;
            #[cfg(feature = "json")]
            let added = sources.add_schema(name.clone(), bytes);
            #[cfg(not(feature = "json"))]
            let added = sources.add(name.clone(), bytes);
            added.map_err(|TooLarge| Error::Module { name, problem: "has 4 GiB of text or more" })?;
        }
        let resolved = tl_parser::load(&sources, options);
        match resolved.schema {
            Some(schema) => Ok(Loaded { schema, sources, warnings: resolved.diagnostics }),
            None => Err(Error::Schema { diagnostics: resolved.diagnostics, sources }),
        }
    }
}

/// The schema of a module, with its sources and warnings.
pub(crate) struct Loaded {
    pub(crate) schema: Schema,
    pub(crate) sources: SourceMap,
    pub(crate) warnings: Diagnostics,
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

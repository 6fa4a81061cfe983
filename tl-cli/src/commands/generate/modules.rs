//! The input of `tl generate rust` and `tl generate docs`: one schema, or modules.

use std::str::FromStr;

use clap::ArgGroup;
use clap_complete::ArgValueCompleter;
use tl_codegen::Builder;
use tl_codegen::rust::Config;

use crate::completion;
use crate::error::Error;
use crate::input::{Input, Inputs};
use crate::options::Reading;
use crate::schemas::Schemas;

/// The schemas to generate from: one schema, or a schema for each module.
#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(group = ArgGroup::new("modules").args(["files", "schema", "layer", "module"]).required(true).multiple(true))]
pub(super) struct Modules {
    /// Paths, bundled schemas, or `-` for standard input; read together, in any order, as one schema
    #[arg(value_name = "FILE", add = ArgValueCompleter::new(completion::schemas))]
    files: Vec<Input>,
    #[command(flatten)]
    schemas: Schemas,
    /// Generate a module of this name from these files; repeat it for more modules
    #[arg(long, value_name = "NAME=FILE[,FILE]", conflicts_with_all = ["files", "schema", "layer"])]
    module: Vec<Module>,
}

/// One `--module NAME=FILE,FILE`.
#[derive(Clone, Debug)]
struct Module {
    name: String,
    inputs: Inputs,
}

impl FromStr for Module {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, files) = text.split_once('=').ok_or("expected NAME=FILE")?;
        Ok(Self { name: name.to_owned(), inputs: files.parse()? })
    }
}

impl Modules {
    /// Returns whether the command line names modules. Otherwise, there is one module, whose name is not used.
    pub(super) fn has_names(&self) -> bool {
        !self.module.is_empty()
    }

    /// Returns a builder with all modules. The options of `reading` override the config.
    pub(super) fn builder(&self, reading: &Reading, config: Config) -> Result<Builder, Error> {
        let options = reading.options();
        let dialect = options.dialect.or(config.dialect);
        let builder =
            Builder::new().config(Config { dialect, ..config }).lints(options.lints).lenient(options.lenient);
        if self.has_names() {
            let add = |builder, module: &Module| add(builder, &module.name, &module.inputs);
            return self.module.iter().try_fold(builder, add);
        }
        add(builder, "api", &self.schemas.only(&self.files)?)
    }
}

fn add(builder: Builder, name: &str, Inputs(inputs): &Inputs) -> Result<Builder, Error> {
    if let [Input::Bundled(schema)] = inputs.as_slice() {
        return Ok(builder.bundled(name, schema.name));
    }
    let files = inputs.iter().filter(|input| !matches!(input, Input::Stdin)).map(Input::to_path);
    let mut builder = builder.module(name, files);
    for input in inputs.iter().filter(|input| matches!(input, Input::Stdin)) {
        let (name, text) = input.read()?;
        builder = builder.source(name, text);
    }
    Ok(builder)
}

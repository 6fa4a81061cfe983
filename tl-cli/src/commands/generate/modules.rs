//! The input of `tl generate rust`, `docs` and `site`, and of `tl serve`: one schema, several schemas, or modules.

use std::collections::HashMap;
use std::str::FromStr;

use clap::ArgGroup;
use clap_complete::ArgValueCompleter;
use tl_codegen::rust::Config;
use tl_codegen::{Builder, ModuleSchema, Warnings};
use tl_parser::Diagnostics;

use crate::completion;
use crate::error::Error;
use crate::input::{Input, Inputs};
use crate::options::Reading;
use crate::report::Report;
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
    /// Returns whether the command line names modules with `--module`.
    pub(super) fn has_names(&self) -> bool {
        !self.module.is_empty()
    }

    /// Returns the files of all modules.
    pub(super) fn inputs(&self) -> Result<Vec<Input>, Error> {
        let modules = self.module.iter().map(|module| module.inputs.clone());
        let all = modules.chain(self.schemas.and(&self.files)?);
        Ok(all.flat_map(|Inputs(inputs)| inputs).collect())
    }

    /// Returns a builder with all modules. The options of `reading` override the config.
    ///
    /// # Errors
    /// Returns [`Error::SeveralSchemas`] if the command line names several schemas without `--module`.
    pub(super) fn builder(&self, reading: &Reading, config: Config) -> Result<Builder, Error> {
        match self.has_names() {
            true => self.all(reading, config),
            false => add(builder(reading, config), "api", &self.schemas.only(&self.files)?),
        }
    }

    /// Returns a builder with all modules. All FILEs together are a module too, and so is each `--schema` and
    /// `--layer`. The names of these modules are made from the layer or the first file. The options of `reading`
    /// override the config.
    pub(super) fn all(&self, reading: &Reading, config: Config) -> Result<Builder, Error> {
        let mut builder = builder(reading, config);
        for Module { name, inputs } in &self.module {
            builder = add(builder, name, inputs)?;
        }
        let mut names = HashMap::new();
        for inputs in self.schemas.and(&self.files)? {
            let name = name(&inputs);
            let count = names.entry(name.to_ascii_lowercase()).and_modify(|count| *count += 1).or_insert(1);
            let suffix = if *count == 1 { String::new() } else { format!("_{count}") };
            builder = add(builder, &format!("{name}{suffix}"), &inputs)?;
        }
        Ok(builder)
    }
}

/// Calls `make` for each module and returns the results. Returns `None` if a module has errors. Reports the problems of
/// each module together with those that `make` finds.
pub(super) fn of_each<'m, T>(
    modules: &'m [ModuleSchema],
    report: &mut Report,
    make: impl Fn(&'m ModuleSchema) -> Result<T, Diagnostics>,
) -> Result<Option<Vec<T>>, Error> {
    let mut all = Some(Vec::new());
    for module in modules {
        let Warnings { diagnostics, sources } = &module.warnings;
        let mut diagnostics = diagnostics.clone();
        let made = make(module).map_err(|more| diagnostics.extend(more)).ok();
        diagnostics.sort();
        report.diagnostics(&diagnostics, sources)?;
        all = all.zip(made).map(|(mut all, made)| {
            all.push(made);
            all
        });
    }
    Ok(all)
}

fn builder(reading: &Reading, config: Config) -> Builder {
    let options = reading.options();
    let dialect = options.dialect.or(config.dialect);
    Builder::new().config(Config { dialect, ..config }).lints(options.lints).lenient(options.lenient)
}

/// Returns a name for the module of a schema, such as `layer82`. If the schema is not a layer, the name is made from
/// the name of its first file.
fn name(Inputs(inputs): &Inputs) -> String {
    let name = match inputs.first() {
        Some(Input::Bundled(tl_schemas::Schema { layer: Some(layer), .. })) => format!("layer{layer}"),
        Some(Input::Bundled(schema)) => schema.name.to_owned(),
        Some(Input::File(path)) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        Some(Input::Stdin) | None => "schema".to_owned(),
    };
    let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    if Builder::check_module_names([name.as_str()]).is_ok() { name } else { format!("schema_{name}") }
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

//! The input of `tl generate`: schemas and overlays.

use clap::ArgGroup;
use clap_complete::ArgValueCompleter;
use tl_codegen::Builder;
use tl_parser::schema::Schema;

use crate::completion;
use crate::error::Error;
use crate::input::{Input, Inputs};
use crate::module::{Loaded, Module};
use crate::options::Reading;
use crate::overlays;
use crate::report::Report;
use crate::schemas::Schemas;

/// The source of generation: one schema, or modules.
#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(group = ArgGroup::new("source").args(["files", "schema", "layer", "module"]).required(true).multiple(true))]
pub(super) struct Source {
    /// Paths, bundled schemas, or `-` for standard input; read together, in any order, as one schema
    #[arg(value_name = "FILE", add = ArgValueCompleter::new(completion::schemas))]
    files: Vec<Input>,
    #[command(flatten)]
    schemas: Schemas,
    /// Generate a module of this name from these files; repeat it for more modules
    #[arg(long, value_name = "NAME=FILE[,FILE]", conflicts_with_all = ["files", "schema", "layer"])]
    module: Vec<Module>,
}

impl Source {
    /// Returns all modules, with the documentation of `overlays`. Returns `None` if an overlay could not be read, which
    /// is reported. Modules with errors are returned too, and their errors are not reported here.
    pub(super) fn load(
        &self,
        overlays: &[Input],
        reading: &Reading,
        report: &mut Report,
    ) -> Result<Option<Vec<Loaded>>, Error> {
        let mut loaded =
            self.modules()?.iter().map(|module| module.load(reading)).collect::<Result<Vec<_>, _>>()?;
        Ok(document(&mut loaded, overlays, reading, report)?.then_some(loaded))
    }

    fn modules(&self) -> Result<Vec<Module>, Error> {
        if self.module.is_empty() {
            let Inputs(files) = self.schemas.only(&self.files)?;
            return Ok(vec![Module { name: None, files }]);
        }
        Builder::check_module_names(self.module.iter().filter_map(|module| module.name.as_deref()))?;
        Ok(self.module.clone())
    }
}

/// Merges the overlays and returns whether all could be merged. Does nothing if a schema has errors.
fn document(
    loaded: &mut [Loaded],
    overlays: &[Input],
    reading: &Reading,
    report: &mut Report,
) -> Result<bool, Error> {
    let schemas: Option<Vec<&mut Schema>> = loaded.iter_mut().map(|loaded| loaded.schema.as_mut()).collect();
    match schemas {
        Some(mut schemas) => overlays::merge(overlays, &mut schemas, &reading.options().lints, report),
        None => Ok(true),
    }
}

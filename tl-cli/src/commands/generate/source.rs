//! What `tl generate` makes something of: schemas, and the documentation beside them.

use tl_codegen::Builder;
use tl_parser::schema::Schema;

use crate::error::Error;
use crate::input::Input;
use crate::module::{Loaded, Module};
use crate::options::Reading;
use crate::overlays;
use crate::report::Report;

/// What to generate from: one of the three.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(super) struct Source {
    /// Paths, bundled schemas, or `-` for standard input; they are read together, in any order, as one schema
    #[arg(value_name = "FILE")]
    files: Vec<Input>,
    /// A bundled layer of the Telegram API
    #[arg(long, value_name = "N")]
    layer: Option<u32>,
    /// A module of its own, made from these files; once for each module
    #[arg(long, value_name = "NAME=FILE[,FILE]")]
    module: Vec<Module>,
}

impl Source {
    /// All modules, with what `overlays` say of them; none where an overlay could not be read, which is reported. Those
    /// with errors stay as they are, and have not been reported.
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
        let files = match self.layer {
            Some(layer) => vec![Input::layer(layer)?],
            None if self.module.is_empty() => self.files.clone(),
            None => {
                Builder::check_module_names(self.module.iter().filter_map(|module| module.name.as_deref()))?;
                return Ok(self.module.clone());
            }
        };
        Ok(vec![Module { name: None, files }])
    }
}

/// Whether all overlays could be merged; they are not where a schema has errors.
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

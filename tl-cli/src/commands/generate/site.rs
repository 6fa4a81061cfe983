//! `tl generate site`: writes or compares a site of HTML pages.

use std::path::PathBuf;
use std::process::ExitCode;

use tl_codegen::docs::html::{self, Section};
use tl_codegen::rust::Config;
use tl_codegen::{Files, ModuleSchema, Schemas};

use super::modules::{Modules, of_each};
use super::writing::{Writing, put};
use crate::error::Error;
use crate::examples::examples;
use crate::input::Input;
use crate::options::Reading;
use crate::report::Report;

/// The script that decodes bytes in pages. It is `None` without the feature `web`, or if the script was not built.
const READER: Option<&str> = include!(env!("TL_READER"));

/// Generate a site of HTML pages with search
///
/// The site needs no other program: open `index.html`, or put the folder on a web server, under any path. With several
/// schemas, each has a folder, and every page links to the same page of the other schemas. Two neighbouring layers also
/// have a page of their differences. Only files that change are written; generated files that are no longer needed are
/// removed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Write the site of a layer, with descriptions", "tl generate site --layer 230 --overlay docs.json -o site"),
    ("Write a site of two layers and MTProto", "tl generate site --layer 82 --layer 230 --schema mtproto -o site"),
]))]
pub(crate) struct Args {
    #[command(flatten)]
    content: Content,
    /// Write the files to DIR
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[command(flatten)]
    writing: Writing,
}

/// The schemas and the documentation of a site.
#[derive(Debug, clap::Args)]
pub(crate) struct Content {
    #[command(flatten)]
    modules: Modules,
    /// Read documentation from this overlay; later files override earlier ones
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    match args.content.files(report)? {
        Some(files) => put(&files, &args.output, args.writing, report),
        None => Ok(ExitCode::FAILURE),
    }
}

impl Content {
    /// Returns the files of the site, or `None` if a schema has errors. Reports all problems.
    pub(crate) fn files(&self, report: &mut Report) -> Result<Option<Files>, Error> {
        let config = Config { overlay: self.overlay.clone(), ..Config::default() };
        let Schemas { modules, overlays } = self.modules.all(&self.reading, config)?.schemas()?;
        report.warnings(&overlays)?;
        let sections =
            of_each(&modules, report, |module| Section::new(&module.name, &title(module), &module.schema))?;
        let title = match modules.as_slice() {
            [only] => title(only),
            _ => "TL schemas".to_owned(),
        };
        Ok(sections.map(|sections| html::generate(&title, &sections, READER)))
    }

    /// Returns the paths of all files that contain schemas or overlays.
    ///
    /// # Errors
    /// Returns [`Error::ServeOfStdin`] for standard input, which can be read only once.
    pub(crate) fn paths(&self) -> Result<Vec<PathBuf>, Error> {
        let mut paths = self.overlay.clone();
        for input in self.modules.inputs()? {
            match input {
                Input::File(path) => paths.push(path),
                Input::Stdin => return Err(Error::ServeOfStdin),
                Input::Bundled(_) => {}
            }
        }
        Ok(paths)
    }
}

fn title(ModuleSchema { name, schema, .. }: &ModuleSchema) -> String {
    schema.layer().map_or_else(|| name.clone(), |layer| format!("Layer {layer}"))
}

//! `tl generate docs`: writes or compares pages of documentation, and lists items without a description.

use std::path::PathBuf;
use std::process::ExitCode;

use tl_codegen::docs::{self, Coverage};
use tl_codegen::rust::Config;
use tl_codegen::{Files, ModuleSchema, Schemas};
use tl_parser::schema::Schema;

use super::modules::{Modules, of_each};
use super::writing::{Writing, put};
use crate::error::Error;
use crate::examples::examples;
use crate::options::{Json, Reading};
use crate::report::Report;

/// Generate pages of Markdown for methods, constructors and types
///
/// The pages are the source of an mdBook; `mdbook build DIR` builds a site. With `--module`, each module is a book in
/// `DIR/NAME`. Only files that change are written; generated files that are no longer needed are removed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Write the pages of a book", "tl generate docs --layer 82 -o book"),
    ("List items without a description", "tl generate docs api.tl --coverage"),
]))]
pub(crate) struct Args {
    #[command(flatten)]
    modules: Modules,
    /// Write the files to DIR
    #[arg(short, long, value_name = "DIR", required_unless_present = "coverage")]
    #[arg(required_if_eq_any([("check", "true"), ("force", "true")]))]
    output: Option<PathBuf>,
    /// Read documentation from this overlay; later files override earlier ones
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Form of the JSON in examples; with `tdlib` or `ton`, examples contain only JSON
    #[arg(long, value_name = "FORM", default_value = "tl")]
    json: Json,
    /// List items without a description; without `-o`, write no files
    #[arg(long)]
    coverage: bool,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let config = Config { overlay: args.overlay.clone(), ..Config::default() };
    let Schemas { modules, overlays } = args.modules.builder(&args.reading, config)?.schemas()?;
    report.warnings(&overlays)?;
    let Some(files) = pages(&modules, args, report)? else {
        return Ok(ExitCode::FAILURE);
    };
    if args.coverage {
        modules.iter().try_for_each(|module| report.show(Coverage::new(&module.schema)))?;
    }
    match &args.output {
        Some(output) => put(&files, output, args.writing, report),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Returns the pages of all modules, or `None` if a module has errors. Reports all problems. If the modules have names,
/// each module is a book in a folder with the name of the module.
fn pages(modules: &[ModuleSchema], args: &Args, report: &mut Report) -> Result<Option<Files>, Error> {
    let (has_names, form) = (args.modules.has_names(), args.json.form());
    let books = of_each(modules, report, |ModuleSchema { name, schema, .. }| match has_names {
        true => Ok(docs::generate_with(schema, name, form)?.in_folder(name)),
        false => docs::generate_with(schema, &title(schema), form),
    })?;
    let files = books.map(|books| {
        let mut files = Files::default();
        books.into_iter().for_each(|book| files.extend(book));
        files
    });
    let flaws = files.as_ref().map(docs::check).unwrap_or_default();
    if flaws.is_empty() { Ok(files) } else { Err(Error::Pages(flaws)) }
}

fn title(schema: &Schema) -> String {
    schema.layer().map_or_else(|| "TL schema".to_owned(), |layer| format!("Layer {layer}"))
}

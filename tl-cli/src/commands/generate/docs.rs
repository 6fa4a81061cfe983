//! `tl generate docs`: writes or compares pages of documentation, and lists items without a description.

use std::path::PathBuf;
use std::process::ExitCode;

use tl_codegen::Files;
use tl_codegen::docs::{self, Coverage};

use super::source::Source;
use super::writing::{Writing, put};
use crate::error::Error;
use crate::examples::examples;
use crate::input::Input;
use crate::module::Loaded;
use crate::options::Reading;
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
    source: Source,
    /// Write the files to DIR
    #[arg(short, long, value_name = "DIR", required_unless_present = "coverage")]
    #[arg(required_if_eq_any([("check", "true"), ("force", "true")]))]
    output: Option<PathBuf>,
    /// Read documentation from this overlay; later files override earlier ones
    #[arg(long, value_name = "FILE")]
    overlay: Vec<Input>,
    /// List items without a description; without `-o`, write no files
    #[arg(long)]
    coverage: bool,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let Some(loaded) = args.source.load(&args.overlay, &args.reading, report)? else {
        return Ok(ExitCode::FAILURE);
    };
    let Some(files) = pages(&loaded, report)? else { return Ok(ExitCode::FAILURE) };
    if args.coverage {
        for schema in loaded.iter().filter_map(|loaded| loaded.schema.as_ref()) {
            report.show(Coverage::new(schema))?;
        }
    }
    match &args.output {
        Some(output) => put(&files, output, args.writing, report),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Returns the pages of all modules, or `None` if a module has errors, which are reported.
fn pages(loaded: &[Loaded], report: &mut Report) -> Result<Option<Files>, Error> {
    let mut files = Some(Files::default());
    for loaded in loaded {
        let more = loaded.pages(report)?;
        files = files.zip(more).map(|(mut files, more)| {
            files.extend(more);
            files
        });
    }
    let flaws = files.as_ref().map(docs::check).unwrap_or_default();
    if flaws.is_empty() { Ok(files) } else { Err(Error::Pages(flaws)) }
}

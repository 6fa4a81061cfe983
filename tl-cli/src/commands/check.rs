//! `tl check`: every problem of a set of files.

use std::process::ExitCode;

use super::verdict;
use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input};
use crate::options::Reading;
use crate::report::Report;

/// Check schemas and print every problem found
///
/// All files are read together, in any order, as one schema. The exit status is 1 where there is an error;
/// warnings leave it at 0.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Print what is wrong with a schema", "tl check api.tl"),
    ("Take two files as one schema, and warnings for errors", "tl check mtproto api.tl --deny warnings"),
]))]
pub(crate) struct Args {
    /// Path, bundled schema, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<Input>,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let sources = input::load(&args.files)?;
    let found = tl_parser::load(&sources, &args.reading.options()).diagnostics;
    report.diagnostics(&found, &sources)?;
    report.summary(&found, args.files.len())?;
    Ok(verdict(!found.has_errors()))
}

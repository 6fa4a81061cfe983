//! `tl check`: prints every problem of a schema.

use std::process::ExitCode;

use clap_complete::ArgValueCompleter;
use tl_parser::schema::Resolved;

use super::verdict::verdict;
use crate::completion;
use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input, Inputs};
use crate::options::Reading;
use crate::report::Report;
use crate::schemas::Schemas;

/// Check schemas and print every problem found
///
/// All FILEs are read together, in any order, as one schema. The exit status is 1 if there is an error; warnings leave
/// it at 0. In the default message format, the dialect of the schema and the reason for it are shown before the
/// summary.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Print the problems of a schema", "tl check api.tl"),
    ("Read two files as one schema, and treat warnings as errors", "tl check mtproto api.tl --deny warnings"),
]))]
pub(crate) struct Args {
    /// Path, bundled schema, or `-` for standard input
    #[arg(required_unless_present_any = ["schema", "layer"], value_name = "FILE", add = ArgValueCompleter::new(completion::schemas))]
    files: Vec<Input>,
    #[command(flatten)]
    schemas: Schemas,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let mut is_well = true;
    for Inputs(files) in args.schemas.and(&args.files)? {
        let sources = input::load(&files)?;
        let Resolved { dialect, diagnostics, .. } = tl_parser::load(&sources, &args.reading.options());
        report.diagnostics(&diagnostics, &sources)?;
        report.summary(&diagnostics, &dialect, files.len())?;
        is_well &= !diagnostics.has_errors();
    }
    Ok(verdict(is_well))
}

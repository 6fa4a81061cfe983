//! `tl man`: writes manual pages.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use tl_codegen::Operation;

use crate::error::Error;
use crate::examples::examples;

/// Write manual pages
///
/// There is a page for `tl`, and one for each verb and each command of a verb: `tl.1`, `tl-check.1`,
/// `tl-generate-rust.1` and so on.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Write the pages to a folder that `man` searches", "tl man -o ~/.local/share/man/man1"),
]))]
pub(crate) struct Args {
    /// Write the pages to DIR; existing ones are replaced
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

/// Writes the pages about the command line `cli`.
pub(super) fn run(args: &Args, cli: clap::Command) -> Result<ExitCode, Error> {
    let written = fs::create_dir_all(&args.output).and_then(|()| clap_mangen::generate_to(cli, &args.output));
    written.map_err(|source| tl_codegen::Error::Io {
        operation: Operation::Write,
        path: args.output.clone(),
        source,
    })?;
    Ok(ExitCode::SUCCESS)
}

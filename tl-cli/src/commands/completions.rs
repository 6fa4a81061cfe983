//! `tl completions`: writes completion scripts for shells.

use std::io::Write;
use std::process::ExitCode;

use clap_complete::{Shell, generate};

use crate::error::Error;
use crate::examples::examples;
use crate::report::Report;

/// Write a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Write the script for bash, which reads it with `source`", "tl completions bash"),
]))]
pub(crate) struct Args {
    /// Shell that reads the script
    shell: Shell,
}

/// Writes the script that completes the command line `cli`.
pub(super) fn run(args: &Args, mut cli: clap::Command, report: &mut Report) -> Result<ExitCode, Error> {
    let mut script = Vec::new();
    generate(args.shell, &mut cli, "tl", &mut script);
    report.data().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

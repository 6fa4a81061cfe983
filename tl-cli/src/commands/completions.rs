//! `tl completions`: writes completion scripts for shells.

use std::process::ExitCode;

use clap_complete::Shell;
use clap_complete::env::Shells;

use crate::error::Error;
use crate::examples::examples;
use crate::report::Report;

/// Write a completion script for a shell
///
/// The shell must read the script at startup. The script runs `tl` to complete verbs, options, bundled schemas,
/// codes, and names in the selected schema.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Write the script for bash, which reads it with `source`", "tl completions bash"),
]))]
pub(crate) struct Args {
    /// Shell that reads the script
    shell: Shell,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let name = args.shell.to_string();
    // The list of shells contains each `Shell`.
    if let Some(shell) = Shells::builtins().completer(&name) {
        shell.write_registration("COMPLETE", "tl", "tl", "tl", &mut report.data())?;
    }
    Ok(ExitCode::SUCCESS)
}

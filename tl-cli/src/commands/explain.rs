//! `tl explain`: explains the code of a problem.

use std::io::Write;
use std::process::ExitCode;

use clap_complete::ArgValueCompleter;
use serde::Serialize;

use crate::codes;
use crate::completion;
use crate::error::Error;
use crate::examples::examples;
use crate::options::Format;
use crate::report::Report;

/// Explain the code of a problem
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Explain the code of `error[TL0201]`", "tl explain TL0201"),
]))]
pub(crate) struct Args {
    /// The code, such as TL0201, tl201 or 201
    #[arg(add = ArgValueCompleter::new(completion::codes))]
    code: String,
    /// Output format
    #[arg(long, default_value = "text")]
    format: Format,
}

/// The explanation of a code, for programs.
#[derive(Serialize)]
struct Explanation {
    code: &'static str,
    text: &'static str,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let explained = codes::find(&args.code).ok_or_else(|| Error::UnknownCode(args.code.clone()))?;
    match args.format {
        Format::Text => writeln!(report.data(), "{}", explained.text)?,
        Format::Json => {
            report.json(&Explanation { code: explained.code.as_str(), text: explained.text.trim_end() })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

//! `tl generate`: what is made of schemas.

mod json;
mod rust;

use std::process::ExitCode;

use super::verdict;
use crate::error::Error;
use crate::report::{Report, count};

/// Generate Rust or JSON from schemas
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Target {
    Rust(rust::Args),
    Json(json::Args),
}

pub(super) fn run(target: &Target, report: &mut Report) -> Result<ExitCode, Error> {
    match target {
        Target::Rust(args) => rust::run(args, report),
        Target::Json(args) => json::run(args, report),
    }
}

/// What `--check` comes to where `differing` of so many `files` are not as they would be.
fn judge(differing: usize, files: usize, report: &mut Report) -> Result<ExitCode, Error> {
    match differing {
        0 => report.say(format_args!("{} up to date", count(files, "file")))?,
        1 => report.say("1 file differs")?,
        several => report.say(format_args!("{several} files differ"))?,
    }
    Ok(verdict(differing == 0))
}

//! `tl generate`: what is made of schemas.

mod json;
mod rust;

use std::process::ExitCode;

use crate::error::Error;
use crate::report::Report;

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

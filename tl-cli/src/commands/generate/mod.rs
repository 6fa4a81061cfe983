//! `tl generate`: generates files from schemas.

mod docs;
mod json;
mod rust;
mod source;
mod writing;

use std::process::ExitCode;

use crate::error::Error;
use crate::examples::examples;
use crate::report::Report;

/// Generate Rust, documentation or JSON from schemas
#[derive(Debug, clap::Subcommand)]
#[command(after_long_help = examples([
    ("Write Rust for a layer of the Telegram API", "tl generate rust --layer 82 -o src/tl"),
]))]
pub(crate) enum Target {
    Rust(rust::Args),
    Docs(docs::Args),
    Json(json::Args),
}

pub(super) fn run(target: &Target, report: &mut Report) -> Result<ExitCode, Error> {
    match target {
        Target::Rust(args) => rust::run(args, report),
        Target::Docs(args) => docs::run(args, report),
        Target::Json(args) => json::run(args, report),
    }
}

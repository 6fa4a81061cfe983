//! `tl generate`: generates files from schemas.

mod docs;
mod json;
mod modules;
mod project;
mod rust;
pub(super) mod site;
mod writing;

use std::process::ExitCode;

use crate::error::Error;
use crate::examples::examples;
use crate::report::Report;

/// Generate Rust, documentation, a site or JSON from schemas
///
/// Without a command, generate the modules of a config file, as Rust. `tl init` writes a first config file, with
/// comments about its keys.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_long_help = examples([
    ("Write the modules of tl.toml", "tl generate"),
    ("Exit with 1 if they are out of date", "tl generate --check"),
    ("Write Rust for a layer of the Telegram API", "tl generate rust --layer 82 -o src/api"),
]))]
pub(crate) struct Args {
    #[command(subcommand)]
    target: Option<Target>,
    #[command(flatten)]
    project: project::Args,
}

/// The commands of `tl generate`.
#[derive(Debug, clap::Subcommand)]
enum Target {
    Rust(rust::Args),
    Docs(docs::Args),
    Site(site::Args),
    Json(json::Args),
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    match &args.target {
        None => project::run(&args.project, report),
        Some(Target::Rust(args)) => rust::run(args, report),
        Some(Target::Docs(args)) => docs::run(args, report),
        Some(Target::Site(args)) => site::run(args, report),
        Some(Target::Json(args)) => json::run(args, report),
    }
}

//! The verbs, one file each.

mod check;
mod completions;
mod decode;
mod diff;
mod encode;
mod explain;
mod fmt;
mod generate;
mod id;
mod init;
mod layers;
mod man;
mod serve;
mod show;
mod verdict;

use std::process::ExitCode;

use crate::error::Error;
use crate::report::Report;

/// The verbs of the program.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Check(check::Args),
    Fmt(fmt::Args),
    Init(init::Args),
    Generate(generate::Args),
    Show(show::Args),
    Diff(diff::Args),
    Id(id::Args),
    Encode(encode::Args),
    Decode(decode::Args),
    Serve(serve::Args),
    Layers(layers::Args),
    Explain(explain::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// Runs the verb. `cli` describes the whole command line.
    pub(crate) fn run(self, cli: fn() -> clap::Command, report: &mut Report) -> Result<ExitCode, Error> {
        match self {
            Self::Check(args) => check::run(&args, report),
            Self::Fmt(args) => fmt::run(&args, report),
            Self::Init(args) => init::run(&args, report),
            Self::Generate(args) => generate::run(&args, report),
            Self::Show(args) => show::run(&args, report),
            Self::Diff(args) => diff::run(&args, report),
            Self::Id(args) => id::run(&args, report),
            Self::Encode(args) => encode::run(&args, report),
            Self::Decode(args) => decode::run(&args, report),
            Self::Serve(args) => serve::run(&args, report),
            Self::Layers(args) => layers::run(&args, report),
            Self::Explain(args) => explain::run(&args, report),
            Self::Completions(args) => completions::run(&args, report),
            Self::Man(args) => man::run(&args, cli()),
        }
    }
}

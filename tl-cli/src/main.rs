//! The program `tl`. Each verb (subcommand) is a module of `commands`.

mod codes;
mod commands;
mod comparison;
mod completion;
mod difference;
mod elsewhere;
mod error;
mod examples;
mod hints;
mod ids;
mod input;
mod one_file;
mod options;
mod progress;
mod query;
mod report;
mod schemas;
mod show;
mod signals;
mod usage;
mod values;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use clap_complete::CompleteEnv;

use self::commands::Command;
use self::options::Options;
use self::report::Report;

/// Check TL schemas and generate Rust from them
///
/// TL, the Type Language, describes the messages of Telegram, TDLib, TON and VK. A FILE is a path, the name of a
/// bundled schema as listed by `tl layers`, or `-` for standard input. A FILE contains TL, or JSON in one of the two
/// forms that `tl generate json` writes.
///
/// The exit status is 0 on success, 1 if a verb fails or finds errors, and 2 if the command line is invalid.
#[derive(Debug, Parser)]
#[command(name = "tl", version)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    CompleteEnv::with_factory(Cli::command).complete();
    let Cli { options, command } = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::report(error),
    };
    let mut report = Report::new(options);
    let done = command.run(Cli::command, &mut report).and_then(|code| Ok(report.flush().map(|()| code)?));
    done.unwrap_or_else(|error| {
        report.error(&error);
        error.kind().status()
    })
}

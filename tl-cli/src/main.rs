//! The program `tl`: arguments in, exit status out. Each verb is a file of `commands`.

mod commands;
mod comparison;
mod difference;
mod error;
mod examples;
mod ids;
mod input;
mod module;
mod one_file;
mod options;
mod overlays;
mod progress;
mod report;
mod show;
mod values;

use std::process::ExitCode;

use clap::Parser;

use self::commands::Command;
use self::options::Options;
use self::report::Report;

/// Checks TL schemas and generates Rust from them.
///
/// TL, the Type Language, describes the messages of Telegram, TDLib, TON and VK. A FILE is a path, the name of a
/// schema that comes with the program (`tl layers` lists them), or `-` for standard input. It holds TL, or JSON in
/// Telegram's form or in the one that `tl generate json` writes.
///
/// The exit status is 0 where all is well, 1 where something is wrong, 2 where the arguments make no sense.
#[derive(Debug, Parser)]
#[command(name = "tl", version)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let Cli { options, command } = Cli::parse();
    let mut report = Report::new(options);
    let done = command.run(&mut report).and_then(|code| Ok(report.flush().map(|()| code)?));
    done.unwrap_or_else(|error| {
        report.error(&error);
        error.status()
    })
}

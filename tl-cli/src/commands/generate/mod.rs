//! `tl generate`: what is made of schemas.

mod docs;
mod json;
mod rust;
mod source;

use std::path::Path;
use std::process::ExitCode;

use tl_codegen::Files;

use super::verdict;
use crate::difference;
use crate::error::Error;
use crate::examples::examples;
use crate::report::{Report, count};
use crate::signals;

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

/// What becomes of what is generated.
#[derive(Clone, Copy, Debug, clap::Args)]
struct Writing {
    /// Write nothing; show what would change, and exit with 1 if anything would
    #[arg(long, requires = "output")]
    check: bool,
    /// Overwrite files that were not generated
    ///
    /// Without it, nothing is written if such files are in the way.
    #[arg(long, requires = "output", conflicts_with = "check")]
    force: bool,
}

/// Writes files to `dir` and reports how many changed, or only compares them.
fn put(files: &Files, dir: &Path, writing: Writing, report: &mut Report) -> Result<ExitCode, Error> {
    if writing.check {
        let differences = files.compare(dir)?;
        difference::show(&differences, files, dir, report)?;
        return judge(differences.len(), files.len(), report);
    }
    let write = if writing.force { Files::overwrite } else { Files::write_to };
    let name = format!("writing {}", count(files.len(), "file"));
    let done = report.progress(&name, || signals::finish(|| write(files, dir)))?;
    let removed = match done.removed.len() {
        0 => String::new(),
        removed => format!(", {removed} removed"),
    };
    let written = count(done.written.len(), "file");
    report.say(format_args!("wrote {written}, {} unchanged{removed}", done.unchanged))?;
    Ok(ExitCode::SUCCESS)
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

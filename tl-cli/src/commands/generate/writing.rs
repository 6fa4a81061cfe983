//! Writes generated files, or compares them with the files that exist.

use std::path::Path;
use std::process::ExitCode;

use tl_codegen::{Files, Written};

use crate::commands::verdict::verdict;
use crate::difference;
use crate::error::Error;
use crate::report::{Report, count};
use crate::signals;

/// Options for writing generated files.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Writing {
    /// Write nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    pub(super) check: bool,
    /// Overwrite files that were not generated
    ///
    /// Without this option, nothing is written if such files exist.
    #[arg(long, conflicts_with = "check")]
    pub(super) force: bool,
}

/// Writes files to `dir` and reports how many changed. With `--check`, only compares them.
pub(super) fn put(
    files: &Files,
    dir: &Path,
    writing: Writing,
    report: &mut Report,
) -> Result<ExitCode, Error> {
    if writing.check {
        let differences = files.compare(dir)?;
        difference::show(&differences, files, dir, report)?;
        return judge(differences.len(), files.len(), report);
    }
    let done = write(files, dir, writing, report)?;
    say(&done, report)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes files to `dir`.
pub(super) fn write(
    files: &Files,
    dir: &Path,
    writing: Writing,
    report: &mut Report,
) -> Result<Written, Error> {
    let write = if writing.force { Files::overwrite } else { Files::write_to };
    let name = format!("writing {}", count(files.len(), "file"));
    Ok(report.progress(&name, || signals::finish(|| write(files, dir)))?)
}

/// Reports how many files changed.
pub(super) fn say(done: &Written, report: &mut Report) -> Result<(), Error> {
    let removed = match done.removed.len() {
        0 => String::new(),
        removed => format!(", {removed} removed"),
    };
    let written = count(done.written.len(), "file");
    Ok(report.say(format_args!("wrote {written}, {} unchanged{removed}", done.unchanged))?)
}

/// Reports the result of `--check`: `differing` of `files` files differ. Returns the exit status.
pub(super) fn judge(differing: usize, files: usize, report: &mut Report) -> Result<ExitCode, Error> {
    match differing {
        0 => report.say(format_args!("{} up to date", count(files, "file")))?,
        1 => report.say("1 file differs")?,
        several => report.say(format_args!("{several} files differ"))?,
    }
    Ok(verdict(differing == 0))
}

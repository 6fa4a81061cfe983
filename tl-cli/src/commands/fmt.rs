//! `tl fmt`: schemas in canonical layout.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use tl_codegen::{Difference, DifferenceKind, Files};
use tl_parser::{Diagnostics, FileId, FormatError, SourceMap, format};

use super::verdict;
use crate::difference::Shown;
use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input};
use crate::one_file::OneFile;
use crate::report::{Report, count};

/// Lay schemas out in the one canonical way
///
/// Comments, empty lines between groups, ids and meaning stay as they are. A file with a syntax error is reported and
/// left alone; the others are written where they change. The text of `-`, which is standard input, and of a bundled
/// schema goes to standard output.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Lay a file out in place", "tl fmt api.tl"),
    ("Exit with 1 where it is not laid out", "tl fmt --check api.tl"),
    ("Print a bundled schema", "tl fmt telegram/199"),
]))]
pub(crate) struct Args {
    /// Path, bundled schema, or `-`
    #[arg(required = true, value_name = "FILE")]
    files: Vec<Input>,
    /// Write nothing; show what would change, and exit with 1 where anything would
    #[arg(long)]
    check: bool,
}

/// How many files there are of each kind.
#[derive(Default)]
struct Tally {
    changed: usize,
    unchanged: usize,
    broken: usize,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let sources = input::load(&args.files)?;
    let inputs = || args.files.iter().zip(sources.files());
    // What cannot be formatted at all is refused before anything is written.
    let texts = sources.files().map(|file| formatted(&sources, file)).collect::<Result<Vec<_>, Error>>()?;
    let mut tally = Tally::default();
    for ((input, file), text) in inputs().zip(texts) {
        match text {
            Ok(text) => {
                let is_changed =
                    put(input, sources.name(file), sources.text(file), text, args.check, report)?;
                *(if is_changed { &mut tally.changed } else { &mut tally.unchanged }) += 1;
            }
            Err(found) => {
                report.diagnostics(&found, &sources)?;
                tally.broken += 1;
            }
        }
    }
    let is_data = !args.check && args.files.iter().any(|input| !matches!(input, Input::File(_)));
    if !is_data {
        let done = if args.check { "to format" } else { "formatted" };
        report.say(format_args!("{} {done}, {} unchanged", count(tally.changed, "file"), tally.unchanged))?;
    }
    Ok(verdict(tally.broken == 0 && !(args.check && tally.changed > 0)))
}

/// The text of `file` in canonical layout, or its mistakes.
fn formatted(sources: &SourceMap, file: FileId) -> Result<Result<String, Diagnostics>, Error> {
    match format(sources, file) {
        Ok(text) => Ok(Ok(text)),
        Err(FormatError::Syntax(found)) => Ok(Err(found)),
        Err(error) => Err(Error::Format { file: sources.name(file).to_owned(), error }),
    }
}

/// Writes `text` where `before`, the text of `name`, stood, or shows how it differs; whether it does.
fn put(
    input: &Input,
    name: &str,
    before: &str,
    text: String,
    check: bool,
    report: &mut Report,
) -> Result<bool, Error> {
    if let Input::File(path) = input {
        let file = OneFile::new(path, text)?;
        return if check { file.compare(report) } else { file.write() };
    }
    if !check {
        report.data().write_all(text.as_bytes())?;
    }
    let before = before.replace("\r\n", "\n");
    let differs = before != text;
    if check && differs {
        let mut files = Files::default();
        files.insert(name, text);
        let difference = Difference { path: name.to_owned(), kind: DifferenceKind::Changed(before) };
        report.say(Shown { difference: &difference, files: &files, dir: Path::new("") })?;
    }
    Ok(differs)
}

//! `tl fmt`: formats schemas in the canonical layout.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap_complete::ArgValueCompleter;
use tl_codegen::{Difference, DifferenceKind, Files};
use tl_parser::{Diagnostics, FileId, FormatError, SourceMap, format};

use super::verdict::verdict;
use crate::completion;
use crate::difference::DisplayDifference;
use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input, Inputs};
use crate::one_file::OneFile;
use crate::report::{Report, count};
use crate::schemas::Schemas;

/// Format schemas in the canonical layout
///
/// Comments, empty lines between groups, ids and the meaning are kept. Files with syntax errors are reported and not
/// changed. All other files are replaced if their text changes. On Unix, a replaced file keeps its permissions, owner
/// and group; if a file to replace has several hard links, no file is written. The formatted text of standard input
/// (`-`) and of bundled schemas goes to standard output.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Format a file in place", "tl fmt api.tl"),
    ("Exit with 1 if a file is not formatted", "tl fmt --check api.tl"),
    ("Print a bundled schema", "tl fmt telegram/199"),
]))]
pub(crate) struct Args {
    /// Path, bundled schema, or `-`
    #[arg(required_unless_present_any = ["schema", "layer"], value_name = "FILE", add = ArgValueCompleter::new(completion::schemas))]
    files: Vec<Input>,
    #[command(flatten)]
    schemas: Schemas,
    /// Write nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    check: bool,
}

#[derive(Default)]
struct Tally {
    changed: usize,
    unchanged: usize,
    broken: usize,
}

/// Temporary files that killed runs left next to the formatted files. Each entry is a folder and a path in this folder.
type Leftovers = BTreeSet<(PathBuf, String)>;

/// A schema in canonical layout.
enum Formatted<'a> {
    File(OneFile),
    /// Standard input, or a bundled schema.
    Other {
        name: &'a str,
        before: String,
        text: String,
    },
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let files: Vec<Input> =
        args.schemas.and(&args.files)?.into_iter().flat_map(|Inputs(files)| files).collect();
    let sources = input::load(&files)?;
    let inputs = files.iter().zip(sources.files());
    // All files are formatted in memory before any of them is written.
    let texts = inputs
        .map(|(input, file)| formatted(input, &sources, file, args.check))
        .collect::<Result<Vec<_>, Error>>()?;
    let mut tally = Tally::default();
    let mut leftovers = Leftovers::new();
    for text in texts {
        match text {
            Ok(text) => {
                let is_changed =
                    if args.check { text.compare(&mut leftovers, report)? } else { text.write(report)? };
                *(if is_changed { &mut tally.changed } else { &mut tally.unchanged }) += 1;
            }
            Err(found) => {
                report.diagnostics(&found, &sources)?;
                tally.broken += 1;
            }
        }
    }
    for (dir, path) in &leftovers {
        let difference = Difference { path: path.clone(), kind: DifferenceKind::Leftover };
        report.say(DisplayDifference { difference: &difference, files: &Files::default(), dir })?;
    }
    let is_data = !args.check && files.iter().any(|input| !matches!(input, Input::File(_)));
    if !is_data {
        let done = if args.check { "to format" } else { "formatted" };
        report.say(format_args!("{} {done}, {} unchanged", count(tally.changed, "file"), tally.unchanged))?;
    }
    let is_well = tally.changed == 0 && leftovers.is_empty();
    Ok(verdict(tally.broken == 0 && (is_well || !args.check)))
}

/// Returns the text of `file` in canonical layout, or its syntax errors.
fn formatted<'a>(
    input: &Input,
    sources: &'a SourceMap,
    file: FileId,
    check: bool,
) -> Result<Result<Formatted<'a>, Diagnostics>, Error> {
    let name = sources.name(file);
    let text = match format(sources, file) {
        Ok(text) => text,
        Err(FormatError::Syntax(found)) => return Ok(Err(found)),
        Err(error) => return Err(Error::Format { file: name.to_owned(), error }),
    };
    let Input::File(path) = input else {
        return Ok(Ok(Formatted::Other { name, before: sources.text(file).replace("\r\n", "\n"), text }));
    };
    let file = OneFile::new(path, text)?;
    if !check {
        file.check_links()?;
    }
    Ok(Ok(Formatted::File(file)))
}

impl Formatted<'_> {
    /// Replaces the file, or writes the text to standard output. Returns whether the text changed.
    fn write(&self, report: &mut Report) -> Result<bool, Error> {
        match self {
            Self::File(file) => file.write(|_| true),
            Self::Other { before, text, .. } => {
                report.data().write_all(text.as_bytes())?;
                Ok(before != text)
            }
        }
    }

    /// Shows how the formatted text differs from the old text, and returns whether the two differ. Adds temporary files
    /// next to the file to `leftovers`.
    fn compare(&self, leftovers: &mut Leftovers, report: &mut Report) -> Result<bool, Error> {
        match self {
            Self::File(file) => {
                let differences = file.differences(|_| true)?;
                let (left, changed): (Vec<_>, Vec<_>) = differences
                    .into_iter()
                    .partition(|difference| difference.kind == DifferenceKind::Leftover);
                leftovers.extend(left.into_iter().map(|left| (file.folder().to_owned(), left.path)));
                file.show(&changed, report)?;
                Ok(!changed.is_empty())
            }
            Self::Other { before, text, .. } if before == text => Ok(false),
            Self::Other { name, before, text } => {
                let mut files = Files::default();
                files.insert(*name, text.as_str());
                let kind = DifferenceKind::Changed(before.clone());
                let difference = Difference { path: (*name).to_owned(), kind };
                report.say(DisplayDifference {
                    difference: &difference,
                    files: &files,
                    dir: Path::new(""),
                })?;
                Ok(true)
            }
        }
    }
}

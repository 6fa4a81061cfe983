//! `tl diff`: shows what changed between two schemas, and what breaks.

use std::io::Write;
use std::process::ExitCode;

use clap::ValueEnum;
use clap_complete::ArgValueCompleter;
use tl_parser::diff::{self, Class, Diff};
use tl_parser::schema::Schema;

use super::verdict::verdict;
use crate::comparison::DisplayDiff;
use crate::completion;
use crate::error::Error;
use crate::examples::examples;
use crate::input::Inputs;
use crate::options::Reading;
use crate::report::Report;
use crate::schemas::{self, Loaded, Schemas};

/// Compare two schemas: show what was added, removed and changed, and what breaks
///
/// A change is wire-breaking if a peer on one schema cannot read what a peer on the other schema writes,
/// source-breaking if Rust code that uses the bindings may no longer compile, and compatible otherwise. A change is
/// silent if a peer accepts a value that was written with the other schema, but loses or misreads a part of the value.
/// Usually the id stays the same then. For example, Telegram computes ids without flags such as `flags.0?true`, so a
/// new flag does not change the id.
///
/// In schemas like VK's, a request contains a mask, and the server sets only bits of this mask in its answer. If masks
/// are kept in this way, a new field with a condition under the same id can be compatible: peers on the old schema
/// never set the bit of the field in a request, so they never receive the field. The old schema must not use this bit.
/// Such changes are a class of their own, because they break Rust code too.
///
/// Instead of OLD and NEW, pass `--schema` or `--layer` twice, first for the old schema.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Show how the methods of a namespace changed", "tl diff telegram/82 telegram/230 --only 'auth.*'"),
    ("Exit with 1 if a change is wire-breaking", "tl diff old.tl new.tl --fail-on wire"),
]))]
pub(crate) struct Args {
    /// Old schema: a path, a bundled schema, or `-` for standard input; commas join the files of one schema
    #[arg(value_name = "OLD")]
    old: Option<Inputs>,
    /// New schema, in the same form
    #[arg(value_name = "NEW")]
    new: Option<Inputs>,
    #[command(flatten)]
    schemas: Schemas,
    /// Show only this name of either schema; repeat it for more names
    ///
    /// NAME is a constructor, a function or a type. `auth.*` means all names that begin with `auth.`.
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(completion::names))]
    only: Vec<String>,
    /// Output format
    #[arg(long, default_value = "text")]
    format: Format,
    /// Exit with 1 if there is a change of this class or a worse one
    #[arg(long, value_name = "CLASS")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    reading: Reading,
}

/// The output formats of a comparison.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For a release note or a pull request
    Markdown,
    /// For programs
    Json,
}

/// The classes of changes that `--fail-on` can name.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Wire-breaking changes
    Wire,
    /// Wire-breaking and source-breaking changes, and changes that are compatible if masks are kept
    Source,
}

impl From<FailOn> for Class {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Wire => Self::Wire,
            FailOn::Source => Self::Source,
        }
    }
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    report.data();
    let inputs = args.inputs()?;
    let [old_name, new_name] = [&inputs[0], &inputs[1]].map(ToString::to_string);
    let loaded = schemas::load(&inputs, &args.reading, report)?;
    let Some([old, new]) = loaded.and_then(|loaded| <[Loaded; 2]>::try_from(loaded).ok()) else {
        return Ok(ExitCode::FAILURE);
    };
    let (old, new) = (old.schema, new.schema);
    let mut diff = tl_codegen::diff::compare(&old, &new).named(old_name, new_name);
    if !args.only.is_empty() {
        check_patterns(&args.only, [&old, &new])?;
        diff = diff.only(&args.only);
    }
    write(&diff, args.format, report)?;
    let worst = args.fail_on.map(Class::from);
    Ok(verdict(worst.is_none_or(|worst| diff.class() < Some(worst))))
}

impl Args {
    /// Returns the old and the new schema.
    fn inputs(&self) -> Result<[Inputs; 2], Error> {
        let files = [&self.old, &self.new].into_iter().flatten().cloned();
        self.schemas.after(files)?.try_into().map_err(|_| Error::TwoSchemas)
    }
}

fn check_patterns(patterns: &[String], schemas: [&Schema; 2]) -> Result<(), Error> {
    let is_unknown = |pattern: &&String| schemas.iter().all(|schema| schema.matching(pattern).is_empty());
    let Some(unknown) = patterns.iter().find(is_unknown) else { return Ok(()) };
    let similar = schemas.iter().rev().find_map(|schema| schema.similar(unknown));
    Err(Error::UnknownName {
        name: unknown.clone(),
        similar: similar.map(str::to_owned).into_iter().collect(),
    })
}

fn write(diff: &Diff, format: Format, report: &mut Report) -> Result<(), Error> {
    match format {
        Format::Text => report.styled(&DisplayDiff(diff).to_string())?,
        Format::Markdown => report.data().write_all(diff::markdown(diff).as_bytes())?,
        Format::Json => report.json(diff)?,
    }
    Ok(())
}

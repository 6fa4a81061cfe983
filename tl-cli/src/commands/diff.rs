//! `tl diff`: what changed between two schemas, and whom that breaks.

use std::io::Write;
use std::process::ExitCode;
use std::slice;

use clap::ValueEnum;
use tl_parser::SourceMap;
use tl_parser::diff::{self, Class, Diff};
use tl_parser::schema::Schema;

use super::verdict;
use crate::comparison::Shown;
use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input};
use crate::options::Reading;
use crate::report::Report;

/// Compare two schemas: what was added, removed and changed, and whom it breaks
///
/// A change is wire-breaking where a peer of one schema cannot read what a peer of the other writes, source-breaking
/// where Rust that uses the bindings may no longer compile, and compatible otherwise. It is silent where the id does
/// not tell: Telegram leaves flags such as `flags.0?true` out of what gives the id.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Show what became of the methods of a namespace", "tl diff telegram/82 telegram/230 --only 'auth.*'"),
    ("Exit with 1 where peers of the two no longer understand each other", "tl diff old.tl new.tl --fail-on wire"),
]))]
pub(crate) struct Args {
    /// The schema that was: path, bundled schema, or `-` for standard input
    #[arg(value_name = "OLD")]
    old: Input,
    /// The schema that is, likewise
    #[arg(value_name = "NEW")]
    new: Input,
    /// Show only what has this name, in one schema or the other; once for each name
    ///
    /// A constructor, a function or a type; `auth.*` is all that begins with `auth.`.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// How the differences are written
    #[arg(long, default_value = "text")]
    format: Format,
    /// Exit with 1 where there is a change of this class, or of a worse one
    #[arg(long, value_name = "CLASS")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    reading: Reading,
}

/// The forms of a comparison.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For a release note or a pull request
    Markdown,
    /// For programs
    Json,
}

/// What is not to happen.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Peers of the two schemas do not understand each other
    Wire,
    /// That, or Rust that uses the bindings may not compile
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
    if matches!((&args.old, &args.new), (Input::Stdin, Input::Stdin)) {
        return Err(Error::StdinTwice);
    }
    report.data();
    let (old, new) = sources(args)?;
    let (old, new) = (load(&old, args, report)?, load(&new, args, report)?);
    let (Some(old), Some(new)) = (old, new) else { return Ok(ExitCode::FAILURE) };
    let mut diff = diff::compare(&old, &new).named(args.old.to_string(), args.new.to_string());
    if !args.only.is_empty() {
        check_patterns(&args.only, [&old, &new])?;
        diff = diff.only(&args.only);
    }
    write(&diff, args.format, report)?;
    let worst = args.fail_on.map(Class::from);
    Ok(verdict(worst.is_none_or(|worst| diff.class() < Some(worst))))
}

/// The texts of both schemas, or why either cannot be read.
fn sources(args: &Args) -> Result<(SourceMap, SourceMap), Error> {
    match (input::load(slice::from_ref(&args.old)), input::load(slice::from_ref(&args.new))) {
        (Ok(old), Ok(new)) => Ok((old, new)),
        (Err(old), Err(new)) => Err(Error::Inputs(vec![old, new])),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// The schema; none where it has errors. Reports all problems.
fn load(sources: &SourceMap, args: &Args, report: &mut Report) -> Result<Option<Schema>, Error> {
    let resolved = tl_parser::load(sources, &args.reading.options());
    report.diagnostics(&resolved.diagnostics, sources)?;
    Ok(resolved.schema)
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
        Format::Text => report.styled(&Shown(diff).to_string())?,
        Format::Markdown => report.data().write_all(diff::markdown(diff).as_bytes())?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *report.data(), diff).map_err(std::io::Error::from)?;
            writeln!(report.data())?;
        }
    }
    Ok(())
}

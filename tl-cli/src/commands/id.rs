//! `tl id`: shows the canonical texts of declarations and their ids.

use std::io::Write;
use std::process::ExitCode;

use clap::ArgGroup;
use serde::Serialize;
use tl_parser::schema::check_ids;
use tl_parser::{Diagnostic, Diagnostics, Parsed, SourceMap, parse};

use super::verdict::verdict;
use crate::error::Error;
use crate::examples::examples;
use crate::ids::{Canonical, Declaration, declarations, kind};
use crate::input::{self, Input, Inputs};
use crate::options::{Dialect, Format};
use crate::report::Report;
use crate::schemas::Schemas;

/// Name of TEXT in messages.
const TEXT: &str = "<text>";

const MISSING_SEMICOLON: &str = "TL0102";

/// Show the canonical text of a declaration and its id, the CRC-32 of that text
///
/// There are two rules for the text: the formal rule of the original compiler, and Telegram's, which leaves out
/// fields such as `flags.0?true` and replaces `bytes` with `string`. The exit status is 1 if the declared id fits
/// neither rule, or does not fit the rule of `--dialect`. An id that servers are known to use is accepted anyway.
///
/// With `--schema` or `--layer`, all declarations of a schema are listed, one per line, with tabs between the columns:
/// kind, name, declared id or `-`, formal id, Telegram's id.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Show the canonical text and the id of a declaration", "tl id 'boolTrue#997275b5 = Bool;'"),
    ("List the ids of a file", "tl id --schema api.tl"),
]))]
#[group(skip)]
#[command(group = ArgGroup::new("what").args(["text", "schema", "layer"]).required(true).multiple(true))]
pub(crate) struct Args {
    /// A declaration, such as 'boolTrue#997275b5 = Bool;'
    #[arg(value_name = "TEXT", conflicts_with_all = ["schema", "layer"])]
    text: Option<String>,
    #[command(flatten)]
    schemas: Schemas,
    /// Rule that the declared id of TEXT must fit; `auto` accepts both
    #[arg(long, value_name = "DIALECT", default_value = "auto")]
    dialect: Dialect,
    /// Output format
    #[arg(long, default_value = "text")]
    format: Format,
}

/// A declaration in JSON.
#[derive(Serialize)]
struct Listed<'a> {
    kind: &'static str,
    name: &'a str,
    canonical: Canonical,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    match &args.text {
        Some(text) => show(text, args, report),
        None => list(args, report),
    }
}

/// Lists the declarations of the schemas that `--schema` and `--layer` name.
fn list(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let inputs = args.schemas.after([])?;
    let files: Vec<Input> = inputs.into_iter().flat_map(|Inputs(files)| files).collect();
    let sources = input::load(&files)?;
    let parsed: Vec<Parsed<'_>> = sources.files().map(|file| parse(&sources, file)).collect();
    let all: Vec<Declaration<'_>> = parsed.iter().flat_map(|parsed| declarations(&parsed.document)).collect();
    match args.format {
        Format::Text => {
            all.iter().try_for_each(|declaration| writeln!(report.data(), "{}", declaration.row()))?;
        }
        Format::Json => json(&all, report)?,
    }
    let mut found = Diagnostics::default();
    parsed.into_iter().for_each(|parsed| found.extend(parsed.diagnostics));
    report.diagnostics(&found, &sources)?;
    Ok(verdict(found.is_empty()))
}

/// Shows the declarations of TEXT.
fn show(text: &str, args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    if let Some(name) = name_alone(text) {
        return Err(Error::NameAlone(name.to_owned()));
    }
    let mut sources = SourceMap::new();
    let file = sources.add(TEXT, text).map_err(Error::TooLarge)?;
    let parsed = [parse(&sources, file)];
    let [Parsed { document, diagnostics, .. }] = &parsed;
    let mut found = Diagnostics::default();
    // A missing `;` is not reported, because canonical texts have none and are accepted too.
    let problems = diagnostics.iter().filter(|problem| problem.code.as_str() != MISSING_SEMICOLON);
    found.extend(problems.cloned());
    let all = declarations(document);
    if found.is_empty() && all.is_empty() {
        return Err(Error::NoDeclaration);
    }
    let differing = differing_ids(&sources, &parsed, &all, args.dialect);
    match args.format {
        Format::Text => {
            let blocks: Vec<String> =
                all.iter().map(|declaration| describe(declaration, &differing)).collect();
            report.show(blocks.join("\n"))?;
        }
        Format::Json => json(&all, report)?,
    }
    found.extend(differing);
    report.diagnostics(&found, &sources)?;
    Ok(verdict(found.is_empty()))
}

fn json(all: &[Declaration<'_>], report: &mut Report) -> Result<(), Error> {
    let listed =
        all.iter().map(|one| Listed { kind: kind(one.category), name: one.name, canonical: one.into() });
    report.json(&listed.collect::<Vec<_>>())?;
    Ok(())
}

/// Returns the name or the id if `text` is only a name or an id, and not a declaration with `=` and a result.
fn name_alone(text: &str) -> Option<&str> {
    let name = text.trim().trim_end_matches(';');
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._#-:".contains(c);
    (!name.is_empty() && name.chars().all(is_part)).then_some(name)
}

fn describe(declaration: &Declaration<'_>, differing: &[Diagnostic]) -> String {
    let is_reported = differing.iter().any(|lint| declaration.span.contains(lint.primary.span));
    let is_known = !declaration.fits(None) && !is_reported;
    format!("{declaration}{}\n", if is_known { "; servers are known to use this id" } else { "" })
}

/// Returns the warnings about declared ids that do not fit (see [`Declaration::fits`]), except for ids that servers are
/// known to use.
fn differing_ids(
    sources: &SourceMap,
    parsed: &[Parsed<'_>],
    all: &[Declaration<'_>],
    dialect: Dialect,
) -> Vec<Diagnostic> {
    let misfits: Vec<_> = all.iter().filter(|declaration| !declaration.fits(dialect.known())).collect();
    let lints = check_ids(sources, parsed, dialect.known()).into_iter();
    lints.filter(|lint| misfits.iter().any(|misfit| misfit.span.contains(lint.primary.span))).collect()
}

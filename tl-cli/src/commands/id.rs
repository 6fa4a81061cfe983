//! `tl id`: the canonical texts of declarations and the ids that they give.

use std::io::Write;
use std::process::ExitCode;
use std::slice;

use tl_parser::schema::check_ids;
use tl_parser::{Diagnostic, Diagnostics, Parsed, SourceMap, parse};

use super::verdict;
use crate::error::Error;
use crate::examples::examples;
use crate::ids::{Declaration, declarations};
use crate::input::{self, Input};
use crate::options::Dialect;
use crate::report::Report;

/// What messages call TEXT.
const TEXT: &str = "<text>";

const MISSING_SEMICOLON: &str = "TL0102";

/// Show the canonical text of a declaration and its id, the CRC-32 of that text
///
/// There are two rules for the text: the formal one of the original compiler, and Telegram's, which leaves out
/// fields such as `flags.0?true` and takes `bytes` for `string`. The exit status is 1 where the declared id
/// fits neither, or does not fit the dialect that is named, and is not known to be frozen.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Show the canonical text and the id of a declaration", "tl id 'boolTrue#997275b5 = Bool;'"),
    ("List the ids of a file", "tl id --file api.tl"),
]))]
#[group(skip)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub(crate) struct Args {
    /// A declaration, such as 'boolTrue#997275b5 = Bool;'
    #[arg(value_name = "TEXT", group = "what")]
    text: Option<String>,
    /// List the declarations of FILE, a line each, parted by tabs: kind, name, declared id or `-`, formal id,
    /// Telegram's id
    #[arg(long, value_name = "FILE", group = "what")]
    file: Option<Input>,
    /// Which text the declared id of TEXT must fit; `auto` takes either
    #[arg(long, value_name = "DIALECT", default_value = "auto")]
    dialect: Dialect,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    match &args.file {
        Some(file) => list(file, report),
        None => show(args.text.as_deref().unwrap_or_default(), args.dialect, report),
    }
}

/// `--file`
fn list(file: &Input, report: &mut Report) -> Result<ExitCode, Error> {
    let sources = input::load(slice::from_ref(file))?;
    let mut found = Diagnostics::default();
    for file in sources.files() {
        let Parsed { document, diagnostics, .. } = parse(&sources, file);
        for declaration in declarations(&document) {
            writeln!(report.data(), "{}", declaration.row())?;
        }
        found.extend(diagnostics);
    }
    report.diagnostics(&found, &sources)?;
    Ok(verdict(found.is_empty()))
}

/// TEXT
fn show(text: &str, dialect: Dialect, report: &mut Report) -> Result<ExitCode, Error> {
    let mut sources = SourceMap::new();
    let file = sources.add(TEXT, text).map_err(Error::TooLarge)?;
    let parsed = [parse(&sources, file)];
    let [Parsed { document, diagnostics, .. }] = &parsed;
    let mut found = Diagnostics::default();
    // The canonical texts have no `;`, and they are texts too.
    let problems = diagnostics.iter().filter(|problem| problem.code.as_str() != MISSING_SEMICOLON);
    found.extend(problems.cloned());
    let all = declarations(document);
    if found.is_empty() && all.is_empty() {
        return Err(Error::NoDeclaration);
    }
    let differing = differing_ids(&sources, &parsed, &all, dialect);
    let blocks: Vec<String> = all.iter().map(|declaration| describe(declaration, &differing)).collect();
    found.extend(differing);
    write!(report.data(), "{}", blocks.join("\n"))?;
    report.diagnostics(&found, &sources)?;
    Ok(verdict(found.is_empty()))
}

fn describe(declaration: &Declaration<'_>, differing: &[Diagnostic]) -> String {
    let is_reported = differing.iter().any(|lint| declaration.span.contains(lint.primary.span));
    let frozen = !declaration.fits(None) && !is_reported;
    format!("{declaration}{}\n", if frozen { "; servers are known to have frozen it" } else { "" })
}

/// The warnings about declared ids that do not fit, except those that servers froze.
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

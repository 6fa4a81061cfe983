//! `tl show`: shows the meaning of a name or an id.

use std::process::ExitCode;

use clap_complete::ArgValueCompleter;
use tl_parser::{Lints, codes, docs};

use crate::completion;
use crate::elsewhere;
use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input};
use crate::options::{Format, Reading};
use crate::query::{How, Query};
use crate::report::Report;
use crate::schemas::{self, Loaded, Schemas};
use crate::show::{self, Columns, Hit, Library};

/// Maximum number of similar names to suggest for an unknown name.
const SIMILAR: usize = 5;

/// Codes of warnings about names that an overlay documents but the schema does not contain. They are not reported,
/// because the user asked about another name.
const UNKNOWN_NAMES: [&str; 3] = ["TL0605", "TL0606", "TL0607"];

/// Show what a name or an id means
///
/// For a constructor or a function, show the definition, id, canonical texts, Rust path, fields and documentation. For
/// a type, show its constructors, and the functions and constructors that return, take and contain it.
///
/// WHAT is one of:
///
/// - a name, `auth.cancelCode`, or parts of one in upper or lower case, `cancelcode` or `get history`;
///
/// - an id, as logs and programs print it: `#1f040578`, `0x1f040578`, `520357240`, `-1132882121`, `78 05 04 1f`;
///
/// - a pattern in quotes, `'auth.*'`, where `*` is any text and `?` any character;
///
/// - a path in generated Rust, `functions::auth::CancelCode`.
///
/// If several names match a pattern or parts of a name, they are listed, closest first. An id that the schemas don't
/// have is looked up in all bundled schemas. If no schema is selected, an exact name that the newest layer doesn't have
/// is also looked up in all bundled schemas, and any other WHAT without a match is looked up in MTProto.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Show a function of the newest layer", "tl show auth.cancelCode"),
    ("Find a function by parts of its name", "tl show get history"),
    ("Show what an id means in another schema", "tl show '#05162463' --schema mtproto"),
]))]
pub(crate) struct Args {
    /// Name, part of a name, id, pattern or Rust path
    #[arg(value_name = "WHAT", required = true, allow_negative_numbers = true)]
    #[arg(add = ArgValueCompleter::new(completion::names))]
    what: Vec<String>,
    #[command(flatten)]
    schemas: Schemas,
    /// Read documentation from this overlay; later files override earlier ones
    #[arg(long, value_name = "FILE")]
    overlay: Vec<Input>,
    /// Output format
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    report.data();
    let query = Query::new(&args.what.join(" "));
    let inputs = args.schemas.or_newest()?;
    let Some(mut loaded) = schemas::load(&inputs, &args.reading, report)? else {
        return Ok(ExitCode::FAILURE);
    };
    if !document(args, &mut loaded, report)? {
        return Ok(ExitCode::FAILURE);
    }
    let libraries: Vec<_> = loaded.iter().map(Library::new).collect();
    let hits = show::search(&libraries, &query);
    // If the user selected a schema, the bundled schemas are not searched for a missing name, because they are
    // unrelated to the selected schema. They are searched for a missing id, because it may be an id of Telegram or
    // MTProto.
    let is_found = hits.iter().any(|hit| hit.how.is_exact());
    let may_be_elsewhere = !is_found && (query.is_id() || args.schemas.is_empty());
    let found = if may_be_elsewhere { elsewhere::find(&query, !hits.is_empty())? } else { None };
    let Some((schema, other)) = found else {
        return match hits.is_empty() {
            true => Err(unknown(&query, &loaded)),
            false => print(&hits, &query, args.format, report),
        };
    };
    let asked: Vec<_> = inputs.iter().map(ToString::to_string).collect();
    let (name, asked) = (schema.name, asked.join("`, `"));
    report.note(format_args!("`{query}` is from `{name}`; `{asked}` does not have it"))?;
    let library = [Library::new(&other)];
    print(&show::search(&library, &query), &query, args.format, report)
}

/// Merges the overlays into all schemas. Returns `false` if an overlay has errors, which are reported.
fn document(args: &Args, loaded: &mut [Loaded], report: &mut Report) -> Result<bool, Error> {
    let lints =
        UNKNOWN_NAMES.into_iter().filter_map(codes::find).fold(args.reading.options().lints, Lints::allow);
    let mut schemas: Vec<_> = loaded.iter_mut().map(|loaded| &mut loaded.schema).collect();
    let sources = input::load_overlays(&args.overlay)?;
    let found = docs::merge(&sources, &mut schemas, &lints);
    report.diagnostics(&found, &sources)?;
    Ok(!found.has_errors())
}

/// Prints matches. As text, several matches are printed as a list if one of them is not exact. Otherwise, and as JSON,
/// each match is printed as a definition.
fn print(hits: &[Hit<'_>], query: &Query, format: Format, report: &mut Report) -> Result<ExitCode, Error> {
    let reversed = hits.iter().filter(|hit| hit.how == How::ReversedId).find_map(Hit::id);
    if let Some(id) = reversed {
        report.note(format_args!("`{query}` is the id `#{id:08x}` with its bytes reversed"))?;
    }
    let definitions = || hits.iter().map(Hit::definition).collect::<Vec<_>>();
    let columns = Columns::of_stdout();
    match format {
        Format::Json => report.json(&definitions())?,
        Format::Text if hits.len() > 1 && hits.iter().any(|hit| !hit.how.is_exact()) => {
            report.styled(&show::list(hits, columns))?;
        }
        Format::Text => {
            let texts: Vec<_> = definitions().iter().map(|definition| definition.text(columns)).collect();
            report.styled(&texts.join("\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn unknown(query: &Query, loaded: &[Loaded]) -> Error {
    if query.is_id() {
        return Error::UnknownId(query.to_string());
    }
    let similar = loaded.iter().flat_map(|loaded| loaded.schema.all_similar(query.name()));
    Error::Unknown { what: query.to_string(), similar: similar.take(SIMILAR).map(str::to_owned).collect() }
}

//! `tl show`: what a name or an id means.

use std::io::Write;
use std::process::ExitCode;

use clap::ValueEnum;
use tl_parser::schema::Schema;
use tl_parser::{Lints, SourceMap, codes};

use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input};
use crate::options::Reading;
use crate::overlays;
use crate::report::Report;
use crate::show::Library;

/// Names that are like an unknown one, at most so many.
const SIMILAR: usize = 5;

/// Warnings of overlays about names that nobody asked for.
const ABOUT_OTHERS: [&str; 3] = ["TL0605", "TL0606", "TL0607"];

/// Show what a name or an id means
///
/// Constructors and functions with their definition, id, canonical texts, Rust path, fields, and what is documented of
/// them; types with their constructors; and who returns, takes and contains a type. A name may have several meanings:
/// all are shown.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Show a function of the newest layer", "tl show auth.cancelCode"),
    ("Show what an id means in another schema", "tl show '#05162463' --schema mtproto"),
]))]
pub(crate) struct Args {
    /// A constructor, a function or a type, such as auth.cancelCode, or an id, such as '#1f040578'
    #[arg(value_name = "NAME|#ID")]
    what: String,
    /// Where it is declared: paths or bundled schemas, read as one; the newest layer of the Telegram API by default
    #[arg(long, value_name = "FILE")]
    schema: Vec<Input>,
    /// Documentation that stands beside the schema; the last one goes first
    #[arg(long, value_name = "FILE")]
    overlay: Vec<Input>,
    /// How it is shown
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

/// How definitions are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// A list of objects
    Json,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    report.data();
    let newest = tl_schemas::newest_layer().map(Input::Bundled);
    let inputs = if args.schema.is_empty() { newest.as_slice() } else { &args.schema };
    let sources = input::load(inputs)?;
    let options = args.reading.options();
    let resolved = tl_parser::load(&sources, &options);
    report.diagnostics(&resolved.diagnostics, &sources)?;
    let Some(mut schema) = resolved.schema else { return Ok(ExitCode::FAILURE) };
    let lints = ABOUT_OTHERS.into_iter().filter_map(codes::find).fold(options.lints, Lints::allow);
    if !overlays::merge(&args.overlay, &mut [&mut schema], &lints, report)? {
        return Ok(ExitCode::FAILURE);
    }
    show(args, &schema, &sources, report)
}

fn show(args: &Args, schema: &Schema, sources: &SourceMap, report: &mut Report) -> Result<ExitCode, Error> {
    let library = Library::new(schema, sources);
    let found = library.find(&args.what);
    if found.is_empty() {
        let similar = schema.all_similar(&args.what).into_iter().take(SIMILAR).map(str::to_owned).collect();
        return Err(Error::Unknown { what: args.what.clone(), similar });
    }
    match args.format {
        Format::Text => {
            let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
            write!(report.data(), "{}", texts.join("\n"))?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(report.data(), &found).map_err(std::io::Error::from)?;
            writeln!(report.data())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

//! `tl decode`: bytes to JSON, or what each word is.

use std::io::Write;
use std::process::ExitCode;

use crate::error::Error;
use crate::examples::examples;
use crate::report::Report;
use crate::values::{self, Options, Values};

/// Decode a value: bytes to JSON, by a schema
///
/// The bytes are one boxed constructor or one call of a function; the result of a function, which its id does not tell,
/// needs `--type`. White space between digits means nothing.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Decode a call of the newest layer", "tl decode 7805041f052b34393132000003616263"),
    ("Show what each of its words is", "tl decode --annotate 7805041f052b34393132000003616263"),
]))]
pub(crate) struct Args {
    /// The bytes; `-`, or nothing, for standard input
    #[arg(value_name = "BYTES", conflicts_with = "file")]
    bytes: Option<String>,
    /// Show what each word is, by offset, and what is in `gzip_packed`
    #[arg(long, conflicts_with = "jsonl")]
    annotate: bool,
    #[command(flatten)]
    options: Options,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let form = args.options.format.text();
    if form.is_none() && args.options.jsonl {
        return Err(Error::RawLines);
    }
    if form.is_none() && args.bytes.as_ref().is_some_and(|bytes| bytes != "-") {
        return Err(Error::RawArgument);
    }
    let Some(values) = args.options.load(report)? else { return Ok(ExitCode::FAILURE) };
    let Values { codec, ty } = &values;
    let input = args.options.open(args.bytes.as_deref())?;
    if let Some(form) = form.filter(|_| args.options.jsonl) {
        return values::each_line(input, report, |line| {
            let bytes = form.read(line).map_err(Error::Text)?;
            codec.decode(&bytes, ty.as_ref()).map_err(Error::Decode)
        });
    }
    let data = values::read(input)?;
    let bytes = match form {
        Some(form) => form.read(values::utf8(&data)?).map_err(Error::Text)?,
        None => data,
    };
    if args.annotate {
        return annotate(&values, &bytes, report);
    }
    let json = codec.decode_pretty(&bytes, ty.as_ref()).map_err(Error::Decode)?;
    writeln!(report.data(), "{json}")?;
    Ok(ExitCode::SUCCESS)
}

/// All lines up to the first error, and the error.
fn annotate(Values { codec, ty }: &Values, bytes: &[u8], report: &mut Report) -> Result<ExitCode, Error> {
    let mut written = Ok(());
    let out = report.data();
    let read = codec.annotate(bytes, ty.as_ref(), |line| {
        if written.is_ok() {
            written = writeln!(out, "{line}");
        }
    });
    written?;
    read.map(|()| ExitCode::SUCCESS).map_err(Error::Decode)
}

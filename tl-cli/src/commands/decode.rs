//! `tl decode`: bytes to JSON, or what each word is.

use std::io::Write;
use std::process::ExitCode;

use crate::error::Error;
use crate::examples::examples;
use crate::report::Report;
use crate::values::{self, Options, Values};

/// Decode a value: bytes to JSON, by a schema
///
/// The bytes are one boxed constructor or one function call. Pass `--type` if the id alone doesn't determine the type, as
/// for the result of a function.
///
/// Bytes in hexadecimal may be copied from source code, logs and dumps: `0x7805041f`, `78:05:04:1f`, `\x78\x05`, string
/// literals and arrays of C, Python and Rust, and the output of `xxd`, `hexdump -C`, `od -t x1`, `tcpdump -X` and Wireshark.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Decode a call of the newest layer", "tl decode 7805041f052b34393132000003616263"),
    ("Show what each of its words is", "tl decode --annotate 7805041f052b34393132000003616263"),
    ("Decode traffic: MTProto and the API", "tl decode --schema mtproto --schema 230 016d5cf30c000000000000007eaf17e3"),
]))]
pub(crate) struct Args {
    /// The bytes, in one or more arguments; `-`, or nothing, for standard input
    #[arg(value_name = "BYTES", conflicts_with = "file")]
    bytes: Vec<String>,
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
    let argument = Some(args.bytes.join(" ")).filter(|bytes| !bytes.is_empty());
    if form.is_none() && argument.as_ref().is_some_and(|bytes| bytes != "-") {
        return Err(Error::RawArgument);
    }
    let Some(values) = args.options.load(report)? else { return Ok(ExitCode::FAILURE) };
    let Values { codec, ty } = &values;
    let input = args.options.open(argument.as_deref(), "the bytes", report)?;
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

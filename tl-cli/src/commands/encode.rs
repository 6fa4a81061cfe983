//! `tl encode`: converts JSON to bytes.

use std::io::Write;
use std::process::ExitCode;

use clap_complete::ArgValueCompleter;

use crate::completion;
use crate::error::Error;
use crate::examples::examples;
use crate::report::Report;
use crate::values::{self, Format, Options, Values};

/// Encode a value: JSON to bytes, by a schema
///
/// The value is an object such as `{"_": "auth.cancelCode", "phone_number": "12", "phone_code_hash": "x"}`, as
/// `tl decode` prints it. Leave out absent fields, and numbers that are computed from other fields, such as masks and
/// lengths.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Encode a call from its fields", "tl encode auth.cancelCode phone_number=+4912 phone_code_hash=abc"),
    ("Pass an object without fields by its name", "tl encode users.getFullUser id=inputUserSelf"),
    ("Encode JSON as a value of a type", "tl encode '[1, 2]' --type 'Vector<long>' --format base64"),
]))]
pub(crate) struct Args {
    /// JSON, or the name of a constructor or function; standard input if missing or `-`
    #[arg(value_name = "VALUE", conflicts_with = "file", add = ArgValueCompleter::new(completion::names))]
    value: Option<String>,
    /// Fields of the value: text for strings, base64 for bytes, hexadecimal digits for int128 and int256, the name of
    /// the constructor for objects without fields, JSON for all other types
    #[arg(value_name = "FIELD=TEXT", conflicts_with_all = ["ty", "jsonl"])]
    fields: Vec<String>,
    /// Form of the bytes
    #[arg(long, default_value = "hex")]
    format: Format,
    #[command(flatten)]
    options: Options,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let format = args.format;
    if args.options.jsonl && format.text().is_none() {
        return Err(Error::RawLines);
    }
    let fields = args.fields.iter().map(|text| parameter(text)).collect::<Result<Vec<_>, Error>>()?;
    let name = args.value.as_deref().filter(|value| is_name(value) || !fields.is_empty());
    if name.is_some() && args.options.ty.is_some() {
        return Err(Error::TypeOfName);
    }
    let Some(Values { codec, ty }) = args.options.load(report)? else { return Ok(ExitCode::FAILURE) };
    if let Some(name) = name {
        let bytes = codec.encode_parameters(name, &fields).map_err(Error::Encode)?;
        return write(&bytes, format, report);
    }
    let input = args.options.open(args.value.as_deref(), "JSON", report)?;
    let encode = |json: &str| codec.encode(json, ty.as_ref()).map_err(Error::Encode);
    match format.text().filter(|_| args.options.jsonl) {
        Some(text) => values::each_line(input, report, |line| Ok(text.write(&encode(line)?))),
        None => write(&encode(values::utf8(&values::read(input)?)?)?, format, report),
    }
}

/// Splits `FIELD=TEXT`.
fn parameter(text: &str) -> Result<(&str, &str), Error> {
    text.split_once('=').ok_or_else(|| Error::Parameter(text.to_owned()))
}

/// Returns whether `value` is a name, or an id that begins with `#`, instead of JSON. In JSON, only `true`, `false` and
/// `null` begin with a letter.
fn is_name(value: &str) -> bool {
    let is_json = matches!(value.trim(), "true" | "false" | "null");
    value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#') && !is_json
}

fn write(bytes: &[u8], format: Format, report: &mut Report) -> Result<ExitCode, Error> {
    match format.text() {
        Some(text) => writeln!(report.data(), "{}", text.write(bytes))?,
        None => report.data().write_all(bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

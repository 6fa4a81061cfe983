//! `tl decode`: converts bytes to JSON, or describes each id, number and string in them.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;
use tl_parser::invisible::escape_json;
use tl_value::{Codec, DecodeError, Line, Text, Type};

use crate::error::Error;
use crate::examples::examples;
use crate::hints;
use crate::report::Report;
use crate::values::{self, Options, Values};

/// Decode a value: bytes to JSON, by a schema
///
/// The bytes are one boxed constructor or one function call. Pass `--type` if the id alone doesn't determine the type,
/// as for a vector: `--type 'Vector<long>'`.
///
/// Bytes in hexadecimal may be copied from source code, logs and dumps: `0x7805041f`, `78:05:04:1f`, `\x78\x05`, string
/// literals and arrays of C, Python and Rust, and the output of `xxd`, `hexdump -C`, `od -t x1`, `tcpdump -X` and
/// Wireshark.
///
/// `tl encode` accepts the JSON. Encoding gives the same bytes, except for bits that no field uses, nonzero padding,
/// lengths in a longer form than needed, and NaNs. The JSON of `gzip_packed` contains the packed data; `--annotate`
/// shows the unpacked content.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Decode a call of the newest layer", "tl decode 7805041f052b34393132000003616263"),
    ("Show the meaning of each id, number and string", "tl decode --annotate 7805041f052b34393132000003616263"),
    ("Decode an MTProto message that contains an object of the API", "tl decode --schema mtproto --schema 230 016d5cf30c000000000000007eaf17e3"),
]))]
pub(crate) struct Args {
    /// Bytes in one or more arguments; standard input if missing or `-`
    #[arg(value_name = "BYTES", conflicts_with = "file")]
    bytes: Vec<String>,
    /// Show the offset, the bytes and the meaning of each id, number and string; also unpack `gzip_packed`
    #[arg(long, conflicts_with_all = ["jsonl", "json"])]
    annotate: bool,
    /// Form of the bytes, `hex` by default; with `json`, `--annotate` prints JSON
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    format: Vec<Format>,
    /// Envelope of MTProto around the value
    #[arg(long, value_name = "ENVELOPE", default_value = "auto", conflicts_with = "ty")]
    envelope: Envelope,
    #[command(flatten)]
    options: Options,
}

/// The forms of bytes and of annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Hexadecimal digits, literals, arrays and dumps
    Hex,
    /// Base64 with padding
    Base64,
    /// Raw bytes
    Raw,
    /// Annotations as a list of objects
    Json,
}

/// The envelopes of MTProto messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Envelope {
    /// Choose an envelope that fits, if the bytes do not begin with a known id
    Auto,
    /// No envelope
    None,
    /// An unencrypted message: `auth_key_id` (0), `message_id`, length, message
    Unencrypted,
    /// Decrypted data: `salt`, `session_id`, `message_id`, `seq_no`, length, message, padding
    EncryptedData,
}

struct Decoder<'a> {
    values: Values,
    args: &'a Args,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    if args.format.contains(&Format::Json) && !args.annotate {
        return Err(Error::JsonWithoutAnnotate);
    }
    let form = args.form()?;
    let argument = Some(args.bytes.join(" ")).filter(|bytes| !bytes.is_empty());
    if form.is_none() && args.options.jsonl {
        return Err(Error::RawLines);
    }
    if form.is_none() && argument.as_ref().is_some_and(|bytes| bytes != "-") {
        return Err(Error::RawArgument);
    }
    let Some(values) = args.options.load(report)? else { return Ok(ExitCode::FAILURE) };
    let decoder = Decoder { values, args };
    let input = args.options.open(argument.as_deref(), "the bytes", report)?;
    if let Some(form) = form.filter(|_| args.options.jsonl) {
        return values::each_line(input, report, |line| decoder.json(&read(form, line)?, Codec::decode));
    }
    let data = values::read(input)?;
    let bytes = match form {
        Some(form) => read(form, values::utf8(&data)?)?,
        None => data,
    };
    if args.annotate {
        return decoder.annotate(&bytes, report);
    }
    writeln!(report.data(), "{}", decoder.json(&bytes, Codec::decode_pretty)?)?;
    Ok(ExitCode::SUCCESS)
}

impl Args {
    /// Returns the textual form of the bytes, or `None` if they are raw.
    fn form(&self) -> Result<Option<Text>, Error> {
        let mut forms = self.format.iter().filter(|format| **format != Format::Json);
        match (forms.next(), forms.next()) {
            (_, Some(_)) => Err(Error::TwoFormats),
            (Some(Format::Raw), None) => Ok(None),
            (Some(Format::Base64), None) => Ok(Some(Text::Base64)),
            (Some(Format::Hex | Format::Json) | None, None) => Ok(Some(Text::Hex)),
        }
    }
}

impl Decoder<'_> {
    /// Returns the type of the bytes, if it was passed or the bytes are in an envelope.
    fn ty(&self, bytes: &[u8]) -> Option<Type> {
        let Values { codec, ty } = &self.values;
        let envelope = match self.args.envelope {
            Envelope::None => None,
            Envelope::Unencrypted => Some(tl_value::Envelope::Unencrypted),
            Envelope::EncryptedData => Some(tl_value::Envelope::EncryptedData),
            Envelope::Auto if ty.is_some() => None,
            Envelope::Auto => codec.detect_envelope(bytes),
        };
        envelope.map(|envelope| codec.envelope_type(envelope)).or_else(|| ty.clone())
    }

    /// Calls `decode` and returns its JSON.
    fn json<F>(&self, bytes: &[u8], decode: F) -> Result<String, Error>
    where
        F: Fn(&Codec, &[u8], Option<&Type>) -> Result<String, DecodeError>,
    {
        let json = decode(&self.values.codec, bytes, self.ty(bytes).as_ref());
        json.map(|json| escape_json(&json).into_owned()).map_err(|error| failed(error, bytes))
    }

    /// Writes a line for each part of the value up to the first error. Returns this error, if there is one.
    fn annotate(&self, bytes: &[u8], report: &mut Report) -> Result<ExitCode, Error> {
        let mut out =
            Annotations { out: report.data(), is_json: self.args.format.contains(&Format::Json), count: 0 };
        let mut written = Ok(());
        let read = self.values.codec.annotate(bytes, self.ty(bytes).as_ref(), |line| {
            if written.is_ok() {
                written = out.line(&line);
            }
        });
        written?;
        out.finish()?;
        read.map(|()| ExitCode::SUCCESS).map_err(|error| failed(error, bytes))
    }
}

fn read(form: Text, text: &str) -> Result<Vec<u8>, Error> {
    form.read(text).map_err(|error| Error::Text { error, help: hints::for_text(text) })
}

fn failed(error: DecodeError, bytes: &[u8]) -> Error {
    let help = hints::for_bytes(&error, bytes);
    Error::Decode { error, help }
}

/// A writer of annotations, for people or as a list in JSON.
struct Annotations<'a, W> {
    out: &'a mut W,
    is_json: bool,
    count: usize,
}

/// An annotation in JSON.
#[derive(Serialize)]
struct Annotation<'a> {
    offset: usize,
    /// Number of `gzip_packed` values that contain the offset.
    unpacked: usize,
    /// The bytes in hexadecimal.
    bytes: String,
    depth: usize,
    label: &'a str,
    text: &'a str,
}

impl<W: Write> Annotations<'_, W> {
    fn line(&mut self, line: &Line) -> io::Result<()> {
        self.count += 1;
        if !self.is_json {
            return writeln!(self.out, "{line}");
        }
        let Line { offset, bytes, depth, inflated, label, text } = line;
        let bytes = Text::Hex.write(bytes);
        let annotation =
            Annotation { offset: *offset, unpacked: *inflated, bytes, depth: *depth, label, text };
        write!(self.out, "{}", if self.count == 1 { "[\n  " } else { ",\n  " })?;
        write!(self.out, "{}", escape_json(&serde_json::to_string(&annotation)?))
    }

    fn finish(&mut self) -> io::Result<()> {
        match (self.is_json, self.count) {
            (false, _) => Ok(()),
            (true, 0) => writeln!(self.out, "[]"),
            (true, _) => writeln!(self.out, "\n]"),
        }
    }
}

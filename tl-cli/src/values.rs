//! Options and input that `encode` and `decode` share, and the formats in which `encode` writes bytes.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use tl_codegen::Operation;
use tl_value::{Codec, Text, Type};

use crate::error::Error;
use crate::input;
use crate::options::{Json, Reading};
use crate::report::Report;
use crate::schemas::{self, Schemas};

/// Options that `encode` and `decode` share.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Read the value from FILE; `-` is standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    schemas: Schemas,
    /// Type of the value, such as `Vector<long>` or `%Message`; needed if the id alone doesn't determine the type
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) ty: Option<String>,
    /// Read and write one value per line; blank lines are skipped, invalid lines are reported and skipped
    #[arg(long)]
    pub(crate) jsonl: bool,
    /// Form of the JSON
    #[arg(long, value_name = "FORM", default_value = "tl")]
    json: Json,
    #[command(flatten)]
    reading: Reading,
}

/// The formats in which `encode` writes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Hexadecimal digits
    Hex,
    /// Base64 with padding
    Base64,
    /// Raw bytes
    Raw,
}

impl Format {
    /// Returns the format for text, or `None` for raw bytes.
    pub(crate) fn text(self) -> Option<Text> {
        match self {
            Self::Hex => Some(Text::Hex),
            Self::Base64 => Some(Text::Base64),
            Self::Raw => None,
        }
    }
}

/// A codec for the selected schemas, and the type of the values if `--type` was passed.
pub(crate) struct Values {
    pub(crate) codec: Codec,
    pub(crate) ty: Option<Type>,
}

impl Options {
    /// Creates the codec and parses the type. Returns `None` if a schema has errors, which are reported.
    pub(crate) fn load(&self, report: &mut Report) -> Result<Option<Values>, Error> {
        report.data();
        let loaded = schemas::load(&self.schemas.or_newest()?, &self.reading, report)?;
        let Some(loaded) = loaded else { return Ok(None) };
        let codec = Codec::of_schemas(&loaded.iter().map(|loaded| &loaded.schema).collect::<Vec<_>>());
        let codec = codec.with_json_form(self.json.form());
        let error = |text: &String, error| Error::Type { text: text.clone(), error };
        let ty =
            self.ty.as_ref().map(|text| codec.parse_type(text).map_err(|e| error(text, e))).transpose()?;
        Ok(Some(Values { codec, ty }))
    }

    /// Opens the input: `argument`, the file of `--file`, or standard input. If standard input is a terminal, prints a
    /// note that the user should type `what`.
    pub(crate) fn open(
        &self,
        argument: Option<&str>,
        what: &str,
        report: &mut Report,
    ) -> Result<Opened, Error> {
        match (argument, &self.file) {
            (Some(text), _) if text != "-" => Ok(Opened::stdin(Cursor::new(text.to_owned()))),
            (None, Some(path)) if path.as_os_str() != "-" => match File::open(path) {
                Ok(file) => Ok(Opened { reader: Box::new(BufReader::new(file)), name: path.clone() }),
                Err(source) => {
                    Err(tl_codegen::Error::Io { operation: Operation::Read, path: path.clone(), source }
                        .into())
                }
            },
            _ => {
                let stdin = io::stdin().lock();
                if stdin.is_terminal() {
                    report.note(format_args!("type or paste {what}, then press {END_OF_INPUT}"))?;
                }
                Ok(Opened::stdin(stdin))
            }
        }
    }
}

/// Input that was opened.
pub(crate) struct Opened {
    reader: Box<dyn BufRead>,
    /// The name of the input in errors.
    name: PathBuf,
}

impl Opened {
    /// Creates input that is named `<stdin>` in errors. Input from an argument gets this name too, but the name is
    /// never printed, because reading an argument cannot fail.
    fn stdin(reader: impl BufRead + 'static) -> Self {
        Self { reader: Box::new(reader), name: input::STDIN.into() }
    }
}

/// The keys that end input from a terminal.
const END_OF_INPUT: &str = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };

/// Reads all bytes of `input`.
pub(crate) fn read(Opened { mut reader, name }: Opened) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|error| input::unreadable(&name, error))?;
    Ok(bytes)
}

/// Returns the bytes as text, without a byte order mark.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| Error::NotUtf8(error.valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Calls `convert` for each line, and writes the results. Skips blank lines. Reports invalid lines and continues with
/// the next line.
pub(crate) fn each_line(
    Opened { mut reader, name }: Opened,
    report: &mut Report,
    mut convert: impl FnMut(&str) -> Result<String, Error>,
) -> Result<ExitCode, Error> {
    let mut bytes = Vec::new();
    let mut status = ExitCode::SUCCESS;
    for line in 1.. {
        bytes.clear();
        let read = reader.read_until(b'\n', &mut bytes);
        if read.map_err(|error| input::unreadable(&name, error))? == 0 {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let text = utf8(bytes.strip_suffix(b"\n").unwrap_or(&bytes));
        match text.and_then(&mut convert) {
            Ok(text) => writeln!(report.data(), "{text}")?,
            Err(error) => {
                status = ExitCode::FAILURE;
                report.error(&error.on_line(line));
            }
        }
    }
    Ok(status)
}

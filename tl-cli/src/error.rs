//! What stops a verb, other than a problem of a schema.

use std::process::ExitCode;
use std::{fmt, io};

use tl_codegen::GenerateError;
use tl_codegen::docs::Flaw;
use tl_parser::{FormatError, TooLarge};
use tl_schemas::UnknownSchema;
use tl_value::{DecodeError, EncodeError, TextError, TypeError};

/// Why a verb could not do its work.
#[derive(Debug)]
pub(crate) enum Error {
    /// Inputs that could not be read, each with its reason.
    Inputs(Vec<Self>),
    /// There is neither a file nor a bundled schema of this name.
    NoInput(UnknownSchema),
    /// No bundled schema has this name.
    UnknownSchema(UnknownSchema),
    /// The schemas are too large together.
    TooLarge(TooLarge),
    /// Reading, generating or writing failed.
    Generate(tl_codegen::Error),
    /// The config is wrong.
    Config(GenerateError),
    /// The formatter cannot do its work.
    Format {
        /// With this file.
        file: String,
        /// For this reason.
        error: FormatError,
    },
    /// The path does not end in the name of a file.
    NoFileName(String),
    /// Standard output cannot be compared with.
    CheckOfOutput,
    /// There is no declaration to speak of.
    NoDeclaration,
    /// The schema has nothing of this name or id.
    Unknown {
        /// What was asked for.
        what: String,
        /// Names that are like it.
        similar: Vec<String>,
    },
    /// No problem has this code.
    UnknownCode(String),
    /// The type of values is none.
    Type {
        /// What was given.
        text: String,
        /// Why it is none.
        error: TypeError,
    },
    /// A text gives no bytes.
    Text(TextError),
    /// A text is not UTF-8 behind so many bytes.
    NotUtf8(usize),
    /// Bytes are no value.
    Decode(DecodeError),
    /// JSON is no value.
    Encode(EncodeError),
    /// Something is wrong with one of many lines.
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        error: Box<Self>,
    },
    /// Bytes as they are do not stand in lines.
    RawLines,
    /// Bytes as they are are no argument.
    RawArgument,
    /// The name of a combinator leaves no choice of a type.
    TypeOfName,
    /// A parameter is not in the form FIELD=TEXT.
    Parameter(String),
    /// No schema has what `--only` names.
    UnknownName {
        /// What was given.
        name: String,
        /// A name that is like it.
        similar: Option<String>,
    },
    /// Both schemas are standard input.
    StdinTwice,
    /// Pages that were generated are wrong; nothing was written.
    Pages(Vec<Flaw>),
    /// Standard output takes no more.
    Output(io::Error),
}

impl Error {
    /// The same, in one of many lines; `line` counts from 1.
    pub(crate) fn on_line(self, line: usize) -> Self {
        match self {
            // Its place has the line.
            Self::Encode(error) => Self::Encode(error.on_line(line)),
            error => Self::Line { line, error: Box::new(error) },
        }
    }

    /// How the program ends: with 2 where the arguments make no sense together.
    pub(crate) fn status(&self) -> ExitCode {
        match self {
            Self::CheckOfOutput
            | Self::RawLines
            | Self::RawArgument
            | Self::TypeOfName
            | Self::Parameter(_)
            | Self::StdinTwice => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inputs(errors) => {
                let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
                f.write_str(&errors.join("\n"))
            }
            Self::NoInput(error) => write!(f, "cannot read {}: no such file, and {error}", error.name),
            Self::UnknownSchema(error) => error.fmt(f),
            Self::TooLarge(error) => error.fmt(f),
            Self::Generate(error) => error.fmt(f),
            Self::Config(error) => error.fmt(f),
            Self::Format { file, error } => write!(f, "{file}: {error}"),
            Self::NoFileName(path) => write!(f, "`{path}` does not end in a file name that can be written"),
            Self::CheckOfOutput => f.write_str("`--check` compares a file, and `-o -` names none"),
            Self::NoDeclaration => f.write_str("there is no declaration in the text"),
            Self::Unknown { what, similar } => unknown(what, similar, f),
            Self::UnknownCode(code) => {
                write!(f, "`{code}` is no code; one is `TL` and four digits, such as `TL0201`")
            }
            Self::Type { text, error } => write!(f, "the type `{text}`: {error}"),
            Self::Text(error) => error.fmt(f),
            Self::NotUtf8(valid) => write!(f, "at byte {valid}: the text is not UTF-8"),
            Self::Decode(error) => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
            Self::Line { line, error } => write!(f, "line {line}: {error}"),
            Self::RawLines => f.write_str("`--format raw` has no lines; take hex or base64 with `--jsonl`"),
            Self::RawArgument => f.write_str("raw bytes are read from `--file` or standard input"),
            Self::TypeOfName => f.write_str("`--type` is for a value in JSON"),
            Self::Parameter(text) => write!(f, "`{text}` is not FIELD=TEXT"),
            Self::UnknownName { name, similar: None } => write!(f, "`{name}` is in neither schema"),
            Self::UnknownName { name, similar: Some(similar) } => {
                write!(f, "`{name}` is in neither schema; a similar name exists: `{similar}`")
            }
            Self::StdinTwice => f.write_str("only one of the schemas can be standard input"),
            Self::Pages(flaws) => {
                let flaws: Vec<String> = flaws.iter().map(ToString::to_string).collect();
                write!(
                    f,
                    "the generated pages are wrong, which is a mistake of this program:\n{}",
                    flaws.join("\n")
                )
            }
            Self::Output(error) => write!(f, "cannot write to standard output: {error}"),
        }
    }
}

fn unknown(what: &str, similar: &[String], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "the schema has no `{what}`")?;
    match similar {
        [] => Ok(()),
        [one] => write!(f, "; there is a similar name: `{one}`"),
        several => write!(f, "; there are similar names: `{}`", several.join("`, `")),
    }
}

impl From<tl_codegen::Error> for Error {
    fn from(error: tl_codegen::Error) -> Self {
        Self::Generate(error)
    }
}

impl From<GenerateError> for Error {
    fn from(error: GenerateError) -> Self {
        Self::Config(error)
    }
}

/// Only the two standard streams are written to directly; files are written by `tl_codegen`.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

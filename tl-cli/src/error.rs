//! What stops a verb, other than a problem of a schema.

use std::{fmt, io};

use tl_codegen::GenerateError;
use tl_parser::{FormatError, TooLarge};

/// Why a verb could not do its work.
#[derive(Debug)]
pub(crate) enum Error {
    /// Inputs that could not be read, each with its reason.
    Inputs(Vec<Self>),
    /// There is neither a file nor a bundled schema of this name.
    NoInput(String),
    /// No bundled schema is this layer of the Telegram API.
    UnknownLayer(u32),
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
    /// A bundled schema is not to be changed.
    Fixed(&'static str),
    /// The path does not end in the name of a file.
    NoFileName(String),
    /// Standard output cannot be compared with.
    CheckOfOutput,
    /// There is no declaration to speak of.
    NoDeclaration,
    /// No problem has this code.
    UnknownCode(String),
    /// Standard output takes no more.
    Output(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inputs(errors) => {
                let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
                f.write_str(&errors.join("\n"))
            }
            Self::NoInput(name) => {
                write!(f, "cannot read {name}: there is no such file and no bundled schema of this name")
            }
            Self::UnknownLayer(layer) => {
                write!(f, "layer {layer} is not bundled; `tl layers` lists those that are")
            }
            Self::TooLarge(error) => error.fmt(f),
            Self::Generate(error) => error.fmt(f),
            Self::Config(error) => error.fmt(f),
            Self::Format { file, error } => write!(f, "{file}: {error}"),
            Self::Fixed(name) => {
                write!(f, "{name} comes with the program and cannot be changed; `--check` compares it")
            }
            Self::NoFileName(path) => write!(f, "`{path}` does not end in a file name that can be written"),
            Self::CheckOfOutput => f.write_str("`--check` compares a file, and `-o -` names none"),
            Self::NoDeclaration => f.write_str("there is no declaration in the text"),
            Self::UnknownCode(code) => {
                write!(f, "`{code}` is no code; one is `TL` and four digits, such as `TL0201`")
            }
            Self::Output(error) => write!(f, "cannot write to standard output: {error}"),
        }
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

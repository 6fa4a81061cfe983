//! Errors that stop a verb, except problems of a schema.

use std::process::ExitCode;
use std::{fmt, io};

use serde::Serialize;
use tl_codegen::docs::Flaw;
use tl_codegen::rust::GenerateError;
use tl_parser::{FormatError, TooLarge};
use tl_schemas::UnknownSchema;
use tl_value::{DecodeError, EncodeError, Path, TextError, TypeError};

/// An error that stops a verb.
#[derive(Debug)]
pub(crate) enum Error {
    /// Two or more errors.
    Several(Vec<Self>),
    /// No file and no bundled schema has this name.
    NoInput(UnknownSchema),
    /// No bundled schema has this name.
    UnknownSchema(UnknownSchema),
    /// The config file of `tl generate` does not exist.
    NoProject(String),
    /// The generated files of a module differ from the files on the disk.
    Stale {
        /// The module in the config file.
        place: tl_codegen::Place,
        /// Name of the module.
        module: String,
        /// Number of files that differ.
        differing: usize,
    },
    /// `tl init` would overwrite this file.
    Exists(String),
    /// `tl init` was used with standard input.
    InitOfStdin,
    /// The schemas are too large together.
    TooLarge(TooLarge),
    /// A file could not be read, generated or written.
    Generate(tl_codegen::Error),
    /// The config is invalid.
    Config(GenerateError),
    /// The formatter cannot format a file.
    Format {
        /// Name of the file.
        file: String,
        /// Reason.
        error: FormatError,
    },
    /// A file has several hard links, and the formatter would change only one of them.
    HardLinks {
        /// Path of the link.
        path: String,
        /// Number of hard links.
        links: u64,
    },
    /// The path does not end in a file name.
    NoFileName(String),
    /// `--check` was used with standard output.
    CheckOfOutput,
    /// The text has no declaration.
    NoDeclaration,
    /// A name or an id was given instead of a declaration.
    NameAlone(String),
    /// The schema has no such name or id.
    Unknown {
        /// The name or id, as it was typed.
        what: String,
        /// Similar names.
        similar: Vec<String>,
    },
    /// Neither the schema nor any bundled schema has this id.
    UnknownId(String),
    /// No problem has this code.
    UnknownCode(String),
    /// The type of values is invalid.
    Type {
        /// The type, as it was typed.
        text: String,
        /// Reason.
        error: TypeError,
    },
    /// A text is not bytes in the expected form.
    Text {
        /// Reason.
        error: TextError,
        /// Advice for the user.
        help: Option<&'static str>,
    },
    /// A text is not UTF-8 after this many bytes.
    NotUtf8(usize),
    /// Bytes could not be decoded.
    Decode {
        /// Reason.
        error: DecodeError,
        /// Advice for the user.
        help: Option<String>,
    },
    /// JSON could not be encoded.
    Encode(EncodeError),
    /// One of many lines is invalid.
    Line {
        /// Line number, counted from 1.
        line: usize,
        /// The error in this line.
        error: Box<Self>,
    },
    /// Raw bytes have no lines.
    RawLines,
    /// `--format` names two forms of bytes.
    TwoFormats,
    /// `--format json` was used without `--annotate`. Values are always JSON.
    JsonWithoutAnnotate,
    /// Raw bytes were passed as an argument.
    RawArgument,
    /// `--type` was used with the name of a combinator, which already determines the type.
    TypeOfName,
    /// A parameter is not of the form FIELD=TEXT.
    Parameter(String),
    /// Neither schema contains a name that was passed to `--only`.
    UnknownName {
        /// The name, as it was typed.
        name: String,
        /// A similar name.
        similar: Vec<String>,
    },
    /// Two schemas would be read from standard input.
    StdinTwice,
    /// A verb that reads one schema was given several.
    SeveralSchemas,
    /// A comparison needs exactly two schemas.
    TwoSchemas,
    /// The generated pages are invalid. Nothing was written.
    Pages(Vec<Flaw>),
    /// The server could not listen on a port.
    Listen {
        /// The port.
        port: u16,
        /// Reason.
        error: io::Error,
    },
    /// Standard input was named as a schema of the server, which reads schemas again.
    ServeOfStdin,
    /// Files could not be watched for changes.
    Watch(notify::Error),
    /// Standard output could not be written.
    Output(io::Error),
}

impl Error {
    /// Returns the error of one of many lines. `line` counts from 1.
    pub(crate) fn on_line(self, line: usize) -> Self {
        match self {
            // The place in this error includes the line.
            Self::Encode(error) => Self::Encode(error.on_line(line)),
            error => Self::Line { line, error: Box::new(error) },
        }
    }

    /// Returns the kind of the error, for programs.
    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Several(_) | Self::NoInput(_) | Self::UnknownSchema(_) | Self::TooLarge(_) => {
                ErrorKind::Input
            }
            Self::Config(_) | Self::NoProject(_) | Self::Generate(tl_codegen::Error::ConfigFile { .. }) => {
                ErrorKind::Config
            }
            Self::Generate(_)
            | Self::Format { .. }
            | Self::HardLinks { .. }
            | Self::NoFileName(_)
            | Self::Stale { .. }
            | Self::Exists(_)
            | Self::Listen { .. }
            | Self::Watch(_) => ErrorKind::File,
            Self::NoDeclaration
            | Self::NameAlone(_)
            | Self::UnknownId(_)
            | Self::Unknown { .. }
            | Self::UnknownCode(_)
            | Self::UnknownName { .. } => ErrorKind::Unknown,
            Self::Type { .. }
            | Self::Text { .. }
            | Self::NotUtf8(_)
            | Self::Decode { .. }
            | Self::Encode(_) => ErrorKind::Value,
            Self::Line { error, .. } => error.kind(),
            Self::CheckOfOutput
            | Self::RawLines
            | Self::RawArgument
            | Self::TypeOfName
            | Self::Parameter(_)
            | Self::TwoFormats
            | Self::JsonWithoutAnnotate
            | Self::StdinTwice
            | Self::InitOfStdin
            | Self::ServeOfStdin
            | Self::SeveralSchemas
            | Self::TwoSchemas => ErrorKind::Usage,
            Self::Pages(_) => ErrorKind::Internal,
            Self::Output(_) => ErrorKind::Output,
        }
    }

    /// Returns advice for the user, if there is more than the message contains.
    pub(crate) fn help(&self) -> Option<String> {
        let help = match self {
            Self::NoInput(error) if error.name.contains('.') => return None,
            Self::NoInput(_) | Self::UnknownSchema(_) => "`tl layers` lists the bundled schemas",
            Self::Generate(tl_codegen::Error::Foreign { .. }) => {
                "choose another output path, or pass `--force` to overwrite"
            }
            Self::Generate(tl_codegen::Error::ConfigFile { help, .. }) => return help.clone(),
            Self::NoProject(_) => "`tl init` writes a first one, and `--config FILE` names another",
            Self::Stale { .. } => "run `tl generate` without `--check`",
            Self::Exists(_) => "edit it, or remove it first",
            Self::HardLinks { .. } => "format a copy of the file",
            Self::Listen { .. } => "choose another port with `--port`",
            Self::CheckOfOutput => "pass the file to compare with `-o FILE`",
            Self::UnknownCode(_) => "a code is `TL` and four digits, such as `TL0201`",
            Self::SeveralSchemas => {
                "separate the files of one schema by commas, or use `--module NAME=FILE` for each schema"
            }
            Self::TwoSchemas => "pass OLD and NEW, or `--schema` or `--layer` twice",
            Self::RawLines => "use `--format hex` or `--format base64` with `--jsonl`",
            Self::RawArgument => "pass them with `--file FILE` or on standard input",
            Self::Unknown { similar, .. } | Self::UnknownName { similar, .. } => {
                return did_you_mean(similar);
            }
            Self::Text { help, .. } => return help.map(str::to_owned),
            Self::Decode { help, .. } => return help.clone(),
            Self::NameAlone(name) => {
                return Some(format!("`tl show '{name}'` finds its declaration and its id"));
            }
            Self::Line { error, .. } => return error.help(),
            _ => return None,
        };
        Some(help.to_owned())
    }
}

/// Position of an error in a value or a config file, for programs.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct ErrorPlace {
    /// Path of the config file.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// Line and column in the text, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// Offset in bytes, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
    /// Number of `gzip_packed` values around the offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    unpacked: Option<usize>,
    /// Path of the field, such as `entities[0].offset`.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

impl From<&tl_codegen::Place> for ErrorPlace {
    fn from(place: &tl_codegen::Place) -> Self {
        let tl_codegen::Place { path, position } = place;
        Self {
            file: Some(path.display().to_string()),
            line: Some(position.line as usize),
            column: Some(position.column as usize),
            ..Self::default()
        }
    }
}

impl Error {
    /// Returns the place in a config file, if the cause of the error is there.
    pub(crate) fn in_config(&self) -> Option<&tl_codegen::Place> {
        match self {
            Self::Stale { place, .. } | Self::Generate(tl_codegen::Error::ConfigFile { place, .. }) => {
                Some(place)
            }
            _ => None,
        }
    }

    /// Returns the position of the error, as far as it is known.
    pub(crate) fn place(&self) -> ErrorPlace {
        let path = |path: &Path| Some(path.to_string()).filter(|path| !path.is_empty());
        match self {
            Self::Decode { error, .. } => ErrorPlace {
                offset: Some(error.offset()),
                unpacked: Some(error.unpacked()),
                path: path(error.path()),
                ..ErrorPlace::default()
            },
            Self::Encode(error) => ErrorPlace {
                line: error.position().map(|position| position.line),
                column: error.position().map(|position| position.column),
                path: path(error.path()),
                ..ErrorPlace::default()
            },
            Self::Text {
                error:
                    TextError::Notation { at: (line, column), .. } | TextError::Base64 { at: (line, column), .. },
                ..
            } => ErrorPlace { line: Some(*line), column: Some(*column), ..ErrorPlace::default() },
            Self::NotUtf8(valid) => ErrorPlace { offset: Some(*valid), ..ErrorPlace::default() },
            Self::Line { line, error } => ErrorPlace { line: Some(*line), ..error.place() },
            _ => self.in_config().map(ErrorPlace::from).unwrap_or_default(),
        }
    }
}

/// The kinds of errors that stop a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ErrorKind {
    /// The command line is invalid; the exit status is 2.
    Usage,
    /// A schema could not be read.
    Input,
    /// A config is invalid.
    Config,
    /// A file could not be read, written or formatted.
    File,
    /// A name, an id or a code was not found.
    Unknown,
    /// A value could not be read or written.
    Value,
    /// Standard output could not be written.
    Output,
    /// The program has a bug.
    Internal,
}

impl ErrorKind {
    /// Returns the exit status of the program.
    pub(crate) fn status(self) -> ExitCode {
        if self == Self::Usage { ExitCode::from(2) } else { ExitCode::FAILURE }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Several(errors) => f.write_str(&lines(errors)),
            Self::NoInput(error) => write!(f, "cannot read {}: no such file, and {error}", error.name),
            Self::UnknownSchema(error) => error.fmt(f),
            Self::NoProject(path) => write!(f, "cannot read {path}: no such file"),
            Self::Stale { module, differing: 1, .. } => {
                write!(f, "module `{module}` is out of date: 1 file differs")
            }
            Self::Stale { module, differing, .. } => {
                write!(f, "module `{module}` is out of date: {differing} files differ")
            }
            Self::Exists(path) => write!(f, "{path} already exists"),
            Self::InitOfStdin => f.write_str("standard input cannot be named in a config file"),
            Self::TooLarge(error) => error.fmt(f),
            // The place is printed before the message.
            Self::Generate(tl_codegen::Error::ConfigFile { message, .. }) => f.write_str(message),
            Self::Generate(error) => error.fmt(f),
            Self::Config(error) => error.fmt(f),
            Self::Format { file, error } => write!(f, "{file}: {error}"),
            Self::HardLinks { path, links } => write!(
                f,
                "cannot format {path}: the file has {links} hard links, and the others would keep the old text"
            ),
            Self::NoFileName(path) => write!(f, "`{path}` does not end in a file name that can be written"),
            Self::CheckOfOutput => f.write_str("`--check` cannot be used with `-o -`"),
            Self::NoDeclaration => f.write_str("the text has no declaration"),
            Self::NameAlone(name) => write!(f, "`{name}` is not a declaration"),
            Self::Unknown { what, .. } => write!(f, "the schema has no `{what}`"),
            Self::UnknownId(id) => write!(f, "neither the schema nor any bundled one has the id `{id}`"),
            Self::UnknownCode(code) => write!(f, "no problem has the code `{code}`"),
            Self::Type { text, error } => write!(f, "invalid type `{text}`: {error}"),
            Self::Text { error, .. } => error.fmt(f),
            Self::NotUtf8(valid) => write!(f, "at byte {valid}: the text is not UTF-8"),
            Self::Decode { error, .. } => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
            Self::Line { line, error } => write!(f, "line {line}: {error}"),
            Self::RawLines => f.write_str("`--format raw` cannot be used with `--jsonl`"),
            Self::RawArgument => f.write_str("raw bytes cannot be passed as an argument"),
            Self::TwoFormats => {
                f.write_str("`--format` names two forms of bytes; only `json` can be added to another form")
            }
            Self::JsonWithoutAnnotate => f.write_str("`--format json` can only be used with `--annotate`"),
            Self::TypeOfName => f.write_str("`--type` cannot be used with the name of a combinator"),
            Self::Parameter(text) => write!(f, "`{text}` is not of the form FIELD=TEXT"),
            Self::UnknownName { name, .. } => write!(f, "neither schema has `{name}`"),
            Self::StdinTwice => f.write_str("only one schema can be read from standard input"),
            Self::SeveralSchemas => f.write_str("one schema is expected, but several are given"),
            Self::TwoSchemas => f.write_str("two schemas are needed for a comparison"),
            Self::Pages(flaws) => {
                write!(
                    f,
                    "the generated pages are invalid, which is a bug in this program:\n{}",
                    lines(flaws)
                )
            }
            Self::Listen { port, error } => write!(f, "cannot listen on port {port}: {error}"),
            Self::ServeOfStdin => {
                f.write_str("the server reads schemas again, so they cannot be standard input")
            }
            Self::Watch(error) => write!(f, "cannot watch the files for changes: {error}"),
            Self::Output(error) => write!(f, "cannot write to standard output: {error}"),
        }
    }
}

/// Joins the items, one per line.
fn lines(items: &[impl ToString]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn did_you_mean(similar: &[String]) -> Option<String> {
    let (last, others) = similar.split_last()?;
    let last = format!("`{last}`");
    Some(match others {
        [] => format!("did you mean {last}?"),
        others => format!("did you mean `{}` or {last}?", others.join("`, `")),
    })
}

impl From<tl_codegen::Error> for Error {
    fn from(error: tl_codegen::Error) -> Self {
        match error {
            tl_codegen::Error::Several(errors) => Self::Several(errors.into_iter().map(Self::from).collect()),
            tl_codegen::Error::NoSchema(error) => Self::NoInput(error),
            tl_codegen::Error::UnknownSchema(error) => Self::UnknownSchema(error),
            tl_codegen::Error::Config(error) => Self::Config(error.into()),
            error => Self::Generate(error),
        }
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

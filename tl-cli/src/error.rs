//! Errors of verbs (subcommands). Problems in a schema are reported as diagnostics instead.

use std::process::ExitCode;
use std::{fmt, io};

use serde::Serialize;
use tl_codegen::docs::Flaw;
use tl_codegen::rust::GenerateError;
use tl_parser::{FormatError, TooLarge};
use tl_schemas::UnknownSchema;
use tl_value::{DecodeError, EncodeError, Path, TextError, TypeError};

/// An error of a verb (a subcommand). It stops the verb, unless it is about one line of the input of `--jsonl`.
#[derive(Debug)]
pub(crate) enum Error {
    /// One or more errors, which are reported separately.
    Several(Vec<Self>),
    /// There is neither a file nor a bundled schema with this name.
    NoInput(UnknownSchema),
    /// There is no bundled schema with this name.
    UnknownSchema(UnknownSchema),
    /// The config file that `tl generate` reads does not exist.
    NoProject(String),
    /// The files of a module on the disk differ from the files that would be generated.
    Stale {
        /// The position of the module in the config file.
        place: tl_codegen::Place,
        /// The name of the module.
        module: String,
        /// The number of files that differ.
        differing: usize,
    },
    /// `tl init` would overwrite the file at this path.
    Exists(String),
    /// `tl init` cannot use standard input, because the config file needs a path.
    InitOfStdin,
    /// The texts that are read together are too large in total.
    TooLarge(TooLarge),
    /// An error of tl-codegen that has no variant of its own here.
    Generate(tl_codegen::Error),
    /// The config is invalid.
    Config(GenerateError),
    /// The formatter cannot format a file.
    Format {
        /// The name of the file.
        file: String,
        /// The reason why it cannot be formatted.
        error: FormatError,
    },
    /// A file has several hard links. The formatter would replace only one of them.
    HardLinks {
        /// The path of the file.
        path: String,
        /// The number of its hard links.
        links: u64,
    },
    /// The path does not end in a file name in Unicode, or `--check` was used with a pipe or a device.
    NoFileName(String),
    /// `--check` was used with standard output.
    CheckOfOutput,
    /// The text contains no declaration.
    NoDeclaration,
    /// The argument is a name or an id, but a declaration is needed.
    NameAlone(String),
    /// None of the schemas contains a matching name.
    Unknown {
        /// The query, as it was typed.
        what: String,
        /// Similar names in the schemas.
        similar: Vec<String>,
    },
    /// Neither the schema nor any bundled schema contains this id.
    UnknownId(String),
    /// There is no diagnostic with this code.
    UnknownCode(String),
    /// The argument of `--type` is not a valid type.
    Type {
        /// The type, as it was typed.
        text: String,
        /// The reason why it is invalid.
        error: TypeError,
    },
    /// The text does not contain bytes in the expected format.
    Text {
        /// The reason.
        error: TextError,
        /// Advice for the user, if there is any.
        help: Option<&'static str>,
    },
    /// The text is not UTF-8. The number is the offset of the first invalid byte.
    NotUtf8(usize),
    /// Bytes could not be decoded.
    Decode {
        /// The reason.
        error: DecodeError,
        /// Advice for the user, if there is any.
        help: Option<String>,
    },
    /// JSON could not be encoded.
    Encode(EncodeError),
    /// One line of the input of `--jsonl` is invalid.
    Line {
        /// The number of the line, counted from 1.
        line: usize,
        /// The error in this line.
        error: Box<Self>,
    },
    /// `--jsonl` was used with raw bytes, which have no lines.
    RawLines,
    /// `--format` selects two formats of bytes.
    TwoFormats,
    /// `--format json` was used without `--annotate`. Without `--annotate`, the output is always JSON.
    JsonWithoutAnnotate,
    /// An argument cannot contain raw bytes.
    RawArgument,
    /// `--type` was used with the name of a combinator, which already determines the type of the value.
    TypeOfName,
    /// A parameter does not have the form FIELD=TEXT.
    Parameter(String),
    /// `--only` selects a name that neither schema contains.
    UnknownName {
        /// The name, as it was typed.
        name: String,
        /// Similar names.
        similar: Vec<String>,
    },
    /// Standard input was passed twice.
    StdinTwice,
    /// Several schemas were passed to a verb that reads only one.
    SeveralSchemas,
    /// `tl diff` was called with more or fewer than two schemas.
    TwoSchemas,
    /// The generated pages contain errors. Nothing was written.
    Pages(Vec<Flaw>),
    /// The server could not listen on a port, or could not receive requests.
    Listen {
        /// The port.
        port: u16,
        /// The reason.
        error: io::Error,
    },
    /// `tl serve` cannot read a schema from standard input, because it reads schemas again when they change.
    ServeOfStdin,
    /// Files could not be watched for changes.
    Watch(notify::Error),
    /// Standard output or standard error could not be written.
    Output(io::Error),
}

impl Error {
    /// Adds the number of the input line that contains the error. `line` counts from 1.
    pub(crate) fn on_line(self, line: usize) -> Self {
        match self {
            // This error contains a line number of its own.
            Self::Encode(error) => Self::Encode(error.on_line(line)),
            error => Self::Line { line, error: Box::new(error) },
        }
    }

    /// Returns the kind of the error, for JSON messages and the exit status.
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

    /// Returns advice for the user, if there is any.
    pub(crate) fn help(&self) -> Option<String> {
        let help = match self {
            Self::NoInput(error) if error.name.contains('.') => return None,
            Self::NoInput(_) | Self::UnknownSchema(_) => "`tl layers` lists the bundled schemas",
            Self::Generate(tl_codegen::Error::Foreign { .. }) => {
                "choose another output path, or pass `--force` to overwrite"
            }
            Self::Generate(tl_codegen::Error::ConfigFile { help, .. }) => return help.clone(),
            Self::NoProject(_) => "`tl init` writes `tl.toml`, and `--config FILE` selects another file",
            Self::Stale { .. } => "run `tl generate` without `--check`",
            Self::Exists(_) => "edit it, or remove it first",
            Self::HardLinks { .. } => "format a copy of the file",
            Self::Listen { .. } => "choose another port with `--port`",
            Self::CheckOfOutput => "pass the file to compare with `-o FILE`",
            Self::UnknownCode(_) => "a code is `TL` and four digits, such as `TL0201`",
            Self::SeveralSchemas => {
                "separate the files of one schema by commas; `generate rust` and `generate docs` also accept a \
                 `--module NAME=FILE` for each schema"
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

/// The position of an error in a value or in a config file, for JSON messages.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct ErrorPlace {
    /// The path of the config file.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// The line and column in the text, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// The offset in bytes, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
    /// The number of nested `gzip_packed` values that contain the error. If it is not 0, `offset` is an offset in the
    /// unpacked data of the innermost `gzip_packed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    unpacked: Option<usize>,
    /// The path to the field, such as `entities[0].offset`.
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
    /// Returns the position in a config file, if the error is about a part of this file.
    pub(crate) fn in_config(&self) -> Option<&tl_codegen::Place> {
        match self {
            Self::Stale { place, .. } | Self::Generate(tl_codegen::Error::ConfigFile { place, .. }) => {
                Some(place)
            }
            _ => None,
        }
    }

    /// Returns the position of the error. Unknown fields of the position are `None`.
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

/// The kinds of errors of verbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ErrorKind {
    /// The command line is invalid. The exit status is 2.
    Usage,
    /// A schema or an overlay does not exist, or is too large.
    Input,
    /// A config is invalid.
    Config,
    /// A file could not be read, written, formatted or watched, or is out of date. Also: a port could not be opened.
    File,
    /// A name, an id, a code or a declaration was not found.
    Unknown,
    /// A value could not be decoded or encoded, or its type is invalid.
    Value,
    /// Standard output or standard error could not be written.
    Output,
    /// There is a bug in the program.
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
            // The position is reported separately.
            Self::Generate(tl_codegen::Error::ConfigFile { message, .. }) => f.write_str(message),
            Self::Generate(error) => error.fmt(f),
            Self::Config(error) => error.fmt(f),
            Self::Format { file, error } => write!(f, "{file}: {error}"),
            Self::HardLinks { path, links } => write!(
                f,
                "cannot format {path}: the file has {links} hard links, and only this one would get the new text"
            ),
            Self::NoFileName(path) => write!(f, "`{path}` is not a regular file, or its name is not Unicode"),
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
                f.write_str(
                    "`--format` names two input formats; pass one of them, optionally with the output format `json`",
                )
            }
            Self::JsonWithoutAnnotate => f.write_str("`--format json` can only be used with `--annotate`"),
            Self::TypeOfName => f.write_str("`--type` cannot be used with the name of a combinator"),
            Self::Parameter(text) => write!(f, "`{text}` is not of the form FIELD=TEXT"),
            Self::UnknownName { name, .. } => write!(f, "neither schema has `{name}`"),
            Self::StdinTwice => f.write_str("standard input can be read only once"),
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
                f.write_str("the server reads schemas again when they change, so they cannot be standard input")
            }
            Self::Watch(error) => write!(f, "cannot watch the files for changes: {error}"),
            Self::Output(error) => write!(f, "cannot write the output: {error}"),
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

/// Converts errors of standard output and standard error. Errors of files are converted to variants with a path
/// instead.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

//! Reads the schemas and overlays that a command line selects: files, bundled schemas and standard input.

use std::ffi::OsString;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::{fmt, fs, io};

use tl_codegen::Operation;
use tl_parser::{FileId, SourceMap, TooLarge};
use tl_schemas::UnknownSchema;

use crate::error::Error;

/// The name of standard input in messages.
pub(crate) const STDIN: &str = "<stdin>";

/// A FILE argument of a command line.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// Standard input, written as `-`.
    Stdin,
    /// A bundled schema, such as `telegram/82`.
    Bundled(&'static tl_schemas::Schema),
    /// A file at this path.
    File(PathBuf),
}

/// Converts an argument. If a file has the same name as a bundled schema, the file is used.
impl From<OsString> for Input {
    fn from(argument: OsString) -> Self {
        let path = PathBuf::from(argument);
        match path.to_str() {
            Some("-") => Self::Stdin,
            Some(name) if !path.is_file() => tl_schemas::find(name).map_or(Self::File(path), Self::Bundled),
            _ => Self::File(path),
        }
    }
}

/// The files of one schema, which are resolved together.
#[derive(Clone, Debug)]
pub(crate) struct Inputs(pub(crate) Vec<Input>);

/// Parses one FILE, or several FILEs that are separated by commas. If the whole argument is the path of an existing
/// file, commas are part of this path.
impl FromStr for Inputs {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if Path::new(text).is_file() {
            return Ok(Self(vec![Input::from(OsString::from(text))]));
        }
        if text.split(',').any(str::is_empty) {
            return Err("expected a FILE before and after each `,`");
        }
        Ok(Self(text.split(',').map(|file| Input::from(OsString::from(file))).collect()))
    }
}

/// Displays the names of the files, separated by commas.
impl fmt::Display for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(files) = self;
        f.write_str(&files.iter().map(Input::to_string).collect::<Vec<_>>().join(","))
    }
}

/// Displays a path, the full name of a bundled schema, or `<stdin>`.
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str(STDIN),
            Self::Bundled(schema) => f.write_str(schema.name),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl Input {
    /// Returns the bundled layer of the Telegram API with the number `layer`.
    pub(crate) fn layer(layer: u32) -> Result<Self, Error> {
        tl_schemas::find(&layer.to_string()).map(Self::Bundled).map_err(Error::UnknownSchema)
    }

    /// Returns whether this input is the file at `path`, even if the user typed another path to the same file.
    pub(crate) fn is_file(&self, path: &Path) -> bool {
        match (self, path.canonicalize()) {
            (Self::File(own), Ok(path)) => own.canonicalize().is_ok_and(|own| own == path),
            _ => false,
        }
    }

    /// Returns the path of a file. For a bundled schema or standard input, returns its name as a path.
    pub(crate) fn to_path(&self) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Stdin | Self::Bundled(_) => self.to_string().into(),
        }
    }

    /// Reads the input. Returns its name for messages, and its content.
    pub(crate) fn read(&self) -> Result<(String, Vec<u8>), Error> {
        match self {
            Self::Stdin => {
                let mut text = Vec::new();
                let read = io::stdin().lock().read_to_end(&mut text);
                read.map(|_| (STDIN.to_owned(), text)).map_err(|e| unreadable(STDIN.as_ref(), e))
            }
            Self::Bundled(schema) => Ok((schema.name.to_owned(), schema.text().into_owned().into())),
            Self::File(path) => {
                let text = fs::read(path).map_err(|e| unreadable(path, e))?;
                Ok((path.display().to_string(), text))
            }
        }
    }
}

/// Reads all inputs into one [`SourceMap`], so that they can be parsed and resolved together.
pub(crate) fn load(inputs: &[Input]) -> Result<SourceMap, Error> {
    read_all(inputs, SourceMap::add_schema)
}

/// Reads all inputs as documentation overlays. Unlike [`load`], does not convert JSON to TL.
pub(crate) fn load_overlays(inputs: &[Input]) -> Result<SourceMap, Error> {
    read_all(inputs, SourceMap::add)
}

fn read_all(
    inputs: &[Input],
    add: impl Fn(&mut SourceMap, String, Vec<u8>) -> Result<FileId, TooLarge>,
) -> Result<SourceMap, Error> {
    let mut sources = SourceMap::new();
    let mut errors = Vec::new();
    for input in inputs {
        match input.read() {
            Ok((name, text)) => _ = add(&mut sources, name, text).map_err(Error::TooLarge)?,
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(sources) } else { Err(Error::Several(errors)) }
}

/// Returns the error for a file at `path` that cannot be read.
pub(crate) fn unreadable(path: &Path, source: io::Error) -> Error {
    match source.kind() {
        ErrorKind::NotFound => Error::NoInput(UnknownSchema { name: path.display().to_string() }),
        _ => tl_codegen::Error::Io { operation: Operation::Read, path: path.to_owned(), source }.into(),
    }
}

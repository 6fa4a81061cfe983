//! Errors that occur while code is generated and files are written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use tl_parser::invisible::escape;
use tl_parser::{Diagnostics, Position, SourceMap, render};

use crate::rust::ConfigError;

/// An error of generating code or writing files.
///
/// `Debug` prints the report of `Display` with invisible characters escaped, because Cargo shows the `Debug` output of
/// a build script that fails.
#[non_exhaustive]
pub enum Error {
    /// The schema or an overlay has errors. All problems found are included.
    Schema {
        /// The problems, sorted by position.
        diagnostics: Diagnostics,
        /// The texts that the problems refer to.
        sources: SourceMap,
    },
    /// A file could not be read or written.
    Io {
        /// The operation that failed.
        operation: Operation,
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// Files that were not generated would be overwritten. Nothing was written.
    Foreign {
        /// Paths of these files, ascending.
        paths: Vec<PathBuf>,
    },
    /// A value of the config is invalid.
    Config(ConfigError),
    /// A config file is invalid, or a file that it names cannot be read.
    ConfigFile {
        /// The place in the config file.
        place: Place,
        /// The problem: one line without a full stop.
        message: String,
        /// Advice for fixing the problem.
        help: Option<String>,
    },
    /// There is no module.
    NoModules,
    /// Files that are read together, such as the schemas of a module, have 4 GiB or more in total.
    TooLarge {
        /// The first file that does not fit.
        name: String,
    },
    /// A module is unknown, has an invalid or repeated name, or has no schema.
    Module {
        /// The name of the module.
        name: String,
        /// The problem, as the end of a sentence that begins with the name.
        problem: &'static str,
    },
    /// No bundled schema has this name.
    #[cfg(feature = "bundled")]
    UnknownSchema(tl_schemas::UnknownSchema),
    /// A schema is neither an existing file nor the name of a bundled schema.
    #[cfg(feature = "bundled")]
    NoSchema(tl_schemas::UnknownSchema),
    /// The folder for the generated files is unknown: `out_dir` was not called, and the variable `OUT_DIR` is not set.
    NoOutDir,
    /// Two or more errors. Errors of modules are in the order of the modules, except that modules with
    /// [`Builder::module_config`](crate::Builder::module_config) come last. Mistakes in a config file are in the order
    /// of the file.
    Several(Vec<Self>),
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the file.
    pub path: PathBuf,
    /// Line and column.
    pub position: Position,
}

/// Writes `tl.toml:7:12`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, position: Position { line, column } } = self;
        write!(f, "{}:{line}:{column}", path.display())
    }
}

/// The operation that failed with an [`Error::Io`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Reading a file or folder.
    Read,
    /// Writing a file.
    Write,
    /// Creating a folder.
    CreateDir,
    /// Removing a file or folder.
    Remove,
}

impl Operation {
    fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::CreateDir => "create the folder",
            Self::Remove => "remove",
        }
    }
}

impl Error {
    /// Creates the error of a failed file system operation.
    pub(crate) fn io(operation: Operation, path: &Path, source: io::Error) -> Self {
        Self::Io { operation, path: path.to_owned(), source }
    }

    /// Creates the error of a text that is too large for a source map.
    pub(crate) fn too_large(name: String) -> Self {
        Self::TooLarge { name }
    }

    /// Returns the values of all results. If some are errors, returns all errors; see [`Error::all`].
    pub(crate) fn values<T>(results: impl IntoIterator<Item = Result<T, Self>>) -> Result<Vec<T>, Self> {
        let (mut values, mut errors) = (Vec::new(), Vec::new());
        for result in results {
            match result {
                Ok(value) => values.push(value),
                Err(error) => errors.push(error),
            }
        }
        Self::all(errors).map(|()| values)
    }

    /// Returns `Ok` if `errors` is empty, the error if there is only one, and [`Error::Several`] otherwise.
    pub(crate) fn all(errors: impl IntoIterator<Item = Self>) -> Result<(), Self> {
        let flat = |error| match error {
            Self::Several(errors) => errors,
            error => vec![error],
        };
        let mut errors: Vec<_> = errors.into_iter().flat_map(flat).collect();
        match errors.len() {
            0 | 1 => errors.pop().map_or(Ok(()), Err),
            _ => Err(Self::Several(errors)),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema { diagnostics, sources } => f.write_str(&render::plain(diagnostics, sources)),
            Self::Io { operation, path, source } => {
                write!(f, "cannot {} {}: {source}", operation.as_str(), path.display())
            }
            Self::Foreign { paths } => {
                f.write_str(match paths.as_slice() {
                    [_] => "refusing to overwrite a file that was not generated:",
                    _ => "refusing to overwrite files that were not generated:",
                })?;
                paths.iter().try_for_each(|path| write!(f, "\n  {}", path.display()))
            }
            Self::Config(error) => error.fmt(f),
            Self::ConfigFile { place, message, help } => {
                write!(f, "{place}: {message}")?;
                help.iter().try_for_each(|help| write!(f, "\n  help: {help}"))
            }
            Self::NoModules => f.write_str("there is no module: call `module` or `schema`"),
            Self::TooLarge { name } => {
                write!(f, "cannot read {name}: files that are read together must be smaller than 4 GiB")
            }
            Self::Module { name, problem } => write!(f, "module `{name}` {problem}"),
            #[cfg(feature = "bundled")]
            Self::UnknownSchema(error) => error.fmt(f),
            #[cfg(feature = "bundled")]
            Self::NoSchema(error) => write!(f, "cannot read {}: no such file, and {error}", error.name),
            Self::NoOutDir => {
                f.write_str("no folder to write to: call `out_dir`, or run this in a build script")
            }
            Self::Several(errors) => {
                let reports: Vec<_> = errors.iter().map(|e| e.to_string().trim_end().to_owned()).collect();
                f.write_str(&reports.join("\n"))
            }
        }
    }
}

/// Writes the message with invisible characters escaped, because `main` of a build script shows it on a terminal.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", escape(&self.to_string()))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Config(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

//! Why nothing, or not everything, was generated.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use tl_parser::invisible::escape;
use tl_parser::{Diagnostics, SourceMap, render};

use crate::config::ConfigError;

/// Why generating failed.
///
/// `Debug` prints the same report as `Display`, because that is what Cargo shows of a build script that fails.
#[non_exhaustive]
pub enum Error {
    /// The schema or an overlay is wrong; every problem found is listed.
    Schema {
        /// The problems, sorted by place.
        diagnostics: Diagnostics,
        /// The texts that they speak of.
        sources: SourceMap,
    },
    /// A file could not be read or written.
    Io {
        /// What was tried.
        operation: Operation,
        /// With which file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Files would be overwritten that were not generated. Nothing was written.
    Foreign {
        /// The files, ascending.
        paths: Vec<PathBuf>,
    },
    /// A value of the config is wrong.
    Config(ConfigError),
    /// A config file does not follow its format.
    ConfigFile {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        message: String,
    },
    /// A module was asked for in a way that cannot be.
    Module {
        /// Its name.
        name: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// No bundled schema has this name.
    #[cfg(feature = "bundled")]
    UnknownSchema(tl_schemas::UnknownSchema),
    /// There is no place to write to: neither `out_dir` was called nor the variable `OUT_DIR` is set.
    NoOutDir,
    /// More than one module is wrong: two or more errors, in the order of the modules. Errors of modules with a config
    /// of their own come last.
    Several(Vec<Self>),
}

/// What was tried when an [`Error::Io`] happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Reading a file or folder.
    Read,
    /// Writing a file.
    Write,
    /// Making a folder.
    CreateDir,
    /// Removing a file.
    Remove,
}

impl Operation {
    fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::CreateDir => "make the folder",
            Self::Remove => "remove",
        }
    }
}

impl Error {
    /// A failed operation of the file system.
    pub(crate) fn io(operation: Operation, path: &Path, source: io::Error) -> Self {
        Self::Io { operation, path: path.to_owned(), source }
    }

    /// Returns nothing if there are no `errors`, one as it is, and more as [`Error::Several`].
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
            Self::ConfigFile { path, message } => write!(f, "{}: {message}", path.display()),
            Self::Module { name, problem } => write!(f, "module `{name}` {problem}"),
            #[cfg(feature = "bundled")]
            Self::UnknownSchema(error) => error.fmt(f),
            Self::NoOutDir => {
                f.write_str("no place to write to: call `out_dir`, or run this in a build script")
            }
            Self::Several(errors) => {
                let reports: Vec<_> = errors.iter().map(|e| e.to_string().trim_end().to_owned()).collect();
                f.write_str(&reports.join("\n"))
            }
        }
    }
}

/// The message with invisible characters escaped, since `main` of a build script shows it on a terminal.
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

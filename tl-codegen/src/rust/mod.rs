//! The Rust back end: [`generate`] returns Rust code for a schema, and a [`Config`] contains options for this code.
//!
//! `lower` turns a schema into a model, `emit` turns the model into tokens, and `format` turns tokens into text.

#[cfg(any(feature = "docs", feature = "diff"))]
mod bindings;
mod config;
mod defaults;
mod directory;
mod emit;
#[cfg(test)]
mod form_tests;
mod format;
#[cfg(test)]
mod left_out_tests;
mod location;
mod lower;
pub(crate) mod model;
mod names;
mod printer;
mod program;
mod reduce;
mod reduction;
#[cfg(test)]
mod role_tests;
mod roots;
mod runs;
mod select;
#[cfg(test)]
mod tests;
mod used;
mod views;

use std::collections::BTreeSet;
use std::fmt;

use proc_macro2::{TokenStream, TokenTree};
use tl_parser::Diagnostics;
use tl_parser::schema::Schema;

use self::directory::directory;
use self::emit::Sink;
use self::format::{HEADER, Text};
use self::model::Package;
use self::reduction::Reduction;
use crate::files::Files;

#[cfg(any(feature = "docs", feature = "diff"))]
pub(crate) use self::bindings::Bindings;
pub use self::config::{Bytes, Config, ConfigError, Json, Masks, Role, Strings};
#[cfg(test)]
pub(crate) use self::location::BACKEND;
pub use self::location::Location;
use self::location::WHOLE;
pub(crate) use self::location::Whole;
pub use self::lower::Paths;
pub(crate) use self::names::{RAW_KEYWORDS, is_plain};
pub use self::program::{Passing, Program};
pub use self::reduction::Kept;
pub(crate) use self::roots::NAME_KEYS;
pub use self::used::Used;

/// Returns the first line of every generated Rust file.
#[must_use]
pub fn header() -> &'static str {
    HEADER
}

/// The error of [`generate`], [`generate_lenient`] and [`generate_for`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GenerateError {
    /// A value of the [`Config`] is invalid.
    Config(ConfigError),
    /// Rust cannot express some constructs of the schema, or no declaration is left to generate, or an id has different
    /// fields in two schemas. The diagnostics describe the problems.
    Unsupported(Diagnostics),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Unsupported(problems) => {
                let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
                f.write_str(&messages.join("; "))
            }
        }
    }
}

impl std::error::Error for GenerateError {}

impl From<ConfigError> for GenerateError {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

/// Generates Rust code for the part of `schema` that `config` selects: types for constructors, functions and boxed
/// types, and code to encode and decode their values.
///
/// The code depends only on the schema, the config and the location, not on the machine. If Rust cannot express a
/// generic constructor and nothing uses it, the constructor is left out. For example, Rust cannot express a field whose
/// type has no constructors.
///
/// # Errors
/// Returns [`GenerateError`] if the config is invalid, if the schema has constructs that Rust cannot express, or if no
/// declaration is left to generate.
pub fn generate(schema: &Schema, config: &Config, location: Location<'_>) -> Result<Files, GenerateError> {
    config.check_names(&[schema])?;
    Ok(generate_kept(schema, config, location, Whole::None, Program::default())?.files)
}

/// Generates code as [`generate`] does, but leaves out all declarations that Rust cannot express, and everything that
/// depends on them. Also returns warnings about the declarations that are left out and about derives that some items
/// cannot have. Generic constructors that [`generate`] also leaves out cause no warnings.
///
/// # Errors
/// Returns [`GenerateError`] if the config is invalid or no declaration is left to generate.
pub fn generate_lenient(
    schema: &Schema,
    config: &Config,
    location: Location<'_>,
) -> Result<(Files, Diagnostics), GenerateError> {
    let program = Program { lenient: true, ..Program::default() };
    let Generated { files, warnings, .. } = generate_for(schema, config, location, program)?;
    Ok((files, warnings))
}

/// Generates code as [`generate`] does, with the additional options in `program`.
///
/// # Errors
/// Returns [`GenerateError::Config`] if the config is invalid. Returns [`GenerateError::Unsupported`] in three cases:
///
/// - The schema has constructs that Rust cannot express, and [`Program::lenient`] is not set.
/// - No declaration is left to generate.
/// - An id has different fields in two of these schemas: `schema` and those in [`Program::passing`].
pub fn generate_for(
    schema: &Schema,
    config: &Config,
    location: Location<'_>,
    program: Program<'_>,
) -> Result<Generated, GenerateError> {
    config.check_names(&[schema])?;
    generate_kept(schema, config, location, Whole::None, program)
}

/// The result of [`generate_for`].
#[derive(Clone, Debug)]
pub struct Generated {
    /// The generated files.
    pub files: Files,
    /// Warnings about declarations that are left out because [`Program::lenient`] is set, and about derives that some
    /// items cannot have.
    pub warnings: Diagnostics,
    /// The generated items, each with the reason for generating it, in the order of their modules. The list is empty if
    /// neither [`Program::used`] nor [`Program::passing`] is set.
    pub kept: Vec<Kept>,
    /// The files with all items, including those that the program does not use. Empty unless [`Whole::New`] requests
    /// them.
    pub(crate) whole: Files,
    /// The names that can change the generated code if sources contain them; see [`Reduction::words`]. The set is empty
    /// if neither [`Program::used`] nor [`Program::passing`] is set.
    pub(crate) words: BTreeSet<String>,
}

/// Generates code for one schema. Other schemas may use the same config, so it is not an error if a root is not in this
/// schema.
pub(crate) fn generate_kept(
    schema: &Schema,
    config: &Config,
    location: Location<'_>,
    whole: Whole,
    program: Program<'_>,
) -> Result<Generated, GenerateError> {
    let paths = config.paths(program.has_unread())?;
    lower::check_renames(schema, config)?;
    check_attributes(config)?;
    let conflicts = program.passing.check(schema, config);
    if conflicts.has_errors() {
        return Err(GenerateError::Unsupported(conflicts));
    }
    let (selected, warnings) =
        select::select(schema, config, &paths, program).map_err(GenerateError::Unsupported)?;
    let files_of_whole = match (location, whole) {
        (Location::OutDir(name), Whole::New) => {
            let everything = runs::joined(selected.clone().for_program(Some(&Used::EVERYTHING)));
            directory(&everything, config, &format!("{name}/{WHOLE}/"))
        }
        _ => Files::default(),
    };
    let used = program.has_unread().then(|| program.used.unwrap_or(&Used::EVERYTHING));
    let package = runs::joined(selected.for_program(used));
    let files = files(&package, config, location, whole);
    let Reduction { words, kept } = package.reduction.unwrap_or_default();
    Ok(Generated { files, whole: files_of_whole, warnings, kept, words })
}

/// Checks that each attribute of a config consists of valid tokens and begins with an identifier.
fn check_attributes(config: &Config) -> Result<(), ConfigError> {
    let is_attribute = |text: &&String| {
        let tokens = text.parse::<TokenStream>().unwrap_or_default();
        matches!(tokens.into_iter().next(), Some(TokenTree::Ident(_)))
    };
    match config.attributes.values().flatten().find(|text| !is_attribute(text)) {
        None => Ok(()),
        Some(text) => {
            let problem =
                "is not an attribute; write attributes without `#[` and `]`, such as `derive(Hash)`".into();
            Err(ConfigError { key: "attributes", value: text.clone(), problem })
        }
    }
}

fn files(package: &Package, config: &Config, location: Location<'_>, whole: Whole) -> Files {
    match location {
        Location::Directory => directory(package, config, ""),
        Location::OutDir(name) => {
            let mut files = directory(package, config, &format!("{name}/"));
            let mut text = Text::new(config.format);
            emit::included(name, whole, &mut Sink(&mut |item| text.item(item)));
            files.insert(format!("{name}.rs"), text.finish());
            files
        }
    }
}

//! The Rust back end: schema to model (`lower`), model to tokens (`emit`), tokens to text (`format`).

#[cfg(any(feature = "docs", feature = "diff"))]
mod bindings;
mod defaults;
mod directory;
mod emit;
mod form;
#[cfg(test)]
mod form_tests;
mod format;
mod kept;
#[cfg(test)]
mod left_out_tests;
mod lower;
pub(crate) mod model;
mod names;
mod printer;
#[cfg(test)]
mod role_tests;
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
use self::format::Text;
use self::model::{Package, Reduction};
use crate::config::{Config, ConfigError};
use crate::files::Files;
use crate::program::Program;
use crate::used::Used;

#[cfg(any(feature = "docs", feature = "diff"))]
pub(crate) use self::bindings::Bindings;
#[cfg(test)]
pub(crate) use self::form::BACKEND;
pub use self::form::Form;
use self::form::WHOLE;
pub(crate) use self::form::Whole;
pub(crate) use self::format::HEADER;
pub use self::kept::Kept;
pub use self::lower::RustPaths;
pub(crate) use self::lower::is_in;
pub(crate) use self::names::{RAW_KEYWORDS, is_plain};

/// Why [`generate`] made nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GenerateError {
    /// A value of the [`Config`] is wrong.
    Config(ConfigError),
    /// The schema has constructs that Rust cannot express; all of them are listed.
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

/// Writes the Rust of `schema`: types, functions, and all that has to do with bytes.
///
/// The same schema and config give the same text, on every machine. A generic constructor that Rust cannot express, such as
/// `tuple {t:Type} {n:#} [t] = Tuple t n`, is left out if nothing uses it.
///
/// # Errors
/// [`GenerateError`], where the config is wrong or the schema has what Rust cannot express.
pub fn generate(schema: &Schema, config: &Config, form: Form<'_>) -> Result<Files, GenerateError> {
    config.check_names(&[schema])?;
    Ok(generate_kept(schema, config, form, Whole::None, Program::default())?.files)
}

/// As [`generate`], but leaves out what Rust cannot express and what needs it. Returns a warning for each declaration that
/// is left out.
///
/// # Errors
/// [`GenerateError`] if the config is wrong or nothing is left.
pub fn generate_lenient(
    schema: &Schema,
    config: &Config,
    form: Form<'_>,
) -> Result<(Files, Diagnostics), GenerateError> {
    let program = Program { lenient: true, ..Program::default() };
    let Generated { files, warnings, .. } = generate_for(schema, config, form, program)?;
    Ok((files, warnings))
}

/// As [`generate`], but what a program needs.
///
/// # Errors
/// [`GenerateError`] if the config is wrong, the schema has what Rust cannot express or nothing else, or an id has different
/// forms in `schema` and the schemas that are passed over.
pub fn generate_for(
    schema: &Schema,
    config: &Config,
    form: Form<'_>,
    program: Program<'_>,
) -> Result<Generated, GenerateError> {
    config.check_names(&[schema])?;
    generate_kept(schema, config, form, Whole::None, program)
}

/// What a schema becomes.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files.
    pub files: Files,
    /// A warning for each declaration that is left out.
    pub warnings: Diagnostics,
    /// If the files have only what a program uses: all items, in the order in which the files have them.
    pub kept: Vec<Kept>,
    /// The files of everything, for [`Whole::New`].
    pub(crate) whole: Files,
    /// All identifiers of the whole schema, if the files have what sources name.
    pub(crate) words: BTreeSet<String>,
}

/// For one of the schemas that the config is for: its roots may be in others.
pub(crate) fn generate_kept(
    schema: &Schema,
    config: &Config,
    form: Form<'_>,
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
    let files_of_whole = match (form, whole) {
        (Form::OutDir(name), Whole::New) => {
            let everything = runs::joined(selected.clone().for_program(Some(&Used::EVERYTHING)));
            directory(&everything, config, &format!("{name}/{WHOLE}/"))
        }
        _ => Files::default(),
    };
    let used = program.has_unread().then(|| program.used.unwrap_or(&Used::EVERYTHING));
    let package = runs::joined(selected.for_program(used));
    let files = files(&package, config, form, whole);
    let Reduction { words, kept } = package.reduction.unwrap_or_default();
    Ok(Generated { files, whole: files_of_whole, warnings, kept, words })
}

/// Checks that the attributes of a config are tokens that begin with a path.
fn check_attributes(config: &Config) -> Result<(), ConfigError> {
    let is_attribute = |text: &&String| {
        let tokens = text.parse::<TokenStream>().unwrap_or_default();
        matches!(tokens.into_iter().next(), Some(TokenTree::Ident(_)))
    };
    match config.attributes.values().flatten().find(|text| !is_attribute(text)) {
        None => Ok(()),
        Some(text) => {
            let problem = "is not an attribute without `#[` and `]`, such as `derive(Hash)`".into();
            Err(ConfigError { key: "attributes", value: text.clone(), problem })
        }
    }
}

fn files(package: &Package, config: &Config, form: Form<'_>, whole: Whole) -> Files {
    match form {
        Form::Directory => directory(package, config, ""),
        Form::OutDir(name) => {
            let mut files = directory(package, config, &format!("{name}/"));
            let mut text = Text::new(config.format);
            emit::included(name, whole, &mut Sink(&mut |item| text.item(item)));
            files.insert(format!("{name}.rs"), text.finish());
            files
        }
    }
}

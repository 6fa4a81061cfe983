//! The Rust back end: schema to model (`lower`), model to tokens (`emit`), tokens to text (`format`).

mod emit;
mod format;
mod lower;
pub(crate) mod model;
mod names;
#[cfg(test)]
mod tests;

use std::fmt;

use tl_parser::Diagnostics;
use tl_parser::schema::Schema;

use self::emit::Sink;
use self::format::Text;
use self::model::{Module, Package};
use crate::config::{Config, ConfigError};
use crate::files::Files;

pub(crate) use self::format::HEADER;
pub use self::lower::RustPaths;
pub(crate) use self::names::{RAW_KEYWORDS, is_plain};

/// How the files of a module lie beside each other. Both forms share every file but the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form<'a> {
    /// A directory with `mod.rs`, for a module that is checked in.
    Directory,
    /// `NAME.rs` to be included from `OUT_DIR`, and a directory `NAME` beside it.
    OutDir(&'a str),
}

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
/// The same schema and config give the same text, on every machine.
///
/// # Errors
/// [`GenerateError`], where the config is wrong or the schema has what Rust cannot express.
pub fn generate(schema: &Schema, config: &Config, form: Form<'_>) -> Result<Files, GenerateError> {
    config.check_roots(&[schema])?;
    generate_kept(schema, config, form)
}

/// As [`generate`], for one of the schemas that the config is for: its roots may be in others.
pub(crate) fn generate_kept(
    schema: &Schema,
    config: &Config,
    form: Form<'_>,
) -> Result<Files, GenerateError> {
    let paths = config.paths()?;
    let package = lower::lower(&config.keep(schema), config, &paths).map_err(GenerateError::Unsupported)?;
    Ok(files(&package, config, form))
}

/// The Rust of `schema` by the default config; nothing where Rust cannot express it.
#[cfg(feature = "docs")]
pub(crate) fn package(schema: &Schema) -> Option<Package> {
    let config = Config::default();
    lower::lower(schema, &config, &config.paths().ok()?).ok()
}

fn files(package: &Package, config: &Config, form: Form<'_>) -> Files {
    let mut files = Files::default();
    let mut file = |path: String, emit: &dyn Fn(&mut Sink<'_>)| {
        let mut text = Text::new(config.format);
        emit(&mut Sink(&mut |item| text.item(&item)));
        files.insert(path, text.finish());
    };
    let (root, folder) = match form {
        Form::Directory => ("mod.rs".to_owned(), String::new()),
        Form::OutDir(name) => (format!("{name}.rs"), format!("{name}/")),
    };
    let mut roots = vec![("registry", "registry.rs".to_owned())];
    for (index, module) in package.modules.iter().enumerate() {
        let path = path(module);
        file(format!("{folder}{path}"), &|sink| emit::module(package, index, config.format, sink));
        if let [name] = module.path.0.as_slice() {
            roots.push((&name.0, path));
        }
    }
    file(format!("{folder}registry.rs"), &|sink| emit::registry(package, config.format, sink));
    if package.views {
        views(package, config, &folder, &mut file);
        roots.push(("views", "views/mod.rs".to_owned()));
    }
    if let Some(json) = &package.json {
        roots.push(("json", "json.rs".to_owned()));
        file(format!("{folder}json.rs"), &|sink| emit::json(package, json, sink));
    }
    roots.sort_unstable();
    file(root, &|sink| {
        let modules = roots.iter().map(|(name, path)| match form {
            Form::Directory => (*name, None),
            Form::OutDir(_) => (*name, Some(format!("{folder}{path}"))),
        });
        emit::root(package, modules, sink);
    });
    files
}

/// The files of the views.
fn views(
    package: &Package,
    config: &Config,
    folder: &str,
    file: &mut impl FnMut(String, &dyn Fn(&mut Sink<'_>)),
) {
    let roots = package.modules.iter().filter_map(|module| match module.path.0.as_slice() {
        [root] => Some(root),
        _ => None,
    });
    file(format!("{folder}views/mod.rs"), &|sink| emit::root_of_views(roots.clone(), sink));
    for (index, module) in package.modules.iter().enumerate() {
        let path = path(module);
        file(format!("{folder}views/{path}"), &|sink| emit::views(package, index, config.format, sink));
    }
}

/// Where the file of a module is: those at the root and those with others inside are folders.
fn path(module: &Module) -> String {
    let parts: Vec<&str> = module.path.0.iter().map(|ident| ident.0.trim_start_matches("r#")).collect();
    let is_folder = parts.len() == 1 || !module.children.is_empty();
    format!("{}{}.rs", parts.join("/"), if is_folder { "/mod" } else { "" })
}

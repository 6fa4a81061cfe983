//! The way from schema files to generated modules, for build scripts. The only module that knows Cargo.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};

use tl_parser::render;
use tl_parser::schema::{Options, Schema};

use crate::config::Config;
use crate::error::Error;
use crate::file_names::{MAX_LEN, is_device};
use crate::files::Files;
use crate::inputs::{Input, Loaded, ModuleInput};
use crate::last_run::{self, LastRun};
use crate::overlays;
use crate::rust::{Form, GenerateError, Generated, Unexpressed, generate_kept, is_plain};
use crate::used::Used;

/// Generates one or more modules, each from a schema of its own.
///
/// Modules share nothing: MTProto, the API and two layers of one API may stand side by side.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated before `write` or `generate`"]
pub struct Builder {
    modules: Vec<ModuleInput>,
    config: Config,
    config_file: Option<PathBuf>,
    out_dir: Option<PathBuf>,
    lenient: bool,
    used: Vec<PathBuf>,
}

impl Builder {
    /// Without modules, with the default [`Config`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a module made from schema files, which are resolved together in any order.
    ///
    /// `name` is what `include_tl!` takes. Paths are relative to the package root, and Cargo reruns the build
    /// script when one of the files changes. A missing file is reported by [`write`](Self::write). With the feature
    /// `json`, schemas may be JSON; see [`tl_parser`]'s module `json`.
    pub fn module<P: AsRef<Path>>(
        mut self,
        name: impl Into<String>,
        files: impl IntoIterator<Item = P>,
    ) -> Self {
        let inputs = files.into_iter().map(|path| Input::File(path.as_ref().to_owned())).collect();
        self.modules.push(ModuleInput { name: name.into(), inputs });
        self
    }

    /// Adds the module `api` made from one file.
    pub fn schema(self, path: impl AsRef<Path>) -> Self {
        self.module("api", [path])
    }

    /// Adds a text to the last module, or to `api` if there is none. Messages call it `name`.
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        let source = Input::Source { name: name.into(), text: text.into() };
        self.last_module().inputs.push(source);
        self
    }

    /// Adds a module made from a bundled schema: `mtproto`, or a layer of the Telegram API such as `telegram/82`.
    #[cfg(feature = "bundled")]
    pub fn bundled(mut self, module: impl Into<String>, schema: impl Into<String>) -> Self {
        self.modules.push(ModuleInput { name: module.into(), inputs: vec![Input::Bundled(schema.into())] });
        self
    }

    /// Adds the module `api` made from a bundled layer of the Telegram API.
    #[cfg(feature = "bundled")]
    pub fn layer(self, layer: u32) -> Self {
        self.bundled("api", format!("telegram/{layer}"))
    }

    /// Generates as `config` says.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Reads the config from a TOML file, which replaces what [`config`](Self::config) said.
    #[cfg(feature = "config-file")]
    pub fn config_file(mut self, path: impl AsRef<Path>) -> Self {
        self.config_file = Some(path.as_ref().to_owned());
        self
    }

    /// Writes to `dir` instead of `OUT_DIR`.
    ///
    /// Files in `dir` that were not generated are not overwritten; see [`Files::write_to`].
    pub fn out_dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.out_dir = Some(dir.as_ref().to_owned());
        self
    }

    /// Generates only what the Rust sources in these folders and files name. See [`Config::used`].
    pub fn used_in<P: AsRef<Path>>(mut self, paths: impl IntoIterator<Item = P>) -> Self {
        self.used.extend(paths.into_iter().map(|path| path.as_ref().to_owned()));
        self
    }

    /// Leaves out declarations that have mistakes or that Rust cannot express, and those that need them.
    ///
    /// A warning is reported for each of them, which would otherwise be an error. If nothing is left, that is an error.
    pub fn lenient(mut self, lenient: bool) -> Self {
        self.lenient = lenient;
        self
    }

    /// Reads and resolves the first module.
    ///
    /// # Errors
    /// [`Error::Module`] if there is none or it has no schema; [`Error::Io`] if a file cannot be read;
    /// [`Error::Schema`] with every problem of the schema; [`Error::Config`] or [`Error::ConfigFile`] if the config is
    /// wrong.
    pub fn load(&self) -> Result<Schema, Error> {
        let first = self.modules.first().ok_or_else(no_modules)?;
        Ok(first.load(&self.options(&self.effective_config()?))?.schema)
    }

    /// Generates all modules without writing anything.
    ///
    /// # Errors
    /// As [`write`](Self::write), but for those of writing.
    pub fn generate(&self) -> Result<Files, Error> {
        let config = self.checked_config()?;
        let used = Used::read(&config, script_output().as_deref())?;
        Ok(self.run(&config, used.as_ref())?.files)
    }

    /// Generates all modules and writes the files that changed.
    ///
    /// In a build script it tells Cargo to run again when an input changes, and passes warnings on.
    ///
    /// # Errors
    /// Nothing is written unless every module is right. What is wrong with a module is one of
    ///
    /// - [`Error::Module`] for a bad or repeated name, or a module without a schema,
    /// - [`Error::Io`], or `Error::UnknownSchema`, for a schema that cannot be read,
    /// - [`Error::Schema`] with every problem of its schema,
    ///
    /// and where more than one is wrong, [`Error::Several`] has them all; schemas are read once all names are
    /// right. What is wrong with the rest is [`Error::Config`], [`Error::ConfigFile`], [`Error::NoOutDir`], or
    /// [`Error::Foreign`] or [`Error::Io`] as described for [`Files::write_to`].
    pub fn write(&self) -> Result<(), Error> {
        let cargo = Cargo::new();
        cargo.rerun(self.files());
        let dir = self.output().ok_or(Error::NoOutDir)?;
        let config = self.checked_config()?;
        cargo.rerun(&config.overlay);
        cargo.rerun(&config.used);
        cargo.rerun_env(Used::VARIABLE);
        let used = Used::read(&config, script_output().as_deref())?;
        // Without `used`, Cargo runs the script only if something changed.
        let inputs = match used {
            Some(_) if self.out_dir.is_none() => last_run::fingerprint(&self.modules, &config, self.lenient),
            _ => None,
        };
        let first = &self.modules[0].name;
        if let Some((used, inputs)) = used.as_ref().zip(inputs)
            && let Some(last) = LastRun::read(&dir, first)
            && last.is_current(inputs, used, &dir)
        {
            cargo.warn(&last.warnings);
            return Ok(());
        }
        let Run { files, warnings, words } = self.run(&config, used.as_ref())?;
        cargo.warn(&warnings);
        // Cargo made `OUT_DIR` for the build script alone.
        let write = if self.out_dir.is_some() { Files::write_to } else { Files::overwrite };
        write(&files, &dir)?;
        match used.zip(inputs) {
            Some((used, inputs)) => LastRun::new(inputs, &used, words, &files, &warnings).write(&dir, first),
            None => Ok(()),
        }
    }

    /// What all modules become.
    fn run(&self, config: &Config, used: Option<&Used>) -> Result<Run, Error> {
        let mut loaded: Vec<_> =
            self.modules.iter().map(|module| module.load(&self.options(config))).collect();
        // What is only in a schema that cannot be read is not amiss.
        if loaded.iter().all(Result::is_ok) {
            let schemas: Vec<_> = loaded.iter().flatten().map(|loaded| &loaded.schema).collect();
            config.check_roots(&schemas)?;
        }
        let mut run = Run::default();
        let mut errors = Vec::new();
        let mut schemas: Vec<_> = loaded.iter_mut().flatten().map(|loaded| &mut loaded.schema).collect();
        match overlays::merge(config, &mut schemas) {
            Ok(warnings) => run.warnings.extend(warnings),
            Err(error) => errors.push(error),
        }
        run.warnings.extend(used.iter().flat_map(|used| used.warnings()).cloned());
        for (module, loaded) in self.modules.iter().zip(loaded) {
            match loaded.and_then(|loaded| self.run_module(module, loaded, config, used)) {
                Ok(more) => {
                    run.files.extend(more.files);
                    run.warnings.extend(more.warnings);
                    run.words.extend(more.words);
                }
                Err(error) => errors.push(error),
            }
        }
        Error::all(errors).map(|()| run)
    }

    /// Checks names of modules as [`write`](Self::write) does, for programs that call [`generate`](crate::generate)
    /// and name files or folders after modules.
    ///
    /// A name is a Rust identifier of ASCII letters, digits and `_`, and not a keyword. It is a file name too: no two
    /// names may differ only in case, it may not be a device name of Windows, such as `con`, and it is at most 252
    /// bytes long.
    ///
    /// # Errors
    /// [`Error::Module`] for a name that is wrong or stands twice; [`Error::Several`] for more than one.
    pub fn check_module_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<(), Error> {
        let mut seen = BTreeMap::new();
        let problems = names.into_iter().filter_map(|name| {
            let before = seen.insert(name.to_ascii_lowercase(), name);
            let problem = problem_of_name(name, before)?;
            Some(Error::Module { name: name.to_owned(), problem })
        });
        Error::all(problems)
    }

    /// Whether there are modules, all with good names and with schemas.
    fn check_modules(&self) -> Result<(), Error> {
        if self.modules.is_empty() {
            return Err(no_modules());
        }
        Self::check_module_names(self.modules.iter().map(|module| module.name.as_str()))?;
        Error::all(self.modules.iter().filter_map(|module| module.check_inputs().err()))
    }

    /// The config, once it and all names of modules are found to be right.
    fn checked_config(&self) -> Result<Config, Error> {
        self.check_modules()?;
        let mut config = self.effective_config()?;
        config.used.extend_from_slice(&self.used);
        // Once, not for each module.
        config.paths()?;
        Ok(config)
    }

    /// The files that are read whatever the config says, and the config.
    fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let inputs = self.modules.iter().flat_map(|module| &module.inputs);
        let files = inputs.filter_map(|input| match input {
            Input::File(path) => Some(path),
            _ => None,
        });
        files.chain(&self.config_file)
    }

    #[cfg(feature = "config-file")]
    fn effective_config(&self) -> Result<Config, Error> {
        self.config_file.as_deref().map_or_else(|| Ok(self.config.clone()), Config::read)
    }

    #[cfg(not(feature = "config-file"))]
    fn effective_config(&self) -> Result<Config, Error> {
        Ok(self.config.clone())
    }

    /// The folder to write to, if there is one.
    fn output(&self) -> Option<PathBuf> {
        self.out_dir.clone().or_else(script_output)
    }

    /// What one module becomes.
    fn run_module(
        &self,
        module: &ModuleInput,
        loaded: Loaded,
        config: &Config,
        used: Option<&Used>,
    ) -> Result<Run, Error> {
        let Loaded { schema, sources, mut warnings } = loaded;
        let form = Form::OutDir(&module.name);
        let unexpressed = if self.lenient { Unexpressed::LeftOut } else { Unexpressed::Refused };
        match generate_kept(&schema, config, form, unexpressed, used) {
            Ok(Generated { files, warnings: more, words }) => {
                warnings.extend(more);
                warnings.sort();
                let warnings = render::short(&warnings, &sources).lines().map(str::to_owned).collect();
                Ok(Run { files, warnings, words })
            }
            Err(GenerateError::Config(error)) => Err(Error::Config(error)),
            Err(GenerateError::Unsupported(more)) => {
                let mut diagnostics = warnings;
                diagnostics.extend(more);
                diagnostics.sort();
                if !self.lenient && generate_kept(&schema, config, form, Unexpressed::LeftOut, None).is_ok() {
                    diagnostics.note_first(match config.roots.as_slice() {
                        [] => "call `Builder::lenient` to leave out such declarations and what needs them, or set \
                               the config key `roots` to generate only what you use",
                        _ => "call `Builder::lenient` to leave out such declarations and what needs them",
                    });
                }
                Err(Error::Schema { diagnostics, sources })
            }
        }
    }

    /// How schemas are read.
    fn options(&self, config: &Config) -> Options {
        Options { dialect: config.dialect, lenient: self.lenient, ..Options::default() }
    }

    fn last_module(&mut self) -> &mut ModuleInput {
        if self.modules.is_empty() {
            self.modules.push(ModuleInput { name: "api".to_owned(), inputs: Vec::new() });
        }
        let last = self.modules.len() - 1;
        &mut self.modules[last]
    }
}

#[cfg(feature = "config-file")]
impl Config {
    /// Reads a config from a TOML file, such as `tl.toml`.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::ConfigFile`] where it is not TOML or not a config.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(crate::Operation::Read, path, e))?;
        let mut config: Self = toml::from_str(&text).map_err(|e| Error::ConfigFile {
            path: path.to_owned(),
            message: e.to_string().trim_end().to_owned(),
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let paths = config.overlay.iter_mut().chain(&mut config.used);
        paths.for_each(|path| *path = folder.join(&path));
        Ok(config)
    }
}

/// The folder that Cargo gives to a build script.
fn script_output() -> Option<PathBuf> {
    env::var_os("OUT_DIR").map(PathBuf::from)
}

fn no_modules() -> Error {
    Error::Module { name: String::new(), problem: "is missing: call `module` or `schema`" }
}

/// What is wrong with the name of a module; `before` is the last one that is equal but for case.
fn problem_of_name(name: &str, before: Option<&str>) -> Option<&'static str> {
    if !is_plain(name) {
        Some("is not a Rust identifier")
    } else if is_device(name) {
        Some("cannot be a file name on Windows")
    } else if name.len() + ".rs".len() > MAX_LEN {
        Some("is too long for a file name")
    } else if before == Some(name) {
        Some("stands twice")
    } else if before.is_some() {
        Some("differs only in case from another, and some disks do not tell these apart")
    } else {
        None
    }
}

/// What modules become.
#[derive(Default)]
struct Run {
    files: Files,
    /// As lines.
    warnings: Vec<String>,
    /// All identifiers of the whole schemas, if the files have what sources name.
    words: BTreeSet<String>,
}

/// Cargo, if this is a build script.
struct Cargo {
    listens: bool,
}

#[allow(clippy::print_stdout, reason = "build scripts speak to Cargo through standard output")]
impl Cargo {
    fn new() -> Self {
        Self { listens: env::var_os("OUT_DIR").is_some() }
    }

    /// Run again when an input changes. A file that does not exist yet is an input too.
    fn rerun<'p>(&self, files: impl IntoIterator<Item = &'p PathBuf>) {
        if self.listens {
            for path in files {
                println!("cargo:rerun-if-changed={}", path.display());
            }
        }
    }

    /// Run again when an environment variable changes.
    fn rerun_env(&self, variable: &str) {
        if self.listens {
            println!("cargo:rerun-if-env-changed={variable}");
        }
    }

    fn warn(&self, warnings: &[String]) {
        if self.listens {
            for warning in warnings {
                println!("cargo:warning={warning}");
            }
        }
    }
}

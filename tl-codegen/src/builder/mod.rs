//! The way from schema files to generated modules, for build scripts. The only module that knows Cargo.

mod cargo;
mod run;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tl_parser::schema::Schema;

use self::cargo::{Cargo, script_output};
use self::run::{Modules, Run};
use crate::config::Config;
use crate::error::Error;
use crate::file_names::{MAX_LEN, is_device};
use crate::files::Files;
use crate::inputs::{Input, ModuleInput};
use crate::rust::is_plain;
use crate::used::Used;

/// Generates one or more modules, each from a schema of its own.
///
/// Modules share nothing except the config: MTProto, the API and two layers of one API can be side by side. A module may
/// have a config of its own:
///
/// ```no_run
/// use tl_codegen::{Builder, Config, Role};
///
/// Builder::new()
///     .module("mtproto", ["schemas/mtproto.tl"])
///     .module_config(Config { role: Role::Both, ..Config::default() })
///     .module("api", ["schemas/api.tl"])
///     .write()?;
/// # Ok::<(), tl_codegen::Error>(())
/// ```
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
        self.modules.push(ModuleInput::new(name.into(), inputs));
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
        let inputs = vec![Input::Bundled(schema.into())];
        self.modules.push(ModuleInput::new(module.into(), inputs));
        self
    }

    /// Adds the module `api` made from a bundled layer of the Telegram API.
    #[cfg(feature = "bundled")]
    pub fn layer(self, layer: u32) -> Self {
        self.bundled("api", format!("telegram/{layer}"))
    }

    /// Sets the config of all modules that have no [`module_config`](Self::module_config).
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Sets the config of the last module, or of `api` if there is none. It replaces that of the builder.
    ///
    /// [`used_in`](Self::used_in) still applies. Cargo does not rerun the build script for a file that the script reads itself,
    /// for example by `Config::read`, unless the script prints `cargo::rerun-if-changed=FILE`.
    pub fn module_config(mut self, config: Config) -> Self {
        self.last_module().config = Some(config);
        self
    }

    /// Reads the config of the builder from a TOML file, which replaces that of [`config`](Self::config).
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
    ///
    /// Cargo reruns the build script after each edit in these folders, and compiles the crate again after each run of its
    /// build script. So a crate should scan its own `src`.
    pub fn used_in<P: AsRef<Path>>(mut self, paths: impl IntoIterator<Item = P>) -> Self {
        self.used.extend(paths.into_iter().map(|path| path.as_ref().to_owned()));
        self
    }

    /// Lets the last module, or `api` if there is none, pass over values of other layers, each in a file of its own.
    ///
    /// A constructor that only another layer has is skipped. If the program needs its value, the innermost enum around it
    /// becomes `Other`, which keeps the bytes; without such an enum, it is an error. With this, every enum has the variant
    /// `Other`. See [`Config::passing`] for all modules.
    ///
    /// ```no_run
    /// tl_codegen::Builder::new().schema("layer-230.tl").passing(["layer-225.tl"]).write()?;
    /// # Ok::<(), tl_codegen::Error>(())
    /// ```
    pub fn passing<P: AsRef<Path>>(mut self, files: impl IntoIterator<Item = P>) -> Self {
        let files = files.into_iter().map(|path| Input::File(path.as_ref().to_owned()));
        self.last_module().passing.extend(files);
        self
    }

    /// As [`passing`](Self::passing), for bundled schemas: a layer such as `telegram/225`, or `telegram/history`, all
    /// declarations of all bundled layers.
    #[cfg(feature = "bundled")]
    pub fn passing_bundled<S: Into<String>>(mut self, schemas: impl IntoIterator<Item = S>) -> Self {
        let schemas = schemas.into_iter().map(|name| Input::Bundled(name.into()));
        self.last_module().passing.extend(schemas);
        self
    }

    /// Leaves out declarations that have mistakes or that Rust cannot express, and those that need them.
    ///
    /// A warning is reported for each of them, which would otherwise be an error. If nothing is left, that is an error.
    pub fn lenient(mut self, lenient: bool) -> Self {
        self.lenient = lenient;
        self
    }

    /// Reads and resolves the schema of the module with this name, for example to look up paths with
    /// [`RustPaths`](crate::RustPaths).
    ///
    /// # Errors
    /// [`Error::Module`] if there is no such module or it has no schema; [`Error::Io`] if a file cannot be read;
    /// [`Error::Schema`] with every problem of the schema; [`Error::ConfigFile`] if the config cannot be read.
    pub fn load(&self, module: &str) -> Result<Schema, Error> {
        let unknown =
            || Error::Module { name: module.to_owned(), problem: "is not a module of this builder" };
        let module = self.modules.iter().find(|known| known.name == module).ok_or_else(unknown)?;
        let config = module.config.clone().map_or_else(|| self.shared_config(), Ok)?;
        Ok(module.load(&run::options(&config, self.lenient), &config.passing)?.schema)
    }

    /// Generates all modules without writing anything.
    ///
    /// # Errors
    /// As [`write`](Self::write), but for those of writing.
    pub fn generate(&self) -> Result<Files, Error> {
        let groups = self.groups()?;
        Ok(Run::all(groups.iter().map(Modules::run_all))?.files)
    }

    /// Generates all modules and writes the files that changed.
    ///
    /// In a build script it tells Cargo to run again when an input changes, and passes warnings on. With
    /// [`used_in`](Self::used_in), it also writes whole modules to `OUT_DIR` in the dev profile, which are compiled instead if
    /// `cfg(rust_analyzer)` is set: editors that use rust-analyzer show all items. The file `NAME.used` there lists the items of
    /// the module `NAME`, each with what led to it.
    ///
    /// # Errors
    /// Nothing is written unless every module is right. What is wrong with a module is one of
    ///
    /// - [`Error::Module`] for a bad or repeated name, or a module without a schema,
    /// - [`Error::Io`], or `Error::UnknownSchema`, for a schema that cannot be read,
    /// - [`Error::Schema`] with every problem of its schema,
    ///
    /// and if there is more than one error, [`Error::Several`] has them all; schemas are read once all names are
    /// right. What is wrong with the rest is [`Error::Config`], [`Error::ConfigFile`], [`Error::NoOutDir`], or
    /// [`Error::Foreign`] or [`Error::Io`] as described for [`Files::write_to`].
    pub fn write(&self) -> Result<(), Error> {
        let cargo = Cargo::new();
        cargo.rerun(self.files());
        let dir = self.output().ok_or(Error::NoOutDir)?;
        let groups = self.groups()?;
        for Modules { config, .. } in &groups {
            cargo.rerun(config.overlay.iter().chain(&config.used).chain(&config.passing));
        }
        cargo.rerun_env(Used::VARIABLE);
        if self.out_dir.is_some() {
            let run = Run::all(groups.iter().map(Modules::run_all))?;
            cargo.warn(&run.warnings);
            run.files.write_to(&dir)?;
            return Ok(());
        }
        let run = Run::all(groups.iter().map(|group| group.run_changed(&cargo, &dir)))?;
        cargo.warn(&run.warnings);
        // Cargo made `OUT_DIR` for the build script alone.
        run.files.overwrite(&dir)?;
        run.records.iter().try_for_each(|record| record.write(&dir))
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

    /// The modules that share the config, and each of the others, once all names and configs are found to be right.
    fn groups(&self) -> Result<Vec<Modules<'_>>, Error> {
        self.check_modules()?;
        let shared = self.shared_config()?;
        let (own, sharing): (Vec<_>, Vec<_>) =
            self.modules.iter().partition(|module| module.config.is_some());
        let own = own.into_iter().filter_map(|module| Some((vec![module], module.config.clone()?)));
        let shared = (!sharing.is_empty()).then_some((sharing, shared));
        shared.into_iter().chain(own).map(|(modules, config)| self.group(modules, config)).collect()
    }

    fn group<'b>(&'b self, modules: Vec<&'b ModuleInput>, mut config: Config) -> Result<Modules<'b>, Error> {
        config.used.extend_from_slice(&self.used);
        let has_passing =
            !config.passing.is_empty() || modules.iter().any(|module| !module.passing.is_empty());
        // Once, not for each module.
        config.paths(has_passing || !config.used.is_empty())?;
        Ok(Modules { modules, config, lenient: self.lenient })
    }

    /// The files that are read whatever the config says, and the config.
    fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.modules.iter().flat_map(ModuleInput::files).chain(&self.config_file)
    }

    #[cfg(feature = "config-file")]
    fn shared_config(&self) -> Result<Config, Error> {
        self.config_file.as_deref().map_or_else(|| Ok(self.config.clone()), Config::read)
    }

    #[cfg(not(feature = "config-file"))]
    fn shared_config(&self) -> Result<Config, Error> {
        Ok(self.config.clone())
    }

    /// The folder to write to, if there is one.
    fn output(&self) -> Option<PathBuf> {
        self.out_dir.clone().or_else(script_output)
    }

    fn last_module(&mut self) -> &mut ModuleInput {
        if self.modules.is_empty() {
            self.modules.push(ModuleInput::new("api".to_owned(), Vec::new()));
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
        let paths = config.overlay.iter_mut().chain(&mut config.used).chain(&mut config.passing);
        paths.for_each(|path| *path = folder.join(&path));
        Ok(config)
    }
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

//! Generates modules from schema files, for build scripts. Only this module depends on Cargo.

mod cargo;
mod directory;
mod modules;
mod run;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tl_parser::Lints;
use tl_parser::schema::Schema;

use self::cargo::{Cargo, script_output};
pub use self::directory::{Directories, Directory, ModuleSchema, Schemas};
use self::modules::{Module, Modules};
use self::run::Run;
#[cfg(feature = "config-file")]
use crate::config_file;
use crate::error::Error;
use crate::file_names::{MAX_LEN, is_device};
use crate::files::Files;
use crate::inputs::{Input, ModuleInput};
use crate::rust::Config;
use crate::rust::Used;
use crate::rust::is_plain;

/// Generates one or more modules, each from its own schema.
///
/// Modules share no declarations, so one builder can generate MTProto, the API and another layer of the API. They share
/// the config of the builder, but a module may have its own config:
///
/// ```no_run
/// use tl_codegen::Builder;
/// use tl_codegen::rust::{Config, Role};
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
    lints: Lints,
    used: Vec<PathBuf>,
}

impl Builder {
    /// Creates a builder without modules, with the default [`Config`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a builder with the modules of a config file, conventionally `tl.toml`.
    ///
    /// Each table `[modules.NAME]` of the file is a module. Its key `schemas` lists schema files, relative to the
    /// folder of the config file, or names of bundled schemas. Instead of `schemas`, a table may have the key `layer`,
    /// the number of a bundled layer of the Telegram API. Bundled schemas need the feature `bundled`. The top level of
    /// the file may have the keys of [`Config`], which apply to all modules. A module may override these keys in its
    /// own table. Only [`directories`](Self::directories) uses the keys called `output`.
    ///
    /// ```no_run
    /// tl_codegen::Builder::from_file("tl.toml")?.write()?;
    /// # Ok::<(), tl_codegen::Error>(())
    /// ```
    ///
    /// Returns [`Error::Io`] if the file cannot be read, and [`Error::ConfigFile`] or [`Error::Several`] with the
    /// places of all mistakes in the file. If the file causes an error later, for example because it names a schema
    /// that does not exist, other methods return [`Error::ConfigFile`].
    #[cfg(feature = "config-file")]
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let modules = config_file::modules(path)?;
        Ok(Self { modules, config_file: Some(path.to_owned()), ..Self::default() })
    }

    /// Adds a module. Its schema files are resolved together, and their order does not matter.
    ///
    /// `name` is the argument of `include_tl!` for this module. Paths are relative to the package root, and Cargo
    /// reruns the build script when one of the files changes. [`write`](Self::write) reports missing files. With the
    /// feature `json`, schemas may be JSON; see [`tl_parser`]'s module `json`. With the feature `bundled`, a path that
    /// does not exist may be the name of a bundled schema.
    pub fn module<P: AsRef<Path>>(
        mut self,
        name: impl Into<String>,
        files: impl IntoIterator<Item = P>,
    ) -> Self {
        let inputs = files.into_iter().map(|path| Input::named(path.as_ref().to_owned())).collect();
        self.modules.push(ModuleInput::new(name.into(), inputs));
        self
    }

    /// Adds the module `api` with one schema file.
    pub fn schema(self, path: impl AsRef<Path>) -> Self {
        self.module("api", [path])
    }

    /// Adds a schema as text to the last module, or to the new module `api` if there is no module yet. Diagnostics show
    /// `name` as the file name of the text. If the text is not UTF-8, the error contains the position.
    pub fn source(mut self, name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        let source = Input::Source { name: name.into(), text: text.into() };
        self.last_module().inputs.push(source);
        self
    }

    /// Adds a module with a bundled schema: `mtproto`, or a layer of the Telegram API such as `telegram/82`.
    #[cfg(feature = "bundled")]
    pub fn bundled(mut self, module: impl Into<String>, schema: impl Into<String>) -> Self {
        let inputs = vec![Input::Bundled(schema.into())];
        self.modules.push(ModuleInput::new(module.into(), inputs));
        self
    }

    /// Adds the module `api` with a bundled layer of the Telegram API.
    #[cfg(feature = "bundled")]
    pub fn layer(self, layer: u32) -> Self {
        self.bundled("api", format!("telegram/{layer}"))
    }

    /// Sets the config of all modules that have no config of their own.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Sets the config of the last module, or of the new module `api` if there is no module yet. The module then
    /// ignores the config of the builder.
    ///
    /// [`used_in`](Self::used_in) still applies. If the build script itself reads a config file, for example with
    /// `Config::read`, it must print `cargo::rerun-if-changed=FILE`. Otherwise, Cargo does not rerun the build script
    /// when that file changes.
    pub fn module_config(mut self, config: Config) -> Self {
        self.last_module().config = Some(config);
        self
    }

    /// Sets a TOML file with the config of all modules that have no config of their own. The file replaces the config
    /// that [`config`](Self::config) sets.
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

    /// Generates only the items whose names occur in the Rust sources in these folders and files. See [`Config::used`].
    ///
    /// Cargo reruns the build script after each edit in these folders, and compiles the crate again after each run of
    /// its build script. So a crate should only name its own `src` here.
    pub fn used_in<P: AsRef<Path>>(mut self, paths: impl IntoIterator<Item = P>) -> Self {
        self.used.extend(paths.into_iter().map(|path| path.as_ref().to_owned()));
        self
    }

    /// Lets the last module tolerate values of other layers. Each layer is one schema file. If there is no module yet,
    /// this applies to `api`.
    ///
    /// If a constructor exists only in another layer, its values are skipped. If the program needs such a value, the
    /// innermost enum around it becomes `Other`, which keeps the bytes. If no enum is around the value, reading fails.
    /// With this method, every enum has the variant `Other`, except enums whose bytes depend on parameters.
    /// [`Config::passing`] does the same for all modules.
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

    /// Does the same as [`passing`](Self::passing), with bundled schemas: a layer such as `telegram/225`, or
    /// `telegram/history`, which contains the declarations of all bundled layers.
    #[cfg(feature = "bundled")]
    pub fn passing_bundled<S: Into<String>>(mut self, schemas: impl IntoIterator<Item = S>) -> Self {
        let schemas = schemas.into_iter().map(|name| Input::Bundled(name.into()));
        self.last_module().passing.extend(schemas);
        self
    }

    /// Leaves out declarations that have errors or that Rust cannot express, and the declarations that need them.
    ///
    /// Each of these declarations causes a warning instead of an error. It is an error if no declaration is left.
    pub fn lenient(mut self, lenient: bool) -> Self {
        self.lenient = lenient;
        self
    }

    /// Sets which warnings about schemas and overlays are suppressed, and which are errors.
    pub fn lints(mut self, lints: Lints) -> Self {
        self.lints = lints;
        self
    }

    /// Reads and resolves the schema of the module with this name, for example to look up paths with
    /// [`rust::Paths`](crate::rust::Paths).
    ///
    /// # Errors
    /// Returns [`Error::Module`] if the module does not exist or has no schema; [`Error::Io`], [`Error::TooLarge`],
    /// `Error::NoSchema` or `Error::UnknownSchema` if a schema or the config file cannot be read; [`Error::Schema`] with
    /// every problem of the schema; [`Error::ConfigFile`] or [`Error::Several`] if the config file has mistakes.
    pub fn load(&self, module: &str) -> Result<Schema, Error> {
        let unknown =
            || Error::Module { name: module.to_owned(), problem: "is not a module of this builder" };
        let module = self.modules.iter().find(|known| known.name == module).ok_or_else(unknown)?;
        let config = module.config.clone().map_or_else(|| self.shared_config(), Ok)?;
        Ok(self.with_config(module, config).load(&self.lints)?.schema)
    }

    /// Reads and resolves the schemas of all modules, and merges the overlays of their configs into them.
    ///
    /// # Errors
    /// Returns the same errors as [`write`](Self::write), except errors of generating and writing.
    pub fn schemas(&self) -> Result<Schemas, Error> {
        Schemas::new(&self.groups()?)
    }

    /// Generates all modules without writing anything.
    ///
    /// # Errors
    /// Returns the same errors as [`write`](Self::write), except errors of writing.
    pub fn generate(&self) -> Result<Files, Error> {
        let groups = self.groups()?;
        Ok(Run::all(groups.iter().map(Modules::run_all))?.files)
    }

    /// Generates all modules as directories with `mod.rs`, to be checked in. `tl generate rust` writes the same files.
    /// The folder of [`out_dir`](Self::out_dir) is ignored, and nothing is printed for Cargo.
    ///
    /// ```no_run
    /// for module in tl_codegen::Builder::from_file("tl.toml")?.directories()?.modules {
    ///     if let Some(output) = module.output {
    ///         module.files.write_to(&output)?;
    ///     }
    /// }
    /// # Ok::<(), tl_codegen::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns the same errors as [`write`](Self::write), except errors of writing.
    pub fn directories(&self) -> Result<Directories, Error> {
        Directories::new(&self.groups()?)
    }

    /// Generates all modules and writes the files that changed.
    ///
    /// In a build script, this makes Cargo run the script again when an input changes, and prints warnings.
    ///
    /// With [`used_in`](Self::used_in) and without [`out_dir`](Self::out_dir), the file `NAME.used` in `OUT_DIR` lists
    /// the generated items of the module `NAME`, each with the reason why it is generated. With the dev profile, files
    /// with all items of the modules are also written to `OUT_DIR`. If `cfg(rust_analyzer)` is set, these files are
    /// compiled instead, so that editors that use rust-analyzer show all items.
    ///
    /// # Errors
    /// Nothing is written if a module is invalid. An error of a module is one of
    ///
    /// - [`Error::Module`] for an invalid or repeated name, or a module without a schema,
    /// - [`Error::Io`], [`Error::TooLarge`], `Error::NoSchema` or `Error::UnknownSchema`, for a schema that cannot be
    ///   read,
    /// - [`Error::Schema`] with every problem of its schema.
    ///
    /// More than one such error is returned as [`Error::Several`]. Schemas are read only if all names are valid. Other
    /// errors are [`Error::NoModules`], [`Error::Config`], [`Error::ConfigFile`], [`Error::NoOutDir`], and
    /// [`Error::Foreign`] and [`Error::Io`] as described for [`Files::write_to`].
    pub fn write(&self) -> Result<(), Error> {
        let cargo = Cargo::new();
        cargo.rerun(self.files());
        let dir = self.output().ok_or(Error::NoOutDir)?;
        let groups = self.groups()?;
        for Module { config, .. } in groups.iter().flat_map(|group| &group.modules) {
            let passing: Vec<_> = config.passing.iter().cloned().map(Input::named).collect();
            let schemas = passing.iter().filter_map(Input::file);
            cargo.rerun(config.overlay.iter().chain(&config.used).chain(schemas));
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
        // Cargo created `OUT_DIR` for this build script only.
        run.files.overwrite(&dir)?;
        run.records.iter().try_for_each(|record| record.write(&dir))
    }

    /// Checks names of modules as [`write`](Self::write) does. This is for programs that call
    /// [`rust::generate`](crate::rust::generate) and name files or folders after modules.
    ///
    /// A name must be a Rust identifier of ASCII letters, digits and `_`, and not a keyword. It is used as a file name
    /// too, so it must be at most 252 bytes long and must not be a device name of Windows, such as `con`. No two names
    /// may differ only in case.
    ///
    /// # Errors
    /// Returns [`Error::Module`] for an invalid or repeated name, and [`Error::Several`] for more than one.
    pub fn check_module_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<(), Error> {
        let mut seen = BTreeMap::new();
        let problems = names.into_iter().filter_map(|name| {
            let before = seen.insert(name.to_ascii_lowercase(), name);
            let problem = problem_of_name(name, before)?;
            Some(Error::Module { name: name.to_owned(), problem })
        });
        Error::all(problems)
    }

    /// Checks that there are modules, and that all have valid names and schemas.
    fn check_modules(&self) -> Result<(), Error> {
        if self.modules.is_empty() {
            return Err(Error::NoModules);
        }
        let names = Self::check_module_names(self.modules.iter().map(|module| module.name.as_str()));
        names.map_err(|error| self.locate(error))?;
        Error::all(self.modules.iter().filter_map(|module| module.check_inputs().err()))
    }

    /// Adds the places in the config file to errors about names of modules.
    fn locate(&self, error: Error) -> Error {
        match error {
            Error::Several(errors) => {
                Error::Several(errors.into_iter().map(|error| self.locate(error)).collect())
            }
            Error::Module { ref name, .. } => {
                match self.modules.iter().rfind(|module| module.name == *name) {
                    Some(module) => module.locate(error),
                    None => error,
                }
            }
            error => error,
        }
    }

    /// Checks all names and configs. Returns the modules in groups. Modules from a config file, and modules that use
    /// the config of the builder, are one group. Each other module is a group of its own.
    fn groups(&self) -> Result<Vec<Modules<'_>>, Error> {
        self.check_modules()?;
        let shared = self.shared_config()?;
        let with_config = |module| self.with_config(module, shared.clone());
        let is_own = |module: &&ModuleInput| module.config.is_some() && module.places.is_none();
        let (own, sharing): (Vec<_>, Vec<_>) = self.modules.iter().partition(is_own);
        let sharing: Vec<_> = sharing.into_iter().map(with_config).collect();
        let sharing = (!sharing.is_empty()).then_some(sharing);
        let own = own.into_iter().map(|module| vec![with_config(module)]);
        let groups = sharing.into_iter().chain(own).map(|modules| {
            let group = Modules { modules, lints: &self.lints };
            group.check().map(|()| group)
        });
        groups.collect()
    }

    /// Combines a module with its own config, or with `shared` if the module has none. Adds the paths of
    /// [`used_in`](Self::used_in) to the config.
    fn with_config<'b>(&self, input: &'b ModuleInput, shared: Config) -> Module<'b> {
        let mut config = input.config.clone().unwrap_or(shared);
        config.used.extend_from_slice(&self.used);
        Module { input, config, lenient: self.lenient || input.lenient }
    }

    /// Returns the schema files of all modules, and the config file. Files that the config names are not included.
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

    /// Returns the folder to write to, if any.
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

/// Returns the problem of the name of a module, if any. `before` is the last earlier name that is equal to `name` if
/// case is ignored.
fn problem_of_name(name: &str, before: Option<&str>) -> Option<&'static str> {
    if !is_plain(name) {
        Some("is not a Rust identifier")
    } else if is_device(name) {
        Some("cannot be a file name on Windows")
    } else if name.len() + ".rs".len() > MAX_LEN {
        Some("is too long for a file name")
    } else if before == Some(name) {
        Some("is defined twice")
    } else if before.is_some() {
        Some("differs only in case from another name, and some file systems ignore case")
    } else {
        None
    }
}

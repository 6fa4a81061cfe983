//! Generates the modules of a builder. If a program uses only a part of them, a record lets the next run check whether
//! its inputs changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tl_parser::render;
use tl_parser::schema::Options;

use super::cargo::{Cargo, script_output};
use crate::config::Config;
use crate::error::{Error, Operation};
use crate::files::Files;
use crate::inputs::{Loaded, ModuleInput};
use crate::last_run::{self, LastRun};
use crate::overlays;
use crate::program::Program;
use crate::rust::{Form, GenerateError, Generated, Kept, Whole, generate_kept};
use crate::used::Used;

/// The result of generating modules.
#[derive(Default)]
pub(super) struct Run {
    pub(super) files: Files,
    pub(super) warnings: Vec<String>,
    /// Records to write next to the files, so that the next run does nothing if its inputs are unchanged.
    pub(super) records: Vec<Record>,
    /// Files of the whole modules, if they are generated too.
    whole: Files,
    /// All identifiers of the whole schemas, if the files contain only items that sources name.
    words: BTreeSet<String>,
    /// Items of each module, if the files contain only items that sources name.
    kept: Vec<(String, Vec<Kept>)>,
}

impl Run {
    /// Joins all `runs`, or returns all their errors. Modules with the same sources have the same warnings, which are
    /// kept once.
    pub(super) fn all(runs: impl IntoIterator<Item = Result<Self, Error>>) -> Result<Self, Error> {
        let (mut all, mut errors) = (Self::default(), Vec::new());
        for run in runs {
            match run {
                Ok(more) => all.extend(more),
                Err(error) => errors.push(error),
            }
        }
        Error::all(errors).map(|()| all)
    }

    fn extend(&mut self, more: Self) {
        let Self { files, warnings, records, whole, words, kept } = more;
        self.files.extend(files);
        for warning in warnings {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        self.records.extend(records);
        self.whole.extend(whole);
        self.words.extend(words);
        self.kept.extend(kept);
    }
}

/// The inputs of a run, and the items of each module with the reasons for them.
pub(super) struct Record {
    first: String,
    last: LastRun,
    kept: Vec<(String, Vec<Kept>)>,
}

impl Record {
    /// Writes the files `NAME.used` and `FIRST.last-run`.
    pub(super) fn write(&self, dir: &Path) -> Result<(), Error> {
        self.kept.iter().try_for_each(|(module, kept)| write_kept(dir, module, kept))?;
        self.last.write(dir, &self.first)
    }
}

/// Modules that share a config.
pub(super) struct Modules<'b> {
    /// Never empty.
    pub(super) modules: Vec<&'b ModuleInput>,
    pub(super) config: Config,
    pub(super) lenient: bool,
}

impl Modules<'_> {
    /// Generates all modules.
    pub(super) fn run_all(&self) -> Result<Run, Error> {
        self.run(self.used()?.as_ref(), Whole::None)
    }

    /// Generates all modules. Returns no files if the last run wrote the same files to `dir`, which is `OUT_DIR`.
    pub(super) fn run_changed(&self, cargo: &Cargo, dir: &Path) -> Result<Run, Error> {
        let used = self.used()?;
        // Without `used`, Cargo runs the script only if something changed, so no fingerprint is needed.
        let inputs = match used {
            Some(_) => last_run::fingerprint(&self.modules, &self.config, self.lenient),
            None => None,
        };
        match used.as_ref().zip(inputs) {
            Some((used, inputs)) => self.run_used(cargo, dir, used, inputs),
            None => self.run(used.as_ref(), Whole::None),
        }
    }

    /// Does the same as [`run_changed`](Self::run_changed) for a program that uses only `used`. The whole modules depend
    /// only on `inputs`.
    fn run_used(&self, cargo: &Cargo, dir: &Path, used: &Used, inputs: u64) -> Result<Run, Error> {
        cargo.declare_cfg();
        let first = &self.modules[0].name;
        let last = LastRun::read(dir, first).filter(|last| last.inputs == inputs);
        if let Some(last) = &last
            && last.is_current(used, dir)
        {
            return Ok(Run { warnings: last.warnings.clone(), ..Run::default() });
        }
        let known = last.filter(|last| last.has_whole(dir));
        let whole = match &known {
            _ if used.is_everything() || cargo.is_release() => Whole::None,
            Some(_) => Whole::OfLastRun,
            None => Whole::New,
        };
        let Run { mut files, warnings, whole, words, kept, .. } = self.run(Some(used), whole)?;
        let last = LastRun {
            inputs,
            names: used.fingerprint(&words),
            words,
            files: files.paths(),
            whole: known.map_or_else(|| whole.paths(), |known| known.whole),
            warnings: warnings.clone(),
        };
        files.extend(whole);
        let records = vec![Record { first: first.clone(), last, kept }];
        Ok(Run { files, warnings, records, ..Run::default() })
    }

    fn used(&self) -> Result<Option<Used>, Error> {
        Used::read(&self.config, script_output().as_deref())
    }

    fn run(&self, used: Option<&Used>, whole: Whole) -> Result<Run, Error> {
        let config = &self.config;
        let mut loaded: Vec<_> = self
            .modules
            .iter()
            .map(|module| module.load(&options(config, self.lenient), &config.passing))
            .collect();
        // A root may be in a schema that failed to load, so names are checked only if all schemas were loaded.
        if loaded.iter().all(Result::is_ok) {
            let schemas: Vec<_> = loaded.iter().flatten().map(|loaded| &loaded.schema).collect();
            config.check_names(&schemas)?;
        }
        let mut schemas: Vec<_> = loaded.iter_mut().flatten().map(|loaded| &mut loaded.schema).collect();
        let overlays = overlays::merge(config, &mut schemas);
        let overlays = overlays.map(|warnings| Run { warnings, ..Run::default() });
        let sources = used.map_or(&[][..], Used::warnings).to_vec();
        let sources = Ok(Run { warnings: sources, ..Run::default() });
        let modules = self.modules.iter().zip(loaded);
        let modules = modules.map(|(module, loaded)| self.run_module(module, loaded?, used, whole));
        Run::all([overlays, sources].into_iter().chain(modules))
    }

    /// Generates one module.
    fn run_module(
        &self,
        module: &ModuleInput,
        loaded: Loaded,
        used: Option<&Used>,
        whole: Whole,
    ) -> Result<Run, Error> {
        let config = &self.config;
        let Loaded { schema, passing, sources, mut warnings } = loaded;
        let form = Form::OutDir(&module.name);
        let program = Program { used, passing: &passing, lenient: self.lenient };
        match generate_kept(&schema, config, form, whole, program) {
            Ok(Generated { files, whole, warnings: more, words, kept }) => {
                warnings.extend(more);
                warnings.sort();
                let warnings = render::short(&warnings, &sources).lines().map(str::to_owned).collect();
                let kept = vec![(module.name.clone(), kept)];
                Ok(Run { files, whole, warnings, words, kept, records: Vec::new() })
            }
            Err(GenerateError::Config(error)) => Err(Error::Config(error)),
            Err(GenerateError::Unsupported(more)) => {
                let mut diagnostics = warnings;
                diagnostics.extend(more);
                diagnostics.sort();
                let lenient = Program { used: None, lenient: true, ..program };
                if !self.lenient && generate_kept(&schema, config, form, Whole::None, lenient).is_ok() {
                    diagnostics.note_first(match config.roots.as_slice() {
                        // With `used`, roots do not limit the generated items.
                        [] if used.is_none() => "call `Builder::lenient` to leave out such declarations and those that need them, or set \
                               the config key `roots` to generate only the declarations that you use",
                        _ => "call `Builder::lenient` to leave out such declarations and those that need them",
                    });
                }
                Err(Error::Schema { diagnostics, sources })
            }
        }
    }
}

/// Writes the items of a module, and the reason for each, to `NAME.used`.
fn write_kept(dir: &Path, module: &str, kept: &[Kept]) -> Result<(), Error> {
    let path = dir.join(format!("{module}.used"));
    let text: String = kept.iter().map(|item| format!("{item}\n")).collect();
    fs::write(&path, text).map_err(|e| Error::io(Operation::Write, &path, e))
}

/// Returns the options for reading schemas.
pub(super) fn options(config: &Config, lenient: bool) -> Options {
    Options { dialect: config.dialect, lenient, ..Options::default() }
}

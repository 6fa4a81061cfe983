//! What modules become, and what of it is written for a program that uses a part.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tl_parser::render;
use tl_parser::schema::Options;

use super::cargo::Cargo;
use crate::config::Config;
use crate::error::{Error, Operation};
use crate::files::Files;
use crate::inputs::{Loaded, ModuleInput};
use crate::last_run::LastRun;
use crate::overlays;
use crate::program::Program;
use crate::rust::{Form, GenerateError, Generated, Kept, Whole, generate_kept};
use crate::used::Used;

/// What modules become.
#[derive(Default)]
pub(super) struct Run {
    pub(super) files: Files,
    /// The files of the whole modules, if they are generated too.
    pub(super) whole: Files,
    /// As lines.
    pub(super) warnings: Vec<String>,
    /// All identifiers of the whole schemas, if the files have what sources name.
    pub(super) words: BTreeSet<String>,
    /// The items of each module, if the files have what sources name.
    kept: Vec<(String, Vec<Kept>)>,
}

/// All modules of a builder, and how they are generated.
pub(super) struct Modules<'b> {
    pub(super) modules: &'b [ModuleInput],
    pub(super) config: &'b Config,
    pub(super) lenient: bool,
}

impl Modules<'_> {
    /// Writes what the program uses to `OUT_DIR`, if that is something else than at the last run. The whole modules depend
    /// only on `inputs`.
    pub(super) fn write_used(
        &self,
        cargo: &Cargo,
        dir: &Path,
        used: &Used,
        inputs: u64,
    ) -> Result<(), Error> {
        let first = &self.modules[0].name;
        let last = LastRun::read(dir, first).filter(|last| last.inputs == inputs);
        if let Some(last) = &last
            && last.is_current(used, dir)
        {
            cargo.warn(&last.warnings);
            return Ok(());
        }
        let known = last.filter(|last| last.has_whole(dir));
        let whole = match &known {
            _ if used.is_everything() || cargo.is_release() => Whole::None,
            Some(_) => Whole::OfLastRun,
            None => Whole::New,
        };
        let run = self.run(Some(used), whole)?;
        cargo.warn(&run.warnings);
        let now = LastRun {
            inputs,
            names: used.fingerprint(&run.words),
            words: run.words,
            files: run.files.paths(),
            whole: known.map_or_else(|| run.whole.paths(), |known| known.whole),
            warnings: run.warnings,
        };
        let mut files = run.files;
        files.extend(run.whole);
        files.overwrite(dir)?;
        run.kept.iter().try_for_each(|(module, kept)| write_kept(dir, module, kept))?;
        now.write(dir, first)
    }

    /// What all modules become.
    pub(super) fn run(&self, used: Option<&Used>, whole: Whole) -> Result<Run, Error> {
        let config = self.config;
        let mut loaded: Vec<_> = self
            .modules
            .iter()
            .map(|module| module.load(&options(config, self.lenient), &config.passing))
            .collect();
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
            match loaded.and_then(|loaded| self.run_module(module, loaded, used, whole)) {
                Ok(more) => {
                    run.files.extend(more.files);
                    run.whole.extend(more.whole);
                    run.warnings.extend(more.warnings);
                    run.words.extend(more.words);
                    run.kept.extend(more.kept);
                }
                Err(error) => errors.push(error),
            }
        }
        Error::all(errors).map(|()| run)
    }

    /// What one module becomes.
    fn run_module(
        &self,
        module: &ModuleInput,
        loaded: Loaded,
        used: Option<&Used>,
        whole: Whole,
    ) -> Result<Run, Error> {
        let config = self.config;
        let Loaded { schema, passing, sources, mut warnings } = loaded;
        let form = Form::OutDir(&module.name);
        let program = Program { used, passing: &passing, lenient: self.lenient };
        match generate_kept(&schema, config, form, whole, program) {
            Ok(Generated { files, whole, warnings: more, words, kept }) => {
                warnings.extend(more);
                warnings.sort();
                let warnings = render::short(&warnings, &sources).lines().map(str::to_owned).collect();
                let kept = vec![(module.name.clone(), kept)];
                Ok(Run { files, whole, warnings, words, kept })
            }
            Err(GenerateError::Config(error)) => Err(Error::Config(error)),
            Err(GenerateError::Unsupported(more)) => {
                let mut diagnostics = warnings;
                diagnostics.extend(more);
                diagnostics.sort();
                let lenient = Program { used: None, lenient: true, ..program };
                if !self.lenient && generate_kept(&schema, config, form, Whole::None, lenient).is_ok() {
                    diagnostics.note_first(match config.roots.as_slice() {
                        // With `used`, roots limit nothing.
                        [] if used.is_none() => "call `Builder::lenient` to leave out such declarations and what needs them, or set \
                               the config key `roots` to generate only what you use",
                        _ => "call `Builder::lenient` to leave out such declarations and what needs them",
                    });
                }
                Err(Error::Schema { diagnostics, sources })
            }
        }
    }
}

/// Writes which items a module has, and why, to `NAME.used`.
fn write_kept(dir: &Path, module: &str, kept: &[Kept]) -> Result<(), Error> {
    let path = dir.join(format!("{module}.used"));
    let text: String = kept.iter().map(|item| format!("{item}\n")).collect();
    fs::write(&path, text).map_err(|e| Error::io(Operation::Write, &path, e))
}

/// How schemas are read.
pub(super) fn options(config: &Config, lenient: bool) -> Options {
    Options { dialect: config.dialect, lenient, ..Options::default() }
}

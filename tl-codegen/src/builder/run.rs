//! Generates the modules of a builder. If only the items that a program uses are written to `OUT_DIR`, a record of the
//! inputs is written too. The next run of the build script reads the record to check whether the inputs changed.

use std::collections::BTreeSet;
use std::fs;
use std::hash::Hasher as _;
use std::path::Path;
use std::rc::Rc;

use super::cargo::Cargo;
use super::modules::{Modules, Prepared};
use crate::error::{Error, Operation};
use crate::files::Files;
use crate::last_run::{self, LastRun};
use crate::overlays;
use crate::rust::Used;
use crate::rust::{Generated, Kept, Location, Whole};
use crate::sources::Fnv;

/// The result of generating modules.
#[derive(Default)]
pub(super) struct Run {
    pub(super) files: Files,
    pub(super) warnings: Vec<String>,
    /// Records to write next to the files, so that the next run does nothing if its inputs are unchanged.
    pub(super) records: Vec<Record>,
    /// Files that contain all items of the modules. Empty if they are not needed.
    whole: Files,
    /// The names in the code for the whole schemas of the modules that have `used` or `passing`, before items are
    /// removed. With `used`, the generated items depend on which of these names the program's sources contain.
    words: BTreeSet<String>,
    /// The name of each module and its generated items. The list of items is empty if the module has neither `used` nor
    /// `passing`.
    kept: Vec<(String, Vec<Kept>)>,
}

impl Run {
    /// Joins all `runs`. If some failed, returns all errors. Several modules may have the same warnings about Rust
    /// sources; each warning is kept once.
    pub(super) fn all(runs: impl IntoIterator<Item = Result<Self, Error>>) -> Result<Self, Error> {
        let mut all = Self::default();
        Error::values(runs)?.into_iter().for_each(|run| all.extend(run));
        Ok(all)
    }

    fn warning(warnings: Vec<String>) -> Self {
        Self { warnings, ..Self::default() }
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

/// The inputs and results of a run of a build script, to be written to `OUT_DIR`.
pub(super) struct Record {
    /// The name of the first module.
    first: String,
    last: LastRun,
    /// The name of each module and its generated items, each item with the reason why it is generated.
    kept: Vec<(String, Vec<Kept>)>,
}

impl Record {
    /// Writes the files `NAME.used` and `FIRST.last-run`.
    pub(super) fn write(&self, dir: &Path) -> Result<(), Error> {
        self.kept.iter().try_for_each(|(module, kept)| write_kept(dir, module, kept))?;
        self.last.write(dir, &self.first)
    }
}

impl Modules<'_> {
    /// Generates all modules.
    pub(super) fn run_all(&self) -> Result<Run, Error> {
        self.run(&self.used()?, Whole::None)
    }

    /// Generates all modules. `dir` is `OUT_DIR`. If the last run already wrote the same files to `dir`, returns no
    /// files. This is only checked if a module is reduced to the items that a program uses.
    pub(super) fn run_changed(&self, cargo: &Cargo, dir: &Path) -> Result<Run, Error> {
        let used = self.used()?;
        // Without `used`, Cargo runs the script only if an input changed, so the inputs are not compared with those of
        // the last run.
        let inputs = match used.iter().any(Option::is_some) {
            true => last_run::fingerprint(self.modules.iter().map(|m| (m.input, &m.config, m.lenient))),
            false => None,
        };
        match inputs {
            Some(inputs) => self.run_used(cargo, dir, &used, inputs),
            None => self.run(&used, Whole::None),
        }
    }

    /// Implements [`run_changed`](Self::run_changed) if at least one module is reduced to the items that Rust sources
    /// use. `inputs` is the fingerprint of all inputs except those sources: schemas, overlays and configs. The files
    /// with all items of a module depend only on `inputs`.
    fn run_used(
        &self,
        cargo: &Cargo,
        dir: &Path,
        used: &[Option<Rc<Used>>],
        inputs: u64,
    ) -> Result<Run, Error> {
        cargo.declare_cfg();
        let first = &self.modules[0].input.name;
        let last = LastRun::read(dir, first).filter(|last| last.inputs == inputs);
        if let Some(last) = &last
            && last.is_current(fingerprint(used, &last.words), dir)
        {
            return Ok(Run { warnings: last.warnings.clone(), ..Run::default() });
        }
        let known = last.filter(|last| last.has_whole(dir));
        let is_everything = used.iter().flatten().all(|used| used.is_everything());
        let whole = match &known {
            _ if is_everything || cargo.is_release() => Whole::None,
            Some(_) => Whole::OfLastRun,
            None => Whole::New,
        };
        let Run { mut files, warnings, whole, words, kept, .. } = self.run(used, whole)?;
        let last = LastRun {
            inputs,
            names: fingerprint(used, &words),
            words,
            files: files.paths(),
            whole: known.map_or_else(|| whole.paths(), |known| known.whole),
            warnings: warnings.clone(),
        };
        files.extend(whole);
        let records = vec![Record { first: first.clone(), last, kept }];
        Ok(Run { files, warnings, records, ..Run::default() })
    }

    /// Generates all modules. For each module, `used` contains the words in the Rust sources that use it, or `None` if
    /// all items of the module are generated.
    fn run(&self, used: &[Option<Rc<Used>>], whole: Whole) -> Result<Run, Error> {
        let Prepared { loaded, overlays } = self.prepare()?;
        let overlays = overlays.into_iter().map(|found| Ok(Run::warning(overlays::lines(found?))));
        let sources = used.iter().flatten().map(|used| Ok(Run::warning(used.warnings().to_vec())));
        let modules = self.modules.iter().zip(loaded).zip(used).map(|((module, loaded), used)| {
            let whole = if used.is_some() { whole } else { Whole::None };
            let (name, mut loaded) = (&module.input.name, loaded?);
            let location = Location::OutDir(name);
            let Generated { files, whole, words, kept, .. } =
                module.generate(&mut loaded, used.as_deref(), location, whole)?;
            let (warnings, kept) = (loaded.warnings.lines(), vec![(name.clone(), kept)]);
            Ok(Run { files, whole, warnings, words, kept, records: Vec::new() })
        });
        Run::all(overlays.chain(sources).chain(modules))
    }
}

/// Returns a hash of those `words` that occur in the Rust sources of the modules.
fn fingerprint(used: &[Option<Rc<Used>>], words: &BTreeSet<String>) -> u64 {
    let mut hash = Fnv::default();
    used.iter().flatten().for_each(|used| hash.write(&used.fingerprint(words).to_le_bytes()));
    hash.finish()
}

/// Writes the items of a module, and the reason for each, to `NAME.used`.
fn write_kept(dir: &Path, module: &str, kept: &[Kept]) -> Result<(), Error> {
    let path = dir.join(format!("{module}.used"));
    let text: String = kept.iter().map(|item| format!("{item}\n")).collect();
    fs::write(&path, text).map_err(|e| Error::io(Operation::Write, &path, e))
}

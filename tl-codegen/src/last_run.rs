//! A record of the last run of a build script. A run with the same inputs does nothing.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::error::{Error, Operation};
use crate::inputs::{Input, ModuleInput};
use crate::rust::Config;
use crate::sources::Fnv;

/// First line of a record.
const HEADER: &str = "tl-codegen, last run";

/// Returns a hash of everything that determines the generated files, except the names that the program uses. Returns
/// `None` if an input cannot be read; the run itself reports that error.
pub(crate) fn fingerprint<'m>(
    modules: impl IntoIterator<Item = (&'m ModuleInput, &'m Config, bool)>,
) -> Option<u64> {
    let mut hash = Fnv::default();
    let mut add = |part: &[u8]| {
        hash.write(&(part.len() as u64).to_le_bytes());
        hash.write(part);
    };
    add(program().as_bytes());
    for (ModuleInput { name, inputs, passing, .. }, config, lenient) in modules {
        add(format!("{name} {inputs:?} {passing:?} {config:?} {lenient}").as_bytes());
        let of_config: Vec<_> = config.passing.iter().cloned().map(Input::named).collect();
        let schemas = inputs.iter().chain(passing).chain(&of_config).filter_map(Input::file);
        for file in config.overlay.iter().chain(schemas) {
            add(&fs::read(file).ok()?);
        }
    }
    Some(hash.finish())
}

/// Returns a text that identifies the running program. Whenever this crate changes, the build script is compiled again
/// and gets another text.
fn program() -> String {
    let file = env::current_exe().ok().and_then(|path| fs::metadata(path).ok());
    let changed = file.map(|file| (file.len(), file.modified().ok()));
    format!("{} {changed:?}", env!("CARGO_PKG_VERSION"))
}

/// Inputs and results of a run.
#[derive(Debug)]
pub(crate) struct LastRun {
    /// The result of [`fingerprint`].
    pub(crate) inputs: u64,
    /// A hash of those `words` that the sources of the program contain, and of whether the sources use `new` and
    /// `Other` of each of them.
    pub(crate) names: u64,
    /// The names in the code generated for whole schemas, before items are removed.
    pub(crate) words: BTreeSet<String>,
    /// Paths of the generated files, relative to `OUT_DIR`.
    pub(crate) files: Vec<String>,
    /// Paths of the files with all items of the modules, which depend only on `inputs`.
    pub(crate) whole: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

impl LastRun {
    /// Returns the path of the record in `folder` for a group of modules. `module` is the name of the first module.
    fn path(folder: &Path, module: &str) -> PathBuf {
        folder.join(format!("{module}.last-run"))
    }

    /// Reads the record of the last run with the same first module. Returns `None` if it cannot be read.
    pub(crate) fn read(folder: &Path, module: &str) -> Option<Self> {
        let text = fs::read_to_string(Self::path(folder, module)).ok()?;
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return None;
        }
        let number = |line: Option<&str>| u64::from_str_radix(line?, 16).ok();
        let (inputs, names) = (number(lines.next())?, number(lines.next())?);
        let mut last = Self {
            inputs,
            names,
            words: BTreeSet::new(),
            files: Vec::new(),
            whole: Vec::new(),
            warnings: Vec::new(),
        };
        for line in lines {
            match line.split_once(' ')? {
                ("file", path) => last.files.push(path.to_owned()),
                ("whole", path) => last.whole.push(path.to_owned()),
                ("warning", text) => last.warnings.push(text.to_owned()),
                ("words", words) => last.words.extend(words.split(' ').map(str::to_owned)),
                _ => return None,
            }
        }
        Some(last)
    }

    /// Returns whether a run with the same inputs would write the same files, and all of them exist. `names` is a hash
    /// of those `words` that the sources of the program contain now.
    pub(crate) fn is_current(&self, names: u64, folder: &Path) -> bool {
        self.names == names && are_there(&self.files, folder) && are_there(&self.whole, folder)
    }

    /// Returns whether the last run wrote files with all items of the modules, and all of these files exist.
    pub(crate) fn has_whole(&self, folder: &Path) -> bool {
        !self.whole.is_empty() && are_there(&self.whole, folder)
    }

    /// Writes the record.
    ///
    /// # Errors
    /// Returns [`Error::Io`] if the record cannot be written.
    pub(crate) fn write(&self, folder: &Path, module: &str) -> Result<(), Error> {
        let Self { inputs, names, words, files, whole, warnings } = self;
        let mut text = format!("{HEADER}\n{inputs:016x}\n{names:016x}\n");
        // Writing to a String cannot fail.
        let _ = files.iter().try_for_each(|file| writeln!(text, "file {file}"));
        let _ = whole.iter().try_for_each(|file| writeln!(text, "whole {file}"));
        let _ = warnings.iter().try_for_each(|warning| writeln!(text, "warning {warning}"));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let _ = writeln!(text, "words {}", words.join(" "));
        let path = Self::path(folder, module);
        fs::write(&path, text).map_err(|e| Error::io(Operation::Write, &path, e))
    }
}

fn are_there(files: &[String], folder: &Path) -> bool {
    files.iter().all(|file| folder.join(file).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Used;

    fn used(folder: &Path, text: &str) -> Used {
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::write(folder.join("src/main.rs"), text).unwrap();
        let config = Config { used: vec![folder.join("src")], ..Config::default() };
        Used::read(&config, None).unwrap().unwrap()
    }

    fn last_run(used: &Used, words: BTreeSet<String>) -> LastRun {
        let names = used.fingerprint(&words);
        LastRun { inputs: 7, names, words, files: Vec::new(), whole: Vec::new(), warnings: Vec::new() }
    }

    #[test]
    fn only_identifiers_of_the_schema_change_the_fingerprint() {
        let dir = tempfile::tempdir().unwrap();
        let words = BTreeSet::from(["User".to_owned(), "id".to_owned()]);
        let first = used(dir.path(), "struct A { id: User }");
        let warnings = vec!["src/main.rs: a warning".to_owned()];
        let now = LastRun { warnings: warnings.clone(), ..last_run(&first, words) };
        now.write(dir.path(), "api").unwrap();
        let last = LastRun::read(dir.path(), "api").unwrap();
        assert_eq!((last.inputs, &last.warnings), (7, &warnings));
        let is_current = |text| last.is_current(used(dir.path(), text).fingerprint(&last.words), dir.path());
        assert!(is_current("struct B { other: User, id: u8 } // more"));
        assert!(!is_current("struct A { name: User }"));
        assert!(!is_current("struct A { id: User } fn new() { User::new() }"));
        assert!(!is_current("struct A { id: User } fn other() { User::Other }"));
        assert!(LastRun::read(dir.path(), "mtproto").is_none());
    }

    #[test]
    fn schemas_of_other_layers_are_inputs() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("older.tl");
        let source = Input::Source { name: "a.tl".to_owned(), text: b"a = A;".to_vec() };
        let module =
            |passing| ModuleInput { passing, ..ModuleInput::new("api".to_owned(), vec![source.clone()]) };
        let config = Config { passing: vec![file.clone()], ..Config::default() };
        let of_module =
            || fingerprint([(&module(vec![Input::File(file.clone())]), &Config::default(), false)]);
        let of_config = || fingerprint([(&module(Vec::new()), &config, false)]);
        assert_eq!((of_module(), of_config()), (None, None));
        fs::write(&file, "b = A;").unwrap();
        let before = (of_module(), of_config());
        fs::write(&file, "c = A;").unwrap();
        let after = (of_module(), of_config());
        assert!(before.0.is_some() && before.0 != after.0, "{before:?} {after:?}");
        assert!(before.1.is_some() && before.1 != after.1, "{before:?} {after:?}");
    }

    #[test]
    fn missing_files_are_generated_again() {
        let dir = tempfile::tempdir().unwrap();
        let first = used(dir.path(), "struct A;");
        let new = || last_run(&first, BTreeSet::new());
        let names = first.fingerprint(&BTreeSet::new());
        assert!(new().is_current(names, dir.path()) && !new().has_whole(dir.path()));
        let api = vec!["api.rs".to_owned()];
        for last in [LastRun { files: api.clone(), ..new() }, LastRun { whole: api.clone(), ..new() }] {
            assert!(!last.is_current(names, dir.path()));
        }
    }

    #[test]
    fn a_file_that_is_not_a_record_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        for text in
            ["", "something else\n", "tl-codegen, last run\nx\n0\n", "tl-codegen, last run\n0\n0\nnoise\n"]
        {
            fs::write(dir.path().join("api.last-run"), text).unwrap();
            assert!(LastRun::read(dir.path(), "api").is_none(), "{text}");
        }
    }
}

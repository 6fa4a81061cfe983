//! What the tests of the program share: a folder to work in, and the program run in it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What the program said and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Standard output of a run that went well.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.status, &*self.stderr), (0, ""), "{}", self.stdout);
        self.stdout
    }

    /// Standard error of a run that ended with 1 and said nothing else.
    #[track_caller]
    pub(crate) fn failure(self) -> String {
        assert_eq!((self.status, &*self.stdout), (1, ""), "{}", self.stderr);
        self.stderr
    }
}

/// The words of a command line; between single quotes, a blank is a part of a word.
pub(crate) fn words(line: &str) -> Vec<&str> {
    let pieces = line.split('\'').enumerate();
    let words = pieces.flat_map(|(at, piece)| match at % 2 {
        0 => piece.split_whitespace().collect(),
        _ => vec![piece],
    });
    words.collect()
}

/// An empty folder that is the program's current one.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With one file.
    pub(crate) fn with(name: &str, text: impl AsRef<[u8]>) -> Self {
        Self::new().and(name, text)
    }

    /// With another file.
    pub(crate) fn and(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), text).unwrap();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs `tl` with the words of `arguments`.
    pub(crate) fn tl(&self, arguments: &str) -> Run {
        self.tl_args(&arguments.split_whitespace().collect::<Vec<_>>(), b"")
    }

    /// Runs `tl` with `stdin` on standard input.
    pub(crate) fn tl_args(&self, arguments: &[&str], stdin: &[u8]) -> Run {
        let mut child = self.command(env!("CARGO_BIN_EXE_tl")).args(arguments).spawn().unwrap();
        child.stdin.take().unwrap().write_all(stdin).unwrap();
        let output = child.wait_with_output().unwrap();
        let run = Run {
            status: output.status.code().expect("no signal"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!run.stderr.contains("panicked"), "{arguments:?}: {}", run.stderr);
        run
    }

    /// `program`, to be run here with three pipes.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// All files and folders below `name`, with the texts of the files.
    pub(crate) fn tree(&self, name: &str) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut tree = BTreeMap::new();
        walk(&self.path(name), &mut tree);
        tree
    }
}

fn walk(path: &Path, tree: &mut BTreeMap<PathBuf, Option<Vec<u8>>>) {
    for entry in fs::read_dir(path).into_iter().flatten() {
        let path = entry.unwrap().path();
        tree.insert(path.clone(), fs::read(&path).ok());
        walk(&path, tree);
    }
}

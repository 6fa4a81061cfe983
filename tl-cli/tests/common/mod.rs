//! Helpers for the tests of the program: temporary folders, and runs of the program in them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each test file uses only some of the helpers")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

/// The output of the program and its exit status.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Returns standard output. Checks that the run succeeded and printed nothing to standard error.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.status, &*self.stderr), (0, ""), "{}", self.stdout);
        self.stdout
    }

    /// Returns standard error. Checks that the exit status is 1 and that nothing was printed to standard output.
    #[track_caller]
    pub(crate) fn failure(self) -> String {
        assert_eq!((self.status, &*self.stdout), (1, ""), "{}", self.stderr);
        self.stderr
    }
}

/// Splits a command line into words. Text between single quotes is one word.
pub(crate) fn words(line: &str) -> Vec<&str> {
    let pieces = line.split('\'').enumerate();
    let words = pieces.flat_map(|(at, piece)| match at % 2 {
        0 => piece.split_whitespace().collect(),
        _ => vec![piece],
    });
    words.collect()
}

/// A temporary folder, in which the program runs.
pub(crate) struct Folder(TempDir);

/// A running server, which is stopped when it is dropped.
pub(crate) struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    /// Host and port.
    pub(crate) address: String,
}

impl Server {
    /// Returns the next line that the server prints.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Folder {
    /// Starts `tl` with `args`, which begin with `serve`, on a free port.
    pub(crate) fn serve(&self, args: &[&str]) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tl"));
        command.args(args).args(["--port", "0"]).current_dir(self.path(""));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut server = Server { child, output, address: String::new() };
        let line = server.line();
        let address = line.strip_prefix("serving http://").and_then(|rest| rest.split('/').next());
        server.address = address.expect("the server starts").to_owned();
        server
    }

    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Creates a folder with one file.
    pub(crate) fn with(name: &str, text: impl AsRef<[u8]>) -> Self {
        Self::new().and(name, text)
    }

    /// Adds a file.
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

    /// Runs `tl` with `arguments`, which are separated by white space.
    pub(crate) fn tl(&self, arguments: &str) -> Run {
        self.tl_args(&arguments.split_whitespace().collect::<Vec<_>>(), b"")
    }

    /// Runs `tl` with `arguments`, and with `stdin` as standard input.
    pub(crate) fn tl_args(&self, arguments: &[&str], stdin: &[u8]) -> Run {
        let mut child = self.command(env!("CARGO_BIN_EXE_tl")).args(arguments).spawn().unwrap();
        child.stdin.take().unwrap().write_all(stdin).unwrap();
        let output = child.wait_with_output().unwrap();
        let run = Run {
            status: output.status.code().expect("no signal ends the program"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!run.stderr.contains("panicked"), "{arguments:?}: {}", run.stderr);
        run
    }

    /// Returns a command that runs `program` in the folder. Its three standard streams are pipes.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Returns all files and folders below `name`, with the contents of the files.
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

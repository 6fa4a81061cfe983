//! Checks rules for the sources of the project: dependencies between files, the table in `ARCHITECTURE.md`, and
//! wording.

mod cycles;
mod modules;
mod names;
mod prose;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Returns the Rust files of `modules`, which are files or folders. Skips the files and folders in `except`.
fn files(modules: &[&str], except: &[&str]) -> BTreeSet<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = BTreeSet::new();
    let mut open: Vec<PathBuf> = modules.iter().map(|module| root.join(module)).collect();
    while let Some(path) = open.pop() {
        if except.iter().any(|skipped| path == root.join(skipped)) {
            continue;
        }
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension() == Some("rs".as_ref()) {
            found.insert(path);
        }
    }
    found
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

//! Texts written beside their places and then renamed, so that no file is ever half written.

use std::cmp::Reverse;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, Operation};

/// How names of temporary files end, so that no run takes them for generated files.
pub(super) const TEMPORARY: &str = ".tl-tmp";

/// How often a folder is made again that another run removes while it is still empty.
const ATTEMPTS: usize = 100;

/// Texts written beside their places. What was not committed is removed, and so are folders made in vain.
#[derive(Debug, Default)]
pub(super) struct Staged {
    files: Vec<StagedFile>,
    /// Those that were not there before, outer ones first.
    folders: Vec<PathBuf>,
}

#[derive(Debug)]
struct StagedFile {
    temporary: PathBuf,
    path: PathBuf,
}

impl Staged {
    pub(super) fn add(&mut self, path: &Path, text: &str) -> Result<(), Error> {
        let permissions = permissions(path).map_err(|e| Error::io(Operation::Write, path, e))?;
        let new: Vec<_> = path.ancestors().skip(1).take_while(|folder| !folder.exists()).collect();
        self.folders.extend(new.into_iter().rev().map(Path::to_owned));
        let (temporary, mut file) = create_beside(path)?;
        self.files.push(StagedFile { temporary, path: path.to_owned() });
        let written = file.write_all(text.as_bytes());
        let done = written
            .and_then(|()| permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions)));
        done.map_err(|e| Error::io(Operation::Write, path, e))
    }

    /// Puts every text in its place, inner folders first and `mod.rs` last in each: what names the modules changes
    /// after them.
    pub(super) fn commit(mut self) -> Result<(), Error> {
        self.files.sort_by_key(|file| {
            let depth = file.path.components().count();
            (depth, Reverse(file.path.ends_with("mod.rs")))
        });
        while let Some(file) = self.files.pop() {
            if let Err(e) = fs::rename(&file.temporary, &file.path) {
                let error = Error::io(Operation::Write, &file.path, e);
                self.files.push(file);
                return Err(error);
            }
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for file in &self.files {
            // Nothing reads it where it stays.
            let _ = fs::remove_file(&file.temporary);
        }
        for folder in self.folders.iter().rev() {
            // Folders that hold anything stay.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Those of the file at `path`, if one is there. What may not be written to is not replaced either.
fn permissions(path: &Path) -> io::Result<Option<Permissions>> {
    if !path.exists() {
        return Ok(None);
    }
    let file = OpenOptions::new().write(true).open(path)?;
    file.metadata().map(|found| Some(found.permissions()))
}

/// A new file beside `path`, whose folder is made. Other runs make and remove folders too.
fn create_beside(path: &Path) -> Result<(PathBuf, File), Error> {
    let mut attempts = 1;
    loop {
        match try_create_beside(path) {
            Err(Error::Io { source, .. }) if attempts < ATTEMPTS && is_race(&source) => attempts += 1,
            result => return result,
        }
    }
}

/// Whether `error` may come from a folder that came or went while it was made.
fn is_race(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists)
}

fn try_create_beside(path: &Path) -> Result<(PathBuf, File), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| Error::io(Operation::CreateDir, folder, e))?;
    }
    create_unique(path).map_err(|e| Error::io(Operation::Write, path, e))
}

/// A file that was not there before. Threads count together; other processes differ in their number, and where that
/// is not so, as in two containers, the next name is tried.
pub(super) fn create_unique(path: &Path) -> io::Result<(PathBuf, File)> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}-{}{TEMPORARY}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        match OpenOptions::new().write(true).create_new(true).open(&name) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            result => return result.map(|file| (name.into(), file)),
        }
    }
}

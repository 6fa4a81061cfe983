//! What was generated, as data; and the way from there to a directory.

mod staged;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use self::staged::{Staged, TEMPORARY};
use crate::error::{Error, Operation};
use crate::rust_header;

/// Generated files: relative paths with `/`, and texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    by_path: BTreeMap<String, String>,
}

/// How a directory differs from [`Files`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path within the directory.
    pub path: String,
    /// What is wrong with it.
    pub kind: DifferenceKind,
}

/// The kinds of [`Difference`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The file is not there.
    Missing,
    /// The file holds this text instead, which is not so where only line ends differ; they stand as `\n`.
    Changed(String),
    /// The file was generated before and is no longer.
    Stale,
}

/// What [`Files::write_to`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Paths that were written, ascending.
    pub written: Vec<String>,
    /// Paths of files that were generated before and are removed now.
    pub removed: Vec<String>,
    /// How many files were as they should be.
    pub unchanged: usize,
}

impl Files {
    /// Adds a file, or replaces it.
    ///
    /// `path` is relative, with `/` between names. Any text is taken here, but one that is no such path, such as
    /// `../a.rs`, `/a.rs` or `c:a.rs`, makes [`compare`](Self::compare) and [`write_to`](Self::write_to) fail
    /// before they touch anything.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.by_path.insert(path.into(), text.into());
    }

    /// Paths and texts, ascending by path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.by_path.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.by_path.get(path).map(String::as_str)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// Adds all files of `other`. Where both have a path, the text of `other` replaces this one's.
    pub fn extend(&mut self, other: Self) {
        self.by_path.extend(other.by_path);
    }

    /// How `dir` differs, ascending by path. A directory that does not exist lacks every file.
    ///
    /// Line ends may be `\n` or `\r\n`, as version control likes it.
    ///
    /// # Errors
    /// [`Error::Io`] where something is there and cannot be read, or where a path leads out of `dir`.
    pub fn compare(&self, dir: &Path) -> Result<Vec<Difference>, Error> {
        self.check_paths()?;
        let mut differences = Vec::new();
        for (path, text) in &self.by_path {
            let kind = match read_if_there(&dir.join(path))? {
                None => DifferenceKind::Missing,
                Some(found) if lines(&found).eq(lines(text.as_bytes())) => continue,
                Some(found) => DifferenceKind::Changed(String::from_utf8_lossy(&found).replace("\r\n", "\n")),
            };
            differences.push(Difference { path: path.clone(), kind });
        }
        let stale = self.stale(dir)?;
        differences.extend(stale.into_iter().map(|path| Difference { path, kind: DifferenceKind::Stale }));
        differences.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(differences)
    }

    /// Makes `dir` hold these files: writes those that differ and removes files that were generated before and are
    /// no longer, with the folders that this leaves empty. Files that are as they should be keep their time stamps,
    /// those that are written their permissions.
    ///
    /// No file is ever half written: each text is written beside its place, to a file whose name ends in `.tl-tmp`,
    /// and all are renamed once all are written.
    ///
    /// - An error before the first rename changes nothing.
    /// - A rename that fails may leave some files new and the others as they were. Files are renamed from the inner
    ///   folders outwards, `mod.rs` last in its folder, so that the root of a module is still the old one then.
    /// - Files are removed after all renames. One that cannot be removed stays, and so may others.
    ///
    /// Runs into one directory at the same time do not disturb each other; each file is in the end as one of them
    /// wrote it. A run that is killed may leave files that end in `.tl-tmp`, which nothing reads.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn write_to(&self, dir: &Path) -> Result<Written, Error> {
        let mut staged = Staged::default();
        let mut done = Written::default();
        for Difference { path, kind } in self.compare(dir)? {
            match self.get(&path) {
                Some(text) if kind != DifferenceKind::Stale => {
                    staged.add(&dir.join(&path), text)?;
                    done.written.push(path);
                }
                _ => done.removed.push(path),
            }
        }
        done.unchanged = self.len() - done.written.len();
        staged.commit()?;
        for path in &done.removed {
            remove(dir, path)?;
        }
        Ok(done)
    }

    /// Refuses paths that lead out of a directory on any system.
    fn check_paths(&self) -> Result<(), Error> {
        match self.by_path.keys().find(|path| !is_inner(path)) {
            None => Ok(()),
            Some(path) => {
                let why = io::Error::new(io::ErrorKind::InvalidInput, "the path leads out of the directory");
                Err(Error::io(Operation::Write, Path::new(path), why))
            }
        }
    }

    /// Generated files below the folders at the top of these files that are not among them.
    fn stale(&self, dir: &Path) -> Result<Vec<String>, Error> {
        let mut folders = self.top_folders(dir)?;
        let mut stale = Vec::new();
        while let Some(folder) = folders.pop() {
            for (name, is_folder) in entries(&dir.join(&folder))? {
                let path = format!("{folder}/{name}");
                if is_folder {
                    folders.push(path);
                } else if self.is_stale(dir, &path)? {
                    stale.push(path);
                }
            }
        }
        Ok(stale)
    }

    /// The outermost folders of these files that are there and no links. What is beside them may belong to other
    /// modules.
    fn top_folders(&self, dir: &Path) -> Result<Vec<String>, Error> {
        let tops: BTreeSet<&str> =
            self.by_path.keys().filter_map(|path| path.split_once('/')).map(|(top, _)| top).collect();
        let mut folders = Vec::new();
        for top in tops {
            let path = dir.join(top);
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_dir() => folders.push(top.to_owned()),
                Ok(_) => {}
                Err(e) if is_absent(&e) => {}
                Err(e) => return Err(Error::io(Operation::Read, &path, e)),
            }
        }
        Ok(folders)
    }

    fn is_stale(&self, dir: &Path, path: &str) -> Result<bool, Error> {
        // A run that goes on may need its temporary files.
        if self.by_path.contains_key(path) || path.ends_with(TEMPORARY) {
            return Ok(false);
        }
        is_generated(&dir.join(path))
    }
}

/// Whether `path` is made of names alone, so that it stays inside of what it is joined to.
fn is_inner(path: &str) -> bool {
    path.split('/').all(|name| !["", ".", ".."].contains(&name) && !name.contains(['\\', ':', '\0']))
}

/// The names of what is directly in `dir`, and whether each is a folder; none where it does not exist. Links are
/// neither files nor folders of ours.
fn entries(dir: &Path) -> Result<Vec<(String, bool)>, Error> {
    let error = |e| Error::io(Operation::Read, dir, e);
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if is_absent(&e) => return Ok(Vec::new()),
        Err(e) => return Err(error(e)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(error)?;
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(e) if is_absent(&e) => continue,
            Err(e) => return Err(error(e)),
        };
        if let (false, Ok(name)) = (kind.is_symlink(), entry.file_name().into_string()) {
            found.push((name, kind.is_dir()));
        }
    }
    Ok(found)
}

fn is_generated(path: &Path) -> Result<bool, Error> {
    let Some(found) = read_if_there(path)? else { return Ok(false) };
    let mut found = lines(&found);
    Ok(lines(rust_header().as_bytes()).all(|line| found.next() == Some(line)))
}

/// The lines of `text` without their ends, which are `\n` or `\r\n`, and whether each has one.
fn lines(text: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    text.split_inclusive(|byte| *byte == b'\n').map(|line| match line.strip_suffix(b"\n") {
        Some(line) => (line.strip_suffix(b"\r").unwrap_or(line), true),
        None => (line, false),
    })
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if is_absent(&e) => Ok(None),
        Err(e) => Err(Error::io(Operation::Read, path, e)),
    }
}

/// Whether nothing is there: a folder on the way may be missing, or be a file, which writing will report.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Removes the file at `path` in `dir`, which another run may have done, and the folders on the way that are empty
/// then.
fn remove(dir: &Path, path: &str) -> Result<(), Error> {
    let file = dir.join(path);
    match fs::remove_file(&file) {
        Err(e) if !is_absent(&e) => return Err(Error::io(Operation::Remove, &file, e)),
        _ => {}
    }
    let folders = std::iter::successors(parent(path), |folder| parent(folder));
    for folder in folders {
        // Folders that hold anything stay.
        if fs::remove_dir(dir.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

#[cfg(test)]
mod tests;

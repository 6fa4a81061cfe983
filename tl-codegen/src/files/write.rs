//! Compares generated files with a directory, and writes the files to it.

use std::fs;
use std::io;
use std::path::Path;

use super::difference::{Difference, DifferenceKind};
use super::staged::{self, Staged};
use super::survey::{Survey, is_absent};
use super::texts::Files;
use crate::error::{Error, Operation};

/// The result of [`Files::write_to`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Paths of files that were written, ascending.
    pub written: Vec<String>,
    /// Paths that were removed, ascending: files that are no longer generated, and temporary files and folders of
    /// killed runs.
    pub removed: Vec<String>,
    /// Number of files that already had the right text.
    pub unchanged: usize,
}

impl Files {
    /// Returns the differences between `dir` and these files, ascending by path. If `dir` does not exist, every file is
    /// missing.
    ///
    /// Text that differs only in line ends, `\n` or `\r\n`, is equal.
    ///
    /// `self` can contain several outputs, each of one kind: Rust, book or site. A file in the folder of an output counts
    /// as generated if it begins with a header of that kind and is not inside the folder of another output. A generated
    /// file that `self` does not contain is [`Stale`](DifferenceKind::Stale) if it is in a folder where this kind of
    /// output puts its files.
    ///
    /// # Errors
    /// Returns [`Error::Io`] if a file or folder exists and cannot be read, or if a path leads out of `dir`.
    pub fn compare(&self, dir: &Path) -> Result<Vec<Difference>, Error> {
        self.check_paths()?;
        let mut survey = Survey::new(self, dir)?;
        let mut differences = Vec::new();
        for (path, text) in &self.by_path {
            let kind = match read_if_there(&dir.join(path))? {
                // Writing would replace a link without a target, so the link counts as a foreign file.
                None if dir.join(path).is_symlink() => DifferenceKind::Foreign(String::new()),
                None => DifferenceKind::Missing,
                Some(found) if lines(&found).eq(lines(text.as_bytes())) => continue,
                Some(found) => {
                    let text = String::from_utf8_lossy(&found).replace("\r\n", "\n");
                    let may_be_replaced = found.is_empty() || survey.is_own(path)?;
                    if may_be_replaced {
                        DifferenceKind::Changed(text)
                    } else {
                        DifferenceKind::Foreign(text)
                    }
                }
            };
            differences.push(Difference { path: path.clone(), kind });
        }
        differences.extend(survey.superfluous()?);
        differences.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(differences)
    }

    /// Makes `dir` contain these files. Writes files that differ, and removes stale files, folders that become empty,
    /// and temporary files of killed runs. Files with the right text keep their time stamps. Files that are replaced
    /// keep their permissions and, on Unix, their group and if possible their owner.
    ///
    /// No file is ever half written. All texts are first written to a temporary folder in `dir` (its name ends with
    /// `.tl-tmp`), and then moved to their final paths. Folders in `dir` must therefore be on the same file system as
    /// `dir`. A link to a folder on another file system is an error.
    ///
    /// - After an error before the first move, nothing has changed, except that temporary files of killed runs may have
    ///   been removed.
    /// - If a move fails, some files may be new and others old. Files in inner folders are moved first, and `mod.rs` is
    ///   moved last in its folder, so the root of a module is still old.
    /// - Stale files are removed after all moves. If one of them cannot be removed, it and all stale files after it
    ///   remain.
    ///
    /// Several runs may write to one directory at the same time. Each file then has the text of one of the runs. If a
    /// run is killed, the next run removes its temporary folder.
    ///
    /// # Errors
    /// Returns [`Error::Foreign`] if a file that was not generated would be overwritten; nothing is written then. An
    /// empty file may be overwritten. Other errors are [`Error::Io`] with the path.
    pub fn write_to(&self, dir: &Path) -> Result<Written, Error> {
        let differences = self.compare(dir)?;
        let foreign: Vec<_> = differences
            .iter()
            .filter(|difference| matches!(difference.kind, DifferenceKind::Foreign(_)))
            .map(|difference| dir.join(&difference.path))
            .collect();
        if foreign.is_empty() { self.apply(differences, dir) } else { Err(Error::Foreign { paths: foreign }) }
    }

    /// Does the same as [`write_to`](Self::write_to), and also overwrites files that were not generated.
    ///
    /// # Errors
    /// Returns [`Error::Io`] with the path if a file cannot be read, written or removed.
    pub fn overwrite(&self, dir: &Path) -> Result<Written, Error> {
        self.apply(self.compare(dir)?, dir)
    }

    fn apply(&self, differences: Vec<Difference>, dir: &Path) -> Result<Written, Error> {
        let mut done = Written::default();
        let (leftovers, differences): (Vec<_>, Vec<_>) =
            differences.into_iter().partition(|difference| difference.kind == DifferenceKind::Leftover);
        // Leftovers are removed first, because they take up space on the disk.
        for Difference { path, .. } in leftovers {
            remove(dir, &path)?;
            done.removed.push(path);
        }
        let mut staged = Staged::new(dir);
        let mut stale = Vec::new();
        for Difference { path, kind } in differences {
            match self.get(&path) {
                Some(text) if kind != DifferenceKind::Stale => {
                    staged.add(&path, text)?;
                    done.written.push(path);
                }
                _ => stale.push(path),
            }
        }
        done.unchanged = self.len() - done.written.len();
        staged.commit()?;
        for path in stale {
            remove(dir, &path)?;
            done.removed.push(path);
        }
        done.removed.sort_unstable();
        Ok(done)
    }

    /// Returns an error if a path would lead out of the directory on any operating system.
    fn check_paths(&self) -> Result<(), Error> {
        match self.by_path.keys().find(|path| !is_inner(path)) {
            None => Ok(()),
            Some(path) => {
                let why = io::Error::new(io::ErrorKind::InvalidInput, "the path leads out of the directory");
                Err(Error::io(Operation::Write, Path::new(path), why))
            }
        }
    }
}

/// Returns whether `path` consists of names only, so that it stays inside the folder that it is joined to.
fn is_inner(path: &str) -> bool {
    path.split('/').all(|name| !["", ".", ".."].contains(&name) && !name.contains(['\\', ':', '\0']))
}

/// Returns the lines of `text` without their ends (`\n` or `\r\n`), and whether each line has an end.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
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

/// Removes the file or folder at `path` in `dir`, and the folders around it that become empty. It is not an error if
/// another run removed them first.
pub(super) fn remove(dir: &Path, path: &str) -> Result<(), Error> {
    let place = dir.join(path);
    let removed = if place.is_dir() { staged::remove_abandoned(&place) } else { fs::remove_file(&place) };
    match removed {
        Err(e) if !is_absent(&e) => return Err(Error::io(Operation::Remove, &place, e)),
        _ => {}
    }
    let folders = std::iter::successors(parent(path), |folder| parent(folder));
    for folder in folders {
        // A folder that is not empty is kept.
        if fs::remove_dir(dir.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

//! Generated files as data, and how they are written to a directory.

mod attributes;
mod backend;
mod staged;
mod survey;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

pub(crate) use self::backend::Backend;
use self::staged::Staged;
use self::survey::Survey;
use crate::error::{Error, Operation};

/// Generated files: relative paths with `/`, and texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    by_path: BTreeMap<String, String>,
    outputs: Vec<Output>,
}

/// One module or one book among [`Files`].
#[derive(Clone, Debug, PartialEq, Eq)]
struct Output {
    backend: &'static Backend,
    /// The folder of the output; empty for the directory itself.
    root: String,
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
    /// The file does not exist.
    Missing,
    /// The file was generated with another text, which is this one with `\n` as line ends.
    Changed(String),
    /// The file exists and was not generated. It has this text, with `\n` as line ends. Empty for a link whose target
    /// does not exist.
    Foreign(String),
    /// The file was generated earlier and no longer is.
    Stale,
    /// A temporary file or folder of a run that was killed.
    Leftover,
}

/// What [`Files::write_to`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Paths that were written, ascending.
    pub written: Vec<String>,
    /// Paths that were removed, ascending: files that are no longer generated, and leftovers of killed runs.
    pub removed: Vec<String>,
    /// Number of files that already had the right text.
    pub unchanged: usize,
}

impl Files {
    /// Creates the empty output of a back end in the folder `root`.
    pub(crate) fn output(backend: &'static Backend, root: &str) -> Self {
        let output = Output { backend, root: root.to_owned() };
        Self { by_path: BTreeMap::new(), outputs: vec![output] }
    }

    /// Adds a file, or replaces it.
    ///
    /// `path` is relative, with `/` between names. Any text is accepted here. If it is not such a path, as with
    /// `../a.rs`, `/a.rs` or `c:a.rs`, [`compare`](Self::compare) and [`write_to`](Self::write_to) fail before they
    /// touch anything.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.by_path.insert(path.into(), text.into());
    }

    /// Returns paths and texts, ascending by path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.by_path.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Returns the text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.by_path.get(path).map(String::as_str)
    }

    /// Returns the number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// Returns whether there are no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// Adds all files of `other`. If both have a path, the text of `other` is kept.
    pub fn extend(&mut self, other: Self) {
        self.by_path.extend(other.by_path);
        for output in other.outputs {
            if !self.outputs.contains(&output) {
                self.outputs.push(output);
            }
        }
    }

    /// Moves all files into `folder`, a relative path with `/` between names.
    #[must_use]
    pub fn in_folder(self, folder: &str) -> Self {
        let inside =
            |path: &str| if path.is_empty() { folder.to_owned() } else { format!("{folder}/{path}") };
        let by_path = self.by_path.into_iter().map(|(path, text)| (inside(&path), text)).collect();
        let outputs = self.outputs.into_iter().map(|output| Output { root: inside(&output.root), ..output });
        Self { by_path, outputs: outputs.collect() }
    }

    /// Returns how `dir` differs, ascending by path. If `dir` does not exist, every file is missing.
    ///
    /// Line ends may be `\n` or `\r\n`.
    ///
    /// A file counts as generated if its first line is the header of the same kind of output, Rust or pages, and no
    /// other output contains it. Generated files are [`Stale`](DifferenceKind::Stale) if they lie where this kind of
    /// output puts its files.
    ///
    /// # Errors
    /// [`Error::Io`] if something exists and cannot be read, or if a path leads out of `dir`.
    pub fn compare(&self, dir: &Path) -> Result<Vec<Difference>, Error> {
        self.check_paths()?;
        let mut survey = Survey::new(self, dir)?;
        let mut differences = Vec::new();
        for (path, text) in &self.by_path {
            let kind = match read_if_there(&dir.join(path))? {
                // Writing would replace a link that leads nowhere.
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

    /// Makes `dir` contain these files. Writes those that differ, and removes stale files, the folders that this
    /// leaves empty, and what killed runs left. Files with the right text keep their time stamps. Files that are
    /// replaced keep their permissions and, on Unix, their group and if possible their owner.
    ///
    /// No file is ever half written. All texts are first written to a temporary folder in `dir`, whose name ends in
    /// `.tl-tmp`, and then moved to their places. Folders in `dir` must therefore be on the same file system as `dir`.
    /// A link to a folder on another one is an error.
    ///
    /// - After an error before the first move, nothing has changed.
    /// - If a move fails, some files may be new and the others old. Files are moved from the inner folders
    ///   outwards, `mod.rs` last in its folder, so that the root of a module is still the old one.
    /// - Files are removed after all moves. If one cannot be removed, it stays, and so may others.
    ///
    /// Several runs may write to one directory at the same time. Each file then has the text of one of them. If a run
    /// is killed, the next one removes its temporary folder.
    ///
    /// # Errors
    /// [`Error::Foreign`] if a file would be overwritten that was not generated; nothing is written then. An empty
    /// file may be overwritten. Otherwise [`Error::Io`] with the path.
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
    /// [`Error::Io`] with the path.
    pub fn overwrite(&self, dir: &Path) -> Result<Written, Error> {
        self.apply(self.compare(dir)?, dir)
    }

    fn apply(&self, differences: Vec<Difference>, dir: &Path) -> Result<Written, Error> {
        let mut done = Written::default();
        let (leftovers, differences): (Vec<_>, Vec<_>) =
            differences.into_iter().partition(|difference| difference.kind == DifferenceKind::Leftover);
        // These first, since they take room on the disk.
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
}

/// Returns whether `path` consists of names only, so that it stays inside of what it is joined to.
fn is_inner(path: &str) -> bool {
    path.split('/').all(|name| !["", ".", ".."].contains(&name) && !name.contains(['\\', ':', '\0']))
}

/// Returns the lines of `text` without their ends, which are `\n` or `\r\n`, and whether each has one.
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

/// Returns whether nothing is there: a folder on the way may be missing, or be a file, which writing will report.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Removes what is at `path` in `dir`, which another run may have done, and the folders on the way that are empty
/// then.
fn remove(dir: &Path, path: &str) -> Result<(), Error> {
    let place = dir.join(path);
    let removed = if place.is_dir() { staged::remove_abandoned(&place) } else { fs::remove_file(&place) };
    match removed {
        Err(e) if !is_absent(&e) => return Err(Error::io(Operation::Remove, &place, e)),
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

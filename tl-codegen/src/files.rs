//! What was generated, as data; and the way from there to a directory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
    /// The file holds this text instead.
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

    /// Adds all files of `other`.
    pub fn extend(&mut self, other: Self) {
        self.by_path.extend(other.by_path);
    }

    /// How `dir` differs, ascending by path. A directory that does not exist lacks every file.
    ///
    /// # Errors
    /// [`Error::Io`] where something is there and cannot be read.
    pub fn compare(&self, dir: &Path) -> Result<Vec<Difference>, Error> {
        let mut differences = Vec::new();
        for (path, text) in &self.by_path {
            let kind = match read_if_there(&dir.join(path))? {
                None => DifferenceKind::Missing,
                Some(found) if found == text.as_bytes() => continue,
                Some(found) => DifferenceKind::Changed(String::from_utf8_lossy(&found).into_owned()),
            };
            differences.push(Difference { path: path.clone(), kind });
        }
        let stale = self.stale(dir)?;
        differences.extend(stale.into_iter().map(|path| Difference { path, kind: DifferenceKind::Stale }));
        differences.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(differences)
    }

    /// Makes `dir` hold these files: writes those that differ and removes files that were generated before and are
    /// no longer. Files that are as they should be keep their time stamps.
    ///
    /// Every text is written beside its place before the first is renamed, so that a write that fails changes
    /// nothing.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn write_to(&self, dir: &Path) -> Result<Written, Error> {
        let differences = self.compare(dir)?;
        let mut staged = Staged::default();
        for (path, text) in
            self.by_path.iter().filter(|(path, _)| differences.iter().any(|d| d.path == **path))
        {
            staged.add(&dir.join(path), text)?;
        }
        staged.commit()?;
        let mut done = Written { unchanged: self.len(), ..Written::default() };
        for Difference { path, kind } in differences {
            if kind == DifferenceKind::Stale {
                let stale = dir.join(&path);
                fs::remove_file(&stale).map_err(|e| Error::io(Operation::Remove, &stale, e))?;
                done.removed.push(path);
            } else {
                done.unchanged -= 1;
                done.written.push(path);
            }
        }
        Ok(done)
    }

    /// Generated files below the folders at the top of these files that are not among them.
    fn stale(&self, dir: &Path) -> Result<Vec<String>, Error> {
        // What is beside these folders may belong to other modules.
        let tops: BTreeSet<&str> =
            self.by_path.keys().filter_map(|path| path.split_once('/')).map(|(top, _)| top).collect();
        let mut folders: Vec<String> = tops.into_iter().map(str::to_owned).collect();
        let mut stale = Vec::new();
        while let Some(folder) = folders.pop() {
            for (name, is_folder) in entries(&dir.join(&folder))? {
                let path = format!("{folder}/{name}");
                if is_folder {
                    folders.push(path);
                } else if !self.by_path.contains_key(&path) && is_generated(&dir.join(&path))? {
                    stale.push(path);
                }
            }
        }
        Ok(stale)
    }
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
        let kind = entry.file_type().map_err(error)?;
        if let (false, Ok(name)) = (kind.is_symlink(), entry.file_name().into_string()) {
            found.push((name, kind.is_dir()));
        }
    }
    Ok(found)
}

fn is_generated(path: &Path) -> Result<bool, Error> {
    Ok(read_if_there(path)?.is_some_and(|bytes| bytes.starts_with(rust_header().as_bytes())))
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

/// Texts written beside their places. What was not committed is removed, and so are folders made in vain.
#[derive(Debug, Default)]
struct Staged {
    files: Vec<(PathBuf, PathBuf)>,
    /// Those that were not there before, outer ones first.
    folders: Vec<PathBuf>,
}

impl Staged {
    fn add(&mut self, path: &Path, text: &str) -> Result<(), Error> {
        if let Some(folder) = path.parent() {
            let new: Vec<_> =
                folder.ancestors().take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
            self.folders.extend(new.into_iter().rev());
            fs::create_dir_all(folder).map_err(|e| Error::io(Operation::CreateDir, folder, e))?;
        }
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}.tmp", std::process::id()));
        let beside = PathBuf::from(beside);
        self.files.push((beside.clone(), path.to_owned()));
        fs::write(&beside, text).map_err(|e| Error::io(Operation::Write, path, e))
    }

    fn commit(mut self) -> Result<(), Error> {
        while let Some((beside, path)) = self.files.pop() {
            if let Err(e) = fs::rename(&beside, &path) {
                self.files.push((beside, path.clone()));
                return Err(Error::io(Operation::Write, &path, e));
            }
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (beside, _) in &self.files {
            // It may never have come to be.
            let _ = fs::remove_file(beside);
        }
        for folder in self.folders.iter().rev() {
            // Folders that hold anything stay.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(texts: &[(&str, &str)]) -> Files {
        let mut files = Files::default();
        for (path, text) in texts {
            files.insert(*path, format!("{}{text}", rust_header()));
        }
        files
    }

    fn names_below(dir: &Path) -> Vec<String> {
        let mut names = entries(dir).unwrap();
        names.extend(entries(&dir.join("types")).unwrap());
        let mut names: Vec<_> = names.into_iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn a_second_write_writes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let files = files(&[("mod.rs", "a"), ("types/mod.rs", "b")]);
        assert_eq!(files.write_to(dir.path()).unwrap().written, ["mod.rs", "types/mod.rs"]);
        let again = files.write_to(dir.path()).unwrap();
        assert_eq!(again, Written { unchanged: 2, ..Written::default() });
        assert_eq!(files.compare(dir.path()).unwrap(), []);
    }

    #[test]
    fn what_is_no_longer_generated_is_removed_and_what_a_person_wrote_stays() {
        let dir = tempfile::tempdir().unwrap();
        let before = files(&[("types/mod.rs", ""), ("types/old.rs", ""), ("types/ns/inner.rs", "")]);
        before.write_to(dir.path()).unwrap();
        fs::write(dir.path().join("types/mine.rs"), "// mine").unwrap();
        let now = files(&[("types/mod.rs", "")]);
        let stale = ["types/ns/inner.rs", "types/old.rs"]
            .map(|path| Difference { path: path.to_owned(), kind: DifferenceKind::Stale });
        assert_eq!(now.compare(dir.path()).unwrap(), stale);
        assert_eq!(now.write_to(dir.path()).unwrap().removed, ["types/ns/inner.rs", "types/old.rs"]);
        assert_eq!(names_below(dir.path()), ["mine.rs", "mod.rs", "ns", "types"]);
    }

    #[test]
    fn a_write_that_fails_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let before = files(&[("mod.rs", "before")]);
        before.write_to(dir.path()).unwrap();
        // A file stands where a folder is needed.
        fs::write(dir.path().join("types"), "in the way").unwrap();
        let error = files(&[("mod.rs", "after"), ("types/mod.rs", "")]).write_to(dir.path()).unwrap_err();
        assert!(error.to_string().contains("types"), "{error}");
        assert_eq!(before.compare(dir.path()).unwrap(), []);
        assert_eq!(names_below(dir.path()), ["mod.rs", "types"]);
        let more = files(&[("deep/er/mod.rs", ""), ("types/mod.rs", "")]);
        more.write_to(dir.path()).unwrap_err();
        assert!(!dir.path().join("deep").exists(), "a folder was made in vain");
    }

    #[test]
    fn a_rename_that_fails_leaves_whole_files_and_no_litter() {
        let dir = tempfile::tempdir().unwrap();
        // A folder stands where a file is needed, which only the rename finds.
        fs::create_dir_all(dir.path().join("types/mod.rs/inner")).unwrap();
        let error = files(&[("a.rs", ""), ("types/mod.rs", "")]).write_to(dir.path()).unwrap_err();
        assert!(error.to_string().contains("mod.rs"), "{error}");
        assert!(names_below(dir.path()).iter().all(|name| !name.ends_with(".tmp")));
    }
}

//! Writes texts to a temporary folder and then moves them to their final paths, so that no file is ever half written. A
//! *run* is a call that writes files to a directory. Several runs may use one directory at the same time.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use super::attributes::Attributes;
use crate::error::{Error, Operation};

/// Suffix of the names of temporary folders and of moved [`PROBE`] files. Earlier versions wrote temporary files with
/// this suffix next to the final files.
const TEMPORARY: &str = ".tl-tmp";

/// Name of a file in a temporary folder. The run that created the folder keeps this file locked. The system unlocks the
/// file when the run ends, even if the run is killed.
const LOCK: &str = "lock";

/// Name of an empty file that is moved to a folder, to check whether files can be moved there.
pub(super) const PROBE: &str = "probe";

/// Maximum number of repetitions of an operation that fails because other runs remove empty folders at the same time.
const ATTEMPTS: usize = 100;

/// Texts that were written to a temporary folder of `dir`. On drop, texts that were not committed are removed, together
/// with the folders that were created for them.
#[derive(Debug)]
pub(super) struct Staged<'a> {
    dir: &'a Path,
    folder: Option<TemporaryFolder>,
    files: Vec<StagedFile>,
    /// Folders that this run created, outer ones first.
    made: Vec<PathBuf>,
}

#[derive(Debug)]
struct StagedFile {
    temporary: PathBuf,
    path: PathBuf,
}

impl<'a> Staged<'a> {
    pub(super) fn new(dir: &'a Path) -> Self {
        Self { dir, folder: None, files: Vec::new(), made: Vec::new() }
    }

    /// Writes `text` to the temporary folder. `path` is its final path in the directory.
    pub(super) fn add(&mut self, path: &str, text: &str) -> Result<(), Error> {
        let path = self.dir.join(path);
        let name = self.files.len().to_string();
        let temporary = self.folder()?.join(name);
        self.stage(&temporary, &path, text).map_err(|e| Error::io(Operation::Write, &path, e))?;
        self.files.push(StagedFile { temporary, path });
        Ok(())
    }

    fn stage(&self, temporary: &Path, path: &Path, text: &str) -> io::Result<()> {
        let attributes = Attributes::of(path)?;
        let mut file = File::create_new(temporary)?;
        file.write_all(text.as_bytes())?;
        attributes.map_or(Ok(()), |attributes| attributes.apply_to(&file))
    }

    fn folder(&mut self) -> Result<&Path, Error> {
        let folder = match self.folder.take() {
            Some(folder) => folder,
            None => {
                self.make(self.dir)?;
                let folder = TemporaryFolder::new(self.dir);
                folder.map_err(|e| Error::io(Operation::CreateDir, self.dir, e))?
            }
        };
        Ok(&self.folder.insert(folder).path)
    }

    fn make(&mut self, folder: &Path) -> Result<(), Error> {
        let new: Vec<_> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
        self.made.extend(new.into_iter().rev().map(Path::to_owned));
        create_folders(folder).map_err(|e| Error::io(Operation::CreateDir, folder, e))
    }

    /// Moves every text to its final path. Inner folders come first, and `mod.rs` is last in each folder, so a file
    /// that declares modules changes after these modules.
    pub(super) fn commit(mut self) -> Result<(), Error> {
        self.make_folders()?;
        self.files.sort_by_key(|file| {
            let depth = file.path.components().count();
            (Reverse(depth), file.path.ends_with("mod.rs"))
        });
        for StagedFile { temporary, path } in &self.files {
            move_file(temporary, path).map_err(|e| Error::io(Operation::Write, path, e))?;
        }
        Ok(())
    }

    /// Creates the folders of all files, and checks whether files can be moved there.
    fn make_folders(&mut self) -> Result<(), Error> {
        let folders: BTreeSet<_> = self.files.iter().filter_map(|file| file.path.parent()).collect();
        let folders: Vec<_> =
            folders.into_iter().filter(|folder| *folder != self.dir).map(Path::to_owned).collect();
        for folder in folders {
            self.make(&folder)?;
            let probe = self.folder()?.join(PROBE);
            let place = folder.join(format!("{PROBE}.{}{TEMPORARY}", unique()));
            let moved = File::create(&probe).and_then(|_| move_file(&probe, &place));
            moved.map_err(|e| Error::io(Operation::Write, &folder, explained(e)))?;
            // Another run may have removed the file as a leftover.
            let _ = fs::remove_file(&place);
        }
        Ok(())
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        self.folder = None;
        for folder in self.made.iter().rev() {
            // A folder that is not empty is kept.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// If a move failed because the folder is on another file system, replaces the message of the operating system with a
/// clearer one.
fn explained(error: io::Error) -> io::Error {
    match error.kind() {
        kind @ io::ErrorKind::CrossesDevices => {
            io::Error::new(kind, "the folder is on another file system than the output directory")
        }
        _ => error,
    }
}

/// Moves a file. Creates the folder of `to` again if another run removed it while it was empty.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    let mut attempts = 1;
    loop {
        match fs::rename(from, to) {
            Err(e) if e.kind() == io::ErrorKind::NotFound && attempts < ATTEMPTS => attempts += 1,
            result => return result,
        }
        create_folders(to.parent().unwrap_or(Path::new("")))?;
    }
}

/// Creates a folder and the folders around it. Tries again if another run removes one of them while it is empty.
fn create_folders(folder: &Path) -> io::Result<()> {
    let mut attempts = 0;
    loop {
        match fs::create_dir_all(folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound && attempts < ATTEMPTS => attempts += 1,
            result => return result,
        }
    }
}

/// A locked folder that is removed with its files on drop. It remains if the run is killed, or if it
/// cannot be removed.
#[derive(Debug)]
pub(super) struct TemporaryFolder {
    pub(super) path: PathBuf,
    _lock: File,
}

impl TemporaryFolder {
    /// Creates and locks a folder in `dir`. Before the folder is locked, another run may remove it as a leftover. If
    /// that happens, creates a folder with another name.
    pub(super) fn new(dir: &Path) -> io::Result<Self> {
        let mut attempts = 1;
        loop {
            let path = dir.join(format!(".{}{TEMPORARY}", unique()));
            match fs::create_dir(&path).and_then(|()| lock_new(&path)) {
                Ok(Some(lock)) => return Ok(Self { path, _lock: lock }),
                // Another run locked the file first, to remove the folder or to check whether it is in use. If that run
                // only checked, the folder still exists and is removed here.
                Ok(None) => drop(remove_abandoned(&path)),
                // The name exists already. Process ids are not unique if runs are in different containers.
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) if e.kind() == io::ErrorKind::NotFound && attempts < ATTEMPTS => {
                    attempts += 1;
                    create_folders(dir)?;
                }
                Err(e) => return Err(e),
            }
        }
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // If this fails, the next run removes the folder.
        let _ = remove_locked(&self.path);
    }
}

/// Creates and locks the lock file of a folder. Returns `None` if another run locked or removed it first.
fn lock_new(folder: &Path) -> io::Result<Option<File>> {
    let path = folder.join(LOCK);
    let file = File::create_new(&path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        // Some file systems have no locks. On these, a folder with a lock file is never treated as a leftover.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(path.exists().then_some(file)),
    }
}

/// Returns whether `folder` is a temporary folder that is empty or whose run has ended.
pub(super) fn is_abandoned(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.and_then(final_name) == Some("") && lock_abandoned(folder).is_ok()
}

/// Locks the temporary folder of a run that has ended. Returns `None` if the folder is empty. Returns an error if the
/// folder is in use. Also returns an error if it contains files but no lock file: no run creates such a folder.
fn lock_abandoned(folder: &Path) -> io::Result<Option<File>> {
    match File::options().read(true).write(true).open(folder.join(LOCK)) {
        Ok(file) => file.try_lock().map(|()| Some(file)).map_err(io::Error::from),
        Err(e) if e.kind() == io::ErrorKind::NotFound => match fs::read_dir(folder)?.next() {
            None => Ok(None),
            Some(_) => Err(io::ErrorKind::DirectoryNotEmpty.into()),
        },
        Err(e) => Err(e),
    }
}

/// Removes a temporary folder if it is empty or its run has ended. A folder that is locked, or that contains files but
/// no lock file, is kept. The caller must check the name.
pub(super) fn remove_abandoned(folder: &Path) -> io::Result<()> {
    match lock_abandoned(folder) {
        Ok(Some(_lock)) => remove_locked(folder),
        Ok(None) => remove_empty(folder),
        Err(_) => Ok(()),
    }
}

/// Removes a temporary folder whose lock file this run has locked. The lock file is removed last.
fn remove_locked(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() != LOCK {
            fs::remove_file(entry.path())?;
        }
    }
    // The lock file is removed while it is locked. Other runs find it either locked or removed.
    fs::remove_file(folder.join(LOCK))?;
    remove_empty(folder)
}

fn remove_empty(folder: &Path) -> io::Result<()> {
    match fs::remove_dir(folder) {
        // Another run is about to lock the folder.
        Err(e) if e.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
        result => result,
    }
}

/// Returns the name without its temporary suffix: `mod.rs` for `mod.rs.123-0.tl-tmp`. Returns `None` if it has no such
/// suffix.
pub(super) fn final_name(name: &str) -> Option<&str> {
    let (name, unique) = name.strip_suffix(TEMPORARY)?.rsplit_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (process, count) = unique.split_once('-')?;
    (is_number(process) && is_number(count)).then_some(name)
}

/// Returns a text such as `123-0`: the id of the process and a counter. No call in another running process returns the
/// same text, unless that process is in another container.
fn unique() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

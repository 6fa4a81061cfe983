//! Finds the source files to read.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{self, Path, PathBuf};

use crate::error::{Error, Operation};
use crate::rust::ConfigError;

/// Returns all files in `paths`, and the files `*.rs` at any depth in all folders in `paths`. The result is sorted. It
/// is an error if a folder contains `output`, the folder for generated files.
pub(super) fn find(paths: &[PathBuf], output: Option<&Path>) -> Result<Vec<PathBuf>, Error> {
    let mut search =
        Search { output: output.map(without_links), seen: HashSet::new(), found: BTreeSet::new() };
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => search.folder(path)?,
            Ok(_) => _ = search.found.insert(path.clone()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(wrong(path, "does not exist")),
            Err(error) => return Err(Error::io(Operation::Read, path, error)),
        }
    }
    Ok(search.found.into_iter().collect())
}

struct Search {
    /// The folder for generated files, with links resolved.
    output: Option<PathBuf>,
    /// Folders that were read, with links resolved. A folder is not read again, because links may form loops.
    seen: HashSet<PathBuf>,
    found: BTreeSet<PathBuf>,
}

impl Search {
    fn folder(&mut self, path: &Path) -> Result<(), Error> {
        let mut open = vec![path.to_owned()];
        while let Some(folder) = open.pop() {
            let failed = |error| Error::io(Operation::Read, &folder, error);
            let target = fs::canonicalize(&folder).map_err(failed)?;
            if self.output.as_ref().is_some_and(|output| output.starts_with(&target)) {
                return Err(wrong(path, "contains the folder that generated files are written to"));
            }
            if !self.seen.insert(target) {
                continue;
            }
            for path in entries(&folder).map_err(failed)? {
                // A link without a target, such as the lock file of an editor, has no metadata.
                match fs::metadata(&path) {
                    Ok(metadata) if metadata.is_dir() => open.push(path),
                    Ok(metadata) if metadata.is_file() && path.extension() == Some("rs".as_ref()) => {
                        self.found.insert(path);
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// Returns the paths of the entries of `folder`, in ascending order.
fn entries(folder: &Path) -> io::Result<BTreeSet<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

/// Returns the absolute path of a folder with links resolved. The folder may not exist yet.
fn without_links(path: &Path) -> PathBuf {
    let path = path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let resolved = |ancestor: &Path| {
        let rest = path.strip_prefix(ancestor).ok()?;
        Some(fs::canonicalize(ancestor).ok()?.join(rest))
    };
    path.ancestors().find_map(resolved).unwrap_or_else(|| path.clone())
}

fn wrong(path: &Path, problem: &'static str) -> Error {
    Error::Config(ConfigError { key: "used", value: path.display().to_string(), problem: problem.into() })
}

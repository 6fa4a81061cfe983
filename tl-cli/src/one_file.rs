//! Writes one generated file, or compares it with the file on the disk.

use std::fs;
use std::mem;
use std::path::{Path, PathBuf};

use tl_codegen::{Difference, DifferenceKind, Files, Operation};

use crate::difference;
use crate::error::Error;
use crate::report::Report;
use crate::signals;

/// A text, and the path that it is written to.
pub(crate) struct OneFile {
    folder: PathBuf,
    files: Files,
    /// The path of a pipe or a device, and the text. The text is written directly to this path, because a pipe or a
    /// device cannot be replaced with a new file. `None` for regular files.
    stream: Option<(PathBuf, String)>,
}

impl OneFile {
    /// Prepares writing `text` to `path`. If `path` is a symbolic link, the file that it points to is used.
    pub(crate) fn new(path: &Path, text: String) -> Result<Self, Error> {
        if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            let stream = Some((path.to_owned(), text));
            return Ok(Self { folder: PathBuf::new(), files: Files::default(), stream });
        }
        let path = &behind_links(path);
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| Error::NoFileName(path.display().to_string()))?;
        let mut files = Files::default();
        files.insert(name, text);
        Ok(Self { folder: path.parent().map(Path::to_owned).unwrap_or_default(), files, stream: None })
    }

    /// Writes the text. Returns whether the file changed, or `true` for a pipe or a device.
    ///
    /// # Errors
    /// Returns [`Foreign`](tl_codegen::Error::Foreign) if [`Self::differences`] returns [`DifferenceKind::Foreign`].
    /// The file is not changed then.
    pub(crate) fn write(&self, may_replace: impl Fn(&str) -> bool) -> Result<bool, Error> {
        if let Some((path, text)) = &self.stream {
            let written = fs::write(path, text);
            let error =
                |source| tl_codegen::Error::Io { operation: Operation::Write, path: path.clone(), source };
            return written.map(|()| true).map_err(|e| error(e).into());
        }
        for difference in self.differences(may_replace)? {
            if let DifferenceKind::Foreign(_) = difference.kind {
                let paths = vec![self.folder.join(difference.path)];
                return Err(tl_codegen::Error::Foreign { paths }.into());
            }
        }
        let done = signals::finish(|| self.files.overwrite(&self.folder))?;
        Ok(!done.written.is_empty())
    }

    /// Returns the folder that contains the file.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Prints `differences`, which [`Self::differences`] returned.
    pub(crate) fn show(&self, differences: &[Difference], report: &mut Report) -> Result<(), Error> {
        difference::show(differences, &self.files, &self.folder, report)
    }

    /// Returns how the file differs from the text. Also returns the temporary files that killed runs left in the folder
    /// of the file. The file is [`DifferenceKind::Foreign`] if it was not generated and `may_replace` returns `false`
    /// for its content. A file counts as generated if it is empty or has the header of generated files.
    pub(crate) fn differences(&self, may_replace: impl Fn(&str) -> bool) -> Result<Vec<Difference>, Error> {
        if let Some((path, _)) = &self.stream {
            return Err(Error::NoFileName(path.display().to_string()));
        }
        let mut differences = self.files.compare(&self.folder)?;
        for Difference { kind, .. } in &mut differences {
            if let DifferenceKind::Foreign(text) = kind
                && may_replace(text)
            {
                *kind = DifferenceKind::Changed(mem::take(text));
            }
        }
        Ok(differences)
    }

    /// Returns an error if the file has several hard links and would change. Only one link would be replaced, and the
    /// others would keep the old text.
    #[cfg(unix)]
    pub(crate) fn check_links(&self) -> Result<(), Error> {
        use std::os::unix::fs::MetadataExt;
        for Difference { path, kind } in self.differences(|_| true)? {
            let path = self.folder.join(path);
            let links = fs::metadata(&path).map_or(1, |found| found.nlink());
            if matches!(kind, DifferenceKind::Changed(_)) && links > 1 {
                return Err(Error::HardLinks { path: path.display().to_string(), links });
            }
        }
        Ok(())
    }

    #[cfg(not(unix))]
    pub(crate) fn check_links(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// Follows symbolic links from `path`. There may be no file at the path that is returned.
fn behind_links(path: &Path) -> PathBuf {
    const MOST: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST {
        let Ok(target) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
}

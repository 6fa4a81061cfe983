//! One file that is written, or compared with what it would be.

use std::fs;
use std::path::{Path, PathBuf};

use tl_codegen::{Files, Operation};

use crate::difference;
use crate::error::Error;
use crate::report::Report;

/// A text and its place.
pub(crate) struct OneFile {
    folder: PathBuf,
    files: Files,
    /// The path and the text, where it is a pipe or a device, which is written to and not replaced.
    stream: Option<(PathBuf, String)>,
}

impl OneFile {
    /// Where `path` is a link, the file behind it is meant.
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

    /// Writes the text where it changes something; whether it does.
    pub(crate) fn write(&self) -> Result<bool, Error> {
        if let Some((path, text)) = &self.stream {
            let written = fs::write(path, text);
            let error =
                |source| tl_codegen::Error::Io { operation: Operation::Write, path: path.clone(), source };
            return written.map(|()| true).map_err(|e| error(e).into());
        }
        Ok(!self.files.write_to(&self.folder)?.written.is_empty())
    }

    /// Shows how what is there differs; whether it does.
    pub(crate) fn compare(&self, report: &mut Report) -> Result<bool, Error> {
        if let Some((path, _)) = &self.stream {
            return Err(Error::NoFileName(path.display().to_string()));
        }
        Ok(difference::show(&self.files, &self.folder, report)? > 0)
    }
}

/// What `path` leads to, which need not be there.
fn behind_links(path: &Path) -> PathBuf {
    const MOST: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST {
        let Ok(target) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
}

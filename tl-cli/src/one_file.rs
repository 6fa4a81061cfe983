//! One file that is written, or compared with what it would be.

use std::fs;
use std::path::{Path, PathBuf};

use tl_codegen::Files;

use crate::difference::Shown;
use crate::error::Error;
use crate::report::Report;

/// A text and its place.
pub(crate) struct OneFile {
    folder: PathBuf,
    files: Files,
}

impl OneFile {
    /// Where `path` is a link, the file behind it is meant.
    pub(crate) fn new(path: &Path, text: String) -> Result<Self, Error> {
        let real = fs::canonicalize(path).ok().filter(|_| path.is_symlink());
        let path = real.as_deref().unwrap_or(path);
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| Error::NoFileName(path.display().to_string()))?;
        let mut files = Files::default();
        files.insert(name, text);
        Ok(Self { folder: path.parent().map(Path::to_owned).unwrap_or_default(), files })
    }

    /// Writes the text where it changes something; whether it does.
    pub(crate) fn write(&self) -> Result<bool, Error> {
        Ok(!self.files.write_to(&self.folder)?.written.is_empty())
    }

    /// Shows how what is there differs; whether it does.
    pub(crate) fn compare(&self, report: &mut Report) -> Result<bool, Error> {
        let differences = self.files.compare(&self.folder)?;
        for difference in &differences {
            report.say(Shown { difference, files: &self.files, dir: &self.folder })?;
        }
        Ok(!differences.is_empty())
    }
}

//! Properties that distinguish the files of one back end from all others.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A back end, described by the files that it generates.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Backend {
    /// First lines of its files, including those of earlier versions.
    pub(crate) headers: &'static [&'static str],
    /// Names that an output may have in its root folder.
    pub(crate) names: &'static [&'static str],
    /// The name, among `names`, of a file in the root folder of every output. Other folders of outputs have no such
    /// file.
    pub(crate) root: &'static str,
}

impl Backend {
    /// Returns whether the file at `path` begins with a header of this back end.
    pub(super) fn generated(&self, path: &Path) -> io::Result<bool> {
        let longest = self.headers.iter().map(|header| header.len()).max().unwrap_or(0);
        let mut begin = Vec::new();
        File::open(path)?.take(longest as u64 + 1).read_to_end(&mut begin)?;
        Ok(self.headers.iter().any(|header| {
            let (header, end) = (header.trim_end().as_bytes(), &[b"\n".as_slice(), b"\r\n"]);
            begin.strip_prefix(header).is_some_and(|rest| end.iter().any(|end| rest.starts_with(end)))
        }))
    }
}

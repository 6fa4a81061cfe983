//! Generated files as data, and the back ends that generate them.

use std::collections::BTreeMap;

/// Generated files: texts by relative path, with `/` between names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    pub(super) by_path: BTreeMap<String, String>,
    pub(super) outputs: Vec<Output>,
}

/// A generated module, book or site among the [`Files`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) backend: &'static Backend,
    /// Folder of the output, relative to the directory that the files are written to. Empty for that directory itself.
    pub(super) root: String,
}

/// A back end, described by the files that it generates.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Backend {
    /// Headers of its files, including those of earlier versions. A file begins with one of them.
    pub(crate) headers: &'static [&'static str],
    /// Names of the files and folders that an output may have in its root folder.
    pub(crate) names: &'static [&'static str],
    /// Name of a file that every output has in its root folder, and in no other folder. It is one of `names`.
    pub(crate) root: &'static str,
}

impl Files {
    /// Creates an output of `backend` in the folder `root`. It contains no files yet.
    pub(crate) fn output(backend: &'static Backend, root: &str) -> Self {
        let output = Output { backend, root: root.to_owned() };
        Self { by_path: BTreeMap::new(), outputs: vec![output] }
    }

    /// Adds or replaces a file.
    ///
    /// `path` is relative, with `/` between names. Other paths, such as `../a.rs`, `/a.rs` or `c:a.rs`, are accepted
    /// here, but [`compare`](Self::compare) and [`write_to`](Self::write_to) then fail before they change anything.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.by_path.insert(path.into(), text.into());
    }

    /// Returns paths and texts, in ascending order of paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.by_path.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Returns the paths, in ascending order.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.by_path.keys().cloned().collect()
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

    /// Returns `true` if this contains no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// Adds all files of `other`. If both contain a path, the text of `other` is kept.
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
}

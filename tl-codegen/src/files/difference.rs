//! Differences between a directory and generated files.

/// A difference between a directory and [`Files`](crate::Files).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path within the directory.
    pub path: String,
    /// The kind of the difference.
    pub kind: DifferenceKind,
}

/// The kinds of [`Difference`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The file does not exist.
    Missing,
    /// The file was generated with another text, or is empty. The value is the text on the disk, with `\n` as line
    /// ends.
    Changed(String),
    /// The file exists, was not generated, and is not empty. The value is its text, with `\n` as line ends. For a link
    /// to a file that does not exist, the value is empty.
    Foreign(String),
    /// The file was generated earlier and is no longer among the generated files.
    Stale,
    /// A temporary file or folder of a run that was killed.
    Leftover,
}

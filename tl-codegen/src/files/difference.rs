//! How a directory differs from generated files.

/// How a directory differs from [`Files`](crate::Files).
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

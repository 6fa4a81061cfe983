//! An item of what is generated for a program, and why it is there.

use std::fmt;

/// An item that a program needs. It is shown as a sentence: `functions::auth::CancelCode is named`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its path within the module: `types::auth::SentCode`.
    pub path: String,
    /// Why it is generated: `is named`, `is a root`, or which other item leads to it.
    pub reason: String,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.reason)
    }
}

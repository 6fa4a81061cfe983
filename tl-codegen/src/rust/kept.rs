//! Describes an item that is generated for a program and the reason for it.

use std::fmt;

/// An item that a program needs. It is displayed as a sentence: `functions::auth::CancelCode is named`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The path within the generated module, such as `types::auth::SentCode`.
    pub path: String,
    /// The reason for generating the item: `is named`, `is a root`, or the other item that needs it.
    pub reason: String,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.reason)
    }
}

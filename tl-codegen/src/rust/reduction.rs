//! The result of removing the items that a program does not use.

use std::collections::BTreeSet;
use std::fmt;

/// The result of removing items: the names that can change the result, and the items that were kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reduction {
    /// Names without `r#`. The needed items depend on which of these names the sources contain. The names are `NAMES`,
    /// `Other`, and those of all modules, items, fields, variants, getters, and methods for flags in the code of the
    /// whole schema.
    pub(crate) words: BTreeSet<String>,
    pub(crate) kept: Vec<Kept>,
}

/// An item that a program needs. It is displayed as a sentence, such as `functions::auth::CancelCode is named`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The path within the generated module, such as `types::auth::SentCode`.
    pub path: String,
    /// The reason for generating the item: `is named`, `is a root`, or a text that names the item that needs this one,
    /// such as `is in the result of functions::auth::SignIn`.
    pub reason: String,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.reason)
    }
}

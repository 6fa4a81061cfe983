//! What a program needs of a schema.

use crate::passing::{NONE, Passing};
use crate::used::Used;

/// What a program needs of a schema. The default is everything that Rust can express.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// What it uses. If this is given, only that is generated, and the [`roots`](crate::Config::roots) with all that they need.
    pub used: Option<&'a Used>,
    /// The schemas of other layers, whose values are passed over.
    pub passing: &'a Passing,
    /// Whether what Rust cannot express is left out, with a warning for each declaration.
    pub lenient: bool,
}

impl Program<'_> {
    /// Whether types contain values of other types as bytes, and all enums have a variant for these.
    pub(crate) fn has_unread(self) -> bool {
        self.used.is_some() || !self.passing.is_empty()
    }
}

impl Default for Program<'_> {
    fn default() -> Self {
        Self { used: None, passing: &NONE, lenient: false }
    }
}

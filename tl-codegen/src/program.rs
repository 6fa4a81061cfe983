//! Options that depend on the program that uses the generated code.

use crate::passing::{NONE, Passing};
use crate::used::Used;

/// Options that depend on the program that uses the generated code. The default is to generate the whole schema.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// The names that the program uses. If they are given, only the items that they need are generated, and the
    /// [`roots`](crate::Config::roots) with everything that these need.
    pub used: Option<&'a Used>,
    /// Schemas of other layers, whose values are passed over.
    pub passing: &'a Passing,
    /// Whether declarations that Rust cannot express are left out, with a warning for each of them.
    pub lenient: bool,
}

impl Program<'_> {
    /// Returns whether types contain values of other types as bytes, and all enums have a variant for such values.
    pub(crate) fn has_unread(self) -> bool {
        self.used.is_some() || !self.passing.is_empty()
    }
}

impl Default for Program<'_> {
    fn default() -> Self {
        Self { used: None, passing: &NONE, lenient: false }
    }
}

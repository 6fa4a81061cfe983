//! Warnings of a run that succeeded.

use tl_parser::{Diagnostics, SourceMap, render};

/// Warnings about schemas or overlays, and the texts that they refer to.
#[derive(Debug, Default)]
pub struct Warnings {
    /// The warnings, sorted by position.
    pub diagnostics: Diagnostics,
    /// The texts that the warnings refer to.
    pub sources: SourceMap,
}

impl Warnings {
    /// Returns one line for each warning.
    pub(crate) fn lines(&self) -> Vec<String> {
        render::short(&self.diagnostics, &self.sources).lines().map(str::to_owned).collect()
    }
}

//! Determines the width of text on standard output.

use std::env;
use std::io;

use terminal_size::{Width, terminal_size_of};

/// Width of prose that does not go to a terminal, in columns.
const PAGE: usize = 100;

/// Smaller numbers of columns are ignored, because no text would be readable.
const NARROWEST: usize = 20;

/// The number of columns of standard output, if it is a terminal or `COLUMNS` is set.
///
/// On a terminal, everything is wrapped or shortened to fit. In files and pipes, prose is wrapped at [`PAGE`] columns,
/// and declarations stay on one line each, so that other programs can search them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns(pub(crate) Option<usize>);

impl Columns {
    /// Returns the columns of standard output.
    pub(crate) fn of_stdout() -> Self {
        let terminal = terminal_size_of(io::stdout()).map(|(Width(columns), _)| columns.into());
        let variable = || env::var("COLUMNS").ok()?.parse().ok();
        Self(terminal.or_else(variable).filter(|&columns| columns >= NARROWEST))
    }

    /// Returns the width of prose.
    pub(crate) fn prose(self) -> usize {
        self.0.unwrap_or(PAGE)
    }

    /// Returns the width of declarations.
    pub(crate) fn code(self) -> usize {
        self.0.unwrap_or(usize::MAX)
    }
}

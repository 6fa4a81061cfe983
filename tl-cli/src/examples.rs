//! Formats the examples in the help of a verb.

use std::fmt::Write;

use clap::builder::{StyledStr, Styles};

/// Formats examples. Each one consists of a purpose and a command line. A test runs the command lines in this order.
pub(crate) fn examples<const N: usize>(examples: [(&str, &str); N]) -> StyledStr {
    let styles = Styles::styled();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let mut text = StyledStr::new();
    // Writing to a string does not fail.
    let _ = write!(text, "{header}Examples:{header:#}");
    for (purpose, line) in examples {
        let _ = write!(text, "\n  {purpose}:\n    {literal}{line}{literal:#}");
    }
    text
}

//! Prints results, and what was not tested because a program or a file is missing.

use std::env;
use std::io::{self, Write as _};

/// Writes a line to standard error. `eprintln!` is not used, because the test harness hides its output.
pub(crate) fn print(line: &str) {
    let _ = writeln!(io::stderr(), "{}", line.trim_end());
}

/// Writes that `untested` was not tested.
///
/// # Panics
/// Panics if the variable `TL_REQUIRE_BROWSER` is set.
pub(crate) fn missing(untested: &str, reason: &str) {
    let report = format!("NOT TESTED: {untested}, because {reason}");
    assert!(env::var_os("TL_REQUIRE_BROWSER").is_none(), "{report}");
    print(&report);
}

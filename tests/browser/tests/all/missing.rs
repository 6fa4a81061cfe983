//! Reports tests that cannot run because a program is missing.

use std::env;
use std::io::{self, Write as _};

/// Writes to standard error that `untested` was not tested.
///
/// # Panics
/// Panics if the variable `TL_REQUIRE_BROWSER` is set.
pub(crate) fn report(untested: &str, reason: &str) {
    let report = format!("NOT TESTED: {untested}, because {reason}");
    assert!(env::var_os("TL_REQUIRE_BROWSER").is_none(), "{report}");
    // `eprintln!` is not used, because the test harness hides its output.
    let _ = writeln!(io::stderr(), "{report}");
}

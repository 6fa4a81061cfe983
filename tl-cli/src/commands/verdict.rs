//! The exit status of verbs that check something.

use std::process::ExitCode;

/// Returns the exit status of a verb whose check succeeded or failed.
pub(super) fn verdict(is_well: bool) -> ExitCode {
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

//! The exit status of verbs that check something.

use std::process::ExitCode;

/// The exit status of a verb that found out whether all is well.
pub(super) fn verdict(is_well: bool) -> ExitCode {
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

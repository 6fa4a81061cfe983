//! Prints how a directory differs from the files that would be written. For each changed file, prints a unified diff
//! that may be shortened.

use std::fmt::{self, Display};
use std::path::Path;
use std::time::Duration;

use similar::TextDiff;
use tl_codegen::{Difference, DifferenceKind, Files};

use crate::error::Error;
use crate::report::Report;

/// Maximum number of lines of a diff that are shown. Further lines are only counted.
const MOST_LINES: usize = 24;

/// Maximum time to spend on minimizing the diff of a file.
const PATIENCE: Duration = Duration::from_millis(300);

/// Prints how `dir` differs from `files`.
pub(crate) fn show(
    differences: &[Difference],
    files: &Files,
    dir: &Path,
    report: &mut Report,
) -> Result<(), Error> {
    for difference in differences {
        report.say(DisplayDifference { difference, files, dir })?;
    }
    Ok(())
}

/// Displays a [`Difference`] between `dir` and `files`.
pub(crate) struct DisplayDifference<'a> {
    pub(crate) difference: &'a Difference,
    pub(crate) files: &'a Files,
    pub(crate) dir: &'a Path,
}

impl Display for DisplayDifference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { difference: Difference { path, kind }, files, dir } = *self;
        let place = dir.join(path);
        let place = place.display();
        match kind {
            DifferenceKind::Missing => write!(f, "missing: {place}"),
            DifferenceKind::Foreign(_) => {
                write!(f, "not generated, overwritten only with `--force`: {place}")
            }
            DifferenceKind::Stale => write!(f, "no longer generated: {place}"),
            DifferenceKind::Leftover => write!(f, "left by a run that was killed: {place}"),
            DifferenceKind::Changed(found) => {
                write!(f, "changed: {place}")?;
                lines(f, &unified(found, files.get(path).unwrap_or_default()))
            }
        }
    }
}

fn unified(found: &str, wanted: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(found, wanted);
    diff.unified_diff().context_radius(1).header("found", "generated").to_string()
}

fn lines(f: &mut fmt::Formatter<'_>, diff: &str) -> fmt::Result {
    for line in diff.lines().take(MOST_LINES) {
        write!(f, "\n{line}")?;
    }
    match diff.lines().count().saturating_sub(MOST_LINES) {
        0 => Ok(()),
        1 => write!(f, "\n… and 1 more line"),
        more => write!(f, "\n… and {more} more lines"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(kind: DifferenceKind, wanted: &str) -> String {
        let mut files = Files::default();
        files.insert("mod.rs", wanted);
        let difference = Difference { path: "mod.rs".to_owned(), kind };
        DisplayDifference { difference: &difference, files: &files, dir: Path::new("out") }.to_string()
    }

    #[test]
    fn a_changed_file_is_shown_as_a_diff() {
        let text = shown(DifferenceKind::Changed("a\nb\nc\nd\n".to_owned()), "a\nb\nC\nd\n");
        assert_eq!(text, "changed: out/mod.rs\n--- found\n+++ generated\n@@ -2,3 +2,3 @@\n b\n-c\n+C\n d");
    }

    #[test]
    fn a_long_diff_is_shortened() {
        let text = shown(DifferenceKind::Changed(String::new()), &"x\n".repeat(100));
        assert_eq!(text.lines().count(), 1 + MOST_LINES + 1);
        assert!(text.ends_with("\n… and 79 more lines"), "{text}");
    }

    #[test]
    fn missing_stale_leftover_and_foreign_files_are_shown_without_a_diff() {
        assert_eq!(shown(DifferenceKind::Missing, ""), "missing: out/mod.rs");
        assert_eq!(shown(DifferenceKind::Stale, ""), "no longer generated: out/mod.rs");
        assert_eq!(shown(DifferenceKind::Leftover, ""), "left by a run that was killed: out/mod.rs");
        let foreign = shown(DifferenceKind::Foreign("a".to_owned()), "");
        assert_eq!(foreign, "not generated, overwritten only with `--force`: out/mod.rs");
    }
}

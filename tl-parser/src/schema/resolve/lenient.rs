//! Lenient resolution: leaves out declarations that have errors, and their dependents.

use std::collections::HashSet;

use super::dependents::Dependents;
use super::files::Files;
use super::passes::{Attempt, pass};
use crate::ast::{Item, ItemKind};
use crate::codes::{json, names};
use crate::schema::Dialect;
use crate::{Diagnostic, Diagnostics, Severity, Span};

/// Maximum number of rounds. Each round resolves all files, and leaves out the declarations with errors and their
/// dependents.
const ROUNDS: usize = 100;

/// Resolves the files repeatedly, each time without the declarations that had errors, until no more declarations must
/// be left out. The errors in declarations that are left out become warnings.
pub(super) fn resolve(files: &Files<'_, '_>, set: Option<Dialect>) -> Attempt {
    let items = Items::new(files);
    let mut dependents = Dependents::new(files);
    let mut left_out = HashSet::new();
    let mut problems: Vec<Diagnostic> =
        files.syntax_problems().map(|found| items.syntax_warning(found)).collect();
    // The first round chooses the dialect. It reads all declarations, so the dialect is the same as in strict mode.
    let mut known = files.known_dialect(set);
    for _ in 0..ROUNDS {
        let Attempt { schema, dialect, diagnostics } = pass(files, true, known.clone(), &left_out);
        known = Some(dialect.clone());
        let (errors, rest): (Vec<_>, Vec<_>) =
            diagnostics.into_iter().partition(|found| found.severity == Severity::Error);
        let broken: Vec<_> = errors.iter().filter(|error| !is_duplicate(error)).collect();
        let broken: HashSet<Span> = items.around_all(broken);
        // If two declarations have the same name, and the first declaration is left out in this round, the error about
        // the second declaration is not reported yet: the second declaration may be valid in the next round.
        let waits = |error: &Diagnostic| {
            is_duplicate(error)
                && error
                    .secondary
                    .iter()
                    .any(|first| items.around(first.span).is_some_and(|item| broken.contains(&item.span)))
        };
        let errors: Vec<_> = errors.into_iter().filter(|error| !waits(error)).collect();
        let before = left_out.len();
        left_out.extend(items.around_all(&errors));
        if left_out.len() == before {
            problems.extend(errors.into_iter().chain(rest));
            return Attempt { schema, dialect, diagnostics: sorted(problems) };
        }
        let errors = errors.into_iter().chain(dependents.leave_out(&mut left_out));
        problems.extend(errors.map(|error| as_warning(error, "the declaration is left out")));
    }
    // The last round still had errors, so there is no schema, and the errors are reported as errors.
    let Attempt { dialect, diagnostics: found, .. } = pass(files, true, known, &HashSet::new());
    Attempt {
        schema: None,
        dialect,
        diagnostics: sorted(found.into_iter().chain(files.syntax_problems().cloned()).collect()),
    }
}

fn is_duplicate(error: &Diagnostic) -> bool {
    error.code == names::DUPLICATE_COMBINATOR
}

fn sorted(problems: Vec<Diagnostic>) -> Diagnostics {
    let mut sorted = Diagnostics::default();
    sorted.extend(problems);
    sorted.sort();
    sorted
}

fn as_warning(mut problem: Diagnostic, note: &str) -> Diagnostic {
    problem.severity = Severity::Warning;
    problem.note(note)
}

/// All items of the files, sorted by position.
struct Items<'p, 's>(Vec<&'p Item<'s>>);

impl<'p, 's> Items<'p, 's> {
    fn new(files: &Files<'p, 's>) -> Self {
        let mut items: Vec<_> = files.parsed.iter().flat_map(|parsed| &parsed.document.items).collect();
        items.sort_by_key(|item| item.span);
        Self(items)
    }

    /// Returns the item that contains the start of `place`, or that ends there.
    fn around(&self, place: Span) -> Option<&'p Item<'s>> {
        let after = self.0.partition_point(|item| item.span.start <= place.start);
        let item = self.0[after.checked_sub(1)?];
        (place.start <= item.span.end).then_some(item)
    }

    /// Returns the spans of the items that contain the problems.
    fn around_all<'d>(&self, problems: impl IntoIterator<Item = &'d Diagnostic>) -> HashSet<Span> {
        problems
            .into_iter()
            .filter_map(|problem| self.around(problem.primary.span))
            .map(|item| item.span)
            .collect()
    }

    /// Turns a syntax error in an item into a warning. A declaration that could not be parsed is left out. A
    /// declaration that could be parsed is kept, even if its `;` is missing. A JSON file that is not a schema is left
    /// out too.
    fn syntax_warning(&self, problem: &Diagnostic) -> Diagnostic {
        let problem = problem.clone();
        match self.around(problem.primary.span) {
            None if problem.code == json::NOT_A_SCHEMA => as_warning(problem, "it is left out"),
            Some(Item { kind: ItemKind::Error, .. }) => as_warning(problem, "the declaration is left out"),
            Some(_) => as_warning(problem, "it is used anyway"),
            None => problem,
        }
    }
}

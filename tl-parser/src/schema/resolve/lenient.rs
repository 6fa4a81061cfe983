//! Reading of schemas that have mistakes: a declaration with one is left out, and so is what needs it.

use std::collections::HashSet;

use super::{Files, Options, Pass, pass};
use crate::ast::{Item, ItemKind};
use crate::{Diagnostic, Diagnostics, Severity, Span};

/// How often declarations are left out for want of others before it counts as hopeless.
const ROUNDS: usize = 50;

/// Resolves without the declarations that have errors, which are warnings then, until no error is left.
pub(super) fn resolve(files: &Files<'_, '_>, options: &Options) -> Pass {
    let items = Items::new(files);
    let mut left_out = HashSet::new();
    let mut problems: Vec<Diagnostic> =
        files.syntax_problems().map(|found| items.excuse_syntax(found)).collect();
    for _ in 0..ROUNDS {
        let Pass { schema, diagnostics } = pass(files, options, &left_out);
        let (errors, rest): (Vec<_>, Vec<_>) =
            diagnostics.into_iter().partition(|found| found.severity == Severity::Error);
        let before = left_out.len();
        left_out
            .extend(errors.iter().filter_map(|error| items.around(error.primary.span)).map(|item| item.span));
        if left_out.len() == before {
            problems.extend(errors.into_iter().chain(rest));
            return Pass { schema, diagnostics: sorted(problems) };
        }
        problems.extend(errors.into_iter().map(|error| excused(error, "the declaration is left out")));
    }
    Pass { schema: None, diagnostics: pass(files, options, &HashSet::new()).diagnostics }
}

fn sorted(problems: Vec<Diagnostic>) -> Diagnostics {
    let mut sorted = Diagnostics::default();
    sorted.extend(problems);
    sorted.sort();
    sorted
}

fn excused(mut problem: Diagnostic, note: &str) -> Diagnostic {
    problem.severity = Severity::Warning;
    problem.note(note)
}

/// All items, ascending by place.
struct Items<'p, 's>(Vec<&'p Item<'s>>);

impl<'p, 's> Items<'p, 's> {
    fn new(files: &Files<'p, 's>) -> Self {
        let mut items: Vec<_> = files.parsed.iter().flat_map(|parsed| &parsed.document.items).collect();
        items.sort_by_key(|item| item.span);
        Self(items)
    }

    /// The item that `place` begins in or directly behind.
    fn around(&self, place: Span) -> Option<&'p Item<'s>> {
        let after = self.0.partition_point(|item| item.span.start <= place.start);
        let item = self.0[after.checked_sub(1)?];
        (place.start <= item.span.end).then_some(item)
    }

    /// What could not be read is left out as it is, and what could, as for want of a `;`, stays.
    fn excuse_syntax(&self, problem: &Diagnostic) -> Diagnostic {
        let problem = problem.clone();
        match self.around(problem.primary.span) {
            Some(Item { kind: ItemKind::Error, .. }) => excused(problem, "the declaration is left out"),
            Some(_) => excused(problem, "it is read all the same"),
            None => problem,
        }
    }
}

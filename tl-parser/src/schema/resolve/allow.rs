//! Reads comments such as `// tl: allow(TL0901)`. This comment suppresses the warning `TL0901` about the next
//! declaration.

use super::blocks::Block;
use crate::{Diagnostic, Severity, Span};

/// The suppressed warnings of all declarations.
#[derive(Debug, Default)]
pub(super) struct Allowed {
    /// For each block of comments that contains codes: the span from the start of the block to the end of the
    /// declaration below it, and all codes in the block. The list is sorted before it is searched.
    places: Vec<(Span, Vec<String>)>,
}

impl Allowed {
    /// Reads a block of comments above the item whose span is `item`.
    pub(super) fn read(&mut self, block: &Block<'_, '_>, item: Span) {
        let codes: Vec<String> = block.comments.iter().flat_map(|comment| codes(comment.text)).collect();
        if let (Some(first), false) = (block.comments.first(), codes.is_empty()) {
            self.places.push((first.span.to(item), codes));
        }
    }

    /// Returns the codes in each block of comments. The span of a block includes the declaration below the block.
    pub(super) fn places(&self) -> &[(Span, Vec<String>)] {
        &self.places
    }

    /// Returns the problems that no comment suppresses.
    pub(super) fn filter(
        mut self,
        problems: impl IntoIterator<Item = Diagnostic>,
    ) -> impl Iterator<Item = Diagnostic> {
        self.places.sort();
        problems.into_iter().filter(move |problem| !self.silences(problem))
    }

    fn silences(&self, problem: &Diagnostic) -> bool {
        let place = problem.primary.span;
        let after = self.places.partition_point(|(span, _)| span.start <= place.start);
        let nearest = after.checked_sub(1).map(|at| &self.places[at]);
        problem.severity == Severity::Warning
            && nearest.is_some_and(|(span, codes)| {
                span.contains(place) && codes.iter().any(|code| code == problem.code.as_str())
            })
    }
}

/// Returns the codes in a comment such as `// tl: allow(TL0901, TL0302)`.
fn codes(comment: &str) -> Vec<String> {
    let inner = comment.trim_start_matches('/').trim().strip_prefix("tl: allow(");
    let list = inner.and_then(|inner| inner.strip_suffix(')')).unwrap_or_default();
    list.split(',').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn codes_are_separated_by_commas() {
        assert_eq!(codes("// tl: allow(TL0901, TL0302)"), ["TL0901", "TL0302"]);
        assert_eq!(codes("// allow(TL0901)"), [""; 0]);
        assert_eq!(codes("// tl: allow(TL0901"), [""; 0]);
    }
}

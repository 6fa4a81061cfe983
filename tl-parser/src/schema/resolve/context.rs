//! What all passes share: the list of problems, and what keeps one mistake from being reported twice.

use std::collections::HashSet;

use super::Files;
use super::allow::Allowed;
use crate::ast::{Document, ItemKind};
use crate::similar::similar;
use crate::{Diagnostic, Diagnostics, SourceMap};

/// The problems found so far.
#[derive(Debug)]
pub(super) struct Context {
    diagnostics: Diagnostics,
    /// What comments silence.
    pub(super) allowed: Allowed,
    /// Whether what has a clear meaning passes with a warning.
    pub(super) lenient: bool,
    /// Whether the declaration at hand is one of the language's own, whose places are not those of a user's file.
    in_prelude: bool,
    /// Whether one of those had a problem.
    pub(super) prelude_is_broken: bool,
    broken: HashSet<String>,
    searches_left: u32,
}

/// So many problems get a hint that costs time; who has more of them needs no hint for each.
const SEARCHES: u32 = 50;

impl Context {
    /// Begins with the problems of the parser, unless lenient: what cannot be read is not there then.
    pub(super) fn new(files: &Files<'_, '_>, lenient: bool) -> Self {
        let mut diagnostics = Diagnostics::default();
        let mut broken = HashSet::new();
        if !lenient {
            diagnostics.extend(files.syntax_problems().cloned());
            broken.extend(files.parsed.iter().flat_map(|p| broken_names(files.sources, &p.document)));
        }
        Self {
            diagnostics,
            allowed: Allowed::default(),
            lenient,
            in_prelude: false,
            prelude_is_broken: false,
            broken,
            searches_left: SEARCHES,
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.in_prelude {
            self.prelude_is_broken = true;
        } else {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Works on a declaration that is one of the language's own if `in_prelude`.
    pub(super) fn on<T>(&mut self, in_prelude: bool, work: impl FnOnce(&mut Self) -> T) -> T {
        self.in_prelude = in_prelude;
        let done = work(self);
        self.in_prelude = false;
        done
    }

    /// Whether a declaration that could not be read would have declared `name`.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }

    /// Whether one more look through long lists is worth its time.
    pub(super) fn may_search(&mut self) -> bool {
        let left = self.searches_left.checked_sub(1);
        self.searches_left = left.unwrap_or_default();
        left.is_some()
    }

    /// The one of `names` that is most like `name`, while such searches are worth their time.
    pub(super) fn similar<'n>(
        &mut self,
        name: &str,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        if self.may_search() { similar(name, names) } else { None }
    }

    /// All problems by their places, but for what comments silence.
    pub(super) fn finish(&mut self) -> Diagnostics {
        let mut kept = Diagnostics::default();
        kept.extend(std::mem::take(&mut self.allowed).filter(std::mem::take(&mut self.diagnostics)));
        kept.sort();
        kept
    }
}

/// The first word of each declaration that could not be read, and the word after its `=`.
fn broken_names(sources: &SourceMap, document: &Document<'_>) -> Vec<String> {
    let broken = document.items.iter().filter(|item| item.kind == ItemKind::Error);
    let words = broken.flat_map(|item| {
        let text = sources.snippet(item.span);
        let name = text.split_whitespace().find(|word| !word.starts_with('@')).unwrap_or_default();
        let result = text.rsplit_once('=').map_or("", |(_, result)| result);
        [first_word(name), first_word(result)]
    });
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The identifier at the start of `text`.
fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.');
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_broken_declaration() {
        assert_eq!(first_word("auth.sendCode#12"), "auth.sendCode");
        assert_eq!(first_word(" %Foo bar"), "Foo");
        assert_eq!(first_word(" ; é"), "");
    }
}

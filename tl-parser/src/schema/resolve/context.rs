//! What all passes share: the list of problems, and what keeps one mistake from being reported twice.

use std::collections::HashSet;

use super::allow::Allowed;
use super::files::Files;
use crate::ast::{Document, ItemKind, Name, local};
use crate::schema::TypeId;
use crate::{Diagnostic, Diagnostics, Severity, SourceMap, Span};

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
    prelude_is_broken: bool,
    /// Declarations that took the place of built-in ones that are used.
    blamed: HashSet<String>,
    /// What is reported once for all uses.
    pub(super) uses: Uses,
    /// The places of errors that are reported elsewhere.
    unreported: Vec<u32>,
    /// The names that were reported in the declaration at hand.
    reported: HashSet<String>,
    broken: HashSet<String>,
    /// The types of declarations that a lenient reader leaves out.
    left_out: HashSet<String>,
    searches_left: u32,
}

/// Uses that are wrong, as they are found.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) unknown: Vec<Unknown>,
    pub(super) bare: Vec<Bare>,
}

/// A use of a name that nothing declares.
#[derive(Debug)]
pub(super) struct Unknown {
    pub(super) name: String,
    pub(super) span: Span,
    /// Whether it is the whole result of a function.
    pub(super) is_result: bool,
}

/// A bare use of a type that does not have exactly one constructor.
#[derive(Debug)]
pub(super) struct Bare {
    pub(super) ty: TypeId,
    pub(super) span: Span,
}

/// Maximum number of name-suggestion searches per run.
const SEARCHES: u32 = 50;

impl Context {
    /// Begins with the problems of the parser, unless lenient: what cannot be read is not there then.
    pub(super) fn new(files: &Files<'_, '_>, lenient: bool) -> Self {
        let mut diagnostics = Diagnostics::default();
        let broken = files.parsed.iter().flat_map(|p| broken_names(files.sources, &p.document)).collect();
        let (broken, left_out) = if lenient { (HashSet::new(), broken) } else { (broken, HashSet::new()) };
        if !lenient {
            diagnostics.extend(files.syntax_problems().cloned());
        }
        Self {
            diagnostics,
            allowed: Allowed::default(),
            lenient,
            in_prelude: false,
            prelude_is_broken: false,
            blamed: HashSet::new(),
            uses: Uses::default(),
            unreported: Vec::new(),
            reported: HashSet::new(),
            broken,
            left_out,
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

    /// Adds a use of a name that nothing declares.
    pub(super) fn add_unknown(&mut self, name: Name<'_>, is_result: bool) {
        if self.in_prelude {
            self.prelude_is_broken = true;
        } else {
            self.uses.unknown.push(Unknown { name: name.text.to_owned(), span: name.span, is_result });
        }
    }

    /// Adds a bare use of a type that does not have exactly one constructor.
    pub(super) fn add_bare(&mut self, ty: TypeId, span: Span) {
        if self.in_prelude {
            self.prelude_is_broken = true;
        } else {
            self.uses.bare.push(Bare { ty, span });
        }
    }

    /// Makes the declaration called `rival` responsible for the use of a built-in one, whose place it took.
    pub(super) fn blame(&mut self, rival: Name<'_>) {
        self.blamed.insert(rival.text.to_owned());
    }

    /// Whether the declaration called `rival` keeps a built-in one from being used.
    pub(super) fn is_blamed(&self, rival: Name<'_>) -> bool {
        self.prelude_is_broken || self.blamed.contains(rival.text)
    }

    /// Begins another declaration.
    pub(super) fn enter_declaration(&mut self) {
        self.reported.clear();
    }

    /// Whether `name` was not reported yet in this declaration.
    pub(super) fn is_first(&mut self, name: &str) -> bool {
        self.reported.insert(name.to_owned())
    }

    /// Adds the type of a declaration that is left out.
    pub(super) fn leave_out(&mut self, ty: &str) {
        self.left_out.insert(ty.to_owned());
    }

    /// Whether a declaration that is left out makes the type `name`.
    pub(super) fn is_left_out(&self, name: &str) -> bool {
        self.left_out.contains(name)
    }

    /// Notes that an error holds at `place` too, where it is not reported.
    pub(super) fn note_error(&mut self, place: Span) {
        self.unreported.push(place.start);
    }

    /// The places of all errors so far, ascending.
    pub(super) fn error_places(&self) -> Vec<u32> {
        let errors = self.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let reported = errors.map(|error| error.primary.span.start);
        let mut places: Vec<u32> = reported.chain(self.unreported.iter().copied()).collect();
        places.sort_unstable();
        places
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

    /// All problems by their places, but for what comments silence.
    pub(super) fn finish(&mut self) -> Diagnostics {
        let mut kept = Diagnostics::default();
        kept.extend(std::mem::take(&mut self.allowed).filter(std::mem::take(&mut self.diagnostics)));
        kept.sort();
        kept
    }
}

/// The first word of each declaration that could not be read, and the word after its `=`; also with small first letters.
fn broken_names(sources: &SourceMap, document: &Document<'_>) -> Vec<String> {
    let broken = document.items.iter().filter(|item| item.kind == ItemKind::Error);
    let words = broken.flat_map(|item| {
        let text = sources.snippet(item.span);
        let name = text.split_whitespace().find(|word| !word.starts_with('@')).unwrap_or_default();
        let result = text.rsplit_once('=').map_or("", |(_, result)| result);
        [first_word(name), first_word(result)]
    });
    words.filter(|word| !word.is_empty()).flat_map(|word| [word.to_owned(), decapitalized(word)]).collect()
}

/// `word` with a small first letter: what a combinator with a capital was probably meant to be called.
pub(super) fn decapitalized(word: &str) -> String {
    let (namespaces, local) = word.split_at(word.len() - local(word).len());
    let (first, rest) = local.split_at(local.len().min(1));
    format!("{namespaces}{}{rest}", first.to_ascii_lowercase())
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

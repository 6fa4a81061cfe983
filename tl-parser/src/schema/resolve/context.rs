//! The state that all passes share: the problems found, and data that is used to report each mistake only once.

use std::collections::HashSet;

use super::allow::Allowed;
use super::files::Files;
use crate::ast::{Document, ItemKind, Name, local};
use crate::schema::TypeId;
use crate::{Diagnostic, Diagnostics, Severity, SourceMap, Span};

/// The problems found so far, and data about the current declaration.
#[derive(Debug)]
pub(super) struct Context {
    diagnostics: Diagnostics,
    /// The warnings that comments suppress.
    pub(super) allowed: Allowed,
    /// Whether the files are resolved leniently. If so, a constructor may be used as a bare type even if its type has
    /// other constructors, and each wrong use of a name is reported separately.
    pub(super) lenient: bool,
    /// Whether the current declaration is in the prelude, which contains the predefined declarations. The spans of such
    /// a declaration do not refer to the user's files.
    in_prelude: bool,
    /// Whether a declaration of the prelude had a problem.
    prelude_is_broken: bool,
    /// Names of constructors that caused an error elsewhere, because they replaced a predefined constructor, as
    /// `vector = Foo` does.
    causes: HashSet<String>,
    /// Wrong uses of names and types. They are collected, so that each wrong name or type is reported once for all its
    /// uses.
    pub(super) uses: Uses,
    /// Positions of errors that are reported at another position, such as the second use of an undeclared name.
    unreported: Vec<u32>,
    /// Names that were already reported in the current declaration.
    reported: HashSet<String>,
    /// Names that declarations with syntax errors probably declare. Empty in lenient mode.
    broken: HashSet<String>,
    /// The result types of declarations that are left out, and the names that declarations with syntax errors probably
    /// declare. Empty in strict mode, because nothing is left out.
    left_out: HashSet<String>,
    searches_left: u32,
}

/// Wrong uses, in the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) unknown: Vec<Unknown>,
    pub(super) bare: Vec<Bare>,
}

/// A use of a name that is not declared.
#[derive(Debug)]
pub(super) struct Unknown {
    pub(super) name: String,
    pub(super) span: Span,
    /// Whether the name is the whole result of a function.
    pub(super) is_result: bool,
}

/// A bare use of a type that does not have exactly one constructor.
#[derive(Debug)]
pub(super) struct Bare {
    pub(super) ty: TypeId,
    pub(super) span: Span,
}

/// Maximum number of searches per run: for names similar to an undeclared name, and for masks that are declared too
/// late.
const SEARCHES: u32 = 50;

impl Context {
    /// Creates a context with the problems of the parser. In lenient mode, the context has no problems at first,
    /// because `lenient::resolve` adds those of the parser itself, most of them as warnings.
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
            causes: HashSet::new(),
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

    /// Calls `work` for one declaration. `in_prelude` is whether the declaration is in the prelude.
    pub(super) fn on<T>(&mut self, in_prelude: bool, work: impl FnOnce(&mut Self) -> T) -> T {
        self.in_prelude = in_prelude;
        let done = work(self);
        self.in_prelude = false;
        done
    }

    /// Records a use of a name that is not declared.
    pub(super) fn add_unknown(&mut self, name: Name<'_>, is_result: bool) {
        if self.in_prelude {
            self.prelude_is_broken = true;
        } else {
            self.uses.unknown.push(Unknown { name: name.text.to_owned(), span: name.span, is_result });
        }
    }

    /// Records a bare use of a type that does not have exactly one constructor.
    pub(super) fn add_bare(&mut self, ty: TypeId, span: Span) {
        if self.in_prelude {
            self.prelude_is_broken = true;
        } else {
            self.uses.bare.push(Bare { ty, span });
        }
    }

    /// Records that `constructor`, which is declared in a file, replaced a predefined constructor and thereby caused an
    /// error elsewhere.
    pub(super) fn add_cause(&mut self, constructor: Name<'_>) {
        self.causes.insert(constructor.text.to_owned());
    }

    /// Returns whether `constructor`, which conflicts with the language, may have caused an error elsewhere. If a
    /// declaration of the prelude has a problem, every such constructor may have caused it.
    pub(super) fn may_be_cause(&self, constructor: Name<'_>) -> bool {
        self.prelude_is_broken || self.causes.contains(constructor.text)
    }

    /// Begins another declaration, in which no names have been reported yet.
    pub(super) fn enter_declaration(&mut self) {
        self.reported.clear();
    }

    /// Marks `name` as reported in the current declaration. Returns whether it was not marked before.
    pub(super) fn is_first(&mut self, name: &str) -> bool {
        self.reported.insert(name.to_owned())
    }

    /// Records `ty`, the result type of a declaration that is left out.
    pub(super) fn leave_out(&mut self, ty: &str) {
        self.left_out.insert(ty.to_owned());
    }

    /// Returns whether a declaration that is left out may have declared the type `name`.
    pub(super) fn is_left_out(&self, name: &str) -> bool {
        self.left_out.contains(name)
    }

    /// Records that there is an error at `place`, although the error is reported at another position.
    pub(super) fn note_error(&mut self, place: Span) {
        self.unreported.push(place.start);
    }

    /// Returns the positions of all errors so far, in ascending order.
    pub(super) fn error_places(&self) -> Vec<u32> {
        let errors = self.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let reported = errors.map(|error| error.primary.span.start);
        let mut places: Vec<u32> = reported.chain(self.unreported.iter().copied()).collect();
        places.sort_unstable();
        places
    }

    /// Returns whether a declaration that could not be parsed probably declares `name`.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }

    /// Returns whether one more search is allowed, and counts it.
    pub(super) fn may_search(&mut self) -> bool {
        let left = self.searches_left.checked_sub(1);
        self.searches_left = left.unwrap_or_default();
        left.is_some()
    }

    /// Returns all problems sorted by position, except those that comments suppress.
    pub(super) fn finish(&mut self) -> Diagnostics {
        let mut kept = Diagnostics::default();
        kept.extend(std::mem::take(&mut self.allowed).filter(std::mem::take(&mut self.diagnostics)));
        kept.sort();
        kept
    }
}

/// Returns names that declarations with syntax errors probably declare: the first word of each declaration, the word
/// after its `=`, and both words with a small first letter.
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

/// Returns `word` with a small letter after its namespaces: `auth.sentCode` for `auth.SentCode`. If a combinator's name
/// begins with a capital letter, which is an error, the returned name is probably the intended one.
pub(super) fn decapitalized(word: &str) -> String {
    let (namespaces, local) = word.split_at(word.len() - local(word).len());
    let (first, rest) = local.split_at(local.len().min(1));
    format!("{namespaces}{}{rest}", first.to_ascii_lowercase())
}

/// Returns the first identifier in `text`.
fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.');
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_declaration_is_found() {
        assert_eq!(first_word("auth.sendCode#12"), "auth.sendCode");
        assert_eq!(first_word(" %Foo bar"), "Foo");
        assert_eq!(first_word(" ; é"), "");
    }
}

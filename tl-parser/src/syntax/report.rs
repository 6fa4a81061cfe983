//! Turns a [`SyntaxError`] into a diagnostic.

use super::error::{Expect, SyntaxError, SyntaxErrorKind};
use super::input::Input;
use super::lexical::{name, token_len};
use super::recovery::end_of_bar;
use super::trivia::{blank, is_unterminated};
use crate::ast::local;
use crate::codes::syntax as codes;
use crate::{Diagnostic, Diagnostics, Span};

/// Collects the diagnostics of one file.
pub(super) struct Reporter<'s> {
    text: Input<'s>,
    invalid_utf8: Option<Span>,
    diagnostics: Diagnostics,
}

impl<'s> Reporter<'s> {
    pub(super) fn new(text: Input<'s>, invalid_utf8: Option<Span>) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.extend(invalid_utf8.map(codes::invalid_utf8));
        Self { text, invalid_utf8, diagnostics }
    }

    /// Returns the diagnostics, sorted by position.
    pub(super) fn finish(mut self) -> Diagnostics {
        self.diagnostics.sort();
        self.diagnostics
    }

    pub(super) fn report(&mut self, error: SyntaxError) {
        // An error at the end of the file is shown after the last visible character.
        let at = ((error.at - self.text.pos()) as usize).min(self.text.rest().trim_end().len());
        let at = self.text.skip(at);
        // Invalid UTF-8 is reported only once.
        if self.invalid_utf8.is_none() || !blank(at).rest().starts_with('\u{FFFD}') {
            self.diagnostics.push(diagnostic(at, error));
        }
    }
}

/// Returns the diagnostic for `error`, which occurred at `at`.
fn diagnostic(at: Input<'_>, error: SyntaxError) -> Diagnostic {
    let token = match blank(at) {
        end if end.first().is_none() => at.until(at),
        token => token,
    };
    let len = token_len(token.rest());
    let (found, span) = (token.slice(len), token.span_of(len));
    match error.kind {
        SyntaxErrorKind::MissingSemicolon => codes::missing_semicolon(at.span_of(0)),
        SyntaxErrorKind::MalformedId => codes::malformed_id(found, span),
        SyntaxErrorKind::DetachedId => codes::detached_id(found, span),
        SyntaxErrorKind::NameStart => codes::name_start(found, span),
        SyntaxErrorKind::UpperCaseName => {
            let (name, span) = whole_name(token);
            codes::upper_case_name(name, span)
        }
        SyntaxErrorKind::UnknownSection => codes::unknown_section(bar(token)),
        SyntaxErrorKind::LoneAt => codes::lone_at(span),
        SyntaxErrorKind::LateImplicit => codes::late_implicit(span),
        SyntaxErrorKind::Comma => codes::comma(span),
        SyntaxErrorKind::NumberTooLarge => codes::number_too_large(found, span),
        SyntaxErrorKind::TooDeep => codes::too_deep(span),
        SyntaxErrorKind::ParenthesisedResult => codes::parenthesised_result(span),
        SyntaxErrorKind::EmptyRepetition => codes::empty_repetition(span),
        SyntaxErrorKind::BareNumber => codes::bare_number(found, span),
        SyntaxErrorKind::NamespacedField => {
            let (name, span) = whole_name(token);
            codes::namespaced_field(name, local(name), span)
        }
        SyntaxErrorKind::Unexpected => unexpected(token, error),
    }
}

/// Returns the diagnostic for an unexpected character or token at `token`.
fn unexpected(token: Input<'_>, error: SyntaxError) -> Diagnostic {
    match token.rest().chars().next() {
        _ if is_unterminated(token.rest()) => codes::unterminated_comment(token.span_of(2)),
        Some(c) if !is_of_the_language(c) => codes::unexpected_character(c, token.span_of(c.len_utf8())),
        _ => {
            let len = token_len(token.rest());
            let expected = error.expected.describe();
            codes::unexpected(&expected, token.slice(len), error.context, token.span_of(len))
        }
    }
}

/// Returns whether `c` can occur in tokens of TL.
fn is_of_the_language(c: char) -> bool {
    c.is_ascii_alphanumeric() || ":;()[]{}=#?%<>+,*_!.@-".contains(c)
}

/// Returns the span of the bar at `i`, including its word and its closing dashes.
fn bar(i: Input<'_>) -> Span {
    i.span_to(end_of_bar(i).end)
}

/// Reads the name at `i` with its namespaces.
fn whole_name(i: Input<'_>) -> (&str, Span) {
    name(i, Expect::Name).map_or(("", i.span_of(0)), |(_, name)| (name.text, name.span))
}

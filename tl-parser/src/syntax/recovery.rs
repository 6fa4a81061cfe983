//! Where to go on after a mistake.

use super::bars::starts_bar;
use super::input::Input;
use super::lexical::token_len;
use super::trivia::blank;

/// The end of what could not be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop<'s> {
    /// Just behind its last token.
    pub(super) end: Input<'s>,
    /// Whether that token is its `;`.
    pub(super) semicolon: bool,
}

/// The end of a broken declaration: its `;`, or the line end before which it lacks one.
///
/// A declaration that has had its `=` ends before a line that begins with a bar or with a declaration, that is
/// with a name and another `=` before the next `;`. Each text is looked at twice at most, since the broken
/// declaration holds a `=` that its successor does not.
pub(super) fn end_of_declaration(start: Input<'_>) -> Stop<'_> {
    let mut end = start;
    let mut has_equals = false;
    let mut before_next = None;
    loop {
        let token = blank(end);
        let begins_line = end.pos() > start.pos() && end.up_to(token).contains('\n');
        let Some(first) = token.first() else { return Stop { end, semicolon: false } };
        if begins_line && starts_bar(token.rest()) {
            return Stop { end: before_next.unwrap_or(end), semicolon: false };
        }
        match first {
            b';' => return Stop { end: last_semicolon(token), semicolon: true },
            b'=' => match before_next {
                Some(end) => return Stop { end, semicolon: false },
                None => has_equals = true,
            },
            b'@' | b'_' | b'a'..=b'z' | b'A'..=b'Z' if begins_line && has_equals => {
                before_next = before_next.or(Some(end));
            }
            _ => {}
        }
        end = token.skip(token_len(token.rest()));
    }
}

/// The end of the line on which a broken bar stands, or of the bar where it is one but for its word.
pub(super) fn end_of_bar(start: Input<'_>) -> Stop<'_> {
    let mark = &start.bytes()[..start.bytes().len().min(3)];
    let mut end = start;
    let mut tokens = 0;
    loop {
        let token = blank(end);
        if token.first().is_none() || (tokens > 0 && end.up_to(token).contains('\n')) {
            return Stop { end, semicolon: false };
        }
        tokens += 1;
        end = token.skip(token_len(token.rest()));
        if tokens == 3 && token.bytes().starts_with(mark) {
            return Stop { end, semicolon: false };
        }
    }
}

/// Behind the `;` at `i` and all that follow it.
fn last_semicolon(i: Input<'_>) -> Input<'_> {
    let mut end = i.skip(1);
    while blank(end).first() == Some(b';') {
        end = blank(end).skip(1);
    }
    end
}

//! Finds the position at which parsing continues after a syntax error.

use super::bars::starts_bar;
use super::input::Input;
use super::lexical::token_len;
use super::trivia::blank;

/// The end of an item that could not be parsed.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemEnd<'s> {
    /// The position directly after the last token of the item.
    pub(super) end: Input<'s>,
    /// Whether the last token is `;`.
    pub(super) semicolon: bool,
}

/// Returns the end of a broken declaration: its `;`, or the end of its last line if the `;` is missing.
///
/// The declaration ends before a line that begins with a bar (`---` or `===`). It also ends before a line that looks
/// like the next declaration:
///
/// - The line begins with a name or an annotation.
/// - The line comes after the `=` of the broken declaration.
/// - Another `=` or a bar follows before any `;`.
///
/// Each part of the text is scanned at most twice. From a line that may begin the next declaration, scanning continues
/// at most to the next `=`, `;` or bar. If the next declaration is broken too, this text is scanned once more, but not
/// a third time, because another declaration is searched only after the `=`.
pub(super) fn end_of_declaration(start: Input<'_>) -> ItemEnd<'_> {
    let mut end = start;
    let mut has_equals = false;
    let mut before_next = None;
    loop {
        let token = blank(end);
        let begins_line = end.pos() > start.pos() && end.up_to(token).contains('\n');
        let Some(first) = token.first() else { return ItemEnd { end, semicolon: false } };
        if begins_line && starts_bar(token.rest()) {
            return ItemEnd { end: before_next.unwrap_or(end), semicolon: false };
        }
        match first {
            b';' => return ItemEnd { end: last_semicolon(token), semicolon: true },
            b'=' => match before_next {
                Some(end) => return ItemEnd { end, semicolon: false },
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

/// Returns the end of a broken bar. If only the word of a section bar is wrong, as in `---typs---`, that is the closing
/// `---`. Otherwise it is the end of the line.
pub(super) fn end_of_bar(start: Input<'_>) -> ItemEnd<'_> {
    let mark = &start.bytes()[..start.bytes().len().min(3)];
    let mut end = start;
    let mut tokens = 0;
    loop {
        let token = blank(end);
        if token.first().is_none() || (tokens > 0 && end.up_to(token).contains('\n')) {
            return ItemEnd { end, semicolon: false };
        }
        tokens += 1;
        end = token.skip(token_len(token.rest()));
        if tokens == 3 && token.bytes().starts_with(mark) {
            return ItemEnd { end, semicolon: false };
        }
    }
}

/// Returns the position after the `;` at `i` and after any further `;` that follow.
fn last_semicolon(i: Input<'_>) -> Input<'_> {
    let mut end = i.skip(1);
    while blank(end).first() == Some(b';') {
        end = blank(end).skip(1);
    }
    end
}

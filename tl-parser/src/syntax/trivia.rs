//! Skips white space and comments, which may occur between tokens, and collects comments.

use super::input::Input;
use crate::Span;
use crate::ast::Comment;

impl Input<'_> {
    /// Moves past a token of `len` bytes, and past the white space and comments after it.
    #[inline(always)]
    pub(super) fn token(self, len: usize) -> Self {
        blank(self.skip(len))
    }
}

/// Skips white space and comments. Does not skip a block comment without an end.
#[inline(always)]
pub(super) fn blank(i: Input<'_>) -> Input<'_> {
    match i.first() {
        Some(b'0'..) | None => i,
        Some(b' ') if i.nth(1).is_some_and(starts_token) => i.skip(1),
        Some(byte) if !starts_token(byte) => i.skip(blank_len(i.rest())),
        _ => i,
    }
}

#[inline(always)]
fn starts_token(byte: u8) -> bool {
    byte > b' ' && byte != b'/'
}

/// Returns the length of the white space and the comments at the start of `text`.
fn blank_len(text: &str) -> usize {
    let mut len = 0;
    loop {
        let rest = &text[len..];
        len += rest.bytes().position(|byte| !is_white(byte)).unwrap_or(rest.len());
        match comment_len(&text[len..]) {
            Some(comment) => len += comment,
            None => return len,
        }
    }
}

/// Returns whether `byte` is a space, tab, CR, LF, form feed or vertical tab.
#[inline(always)]
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Returns the length of the comment at the start of `text`. Returns `None` if no comment begins there, or if a block
/// comment has no end.
fn comment_len(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        let line = text.find('\n').map_or(text, |end| &text[..end]);
        return Some(line.trim_end_matches('\r').len());
    }
    let block = text.strip_prefix("/*")?;
    Some(block.find("*/")? + "/**/".len())
}

/// Returns whether `text` begins with a block comment that has no end.
pub(super) fn is_unterminated(text: &str) -> bool {
    text.starts_with("/*") && comment_len(text).is_none()
}

/// Returns all comments of `text`, which begins at the position `start` of the source map.
///
/// TL has no string literals, and a slash outside of comments is an error. So this function finds comments without
/// parsing.
pub(super) fn comments(text: &str, start: u32) -> Vec<Comment<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(slash) = text[at..].find('/') {
        at += slash;
        if is_unterminated(&text[at..]) {
            break;
        }
        let Some(len) = comment_len(&text[at..]) else {
            at += 1;
            continue;
        };
        let (blank_before, own_line) = surroundings(&text[..at]);
        let span = Span { start: start + at as u32, end: start + (at + len) as u32 };
        found.push(Comment { text: &text[at..at + len], span, blank_before, own_line });
        at += len;
    }
    found
}

/// Returns whether `before` ends with an empty line that follows other text, and whether the last line of `before`
/// contains only white space.
pub(super) fn surroundings(before: &str) -> (bool, bool) {
    let before = before.as_bytes();
    let (text, blanks) =
        before.split_at(before.iter().rposition(|&byte| !is_white(byte)).map_or(0, |at| at + 1));
    let lines = blanks.iter().filter(|&&byte| byte == b'\n').count();
    let at_start = text.is_empty() || text == BYTE_ORDER_MARK.as_bytes();
    (lines >= 2 && !at_start, lines >= 1 || at_start)
}

/// U+FEFF, which may occur at the start of a file.
pub(super) const BYTE_ORDER_MARK: &str = "\u{FEFF}";

//! Rules for tokens: names, numbers, explicit ids and punctuation.

use super::error::{Expect, PResult, SyntaxErrorKind, expected, mistake};
use super::input::Input;
use super::trivia::is_unterminated;
use crate::ast::{ExplicitId, Name};
use crate::{Span, Spanned};

/// Returns whether `byte` can be part of a name: a letter, a digit or `_`.
#[inline(always)]
pub(super) fn is_word(byte: u8) -> bool {
    // Without this table, parsing takes 17 % more instructions.
    const WORDS: [bool; 256] = {
        let mut words = [false; 256];
        let mut byte = 0;
        while byte < words.len() {
            words[byte] = (byte as u8).is_ascii_alphanumeric() || byte == b'_' as usize;
            byte += 1;
        }
        words
    };
    WORDS[usize::from(byte)]
}

/// Returns the number of letters, digits and `_` at the start of `text`.
#[inline(always)]
fn word_len(text: &[u8]) -> usize {
    text.iter().take_while(|&&byte| is_word(byte)).count()
}

/// Returns a rule that reads the punctuation character `mark`.
#[inline(always)]
pub(super) fn symbol<'s>(mark: u8, what: Expect) -> impl Fn(Input<'s>) -> PResult<'s, Span> {
    move |i| {
        if i.first() != Some(mark) {
            return expected(i, &[what]);
        }
        Ok((i.token(1), i.span_of(1)))
    }
}

/// `lc-ident | uc-ident`: a name without namespaces.
#[inline(always)]
pub(super) fn word(i: Input<'_>, what: Expect) -> PResult<'_, Name<'_>> {
    if starts_name(i) { Ok(take_word(i)) } else { no_name(i, what) }
}

/// `lc-ident-ns | uc-ident-ns`: a name with or without namespaces.
#[inline(always)]
pub(super) fn name(i: Input<'_>, what: Expect) -> PResult<'_, Name<'_>> {
    if starts_name(i) { Ok(take_name(i)) } else { no_name(i, what) }
}

/// Reads a [`word`]. The caller must check that a name begins at `i`.
#[inline(always)]
pub(super) fn take_word(i: Input<'_>) -> (Input<'_>, Name<'_>) {
    let len = word_len(i.bytes());
    (i.token(len), name_of(i, len))
}

/// Reads a [`name`]. The caller must check that a name begins at `i`.
#[inline(always)]
pub(super) fn take_name(i: Input<'_>) -> (Input<'_>, Name<'_>) {
    let (_, len) = name_len(i.bytes());
    (i.token(len), name_of(i, len))
}

/// Reads a name as [`take_name`] does. Also returns whether the last part of the name begins with a capital letter.
#[inline(always)]
pub(super) fn take_cased_name(i: Input<'_>) -> (Input<'_>, Name<'_>, bool) {
    let (part, len) = name_len(i.bytes());
    (i.token(len), name_of(i, len), i.nth(part).is_some_and(|byte| byte.is_ascii_uppercase()))
}

#[inline(always)]
pub(super) fn starts_name(i: Input<'_>) -> bool {
    i.first().is_some_and(|byte| byte.is_ascii_alphabetic())
}

#[inline(always)]
fn name_of(i: Input<'_>, len: usize) -> Name<'_> {
    Name { text: i.slice(len), span: i.span_of(len) }
}

/// Returns the offset of the last part of a name, and the length of the name including its namespaces. A dot belongs to
/// the name if a letter follows the dot and the part before the dot does not begin with a capital letter.
#[inline(always)]
fn name_len(text: &[u8]) -> (usize, usize) {
    let (mut part, mut len) = (0, word_len(text));
    while text[part].is_ascii_lowercase()
        && text.get(len) == Some(&b'.')
        && text.get(len + 1).is_some_and(u8::is_ascii_alphabetic)
    {
        part = len + 1;
        len = part + word_len(&text[part..]);
    }
    (part, len)
}

/// `_`, which is written instead of a name.
pub(super) fn underscore(i: Input<'_>) -> PResult<'_, Name<'_>> {
    if i.first() != Some(b'_') || i.nth(1).is_some_and(is_word) {
        return no_name(i, Expect::Name);
    }
    Ok((i.token(1), name_of(i, 1)))
}

/// Returns the error for a position where a name was expected but none begins.
#[cold]
pub(super) fn no_name<T>(i: Input<'_>, what: Expect) -> PResult<'_, T> {
    let starts_wrong = match i.first() {
        Some(b'_') => i.nth(1).is_some_and(is_word),
        Some(b'0'..=b'9') => !is_number(i.slice(word_len(i.bytes()))),
        _ => false,
    };
    if starts_wrong { mistake(i, SyntaxErrorKind::NameStart) } else { expected(i, &[what]) }
}

/// `nat`: digits that are not followed by a letter or `_`.
#[inline(always)]
pub(super) fn nat(i: Input<'_>, what: Expect) -> PResult<'_, Spanned<u32>> {
    let len = i.bytes().iter().take_while(|byte| byte.is_ascii_digit()).count();
    if len == 0 || i.nth(len).is_some_and(is_word) {
        return no_name(i, what);
    }
    match i.slice(len).parse() {
        Ok(node) => Ok((i.token(len), Spanned { node, span: i.span_of(len) })),
        Err(_) => mistake(i, SyntaxErrorKind::NumberTooLarge),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `["#" hex{1,8}]`. No white space is allowed between the preceding name and `#`.
#[inline(always)]
pub(super) fn explicit_id(i: Input<'_>, name: Span) -> PResult<'_, Option<ExplicitId>> {
    if i.first() != Some(b'#') || i.pos() != name.end {
        return Ok((i, None));
    }
    let len = 1 + word_len(&i.bytes()[1..]);
    match hex(&i.bytes()[1..len]) {
        Some(value) => Ok((i.token(len), Some(ExplicitId { value, span: i.span_of(len) }))),
        None => mistake(i, SyntaxErrorKind::MalformedId),
    }
}

/// Returns the value of 1 to 8 hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u32> {
    if !(1..=8).contains(&digits.len()) {
        return None;
    }
    digits.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
}

/// Returns the length of the token at the start of `text`, which must not begin with white space. A block comment
/// without an end is one token that extends to the end of the text. A character that TL does not use is one token too.
pub(super) fn token_len(text: &str) -> usize {
    match text.as_bytes() {
        [b'=', b'>', ..] => 2,
        [b'#', ..] => 1 + word_len(&text.as_bytes()[1..]),
        [b'-', ..] => text.bytes().take_while(|&byte| byte == b'-').count(),
        [b'/', b'*', ..] if is_unterminated(text) => text.len(),
        [byte, ..] if is_word(*byte) => word_len(text.as_bytes()),
        _ => text.chars().next().map_or(0, char::len_utf8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_digits_and_underscores() {
        for byte in 0..=u8::MAX {
            assert_eq!(is_word(byte), byte.is_ascii_alphanumeric() || byte == b'_', "{byte:#04x}");
        }
    }

    #[test]
    fn a_word_ends_before_the_first_other_byte() {
        let words =
            [("", 0), (".a", 0), ("a", 1), ("_1Z:int", 3), ("user#1f", 4), ("a.b", 1), ("aé", 1), ("é", 0)];
        for (text, len) in words {
            assert_eq!(word_len(text.as_bytes()), len, "{text}");
        }
    }
}

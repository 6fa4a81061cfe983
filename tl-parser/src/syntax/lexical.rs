//! Tokens: names, numbers, explicit ids, punctuation.

use super::error::{Expect, Kind, expected, mistake};
use super::input::{Input, PResult};
use super::trivia::is_unterminated;
use crate::ast::{ExplicitId, Name};
use crate::{Span, Spanned};

/// A letter, a digit or `_`: what a name consists of.
#[inline(always)]
pub(super) fn is_word(byte: u8) -> bool {
    IS_WORD[usize::from(byte)]
}

/// Names are most of a schema, and a table is the quickest way through them.
const IS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
        byte += 1;
    }
    table
};

#[inline(always)]
fn word_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut len = 0;
    while len < bytes.len() && is_word(bytes[len]) {
        len += 1;
    }
    len
}

/// One punctuation mark.
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
    if !starts_name(i) {
        return no_name(i, what);
    }
    let len = word_len(i.rest);
    Ok((i.token(len), name_of(i, len)))
}

/// `lc-ident-ns | uc-ident-ns`
#[inline(always)]
pub(super) fn name(i: Input<'_>, what: Expect) -> PResult<'_, Name<'_>> {
    if !starts_name(i) {
        return no_name(i, what);
    }
    let len = name_len(i.rest);
    Ok((i.token(len), name_of(i, len)))
}

#[inline(always)]
pub(super) fn starts_name(i: Input<'_>) -> bool {
    i.first().is_some_and(|byte| byte.is_ascii_alphabetic())
}

#[inline(always)]
fn name_of(i: Input<'_>, len: usize) -> Name<'_> {
    Name { text: &i.rest[..len], span: i.span_of(len) }
}

/// The length of a name with its namespaces. A dot joins where a letter follows, but not behind a part that
/// begins with a capital.
#[inline(always)]
fn name_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut part, mut len) = (0, word_len(text));
    while bytes[part].is_ascii_lowercase()
        && bytes.get(len) == Some(&b'.')
        && bytes.get(len + 1).is_some_and(u8::is_ascii_alphabetic)
    {
        part = len + 1;
        len = part + word_len(&text[part..]);
    }
    len
}

/// `_`, which stands for no name.
pub(super) fn underscore(i: Input<'_>) -> PResult<'_, Name<'_>> {
    if i.first() != Some(b'_') || i.nth(1).is_some_and(is_word) {
        return no_name(i, Expect::Name);
    }
    Ok((i.token(1), name_of(i, 1)))
}

/// Why no name begins at `i`.
#[cold]
pub(super) fn no_name<T>(i: Input<'_>, what: Expect) -> PResult<'_, T> {
    let starts_wrong = match i.first() {
        Some(b'_') => i.nth(1).is_some_and(is_word),
        Some(b'0'..=b'9') => !is_number(&i.rest[..word_len(i.rest)]),
        _ => false,
    };
    if starts_wrong { mistake(i, Kind::NameStart) } else { expected(i, &[what]) }
}

/// `nat`: digits that no letter follows.
#[inline]
pub(super) fn nat(i: Input<'_>, what: Expect) -> PResult<'_, Spanned<u32>> {
    let len = word_len(i.rest);
    let digits = &i.rest[..len];
    if !is_number(digits) {
        return no_name(i, what);
    }
    match digits.parse() {
        Ok(node) => Ok((i.token(len), Spanned { node, span: i.span_of(len) })),
        Err(_) => mistake(i, Kind::NumberTooLarge),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `["#" hex{1,8}]`, glued to the name before it.
#[inline(always)]
pub(super) fn explicit_id(i: Input<'_>) -> PResult<'_, Option<ExplicitId>> {
    if i.first() != Some(b'#') || i.pos != i.last {
        return Ok((i, None));
    }
    let len = 1 + word_len(&i.rest[1..]);
    match hex(&i.rest.as_bytes()[1..len]) {
        Some(value) => Ok((i.token(len), Some(ExplicitId { value, span: i.span_of(len) }))),
        None => mistake(i, Kind::MalformedId),
    }
}

/// The value of 1 to 8 hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u32> {
    if !(1..=8).contains(&digits.len()) {
        return None;
    }
    digits.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
}

/// The length of the token at the start of `text`, which is not blank. An open comment goes to the end; what is
/// no token counts as one character.
pub(super) fn token_len(text: &str) -> usize {
    match text.as_bytes() {
        [b'=', b'>', ..] => 2,
        [b'#', ..] => 1 + word_len(&text[1..]),
        [b'-', ..] => text.bytes().take_while(|&byte| byte == b'-').count(),
        [b'/', b'*', ..] if is_unterminated(text) => text.len(),
        [byte, ..] if is_word(*byte) => word_len(text),
        _ => text.chars().next().map_or(0, char::len_utf8),
    }
}

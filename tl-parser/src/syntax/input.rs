//! What the rules read from: the rest of a text, and where in the source map it begins.

use std::str::{CharIndices, Chars};

use super::error::SyntaxError;
use super::trivia::blank;
use crate::Span;

/// What a rule returns: the rest of the input and what was read, or why it could not be read.
pub(super) type PResult<'s, T> = nom::IResult<Input<'s>, T, SyntaxError>;

/// Why a rule failed.
pub(super) type Failure = nom::Err<SyntaxError>;

/// The rest of a text, which begins with a token: rules skip the blanks behind what they read.
///
/// Positions count across the source map, so a span costs one subtraction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Input<'s> {
    pub(super) rest: &'s str,
    pub(super) pos: u32,
    /// The end of the token before, without the blanks behind it.
    pub(super) last: u32,
    /// How many brackets are open.
    pub(super) depth: u16,
}

impl<'s> Input<'s> {
    pub(super) fn new(rest: &'s str, pos: u32) -> Self {
        Self { rest, pos, last: pos, depth: 0 }
    }

    /// The next byte.
    #[inline(always)]
    pub(super) fn first(self) -> Option<u8> {
        self.rest.as_bytes().first().copied()
    }

    /// The next byte but `n`.
    #[inline(always)]
    pub(super) fn nth(self, n: usize) -> Option<u8> {
        self.rest.as_bytes().get(n).copied()
    }

    /// What stands `len` bytes further on.
    #[inline(always)]
    pub(super) fn skip(self, len: usize) -> Self {
        Self { rest: &self.rest[len..], pos: self.pos + len as u32, ..self }
    }

    /// Behind the token of `len` bytes, and before the blanks that follow it.
    #[inline(always)]
    pub(super) fn glued(self, len: usize) -> Self {
        let rest = self.skip(len);
        Self { last: rest.pos, ..rest }
    }

    /// Behind the token of `len` bytes and the blanks that follow it.
    #[inline(always)]
    pub(super) fn token(self, len: usize) -> Self {
        blank(self.glued(len))
    }

    /// What lies between `self` and `end`, a later place of the same text.
    pub(super) fn up_to(self, end: Self) -> &'s str {
        &self.rest[..(end.pos - self.pos) as usize]
    }

    /// From the token at `self` to the last one before `end`.
    #[inline(always)]
    pub(super) fn span_to(self, end: Self) -> Span {
        Span { start: self.pos, end: end.last }
    }

    /// The place of the next `len` bytes.
    #[inline(always)]
    pub(super) fn span_of(self, len: usize) -> Span {
        Span { start: self.pos, end: self.pos + len as u32 }
    }
}

impl<'s> nom::Input for Input<'s> {
    type Item = char;
    type Iter = Chars<'s>;
    type IterIndices = CharIndices<'s>;

    fn input_len(&self) -> usize {
        self.rest.len()
    }

    fn take(&self, index: usize) -> Self {
        Self { rest: &self.rest[..index], ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        self.skip(index)
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.skip(index), self.take(index))
    }

    fn position<P: Fn(char) -> bool>(&self, predicate: P) -> Option<usize> {
        self.rest.find(predicate)
    }

    fn iter_elements(&self) -> Chars<'s> {
        self.rest.chars()
    }

    fn iter_indices(&self) -> CharIndices<'s> {
        self.rest.char_indices()
    }

    fn slice_index(&self, count: usize) -> Result<usize, nom::Needed> {
        nom::Input::slice_index(&self.rest, count)
    }
}

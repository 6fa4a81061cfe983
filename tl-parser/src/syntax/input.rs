//! The input of the grammar rules: a position in a text, with the position of the text in the source map.

use std::str::{CharIndices, Chars};

use crate::Span;

/// A position in a text. Rules begin at the start of a token or at the end of the text, because each rule skips white
/// space and comments after its tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Input<'s> {
    /// The text, from its first byte to the last byte that rules may read.
    text: &'s str,
    /// Number of bytes before the position.
    at: usize,
    /// The position in the source map at which the text begins.
    start: u32,
    /// Number of open brackets and of `%` around the position.
    pub(super) depth: u32,
}

impl<'s> Input<'s> {
    pub(super) fn new(text: &'s str, start: u32) -> Self {
        Self { text, at: 0, start, depth: 0 }
    }

    /// Returns the next byte.
    #[inline(always)]
    pub(super) fn first(self) -> Option<u8> {
        self.nth(0)
    }

    /// Returns the byte at `n` bytes after the position.
    #[inline(always)]
    pub(super) fn nth(self, n: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + n).copied()
    }

    /// Returns the remaining text.
    pub(super) fn rest(self) -> &'s str {
        &self.text[self.at..]
    }

    /// Returns the bytes of the remaining text.
    #[inline(always)]
    pub(super) fn bytes(self) -> &'s [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Returns the next `len` bytes as text.
    #[inline(always)]
    pub(super) fn slice(self, len: usize) -> &'s str {
        &self.text[self.at..self.at + len]
    }

    /// Returns the position in the source map.
    #[inline(always)]
    pub(super) fn pos(self) -> u32 {
        self.start + self.at as u32
    }

    /// Moves `len` bytes forward, without skipping white space after them.
    #[inline(always)]
    pub(super) fn skip(self, len: usize) -> Self {
        Self { at: self.at + len, ..self }
    }

    /// Returns the input with one more open bracket.
    #[inline(always)]
    pub(super) fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    /// Moves to the position of `place` in the same text, but keeps the number of open brackets of `self`.
    #[inline(always)]
    pub(super) fn at(self, place: Self) -> Self {
        Self { at: place.at, ..self }
    }

    /// Returns the input without the text from `end` on.
    pub(super) fn until(self, end: Self) -> Self {
        Self { text: &self.text[..end.at], ..self }
    }

    /// Returns the text from `self` up to `end`, which must be a later position in the same text.
    pub(super) fn up_to(self, end: Self) -> &'s str {
        &self.text[self.at..end.at]
    }

    /// Returns the span from `self` up to `end`.
    pub(super) fn span_to(self, end: Self) -> Span {
        Span { start: self.pos(), end: end.pos() }
    }

    /// Returns the span from `self` to the end of `last`.
    #[inline(always)]
    pub(super) fn span_with(self, last: Span) -> Span {
        Span { start: self.pos(), end: last.end }
    }

    /// Returns the span of the next `len` bytes.
    #[inline(always)]
    pub(super) fn span_of(self, len: usize) -> Span {
        Span { start: self.pos(), end: self.pos() + len as u32 }
    }
}

impl<'s> nom::Input for Input<'s> {
    type Item = char;
    type Iter = Chars<'s>;
    type IterIndices = CharIndices<'s>;

    fn input_len(&self) -> usize {
        self.text.len() - self.at
    }

    fn take(&self, index: usize) -> Self {
        Self { text: &self.text[..self.at + index], ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        self.skip(index)
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.skip(index), self.take(index))
    }

    fn position<P: Fn(char) -> bool>(&self, predicate: P) -> Option<usize> {
        self.rest().find(predicate)
    }

    fn iter_elements(&self) -> Chars<'s> {
        self.rest().chars()
    }

    fn iter_indices(&self) -> CharIndices<'s> {
        self.rest().char_indices()
    }

    fn slice_index(&self, count: usize) -> Result<usize, nom::Needed> {
        nom::Input::slice_index(&self.rest(), count)
    }
}

//! What the rules read from: a place in a text, and where in the source map the text begins.

use std::str::{CharIndices, Chars};

use crate::Span;

/// A place in a text, at which a token begins: rules skip the blanks behind what they read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Input<'s> {
    /// The text from its first byte to where the rules may read.
    text: &'s str,
    /// How many of its bytes lie behind.
    at: usize,
    /// Where the text begins in the source map.
    start: u32,
    /// How many brackets are open.
    pub(super) depth: u32,
}

impl<'s> Input<'s> {
    pub(super) fn new(text: &'s str, start: u32) -> Self {
        Self { text, at: 0, start, depth: 0 }
    }

    /// The next byte.
    #[inline(always)]
    pub(super) fn first(self) -> Option<u8> {
        self.nth(0)
    }

    /// The next byte but `n`.
    #[inline(always)]
    pub(super) fn nth(self, n: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + n).copied()
    }

    /// What is left of the text.
    pub(super) fn rest(self) -> &'s str {
        &self.text[self.at..]
    }

    /// What is left of the text, where only the bytes matter.
    #[inline(always)]
    pub(super) fn bytes(self) -> &'s [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The next `len` bytes.
    #[inline(always)]
    pub(super) fn slice(self, len: usize) -> &'s str {
        &self.text[self.at..self.at + len]
    }

    /// The position in the source map.
    #[inline(always)]
    pub(super) fn pos(self) -> u32 {
        self.start + self.at as u32
    }

    /// What stands `len` bytes further on; the blanks that follow are not skipped.
    #[inline(always)]
    pub(super) fn skip(self, len: usize) -> Self {
        Self { at: self.at + len, ..self }
    }

    /// One bracket deeper.
    #[inline(always)]
    pub(super) fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    /// At `place` of the same text, with as many open brackets as here.
    #[inline(always)]
    pub(super) fn at(self, place: Self) -> Self {
        Self { at: place.at, ..self }
    }

    /// The text up to `end`, as if nothing stood behind.
    pub(super) fn until(self, end: Self) -> Self {
        Self { text: &self.text[..end.at], ..self }
    }

    /// What lies between `self` and `end`, a later place of the same text.
    pub(super) fn up_to(self, end: Self) -> &'s str {
        &self.text[self.at..end.at]
    }

    /// The place of what lies between `self` and `end`.
    pub(super) fn span_to(self, end: Self) -> Span {
        Span { start: self.pos(), end: end.pos() }
    }

    /// From here to the end of `last`.
    #[inline(always)]
    pub(super) fn span_with(self, last: Span) -> Span {
        Span { start: self.pos(), end: last.end }
    }

    /// The place of the next `len` bytes.
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

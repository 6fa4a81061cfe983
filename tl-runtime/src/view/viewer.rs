//! The reader of views.

use alloc::vec::Vec;
use core::fmt;

use crate::unread::{Mark, UnreadView};
use crate::wire::Table;
use crate::{Decode, DecodeBare, DecodeError, Fixed, Reader};

/// Maximum size in bytes of a view whose memory is not counted.
const SMALL_VIEW: usize = 64;

/// A view that is larger than `SMALL_VIEW` is assumed to take at most this many times the memory of the owned value.
const EXCESS_OF_VIEWS: usize = 16;

/// Reads views one after another, as a [`Reader`] reads owned values.
#[derive(Clone, Debug)]
pub struct Viewer<'a> {
    /// Reads values of the built-in types.
    pub(super) r: Reader<'a>,
    /// The input from the start of the fields of the innermost combinator.
    pub(super) start: &'a [u8],
}

/// The bytes that a view was read from. [`Debug`](fmt::Debug) shows them as `_`.
#[derive(Clone, Copy)]
pub struct Source<'a>(pub(super) &'a [u8]);

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

impl<'a> Source<'a> {
    /// Creates the source of a value that consists only of its id.
    pub const fn of_id(id: &'a [u8; 4]) -> Self {
        Self(id)
    }

    /// Decodes the value from its boxed form.
    pub fn owned<T: Decode>(self) -> T {
        T::decode(&mut Reader::of_checked(self.0))
    }

    /// Decodes the value from its fields.
    pub(super) fn owned_bare<T: DecodeBare>(self) -> T {
        Reader::of_checked(self.0).get_bare()
    }
}

impl<'a> Viewer<'a> {
    /// Creates a viewer of bytes that were checked.
    pub(super) fn of_checked(bytes: &'a [u8]) -> Self {
        Self::new(Reader::of_checked(bytes))
    }
}

/// Creation, end and errors.
impl<'a> Viewer<'a> {
    /// Creates a viewer of the remaining bytes of `reader`. The viewer does not use the table of
    /// [`Reader::with_table`], because values that are read on access would have to store the table.
    #[must_use]
    pub fn new(reader: Reader<'a>) -> Self {
        Self { r: reader.without_table(), start: &[] }
    }

    /// Checks that no error has occurred and that no bytes are left.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`Reader::finish`].
    pub fn finish(&self) -> Result<(), DecodeError> {
        self.r.finish()
    }

    /// Returns whether an error has occurred.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.r.has_failed()
    }

    /// Returns the bytes that were read since `mark`.
    #[inline]
    pub(super) fn since(&self, Mark(before): Mark<'a>) -> &'a [u8] {
        let taken = before.len().saturating_sub(self.r.rest().len());
        before.get(..taken).unwrap_or_default()
    }

    /// Counts the memory of `count` views, and returns whether the limit allows it. A view may take more memory than
    /// the owned value, but reading it must not fail if decoding the owned value succeeds. So small views are not
    /// counted, and larger views are counted with a fraction of their size.
    pub(super) fn claim<T>(&mut self, count: usize) -> bool {
        let size = size_of::<T>();
        size <= SMALL_VIEW || self.r.claim(count.saturating_mul(size) / EXCESS_OF_VIEWS)
    }

    /// Reads `count` items. The caller has checked `count`.
    fn collect<T>(&mut self, count: usize, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut items = if self.claim::<T>(count) { Vec::with_capacity(count) } else { Vec::new() };
        while items.len() < count && !self.has_failed() {
            items.push(item(self));
        }
        items
    }

    /// Skips `count` items one after another.
    pub(super) fn skip_each(&mut self, count: usize, skip: impl Fn(&mut Self)) {
        for _ in 0..count {
            skip(self);
            if self.has_failed() {
                break;
            }
        }
    }
}

/// Methods that generated code calls. `Reader` has methods with the same names.
#[doc(hidden)]
impl<'a> Viewer<'a> {
    /// Reads a constructor id.
    #[inline]
    pub fn read_id(&mut self) -> u32 {
        u32::from_le_bytes(self.r.array())
    }

    /// Reads a `#`.
    #[inline]
    pub fn number(&mut self) -> u32 {
        self.read_id()
    }

    /// Reads a `#` that is a computed mask. `declared` contains the bits that fields use.
    #[inline]
    pub fn mask(&mut self, declared: u32) -> u32 {
        self.r.computed_mask(declared)
    }

    /// Reads values of a fixed width one after another.
    #[inline]
    pub fn run<T: Fixed>(&mut self) -> T {
        self.r.run()
    }

    /// Reads computed masks and then values of a fixed width.
    #[inline]
    pub fn masked_run<T: Fixed, const N: usize>(&mut self, declared: &'static [u32; N]) -> ([u32; N], T) {
        self.r.masked_run(declared)
    }

    /// Reads the id of the constructor `name`. Any other id is an error.
    #[inline]
    pub fn expect_tag(&mut self, id: u32, name: &'static &'static str) {
        self.r.expect_id(id, name);
    }

    /// Fails because the type `expected` has no constructor with the id `found`, which was read last.
    #[cold]
    pub fn unknown_id(&mut self, expected: &'static &'static str, found: u32) {
        self.r.unknown_constructor(expected, found);
    }

    /// Skips `len` bytes.
    #[inline]
    pub fn pass(&mut self, len: usize) {
        self.r.try_pass(len);
    }

    /// Skips a `Bool`.
    #[inline]
    pub fn skip_bool(&mut self) {
        self.r.bool();
    }

    /// Skips a `string`.
    #[inline]
    pub fn skip_string(&mut self) {
        self.r.str();
    }

    /// Skips a `bytes`.
    #[inline]
    pub fn skip_bytes(&mut self) {
        self.r.byte_slice();
    }

    /// Skips a value of the type that `code` describes in `table`.
    #[inline]
    pub fn skip(&mut self, table: &'static Table<'static>, code: &'static &'static [u8]) {
        self.r.skip_value(table, code);
    }

    /// Goes back to `mark`, skips the value there by `table` and returns its bytes. Since `mark`, at most the id of the
    /// value was read. `code` describes the type of the value in `table`.
    pub fn unread_from(
        &mut self,
        mark: Mark<'a>,
        table: &'static Table<'static>,
        code: &'static &'static [u8],
    ) -> UnreadView<'a> {
        self.r.back_to(mark.0);
        self.r.skip_value(table, code);
        UnreadView::new(self.since(mark), table)
    }

    /// Called after the value at `mark` could not be read. If the value may contain a constructor of another layer,
    /// goes back to `mark`, skips the value by `table` and returns its bytes. If `table` cannot read the value either,
    /// the viewer keeps its error.
    #[cold]
    #[inline(never)]
    pub fn unread_instead(
        &mut self,
        mark: Mark<'a>,
        table: &'static Table<'static>,
        code: &'static &'static [u8],
    ) -> UnreadView<'a> {
        self.r.skip_instead(mark.0, table, code);
        UnreadView::new(self.since(mark), table)
    }

    /// Returns the bytes of the current combinator up to the current position.
    #[inline]
    #[must_use]
    pub fn source(&self) -> Source<'a> {
        Source(self.since(Mark(self.start)))
    }

    /// Reads an owned value. Some types have no separate view type.
    #[inline]
    pub fn owned<T: Decode>(&mut self) -> T {
        T::decode(&mut self.r)
    }

    /// Returns the current position.
    #[inline]
    #[must_use]
    pub fn mark(&self) -> Mark<'a> {
        self.r.mark()
    }

    /// Reads a vector, boxed or not. Its items are read by `item` and take at least `min_size` bytes each.
    pub fn items_with<T>(
        &mut self,
        boxed: bool,
        min_size: usize,
        item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = self.r.vector_head(boxed, min_size);
        self.collect(count, item)
    }

    /// Reads `count` items with `item`. Each item takes at least `min_size` bytes.
    pub fn repeated_with<T>(
        &mut self,
        count: u32,
        min_size: usize,
        item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = self.r.admit(count, min_size, self.r.offset());
        self.collect(count, item)
    }
}

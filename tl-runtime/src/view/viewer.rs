//! Reads views: what a `Reader` is to values of their own.

use alloc::vec::Vec;
use core::fmt;

use crate::unread::{Mark, UnreadView};
use crate::wire::Table;
use crate::{Decode, DecodeBare, DecodeError, Fixed, Reader};

/// Reads views one after another.
#[derive(Clone, Debug)]
pub struct Viewer<'a> {
    /// For values of the built-in types.
    pub(super) r: Reader<'a>,
    /// What was left where the fields of the innermost combinator began.
    pub(super) start: &'a [u8],
}

/// The bytes that a view was read from. It is shown as `_`.
#[derive(Clone, Copy)]
pub struct Source<'a>(pub(super) &'a [u8]);

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

impl<'a> Source<'a> {
    /// Of what has no bytes but its id.
    pub const fn of_id(id: &'a [u8; 4]) -> Self {
        Self(id)
    }

    /// The value in its boxed form.
    pub fn owned<T: Decode>(self) -> T {
        T::decode(&mut Reader::of_checked(self.0))
    }

    /// The value whose fields these are.
    pub(super) fn owned_bare<T: DecodeBare>(self) -> T {
        Reader::of_checked(self.0).get_bare()
    }
}

impl<'a> Viewer<'a> {
    /// A viewer of bytes that were checked.
    pub(super) fn of_checked(bytes: &'a [u8]) -> Self {
        Self::new(Reader::of_checked(bytes))
    }
}

/// Beginning and end.
impl<'a> Viewer<'a> {
    /// A viewer of what `reader` has left. The table of [`Reader::with_table`] is not used: values that are read when they
    /// are asked for would have to keep it.
    #[must_use]
    pub fn new(reader: Reader<'a>) -> Self {
        Self { r: reader.without_table(), start: &[] }
    }

    /// Checks that all that was read was there, and that nothing is left.
    ///
    /// # Errors
    /// Those of [`Reader::finish`].
    pub fn finish(&self) -> Result<(), DecodeError> {
        self.r.finish()
    }

    /// Whether there is an error already.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.r.has_failed()
    }

    /// What was taken since `mark`.
    #[inline]
    pub(super) fn since(&self, Mark(before): Mark<'a>) -> &'a [u8] {
        let taken = before.len().saturating_sub(self.r.rest().len());
        before.get(..taken).unwrap_or_default()
    }

    fn collect<T>(&mut self, count: usize, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut items = self.r.room_for(count);
        while items.len() < count && !self.has_failed() {
            items.push(item(self));
        }
        items
    }

    /// Passes over `count` items, one after another.
    pub(super) fn skip_each(&mut self, count: usize, skip: impl Fn(&mut Self)) {
        for _ in 0..count {
            skip(self);
            if self.has_failed() {
                break;
            }
        }
    }
}

/// Methods that generated code calls. A `Reader` has the same ones.
#[doc(hidden)]
impl<'a> Viewer<'a> {
    /// A constructor id.
    #[inline]
    pub fn read_id(&mut self) -> u32 {
        u32::from_le_bytes(self.r.array())
    }

    /// A `#`.
    #[inline]
    pub fn number(&mut self) -> u32 {
        self.read_id()
    }

    /// A `#` that is a computed mask; `declared` are the bits that fields use.
    #[inline]
    pub fn mask(&mut self, declared: u32) -> u32 {
        self.r.computed_mask(declared)
    }

    /// Values of a fixed width one after another.
    #[inline]
    pub fn run<T: Fixed>(&mut self) -> T {
        self.r.run()
    }

    /// Computed masks and then values of a fixed width.
    #[inline]
    pub fn masked_run<T: Fixed, const N: usize>(&mut self, declared: &'static [u32; N]) -> ([u32; N], T) {
        self.r.masked_run(declared)
    }

    /// Reads the id of the constructor `name`. Any other id is an error.
    #[inline]
    pub fn expect_tag(&mut self, id: u32, name: &'static &'static str) {
        self.r.expect_id(id, name);
    }

    /// Fails since the type `expected` has no constructor with the id `found`, just read.
    #[cold]
    pub fn unknown_id(&mut self, expected: &'static &'static str, found: u32) {
        self.r.unknown_constructor(expected, found);
    }

    /// Passes over `len` bytes.
    #[inline]
    pub fn pass(&mut self, len: usize) {
        self.r.try_pass(len);
    }

    /// Passes over a `Bool`.
    #[inline]
    pub fn skip_bool(&mut self) {
        self.r.bool();
    }

    /// Passes over a `string`.
    #[inline]
    pub fn skip_string(&mut self) {
        self.r.str();
    }

    /// Passes over a `bytes`.
    #[inline]
    pub fn skip_bytes(&mut self) {
        self.r.byte_slice();
    }

    /// Passes over a value whose code in `table` is `code`.
    #[inline]
    pub fn skip(&mut self, table: &'static Table<'static>, code: &'static &'static [u8]) {
        self.r.skip_value(table, code);
    }

    /// The value that began at `mark`, of which no more than the id has been read; `code` is its code in `table`.
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

    /// The value that began at `mark` and has just failed, if `table` can read it: another layer has a constructor in it that
    /// the program would need. Otherwise the error stays.
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

    /// The bytes of the combinator that is open, up to here.
    #[inline]
    #[must_use]
    pub fn source(&self) -> Source<'a> {
        Source(self.since(Mark(self.start)))
    }

    /// A value that is its own view.
    #[inline]
    pub fn owned<T: Decode>(&mut self) -> T {
        T::decode(&mut self.r)
    }

    /// Where the viewer is now.
    #[inline]
    #[must_use]
    pub fn mark(&self) -> Mark<'a> {
        self.r.mark()
    }

    /// A vector, boxed or not, whose items `item` reads; each takes at least `min_size` bytes.
    pub fn items_with<T>(
        &mut self,
        boxed: bool,
        min_size: usize,
        item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = self.r.vector_head(boxed, min_size);
        self.collect(count, item)
    }

    /// `count` items that `item` reads; each takes at least `min_size` bytes.
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

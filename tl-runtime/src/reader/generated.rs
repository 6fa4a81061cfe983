//! The methods of a [`Reader`] that generated code calls.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Reader;
use crate::wire::Table;
use crate::{Decode, DecodeBare, Fixed, Mark, Unread};

/// Methods that generated code calls. They are not part of the public interface.
///
/// The methods are `extern "C"`, which tells rustc that they do not unwind. Each call could otherwise unwind, so each would be
/// followed by code that drops all fields that were read before it: a release build of layer 230's bindings takes 78.9 instead of
/// 72.0 billion instructions (1.10 times). No foreign code calls the methods; a panic in one of them ends the program. Names and
/// codes are pointers to static references, because each type has its own copy of the call, and one pointer is less to pass than a
/// pointer and a length.
#[doc(hidden)]
#[allow(improper_ctypes_definitions, reason = "no foreign code calls these")]
impl<'a> Reader<'a> {
    /// A constructor id: 4 bytes.
    #[inline(never)]
    pub extern "C" fn read_id(&mut self) -> u32 {
        self.id()
    }

    /// A `#`: 4 bytes.
    #[inline]
    pub extern "C" fn number(&mut self) -> u32 {
        self.read_id()
    }

    /// A computed mask, of which fields use the bits `declared`.
    #[inline(never)]
    pub extern "C" fn mask(&mut self, declared: u32) -> u32 {
        self.computed_mask(declared)
    }

    /// Values of a fixed width, as [`fixed`](Self::fixed) reads them.
    #[inline(never)]
    pub extern "C" fn run<T: Fixed>(&mut self) -> T {
        self.fixed()
    }

    /// Computed masks and then values of a fixed width. `declared` are the bits that fields use of each mask.
    ///
    /// Fails as reading them one by one does, the masks by [`mask`](Self::mask).
    #[inline(never)]
    pub extern "C" fn masked_run<T: Fixed, const N: usize>(
        &mut self,
        declared: &'static [u32; N],
    ) -> ([u32; N], T) {
        if self.limits.strict || self.rest.len() < <([u32; N], T)>::SIZE {
            self.check_run(declared, T::SIZES);
        }
        self.take_run()
    }

    /// A boxed value, or one of a built-in type.
    #[inline]
    pub extern "C" fn value<T: Decode>(&mut self) -> T {
        T::decode(self)
    }

    /// A bare value: its fields only, one level deeper.
    #[inline]
    pub extern "C" fn bare<T: DecodeBare>(&mut self) -> T {
        self.enter();
        let value = T::decode_bare(self);
        self.leave(const { &T::NAME });
        value
    }

    /// A value that is there only if `present`.
    pub extern "C" fn value_if<T: Decode>(&mut self, present: bool) -> Option<T> {
        present.then(|| T::decode(self))
    }

    /// A bare value that is there only if `present`.
    pub extern "C" fn bare_if<T: DecodeBare>(&mut self, present: bool) -> Option<T> {
        present.then(|| self.bare())
    }

    /// A bare value in a box. Out of line, so that an enum does not keep room for each of its constructors on the stack.
    #[inline(never)]
    pub extern "C" fn bare_in_box<T: DecodeBare>(&mut self) -> Box<T> {
        self.enter_box(size_of::<T>());
        let value = Box::new(T::decode_bare(self));
        self.leave(const { &T::NAME });
        value
    }

    /// What `read` reads, in a box.
    #[inline]
    pub extern "C" fn in_box<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Box<T> {
        self.claim(size_of::<T>());
        Box::new(read(self))
    }

    /// A vector, boxed or not.
    pub extern "C" fn items<T: Decode>(&mut self, boxed: bool) -> Vec<T> {
        let count = self.vector_head(boxed, T::MIN_SIZE);
        T::decode_items(count, self)
    }

    /// A vector, boxed or not, of bare items.
    #[allow(clippy::redundant_closure_for_method_calls, reason = "the method is no Rust function")]
    pub extern "C" fn bare_items<T: DecodeBare>(&mut self, boxed: bool) -> Vec<T> {
        self.items_with(boxed, T::MIN_SIZE, |r| r.bare())
    }

    /// A vector, boxed or not, whose items `item` reads; each takes at least `min_size` bytes.
    pub extern "C" fn items_with<T>(
        &mut self,
        boxed: bool,
        min_size: usize,
        item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = self.vector_head(boxed, min_size);
        self.collect(count, item)
    }

    /// `count` items of a repetition, which has no count of its own.
    pub extern "C" fn repeated<T: Decode>(&mut self, count: u32) -> Vec<T> {
        let count = self.admit(count, T::MIN_SIZE, self.offset());
        T::decode_items(count, self)
    }

    /// `count` items that `item` reads; each takes at least `min_size` bytes.
    pub extern "C" fn repeated_with<T>(
        &mut self,
        count: u32,
        min_size: usize,
        item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = self.admit(count, min_size, self.offset());
        self.collect(count, item)
    }

    /// A value that takes all of the next `len` bytes.
    pub extern "C" fn framed<T: Decode>(&mut self, len: u32) -> T {
        self.frame(len as usize, T::decode)
    }

    /// Reads the id of the constructor `name`. Any other id is an error.
    #[inline(never)]
    pub extern "C" fn expect_tag(&mut self, id: u32, name: &'static &'static str) {
        self.expect_id(id, name);
    }

    /// Fails since the type `expected` has no constructor with the id `found`, just read.
    #[cold]
    #[inline(never)]
    pub extern "C" fn unknown_id(&mut self, expected: &'static &'static str, found: u32) {
        self.unknown_constructor(expected, found);
    }

    /// Passes over `len` bytes.
    #[inline(never)]
    pub extern "C" fn pass(&mut self, len: usize) {
        self.try_pass(len);
    }

    /// Passes over a `Bool`.
    #[inline(never)]
    pub extern "C" fn skip_bool(&mut self) {
        self.bool();
    }

    /// Passes over a `string`.
    #[inline(never)]
    pub extern "C" fn skip_string(&mut self) {
        self.str();
    }

    /// Passes over a `bytes`.
    #[inline(never)]
    pub extern "C" fn skip_bytes(&mut self) {
        self.byte_slice();
    }

    /// Passes over a value whose code in `table` is `code`. It fails as decoding the value would, except that no memory is
    /// taken for it; so do the other methods that have a table.
    #[inline(never)]
    pub extern "C" fn skip(&mut self, table: &'static Table<'static>, code: &'static &'static [u8]) {
        self.skip_value(table, code);
    }

    /// A value whose bytes are kept.
    #[inline(never)]
    pub extern "C" fn unread(
        &mut self,
        table: &'static Table<'static>,
        code: &'static &'static [u8],
    ) -> Unread {
        self.unread_from(self.mark(), table, code)
    }

    /// Where the reader is now.
    #[inline]
    pub extern "C" fn mark(&self) -> Mark<'a> {
        Mark(self.rest)
    }

    /// The value that began at `mark`, of which no more than the id has been read.
    #[inline(never)]
    pub extern "C" fn unread_from(
        &mut self,
        mark: Mark<'a>,
        table: &'static Table<'static>,
        code: &'static &'static [u8],
    ) -> Unread {
        self.back_to(mark.0);
        self.skip_value(table, code);
        self.keep(mark.0, table)
    }

    /// The value that began at `mark` and has just failed: its bytes, if the table can read it, since another layer has a
    /// constructor in it that the program would need. Otherwise the error remains, and the value has no bytes.
    #[cold]
    #[inline(never)]
    pub extern "C" fn unread_instead(
        &mut self,
        mark: Mark<'a>,
        table: &'static Table<'static>,
        code: &'static &'static [u8],
    ) -> Unread {
        self.skip_instead(mark.0, table, code);
        self.keep(mark.0, table)
    }
}

/// Beginnings and ends of combinators, which the generic methods call.
#[allow(improper_ctypes_definitions, reason = "no foreign code calls these")]
impl Reader<'_> {
    /// Begins the fields of a combinator, up to the matching [`leave`](Self::leave).
    #[inline(never)]
    pub(crate) extern "C" fn enter(&mut self) {
        self.descend();
    }

    /// The same for a combinator in a box of `size` bytes.
    #[inline(never)]
    extern "C" fn enter_box(&mut self, size: usize) {
        self.claim(size);
        self.descend();
    }

    /// Ends the fields of the combinator `name`: an error met in them bears its name.
    #[inline(never)]
    pub(crate) extern "C" fn leave(&mut self, name: &'static &'static str) {
        self.ascend_from(name);
    }
}

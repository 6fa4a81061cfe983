//! Methods of a [`Reader`] that generated code calls.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Reader;
use crate::wire::Table;
use crate::{Decode, DecodeBare, Fixed, Mark, Unread};

/// Methods that generated code calls. They are not part of the public interface.
///
/// The methods are `extern "C"`, so rustc assumes that they do not unwind. Without `extern "C"`, each call would be
/// followed by code that drops all fields that were read before the call. rustc would then need 78.9 instead of 72.0
/// billion instructions for a release build of layer 230's bindings (1.10 times). No foreign code calls the methods. A
/// panic in one of them aborts the program. Names, and codes of types in a table, are passed as pointers to static
/// references: such a pointer takes less code at each call than a pointer and a length.
#[doc(hidden)]
#[allow(improper_ctypes_definitions, reason = "no foreign code calls these")]
impl<'a> Reader<'a> {
    /// Reads a constructor id: 4 bytes.
    #[inline(never)]
    pub extern "C" fn read_id(&mut self) -> u32 {
        self.id()
    }

    /// Reads a `#`: 4 bytes.
    #[inline]
    pub extern "C" fn number(&mut self) -> u32 {
        self.read_id()
    }

    /// Reads a computed mask: a `flags:#` that Rust values do not store, because writing computes it. `declared`
    /// contains the bits that fields use.
    #[inline(never)]
    pub extern "C" fn mask(&mut self, declared: u32) -> u32 {
        self.computed_mask(declared)
    }

    /// Reads values of a fixed width, as [`fixed`](Self::fixed) does.
    #[inline(never)]
    pub extern "C" fn run<T: Fixed>(&mut self) -> T {
        self.fixed()
    }

    /// Reads computed masks and then values of a fixed width. For each mask, `declared` contains the bits that fields
    /// use.
    ///
    /// Fails in the same cases as reading the masks with [`mask`](Self::mask) and the values one by one.
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

    /// Reads a boxed value, or a value of a built-in type.
    #[inline]
    pub extern "C" fn value<T: Decode>(&mut self) -> T {
        T::decode(self)
    }

    /// Reads a bare value, which has only its fields, one nesting level deeper.
    #[inline]
    pub extern "C" fn bare<T: DecodeBare>(&mut self) -> T {
        self.enter();
        let value = T::decode_bare(self);
        self.leave(const { &T::NAME });
        value
    }

    /// Reads a value if `present`.
    pub extern "C" fn value_if<T: Decode>(&mut self, present: bool) -> Option<T> {
        present.then(|| T::decode(self))
    }

    /// Reads a bare value if `present`.
    pub extern "C" fn bare_if<T: DecodeBare>(&mut self, present: bool) -> Option<T> {
        present.then(|| self.bare())
    }

    /// Reads a bare value into a box. This method is not inlined, so that the function that reads an enum does not
    /// reserve stack space for each constructor.
    #[inline(never)]
    pub extern "C" fn bare_in_box<T: DecodeBare>(&mut self) -> Box<T> {
        self.enter_box(size_of::<T>());
        let value = Box::new(T::decode_bare(self));
        self.leave(const { &T::NAME });
        value
    }

    /// Reads a value with `read` and puts it in a box.
    #[inline]
    pub extern "C" fn in_box<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Box<T> {
        self.claim(size_of::<T>());
        Box::new(read(self))
    }

    /// Reads a vector, boxed or not.
    pub extern "C" fn items<T: Decode>(&mut self, boxed: bool) -> Vec<T> {
        let count = self.vector_head(boxed, T::MIN_SIZE);
        T::decode_items(count, self)
    }

    /// Reads a vector, boxed or not, of bare items.
    #[allow(clippy::redundant_closure_for_method_calls, reason = "the method has the ABI of C")]
    pub extern "C" fn bare_items<T: DecodeBare>(&mut self, boxed: bool) -> Vec<T> {
        self.items_with(boxed, T::MIN_SIZE, |r| r.bare())
    }

    /// Reads a vector, boxed or not. Its items are read by `item` and take at least `min_size` bytes each.
    pub extern "C" fn items_with<T>(
        &mut self,
        boxed: bool,
        min_size: usize,
        item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = self.vector_head(boxed, min_size);
        self.collect(count, item)
    }

    /// Reads `count` items of a repetition, which has no count of its own.
    pub extern "C" fn repeated<T: Decode>(&mut self, count: u32) -> Vec<T> {
        let count = self.admit(count, T::MIN_SIZE, self.offset());
        T::decode_items(count, self)
    }

    /// Reads `count` items with `item`. Each item takes at least `min_size` bytes.
    pub extern "C" fn repeated_with<T>(
        &mut self,
        count: u32,
        min_size: usize,
        item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = self.admit(count, min_size, self.offset());
        self.collect(count, item)
    }

    /// Reads a value that takes all of the next `len` bytes.
    pub extern "C" fn framed<T: Decode>(&mut self, len: u32) -> T {
        self.frame(len as usize, T::decode)
    }

    /// Reads the id of the constructor `name`. Any other id is an error.
    #[inline(never)]
    pub extern "C" fn expect_tag(&mut self, id: u32, name: &'static &'static str) {
        self.expect_id(id, name);
    }

    /// Fails because the type `expected` has no constructor with the id `found`, which was read last.
    #[cold]
    #[inline(never)]
    pub extern "C" fn unknown_id(&mut self, expected: &'static &'static str, found: u32) {
        self.unknown_constructor(expected, found);
    }

    /// Skips `len` bytes.
    #[inline(never)]
    pub extern "C" fn pass(&mut self, len: usize) {
        self.try_pass(len);
    }

    /// Skips a `Bool`.
    #[inline(never)]
    pub extern "C" fn skip_bool(&mut self) {
        self.bool();
    }

    /// Skips a `string`.
    #[inline(never)]
    pub extern "C" fn skip_string(&mut self) {
        self.str();
    }

    /// Skips a `bytes`.
    #[inline(never)]
    pub extern "C" fn skip_bytes(&mut self) {
        self.byte_slice();
    }

    /// Skips a value of the type that `code` describes in `table`. Fails in the same cases as decoding the value,
    /// except that the memory limit does not apply. This is also true for the other methods with a parameter `table`.
    #[inline(never)]
    pub extern "C" fn skip(&mut self, table: &'static Table<'static>, code: &'static &'static [u8]) {
        self.skip_value(table, code);
    }

    /// Checks a value by the table, without decoding it, and keeps its bytes.
    #[inline(never)]
    pub extern "C" fn unread(
        &mut self,
        table: &'static Table<'static>,
        code: &'static &'static [u8],
    ) -> Unread {
        self.unread_from(self.mark(), table, code)
    }

    /// Returns the current position.
    #[inline]
    pub extern "C" fn mark(&self) -> Mark<'a> {
        Mark(self.rest)
    }

    /// Goes back to `mark`, checks the value there by the table, without decoding it, and keeps its bytes. Since
    /// `mark`, at most the id of the value was read.
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

    /// Called after the value at `mark` could not be decoded. If the value may contain a constructor of another layer,
    /// goes back to `mark`, checks the value by the table, and keeps its bytes. If the table cannot read the value
    /// either, the reader keeps its error, and the returned value has no bytes.
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

/// Beginning and end of combinators. The generic methods above call these methods.
#[allow(improper_ctypes_definitions, reason = "no foreign code calls these")]
impl Reader<'_> {
    /// Begins the fields of a combinator, which end at the matching [`leave`](Self::leave).
    #[inline(never)]
    pub(crate) extern "C" fn enter(&mut self) {
        self.descend();
    }

    /// Begins the fields of a combinator that is stored in a box of `size` bytes.
    #[inline(never)]
    extern "C" fn enter_box(&mut self, size: usize) {
        self.claim(size);
        self.descend();
    }

    /// Ends the fields of the combinator `name`, and adds its name to an error that occurred in them.
    #[inline(never)]
    pub(crate) extern "C" fn leave(&mut self, name: &'static &'static str) {
        self.ascend_from(name);
    }
}

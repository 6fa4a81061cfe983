//! Reads TL values from a byte slice. The length of the input and the [`Limits`] restrict memory, stack and time.

mod generated;
mod items;
#[cfg(feature = "bytes")]
mod shared;
mod values;

use alloc::vec::Vec;

pub use self::items::VectorItems;
use crate::wire::Table;
use crate::{DecodeError, DecodeErrorKind};

/// Number of bytes of memory that values may take regardless of the length of the input, so that a short input can
/// contain a few large structs whose fields are mostly absent. It is 8 times the size of the largest struct of
/// Telegram's layer 230. The documentation of [`Limits::memory`] promises 16 KiB. The other 4 KiB are for the error,
/// and for the zeros and empty values that are returned after the error. Neither the error nor these values are
/// counted.
const BASE_MEMORY: usize = 12 << 10;

/// Limits and options of a [`Reader`].
///
/// ```
/// use tl_runtime::{Limits, Reader};
///
/// let limits = Limits { strict: true, ..Limits::default() };
/// let mut r = Reader::with_limits(&[1, b'x', 7, 7], limits);
/// assert_eq!(r.read::<String>().unwrap_err().to_string(), "at byte 0: the padding after the string is not zero");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The maximum nesting depth of constructors; 64 by default.
    ///
    /// For each level, an unoptimised build takes about four times the size of the constructor's struct on the stack.
    /// 64 levels of 5 kB structs therefore fit in the 2 MiB that a thread has by default.
    pub depth: u32,
    /// The maximum number of bytes of memory that values may take for each byte of input, in addition to 16 KiB for
    /// every input; 32 by default.
    ///
    /// The limit is checked before memory is allocated, and memory still counts after it is released. One byte of the
    /// limit is reserved for strings and vectors of numbers, which never take more than one byte for each byte of
    /// input. The other bytes are for boxes and the items of vectors. The overhead of the allocator is not counted.
    pub memory: u32,
    /// The maximum number of items that take no bytes of input, such as bare `true`, in all vectors of one input
    /// together; 65,536 by default. In each vector, one such item for every 4 remaining bytes of input is not counted.
    /// The number of items that take bytes is limited by the length of the input.
    pub empty_items: u32,
    /// Whether to read strings of 2²⁴ bytes and more. Their encoded length begins with the byte 255. Off by default:
    /// TDLib, TON and VK use such strings, but Telegram's API does not.
    pub long_strings: bool,
    /// Whether to reject bytes that the writer would not write: lengths that are not in their shortest form, padding
    /// that is not zero, and mask bits that no field uses. Masks that Rust values store are not checked; they keep such
    /// bits. If `strict` is off, such bits of other masks are dropped. Off by default.
    pub strict: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 64, memory: 32, empty_items: 65_536, long_strings: false, strict: false }
    }
}

/// Reads values one after another from bytes.
///
/// Like a [`Writer`](crate::Writer), a reader stores its first error. After the error, its methods return zeros and
/// empty values without reading bytes. Implementations of [`Decode`](crate::Decode) therefore need no branch for each
/// field. [`read`](Self::read), [`read_bare`](Self::read_bare), [`check`](Self::check) and [`finish`](Self::finish)
/// return the error. Values from methods without a `Result` are only valid if one of these methods succeeds afterwards.
///
/// ```
/// let mut r = tl_runtime::Reader::new(&[42, 0, 0, 0, 2, b'o', b'k', 0]);
/// assert_eq!(r.read::<i32>()?, 42);
/// assert_eq!(r.read::<String>()?, "ok");
/// r.finish()?;
/// # Ok::<(), tl_runtime::DecodeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    /// The bytes that are not yet read; empty after an error.
    rest: &'a [u8],
    /// Offset of the end of `rest` from the start of the whole input.
    end: usize,
    depth_left: u32,
    empty_left: usize,
    /// Bytes of memory that boxes and items of vectors may still take.
    memory_left: usize,
    limits: Limits,
    error: Option<DecodeError>,
    /// The value of `depth_left` when the error occurred.
    error_depth: u32,
    /// Whether the error occurred while a value was read by a table. If so, no enum around the value becomes `Other`.
    is_final: bool,
    /// The table of constructors that the program was not built with.
    table: Option<&'static Table<'static>>,
    /// The buffer from which decoded `Bytes` are sliced.
    #[cfg(feature = "bytes")]
    shared: Option<&'a bytes::Bytes>,
}

/// Creation, position, end and errors.
impl<'a> Reader<'a> {
    /// Creates a reader of `bytes` with the default [`Limits`].
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::with_limits(bytes, Limits::default())
    }

    /// Creates a reader of `bytes` with the given limits.
    #[must_use]
    pub fn with_limits(bytes: &'a [u8], limits: Limits) -> Self {
        Self {
            rest: bytes,
            end: bytes.len(),
            depth_left: limits.depth,
            empty_left: limits.empty_items as usize,
            memory_left: memory(bytes.len(), limits),
            limits,
            error: None,
            error_depth: 0,
            is_final: false,
            table: None,
            #[cfg(feature = "bytes")]
            shared: None,
        }
    }

    /// Adds a table of constructors that the program was not built with, so that their values can be read.
    ///
    /// This works for modules that were generated with the config key `used` or `passing`. If the program does not use
    /// a value with such a constructor, the value is skipped. Otherwise, the innermost enum that contains the
    /// constructor becomes `Other`; if no enum contains it, reading fails. The crate tl-value makes a table from a
    /// schema at run time, so that a deployed program can read values of a newer layer:
    ///
    /// ```ignore
    /// let table = tl_value::leak_table(&newer);
    /// let mut r = Reader::new(&bytes).with_table(table);
    /// let updates: Updates = r.read()?;
    /// ```
    ///
    /// Values that contain such constructors are written with the bytes that were read. They have no JSON form, because
    /// JSON is made with the program's own table.
    #[must_use]
    pub fn with_table(self, table: &'static Table<'static>) -> Self {
        Self { table: Some(table), ..self }
    }

    /// Removes the table of [`with_table`](Self::with_table).
    pub(crate) fn without_table(self) -> Self {
        Self { table: None, ..self }
    }

    /// Creates a reader of bytes that another reader has already accepted. The new reader has the highest possible
    /// limits, because the limits of the other reader may have been higher than the default.
    pub(crate) fn of_checked(bytes: &'a [u8]) -> Self {
        let limits =
            Limits { depth: u32::MAX, empty_items: u32::MAX, long_strings: true, ..Limits::default() };
        // Values without bytes may take more memory than any limit per byte of input allows.
        Self { memory_left: isize::MAX.unsigned_abs(), ..Self::with_limits(bytes, limits) }
    }

    /// Checks that no error has occurred so far.
    ///
    /// # Errors
    /// Returns the first error of this reader.
    pub fn check(&self) -> Result<(), DecodeError> {
        self.error.clone().map_or(Ok(()), Err)
    }

    /// Checks that no error has occurred and that no bytes are left.
    ///
    /// # Errors
    /// Returns the first error of this reader, or [`TrailingBytes`](DecodeErrorKind::TrailingBytes) if bytes are left.
    pub fn finish(&self) -> Result<(), DecodeError> {
        self.check()?;
        match self.rest.len() {
            0 => Ok(()),
            remaining => Err(DecodeError::new(DecodeErrorKind::TrailingBytes { remaining }, self.offset())),
        }
    }

    /// Returns the number of bytes read so far, which is the offset of the next value. After an error, returns the
    /// offset of the end.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.end - self.rest.len()
    }

    /// Returns the number of bytes not yet read, or 0 after an error.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Returns whether all bytes were read, or an error has occurred.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Returns the limits of this reader.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Returns whether an error has occurred.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    /// Stores an error at the offset of the next byte, unless an error has already occurred. The error names the
    /// combinator that is being read.
    #[cold]
    #[inline(never)]
    pub fn fail(&mut self, kind: DecodeErrorKind) {
        self.fail_at(self.offset(), kind);
    }

    /// Fails because the type `expected` has no constructor with the id `found`, which was read last.
    #[cold]
    #[inline(never)]
    pub fn unknown_constructor(&mut self, expected: &'static str, found: u32) {
        let start = self.offset().saturating_sub(4);
        self.fail_at(start, DecodeErrorKind::UnknownConstructor { expected, found });
    }

    #[cold]
    fn fail_at(&mut self, offset: usize, kind: DecodeErrorKind) {
        if self.error.is_none() {
            self.error = Some(DecodeError::new(kind, offset));
            self.error_depth = self.depth_left;
        }
        self.rest = &[];
    }

    /// Fails with `error`, because a value in the current combinator could not be read with a table.
    #[cold]
    pub(crate) fn fail_with_error(&mut self, error: DecodeError) {
        self.error = Some(error);
        self.error_depth = self.depth_left;
        self.is_final = true;
        self.rest = &[];
    }

    /// If a table may be able to read the value at the start of `rest`, removes and returns the error, and goes back to
    /// `rest`. Otherwise, returns `None`.
    pub(crate) fn retry(&mut self, rest: &'a [u8]) -> Option<DecodeError> {
        let error = self.error.take_if(|error| {
            let may_be_of_another_layer = matches!(
                error.kind(),
                DecodeErrorKind::UnknownConstructor { .. }
                    | DecodeErrorKind::UnexpectedConstructor { .. }
                    | DecodeErrorKind::CountTooLarge { .. }
            );
            may_be_of_another_layer && !self.is_final && !rest.is_empty()
        })?;
        self.rest = rest;
        Some(error)
    }

    /// Returns the table of constructors that the program was not built with.
    #[inline]
    pub(crate) fn table(&self) -> Option<&'static Table<'static>> {
        self.table
    }

    /// Adds the name of the current combinator to the error, unless the error occurred in a combinator inside it.
    #[cold]
    #[inline(never)]
    pub(crate) fn name_error(&mut self, name: &'static str) {
        match &mut self.error {
            Some(error) if self.error_depth == self.depth_left => error.name_type(name),
            _ => {}
        }
    }

    #[cold]
    #[inline(never)]
    fn ends_early(&mut self, needed: usize) {
        self.fail(DecodeErrorKind::UnexpectedEnd { needed, remaining: self.rest.len() });
    }
}

/// Nesting and remaining bytes, for this crate.
impl<'a> Reader<'a> {
    /// Returns the bytes that are not yet read.
    #[inline]
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Goes back to `rest`, which begins at an earlier position, unless there is an error.
    #[inline]
    pub(crate) fn back_to(&mut self, rest: &'a [u8]) {
        if !self.has_failed() {
            self.rest = rest;
        }
    }

    /// Skips `len` bytes. Returns `false` and fails if there are fewer.
    #[inline(always)]
    pub(crate) fn try_pass(&mut self, len: usize) -> bool {
        match self.rest.get(len..) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => {
                self.ends_early(len);
                false
            }
        }
    }

    /// Goes one nesting level deeper. Returns `false` and fails if [`Limits::depth`] does not allow it.
    #[inline]
    pub(crate) fn try_descend(&mut self) -> bool {
        let has_room = self.depth_left > 0;
        self.descend();
        has_room
    }

    /// Leaves a nesting level in which no error occurred.
    #[inline]
    pub(crate) fn ascend(&mut self) {
        self.depth_left = self.depth_left.wrapping_add(1);
    }

    /// Returns how many nesting levels and how many items without bytes are still allowed.
    pub(crate) fn budget(&self) -> (u32, usize) {
        (self.depth_left, self.empty_left)
    }

    pub(crate) fn set_budget(&mut self, levels: u32, empty: usize) {
        (self.depth_left, self.empty_left) = (levels, empty);
    }

    /// Goes one nesting level deeper, and fails if [`Limits::depth`] does not allow it.
    #[inline]
    pub(crate) fn descend(&mut self) {
        if self.depth_left == 0 {
            self.fail(DecodeErrorKind::TooDeep { limit: self.limits.depth });
        }
        // At the limit, `depth_left` wraps around. This is allowed: an error is stored already, and leaving the level
        // restores `depth_left`.
        self.depth_left = self.depth_left.wrapping_sub(1);
    }

    /// Leaves the combinator `name`, and adds its name to an error that occurred in it.
    #[inline]
    pub(crate) fn ascend_from(&mut self, name: &'static str) {
        if self.has_failed() {
            self.name_error(name);
        }
        self.depth_left = self.depth_left.wrapping_add(1);
    }
}

/// Counts and memory, for this crate.
impl Reader<'_> {
    /// Checks that the remaining bytes can hold `count` items of at least `min_size` bytes each, and returns `count`.
    /// If they cannot, returns 0 and fails at the offset `at`. Items that may take no bytes share one limit for the
    /// whole input.
    #[inline]
    pub(crate) fn admit(&mut self, count: u32, min_size: usize, at: usize) -> usize {
        if (count as usize).saturating_mul(min_size.max(4)) <= self.rest.len() {
            return count as usize;
        }
        self.admit_more(count, min_size, at)
    }

    /// Handles a count that is too large for items of `min_size` bytes, or of 4 bytes if `min_size` is smaller. Some
    /// items may take fewer bytes or none.
    #[cold]
    #[inline(never)]
    fn admit_more(&mut self, count: u32, min_size: usize, at: usize) -> usize {
        // If there is a table, an item may be a constructor of another layer. Such a constructor may have no fields. It
        // then takes only the 4 bytes of its id.
        let min_size = if self.table.is_some() { min_size.min(4) } else { min_size };
        let fit = self.rest.len() / min_size.max(4);
        let empty = (count as usize).saturating_sub(fit);
        let stock = if min_size == 0 { self.empty_left } else { 0 };
        if empty > stock || self.has_failed() {
            let most = fit.saturating_add(stock);
            self.fail_at(at, DecodeErrorKind::CountTooLarge { count, most });
            return 0;
        }
        self.empty_left -= empty;
        count as usize
    }

    /// Subtracts `bytes` from the memory that is left, and returns `true`. If less is left, fails, subtracts nothing
    /// and returns `false`.
    #[inline]
    pub(crate) fn claim(&mut self, bytes: usize) -> bool {
        let left = self.memory_left.checked_sub(bytes);
        self.memory_left = left.unwrap_or(self.memory_left);
        if left.is_none() {
            self.too_much_memory();
        }
        left.is_some()
    }

    #[cold]
    #[inline(never)]
    fn too_much_memory(&mut self) {
        self.fail(DecodeErrorKind::TooMuchMemory { limit: self.limits.memory });
    }

    /// Returns an empty vector with room for `count` items. The caller has checked `count`. The memory of all items is
    /// counted at once: the memory that is left never increases, so items that do not fit now would not fit later.
    pub(crate) fn room_for<T>(&mut self, count: usize) -> Vec<T> {
        if self.claim(count.saturating_mul(size_of::<T>())) { Vec::with_capacity(count) } else { Vec::new() }
    }

    /// Reads `count` items. The caller has checked `count`.
    pub(crate) fn collect<T>(&mut self, count: usize, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut items = self.room_for(count);
        while items.len() < count && !self.has_failed() {
            items.push(item(self));
        }
        items
    }
}

/// Returns the number of bytes of memory that boxes and items of vectors may take for an input of `len` bytes. Strings
/// and vectors of numbers are not counted, because they take at most one byte for each byte of input. This byte is
/// subtracted from the limit here.
fn memory(len: usize, limits: Limits) -> usize {
    let for_each = limits.memory.saturating_sub(1) as usize;
    len.saturating_mul(for_each).saturating_add(BASE_MEMORY).min(isize::MAX.unsigned_abs())
}

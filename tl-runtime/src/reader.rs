//! Reads TL values from a byte slice: bounded in memory, in stack and in time by the input's length.

mod generated;
mod items;
#[cfg(feature = "bytes")]
mod shared;
mod values;

use alloc::vec::Vec;

pub use self::items::VectorItems;
use crate::wire::Table;
use crate::{DecodeError, DecodeErrorKind};

/// Bytes of memory that every input may take, so that a few large structs with little in them fit in a short one: 8
/// times the largest of Telegram's layer 230. The other 4 KiB of the 16 that [`Limits::memory`] promises are for the
/// error, and for what stands in for fields after it, which is not counted.
const BASE_MEMORY: usize = 12 << 10;

/// What a [`Reader`] accepts.
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
    /// Most constructors that may be open at once, one inside another; 64 by default.
    ///
    /// An unoptimised build takes stack of about four times the size of the constructor's struct
    /// for a level, so that 64 levels of 5 kB structs fit well in the 2 MiB that a thread has by
    /// default.
    pub depth: u32,
    /// Most bytes of memory that values may take for each byte of input, beside 16 KiB for every input; 32 by default.
    ///
    /// It is checked before memory is taken, and a value takes none that it gives back. One byte of these is kept for
    /// texts and vectors of numbers, which take no more, whatever the limit is; the others are for boxes and the items
    /// of vectors. What the allocator adds does not count.
    pub memory: u32,
    /// Most items without any bytes, such as bare `true`, that all vectors of one input may have
    /// together; 65,536 by default. Other items are bounded by the bytes they take.
    pub empty_items: u32,
    /// Whether strings of 2²⁴ bytes and more, whose first byte is 255, are read. Off by default:
    /// TDLib, TON and VK have them, Telegram's API has not.
    pub long_strings: bool,
    /// Whether bytes are refused that the writer would not write again: lengths that are not in their shortest form,
    /// padding that is not zero, and bits of computed masks that no field uses, which are dropped otherwise. Off by
    /// default.
    pub strict: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 64, memory: 32, empty_items: 65_536, long_strings: false, strict: false }
    }
}

/// Reads values one after another from bytes.
///
/// Like a [`Writer`](crate::Writer), a reader keeps its first error: what is read after it is zero, empty or the like,
/// and takes no bytes. [`read`](Self::read), [`check`](Self::check) and [`finish`](Self::finish) tell; until one of them
/// did, the other values mean nothing. That spares implementations of [`Decode`](crate::Decode) a branch for each field.
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
    /// Empty once there is an error.
    rest: &'a [u8],
    /// Offset of the end of `rest` from the start of the whole input.
    end: usize,
    depth_left: u32,
    empty_left: usize,
    /// Bytes of memory that boxes and items of vectors may still take.
    memory_left: usize,
    limits: Limits,
    error: Option<DecodeError>,
    /// `depth_left` where the error was met.
    error_depth: u32,
    /// Whether a table has the same error, so that no enum can become `Other`.
    is_final: bool,
    /// The schemas that the program was not built with.
    table: Option<&'static Table<'static>>,
    /// What `Bytes` are slices of.
    #[cfg(feature = "bytes")]
    shared: Option<&'a bytes::Bytes>,
}

/// Position, ends and errors.
impl<'a> Reader<'a> {
    /// A reader of `bytes` with the default [`Limits`].
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::with_limits(bytes, Limits::default())
    }

    /// A reader of `bytes` that accepts what `limits` say.
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

    /// Reads values of constructors that only `table` has, which the program was not built with.
    ///
    /// This is for modules that were generated with `used` or `passing`. Where the program skips a value, that value is
    /// skipped. Otherwise the innermost enum around it becomes `Other`; without such an enum, it is an error. tl-value makes
    /// a table of a schema at run time, so that a deployed program reads the values of a newer layer:
    ///
    /// ```ignore
    /// let table = tl_value::leak_table(&newer);
    /// let mut r = Reader::new(&bytes).with_table(table);
    /// let updates: Updates = r.read()?;
    /// ```
    ///
    /// Such values are written as they were read, but have no JSON, which is made by the table of the program.
    #[must_use]
    pub fn with_table(self, table: &'static Table<'static>) -> Self {
        Self { table: Some(table), ..self }
    }

    /// Reads without [`with_table`](Self::with_table).
    pub(crate) fn without_table(self) -> Self {
        Self { table: None, ..self }
    }

    /// A reader of bytes that were read before, whatever the limits were then: nothing is refused now.
    pub(crate) fn of_checked(bytes: &'a [u8]) -> Self {
        let limits =
            Limits { depth: u32::MAX, empty_items: u32::MAX, long_strings: true, ..Limits::default() };
        // Values without bytes may take more than any number for each byte.
        Self { memory_left: isize::MAX.unsigned_abs(), ..Self::with_limits(bytes, limits) }
    }

    /// Whether all that was read so far was there.
    ///
    /// # Errors
    /// The first error of this reader.
    pub fn check(&self) -> Result<(), DecodeError> {
        self.error.clone().map_or(Ok(()), Err)
    }

    /// Checks that all that was read was there, and that nothing is left.
    ///
    /// # Errors
    /// The first error of this reader; [`TrailingBytes`](DecodeErrorKind::TrailingBytes).
    pub fn finish(&self) -> Result<(), DecodeError> {
        self.check()?;
        match self.rest.len() {
            0 => Ok(()),
            remaining => Err(DecodeError::new(DecodeErrorKind::TrailingBytes { remaining }, self.offset())),
        }
    }

    /// Bytes read so far, which is where the next value begins.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.end - self.rest.len()
    }

    /// Bytes not yet read.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Whether every byte was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What this reader accepts.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Whether there is an error already.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    /// Fails at the next byte, in the combinator that is open.
    #[cold]
    #[inline(never)]
    pub fn fail(&mut self, kind: DecodeErrorKind) {
        self.fail_at(self.offset(), kind);
    }

    /// Fails since the type `expected` has no constructor with the id `found`, just read.
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

    /// Fails as a value did that is part of the combinator that is open and that was read by a table.
    #[cold]
    pub(crate) fn fail_with_error(&mut self, error: DecodeError) {
        self.error = Some(error);
        self.error_depth = self.depth_left;
        self.is_final = true;
        self.rest = &[];
    }

    /// Goes back to where `rest` was not yet read, and returns the error, if a table can read the value that failed.
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

    /// The schemas that the program was not built with.
    #[inline]
    pub(crate) fn table(&self) -> Option<&'static Table<'static>> {
        self.table
    }

    /// Names the combinator that is open in the error, if that was met in this one and not in one inside it.
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

/// Levels and the bytes that are left, for this crate.
impl<'a> Reader<'a> {
    /// What is not yet read.
    #[inline]
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Goes back to where `rest` was not yet read, unless there is an error.
    #[inline]
    pub(crate) fn back_to(&mut self, rest: &'a [u8]) {
        if !self.has_failed() {
            self.rest = rest;
        }
    }

    /// Passes over `len` bytes, if there are so many.
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

    /// One level deeper, if the limit allows it.
    #[inline]
    pub(crate) fn try_descend(&mut self) -> bool {
        let has_room = self.depth_left > 0;
        self.descend();
        has_room
    }

    /// Back from a level without an error.
    #[inline]
    pub(crate) fn ascend(&mut self) {
        self.depth_left = self.depth_left.wrapping_add(1);
    }

    /// How many more levels there may be, and how many more items may take no bytes.
    pub(crate) fn budget(&self) -> (u32, usize) {
        (self.depth_left, self.empty_left)
    }

    pub(crate) fn set_budget(&mut self, levels: u32, empty: usize) {
        (self.depth_left, self.empty_left) = (levels, empty);
    }

    /// One level deeper.
    #[inline]
    pub(crate) fn descend(&mut self) {
        if self.depth_left == 0 {
            self.fail(DecodeErrorKind::TooDeep { limit: self.limits.depth });
        }
        // Beyond the limit there is an error already, and the way back must come out where this one began.
        self.depth_left = self.depth_left.wrapping_sub(1);
    }

    /// Back from the combinator `name`, whose name an error in it gets.
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
    /// Checks `count` against the bytes that remain; 0 where it cannot be true. Items of no bytes draw on a common
    /// stock.
    #[inline]
    pub(crate) fn admit(&mut self, count: u32, min_size: usize, at: usize) -> usize {
        if (count as usize).saturating_mul(min_size.max(4)) <= self.rest.len() {
            return count as usize;
        }
        self.admit_more(count, min_size, at)
    }

    /// More items than the bytes can hold, of which some may take none.
    #[cold]
    #[inline(never)]
    fn admit_more(&mut self, count: u32, min_size: usize, at: usize) -> usize {
        // Constructors of other layers may be as small as their ids.
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

    /// Takes as many bytes of the memory that is left; fails, and takes none, where there are fewer.
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

    /// An empty vector with room for `count` items, a number that was checked. They have their memory at once: nothing
    /// is given back before the value is whole, so what does not fit now would not fit later.
    pub(crate) fn room_for<T>(&mut self, count: usize) -> Vec<T> {
        if self.claim(count.saturating_mul(size_of::<T>())) { Vec::with_capacity(count) } else { Vec::new() }
    }

    /// Reads `count` items, a number that was checked.
    pub(crate) fn collect<T>(&mut self, count: usize, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut items = self.room_for(count);
        while items.len() < count && !self.has_failed() {
            items.push(item(self));
        }
        items
    }
}

/// Bytes of memory that boxes and items of vectors may take for an input of `len` bytes. The bytes of texts and numbers
/// are at most those of the input, so they are set aside here and never counted.
fn memory(len: usize, limits: Limits) -> usize {
    let for_each = limits.memory.saturating_sub(1) as usize;
    len.saturating_mul(for_each).saturating_add(BASE_MEMORY).min(isize::MAX.unsigned_abs())
}

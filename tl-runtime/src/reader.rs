//! Reads TL values from a byte slice: bounded in memory, in stack and in time by the input's length.

use alloc::string::String;
use alloc::vec::Vec;

use crate::{BOOL_FALSE_ID, BOOL_TRUE_ID, LONG_STRING};
use crate::{Decode, DecodeBare, DecodeError, DecodeErrorKind};

/// Bytes of memory that vectors, all those together that are being read, may set aside for items
/// to come, for each byte of input. Beyond that they grow as items are read.
const ADVANCE: usize = 4;

/// What a [`Reader`] accepts.
///
/// ```
/// use tl_runtime::{Decode, Limits, Reader};
///
/// let limits = Limits { strict: true, ..Limits::default() };
/// let mut r = Reader::with_limits(&[1, b'x', 7, 7], limits);
/// assert_eq!(String::decode(&mut r).unwrap_err().to_string(), "at byte 0: the padding after the string is not zero");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most constructors that may be open at once, one inside another; 64 by default.
    ///
    /// An unoptimised build takes stack of about four times the size of the constructor's struct
    /// for a level, so that 64 levels of 5 kB structs fit well in the 2 MiB that a thread has by
    /// default.
    pub depth: u32,
    /// Most items without any bytes, such as bare `true`, that all vectors of one input may have
    /// together; 65,536 by default. Other items are bounded by the bytes they take.
    pub empty_items: u32,
    /// Whether strings of 2²⁴ bytes and more, whose first byte is 255, are read. Off by default:
    /// TDLib, TON and VK have them, Telegram's API has not.
    pub long_strings: bool,
    /// Whether lengths must have their shortest form and padding must be zero, as the writer
    /// makes them. Off by default.
    pub strict: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 64, empty_items: 65_536, long_strings: false, strict: false }
    }
}

/// Reads values one after another from bytes.
///
/// A method that fails leaves the reader where it may be in the middle of a value: clone the
/// reader first to try again from the same place.
///
/// ```
/// let mut r = tl_runtime::Reader::new(&[42, 0, 0, 0, 2, b'o', b'k', 0]);
/// assert_eq!(r.int()?, 42);
/// assert_eq!(r.str()?, "ok");
/// r.finish()?;
/// # Ok::<(), tl_runtime::DecodeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    /// Offset of the end of `rest` from the start of the whole input.
    end: usize,
    /// Of the combinator that is open; empty at the top level.
    type_name: &'static str,
    depth_left: u32,
    empty_left: usize,
    /// Bytes of memory that vectors may still take ahead of their items.
    advance: usize,
    limits: Limits,
}

/// What [`Reader::enter`] puts aside and [`Reader::leave`] brings back.
#[derive(Debug)]
#[must_use = "pass it to `Reader::leave`"]
pub struct Outer(&'static str);

/// Position, ends and context.
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
            type_name: "",
            depth_left: limits.depth,
            empty_left: limits.empty_items as usize,
            advance: bytes.len().saturating_mul(ADVANCE).min(isize::MAX.unsigned_abs()),
            limits,
        }
    }

    /// Reads the next `len` bytes with `read`, which sees no others and must take them all.
    ///
    /// ```
    /// use tl_runtime::{Object, Reader};
    ///
    /// let mut r = Reader::new(&[4, 0, 0, 0, 0xb5, 0x75, 0x72, 0x99, 7, 0, 0, 0]);
    /// let len = r.nat()?;
    /// let object: Object = r.frame(len as usize, |r| r.read())?;
    /// assert_eq!(object.as_bytes().len(), 4);
    /// assert_eq!(r.int()?, 7);
    /// # Ok::<(), tl_runtime::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd) where there are fewer bytes,
    /// [`TrailingBytes`](DecodeErrorKind::TrailingBytes) where `read` leaves some; those of `read`.
    pub fn frame<T>(
        &mut self,
        len: usize,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let inner = self.raw(len)?;
        let start = self.offset() - len;
        let (rest, end) = (self.rest, self.end);
        (self.rest, self.end) = (inner, start + len);
        let value = read(self)?;
        self.finish()?;
        (self.rest, self.end) = (rest, end);
        Ok(value)
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

    /// Checks that every byte was read.
    ///
    /// # Errors
    /// [`TrailingBytes`](DecodeErrorKind::TrailingBytes).
    pub fn finish(&self) -> Result<(), DecodeError> {
        match self.rest.len() {
            0 => Ok(()),
            remaining => Err(self.error(DecodeErrorKind::TrailingBytes { remaining })),
        }
    }

    /// Begins the fields of the combinator `name`; errors name it until [`leave`](Self::leave).
    ///
    /// # Errors
    /// [`TooDeep`](DecodeErrorKind::TooDeep) beyond [`Limits::depth`] levels.
    #[inline(never)]
    pub fn enter(&mut self, name: &'static str) -> Result<Outer, DecodeError> {
        let Some(depth_left) = self.depth_left.checked_sub(1) else {
            return Err(self.error(DecodeErrorKind::TooDeep { limit: self.limits.depth }));
        };
        self.depth_left = depth_left;
        Ok(Outer(core::mem::replace(&mut self.type_name, name)))
    }

    /// Ends the fields that the matching [`enter`](Self::enter) began.
    #[inline(never)]
    pub fn leave(&mut self, Outer(name): Outer) {
        self.depth_left = self.depth_left.saturating_add(1);
        self.type_name = name;
    }

    /// An error at the next byte, in the combinator that is open.
    #[cold]
    #[must_use]
    pub fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        self.error_at(self.offset(), kind)
    }

    /// The error for the id `found`, just read, where the type `expected` has no such constructor.
    #[cold]
    #[must_use]
    pub fn unknown_constructor(&self, expected: &'static str, found: u32) -> DecodeError {
        self.error_at(
            self.offset().saturating_sub(4),
            DecodeErrorKind::UnknownConstructor { expected, found },
        )
    }

    #[cold]
    fn error_at(&self, offset: usize, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, offset, self.type_name)
    }

    #[cold]
    fn ends_early(&self, needed: usize) -> DecodeError {
        self.error(DecodeErrorKind::UnexpectedEnd { needed, remaining: self.rest.len() })
    }
}

/// Values of the built-in types. Each fails with
/// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd) where bytes are missing.
impl<'a> Reader<'a> {
    /// The next `len` bytes as they are.
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd), as all of these.
    pub fn raw(&mut self, len: usize) -> Result<&'a [u8], DecodeError> {
        let Some((bytes, rest)) = self.rest.split_at_checked(len) else {
            return Err(self.ends_early(len));
        };
        self.rest = rest;
        Ok(bytes)
    }

    /// The next `N` bytes as they are: `int128` is `array::<16>()`.
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd).
    #[inline]
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let Some((bytes, rest)) = self.rest.split_first_chunk() else {
            return Err(self.ends_early(N));
        };
        self.rest = rest;
        Ok(*bytes)
    }

    /// A constructor id: 4 bytes.
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd).
    #[inline(never)]
    pub fn id(&mut self) -> Result<u32, DecodeError> {
        self.array().map(u32::from_le_bytes)
    }

    /// A `#`: 4 bytes.
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd).
    #[inline]
    pub fn nat(&mut self) -> Result<u32, DecodeError> {
        self.id()
    }

    /// An `int`: 4 bytes.
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd).
    #[inline(never)]
    pub fn int(&mut self) -> Result<i32, DecodeError> {
        self.array().map(i32::from_le_bytes)
    }

    /// A `long`: 8 bytes.
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd).
    #[inline(never)]
    pub fn long(&mut self) -> Result<i64, DecodeError> {
        self.array().map(i64::from_le_bytes)
    }

    /// A `double`: 8 bytes.
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd).
    #[inline(never)]
    pub fn double(&mut self) -> Result<f64, DecodeError> {
        self.array().map(f64::from_le_bytes)
    }

    /// A `float` of VK's schemas: 4 bytes.
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd).
    #[inline(never)]
    pub fn float(&mut self) -> Result<f32, DecodeError> {
        self.array().map(f32::from_le_bytes)
    }

    /// A `Bool`: the id of `boolTrue` or `boolFalse`.
    ///
    /// # Errors
    /// [`UnknownConstructor`](DecodeErrorKind::UnknownConstructor) for any other id.
    #[inline(never)]
    pub fn bool(&mut self) -> Result<bool, DecodeError> {
        match self.id()? {
            BOOL_TRUE_ID => Ok(true),
            BOOL_FALSE_ID => Ok(false),
            id => Err(self.unknown_constructor("Bool", id)),
        }
    }

    /// A `string`, copied. See [`byte_slice`](Self::byte_slice) for its form.
    ///
    /// # Errors
    /// Those of [`str`](Self::str).
    #[inline(never)]
    pub fn string(&mut self) -> Result<String, DecodeError> {
        self.text().map(String::from)
    }

    /// A `bytes`, copied.
    ///
    /// # Errors
    /// Those of [`byte_slice`](Self::byte_slice).
    #[inline(never)]
    pub fn bytes(&mut self) -> Result<Vec<u8>, DecodeError> {
        self.string_data().map(Vec::from)
    }

    /// A `string`, borrowed from the input.
    ///
    /// # Errors
    /// Those of [`byte_slice`](Self::byte_slice), and
    /// [`InvalidUtf8`](DecodeErrorKind::InvalidUtf8) with the offset of the first wrong byte.
    #[inline(never)]
    pub fn str(&mut self) -> Result<&'a str, DecodeError> {
        self.text()
    }

    /// A `bytes`, borrowed from the input: 1 byte of length, or 254 and 3 bytes of length, or 255
    /// and 7 where [`Limits::long_strings`] is on; the data; padding to a multiple of 4 bytes.
    ///
    /// # Errors
    /// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd), also where only padding is missing;
    /// [`LongString`](DecodeErrorKind::LongString); with [`Limits::strict`] also
    /// [`LongLengthForm`](DecodeErrorKind::LongLengthForm) and
    /// [`NonZeroPadding`](DecodeErrorKind::NonZeroPadding).
    #[inline(never)]
    pub fn byte_slice(&mut self) -> Result<&'a [u8], DecodeError> {
        self.string_data()
    }

    /// The data of a string that must be UTF-8; inlined as [`string_data`](Self::string_data) is.
    #[inline(always)]
    fn text(&mut self) -> Result<&'a str, DecodeError> {
        let (start, first) = (self.offset(), self.rest.first());
        let bytes = self.string_data()?;
        core::str::from_utf8(bytes).map_err(|error| {
            let head = match first {
                Some(255) => 8,
                Some(254) => 4,
                _ => 1,
            };
            self.error_at(start + head + error.valid_up_to(), DecodeErrorKind::InvalidUtf8)
        })
    }

    /// The data of a string; inlined into each of the methods that read one, where a call and a
    /// result in memory would cost as much as the rest.
    #[inline(always)]
    fn string_data(&mut self) -> Result<&'a [u8], DecodeError> {
        let (head, len) = self.string_head()?;
        // No overflow: a length that is not below 2^24 was compared with the input's.
        let padded = (head + len + 3) & !3;
        let Some((whole, rest)) = self.rest.split_at_checked(padded) else {
            return Err(self.ends_early(padded));
        };
        if self.limits.strict {
            self.check_canonical(head, len, whole)?;
        }
        self.rest = rest;
        Ok(whole.get(head..head + len).unwrap_or_default())
    }

    /// Bytes before the data of the string that comes next, and bytes of the data.
    #[inline]
    fn string_head(&self) -> Result<(usize, usize), DecodeError> {
        let Some(word) = self.rest.first_chunk() else {
            return Err(self.ends_early(4));
        };
        let word = u32::from_le_bytes(*word);
        match word & 0xff {
            255 => self.long_string_head(),
            254 => Ok((4, (word >> 8) as usize)),
            len => Ok((1, len as usize)),
        }
    }

    #[cold]
    fn long_string_head(&self) -> Result<(usize, usize), DecodeError> {
        if !self.limits.long_strings {
            return Err(self.error(DecodeErrorKind::LongString));
        }
        let Some(word) = self.rest.first_chunk() else {
            return Err(self.ends_early(8));
        };
        let len = usize::try_from(u64::from_le_bytes(*word) >> 8).unwrap_or(usize::MAX);
        if len > self.rest.len() {
            return Err(self.ends_early(len.saturating_add(8)));
        }
        Ok((8, len))
    }

    #[cold]
    fn check_canonical(&self, head: usize, len: usize, whole: &[u8]) -> Result<(), DecodeError> {
        let shortest = if len < 254 {
            1
        } else if len < LONG_STRING {
            4
        } else {
            8
        };
        if head != shortest {
            return Err(self.error(DecodeErrorKind::LongLengthForm));
        }
        if whole.iter().skip(head + len).any(|&byte| byte != 0) {
            return Err(self.error(DecodeErrorKind::NonZeroPadding));
        }
        Ok(())
    }
}

/// Constructors and counts.
impl Reader<'_> {
    /// Reads the id of the combinator `name`, which is the only one that may stand here.
    ///
    /// # Errors
    /// [`UnexpectedConstructor`](DecodeErrorKind::UnexpectedConstructor) for any other id.
    #[inline(never)]
    pub fn expect_id(&mut self, id: u32, name: &'static str) -> Result<(), DecodeError> {
        let start = self.offset();
        let found = self.id()?;
        if found == id {
            return Ok(());
        }
        Err(self.error_at(start, DecodeErrorKind::UnexpectedConstructor { expected: name, found }))
    }

    /// A boxed value, or one of a built-in type.
    ///
    /// # Errors
    /// Those of `T`.
    #[inline]
    pub fn read<T: Decode>(&mut self) -> Result<T, DecodeError> {
        T::decode(self)
    }

    /// A bare value: its fields only, one level deeper.
    ///
    /// # Errors
    /// [`TooDeep`](DecodeErrorKind::TooDeep) beyond [`Limits::depth`] levels; those of `T`.
    #[inline]
    pub fn read_bare<T: DecodeBare>(&mut self) -> Result<T, DecodeError> {
        let outer = self.enter(T::NAME)?;
        let value = T::decode_bare(self)?;
        self.leave(outer);
        Ok(value)
    }

    /// Checks `count` against the bytes that remain. Items of no bytes draw on a common stock.
    pub(crate) fn admit(&mut self, count: u32, min_size: usize, at: usize) -> Result<usize, DecodeError> {
        let fit = self.rest.len() / min_size.max(4);
        let empty = (count as usize).saturating_sub(fit);
        let stock = if min_size == 0 { self.empty_left } else { 0 };
        if empty > stock {
            let most = fit.saturating_add(stock);
            return Err(self.error_at(at, DecodeErrorKind::CountTooLarge { count, most }));
        }
        self.empty_left -= empty;
        Ok(count as usize)
    }

    /// Reads `count` items, a number that was checked.
    pub(crate) fn collect<T>(
        &mut self,
        count: usize,
        mut item: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let taken = self.advance.min(count.saturating_mul(size_of::<T>()));
        self.advance -= taken;
        let mut items = Vec::with_capacity(taken / size_of::<T>().max(1));
        for _ in 0..count {
            items.push(item(self)?);
        }
        self.advance += taken;
        Ok(items)
    }
}

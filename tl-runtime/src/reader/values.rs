//! Reads numbers, strings, raw bytes, ids and frames. A frame is a part of the input with a known length.

use alloc::string::String;
use alloc::vec::Vec;

use super::Reader;
use crate::Fixed;
use crate::{BOOL_FALSE_ID, BOOL_TRUE_ID, DecodeErrorKind, LONG_STRING, VECTOR_ID};

/// Values of the built-in types, for implementations of [`Decode`](crate::Decode). Each method fails with
/// [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd) if bytes are missing.
impl<'a> Reader<'a> {
    /// Returns the next `len` bytes unchanged, or no bytes if there are fewer.
    pub fn raw(&mut self, len: usize) -> &'a [u8] {
        let Some((bytes, rest)) = self.rest.split_at_checked(len) else {
            self.ends_early(len);
            return &[];
        };
        self.rest = rest;
        bytes
    }

    /// Reads the next `N` bytes unchanged. For example, `array::<16>()` reads an `int128`.
    #[inline]
    pub fn array<const N: usize>(&mut self) -> [u8; N] {
        let Some((bytes, rest)) = self.rest.split_first_chunk() else {
            self.ends_early(N);
            return [0; N];
        };
        self.rest = rest;
        *bytes
    }

    /// Reads values of a fixed width one after another, with one check of the input's length.
    ///
    /// Fails in the same cases as reading the values one by one.
    ///
    /// ```
    /// let mut r = tl_runtime::Reader::new(&[7, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]);
    /// let (id, date): (u32, i64) = r.fixed();
    /// assert_eq!((id, date), (7, -1));
    /// ```
    #[inline]
    pub fn fixed<T: Fixed>(&mut self) -> T {
        if self.rest.len() < T::SIZE {
            self.check_run(&[], T::SIZES);
        }
        self.take_run()
    }

    /// Reads masks and values one by one to find an error. If there is none, goes back to the start of the masks.
    #[cold]
    #[inline(never)]
    pub(super) fn check_run(&mut self, declared: &[u32], sizes: &[usize]) {
        let before = self.rest;
        for &declared in declared {
            self.computed_mask(declared);
        }
        for &size in sizes {
            self.try_pass(size);
        }
        self.back_to(before);
    }

    /// Returns the values of a run that was already checked, or zeros after an error.
    #[inline]
    pub(super) fn take_run<T: Fixed>(&mut self) -> T {
        let (bytes, rest) = self.rest.split_at_checked(T::SIZE).unwrap_or_default();
        self.rest = rest;
        T::take(bytes).0
    }

    /// Reads the next `N` bytes unchanged. Returns `None` if there are fewer.
    #[inline(always)]
    pub(crate) fn try_array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let Some((bytes, rest)) = self.rest.split_first_chunk() else {
            self.ends_early(N);
            return None;
        };
        self.rest = rest;
        Some(*bytes)
    }

    /// Reads a `string`. Returns `None` in the cases in which [`str`](Self::str) fails.
    #[inline(always)]
    pub(crate) fn try_str(&mut self) -> Option<&'a str> {
        let text = self.text();
        (!text.is_empty() || !self.has_failed()).then_some(text)
    }

    /// Reads a `bytes`. Returns `None` in the cases in which [`byte_slice`](Self::byte_slice) fails.
    #[inline(always)]
    pub(crate) fn try_byte_slice(&mut self) -> Option<&'a [u8]> {
        let bytes = self.string_data();
        (!bytes.is_empty() || !self.has_failed()).then_some(bytes)
    }

    /// Reads a constructor id: 4 bytes.
    #[inline]
    pub fn id(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    /// Reads a `#`: 4 bytes.
    #[inline]
    pub fn nat(&mut self) -> u32 {
        self.id()
    }

    /// Reads the id, if `boxed`, and the count of a vector. Checks the count against the remaining bytes.
    #[inline(never)]
    pub(crate) fn vector_head(&mut self, boxed: bool, min_size: usize) -> usize {
        if boxed {
            self.expect_id(VECTOR_ID, "vector");
        }
        let start = self.offset();
        let count = self.nat();
        self.admit(count, min_size, start)
    }

    /// Reads a computed mask, which is a `flags:#` that Rust values do not store: 4 bytes. `declared` contains the bits
    /// that fields use. The caller ignores the other bits.
    ///
    /// Fails with [`UndeclaredBits`](DecodeErrorKind::UndeclaredBits) if other bits are set and
    /// [`Limits::strict`](crate::Limits::strict) is on.
    #[inline]
    pub(crate) fn computed_mask(&mut self, declared: u32) -> u32 {
        let mask = self.id();
        if mask & !declared == 0 { mask } else { self.with_undeclared(mask, declared) }
    }

    /// Checks `mask`, which was read last and has undeclared bits.
    #[cold]
    #[inline(never)]
    fn with_undeclared(&mut self, mask: u32, declared: u32) -> u32 {
        if !self.limits.strict {
            return mask;
        }
        let start = self.offset().saturating_sub(4);
        self.fail_at(start, DecodeErrorKind::UndeclaredBits { bits: mask & !declared });
        0
    }

    /// Reads an `int`: 4 bytes.
    #[inline(never)]
    pub fn int(&mut self) -> i32 {
        i32::from_le_bytes(self.array())
    }

    /// Reads a `long`: 8 bytes.
    #[inline(never)]
    pub fn long(&mut self) -> i64 {
        i64::from_le_bytes(self.array())
    }

    /// Reads a `double`: 8 bytes.
    #[inline(never)]
    pub fn double(&mut self) -> f64 {
        f64::from_le_bytes(self.array())
    }

    /// Reads a `float` of VK's schemas: 4 bytes.
    #[inline(never)]
    pub fn float(&mut self) -> f32 {
        f32::from_le_bytes(self.array())
    }

    /// Reads a `Bool`: the id of `boolTrue` or `boolFalse`.
    ///
    /// Fails with [`UnknownConstructor`](DecodeErrorKind::UnknownConstructor) for any other id.
    #[inline(never)]
    pub fn bool(&mut self) -> bool {
        let id = self.id();
        if !matches!(id, BOOL_TRUE_ID | BOOL_FALSE_ID) {
            self.unknown_constructor("Bool", id);
        }
        id == BOOL_TRUE_ID
    }

    /// Reads a `string` and copies it. [`byte_slice`](Self::byte_slice) describes the encoded form.
    ///
    /// Fails as [`str`](Self::str) does.
    #[inline(never)]
    pub fn string(&mut self) -> String {
        String::from(self.text())
    }

    /// Reads a `bytes` and copies it.
    ///
    /// Fails as [`byte_slice`](Self::byte_slice) does.
    #[inline(never)]
    pub fn bytes(&mut self) -> Vec<u8> {
        Vec::from(self.string_data())
    }

    /// Reads a `string`, borrowed from the input.
    ///
    /// Fails as [`byte_slice`](Self::byte_slice) does, and with [`InvalidUtf8`](DecodeErrorKind::InvalidUtf8) at the
    /// first invalid byte.
    #[inline(never)]
    pub fn str(&mut self) -> &'a str {
        self.text()
    }

    /// Reads a `bytes`, borrowed from the input. The length takes 1 byte, or the byte 254 and 3 more bytes. If
    /// [`Limits::long_strings`](crate::Limits::long_strings) is on, the length may also take the byte 255 and 7 more
    /// bytes. The data and padding to a multiple of 4 bytes follow the length.
    ///
    /// Fails with [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd), even if only padding is missing, and with
    /// [`LongString`](DecodeErrorKind::LongString). If [`Limits::strict`](crate::Limits::strict) is on, it also fails
    /// with [`LongLengthForm`](DecodeErrorKind::LongLengthForm) and
    /// [`NonZeroPadding`](DecodeErrorKind::NonZeroPadding).
    #[inline(never)]
    pub fn byte_slice(&mut self) -> &'a [u8] {
        self.string_data()
    }

    /// Reads the data of a string, which must be UTF-8. This method is inlined for the same reason as
    /// [`string_data`](Self::string_data).
    #[inline(always)]
    fn text(&mut self) -> &'a str {
        let before = self.rest;
        match core::str::from_utf8(self.string_data()) {
            Ok(text) => text,
            Err(error) => {
                self.invalid_utf8(before, error.valid_up_to());
                ""
            }
        }
    }

    /// Fails at the first invalid byte of the string at the start of `before`. In the data of the string, `valid` bytes
    /// precede the invalid byte.
    #[cold]
    #[inline(never)]
    fn invalid_utf8(&mut self, before: &[u8], valid: usize) {
        let head = match before.first() {
            Some(255) => 8,
            Some(254) => 4,
            _ => 1,
        };
        self.fail_at(self.end - before.len() + head + valid, DecodeErrorKind::InvalidUtf8);
    }

    /// Reads the data of a string. This method is inlined into each method that reads a string. A call that returns its
    /// result in memory would take about as much time as the code of this method.
    #[inline(always)]
    fn string_data(&mut self) -> &'a [u8] {
        // Nearly all strings are short and need only this branch.
        if let Some(&len @ ..254) = self.rest.first()
            && !self.limits.strict
            && let Some((whole, rest)) = self.rest.split_at_checked((usize::from(len) | 3) + 1)
            && let Some(data) = whole.get(1..=usize::from(len))
        {
            self.rest = rest;
            return data;
        }
        self.any_string_data()
    }

    #[inline(never)]
    fn any_string_data(&mut self) -> &'a [u8] {
        let Some((head, len)) = self.string_head() else { return &[] };
        // This cannot overflow: a length of 2^24 or more was compared with the length of the input.
        let padded = (head + len + 3) & !3;
        let Some((whole, rest)) = self.rest.split_at_checked(padded) else {
            self.ends_early(padded);
            return &[];
        };
        if self.limits.strict && !self.is_canonical(head, len, whole) {
            return &[];
        }
        self.rest = rest;
        whole.get(head..head + len).unwrap_or_default()
    }

    /// Returns the number of bytes before the data of the next string, and the number of bytes of the data.
    #[inline]
    fn string_head(&mut self) -> Option<(usize, usize)> {
        let Some(word) = self.rest.first_chunk() else {
            self.ends_early(4);
            return None;
        };
        let word = u32::from_le_bytes(*word);
        match word & 0xff {
            255 => self.long_string_head(),
            254 => Some((4, (word >> 8) as usize)),
            len => Some((1, len as usize)),
        }
    }

    #[cold]
    fn long_string_head(&mut self) -> Option<(usize, usize)> {
        if !self.limits.long_strings {
            self.fail(DecodeErrorKind::LongString);
            return None;
        }
        let Some(word) = self.rest.first_chunk() else {
            self.ends_early(8);
            return None;
        };
        let len = usize::try_from(u64::from_le_bytes(*word) >> 8).unwrap_or(usize::MAX);
        if len > self.rest.len() {
            self.ends_early(len.saturating_add(8));
            return None;
        }
        Some((8, len))
    }

    /// Returns whether the length of a string is in its shortest form and the padding is zero. Fails if not.
    #[cold]
    fn is_canonical(&mut self, head: usize, len: usize, whole: &[u8]) -> bool {
        let shortest = if len < 254 {
            1
        } else if len < LONG_STRING {
            4
        } else {
            8
        };
        if head != shortest {
            self.fail(DecodeErrorKind::LongLengthForm);
        } else if whole.iter().skip(head + len).any(|&byte| byte != 0) {
            self.fail(DecodeErrorKind::NonZeroPadding);
        }
        !self.has_failed()
    }
}

/// The input around a frame: the bytes after the frame, and the offset of their end.
pub(crate) struct OuterInput<'a>(&'a [u8], usize);

/// Ids and frames.
impl<'a> Reader<'a> {
    /// Reads the id of the combinator `name`.
    ///
    /// Fails with [`UnexpectedConstructor`](DecodeErrorKind::UnexpectedConstructor) for any other id.
    #[inline]
    pub fn expect_id(&mut self, id: u32, name: &'static str) {
        match self.rest.split_first_chunk() {
            Some((found, rest)) if u32::from_le_bytes(*found) == id => self.rest = rest,
            _ => self.unexpected_id(name),
        }
    }

    #[cold]
    #[inline(never)]
    fn unexpected_id(&mut self, expected: &'static str) {
        let start = self.offset();
        let found = self.id();
        self.fail_at(start, DecodeErrorKind::UnexpectedConstructor { expected, found });
    }

    /// Reads the next `len` bytes with `read`, which has access to no other bytes and must read all of them.
    ///
    /// ```
    /// use tl_runtime::{Object, Reader};
    ///
    /// let mut r = Reader::new(&[4, 0, 0, 0, 0xb5, 0x75, 0x72, 0x99, 7, 0, 0, 0]);
    /// let len = r.nat();
    /// let object: Object = r.frame(len as usize, |r| r.get());
    /// assert_eq!(object.as_bytes().len(), 4);
    /// assert_eq!(r.read::<i32>()?, 7);
    /// # Ok::<(), tl_runtime::DecodeError>(())
    /// ```
    ///
    /// Fails with [`UnexpectedEnd`](DecodeErrorKind::UnexpectedEnd) if there are fewer bytes, and with
    /// [`TrailingBytes`](DecodeErrorKind::TrailingBytes) if `read` does not read all bytes.
    pub fn frame<T>(&mut self, len: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.begin_frame(len);
        let value = read(self);
        self.end_frame(outer);
        value
    }

    pub(crate) fn begin_frame(&mut self, len: usize) -> OuterInput<'a> {
        let inner = self.raw(len);
        let outer = OuterInput(self.rest, self.end);
        (self.rest, self.end) = (inner, self.offset());
        outer
    }

    pub(crate) fn end_frame(&mut self, OuterInput(rest, end): OuterInput<'a>) {
        if !self.rest.is_empty() {
            self.fail(DecodeErrorKind::TrailingBytes { remaining: self.rest.len() });
        }
        (self.rest, self.end) = (if self.has_failed() { &[] } else { rest }, end);
    }
}

//! Writes TL values to a byte vector. The methods for values do not return errors; the first error is stored until
//! `finish` returns it.

use alloc::vec::Vec;

use crate::{BOOL_FALSE_ID, BOOL_TRUE_ID, LONG_STRING};
use crate::{EncodeError, EncodeErrorKind};

/// The minimum capacity in bytes with which [`Writer::fresh`] begins, and the minimum growth of a full vector. Most
/// requests need one allocation.
const LEAST_GROWTH: usize = 128;

/// A full vector with a smaller capacity, in bytes, grows by a factor of 4. Larger vectors double.
const SMALL: usize = 1 << 13;

/// Maximum number of bytes of a short string with its length and padding. It is a multiple of 4, and filling so many
/// bytes with zeros takes little time.
const SHORT_STRING: usize = 64;

/// Maximum number of bytes that are written at once without a loop.
pub(crate) const MAX_WRITE: usize = 64;

/// Writes values one after another. A writer stores its first error, which [`finish`](Self::finish) returns.
///
/// ```
/// let mut w = tl_runtime::Writer::new();
/// w.int(42);
/// w.string("ok");
/// assert_eq!(w.finish()?, [42, 0, 0, 0, 2, b'o', b'k', 0]);
/// # Ok::<(), tl_runtime::EncodeError>(())
/// ```
#[derive(Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
    error: Option<EncodeError>,
    long_strings: bool,
    /// Whether to only count bytes, in `measured`. The vector `out` then stays empty.
    measuring: bool,
    measured: usize,
    /// Whether `out` may reserve memory for the estimated size of a vector's items. Only [`fresh`](Self::fresh) sets
    /// this.
    estimating: bool,
}

/// Creation, end and errors.
impl Writer {
    /// Creates a writer to a new vector.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a writer that appends to `out`.
    #[must_use]
    pub fn append_to(out: Vec<u8>) -> Self {
        Self { out, ..Self::default() }
    }

    /// Enables strings of 2²⁴ bytes and more. Their encoded length begins with the byte 255. TDLib, TON and VK read
    /// such strings, but Telegram's API does not.
    ///
    /// ```
    /// let mut w = tl_runtime::Writer::new().long_strings();
    /// w.bytes(&vec![0; 1 << 24]);
    /// assert_eq!(w.finish()?[..8], [255, 0, 0, 0, 1, 0, 0, 0]);
    /// # Ok::<(), tl_runtime::EncodeError>(())
    /// ```
    #[must_use]
    pub fn long_strings(mut self) -> Self {
        self.long_strings = true;
        self
    }

    /// Returns the bytes that were written.
    ///
    /// # Errors
    /// Returns the first error that occurred.
    pub fn finish(self) -> Result<Vec<u8>, EncodeError> {
        match self.error {
            None => Ok(self.out),
            Some(error) => Err(error),
        }
    }

    /// Makes [`finish`](Self::finish) return an error of this `kind`, unless an error has already occurred.
    #[cold]
    pub fn fail(&mut self, kind: EncodeErrorKind) {
        self.error.get_or_insert_with(|| EncodeError::new(kind));
    }

    /// Returns the number of bytes written so far.
    #[cfg(feature = "json")]
    pub(crate) fn written(&self) -> usize {
        self.out.len()
    }

    /// Overwrites the 4 bytes at the offset `at`, which were written as a placeholder.
    #[cfg(feature = "json")]
    pub(crate) fn set_word(&mut self, at: usize, word: u32) {
        if let Some(place) = self.out.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
            *place = word.to_le_bytes();
        }
    }

    /// Returns the first error.
    #[cfg(feature = "json")]
    pub(crate) fn error(&self) -> Option<&EncodeError> {
        self.error.as_ref()
    }

    /// Returns whether an error has occurred.
    #[must_use]
    #[inline]
    pub fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    /// Writes a part of a value with `write`, and passes an error that occurs in it to `locate`. Does nothing if an error
    /// has already occurred.
    #[inline]
    pub(crate) fn part(&mut self, write: impl FnOnce(&mut Self), locate: impl FnOnce(&mut EncodeError)) {
        if self.error.is_none() {
            write(self);
            if let Some(error) = &mut self.error {
                locate(error);
            }
        }
    }

    /// Writes `items` with `write`. Stops at the first error and adds the index of the item to the error.
    #[inline]
    pub(crate) fn each<T>(&mut self, items: &[T], write: impl Fn(&T, &mut Self)) {
        if self.has_failed() {
            return;
        }
        for (index, item) in items.iter().enumerate() {
            write(item, self);
            if let Some(error) = &mut self.error {
                return error.within_item(index);
            }
        }
    }

    /// Fails with [`MixedPresence`](EncodeErrorKind::MixedPresence) if only one of two fields on the same mask bit is
    /// present. `a` is whether the first of the fields is present, and `b` whether `field` of `type_name` is present.
    #[inline]
    pub fn same_presence(&mut self, type_name: &'static str, field: &'static str, a: bool, b: bool) {
        if a != b {
            self.mixed_presence(type_name, field);
        }
    }

    #[cold]
    #[inline(never)]
    fn mixed_presence(&mut self, type_name: &'static str, field: &'static str) {
        self.fail_in(type_name, EncodeErrorKind::MixedPresence { field });
    }

    /// Fails in the type `type_name`, which may be the type of a bare value.
    #[cold]
    pub(crate) fn fail_in(&mut self, type_name: &'static str, kind: EncodeErrorKind) {
        self.part(|w| w.fail(kind), |error| error.name_type(type_name));
    }

    /// Returns the value of `mask` of `type_name`: the bits that the Rust value stores (`kept`), and the bits of the
    /// fields that are `present`.
    ///
    /// Fails with [`BitsWithoutValues`](EncodeErrorKind::BitsWithoutValues) if `kept` contains bits that are `declared`
    /// by fields and not `present`.
    #[inline]
    pub fn kept_mask(
        &mut self,
        type_name: &'static str,
        mask: &'static str,
        kept: u32,
        declared: u32,
        present: u32,
    ) -> u32 {
        let bits = kept & declared & !present;
        if bits != 0 {
            self.bits_without_values(type_name, mask, bits);
        }
        kept | present
    }

    #[cold]
    #[inline(never)]
    fn bits_without_values(&mut self, type_name: &'static str, mask: &'static str, bits: u32) {
        self.fail_in(type_name, EncodeErrorKind::BitsWithoutValues { mask, bits });
    }

    /// Makes room for `len` bytes. Returns `false` if bytes are only counted.
    #[inline]
    fn room(&mut self, len: usize) -> bool {
        self.out.capacity() - self.out.len() >= len || self.grow(len)
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, len: usize) -> bool {
        if self.measuring {
            self.measured = self.measured.saturating_add(len);
        } else {
            self.reserve(len);
        }
        !self.measuring
    }

    fn reserve(&mut self, len: usize) {
        let capacity = self.out.capacity();
        let growth = if capacity < SMALL { 3 * capacity } else { capacity };
        self.out.reserve(growth.max(LEAST_GROWTH).max(len));
    }

    /// Reserves memory for the items of a TL vector, which take `size` bytes of memory. Their encoded form is estimated
    /// to take as many bytes.
    #[inline]
    pub(crate) fn reserve_for_items(&mut self, size: usize) {
        if self.out.capacity() - self.out.len() < size {
            self.make_room(size);
        }
    }

    #[cold]
    #[inline(never)]
    fn make_room(&mut self, size: usize) {
        if self.estimating {
            self.reserve(size);
        }
    }

    /// Writes the first `size` bytes of the array that `fill` fills. This method is inlined into its callers.
    #[inline]
    pub(crate) fn put_with(&mut self, size: usize, fill: impl Fn(&mut [u8; MAX_WRITE])) {
        let mut bytes = [0; MAX_WRITE];
        fill(&mut bytes);
        match bytes.get(..size) {
            Some(bytes) if self.out.capacity() - self.out.len() >= size => self.out.extend_from_slice(bytes),
            _ => self.put_with_more_room(size, fill),
        }
    }

    /// Fills the array again, so that `put_with` need not keep it in memory.
    #[cold]
    #[inline(never)]
    fn put_with_more_room(&mut self, size: usize, fill: impl Fn(&mut [u8; MAX_WRITE])) {
        let mut bytes = [0; MAX_WRITE];
        fill(&mut bytes);
        self.raw(bytes.get(..size).unwrap_or_default());
    }

    /// Writes a number of `N` bytes. This method is inlined into its callers.
    #[inline]
    fn number<const N: usize>(&mut self, number: [u8; N]) {
        self.put_with(N, move |bytes| {
            if let Some(place) = bytes.first_chunk_mut() {
                *place = number;
            }
        });
    }
}

/// Values of the built-in types.
impl Writer {
    /// Writes bytes unchanged. Their number should be a multiple of 4.
    #[inline(never)]
    pub fn raw(&mut self, bytes: &[u8]) {
        if self.room(bytes.len()) {
            self.out.extend_from_slice(bytes);
        }
    }

    /// Writes a constructor id: 4 bytes.
    #[inline(never)]
    pub fn id(&mut self, id: u32) {
        self.number(id.to_le_bytes());
    }

    /// Writes a `#`: 4 bytes.
    #[inline]
    pub fn nat(&mut self, value: u32) {
        self.id(value);
    }

    /// Writes an `int`: 4 bytes.
    #[inline]
    pub fn int(&mut self, value: i32) {
        self.id(value.cast_unsigned());
    }

    /// Writes a `long`: 8 bytes.
    #[inline(never)]
    pub fn long(&mut self, value: i64) {
        self.number(value.to_le_bytes());
    }

    /// Writes a `double`: 8 bytes.
    #[inline(never)]
    pub fn double(&mut self, value: f64) {
        self.number(value.to_le_bytes());
    }

    /// Writes a `float` of VK's schemas: 4 bytes.
    #[inline]
    pub fn float(&mut self, value: f32) {
        self.id(value.to_bits());
    }

    /// Writes a `Bool`: the id of `boolTrue` or `boolFalse`.
    #[inline]
    pub fn bool(&mut self, value: bool) {
        self.id(if value { BOOL_TRUE_ID } else { BOOL_FALSE_ID });
    }

    /// Writes a `string`, in the form of [`bytes`](Self::bytes).
    #[inline]
    pub fn string(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Writes a `bytes`: its length in the shortest form, the data, and zeros up to a multiple of 4 bytes.
    ///
    /// Fails with [`StringTooLong`](EncodeErrorKind::StringTooLong) for 2²⁴ bytes and more, unless
    /// [`long_strings`](Self::long_strings) is on.
    #[inline(never)]
    pub fn bytes(&mut self, data: &[u8]) {
        let start = self.out.len();
        if data.len() < SHORT_STRING && self.out.capacity() - start >= SHORT_STRING {
            // Zeros are written first, for the data and the padding, so `out` is extended only once. A second extension
            // would have to wait until the first has stored the new length of `out`.
            self.out.extend_from_slice(&[0; SHORT_STRING]);
            self.out.truncate(start + (data.len() | 3) + 1);
            if let Some([head, place @ ..]) = self.out.get_mut(start..)
                && let Some(place) = place.get_mut(..data.len())
            {
                *head = data.len() as u8;
                place.copy_from_slice(data);
            }
        } else {
            self.any_bytes(data);
        }
    }

    #[inline(never)]
    fn any_bytes(&mut self, data: &[u8]) {
        match data.len() {
            len @ ..254 => self.headed([len as u8], data),
            len @ ..LONG_STRING => self.headed(((len as u32) << 8 | 254).to_le_bytes(), data),
            len if self.long_strings => self.headed(((len as u64) << 8 | 255).to_le_bytes(), data),
            len => self.fail(EncodeErrorKind::StringTooLong { len }),
        }
    }

    /// Writes `head`, `data`, and zeros up to a multiple of 4 bytes.
    #[inline]
    fn headed<const N: usize>(&mut self, head: [u8; N], data: &[u8]) {
        let used = N + data.len();
        let padded = used.next_multiple_of(4);
        if self.room(padded) {
            self.out.extend_from_slice(&head);
            self.out.extend_from_slice(data);
            match padded - used {
                1 => self.out.push(0),
                2 => self.out.extend_from_slice(&[0; 2]),
                3 => self.out.extend_from_slice(&[0; 3]),
                _ => {}
            }
        }
    }

    /// Writes a count of items: 4 bytes.
    ///
    /// Fails with [`CountTooLarge`](EncodeErrorKind::CountTooLarge) for 2³² items and more.
    pub fn len(&mut self, len: usize) {
        match u32::try_from(len) {
            Ok(count) => self.nat(count),
            Err(_) => self.fail(EncodeErrorKind::CountTooLarge { len }),
        }
    }

    /// Writes all `items` at once. Each item takes `N` bytes.
    pub(crate) fn words<T: Copy, const N: usize>(&mut self, items: &[T], bytes_of: impl Fn(T) -> [u8; N]) {
        let size = items.len().saturating_mul(N);
        if self.room(size) {
            let start = self.out.len();
            self.out.resize(start + size, 0);
            let (places, _) = self.out[start..].as_chunks_mut();
            for (place, &item) in places.iter_mut().zip(items) {
                *place = bytes_of(item);
            }
        }
    }
}

/// Code that the provided methods of `Encode` share, so that it is not compiled for each type.
impl Writer {
    /// Returns the number of bytes that `encode` writes.
    pub(crate) fn measure(encode: &dyn Fn(&mut Self)) -> Result<usize, EncodeError> {
        let mut w = Self { measuring: true, ..Self::default() };
        encode(&mut w);
        w.error.map_or(Ok(w.measured), Err)
    }

    /// Returns the bytes that `encode` writes, in a vector that grows. The vector begins with room for `data` bytes and
    /// for other fields.
    pub(crate) fn fresh(data: usize, encode: &dyn Fn(&mut Self)) -> Result<Vec<u8>, EncodeError> {
        // Values with data have more fields than most requests.
        let others = LEAST_GROWTH + data.min(LEAST_GROWTH);
        let out = Vec::with_capacity(data.saturating_add(others));
        Self { out, estimating: true, ..Self::default() }.encoded(encode)
    }

    /// Returns the bytes that `encode` writes, in a vector without spare capacity.
    pub(crate) fn exact(encode: &dyn Fn(&mut Self)) -> Result<Vec<u8>, EncodeError> {
        Self::append_to(Vec::with_capacity(Self::measure(encode)?)).encoded(encode)
    }

    fn encoded(mut self, encode: &dyn Fn(&mut Self)) -> Result<Vec<u8>, EncodeError> {
        encode(&mut self);
        self.finish()
    }

    /// Appends the bytes that `encode` writes to `out`. On error, `out` is unchanged.
    pub(crate) fn append(out: &mut Vec<u8>, encode: &dyn Fn(&mut Self)) -> Result<(), EncodeError> {
        let start = out.len();
        let mut w = Self::append_to(core::mem::take(out));
        encode(&mut w);
        *out = w.out;
        match w.error {
            None => Ok(()),
            Some(error) => {
                out.truncate(start);
                Err(error)
            }
        }
    }
}

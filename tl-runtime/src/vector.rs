//! Reads and writes values of any type, optional values, vectors and repetitions.

use alloc::vec::Vec;

use crate::{
    Decode, DecodeBare, DecodeError, Encode, EncodeBare, EncodeErrorKind, Reader, VECTOR_ID, Writer,
};

/// Values of any type and vectors of them. The methods without a `Result` store an error in the reader.
impl Reader<'_> {
    /// Reads a boxed value, or a value of a built-in type.
    ///
    /// # Errors
    /// Returns the first error of this reader, for example if the bytes are not a valid value; see
    /// [`DecodeErrorKind`](crate::DecodeErrorKind).
    pub fn read<T: Decode>(&mut self) -> Result<T, DecodeError> {
        let value = T::decode(self);
        self.check().map(|()| value)
    }

    /// Reads the fields of a constructor or function, without its id.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`read`](Self::read).
    pub fn read_bare<T: DecodeBare>(&mut self) -> Result<T, DecodeError> {
        let value = self.get_bare();
        self.check().map(|()| value)
    }

    /// Reads a boxed value, or a value of a built-in type.
    #[inline]
    pub fn get<T: Decode>(&mut self) -> T {
        T::decode(self)
    }

    /// Reads a bare value, which has only its fields, one nesting level deeper.
    ///
    /// Fails with [`TooDeep`](crate::DecodeErrorKind::TooDeep) if the level exceeds
    /// [`Limits::depth`](crate::Limits::depth). If `T` is a `Box`, also fails with
    /// [`TooMuchMemory`](crate::DecodeErrorKind::TooMuchMemory) if the box exceeds
    /// [`Limits::memory`](crate::Limits::memory).
    #[inline]
    pub fn get_bare<T: DecodeBare>(&mut self) -> T {
        self.bare()
    }

    /// Reads a value if `present`.
    #[inline]
    pub fn optional<T: Decode>(&mut self, present: bool) -> Option<T> {
        self.value_if(present)
    }

    /// Reads a bare value if `present`.
    #[inline]
    pub fn optional_bare<T: DecodeBare>(&mut self, present: bool) -> Option<T> {
        self.bare_if(present)
    }

    /// Reads a boxed `Vector`: its id, a count, and the items.
    ///
    /// Fails with [`UnexpectedConstructor`](crate::DecodeErrorKind::UnexpectedConstructor) if the id is not that of a
    /// vector, with [`CountTooLarge`](crate::DecodeErrorKind::CountTooLarge) if the remaining bytes cannot hold the
    /// items, and with [`TooMuchMemory`](crate::DecodeErrorKind::TooMuchMemory) if the items exceed
    /// [`Limits::memory`](crate::Limits::memory).
    #[inline]
    pub fn vector<T: Decode>(&mut self) -> Vec<T> {
        self.items(true)
    }

    /// Reads a bare `vector`: a count and the items.
    ///
    /// Fails as [`vector`](Self::vector) does, except that there is no id.
    #[inline]
    pub fn bare_vector<T: Decode>(&mut self) -> Vec<T> {
        self.items(false)
    }

    /// Reads a vector, boxed or not, of bare items.
    ///
    /// Fails as [`vector`](Self::vector) does.
    #[inline]
    pub fn vector_of_bare<T: DecodeBare>(&mut self, boxed: bool) -> Vec<T> {
        self.bare_items(boxed)
    }

    /// Reads a vector, boxed or not. Its items are read by `item` and take at least `min_size` bytes each.
    ///
    /// Fails as [`vector`](Self::vector) does.
    #[inline]
    pub fn vector_with<T>(
        &mut self,
        boxed: bool,
        min_size: usize,
        item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        self.items_with(boxed, min_size, item)
    }

    /// Reads the `count` items of a repetition such as `3*[x:int]`, whose bytes contain no count.
    ///
    /// Fails as [`vector`](Self::vector) does, except that there is no id.
    #[inline]
    pub fn repeat<T: Decode>(&mut self, count: u32) -> Vec<T> {
        self.repeated(count)
    }

    /// Reads `count` items with `item`. Each item takes at least `min_size` bytes.
    ///
    /// Fails as [`vector`](Self::vector) does, except that there is no id.
    #[inline]
    pub fn repeat_with<T>(
        &mut self,
        count: u32,
        min_size: usize,
        item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        self.repeated_with(count, min_size, item)
    }
}

/// Values of any type and vectors of them.
impl Writer {
    /// Writes a boxed value, or a value of a built-in type.
    #[inline]
    pub fn write<T: Encode>(&mut self, value: &T) {
        value.encode(self);
    }

    /// Writes a bare value, which has only its fields.
    #[inline]
    pub fn write_bare<T: EncodeBare>(&mut self, value: &T) {
        value.encode_bare(self);
    }

    /// Writes a value if it is present.
    pub fn optional<T: Encode>(&mut self, value: &Option<T>) {
        if let Some(value) = value {
            value.encode(self);
        }
    }

    /// Writes a bare value if it is present.
    pub fn optional_bare<T: EncodeBare>(&mut self, value: &Option<T>) {
        if let Some(value) = value {
            value.encode_bare(self);
        }
    }

    /// Writes a boxed `Vector`: its id, the count, and the items.
    pub fn vector<T: Encode>(&mut self, items: &[T]) {
        self.begin_vector(items, true);
        T::encode_items(items, self);
    }

    /// Writes a bare `vector`: the count and the items.
    pub fn bare_vector<T: Encode>(&mut self, items: &[T]) {
        self.begin_vector(items, false);
        T::encode_items(items, self);
    }

    /// Writes a vector, boxed or not, of bare items.
    pub fn vector_of_bare<T: EncodeBare>(&mut self, items: &[T], boxed: bool) {
        self.vector_with(items, boxed, T::encode_bare);
    }

    /// Writes a vector, boxed or not. Its items are written by `item`.
    pub fn vector_with<T>(&mut self, items: &[T], boxed: bool, item: impl Fn(&T, &mut Self)) {
        self.begin_vector(items, boxed);
        self.each(items, item);
    }

    /// Writes the items of a repetition such as `3*[x:int]`, whose bytes contain no count. The schema requires `count`
    /// items.
    ///
    /// Fails with [`WrongLength`](EncodeErrorKind::WrongLength) if there are more or fewer.
    pub fn repeat<T: Encode>(&mut self, items: &[T], count: u32) {
        self.check_len(items.len(), count);
        T::encode_items(items, self);
    }

    /// Writes the items of a repetition with `item`.
    ///
    /// Fails with [`WrongLength`](EncodeErrorKind::WrongLength) if the number of items is not `count`.
    pub fn repeat_with<T>(&mut self, items: &[T], count: u32, item: impl Fn(&T, &mut Self)) {
        self.check_len(items.len(), count);
        self.each(items, item);
    }

    /// Writes the id of a vector if it is `boxed`, and then the count. If the writer estimates sizes, reserves memory
    /// for the items.
    #[inline(always)]
    fn begin_vector<T>(&mut self, items: &[T], boxed: bool) {
        if boxed {
            self.vector_head(items.len());
        } else {
            self.len(items.len());
        }
        self.reserve_for_items(size_of_val(items));
    }

    /// Writes the id and the count of a boxed vector.
    #[inline(never)]
    fn vector_head(&mut self, len: usize) {
        match u32::try_from(len) {
            Ok(count) => self.long(i64::from(count) << 32 | i64::from(VECTOR_ID)),
            Err(_) => self.len(len),
        }
    }

    fn check_len(&mut self, found: usize, expected: u32) {
        if found != expected as usize {
            self.fail(EncodeErrorKind::WrongLength { expected, found });
        }
    }
}

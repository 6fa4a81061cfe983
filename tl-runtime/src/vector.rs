//! Values of any type, optional or in boxes, vectors and repetitions, read and written.

use alloc::vec::Vec;

use crate::{
    Decode, DecodeBare, DecodeError, Encode, EncodeBare, EncodeErrorKind, Reader, VECTOR_ID, Writer,
};

/// Values of any type and vectors of them.
impl Reader<'_> {
    /// A boxed value, or one of a built-in type.
    ///
    /// # Errors
    /// The first error of this reader: what is wrong with the bytes; see [`DecodeErrorKind`](crate::DecodeErrorKind).
    pub fn read<T: Decode>(&mut self) -> Result<T, DecodeError> {
        let value = T::decode(self);
        self.check().map(|()| value)
    }

    /// The fields of a constructor or function, without its id.
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn read_bare<T: DecodeBare>(&mut self) -> Result<T, DecodeError> {
        let value = self.get_bare();
        self.check().map(|()| value)
    }

    /// A boxed value, or one of a built-in type.
    #[inline]
    pub fn get<T: Decode>(&mut self) -> T {
        T::decode(self)
    }

    /// A bare value: its fields only, one level deeper.
    ///
    /// Fails with [`TooDeep`](crate::DecodeErrorKind::TooDeep) beyond [`Limits::depth`](crate::Limits::depth) levels, and for
    /// a `Box` with [`TooMuchMemory`](crate::DecodeErrorKind::TooMuchMemory) beyond [`Limits::memory`](crate::Limits::memory).
    #[inline]
    pub fn get_bare<T: DecodeBare>(&mut self) -> T {
        self.bare()
    }

    /// A value that is there only if `present`.
    #[inline]
    pub fn optional<T: Decode>(&mut self, present: bool) -> Option<T> {
        self.value_if(present)
    }

    /// A bare value that is there only if `present`.
    #[inline]
    pub fn optional_bare<T: DecodeBare>(&mut self, present: bool) -> Option<T> {
        self.bare_if(present)
    }

    /// A boxed `Vector`: its id, a count, the items.
    ///
    /// Fails with [`UnexpectedConstructor`](crate::DecodeErrorKind::UnexpectedConstructor) where the id is another,
    /// with [`CountTooLarge`](crate::DecodeErrorKind::CountTooLarge), and with
    /// [`TooMuchMemory`](crate::DecodeErrorKind::TooMuchMemory) beyond [`Limits::memory`](crate::Limits::memory).
    #[inline]
    pub fn vector<T: Decode>(&mut self) -> Vec<T> {
        self.items(true)
    }

    /// A bare `vector`: a count and the items.
    ///
    /// Fails as [`vector`](Self::vector) does.
    #[inline]
    pub fn bare_vector<T: Decode>(&mut self) -> Vec<T> {
        self.items(false)
    }

    /// A vector, boxed or not, of bare items.
    ///
    /// Fails as [`vector`](Self::vector) does.
    #[inline]
    pub fn vector_of_bare<T: DecodeBare>(&mut self, boxed: bool) -> Vec<T> {
        self.bare_items(boxed)
    }

    /// A vector, boxed or not, whose items `item` reads; each takes at least `min_size` bytes.
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

    /// `count` items of a repetition, which has no count of its own.
    ///
    /// Fails as [`vector`](Self::vector) does.
    #[inline]
    pub fn repeat<T: Decode>(&mut self, count: u32) -> Vec<T> {
        self.repeated(count)
    }

    /// `count` items that `item` reads; each takes at least `min_size` bytes.
    ///
    /// Fails as [`vector`](Self::vector) does.
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

/// Optional values and vectors.
impl Writer {
    /// A boxed value, or one of a built-in type.
    #[inline]
    pub fn write<T: Encode>(&mut self, value: &T) {
        value.encode(self);
    }

    /// A bare value: its fields only.
    #[inline]
    pub fn write_bare<T: EncodeBare>(&mut self, value: &T) {
        value.encode_bare(self);
    }

    /// A value, if there is one.
    pub fn optional<T: Encode>(&mut self, value: &Option<T>) {
        if let Some(value) = value {
            value.encode(self);
        }
    }

    /// A bare value, if there is one.
    pub fn optional_bare<T: EncodeBare>(&mut self, value: &Option<T>) {
        if let Some(value) = value {
            value.encode_bare(self);
        }
    }

    /// A boxed `Vector`: its id, the count, the items.
    pub fn vector<T: Encode>(&mut self, items: &[T]) {
        self.vector_head(true, items.len());
        T::encode_items(items, self);
    }

    /// A bare `vector`: the count and the items.
    pub fn bare_vector<T: Encode>(&mut self, items: &[T]) {
        self.len(items.len());
        T::encode_items(items, self);
    }

    /// A vector, boxed or not, of bare items.
    pub fn vector_of_bare<T: EncodeBare>(&mut self, items: &[T], boxed: bool) {
        self.vector_with(items, boxed, T::encode_bare);
    }

    /// A vector, boxed or not, whose items `item` writes.
    pub fn vector_with<T>(&mut self, items: &[T], boxed: bool, item: impl Fn(&T, &mut Self)) {
        self.vector_head(boxed, items.len());
        for value in items {
            item(value, self);
        }
    }

    /// The items of a repetition, which has no count of its own but takes `count` of them.
    ///
    /// Fails with [`WrongLength`](EncodeErrorKind::WrongLength) where there are more or fewer.
    pub fn repeat<T: Encode>(&mut self, items: &[T], count: u32) {
        self.check_len(items.len(), count);
        T::encode_items(items, self);
    }

    /// The items of a repetition, each written by `item`.
    ///
    /// Fails with [`WrongLength`](EncodeErrorKind::WrongLength) where there are not `count`.
    pub fn repeat_with<T>(&mut self, items: &[T], count: u32, item: impl Fn(&T, &mut Self)) {
        self.check_len(items.len(), count);
        for value in items {
            item(value, self);
        }
    }

    #[inline(never)]
    fn vector_head(&mut self, boxed: bool, len: usize) {
        match u32::try_from(len) {
            Ok(count) if boxed => self.long(i64::from(count) << 32 | i64::from(VECTOR_ID)),
            _ => self.len(len),
        }
    }

    fn check_len(&mut self, found: usize, expected: u32) {
        if found != expected as usize {
            self.fail(EncodeErrorKind::WrongLength { expected, found });
        }
    }
}

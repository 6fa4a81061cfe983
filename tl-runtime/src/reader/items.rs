//! Reads the items of a vector one after another.

use core::marker::PhantomData;

use super::Reader;
use crate::{Decode, DecodeError};

/// An iterator over the items of a vector, returned by [`Reader::read_items`]. It ends after the first error.
#[derive(Debug)]
pub struct VectorItems<'r, 'a, T> {
    reader: &'r mut Reader<'a>,
    left: usize,
    items: PhantomData<T>,
}

impl<'a> Reader<'a> {
    /// Reads a boxed `Vector` one item at a time, so that the items before an error are kept.
    ///
    /// The iterator returns the items. If an item cannot be read, the iterator returns the error and ends. The reader
    /// keeps the error, because the start of the next item is unknown. If the iterator is dropped earlier, the reader
    /// continues after the last item that was returned.
    ///
    /// ```
    /// use tl_runtime::{Encode, Reader, VECTOR_ID};
    ///
    /// // The third item is not a `Bool`.
    /// let mut bytes = vec![true, false, true].to_bytes()?;
    /// bytes.truncate(16);
    /// bytes.extend(VECTOR_ID.to_le_bytes());
    ///
    /// let mut kept = Vec::new();
    /// for item in Reader::new(&bytes).read_items::<bool>() {
    ///     match item {
    ///         Ok(item) => kept.push(item),
    ///         Err(error) => assert_eq!(error.offset(), 16),
    ///     }
    /// }
    /// assert_eq!(kept, [true, false]);
    /// # Ok::<(), tl_runtime::EncodeError>(())
    /// ```
    ///
    /// To keep the updates that precede an unreadable update, first read the id of the constructor that contains the
    /// vector. In this example, the vector is the first field of the constructor `updates`:
    ///
    /// ```ignore
    /// let mut r = Reader::new(&bytes);
    /// if r.id() == types::Updates::ID {
    ///     let updates: Vec<enums::Update> = r.read_items().map_while(Result::ok).collect();
    /// }
    /// ```
    pub fn read_items<T: Decode>(&mut self) -> VectorItems<'_, 'a, T> {
        let count = self.vector_head(true, T::MIN_SIZE);
        // If the id or the count of the vector is wrong, the error is the only item.
        let left = if self.has_failed() { 1 } else { count };
        VectorItems { reader: self, left, items: PhantomData }
    }
}

impl<T: Decode> Iterator for VectorItems<'_, '_, T> {
    type Item = Result<T, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        if !self.reader.has_failed() {
            self.reader.claim(size_of::<T>());
        }
        let item = self.reader.read();
        if item.is_err() {
            self.left = 0;
        }
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::from(self.left > 0), Some(self.left))
    }
}

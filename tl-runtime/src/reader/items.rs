//! Reads the items of a vector one after another.

use core::marker::PhantomData;

use super::Reader;
use crate::{Decode, DecodeError};

/// Iterator over the items of a vector, which [`Reader::read_items`] returns. It ends after the first error.
#[derive(Debug)]
pub struct VectorItems<'r, 'a, T> {
    reader: &'r mut Reader<'a>,
    left: usize,
    items: PhantomData<T>,
}

impl<'a> Reader<'a> {
    /// Reads a boxed `Vector` one item at a time, so that the items before an error are kept.
    ///
    /// The iterator returns the items. If an item cannot be read, it returns the error and ends. The reader keeps the
    /// error, because the start of the next item is unknown. If the iterator is dropped earlier, the reader stays
    /// within the vector.
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
    /// To keep the updates before one that cannot be read, read the id of the constructor around the vector first. For
    /// example, the first field of `updates` is the vector:
    ///
    /// ```ignore
    /// let mut r = Reader::new(&bytes);
    /// if r.id() == types::Updates::ID {
    ///     let updates: Vec<enums::Update> = r.read_items().map_while(Result::ok).collect();
    /// }
    /// ```
    pub fn read_items<T: Decode>(&mut self) -> VectorItems<'_, 'a, T> {
        let count = self.vector_head(true, T::MIN_SIZE);
        // If the head of the vector is wrong, the error is the only item.
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

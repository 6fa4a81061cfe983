//! The items of a vector, one after another.

use core::marker::PhantomData;

use super::Reader;
use crate::{Decode, DecodeError};

/// The items of a vector that [`Reader::read_items`] reads. It ends after the first error.
#[derive(Debug)]
pub struct VectorItems<'r, 'a, T> {
    reader: &'r mut Reader<'a>,
    left: usize,
    items: PhantomData<T>,
}

impl<'a> Reader<'a> {
    /// Reads a boxed `Vector` one item at a time, so that items before an error are kept.
    ///
    /// The iterator returns each item, or the error of the first item that cannot be read, and then ends. The reader keeps
    /// the error: where the next item begins is unknown. An iterator that is dropped earlier leaves the reader within the
    /// vector.
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
    /// To keep the updates before one that cannot be read, read the id of the constructor around the vector first. If it is
    /// that of `updates`, whose first field is the vector:
    ///
    /// ```ignore
    /// let mut r = Reader::new(&bytes);
    /// if r.id() == types::Updates::ID {
    ///     let updates: Vec<enums::Update> = r.read_items().map_while(Result::ok).collect();
    /// }
    /// ```
    pub fn read_items<T: Decode>(&mut self) -> VectorItems<'_, 'a, T> {
        let count = self.vector_head(true, T::MIN_SIZE);
        // An error is the only item.
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

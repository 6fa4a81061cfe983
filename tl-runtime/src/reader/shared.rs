//! `Bytes` that are slices of the input.

use bytes::Bytes;

use super::Reader;

impl<'a> Reader<'a> {
    /// Makes this reader return values of the type [`Bytes`] as slices of `shared`, the buffer that contains the input.
    ///
    /// Such a slice takes no memory of its own, but the whole allocation of `shared` lives as long as one of its
    /// slices. If a part of the input is outside `shared`, values of the type `Bytes` in this part are copied. An
    /// [`Object`](crate::Object) is a copy too, but the bytes of an [`ObjectView`](crate::ObjectView) are slices of the
    /// input.
    ///
    /// For a value that takes the whole buffer, [`Decode::from_shared`](crate::Decode::from_shared) is simpler.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use tl_runtime::Reader;
    ///
    /// // The first 8 bytes are a header.
    /// let message = Bytes::from(b"a header\x07payload".to_vec());
    /// let payload: Bytes = Reader::new(&message[8..]).with_shared(&message).read()?;
    /// assert_eq!(payload, "payload");
    /// assert_eq!(payload.as_ptr(), message[9..].as_ptr());
    /// # Ok::<(), tl_runtime::DecodeError>(())
    /// ```
    #[must_use]
    pub fn with_shared(self, shared: &'a Bytes) -> Self {
        Self { shared: Some(shared), ..self }
    }

    /// Reads a `bytes` as a slice of the shared buffer, or as a copy if it is outside the buffer.
    pub(crate) fn shared_bytes(&mut self) -> Bytes {
        let data = self.byte_slice();
        self.shared.and_then(|shared| slice_of(shared, data)).unwrap_or_else(|| Bytes::copy_from_slice(data))
    }
}

/// Returns `data` as a slice of `shared`, or `None` if it is not within `shared`.
fn slice_of(shared: &Bytes, data: &[u8]) -> Option<Bytes> {
    let start = data.as_ptr().addr().checked_sub(shared.as_ptr().addr())?;
    let end = start.checked_add(data.len())?;
    (end <= shared.len()).then(|| shared.slice(start..end))
}

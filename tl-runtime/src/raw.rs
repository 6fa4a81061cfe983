//! A boxed value whose type is not known beforehand.

use alloc::vec::Vec;

use crate::wire::word_at;
use crate::{
    Combinator, Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, GZIP_PACKED_ID, Reader, Writer,
};

/// A boxed value of any type, kept as bytes, such as the `Object` in `rpc_result` and in messages.
///
/// An object does not contain its length, so reading an object takes all remaining bytes. If a length precedes the
/// object, read the object with [`Reader::frame`].
///
/// A server may send `gzip_packed` instead of any object. Decompressing it is the task of the transport:
///
/// ```
/// use tl_runtime::{Decode, DecodeError, Object, Reader};
///
/// # fn inflate(bytes: &[u8]) -> Vec<u8> { bytes.to_vec() }
/// fn unpacked(object: Object) -> Result<Object, DecodeError> {
///     if object.constructor_id() != Object::GZIP_PACKED {
///         return Ok(object);
///     }
///     let packed: Vec<u8> = Reader::new(object.body()).read()?;
///     Object::from_bytes(&inflate(&packed))
/// }
/// # let object = Object::from_bytes(&[0xb5, 0x75, 0x72, 0x99])?;
/// assert!(unpacked(object)?.decode_as::<bool>()?);
/// # Ok::<(), DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Object {
    /// The id and the bytes after it. The length is a multiple of 4.
    bytes: Vec<u8>,
}

impl Object {
    /// The id of `gzip_packed#3072cfa1 packed_data:bytes = Object`.
    pub const GZIP_PACKED: u32 = GZIP_PACKED_ID;

    /// Returns `value` as an object. The value must be boxed, that is, its bytes must begin with an id: a generated
    /// type, a `bool`, or a `Vec` other than `Vec<u8>`.
    ///
    /// ```
    /// use tl_runtime::Object;
    ///
    /// let object = Object::of(&true)?;
    /// assert_eq!(object.constructor_id(), 0x997275b5);
    /// assert_eq!(object.decode_as(), Ok(true));
    /// # Ok::<(), tl_runtime::EncodeError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error in the same cases as [`Encode::to_bytes`].
    pub fn of(value: &impl Encode) -> Result<Self, EncodeError> {
        value.to_bytes().map(|bytes| Self { bytes })
    }

    /// Returns the id of the constructor. The function `registry::name` of a generated module returns the name for it.
    #[must_use]
    pub fn constructor_id(&self) -> u32 {
        word_at(&self.bytes, 0)
    }

    /// Returns the bytes after the id.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.bytes.get(4..).unwrap_or_default()
    }

    /// Returns all bytes, including the id. To read them with other limits, pass them to [`Reader::with_limits`].
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns all bytes, including the id.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns whether the object has the id of the constructor or function `T`.
    #[must_use]
    pub fn is<T: Combinator>(&self) -> bool {
        self.constructor_id() == T::ID
    }

    /// Reads the object as a `T`.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`Decode::from_bytes`].
    pub fn decode_as<T: Decode>(&self) -> Result<T, DecodeError> {
        T::from_bytes(&self.bytes)
    }
}

impl Encode for Object {
    fn encode(&self, w: &mut Writer) {
        w.raw(&self.bytes);
    }
}

impl Decode for Object {
    fn decode(r: &mut Reader<'_>) -> Self {
        Self { bytes: r.object().to_vec() }
    }
}

impl<'a> Reader<'a> {
    /// Reads all remaining bytes. Fails if fewer than 4 bytes remain, or if the number of bytes is not a multiple of 4.
    pub(crate) fn object(&mut self) -> &'a [u8] {
        let len = self.remaining();
        if !len.is_multiple_of(4) {
            self.fail(DecodeErrorKind::UnevenObject { len });
        }
        self.raw(len.max(4))
    }
}

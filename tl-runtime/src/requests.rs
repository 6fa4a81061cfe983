//! Functions whose results may depend on the request.

use alloc::vec::Vec;

use crate::{DecodeBare, DecodeError, EncodeBare, EncodeError, Reader, Writer};

/// A TL function whose result can only be read if the request is known.
///
/// An example is `getStats fields_mask:# = Stats fields_mask`: the `fields_mask` of the request determines which fields
/// the result contains. Such a function does not implement [`Function`](crate::Function). If the results of some
/// functions of a schema depend on the request, all functions of the schema implement this trait.
///
/// ```
/// use tl_runtime::{Call, Combinator, EncodeBare, Fixed, Reader, Writer};
///
/// /// `getList n:# = Tuple int n`
/// struct GetList {
///     n: u32,
/// }
///
/// impl Combinator for GetList {
///     const ID: u32 = 0x11112222;
///     const NAME: &'static str = "getList";
/// }
/// impl EncodeBare for GetList {
///     fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
///         w.fixed((head, self.n));
///     }
/// }
/// impl Call for GetList {
///     type Output = Vec<i32>;
///     fn read_output(&self, r: &mut Reader<'_>) -> Vec<i32> {
///         r.repeat(self.n)
///     }
/// }
///
/// assert_eq!(GetList { n: 2 }.decode_output(&[1, 0, 0, 0, 2, 0, 0, 0])?, [1, 2]);
/// assert!(GetList { n: 3 }.decode_output(&[1, 0, 0, 0, 2, 0, 0, 0]).is_err());
/// # Ok::<(), tl_runtime::DecodeError>(())
/// ```
pub trait Call: EncodeBare {
    /// The type of the result.
    type Output;

    /// Reads the result of this request. If the reader fails, the value is unspecified.
    fn read_output(&self, r: &mut Reader<'_>) -> Self::Output;

    /// Reads the result of this request, which takes all of `bytes`, with the default [`Limits`](crate::Limits).
    ///
    /// # Errors
    /// Returns an error if the bytes are not a valid result; see [`DecodeErrorKind`](crate::DecodeErrorKind).
    fn decode_output(&self, bytes: &[u8]) -> Result<Self::Output, DecodeError> {
        let mut r = Reader::new(bytes);
        let output = self.read_output(&mut r);
        r.finish().map(|()| output)
    }
}

/// The counterpart of [`Call`] for servers: a TL function whose result can only be written if the request is known.
pub trait Answer: DecodeBare {
    /// The type of the result.
    type Output;

    /// Writes a result of this request. If this fails, the writer stores the error and continues, and
    /// [`Writer::finish`] returns the first error.
    fn write_output(&self, output: &Self::Output, w: &mut Writer);

    /// Returns the bytes of a result of this request, in a vector that grows while the bytes are written.
    ///
    /// # Errors
    /// Returns an error if the wire format cannot express the result, or if the result does not match the request, for
    /// example in its number of items; see [`EncodeErrorKind`](crate::EncodeErrorKind).
    fn encode_output(&self, output: &Self::Output) -> Result<Vec<u8>, EncodeError> {
        Writer::fresh(0, &|w| self.write_output(output, w))
    }
}

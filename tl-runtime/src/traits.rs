//! Traits of generated types: boxed and bare forms, constructors, functions.

use alloc::vec::Vec;

use crate::{DecodeError, EncodeError, Fixed, Reader, Writer};

/// A value that can be written in its boxed form, which begins with a constructor id.
///
/// The following Rust types represent built-in types. Values of most built-in types have no id: `i32` is a bare `int`,
/// `u32` a `#`, `i64` a `long`, `f64` a `double`, `f32` a `float`, `String` a `string`, `Vec<u8>` a `bytes`, `[u8; 16]`
/// an `int128`, `[u8; 32]` an `int256`, and `[u8; 64]` an `int512`. With the feature `bytes`, `bytes::Bytes` is a
/// `bytes` too. `bool` is a `Bool` and `Vec<T>` a `Vector`, whose values begin with an id.
///
/// ```
/// use tl_runtime::Encode;
///
/// assert_eq!("ok".to_owned().to_bytes()?, [2, b'o', b'k', 0]);
/// assert_eq!(vec![7].to_bytes()?, [0x15, 0xc4, 0xb5, 0x1c, 1, 0, 0, 0, 7, 0, 0, 0]);
/// # Ok::<(), tl_runtime::EncodeError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not written to bytes",
    note = "for generated types, the config key `role` decides this; add the name of the type or function to the config \
            key `both`",
    note = "with the config key `used`, this also depends on the functions that the program names; add the type to the \
            config key `roots` to get the same code as without `used`"
)]
pub trait Encode {
    /// Writes the value. If this fails, the writer stores the error and continues, and [`Writer::finish`] returns the
    /// first error.
    fn encode(&self, w: &mut Writer);

    /// Writes the items of a vector, without its id and count.
    fn encode_items(items: &[Self], w: &mut Writer)
    where
        Self: Sized,
    {
        w.each(items, Self::encode);
    }

    /// Returns the approximate number of bytes of data in the value, which [`to_bytes`](Self::to_bytes) allocates in
    /// advance. An implementation may return 0.
    #[inline]
    fn data_len(&self) -> usize {
        0
    }

    /// Returns the value's bytes in a vector that grows while the bytes are written. The vector begins with a capacity
    /// of at least 128 bytes. In the end, its capacity may be several times its length.
    ///
    /// Use [`to_bytes_exact`](Self::to_bytes_exact) for bytes that are kept, and [`encode_into`](Self::encode_into) to
    /// reuse a vector.
    ///
    /// # Errors
    /// Returns an error if the wire format cannot express the value; see [`EncodeErrorKind`](crate::EncodeErrorKind).
    fn to_bytes(&self) -> Result<Vec<u8>, EncodeError> {
        Writer::fresh(self.data_len(), &|w| self.encode(w))
    }

    /// Returns the value's bytes in a vector without spare capacity.
    ///
    /// The vector is allocated once. The length is computed first, so the value is visited twice, which takes about
    /// twice as long as [`to_bytes`](Self::to_bytes).
    ///
    /// ```
    /// use tl_runtime::Encode;
    ///
    /// let bytes = "ok".to_owned().to_bytes_exact()?;
    /// assert_eq!(bytes.capacity(), 4);
    /// # Ok::<(), tl_runtime::EncodeError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error in the same cases as [`to_bytes`](Self::to_bytes).
    fn to_bytes_exact(&self) -> Result<Vec<u8>, EncodeError> {
        Writer::exact(&|w| self.encode(w))
    }

    /// Appends the value's bytes to `out`. On error, `out` is unchanged.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`to_bytes`](Self::to_bytes).
    fn encode_into(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        Writer::append(out, &|w| self.encode(w))
    }

    /// Appends the value's bytes to `out`, a collection of bytes. On error, `out` is unchanged.
    ///
    /// The bytes are written to a new vector and copied once. [`encode_into`](Self::encode_into) appends to a `Vec<u8>`
    /// without a copy.
    ///
    /// ```
    /// use std::collections::VecDeque;
    ///
    /// use tl_runtime::Encode;
    ///
    /// let mut queue = VecDeque::from([1]);
    /// "ok".to_owned().encode_extend(&mut queue)?;
    /// assert_eq!(queue, [1, 2, b'o', b'k', 0]);
    /// # Ok::<(), tl_runtime::EncodeError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error in the same cases as [`to_bytes`](Self::to_bytes).
    fn encode_extend(&self, out: &mut impl Extend<u8>) -> Result<(), EncodeError>
    where
        Self: Sized,
    {
        self.to_bytes().map(|bytes| out.extend(bytes))
    }

    /// Appends the value's bytes to `out`. On error, `out` is unchanged.
    ///
    /// The bytes are written to a new vector and copied at once, which is faster than
    /// [`encode_extend`](Self::encode_extend). To get a value's bytes as a new `Bytes` without a copy, use
    /// `Bytes::from(value.to_bytes()?)`.
    ///
    /// ```
    /// use bytes::BytesMut;
    /// use tl_runtime::Encode;
    ///
    /// let mut out = BytesMut::from("to ");
    /// "ok".to_owned().encode_into_bytes_mut(&mut out)?;
    /// assert_eq!(out, "to \x02ok\0");
    /// # Ok::<(), tl_runtime::EncodeError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error in the same cases as [`to_bytes`](Self::to_bytes).
    #[cfg(feature = "bytes")]
    fn encode_into_bytes_mut(&self, out: &mut bytes::BytesMut) -> Result<(), EncodeError> {
        self.to_bytes().map(|bytes| out.extend_from_slice(&bytes))
    }

    /// Returns the number of bytes that [`to_bytes`](Self::to_bytes) would return, without storing them.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`to_bytes`](Self::to_bytes).
    fn encoded_len(&self) -> Result<usize, EncodeError> {
        Writer::measure(&|w| self.encode(w))
    }
}

/// A value that can be read from its boxed form, which begins with a constructor id; the counterpart of [`Encode`].
///
/// ```
/// use tl_runtime::Decode;
///
/// assert!(bool::from_bytes(&0x997275b5_u32.to_le_bytes())?);
/// # Ok::<(), tl_runtime::DecodeError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not read from bytes",
    note = "for generated types, the config key `role` decides this; add the name of the type or function to the config \
            key `both`",
    note = "with the config key `used`, this also depends on the functions that the program names; add the type to the \
            config key `roots` to get the same code as without `used`"
)]
pub trait Decode: Sized {
    /// The minimum number of bytes that a value takes. Reading a vector fails if its count is larger than the number of
    /// values that the remaining bytes can hold.
    const MIN_SIZE: usize = 4;

    /// Reads a value. This method is for implementers; call [`Reader::read`] instead. If the reader fails, the value is
    /// unspecified.
    ///
    /// A reader that has failed returns zeros. The implementation for a type that contains itself must not read another
    /// value of the type from such a reader, because this would never end.
    fn decode(r: &mut Reader<'_>) -> Self;

    /// Reads the `count` items of a vector. Its id and count were already read.
    fn decode_items(count: usize, r: &mut Reader<'_>) -> Vec<Self> {
        r.collect(count, Self::decode)
    }

    /// Reads a value that takes all of `bytes`, with the default [`Limits`](crate::Limits).
    ///
    /// # Errors
    /// Returns an error if the bytes are not a valid value; see [`DecodeErrorKind`](crate::DecodeErrorKind).
    fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        whole(Reader::new(bytes), Self::decode)
    }

    /// Reads a value that takes all of `bytes`, as [`from_bytes`](Self::from_bytes) does. Fields of the type
    /// [`Bytes`](bytes::Bytes) are slices of `bytes` and are not copied.
    ///
    /// For other limits, or if `bytes` also contains other data, use [`Reader::with_shared`].
    ///
    /// ```
    /// use bytes::Bytes;
    /// use tl_runtime::{Decode, Encode};
    ///
    /// let list = vec![Bytes::from("one"), Bytes::from("two")];
    /// let bytes = Bytes::from(list.to_bytes()?);
    /// assert_eq!(Vec::<Bytes>::from_shared(&bytes)?, list);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error in the same cases as [`from_bytes`](Self::from_bytes).
    #[cfg(feature = "bytes")]
    fn from_shared(bytes: &bytes::Bytes) -> Result<Self, DecodeError> {
        whole(Reader::new(bytes).with_shared(bytes), Self::decode)
    }
}

/// Reads a value with `read` and checks that no input remains.
fn whole<'a, T>(mut r: Reader<'a>, read: impl FnOnce(&mut Reader<'a>) -> T) -> Result<T, DecodeError> {
    let value = read(&mut r);
    r.finish().map(|()| value)
}

/// One declaration of a schema: a constructor or a function.
pub trait Combinator {
    /// The id at the start of the boxed form.
    const ID: u32;
    /// The name in the schema, such as `auth.sentCode`.
    const NAME: &'static str;
}

/// Access to the id and the name of a value's constructor or function.
///
/// All generated structs and enums implement this trait, even if they can only be written or only be read. No generated
/// method hides the methods of this trait: the getter of a field `constructor_id` is named `constructor_id2`.
///
/// ```
/// use tl_runtime::{Combinator, Identify};
///
/// /// `auth.logOut#3e72ba19 = Bool`, with a simplified result.
/// struct LogOut;
///
/// impl Combinator for LogOut {
///     const ID: u32 = 0x3e72ba19;
///     const NAME: &'static str = "auth.logOut";
/// }
///
/// assert_eq!(LogOut.constructor_id(), 0x3e72ba19);
/// assert_eq!(LogOut.constructor_name(), "auth.logOut");
/// ```
///
/// An [`Object`](crate::Object) has an id but no name. The function `registry::name` of a generated module returns the
/// name for an id.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no constructor id and name of its own",
    note = "generated structs and enums have them; `registry::name` returns the name for the id of an `Object`"
)]
pub trait Identify {
    /// Returns the id and the name.
    fn combinator(&self) -> (u32, &'static str);

    /// Returns the id of the constructor or function, which is at the start of the boxed form of the value.
    fn constructor_id(&self) -> u32 {
        self.combinator().0
    }

    /// Returns the name of the constructor or function in the schema, such as `auth.sentCode`.
    fn constructor_name(&self) -> &'static str {
        self.combinator().1
    }
}

impl<T: Combinator> Identify for T {
    fn combinator(&self) -> (u32, &'static str) {
        (T::ID, T::NAME)
    }
}

/// The fields of a constructor or function, which can be written without the id.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not written to bytes",
    note = "for generated types, the config key `role` decides this; add the name of the type or function to the config \
            key `both`",
    note = "with the config key `used`, this also depends on the functions that the program names; add the type to the \
            config key `roots` to get the same code as without `used`"
)]
pub trait EncodeBare: Combinator {
    /// Writes `head`, which is the id or `()`, and then the fields. If this fails, the writer stores the error and
    /// continues, and [`Writer::finish`] returns the first error.
    ///
    /// Generated code writes `head` together with the first fields if these fields have a fixed width. Other
    /// implementations can begin with `w.fixed(head)`.
    fn encode_after(&self, head: impl Fixed, w: &mut Writer);

    /// Returns the approximate number of bytes of data in the fields, as [`Encode::data_len`] does. Generated code adds
    /// the lengths of fields of the type `bytes`.
    #[inline]
    fn bare_data_len(&self) -> usize {
        0
    }

    /// Writes the fields. If this fails, the writer stores the error and continues, and [`Writer::finish`] returns the
    /// first error.
    #[inline]
    fn encode_bare(&self, w: &mut Writer) {
        self.encode_after((), w);
    }
}

/// The fields of a constructor or function, which can be read without the id.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not read from bytes",
    note = "for generated types, the config key `role` decides this; add the name of the type or function to the config \
            key `both`",
    note = "with the config key `used`, this also depends on the functions that the program names; add the type to the \
            config key `roots` to get the same code as without `used`"
)]
pub trait DecodeBare: Combinator + Sized {
    /// The minimum number of bytes that the fields take.
    const MIN_SIZE: usize = 0;

    /// Reads the fields. This method is for implementers; call [`Reader::read_bare`] instead, which also counts the
    /// nesting and names the type in errors. If the reader fails, the value is unspecified.
    fn decode_bare(r: &mut Reader<'_>) -> Self;
}

/// A TL function: a request that can be written, and the type of its result.
///
/// ```
/// use tl_runtime::{Combinator, Decode, Encode, EncodeBare, Fixed, Function, Reader, Writer};
///
/// /// `auth.logOut#3e72ba19 = Bool`, with a simplified result.
/// struct LogOut;
///
/// impl Combinator for LogOut {
///     const ID: u32 = 0x3e72ba19;
///     const NAME: &'static str = "auth.logOut";
/// }
/// impl EncodeBare for LogOut {
///     fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
///         w.fixed(head);
///     }
/// }
/// impl Function for LogOut {
///     type Output = bool;
///     fn decode_output(r: &mut Reader<'_>) -> bool {
///         r.bool()
///     }
/// }
///
/// assert_eq!(LogOut.to_bytes()?, [0x19, 0xba, 0x72, 0x3e]);
/// assert!(LogOut::output_from_bytes(&[0xb5, 0x75, 0x72, 0x99])?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Function: EncodeBare {
    /// The type of the result.
    type Output;

    /// Reads the result, boxed or bare as the declaration requires. If the reader fails, the value is unspecified.
    fn decode_output(r: &mut Reader<'_>) -> Self::Output;

    /// Reads a result that takes all of `bytes`, with the default [`Limits`](crate::Limits).
    ///
    /// # Errors
    /// Returns an error if the bytes are not a valid result; see [`DecodeErrorKind`](crate::DecodeErrorKind).
    fn output_from_bytes(bytes: &[u8]) -> Result<Self::Output, DecodeError> {
        whole(Reader::new(bytes), Self::decode_output)
    }

    /// Reads a result that takes all of `bytes`. Fields of the type [`Bytes`](bytes::Bytes) are slices of `bytes`, as
    /// in [`Decode::from_shared`].
    ///
    /// # Errors
    /// Returns an error in the same cases as [`output_from_bytes`](Self::output_from_bytes).
    #[cfg(feature = "bytes")]
    fn output_from_shared(bytes: &bytes::Bytes) -> Result<Self::Output, DecodeError> {
        whole(Reader::new(bytes).with_shared(bytes), Self::decode_output)
    }

    /// Reads an answer that is either the result or an error of the type `E`, and takes all of `bytes`.
    ///
    /// `E` is a generated type, such as MTProto's `rpc_error` or TON's `liteServer.error`. The answer is read as an `E`
    /// if its id belongs to a constructor of `E`, even if the type of the result has that constructor too.
    ///
    /// ```
    /// use tl_runtime::{DecodeError, Function};
    /// # use tl_runtime::{Combinator, DecodeBare, EncodeBare, Fixed, Reader, Writer};
    ///
    /// # struct LogOut;
    /// # impl Combinator for LogOut { const ID: u32 = 0x3e72ba19; const NAME: &'static str = "auth.logOut"; }
    /// # impl EncodeBare for LogOut { fn encode_after(&self, head: impl Fixed, w: &mut Writer) { w.fixed(head); } }
    /// # impl Function for LogOut {
    /// #     type Output = bool;
    /// #     fn decode_output(r: &mut Reader<'_>) -> bool { r.bool() }
    /// # }
    /// # struct RpcError { error_code: i32, error_message: String }
    /// # impl Combinator for RpcError { const ID: u32 = 0x2144ca19; const NAME: &'static str = "rpc_error"; }
    /// # impl DecodeBare for RpcError {
    /// #     fn decode_bare(r: &mut Reader<'_>) -> Self { Self { error_code: r.int(), error_message: r.string() } }
    /// # }
    /// fn answer(bytes: &[u8]) -> Result<String, DecodeError> {
    ///     Ok(match LogOut::output_or::<RpcError>(bytes)? {
    ///         Ok(done) => format!("logged out: {done}"),
    ///         Err(error) => format!("failed: {} {}", error.error_code, error.error_message),
    ///     })
    /// }
    ///
    /// assert_eq!(answer(&[0xb5, 0x75, 0x72, 0x99])?, "logged out: true");
    /// assert_eq!(answer(b"\x19\xca\x44\x21\x90\x01\0\0\x04OOPS\0\0\0")?, "failed: 400 OOPS");
    /// # Ok::<(), DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// If the id belongs to `E`, returns an error in the same cases as [`Decode::from_bytes`]. Otherwise, returns an
    /// error in the same cases as [`output_from_bytes`](Self::output_from_bytes).
    fn output_or<E: Decode + Identify>(bytes: &[u8]) -> Result<Result<Self::Output, E>, DecodeError> {
        or_output(E::from_bytes(bytes), || Self::output_from_bytes(bytes))
    }

    /// Reads an answer as [`output_or`](Self::output_or) does. Fields of the type [`Bytes`](bytes::Bytes) are slices of
    /// `bytes`, as in [`Decode::from_shared`].
    ///
    /// # Errors
    /// Returns an error in the same cases as [`output_or`](Self::output_or).
    #[cfg(feature = "bytes")]
    fn output_or_shared<E: Decode + Identify>(
        bytes: &bytes::Bytes,
    ) -> Result<Result<Self::Output, E>, DecodeError> {
        or_output(E::from_shared(bytes), || Self::output_from_shared(bytes))
    }
}

/// Returns the error value that was read from an answer, or calls `output` if the answer is of another type.
fn or_output<T, E>(
    error: Result<E, DecodeError>,
    output: impl FnOnce() -> Result<T, DecodeError>,
) -> Result<Result<T, E>, DecodeError> {
    match error {
        Err(error) if error.is_of_another_type() => output().map(Ok),
        error => error.map(Err),
    }
}

/// A TL function in a server, which reads requests and writes results.
///
/// ```
/// use tl_runtime::{Combinator, Decode, DecodeBare, Reader, Serve, Writer};
///
/// /// `auth.logOut#3e72ba19 = Bool`, with a simplified result.
/// struct LogOut;
///
/// impl Combinator for LogOut {
///     const ID: u32 = 0x3e72ba19;
///     const NAME: &'static str = "auth.logOut";
/// }
/// impl DecodeBare for LogOut {
///     fn decode_bare(_: &mut Reader<'_>) -> Self {
///         Self
///     }
/// }
/// impl Serve for LogOut {
///     type Output = bool;
///     fn encode_output(output: &bool, w: &mut Writer) {
///         w.bool(*output);
///     }
/// }
///
/// LogOut::from_bytes(&[0x19, 0xba, 0x72, 0x3e])?;
/// assert_eq!(LogOut::output_to_bytes(&true)?, [0xb5, 0x75, 0x72, 0x99]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Serve: DecodeBare {
    /// The type of the result.
    type Output;

    /// Writes a result, boxed or bare as the declaration requires. If this fails, the writer stores the error and
    /// continues, and [`Writer::finish`] returns the first error.
    fn encode_output(output: &Self::Output, w: &mut Writer);

    /// Returns the bytes of a result, in a vector that grows while the bytes are written.
    ///
    /// # Errors
    /// Returns an error if the wire format cannot express the result; see [`EncodeErrorKind`](crate::EncodeErrorKind).
    fn output_to_bytes(output: &Self::Output) -> Result<Vec<u8>, EncodeError> {
        Writer::fresh(0, &|w| Self::encode_output(output, w))
    }
}

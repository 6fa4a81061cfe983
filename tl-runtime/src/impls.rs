//! Implementations of the traits for the Rust types of built-in types (`i32` is an `int`), for combinators, and for
//! `&T` and `Box<T>` of a combinator `T`.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::{
    Answer, Call, Combinator, Decode, DecodeBare, Encode, EncodeBare, Fixed, Function, Reader, Serve, Writer,
};

/// Implements the traits for numbers. All items of a vector of numbers are read or written at once.
macro_rules! number {
    ($($type:ty: $method:ident,)*) => {$(
        impl Encode for $type {
            fn encode(&self, w: &mut Writer) {
                w.put(*self);
            }

            fn encode_items(items: &[Self], w: &mut Writer) {
                w.words(items, <$type>::to_le_bytes);
            }
        }

        impl Decode for $type {
            const MIN_SIZE: usize = size_of::<$type>();

            fn decode(r: &mut Reader<'_>) -> Self {
                r.$method()
            }

            fn decode_items(count: usize, r: &mut Reader<'_>) -> Vec<Self> {
                let (words, _) = r.raw(count.saturating_mul(size_of::<$type>())).as_chunks();
                words.iter().copied().map(<$type>::from_le_bytes).collect()
            }
        }
    )*};
}

number! {
    u32: nat,
    i32: int,
    i64: long,
    f32: float,
    f64: double,
}

/// Implements the traits for `int128`, `int256` and `int512`, which are arrays of bytes in wire order.
macro_rules! wide {
    ($($size:literal),*) => {$(
        impl Encode for [u8; $size] {
            fn encode(&self, w: &mut Writer) {
                w.put(*self);
            }
        }

        impl Decode for [u8; $size] {
            const MIN_SIZE: usize = $size;

            fn decode(r: &mut Reader<'_>) -> Self {
                r.array()
            }
        }
    )*};
}

wide!(16, 32, 64);

impl Encode for bool {
    fn encode(&self, w: &mut Writer) {
        w.bool(*self);
    }
}

impl Decode for bool {
    fn decode(r: &mut Reader<'_>) -> Self {
        r.bool()
    }
}

impl Encode for String {
    #[inline]
    fn encode(&self, w: &mut Writer) {
        w.string(self);
    }
}

impl Decode for String {
    fn decode(r: &mut Reader<'_>) -> Self {
        r.string()
    }
}

impl Encode for Vec<u8> {
    #[inline]
    fn encode(&self, w: &mut Writer) {
        w.bytes(self);
    }
}

impl Decode for Vec<u8> {
    fn decode(r: &mut Reader<'_>) -> Self {
        r.bytes()
    }
}

#[cfg(feature = "bytes")]
impl Encode for bytes::Bytes {
    #[inline]
    fn encode(&self, w: &mut Writer) {
        w.bytes(self);
    }
}

/// Decodes to a slice of the buffer of [`Reader::with_shared`], or to a copy if the reader has no such buffer or reads
/// other bytes.
#[cfg(feature = "bytes")]
impl Decode for bytes::Bytes {
    fn decode(r: &mut Reader<'_>) -> Self {
        r.shared_bytes()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, w: &mut Writer) {
        w.vector(self);
    }
}

impl<T: Decode> Decode for Vec<T> {
    const MIN_SIZE: usize = 8;

    fn decode(r: &mut Reader<'_>) -> Self {
        r.vector()
    }
}

/// Writes the id, then the fields.
impl<T: EncodeBare> Encode for T {
    fn encode(&self, w: &mut Writer) {
        w.part(|w| self.encode_after(T::ID, w), |error| error.within_combinator(T::NAME));
    }

    #[inline]
    fn data_len(&self) -> usize {
        self.bare_data_len()
    }
}

/// Reads and checks the id, then reads the fields.
impl<T: DecodeBare> Decode for T {
    const MIN_SIZE: usize = 4 + <T as DecodeBare>::MIN_SIZE;

    fn decode(r: &mut Reader<'_>) -> Self {
        r.expect_tag(T::ID, const { &T::NAME });
        r.bare()
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Combinator> Combinator for $pointer {
            const ID: u32 = T::ID;
            const NAME: &'static str = T::NAME;
        }

        impl<T: EncodeBare> EncodeBare for $pointer {
            fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
                (**self).encode_after(head, w);
            }

            fn bare_data_len(&self) -> usize {
                (**self).bare_data_len()
            }
        }

        impl<T: Function> Function for $pointer {
            type Output = T::Output;

            fn decode_output(r: &mut Reader<'_>) -> Self::Output {
                T::decode_output(r)
            }
        }

        impl<T: Call> Call for $pointer {
            type Output = T::Output;

            fn read_output(&self, r: &mut Reader<'_>) -> Self::Output {
                (**self).read_output(r)
            }
        }
    )*};
}

forward!(&T, Box<T>);

impl<T: DecodeBare> DecodeBare for Box<T> {
    const MIN_SIZE: usize = T::MIN_SIZE;

    fn decode_bare(r: &mut Reader<'_>) -> Self {
        r.in_box(T::decode_bare)
    }
}

impl<T: Serve> Serve for Box<T> {
    type Output = T::Output;

    fn encode_output(output: &Self::Output, w: &mut Writer) {
        T::encode_output(output, w);
    }
}

impl<T: Answer> Answer for Box<T> {
    type Output = T::Output;

    fn write_output(&self, output: &Self::Output, w: &mut Writer) {
        (**self).write_output(output, w);
    }
}

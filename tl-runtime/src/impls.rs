//! The Rust types that stand for built-in TL types.

use alloc::string::String;
use alloc::vec::Vec;

use crate::{Decode, Encode, Reader, Writer};

/// Numbers: a vector of them is read and written in one piece.
macro_rules! number {
    ($($type:ty: $method:ident,)*) => {$(
        impl Encode for $type {
            fn encode(&self, w: &mut Writer) {
                w.$method(*self);
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

/// `int128`, `int256`, `int512`: bytes in the given order.
macro_rules! wide {
    ($($size:literal),*) => {$(
        impl Encode for [u8; $size] {
            fn encode(&self, w: &mut Writer) {
                w.raw(self);
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
    fn encode(&self, w: &mut Writer) {
        w.bytes(self);
    }
}

impl Decode for Vec<u8> {
    fn decode(r: &mut Reader<'_>) -> Self {
        r.bytes()
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

//! Views of built-in types.

use alloc::string::String;
use alloc::vec::Vec;

use super::{View, Viewer};
use crate::wire::word_at;
use crate::{Decode, Object};

/// Implements views of numbers. The numbers of a vector are skipped at once.
macro_rules! number {
    ($($type:ty: $method:ident,)*) => {$(
        impl<'a> View<'a> for $type {
            type Owned = Self;
            const MIN_SIZE: usize = size_of::<$type>();

            fn view(r: &mut Viewer<'a>) -> Self {
                r.r.$method()
            }

            fn skip_items(count: usize, r: &mut Viewer<'a>) {
                r.r.raw(count.saturating_mul(size_of::<$type>()));
            }

            fn owned(&self) -> Self {
                *self
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

/// Implements views of `int128`, `int256` and `int512`, which are arrays of bytes in wire order.
macro_rules! wide {
    ($($size:literal),*) => {$(
        impl<'a> View<'a> for &'a [u8; $size] {
            type Owned = [u8; $size];
            const MIN_SIZE: usize = $size;

            fn view(r: &mut Viewer<'a>) -> Self {
                r.r.raw($size).first_chunk().unwrap_or(&[0; $size])
            }

            fn owned(&self) -> [u8; $size] {
                **self
            }
        }
    )*};
}

wide!(16, 32, 64);

impl<'a> View<'a> for bool {
    type Owned = Self;

    fn view(r: &mut Viewer<'a>) -> Self {
        r.r.bool()
    }

    fn owned(&self) -> Self {
        *self
    }
}

impl<'a> View<'a> for &'a str {
    type Owned = String;

    fn view(r: &mut Viewer<'a>) -> Self {
        r.r.str()
    }

    fn owned(&self) -> String {
        (*self).into()
    }
}

impl<'a> View<'a> for &'a [u8] {
    type Owned = Vec<u8>;

    fn view(r: &mut Viewer<'a>) -> Self {
        r.r.byte_slice()
    }

    fn owned(&self) -> Vec<u8> {
        self.to_vec()
    }
}

/// A view of an [`Object`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectView<'a> {
    /// The id and the bytes after it. The length is a multiple of 4.
    bytes: &'a [u8],
}

impl<'a> ObjectView<'a> {
    /// Returns the id of the constructor. The function `registry::name` of a generated module returns the name for it.
    #[must_use]
    pub fn constructor_id(&self) -> u32 {
        word_at(self.bytes, 0)
    }

    /// Returns the bytes after the id.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.bytes.get(4..).unwrap_or_default()
    }

    /// Returns all bytes, including the id. [`View::view_from_bytes`] and [`Decode::from_bytes`] read them.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }
}

/// Takes all remaining bytes. Fails if fewer than 4 bytes remain, or if the number of bytes is not a multiple of 4.
impl<'a> View<'a> for ObjectView<'a> {
    type Owned = Object;

    fn view(r: &mut Viewer<'a>) -> Self {
        Self { bytes: r.r.object() }
    }

    fn owned(&self) -> Object {
        Object::decode(&mut crate::Reader::new(self.bytes))
    }
}

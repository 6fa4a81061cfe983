//! Defines [`Selected`]. `build/selections.rs` generates a list of `Selected` for each module, with one item for each
//! struct.

use std::fmt::Debug;
use std::marker::PhantomData;

use tl_runtime::{Decode, DecodeError, Encode, Limits, Reader, View};

/// A struct, and the operations that it supports.
#[derive(Clone, Copy, Debug)]
pub struct Selected {
    /// The constructor id.
    pub id: u32,
    /// Reads a value. `None` if the struct does not implement `Decode`.
    pub read: Option<Read>,
    /// Reads and writes a value. `None` if the struct does not implement both `Decode` and `Encode`.
    pub rewrite: Option<Rewrite>,
    /// Reads a value as a view and passes the owned copy to a function. `None` if the struct has no view.
    pub view: Option<Read>,
}

/// Reads a value and passes it to a function.
pub type Read = fn(&[u8], Limits, &mut dyn FnMut(&dyn Debug)) -> Result<(), DecodeError>;

/// Reads a value and returns the bytes that it is written as.
pub type Rewrite = fn(&[u8], Limits) -> Result<Vec<u8>, DecodeError>;

fn read<T: Decode>(bytes: &[u8], limits: Limits) -> Result<T, DecodeError> {
    let mut reader = Reader::with_limits(bytes, limits);
    let value = reader.read()?;
    reader.finish().map(|()| value)
}

/// Has the constants `READ` and `REWRITE`: functions for the struct `T`. If `T` does not implement the traits that a
/// function needs, the constant comes from [`NotRead`] or [`NotBoth`], and is `None`.
#[derive(Debug)]
pub struct Of<T>(PhantomData<T>);

impl<T: Decode + Debug> Of<T> {
    /// Function that reads a value.
    pub const READ: Option<Read> =
        Some(|bytes, limits, see| read::<T>(bytes, limits).map(|value| see(&value)));
}

#[allow(clippy::unwrap_used, reason = "tests fail if a value that was read cannot be written")]
impl<T: Decode + Encode> Of<T> {
    /// Function that reads and writes a value.
    pub const REWRITE: Option<Rewrite> =
        Some(|bytes, limits| read::<T>(bytes, limits).map(|value| value.to_bytes().unwrap()));
}

/// Reads a value as a view and passes the owned copy to `see`.
///
/// # Errors
/// Returns the error of reading the bytes.
pub fn read_view<'a, V: View<'a, Owned: Debug>>(
    bytes: &'a [u8],
    limits: Limits,
    see: &mut dyn FnMut(&dyn Debug),
) -> Result<(), DecodeError> {
    V::view_with_limits(bytes, limits).map(|view| see(&view.owned()))
}

/// Contains `Of::READ` for structs that do not implement `Decode`.
pub trait NotRead {
    /// No function.
    const READ: Option<Read> = None;
}

impl<T> NotRead for Of<T> {}

/// Contains `Of::REWRITE` for structs that do not implement both `Decode` and `Encode`.
pub trait NotBoth {
    /// No function.
    const REWRITE: Option<Rewrite> = None;
}

impl<T> NotBoth for Of<T> {}

/// Creates a `Selected` from an id, a struct, and its view if it has one.
#[macro_export]
macro_rules! selected {
    ($id:literal, $type:ty $(, $view:ident $(:: $rest:ident)*)?) => {
        $crate::selected::Selected {
            id: $id,
            read: {
                #[allow(unused_imports)]
                use $crate::selected::{NotRead as _, Of};
                <Of<$type>>::READ
            },
            rewrite: {
                #[allow(unused_imports)]
                use $crate::selected::{NotBoth as _, Of};
                <Of<$type>>::REWRITE
            },
            view: $crate::selected!(@view $($view $(:: $rest)*)?),
        }
    };
    (@view) => { None };
    (@view $view:ident $(:: $rest:ident)*) => {
        Some(|bytes, limits, see| $crate::selected::read_view::<$view $(:: $rest)*<'_>>(bytes, limits, see))
    };
}

//! What can be done with a struct of a module that was generated for random names.

use std::fmt::Debug;
use std::marker::PhantomData;

use tl_runtime::{Decode, DecodeError, Encode, Limits, Reader, View};

/// A struct.
#[derive(Clone, Copy, Debug)]
pub struct Selected {
    /// The id.
    pub id: u32,
    /// Reads a value, if values are read.
    pub read: Option<Read>,
    /// Reads a value and writes it, if values go both ways.
    pub rewrite: Option<Rewrite>,
    /// Reads a value by its view and hands the owned copy to a function, if there are views.
    pub view: Option<Read>,
}

/// Reads a value and hands it to a function.
pub type Read = fn(&[u8], Limits, &mut dyn FnMut(&dyn Debug)) -> Result<(), DecodeError>;

/// Reads a value and writes it.
pub type Rewrite = fn(&[u8], Limits) -> Result<Vec<u8>, DecodeError>;

fn read<T: Decode>(bytes: &[u8], limits: Limits) -> Result<T, DecodeError> {
    let mut reader = Reader::with_limits(bytes, limits);
    let value = reader.read()?;
    reader.finish().map(|()| value)
}

/// The struct `T`. Its constants are those here if `T` has the traits, and those of [`NotRead`] and [`NotBoth`]
/// otherwise.
#[derive(Debug)]
pub struct Of<T>(PhantomData<T>);

impl<T: Decode + Debug> Of<T> {
    /// What reads a value.
    pub const READ: Option<Read> =
        Some(|bytes, limits, see| read::<T>(bytes, limits).map(|value| see(&value)));
}

#[allow(clippy::unwrap_used, reason = "tests fail if a value that was read is not written")]
impl<T: Decode + Encode> Of<T> {
    /// What writes a value again.
    pub const REWRITE: Option<Rewrite> =
        Some(|bytes, limits| read::<T>(bytes, limits).map(|value| value.to_bytes().unwrap()));
}

/// What reads a value by its view.
///
/// # Errors
/// Those of the bytes.
pub fn read_view<'a, V: View<'a, Owned: Debug>>(
    bytes: &'a [u8],
    limits: Limits,
    see: &mut dyn FnMut(&dyn Debug),
) -> Result<(), DecodeError> {
    V::view_with_limits(bytes, limits).map(|view| see(&view.owned()))
}

/// A struct whose values are not read.
pub trait NotRead {
    /// Nothing.
    const READ: Option<Read> = None;
}

impl<T> NotRead for Of<T> {}

/// A struct whose values do not go both ways.
pub trait NotBoth {
    /// Nothing.
    const REWRITE: Option<Rewrite> = None;
}

impl<T> NotBoth for Of<T> {}

/// A struct of a module.
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

//! What can be done with a struct of a module that was generated for random names.

use std::fmt::Debug;
use std::marker::PhantomData;

use tl_runtime::{Decode, DecodeError, Encode};

/// A struct.
#[derive(Clone, Copy, Debug)]
pub struct Selected {
    /// The id.
    pub id: u32,
    /// Reads a value and shows it, if values are read.
    pub show: Option<Show>,
    /// Reads a value and writes it, if values go both ways.
    pub rewrite: Option<Rewrite>,
}

/// Reads a value and shows it.
pub type Show = fn(&[u8]) -> Result<String, DecodeError>;

/// Reads a value and writes it.
pub type Rewrite = fn(&[u8]) -> Result<Vec<u8>, DecodeError>;

/// The struct `T`. Its constants are those here if `T` has the traits, and those of [`NotRead`] and [`NotBoth`]
/// otherwise.
#[derive(Debug)]
pub struct Of<T>(PhantomData<T>);

impl<T: Decode + Debug> Of<T> {
    /// What shows a value.
    pub const SHOW: Option<Show> = Some(|bytes| T::from_bytes(bytes).map(|value| format!("{value:?}")));
}

#[allow(clippy::unwrap_used, reason = "tests fail if a value that was read is not written")]
impl<T: Decode + Encode> Of<T> {
    /// What writes a value again.
    pub const REWRITE: Option<Rewrite> =
        Some(|bytes| T::from_bytes(bytes).map(|value| value.to_bytes().unwrap()));
}

/// A struct whose values are not read.
pub trait NotRead {
    /// Nothing.
    const SHOW: Option<Show> = None;
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
    ($id:literal, $type:ty) => {
        $crate::selected::Selected {
            id: $id,
            show: {
                #[allow(unused_imports)]
                use $crate::selected::{NotRead as _, Of};
                <Of<$type>>::SHOW
            },
            rewrite: {
                #[allow(unused_imports)]
                use $crate::selected::{NotBoth as _, Of};
                <Of<$type>>::REWRITE
            },
        }
    };
}

//! Encodes JSON values as TL. All implementations of [`Source`] share this code.

mod assignment;
mod closed;
mod defaults;
mod encoder;
mod error;
mod form;
mod names;
mod output;
mod scalars;
mod source;

pub use self::closed::{ClosedCombinator, FieldKind};
pub use self::encoder::Encoder;
pub use self::error::{DidYouMean, Error, ErrorKind};
pub use self::form::JsonForm;
pub use self::scalars::not_finite;
pub use self::source::{JsonKind, Source, Whole};

/// Key of the member that contains the bytes after the id of a raw object. The table has no constructor or function
/// that can be read by this id alone.
pub const RAW: &str = "raw";

/// The result of reading JSON.
pub type Result<T = ()> = core::result::Result<T, Error>;

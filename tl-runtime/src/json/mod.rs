//! The JSON form of generated values, for every format of serde that describes its values.
//!
//! Little of it is generated for each type: a value is its bytes, and the table of the module describes them. Writing
//! makes the bytes and tells the serializer their parts (`events`); reading keeps what the deserializer has (`content`),
//! makes bytes of it, and decodes them.

mod content;
mod events;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::content::Content;
use self::events::Events;
use crate::wire::json::Encoder;
pub use crate::wire::{Shape, Table};
use crate::{Decode, Encode, Limits, Object};

/// The JSON form of any value, for those that no generated type holds: results such as `Vec<i64>`, whose numbers serde
/// itself would not put in strings.
///
/// ```
/// use tl_runtime::Json;
///
/// assert_eq!(serde_json::to_string(&Json(vec![1_i64 << 60]))?, r#"["1152921504606846976"]"#);
/// let Json(bytes) = serde_json::from_str::<Json<Vec<u8>>>(r#""AAEC""#)?;
/// assert_eq!(bytes, [0, 1, 2]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T: Encode + Described> Serialize for Json<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de, T: Decode + Described> Deserialize<'de> for Json<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

/// A type that a table describes: generated types, and those of Rust that are used for built-in types.
pub trait Described {
    /// What its bytes mean.
    const SHAPE: Shape;
}

/// Tells `serializer` the parts of `value`.
///
/// # Errors
/// If the value cannot be encoded, or is nested deeper than readers accept.
pub fn serialize<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Encode + Described,
    S: Serializer,
{
    let bytes = value.to_bytes().map_err(S::Error::custom)?;
    Events::of(T::SHAPE, &bytes).map_err(S::Error::custom)?.serialize(serializer)
}

/// Reads a value. Errors contain the path to the part, such as `entities[3].offset`.
///
/// # Errors
/// Those of the deserializer, and if what it has is not a value of the type.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Decode + Described,
    D: Deserializer<'de>,
{
    let content = Content::deserialize(deserializer)?;
    let bytes = Encoder::new(Limits::default()).shape(T::SHAPE, &content).map_err(D::Error::custom)?;
    T::from_bytes(&bytes).map_err(D::Error::custom)
}

macro_rules! built_in {
    ($($type:ty = $shape:ident),* $(,)?) => {$(
        impl Described for $type {
            const SHAPE: Shape = Shape::$shape;
        }
    )*};
}

built_in! {
    u32 = NAT,
    i32 = INT,
    i64 = LONG,
    f64 = DOUBLE,
    f32 = FLOAT,
    bool = BOOL,
    () = TRUE,
    String = STRING,
    Vec<u8> = BYTES,
    [u8; 16] = INT128,
    [u8; 32] = INT256,
    [u8; 64] = INT512,
    Object = OBJECT,
}

#[cfg(feature = "bytes")]
impl Described for bytes::Bytes {
    const SHAPE: Shape = Shape::BYTES;
}

impl<T: Described> Described for Vec<T> {
    const SHAPE: Shape = Shape::vector(&[T::SHAPE]);
}

impl<T: Described> Described for Box<T> {
    const SHAPE: Shape = T::SHAPE;
}

impl<T: Described> Described for &T {
    const SHAPE: Shape = T::SHAPE;
}

//! The JSON form of generated values, for every self-describing format of serde.
//!
//! For each type, only a constant and two forwarding methods are generated. The functions of this module work on
//! encoded bytes. The table of the generated module describes these bytes. Serializing encodes the value, reads the
//! bytes by the table, and passes the fields and items to the serializer (`events`). Deserializing stores the input
//! (`content`), converts it to bytes, and decodes the bytes.

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
use crate::wire::json::{Encoder, JsonForm};
pub use crate::wire::{Shape, Table};
use crate::{Decode, Encode, Limits, Object};

/// A wrapper that gives any value its JSON form. Use it for values that are not of a generated type, such as a result
/// of the type `Vec<i64>`. Without the wrapper, serde would write the items as numbers instead of strings.
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

/// A generated type, or a Rust type that represents a built-in type.
pub trait Described {
    /// The form of the encoded values.
    const SHAPE: Shape;
}

/// Serializes `value` in its JSON form.
///
/// # Errors
/// Returns an error if the value cannot be encoded, or if its bytes exceed the default [`Limits`], for example
/// [`Limits::depth`].
pub fn serialize<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Encode + Described,
    S: Serializer,
{
    let bytes = value.to_bytes().map_err(S::Error::custom)?;
    Events::of(T::SHAPE, &bytes).map_err(S::Error::custom)?.serialize(serializer)
}

/// Deserializes a value. Errors contain the path to the invalid field or item, such as `entities[3].offset`.
///
/// # Errors
/// Returns an error if the deserializer fails, or if its data is not the JSON form of a `T`.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Decode + Described,
    D: Deserializer<'de>,
{
    let content = Content::deserialize(deserializer)?;
    let bytes =
        Encoder::new(JsonForm::Tl, Limits::default()).shape(T::SHAPE, &content).map_err(D::Error::custom)?;
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

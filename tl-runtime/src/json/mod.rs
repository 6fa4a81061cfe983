//! The JSON form of generated values, for every format of serde that says what its values are.
//!
//! Little of it is generated for each type: a value is its bytes, and one table of the module says what they mean.
//! Writing makes the bytes and tells the serializer what is in them (`write`); reading keeps what the deserializer says
//! (`content`), makes bytes of it (`read`), and decodes them. The table is text that is read where it is needed
//! (`kind`, `table`).

mod content;
mod kind;
mod object;
mod read;
mod scope;
mod table;
mod write;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::content::Content;
use self::kind::Kind;
use self::scope::{Params, Scope};
pub use self::table::Table;
use crate::{Decode, Encode, Object};

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

/// A type that a table describes. Generated types are, and what stands for a built-in type.
pub trait Described {
    /// What its bytes mean.
    const SHAPE: Shape;
}

/// What the bytes of a value mean.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Where rows and types with numbers are.
    pub table: &'static Table,
    /// A kind.
    pub kind: &'static str,
    /// What its parameters stand for.
    pub args: &'static [Self],
}

impl Shape {
    const fn built_in(kind: &'static str, args: &'static [Self]) -> Self {
        Self { table: &Table::EMPTY, kind, args }
    }

    fn kind(self) -> Kind {
        Kind(self.kind)
    }

    fn scope<'a>(self) -> Scope<'a> {
        Scope { table: self.table, params: Params::Shapes(self.args) }
    }
}

/// Tells `serializer` what `value` is.
///
/// # Errors
/// What cannot be encoded, and what is nested deeper than a reader takes.
pub fn serialize<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Encode + Described,
    S: Serializer,
{
    let bytes = value.to_bytes().map_err(S::Error::custom)?;
    write::value(T::SHAPE, &bytes, serializer)
}

/// Reads a value. What is wrong is told with its path, such as `entities[3].offset`.
///
/// # Errors
/// Those of the deserializer, and what is no value of the type.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Decode + Described,
    D: Deserializer<'de>,
{
    let content = Content::deserialize(deserializer)?;
    let bytes = read::bytes(T::SHAPE, &content).map_err(D::Error::custom)?;
    T::from_bytes(&bytes).map_err(D::Error::custom)
}

macro_rules! built_in {
    ($($type:ty = $kind:literal),* $(,)?) => {$(
        impl Described for $type {
            const SHAPE: Shape = Shape::built_in($kind, &[]);
        }
    )*};
}

built_in! {
    u32 = "n",
    i32 = "i",
    i64 = "l",
    f64 = "d",
    f32 = "f",
    bool = "y",
    () = "u",
    String = "s",
    Vec<u8> = "b",
    [u8; 16] = "x16",
    [u8; 32] = "x32",
    [u8; 64] = "x64",
    Object = "o",
}

impl<T: Described> Described for Vec<T> {
    const SHAPE: Shape = Shape::built_in("Vp0", &[T::SHAPE]);
}

impl<T: Described> Described for Box<T> {
    const SHAPE: Shape = T::SHAPE;
}

impl<T: Described> Described for &T {
    const SHAPE: Shape = T::SHAPE;
}

//! Values of examples, independent of the notation.

use tl_parser::schema::CombinatorId;

/// A value, independent of the notation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// `int` and `#`
    Int(i64),
    Long(i64),
    Double(f64),
    String(String),
    Bytes(Vec<u8>),
    /// `int128`, `int256` and `int512`.
    Fixed(Vec<u8>),
    Bool(bool),
    True,
    List(Vec<Self>),
    Object(CombinatorId, Vec<Member>),
    /// An item of a repetition such as `n*[ x:int y:int ]`.
    Record(Vec<Member>),
}

impl Value {
    /// Returns the members of an object, or nothing for other values.
    pub(super) fn members(&self) -> &[Member] {
        match self {
            Self::Object(_, members) | Self::Record(members) => members,
            _ => &[],
        }
    }
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    /// Name of the member in JSON.
    pub(super) key: Box<str>,
    pub(super) value: Value,
}

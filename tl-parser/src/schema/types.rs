//! Boxed types.

use super::handle::CombinatorId;
use crate::ast::Kind;

/// A boxed type and the constructors that make it.
#[derive(Clone, Debug)]
pub struct Type {
    pub(super) name: String,
    pub(super) params: Vec<Kind>,
    pub(super) constructors: Vec<CombinatorId>,
    pub(super) primitive: Option<Primitive>,
    pub(super) docs: Option<String>,
}

/// A type whose binary form the language fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    /// 4 bytes, signed.
    Int,
    /// 8 bytes, signed; `int53` too, which is narrower only in JSON.
    Long,
    /// 8 bytes, IEEE 754.
    Double,
    /// 4 bytes, IEEE 754.
    Float,
    /// Length, text, padding.
    String,
    /// Length, bytes, padding.
    Bytes,
    /// 16 bytes.
    Int128,
    /// 32 bytes.
    Int256,
    /// 64 bytes.
    Int512,
    /// `boolTrue` or `boolFalse`.
    Bool,
    /// Nothing when bare.
    True,
    /// A count, then as many values.
    Vector,
    /// Any boxed value; its id says which.
    Object,
}

impl Type {
    /// The full name, such as `auth.SentCode`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it takes: `[Kind::Type]` for `Vector t`.
    #[must_use]
    pub fn params(&self) -> &[Kind] {
        &self.params
    }

    /// Its constructors in schema order.
    #[must_use]
    pub fn constructors(&self) -> &[CombinatorId] {
        &self.constructors
    }

    /// The form that the language gives it, whatever the files declare.
    #[must_use]
    pub fn primitive(&self) -> Option<Primitive> {
        self.primitive
    }

    /// What a documentation comment or an [overlay](crate::docs) says of it, line by line.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }
}

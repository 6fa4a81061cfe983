//! Boxed types.

use super::expr::CombinatorId;
use crate::ast::VariableKind;

/// A boxed type with its constructors.
#[derive(Clone, Debug)]
pub struct Type {
    pub(super) name: String,
    pub(super) params: Vec<VariableKind>,
    pub(super) constructors: Vec<CombinatorId>,
    pub(super) primitive: Option<Primitive>,
    pub(super) docs: Option<String>,
}

/// A type whose encoding the language defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    /// 4 bytes, signed.
    Int,
    /// 8 bytes, signed. Also used for `int53`, which has the same encoding as `long` but is a number in TDLib's JSON.
    Long,
    /// 8 bytes, IEEE 754.
    Double,
    /// 4 bytes, IEEE 754.
    Float,
    /// A length, the text, and padding.
    String,
    /// A length, the bytes, and padding.
    Bytes,
    /// 16 bytes.
    Int128,
    /// 32 bytes.
    Int256,
    /// 64 bytes.
    Int512,
    /// The constructor `boolTrue` or `boolFalse`.
    Bool,
    /// A value without fields. Its bare form has no bytes.
    True,
    /// A count, followed by that number of values.
    Vector,
    /// Any boxed value. Its id determines the constructor.
    Object,
}

impl Type {
    /// Returns the full name of the type, such as `auth.SentCode`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the kinds of the type's parameters, such as `[VariableKind::Type]` for `Vector t`.
    #[must_use]
    pub fn params(&self) -> &[VariableKind] {
        &self.params
    }

    /// Returns the constructors of the type, in schema order.
    #[must_use]
    pub fn constructors(&self) -> &[CombinatorId] {
        &self.constructors
    }

    /// Returns the encoding of a built-in type, regardless of the declarations in the files. Returns `None` for types
    /// that are not built-in.
    #[must_use]
    pub fn primitive(&self) -> Option<Primitive> {
        self.primitive
    }

    /// Returns the documentation of the type, from comments, JSON or an [overlay](crate::docs). The text may have
    /// several lines.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }
}

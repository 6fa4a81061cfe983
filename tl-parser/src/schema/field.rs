//! Fields of combinators.

use super::expr::{NatExpr, TypeRef, Var};
use crate::Span;

/// A field of a combinator: one part of its serialised form.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name as it is written, which may be `_`.
    pub(super) name: Option<String>,
    pub(super) condition: Option<Condition>,
    pub(super) ty: FieldType,
    pub(super) docs: Option<String>,
    pub(super) span: Span,
}

/// The condition under which a field is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The mask, the number that is tested.
    pub mask: Var,
    /// The bit of the mask, 0 to 31. If it is `None`, the field is present if the mask is not zero.
    pub bit: Option<u8>,
}

/// The content of a field.
#[derive(Clone, Debug)]
pub enum FieldType {
    /// `#`: a natural number that later fields may use.
    Nat,
    /// `X:Type`: a serialised type. No back end supports it.
    Type,
    /// One value.
    Value(TypeRef),
    /// `!X`: a call of a function that returns the type variable.
    Call(Var),
    /// A repetition, `count*[ fields ]`.
    Repeat(Repeat),
}

/// A repetition, `count*[ fields ]`.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The number of repetitions.
    pub count: NatExpr,
    /// The repeated fields, at least one. An anonymous field is the element itself.
    pub fields: Vec<Field>,
    /// Whether the count is written. If it is not, the count is the last number before the repetition.
    pub(super) has_written_count: bool,
}

impl Field {
    /// Returns its name, or `None` if it is anonymous.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.written_name().filter(|&name| name != "_")
    }

    /// Returns its name as it is written: an anonymous field has no name or the name `_`.
    pub(crate) fn written_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the condition under which it is present, or `None` if it is always present.
    #[must_use]
    pub fn condition(&self) -> Option<Condition> {
        self.condition
    }

    /// Returns its content.
    #[must_use]
    pub fn ty(&self) -> &FieldType {
        &self.ty
    }

    /// Returns its documentation from a comment or an [overlay](crate::docs), which may have several lines.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }

    /// Returns the place of its declaration.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}

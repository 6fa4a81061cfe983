//! Fields of combinators.

use super::expr::{NatExpr, TypeRef, Var};
use crate::Span;

/// What a combinator serialises, one part of it.
#[derive(Clone, Debug)]
pub struct Field {
    pub(super) name: Option<String>,
    pub(super) condition: Option<Condition>,
    pub(super) ty: FieldType,
    pub(super) docs: Option<String>,
    pub(super) span: Span,
}

/// When a field is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The number that is tested.
    pub mask: Var,
    /// Its bit, 0 to 31; without one, the number is tested for not being zero.
    pub bit: Option<u8>,
}

/// What a field holds.
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
    /// `count*[ fields ]`
    Repeat(Repeat),
}

/// `count*[ fields ]`
#[derive(Clone, Debug)]
pub struct Repeat {
    /// How often.
    pub count: NatExpr,
    /// What, at least one field; one that is anonymous stands for the element itself.
    pub fields: Vec<Field>,
}

impl Field {
    /// Its name; none for an anonymous one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// When it is there; always, if there is none.
    #[must_use]
    pub fn condition(&self) -> Option<Condition> {
        self.condition
    }

    /// What it holds.
    #[must_use]
    pub fn ty(&self) -> &FieldType {
        &self.ty
    }

    /// What a documentation comment or an [overlay](crate::docs) says of it, line by line.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }

    /// Where it is declared.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}

//! Fields of combinators, and their conditions and repetitions.

use super::expr::{NatExpr, TypeRef, Var};
use crate::Span;

/// A field of a combinator, such as `about:flags.1?string`.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name in the source, which may be `_`.
    pub(super) name: Option<String>,
    pub(super) condition: Option<Condition>,
    pub(super) ty: FieldType,
    pub(super) docs: Option<String>,
    pub(super) span: Span,
}

/// The condition under which a field is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The mask: the number that is tested, such as `flags` in `flags.0?int`.
    pub mask: Var,
    /// The bit of the mask, 0 to 31. Without a bit, as in `flags?int`, the field is present if the mask is not zero.
    pub bit: Option<u8>,
}

/// The content of a field, if the field is present.
#[derive(Clone, Debug)]
pub enum FieldType {
    /// `#`: a natural number that later fields may use.
    Nat,
    /// `X:Type`: a serialised type. No back end supports it.
    Type,
    /// One value.
    Value(TypeRef),
    /// `!X`: a call of a function whose result type is the variable `X`.
    Call(Var),
    /// A repetition, `count*[ fields ]`.
    Repeat(Repeat),
}

/// A repetition, `count*[ fields ]`.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The number of repetitions.
    pub count: NatExpr,
    /// The fields of each element, at least one. If the only field is anonymous, as in `4*[ int ]`, each element is the
    /// value of that field.
    pub fields: Vec<Field>,
    /// Whether the source contains the count. If not, as in `# [ t ]`, the count is the last number that is declared
    /// before the repetition.
    pub(super) has_written_count: bool,
}

impl Field {
    /// Returns the name of the field, or `None` if the field is anonymous.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.written_name().filter(|&name| name != "_")
    }

    /// Returns the name in the source. For an anonymous field, returns `None` or `_`.
    pub(crate) fn written_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the condition under which the field is present, or `None` if it is always present.
    #[must_use]
    pub fn condition(&self) -> Option<Condition> {
        self.condition
    }

    /// Returns the content of the field.
    #[must_use]
    pub fn ty(&self) -> &FieldType {
        &self.ty
    }

    /// Returns the fields of each element, if the field is a repetition.
    #[must_use]
    pub fn items(&self) -> Option<&[Self]> {
        match &self.ty {
            FieldType::Repeat(repeat) => Some(&repeat.fields),
            _ => None,
        }
    }

    /// Returns the documentation of the field, from comments, JSON or an [overlay](crate::docs). The text may have
    /// several lines.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }

    /// Returns the span of the field's declaration.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}

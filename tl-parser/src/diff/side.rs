//! One of the two schemas, and one of its combinators, with their wire forms.

use crate::schema::{Combinator, CombinatorId, CombinatorPrinter, Field, Schema, TypeId, Var};
use crate::wire::{self, Role, Scalar, TypeForm, Value, Wire};

/// One of the two schemas, with the wire forms of its values.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) schema: &'a Schema,
    pub(super) wire: &'a Wire,
}

/// A combinator of one of the two schemas, with its wire form.
#[derive(Clone, Copy)]
pub(super) struct SideCombinator<'a> {
    pub(super) side: Side<'a>,
    pub(super) id: CombinatorId,
    pub(super) combinator: &'a Combinator,
    pub(super) form: &'a wire::Combinator,
}

impl<'a> Side<'a> {
    pub(super) fn combinator(self, id: CombinatorId) -> SideCombinator<'a> {
        SideCombinator { side: self, id, combinator: &self.schema[id], form: &self.wire[id] }
    }

    /// Returns whether the type is not built in and none of its constructors is predefined.
    pub(super) fn is_declared(self, ty: TypeId) -> bool {
        let is_predefined = |&id: &CombinatorId| self.schema[id].is_predefined();
        self.wire[ty].form == TypeForm::Declared && !self.schema[ty].constructors().iter().any(is_predefined)
    }
}

impl<'a> SideCombinator<'a> {
    pub(super) fn fields(self) -> &'a [Field] {
        self.combinator.fields()
    }

    pub(super) fn printer(self) -> CombinatorPrinter<'a> {
        CombinatorPrinter::new(self.side.schema, self.id)
    }

    /// Returns the name of the type of the combinator, if it is a constructor.
    pub(super) fn type_name(self) -> Option<&'a str> {
        self.side.schema.type_of(self.id).map(|ty| self.side.schema[ty].name())
    }

    /// Returns the encoding of the combinator if the language defines this encoding. That is so for the bare form of a
    /// built-in type, such as `int`, and for the usual constructors of `Bool`. Declarations in files, such as
    /// `int ? = Int`, don't change the encoding.
    pub(super) fn fixed_form(self) -> Option<TypeForm> {
        match self.side.wire[self.side.schema.type_of(self.id)?].form {
            TypeForm::Declared => None,
            bool @ TypeForm::Scalar { scalar: Scalar::Bool, .. } => Some(bool),
            _ => self.form.bare_form,
        }
    }

    /// Returns whether a field can have bytes if it is present.
    pub(super) fn has_bytes(self, field: usize) -> bool {
        !self.side.wire.takes_no_bytes(&self.form.fields[field].value)
    }

    /// Returns whether a field has a condition and no bytes, such as `flags.1?true`. Its value is a bit of a mask.
    pub(super) fn is_flag(self, field: usize) -> bool {
        self.form.fields[field].condition.is_some() && !self.has_bytes(field)
    }

    /// Returns whether a field is a number that is computed from other fields.
    pub(super) fn is_computed(self, field: usize) -> bool {
        matches!(self.form.fields[field].role, Role::Mask { .. } | Role::Count { .. } | Role::Length)
    }

    /// Returns whether a field is a `true` flag on the same bit as a field with bytes. The flag is then set if that
    /// field is present.
    pub(super) fn is_on_payload_bit(self, field: usize) -> bool {
        let wire::Field { value: Value::Scalar(Scalar::True), condition: Some(condition), .. } =
            self.form.fields[field]
        else {
            return false;
        };
        let Var::Field { index: mask, .. } = condition.mask else { return false };
        let is_payload = |at: usize| self.form.fields[at].condition == Some(condition) && self.has_bytes(at);
        condition.bit.is_some() && self.is_computed(mask) && (0..self.fields().len()).any(is_payload)
    }
}

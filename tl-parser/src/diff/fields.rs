//! What became of the fields of a combinator that both schemas have.

use std::collections::HashSet;

use super::pairing::{Pairing, has_bytes, is_flag, name};
use super::rule::Rule;
use super::same::{Same, Sense};
use super::text::Text;
use super::{Change, Kind};
use crate::schema::{Condition, Field, FieldRole, Schema, Var};

/// Both forms of one combinator, with what their fields are to Rust.
pub(super) struct Fields<'a> {
    pairing: Pairing<'a>,
    has_same_id: bool,
    old_roles: Vec<FieldRole>,
    new_roles: Vec<FieldRole>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(old: Text<'a>, new: Text<'a>) -> Self {
        Self {
            pairing: Pairing::new(old, new),
            has_same_id: old.combinator.id() == new.combinator.id(),
            old_roles: old.schema.roles(old.combinator.fields()),
            new_roles: new.schema.roles(new.combinator.fields()),
        }
    }

    pub(super) fn has_same_id(&self) -> bool {
        self.has_same_id
    }

    /// What compares the types of both.
    pub(super) fn same(&self, sense: Sense) -> Same<'_> {
        self.pairing.same(sense)
    }

    /// The rule for a type in both that is not the same to the letter, where `other` is that of another type in Rust.
    pub(super) fn retyped(&self, is_same: impl Fn(Same<'_>) -> bool, other: Rule) -> Rule {
        let is_same_in_rust = is_same(self.same(Sense::Rust));
        match (self.has_same_id, is_same(self.same(Sense::Bytes))) {
            (true, false) => Rule::OtherBytes,
            (true, true) if !is_same_in_rust => Rule::SilentType,
            (false, _) if !is_same_in_rust => other,
            _ => Rule::SameInRust,
        }
    }

    /// What became of the fields: those that are gone, the others in their new order, then that order.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let payloads = payloads(self.pairing.old.schema, self.pairing.old_fields(), &self.old_roles);
        for (at, field) in self.pairing.old_fields().iter().enumerate() {
            if self.pairing.new_of(at).is_none() {
                let kind = Kind::FieldRemoved { field: self.pairing.old.field(field) };
                changes.push(Change { kind, rule: self.removed(at, &payloads) });
            }
        }
        let payloads = self::payloads(self.pairing.new.schema, self.pairing.new_fields(), &self.new_roles);
        for (at, field) in self.pairing.new_fields().iter().enumerate() {
            if let Some(old) = self.pairing.old_of(at) {
                self.compare(old, at, &mut changes);
            } else {
                let kind = Kind::FieldAdded { field: self.pairing.new.field(field) };
                changes.push(Change { kind, rule: self.added(at, &payloads) });
            }
        }
        changes.extend(self.order().map(|rule| Change { kind: Kind::FieldsReordered, rule }));
        changes
    }

    fn removed(&self, at: usize, payloads: &HashSet<Condition>) -> Rule {
        let field = &self.pairing.old_fields()[at];
        let has_bytes = has_bytes(self.pairing.old.schema, field);
        if !has_bytes && field.condition().is_some_and(|condition| payloads.contains(&condition)) {
            return Rule::LostField;
        }
        match (self.has_same_id, has_bytes) {
            (true, true) => Rule::OtherBytes,
            (true, false) => Rule::SilentLoss,
            (false, _) if is_hidden(self.old_roles[at]) => Rule::HiddenNumber,
            (false, _) => Rule::LostField,
        }
    }

    fn added(&self, at: usize, payloads: &HashSet<Condition>) -> Rule {
        let field = &self.pairing.new_fields()[at];
        let has_bytes = has_bytes(self.pairing.new.schema, field);
        if !has_bytes && field.condition().is_some_and(|condition| payloads.contains(&condition)) {
            return Rule::FlagBesidePayload;
        }
        match (self.has_same_id, has_bytes) {
            (true, true) => Rule::OtherBytes,
            (true, false) => Rule::SilentFlag,
            (false, _) if is_hidden(self.new_roles[at]) => Rule::HiddenNumber,
            (false, _) => Rule::NewField,
        }
    }

    /// What differs in a field that both have.
    fn compare(&self, old_at: usize, new_at: usize, changes: &mut Vec<Change>) {
        let (old, new) = (&self.pairing.old_fields()[old_at], &self.pairing.new_fields()[new_at]);
        let (old_name, new_name) = (name(old).unwrap_or("_"), name(new).unwrap_or("_"));
        let are_hidden = (is_hidden(self.old_roles[old_at]), is_hidden(self.new_roles[new_at]));
        let mut add = |kind, rule| changes.push(Change { kind, rule });
        if old_name != new_name {
            let rule = match are_hidden {
                (true, true) => Rule::HiddenNumber,
                _ if self.has_same_id && is_flag(self.pairing.new.schema, new) => Rule::SilentName,
                _ => Rule::OtherFieldName,
            };
            add(Kind::FieldRenamed { old: old_name.to_owned(), new: new_name.to_owned() }, rule);
        }
        if let Some((kind, rule)) = self.presence(old, new) {
            add(kind, rule);
        }
        if !self.same(Sense::Exact).field_type(old.ty(), new.ty()) {
            let kind = Kind::FieldRetyped {
                field: new_name.to_owned(),
                old: self.pairing.old.field_type(old.ty()),
                new: self.pairing.new.field_type(new.ty()),
            };
            add(kind, self.retyped(|same| same.field_type(old.ty(), new.ty()), Rule::OtherFieldType));
        }
        match are_hidden {
            (false, true) => add(Kind::FieldHidden { field: new_name.to_owned() }, Rule::OtherVisibility),
            (true, false) => add(Kind::FieldShown { field: new_name.to_owned() }, Rule::OtherVisibility),
            _ => {}
        }
    }

    /// What differs in when a field is there.
    fn presence(&self, old: &Field, new: &Field) -> Option<(Kind, Rule)> {
        let field = name(new).unwrap_or("_").to_owned();
        let rule = if self.has_same_id { Rule::OtherBytes } else { Rule::OtherPresence };
        match (old.condition(), new.condition()) {
            (None, None) => None,
            (None, Some(condition)) => Some((
                Kind::FieldMadeOptional { field, condition: self.pairing.new.condition(condition) },
                rule,
            )),
            (Some(condition), None) => Some((
                Kind::FieldMadeRequired { field, condition: self.pairing.old.condition(condition) },
                rule,
            )),
            (old_condition, new_condition)
                if self.same(Sense::Exact).condition(old_condition, new_condition) =>
            {
                None
            }
            (Some(old_condition), Some(new_condition)) => {
                let (old_condition, new_condition) =
                    (self.pairing.old.condition(old_condition), self.pairing.new.condition(new_condition));
                let is_flag = is_flag(self.pairing.old.schema, old) && is_flag(self.pairing.new.schema, new);
                let rule = match (self.has_same_id, is_flag) {
                    (true, true) => Rule::SilentBit,
                    (true, false) => Rule::OtherBytes,
                    (false, _) => Rule::SameInRust,
                };
                Some((Kind::FieldMoved { field, old: old_condition, new: new_condition }, rule))
            }
        }
    }

    /// Whether fields that both have stand in another order. That of flags means nothing; that of what is required is
    /// the order of the arguments of `new`, which a struct has where something is optional.
    fn order(&self) -> Option<Rule> {
        let is_in_order = |counts: &dyn Fn(usize, &Field) -> bool| {
            let fields =
                self.pairing.old_fields().iter().enumerate().filter(|&(at, field)| counts(at, field));
            fields.filter_map(|(at, _)| self.pairing.new_of(at)).is_sorted()
        };
        if is_in_order(&|_, field| has_bytes(self.pairing.old.schema, field)) {
            return None;
        }
        let is_required =
            |at: usize, field: &Field| field.condition().is_none() && !is_hidden(self.old_roles[at]);
        let has_new = self.pairing.old_fields().iter().any(|field| field.condition().is_some());
        Some(match self.has_same_id {
            true => Rule::OtherBytes,
            false if has_new && !is_in_order(&is_required) => Rule::OtherOrder,
            false => Rule::SameInRust,
        })
    }
}

/// The bits on which fields with bytes are; a flag on one of them has no field in Rust.
fn payloads(schema: &Schema, fields: &[Field], roles: &[FieldRole]) -> HashSet<Condition> {
    let with_bytes = fields.iter().filter(|field| has_bytes(schema, field));
    let bits = with_bytes.filter_map(Field::condition).filter(|condition| condition.bit.is_some());
    bits.filter(|condition| match condition.mask {
        Var::Field { index, .. } => roles[index] == FieldRole::Mask,
        Var::Implicit(_) => false,
    })
    .collect()
}

/// Whether Rust computes a number, so that it is no field of the struct.
fn is_hidden(role: FieldRole) -> bool {
    matches!(role, FieldRole::Mask | FieldRole::Count(_) | FieldRole::Length(_))
}

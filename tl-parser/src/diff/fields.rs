//! What became of the fields of a combinator that both schemas have.

use super::bytes::Bytes;
use super::pairing::Pairing;
use super::pairs::Pairs;
use super::rule::Rule;
use super::same::{Same, Sense};
use super::side::{Half, name};
use super::{Change, Kind};
use crate::schema::Field;
use crate::wire::Value;

/// Both forms of one combinator, with what each of their fields is in Rust.
pub(super) struct Fields<'a> {
    pairing: Pairing<'a>,
    pairs: &'a Pairs,
    has_same_id: bool,
    old_items: Vec<Item>,
    new_items: Vec<Item>,
}

/// What a field is in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    /// A field of the struct.
    Field,
    /// A method: a flag that says what the payload on its bit says.
    Method,
    /// Nothing: a number that is computed.
    Nothing,
}

impl<'a> Fields<'a> {
    pub(super) fn new(old: Half<'a>, new: Half<'a>, pairs: &'a Pairs) -> Self {
        Self {
            pairing: Pairing::new(old, new),
            pairs,
            has_same_id: old.combinator.id() == new.combinator.id(),
            old_items: items(old),
            new_items: items(new),
        }
    }

    pub(super) fn has_same_id(&self) -> bool {
        self.has_same_id
    }

    /// What compares the types of both.
    pub(super) fn same(&self, sense: Sense) -> Same<'_> {
        self.pairing.same(sense)
    }

    /// Returns the rule for two types that do not have the same names, given their wire forms; `other` is the rule for
    /// another type in Rust.
    pub(super) fn retyped(
        &self,
        [old, new]: [&Value; 2],
        is_same: impl Fn(Same<'_>) -> bool,
        other: Rule,
    ) -> Rule {
        let is_same_in_rust = is_same(self.same(Sense::Rust));
        let Pairing { old: Half { side: old_side, .. }, new: Half { side: new_side, .. }, .. } = self.pairing;
        let bytes =
            Bytes { old: old_side, new: new_side, pairs: self.pairs, variables: self.pairing.variables() };
        match (self.has_same_id, bytes.are_same(old, new)) {
            (true, false) => Rule::OtherBytes,
            (true, true) if !is_same_in_rust => Rule::SilentType,
            (false, _) if !is_same_in_rust => other,
            _ => Rule::SameInRust,
        }
    }

    /// What became of the fields: those that are gone, the others in their new order, then that order.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (at, field) in self.pairing.old_fields().iter().enumerate() {
            if self.pairing.new_of(at).is_none() {
                let kind = Kind::FieldRemoved { field: self.pairing.old.field(field) };
                changes.push(Change { kind, rule: self.removed(at) });
            }
        }
        for (at, field) in self.pairing.new_fields().iter().enumerate() {
            if let Some(old) = self.pairing.old_of(at) {
                self.compare(old, at, &mut changes);
            } else {
                let kind = Kind::FieldAdded { field: self.pairing.new.field(field) };
                changes.push(Change { kind, rule: self.added(at) });
            }
        }
        changes.extend(self.order().map(|rule| Change { kind: Kind::FieldsReordered, rule }));
        changes
    }

    fn removed(&self, at: usize) -> Rule {
        let has_bytes = self.pairing.old.has_bytes(at);
        match (self.old_items[at], self.has_same_id) {
            (Item::Method, _) => Rule::LostField,
            (_, true) if has_bytes => Rule::OtherBytes,
            (_, true) => Rule::SilentLoss,
            (Item::Nothing, false) => Rule::HiddenNumber,
            (Item::Field, false) => Rule::LostField,
        }
    }

    fn added(&self, at: usize) -> Rule {
        let has_bytes = self.pairing.new.has_bytes(at);
        match (self.new_items[at], self.has_same_id) {
            (Item::Method, _) => Rule::FlagBesidePayload,
            (_, true) if has_bytes => Rule::OtherBytes,
            (_, true) => Rule::SilentFlag,
            (Item::Nothing, false) => Rule::HiddenNumber,
            (Item::Field, false) => Rule::NewField,
        }
    }

    /// What differs in a field that both have.
    fn compare(&self, old_at: usize, new_at: usize, changes: &mut Vec<Change>) {
        let (old, new) = (&self.pairing.old_fields()[old_at], &self.pairing.new_fields()[new_at]);
        let (old_name, new_name) = (name(old).unwrap_or("_"), name(new).unwrap_or("_"));
        let items = (self.old_items[old_at], self.new_items[new_at]);
        let mut add = |kind, rule| changes.push(Change { kind, rule });
        if old_name != new_name {
            let rule = match items {
                (Item::Nothing, Item::Nothing) => Rule::HiddenNumber,
                _ if self.has_same_id && self.pairing.new.is_flag(new_at) => Rule::SilentName,
                _ => Rule::OtherFieldName,
            };
            add(Kind::FieldRenamed { old: old_name.to_owned(), new: new_name.to_owned() }, rule);
        }
        if let Some((kind, rule)) = self.presence(old_at, new_at) {
            add(kind, rule);
        }
        if !self.same(Sense::Exact).field_type(old.ty(), new.ty()) {
            let kind = Kind::FieldRetyped {
                field: new_name.to_owned(),
                old: self.pairing.old.field_type(old.ty()),
                new: self.pairing.new.field_type(new.ty()),
            };
            let values =
                [&self.pairing.old.form.fields[old_at].value, &self.pairing.new.form.fields[new_at].value];
            let rule = self.retyped(values, |same| same.field_type(old.ty(), new.ty()), Rule::OtherFieldType);
            add(kind, rule);
        }
        match items {
            (Item::Field, Item::Method | Item::Nothing) => {
                add(Kind::FieldHidden { field: new_name.to_owned() }, Rule::OtherVisibility);
            }
            (Item::Method | Item::Nothing, Item::Field) => {
                add(Kind::FieldShown { field: new_name.to_owned() }, Rule::OtherVisibility);
            }
            _ => {}
        }
    }

    /// What differs in when a field is there.
    fn presence(&self, old_at: usize, new_at: usize) -> Option<(Kind, Rule)> {
        let Pairing { old: old_half, new: new_half, .. } = self.pairing;
        let (old, new) = (&old_half.fields()[old_at], &new_half.fields()[new_at]);
        if self.same(Sense::Exact).condition(old.condition(), new.condition()) {
            return None;
        }
        let field = name(new).unwrap_or("_").to_owned();
        let before = old.condition().map(|condition| old_half.condition(condition));
        let after = new.condition().map(|condition| new_half.condition(condition));
        let kind = match (before, after) {
            (Some(old), Some(new)) => Kind::FieldMoved { field, old, new },
            (Some(condition), None) => Kind::FieldMadeRequired { field, condition },
            (None, Some(condition)) => Kind::FieldMadeOptional { field, condition },
            (None, None) => return None,
        };
        let are_flags = old_half.is_flag(old_at) && new_half.is_flag(new_at);
        let rule = match (&kind, self.has_same_id) {
            (Kind::FieldMoved { .. }, true) if are_flags => Rule::SilentBit,
            (_, true) => Rule::OtherBytes,
            (Kind::FieldMoved { .. }, false) => Rule::SameInRust,
            (_, false) => Rule::OtherPresence,
        };
        Some((kind, rule))
    }

    /// Whether fields that both have stand in another order. That of flags means nothing; that of what is required is
    /// the order of the arguments of `new`, which a struct has where something is optional.
    fn order(&self) -> Option<Rule> {
        let is_in_order = |counts: &dyn Fn(usize, &Field) -> bool| {
            let fields =
                self.pairing.old_fields().iter().enumerate().filter(|&(at, field)| counts(at, field));
            fields.filter_map(|(at, _)| self.pairing.new_of(at)).is_sorted()
        };
        if is_in_order(&|at, _| self.pairing.old.has_bytes(at)) {
            return None;
        }
        let is_required =
            |at: usize, field: &Field| field.condition().is_none() && self.old_items[at] == Item::Field;
        let has_new = self.pairing.old_fields().iter().any(|field| field.condition().is_some());
        Some(match self.has_same_id {
            true => Rule::OtherBytes,
            false if has_new && !is_in_order(&is_required) => Rule::OtherOrder,
            false => Rule::SameInRust,
        })
    }
}

/// What each field of a combinator is in Rust.
fn items(half: Half<'_>) -> Vec<Item> {
    let item = |at| match at {
        _ if half.is_computed(at) => Item::Nothing,
        _ if half.is_beside_payload(at) => Item::Method,
        _ => Item::Field,
    };
    (0..half.fields().len()).map(item).collect()
}

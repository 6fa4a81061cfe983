//! Compares the fields of a combinator that both schemas contain.

use super::bits::Numbers;
use super::pairing::Pairing;
use super::pairing::Pairs;
use super::rule::Rule;
use super::same::Same;
use super::side::SideCombinator;
use super::{Change, ChangeKind};
use crate::schema::{CombinatorId, Var};
use crate::wire::Value;
use crate::wire::same::Bytes;

/// The indices of the two schemas in arrays.
const OLD: usize = 0;
const NEW: usize = 1;

/// A combinator in the old and in the new schema, with the pairs of its fields.
pub(super) struct Fields<'a> {
    pairing: Pairing<'a>,
    pairs: &'a Pairs,
    numbers: Option<&'a [Numbers<'a>; 2]>,
    has_same_id: bool,
}

impl<'a> Fields<'a> {
    /// Compares two combinators. `numbers` contains the graphs of the `#` numbers of both schemas, or `None` if at
    /// least one of the two dialects drops unused bits of masks.
    pub(super) fn new(
        old: SideCombinator<'a>,
        new: SideCombinator<'a>,
        pairs: &'a Pairs,
        numbers: Option<&'a [Numbers<'a>; 2]>,
    ) -> Self {
        let has_same_id = old.combinator.id() == new.combinator.id();
        Self { pairing: Pairing::new(old, new), pairs, numbers, has_same_id }
    }

    pub(super) fn has_same_id(&self) -> bool {
        self.has_same_id
    }

    /// Returns a [`Same`], which compares types and conditions of the two schemas by name.
    pub(super) fn same(&self) -> Same<'_> {
        self.pairing.same()
    }

    /// Returns, for each field that both combinators have, its index in the old combinator and its index in the new
    /// one.
    pub(super) fn pairs(&self) -> Vec<[usize; 2]> {
        let old = 0..self.pairing.old_fields().len();
        old.filter_map(|old| Some([old, self.pairing.new_of(old)?])).collect()
    }

    /// Returns the rule for a field or result with another type. `old` and `new` are the wire forms of the two types.
    pub(super) fn retyped(&self, [old, new]: [&Value; 2]) -> Rule {
        let (old_schema, new_schema) = (self.pairing.old.side.schema, self.pairing.new.side.schema);
        // The bytes of a bare value contain no id, so renaming its constructor does not change them.
        let is_same_constructor = |old: CombinatorId, new: CombinatorId| {
            old_schema[old].name() == new_schema[new].name() || self.pairs.new_of(old) == Some(new)
        };
        let bytes = Bytes {
            old: old_schema,
            new: new_schema,
            is_same_constructor: &is_same_constructor,
            variables: self.pairing.variables(),
        };
        match self.has_same_id {
            false => Rule::UNDER_OTHER_ID,
            true if bytes.are_same(old, new) => Rule::SAME_BYTES,
            true => Rule::OTHER_BYTES,
        }
    }

    /// Returns the changes of the fields: first removed fields, then the fields of the new combinator in their order,
    /// then a change of the order.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (at, field) in self.pairing.old_fields().iter().enumerate() {
            if self.pairing.new_of(at).is_none() {
                let kind = ChangeKind::FieldRemoved {
                    field: self.pairing.old.printer().field(field, String::new()),
                };
                let rule = self.unpaired(OLD, at, [Rule::SAME_WIRE, Rule::LOST_FLAG]);
                changes.push(Change { kind, rule, field: [Some(at), None] });
            }
        }
        for (at, field) in self.pairing.new_fields().iter().enumerate() {
            if let Some(old) = self.pairing.old_of(at) {
                self.compare(old, at, &mut changes);
            } else {
                let kind =
                    ChangeKind::FieldAdded { field: self.pairing.new.printer().field(field, String::new()) };
                let rule = self.unpaired(NEW, at, [Rule::FLAG_ON_PAYLOAD_BIT, Rule::NEW_FLAG]);
                changes.push(Change { kind, rule, field: [None, Some(at)] });
            }
        }
        if !self.is_in_order() {
            let rule = if self.has_same_id { Rule::OTHER_BYTES } else { Rule::UNDER_OTHER_ID };
            changes.push(Change::new(ChangeKind::FieldsReordered, rule));
        }
        changes
    }

    /// Returns the rule for a field that only the combinator of `side` has. `on_payload_bit` is the rule for a flag on
    /// the same bit as a field with bytes: `x` in `x:f.0?true y:f.0?int`. `flag` is the rule for other flags if the id
    /// is the same.
    fn unpaired(&self, side: usize, at: usize, [on_payload_bit, flag]: [Rule; 2]) -> Rule {
        let combinator = self.pairing.combinator(side);
        match self.has_same_id {
            _ if combinator.is_on_payload_bit(at) => on_payload_bit,
            true if !combinator.has_bytes(at) => flag,
            true if self.is_on_unused_bit(side, at) => Rule::UNUSED_BIT,
            true => Rule::OTHER_BYTES,
            false => Rule::UNDER_OTHER_ID,
        }
    }

    /// Returns whether the condition of a field tests a bit on which no field of the other schema depends. Only the
    /// combinator of `side` has the field. If the other combinator does not have the mask either, the condition of the
    /// mask is examined instead. Returns `false` if at least one of the two dialects drops unused bits of masks.
    fn is_on_unused_bit(&self, side: usize, at: usize) -> bool {
        let (combinator, other) = (self.pairing.combinator(side), self.pairing.combinator(1 - side));
        let (Some(numbers), Some(condition)) = (self.numbers, combinator.form.fields[at].condition) else {
            return false;
        };
        let mask = match condition.mask {
            Var::Field { index, .. } => match self.pairing.other(side, index) {
                Some(index) => Var::Field { up: 0, index },
                None => return self.is_on_unused_bit(side, index),
            },
            implicit @ Var::Implicit(_) => implicit,
        };
        let tested = numbers[1 - side].tested(other.id, mask);
        condition.bit.zip(tested).is_some_and(|(bit, tested)| tested & (1 << (bit & 31)) == 0)
    }

    /// Compares a field that both combinators have, and adds its differences to `changes`.
    fn compare(&self, old_at: usize, new_at: usize, changes: &mut Vec<Change>) {
        let (old, new) = (&self.pairing.old_fields()[old_at], &self.pairing.new_fields()[new_at]);
        let (old_name, new_name) = (old.name().unwrap_or("_"), new.name().unwrap_or("_"));
        let mut add = |kind, rule| changes.push(Change { kind, rule, field: [Some(old_at), Some(new_at)] });
        if old_name != new_name {
            let is_silent = self.has_same_id && self.pairing.new.is_flag(new_at);
            let rule = if is_silent { Rule::OTHER_FLAG } else { Rule::SAME_WIRE };
            add(ChangeKind::FieldRenamed { old: old_name.to_owned(), new: new_name.to_owned() }, rule);
        }
        if let Some((kind, rule)) = self.presence(old_at, new_at) {
            add(kind, rule);
        }
        if !self.same().field_type(old.ty(), new.ty()) {
            let kind = ChangeKind::FieldRetyped {
                field: new_name.to_owned(),
                old: self.pairing.old.printer().field_type(old.ty(), String::new()),
                new: self.pairing.new.printer().field_type(new.ty(), String::new()),
            };
            let [old, new] = [(self.pairing.old, old_at), (self.pairing.new, new_at)]
                .map(|(combinator, at)| &combinator.form.fields[at].value);
            add(kind, self.retyped([old, new]));
        }
        let is_derived = |combinator: SideCombinator<'_>, at| {
            combinator.is_computed(at) || combinator.is_on_payload_bit(at)
        };
        match (is_derived(self.pairing.old, old_at), is_derived(self.pairing.new, new_at)) {
            (false, true) => add(ChangeKind::FieldHidden { field: new_name.to_owned() }, Rule::SAME_WIRE),
            (true, false) => add(ChangeKind::FieldShown { field: new_name.to_owned() }, Rule::SAME_WIRE),
            _ => {}
        }
    }

    /// Returns the difference between the conditions of a field, if there is one.
    fn presence(&self, old_at: usize, new_at: usize) -> Option<(ChangeKind, Rule)> {
        let Pairing { old: old_combinator, new: new_combinator, .. } = self.pairing;
        let (old, new) = (&old_combinator.fields()[old_at], &new_combinator.fields()[new_at]);
        if self.same().condition(old.condition(), new.condition()) {
            return None;
        }
        let field = new.name().unwrap_or("_").to_owned();
        let [before, after] = [(old_combinator, old), (new_combinator, new)].map(|(combinator, field)| {
            field.condition().map(|condition| combinator.printer().condition(condition, String::new()))
        });
        let kind = match (before, after) {
            (Some(old), Some(new)) => ChangeKind::FieldMoved { field, old, new },
            (Some(condition), None) => ChangeKind::FieldMadeRequired { field, condition },
            (None, Some(condition)) => ChangeKind::FieldMadeOptional { field, condition },
            (None, None) => return None,
        };
        let are_flags = old_combinator.is_flag(old_at) && new_combinator.is_flag(new_at);
        let rule = match self.has_same_id {
            true if are_flags => Rule::OTHER_BIT,
            true => Rule::OTHER_BYTES,
            false => Rule::UNDER_OTHER_ID,
        };
        Some((kind, rule))
    }

    /// Returns whether fields that both combinators have are in the same order. Flags are ignored, because they have no
    /// bytes of their own.
    fn is_in_order(&self) -> bool {
        let with_bytes = self.pairs().into_iter().filter(|[old, _]| self.pairing.old.has_bytes(*old));
        with_bytes.map(|[_, new]| new).is_sorted()
    }
}

//! Compares the types of two schemas: finds new types, removed types, and types whose constructors or parameters
//! changed.

use super::pairing::Pairs;
use super::rule::Rule;
use super::side::Side;
use super::{Change, ChangeKind, Declaration, Entry, Item};
use crate::schema::{self, CombinatorId, Schema, TypeId};

/// Returns the types that differ.
pub(super) fn entries(old: Side<'_>, new: Side<'_>, pairs: &Pairs) -> Vec<Entry> {
    let gone = old.schema.types().filter(|&id| new.schema.find_type(old.schema[id].name()).is_none());
    let gone = gone.filter(|&id| old.is_declared(id)).map(|id| {
        let changes = vec![Change::new(ChangeKind::Removed, Rule::LOST_TYPE)];
        Entry { old: Some(form(old.schema, id)), new: None, changes, fields: Vec::new() }
    });
    let kept = new.schema.types().filter_map(|id| match old.schema.find_type(new.schema[id].name()) {
        Some(old_id) if old.is_declared(old_id) || new.is_declared(id) => {
            TypePair { old: old.schema, new: new.schema, pairs, old_id, new_id: id }.entry()
        }
        None if new.is_declared(id) => {
            let changes = vec![Change::new(ChangeKind::Added, Rule::NEW_TYPE)];
            Some(Entry { old: None, new: Some(form(new.schema, id)), changes, fields: Vec::new() })
        }
        _ => None,
    });
    let mut entries: Vec<Entry> = gone.chain(kept).collect();
    entries.sort_by(|a, b| a.name().cmp(b.name()));
    entries
}

fn form(schema: &Schema, id: TypeId) -> Declaration {
    let names: Vec<&str> = schema[id].constructors().iter().map(|&id| schema[id].name()).collect();
    let name = schema[id].name().to_owned();
    let text = format!("{name} = {}", names.join(" | "));
    Declaration { item: Item::Type(id), name, id: None, ty: None, layer_bar: None, text }
}

/// A type that both schemas contain.
struct TypePair<'a> {
    old: &'a Schema,
    new: &'a Schema,
    pairs: &'a Pairs,
    old_id: TypeId,
    new_id: TypeId,
}

impl TypePair<'_> {
    fn entry(&self) -> Option<Entry> {
        let mut changes: Vec<Change> = self.parameters().into_iter().collect();
        let lost = self.old[self.old_id].constructors().iter().filter(|&&id| self.is_lost(id));
        changes.extend(lost.map(|&id| {
            let constructor = self.old[id].name().to_owned();
            Change::new(ChangeKind::ConstructorLost { constructor }, Rule::LOST)
        }));
        let gained = self.new[self.new_id].constructors().iter().filter(|&&id| self.is_gained(id));
        changes.extend(gained.map(|&id| {
            let constructor = self.new[id].name().to_owned();
            Change::new(ChangeKind::ConstructorGained { constructor }, Rule::GAINED)
        }));
        changes.extend(self.enum_or_struct());
        (!changes.is_empty()).then(|| Entry {
            old: Some(form(self.old, self.old_id)),
            new: Some(form(self.new, self.new_id)),
            changes,
            fields: Vec::new(),
        })
    }

    fn is_lost(&self, old: CombinatorId) -> bool {
        self.pairs.new_of(old).and_then(|new| self.new.type_of(new)) != Some(self.new_id)
    }

    fn is_gained(&self, new: CombinatorId) -> bool {
        self.pairs.old_of(new).and_then(|old| self.old.type_of(old)) != Some(self.old_id)
    }

    fn parameters(&self) -> Option<Change> {
        let (old, new) = (self.old[self.old_id].params(), self.new[self.new_id].params());
        let text = |params: &[_]| {
            params.iter().copied().map(schema::VariableKind::as_str).collect::<Vec<_>>().join(" ")
        };
        let kind = ChangeKind::Parameters { old: text(old), new: text(new) };
        (old != new).then_some(Change::new(kind, Rule::SAME_WIRE))
    }

    /// Returns a change if the type had one constructor and now has several, or the reverse.
    fn enum_or_struct(&self) -> Option<Change> {
        let count = |schema: &Schema, id: TypeId| schema[id].constructors().len();
        let kind = match (count(self.old, self.old_id), count(self.new, self.new_id)) {
            (1, 2..) => ChangeKind::BecameEnum,
            (2.., 1) => ChangeKind::BecameStruct,
            _ => return None,
        };
        Some(Change::new(kind, Rule::SAME_WIRE))
    }
}

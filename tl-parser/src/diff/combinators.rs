//! Compares the constructors and functions of two schemas.

use std::collections::HashSet;

use super::bits::Numbers;
use super::fields::Fields;
use super::pairing::Pairs;
use super::rule::Rule;
use super::side::{Side, SideCombinator};
use super::{Change, ChangeKind, Declaration, Entry, Item};
use crate::schema::{Category, CombinatorId, Schema};

/// Returns the constructors and the functions that differ.
pub(super) fn entries(old: Side<'_>, new: Side<'_>, pairs: &Pairs) -> (Vec<Entry>, Vec<Entry>) {
    let keep_masks = [old, new].iter().all(|side| side.schema.dialect().keeps_masks());
    let numbers = keep_masks.then(|| [old, new].map(Numbers::new));
    let comparison =
        Comparison { old, new, pairs, numbers, old_ids: ids(old.schema), new_ids: ids(new.schema) };
    (comparison.entries(Category::Constructor), comparison.entries(Category::Function))
}

fn ids(schema: &Schema) -> HashSet<u32> {
    schema.combinators().map(|id| schema[id].id()).collect()
}

struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
    pairs: &'a Pairs,
    /// The graphs of the `#` numbers in the old and in the new schema. `None` if at least one of the two dialects drops
    /// unused bits of masks.
    numbers: Option<[Numbers<'a>; 2]>,
    old_ids: HashSet<u32>,
    new_ids: HashSet<u32>,
}

impl Comparison<'_> {
    fn entries(&self, category: Category) -> Vec<Entry> {
        let gone = self.old.schema.declared(category).filter(|&id| self.pairs.new_of(id).is_none());
        let gone = gone.map(|id| self.removed(id));
        let kept = self.new.schema.combinators().filter(|&id| self.new.schema[id].category() == category);
        let kept = kept.filter_map(|id| match self.pairs.old_of(id) {
            Some(old) => self.changed(self.old.combinator(old), self.new.combinator(id)),
            None => (!self.new.schema[id].is_predefined()).then(|| self.added(id)),
        });
        let mut entries: Vec<Entry> = gone.chain(kept).collect();
        entries.sort_by(|a, b| (a.name(), a.layer_bar()).cmp(&(b.name(), b.layer_bar())));
        entries
    }

    fn added(&self, id: CombinatorId) -> Entry {
        let form = form(self.new.combinator(id));
        let rule = match &form.ty {
            _ if self.old_ids.contains(&self.new.schema[id].id()) => Rule::TAKEN_ID,
            None => Rule::NEW_FUNCTION,
            Some(ty) if self.old.schema.find_type(ty).is_some() => Rule::NEW_CONSTRUCTOR,
            Some(_) => Rule::CONSTRUCTOR_OF_NEW_TYPE,
        };
        Entry {
            old: None,
            new: Some(form),
            changes: vec![Change::new(ChangeKind::Added, rule)],
            fields: Vec::new(),
        }
    }

    fn removed(&self, id: CombinatorId) -> Entry {
        let rule = match self.old.schema[id].category() {
            _ if self.new_ids.contains(&self.old.schema[id].id()) => Rule::TAKEN_ID,
            Category::Function => Rule::LOST_FUNCTION,
            Category::Constructor => Rule::LOST_CONSTRUCTOR,
        };
        let form = form(self.old.combinator(id));
        Entry {
            old: Some(form),
            new: None,
            changes: vec![Change::new(ChangeKind::Removed, rule)],
            fields: Vec::new(),
        }
    }

    /// Compares a combinator that both schemas contain. Returns its changes, or `None` if there are none.
    fn changed(&self, old: SideCombinator<'_>, new: SideCombinator<'_>) -> Option<Entry> {
        if is_unchanged(old, new) {
            return None;
        }
        let fields = Fields::new(old, new, self.pairs, self.numbers.as_ref());
        // It is not a change if only one of the schemas declares a built-in type.
        let is_predefined = old.combinator.is_predefined() || new.combinator.is_predefined();
        let mut changes = match (old.fixed_form(), new.fixed_form()) {
            (Some(old_form), Some(new_form)) if old_form == new_form || is_predefined => return None,
            (Some(_), Some(_)) => Vec::new(),
            _ => fields.changes(),
        };
        changes.extend(parameters(old, new));
        changes.extend(result(old, new, &fields));
        if old.combinator.name() != new.combinator.name() {
            let kind = ChangeKind::Renamed { old: old.combinator.name().to_owned() };
            changes.insert(0, Change::new(kind, Rule::SAME_WIRE));
        }
        if !fields.has_same_id() {
            let (old_id, new_id) = (old.combinator.id(), new.combinator.id());
            let rule = match changes.as_slice() {
                _ if self.old_ids.contains(&new_id) || self.new_ids.contains(&old_id) => Rule::TAKEN_ID,
                [] => Rule::ONLY_OTHER_ID,
                _ => Rule::OTHER_ID,
            };
            changes.insert(0, Change::new(ChangeKind::Id { old: old_id, new: new_id }, rule));
        }
        (!changes.is_empty()).then(|| Entry {
            old: Some(form(old)),
            new: Some(form(new)),
            changes,
            fields: fields.pairs(),
        })
    }
}

fn form(of: SideCombinator<'_>) -> Declaration {
    let combinator = of.combinator;
    Declaration {
        item: Item::Combinator(of.id),
        name: combinator.name().to_owned(),
        id: Some(combinator.id()),
        ty: of.type_name().map(str::to_owned),
        layer_bar: combinator.layer_bar(),
        text: of.side.schema.declaration_with_id(of.id),
    }
}

/// Returns whether the ids, the dialects and the printed declarations are equal.
fn is_unchanged(old: SideCombinator<'_>, new: SideCombinator<'_>) -> bool {
    old.combinator.id() == new.combinator.id()
        && old.side.schema.dialect() == new.side.schema.dialect()
        && old.side.schema.declaration(old.id) == new.side.schema.declaration(new.id)
}

fn parameters(old: SideCombinator<'_>, new: SideCombinator<'_>) -> Option<Change> {
    if old.combinator.implicit() == new.combinator.implicit() {
        return None;
    }
    let text = |of: SideCombinator<'_>| {
        of.combinator.implicit().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    Some(Change::new(ChangeKind::Parameters { old: text(old), new: text(new) }, Rule::SAME_WIRE))
}

/// Compares the type of a constructor, or the result of a function. Ignores the arguments of a constructor's type,
/// because they are only names: `X` in `Vector X`.
fn result(old: SideCombinator<'_>, new: SideCombinator<'_>, fields: &Fields<'_>) -> Option<Change> {
    if let (Some(old), Some(new)) = (old.type_name(), new.type_name()) {
        let kind = ChangeKind::Moved { old: old.to_owned(), new: new.to_owned() };
        return (old != new).then_some(Change::new(kind, Rule::OTHER_TYPE));
    }
    let values = [old.form.result.as_ref()?, new.form.result.as_ref()?];
    if fields.same().ty(old.combinator.result(), new.combinator.result()) {
        return None;
    }
    let [old, new] = [old, new].map(|of| of.printer().result(String::new()));
    let kind = ChangeKind::Result { old, new };
    Some(Change::new(kind, fields.retyped(values)))
}

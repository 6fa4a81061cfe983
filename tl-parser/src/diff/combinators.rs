//! Constructors and functions: which are the same in both schemas, and what became of each.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::fields::Fields;
use super::rule::Rule;
use super::same::Sense;
use super::text::Text;
use super::{Change, Entry, Form, Kind};
use crate::schema::{Category, Combinator, CombinatorId, Schema, TypeRef, Variable};

/// Combinators that are the same, both ways.
pub(super) struct Pairs {
    new_of_old: Vec<Option<CombinatorId>>,
    old_of_new: Vec<Option<CombinatorId>>,
}

/// By name and layer bar, and what is left by id: to who reads the bytes, that is the same.
pub(super) fn pair(old: &Schema, new: &Schema) -> Pairs {
    let mut pairs = Pairs {
        new_of_old: vec![None; old.combinators().len()],
        old_of_new: vec![None; new.combinators().len()],
    };
    pairs.join(old, new, |combinator| (combinator.category(), combinator.name(), combinator.layer_bar()));
    pairs.join(old, new, |combinator| (combinator.category(), combinator.id()));
    pairs
}

impl Pairs {
    pub(super) fn new_of(&self, old: CombinatorId) -> Option<CombinatorId> {
        self.new_of_old[old.index()]
    }

    pub(super) fn old_of(&self, new: CombinatorId) -> Option<CombinatorId> {
        self.old_of_new[new.index()]
    }

    /// Pairs those that are still alone and have the same key, the first ones where several have it.
    fn join<'s, K: Eq + Hash>(
        &mut self,
        old: &'s Schema,
        new: &'s Schema,
        key: impl Fn(&'s Combinator) -> K,
    ) {
        let mut by_key = HashMap::with_capacity(new.combinators().len());
        for id in new.combinators().filter(|&id| self.old_of(id).is_none()) {
            by_key.entry(key(&new[id])).or_insert(id);
        }
        for id in old.combinators() {
            if self.new_of(id).is_none()
                && let Some(other) = by_key.remove(&key(&old[id]))
            {
                self.new_of_old[id.index()] = Some(other);
                self.old_of_new[other.index()] = Some(id);
            }
        }
    }
}

/// The constructors and the functions that differ.
pub(super) fn entries(old: &Schema, new: &Schema, pairs: &Pairs) -> (Vec<Entry>, Vec<Entry>) {
    let both = Both { old, new, pairs, old_ids: ids(old), new_ids: ids(new) };
    (both.entries(Category::Constructor), both.entries(Category::Function))
}

fn ids(schema: &Schema) -> HashSet<u32> {
    schema.combinators().map(|id| schema[id].id()).collect()
}

struct Both<'a> {
    old: &'a Schema,
    new: &'a Schema,
    pairs: &'a Pairs,
    old_ids: HashSet<u32>,
    new_ids: HashSet<u32>,
}

impl Both<'_> {
    fn entries(&self, category: Category) -> Vec<Entry> {
        let gone = self.old.declared(category).filter(|&id| self.pairs.new_of(id).is_none());
        let gone = gone.map(|id| self.removed(id));
        let kept = self.new.combinators().filter(|&id| self.new[id].category() == category);
        let kept = kept.filter_map(|id| match self.pairs.old_of(id) {
            Some(old) => self.changed(Text::new(self.old, old), Text::new(self.new, id)),
            None => (!self.new[id].is_predefined()).then(|| self.added(id)),
        });
        let mut entries: Vec<Entry> = gone.chain(kept).collect();
        entries.sort_by(|a, b| (a.name(), a.layer_bar()).cmp(&(b.name(), b.layer_bar())));
        entries
    }

    fn added(&self, id: CombinatorId) -> Entry {
        let form = form(Text::new(self.new, id));
        let rule = match &form.ty {
            _ if self.old_ids.contains(&self.new[id].id()) => Rule::TakenId,
            None => Rule::NewFunction,
            Some(ty) if self.old.find_type(ty).is_some() => Rule::NewConstructor,
            Some(_) => Rule::ConstructorOfNewType,
        };
        Entry { old: None, new: Some(form), changes: vec![Change { kind: Kind::Added, rule }] }
    }

    fn removed(&self, id: CombinatorId) -> Entry {
        let rule = match self.old[id].category() {
            _ if self.new_ids.contains(&self.old[id].id()) => Rule::TakenId,
            Category::Function => Rule::LostFunction,
            Category::Constructor => Rule::LostConstructor,
        };
        let form = form(Text::new(self.old, id));
        Entry { old: Some(form), new: None, changes: vec![Change { kind: Kind::Removed, rule }] }
    }

    /// What became of a combinator that both schemas have, if anything did.
    fn changed(&self, old: Text<'_>, new: Text<'_>) -> Option<Entry> {
        if is_repeated(old, new) || (is_fixed(old) && is_fixed(new)) {
            return None;
        }
        let fields = Fields::new(old, new);
        let mut changes = fields.changes();
        changes.extend(parameters(old, new));
        changes.extend(result(old, new, &fields));
        if old.combinator.name() != new.combinator.name() {
            let kind = Kind::Renamed { old: old.combinator.name().to_owned() };
            changes.insert(0, Change { kind, rule: Rule::OtherName });
        }
        if !fields.has_same_id() {
            let (old_id, new_id) = (old.combinator.id(), new.combinator.id());
            let rule = match changes.as_slice() {
                _ if self.old_ids.contains(&new_id) || self.new_ids.contains(&old_id) => Rule::TakenId,
                [] => Rule::OnlyOtherId,
                _ => Rule::OtherId,
            };
            changes.insert(0, Change { kind: Kind::Id { old: old_id, new: new_id }, rule });
        }
        (!changes.is_empty()).then(|| Entry { old: Some(form(old)), new: Some(form(new)), changes })
    }
}

fn form(text: Text<'_>) -> Form {
    let combinator = text.combinator;
    Form {
        name: combinator.name().to_owned(),
        id: Some(combinator.id()),
        ty: type_name(text).map(str::to_owned),
        layer_bar: combinator.layer_bar(),
        text: combinator.declaration_with_id(),
    }
}

/// Whether both schemas say the same, word for word.
fn is_repeated(old: Text<'_>, new: Text<'_>) -> bool {
    old.combinator.id() == new.combinator.id()
        && old.combinator.declaration() == new.combinator.declaration()
        && old.schema.dialect() == new.schema.dialect()
}

/// Whether the language fixes what a constructor makes, whatever the files declare.
fn is_fixed(text: Text<'_>) -> bool {
    match (text.combinator.category(), text.combinator.result()) {
        (Category::Constructor, TypeRef::Boxed { ty, .. }) => text.schema[*ty].primitive().is_some(),
        _ => false,
    }
}

fn parameters(old: Text<'_>, new: Text<'_>) -> Option<Change> {
    if old.combinator.implicit() == new.combinator.implicit() {
        return None;
    }
    let kinds = |text: Text<'_>| text.combinator.implicit().iter().map(Variable::kind).collect::<Vec<_>>();
    let rule = if kinds(old) == kinds(new) { Rule::SameInRust } else { Rule::OtherParameters };
    Some(Change { kind: Kind::Parameters { old: old.implicit(), new: new.implicit() }, rule })
}

/// What a constructor makes, or a function returns. The arguments of a constructor's type are no more than its
/// parameters.
fn result(old: Text<'_>, new: Text<'_>, fields: &Fields<'_>) -> Option<Change> {
    if let (Some(old), Some(new)) = (type_name(old), type_name(new)) {
        let kind = Kind::Moved { old: old.to_owned(), new: new.to_owned() };
        return (old != new).then_some(Change { kind, rule: Rule::OtherType });
    }
    let (old_result, new_result) = (old.combinator.result(), new.combinator.result());
    if fields.same(Sense::Exact).ty(old_result, new_result) {
        return None;
    }
    let kind = Kind::Result { old: old.ty(old_result), new: new.ty(new_result) };
    let rule = fields.retyped(|same| same.ty(old_result, new_result), Rule::OtherResult);
    Some(Change { kind, rule })
}

/// The name of the type that a constructor makes.
fn type_name(text: Text<'_>) -> Option<&str> {
    match (text.combinator.category(), text.combinator.result()) {
        (Category::Constructor, TypeRef::Boxed { ty, .. }) => Some(text.schema[*ty].name()),
        _ => None,
    }
}

//! Compares two schemas and reports what each change breaks on the wire and in Rust.
//!
//! [`compare`] takes the changes of [`tl_parser::diff`] and their effects on the wire. It lowers both schemas to Rust
//! with the default config, and adds the effects on code that uses the bindings:
//!
//! | change | in Rust | class |
//! | --- | --- | --- |
//! | a schema has another dialect | | source |
//! | a combinator has another name or other type parameters | | source |
//! | a type was removed, has other parameters, or became a struct or an enum | | source |
//! | a type has a new constructor | `match` lacks it | wire, as in `tl_parser::diff` |
//! | a field was added or removed | it is computed, such as `n` in `n:# ids:n*[ int ]` | compatible |
//! | | it is a method: a `true` flag that shares its bit with a value | compatible if added, source if removed |
//! | | anything else | source |
//! | a field has another name | another name in Rust too | source |
//! | a field or a result has another type | another type in Rust too | source; silent under the same id |
//! | a field became optional or required, or became a struct field or is no longer one | | source |
//! | a variant gained or lost a box, or gained or lost all fields | patterns have another form | source |
//! | fields have another order | `new` takes its arguments in another order | source |
//!
//! A wire-breaking change of a combinator keeps its reason. If a type has a new constructor, the effect on `match` is
//! added to the reason. A change of the class [`Class::Masks`] (compatible if masks are kept) stays in this class, and
//! the effect on code is added to its reason. [`tl_parser::diff`] describes which changes are silent. For Rust, the
//! classes follow Cargo's rules for public structs: a new field breaks struct literals and patterns without `..`, even
//! if the field is optional. A change of the number that makes a Rust name unique, as in `User2`, is not reported. If
//! Rust cannot express a declaration, every change of a type in the declaration counts as a change in Rust.

mod bindings;
mod rules;

use tl_parser::diff::{self, Change, ChangeKind, Class, Declaration, Diff, Entry, Item, Rule};
use tl_parser::schema::{CombinatorId, Schema, Variable};

use self::bindings::{Bindings, Member, Types};
use crate::rust::model::{ItemRef, Payload, Type, Variant};

/// Compares two schemas. Documentation, annotations and the order of declarations do not count as differences.
#[must_use]
pub fn compare(old: &Schema, new: &Schema) -> Diff {
    let mut diff = diff::compare(old, new);
    let bindings = [&Bindings::new(old), &Bindings::new(new)];
    for change in &mut diff.changes {
        change.rule = rules::OTHER_DIALECT;
    }
    for (_, entries) in diff.parts_mut() {
        for entry in entries {
            set_rules(entry, bindings);
        }
    }
    diff
}

/// Replaces the rules of an entry's changes with rules that include the effects on Rust code. Wire-breaking changes of
/// combinators keep their rules. Adds a change if the enum variant has another form, such as `User(Box<PeerUser>)`
/// instead of `User(PeerUser)`.
fn set_rules(entry: &mut Entry, bindings: [&Bindings<'_>; 2]) {
    let both = match (&entry.old, &entry.new) {
        (
            Some(Declaration { item: Item::Combinator(old), id: old_id, .. }),
            Some(Declaration { item: Item::Combinator(new), id: new_id, .. }),
        ) => Both { bindings, ids: [*old, *new], has_same_id: old_id == new_id, fields: &entry.fields },
        (Some(Declaration { item: Item::Type(_), .. }), _) => {
            entry.changes.iter_mut().for_each(set_rule_of_type);
            return;
        }
        _ => return,
    };
    for change in &mut entry.changes {
        if change.rule.class() != Class::Wire {
            change.rule = both.rule(change);
        }
    }
    entry.changes.extend(both.other_variant());
}

fn set_rule_of_type(change: &mut Change) {
    change.rule = match &change.kind {
        ChangeKind::Removed => rules::LOST,
        ChangeKind::ConstructorGained { .. } => change.rule.and_source(", and `match` lacks it"),
        ChangeKind::BecameEnum | ChangeKind::BecameStruct => rules::OTHER_ITEM,
        ChangeKind::Parameters { .. } => rules::OTHER_PARAMETERS,
        _ => return,
    };
}

/// A combinator that both schemas have.
#[derive(Clone, Copy)]
struct Both<'a> {
    bindings: [&'a Bindings<'a>; 2],
    ids: [CombinatorId; 2],
    has_same_id: bool,
    /// For each field that both schemas have, its indices in the old and the new schema.
    fields: &'a [[usize; 2]],
}

impl<'a> Both<'a> {
    /// Returns the rule for a change that does not break the wire.
    fn rule(self, change: &Change) -> Rule {
        let rule = &change.rule;
        match (&change.kind, change.field) {
            (ChangeKind::Renamed { .. }, _) => rules::OTHER_NAME,
            (ChangeKind::Parameters { .. }, _) if !self.has_same_parameters() => rules::OTHER_PARAMETERS,
            (ChangeKind::Result { .. }, _) if !self.has_same_output() => self.retyped(rules::OTHER_RESULT),
            (ChangeKind::FieldsReordered, _) if !self.has_same_order() => rules::OTHER_ORDER,
            (ChangeKind::FieldRemoved { .. }, [Some(old), _]) => removed(rule, self.member(0, old)),
            (ChangeKind::FieldAdded { .. }, [_, Some(new)]) => added(rule, self.member(1, new)),
            (ChangeKind::FieldMadeOptional { .. } | ChangeKind::FieldMadeRequired { .. }, _) => {
                rules::OTHER_PRESENCE
            }
            (kind, [Some(old), Some(new)]) => {
                self.changed(kind, rule, [self.member(0, old), self.member(1, new)])
            }
            _ => rules::SAME,
        }
    }

    /// Returns the rule for a change of a field that both schemas have.
    fn changed(self, kind: &ChangeKind, rule: &Rule, members: [Member<'_>; 2]) -> Rule {
        match (kind, members) {
            (ChangeKind::FieldRenamed { .. }, [Member::Nothing, Member::Nothing]) => rules::HIDDEN_NUMBER,
            (ChangeKind::FieldRenamed { .. }, [old, new])
                if ident(old).is_some() && ident(old) == ident(new) =>
            {
                rules::SAME
            }
            (ChangeKind::FieldRenamed { .. }, _) if rule.is_silent() => rule.and_source(rules::AND_LOST),
            (ChangeKind::FieldRenamed { .. }, _) => rules::OTHER_FIELD_NAME,
            (ChangeKind::FieldRetyped { .. }, _) if !self.has_same_type(members) => {
                self.retyped(rules::OTHER_FIELD_TYPE)
            }
            (
                ChangeKind::FieldHidden { .. } | ChangeKind::FieldShown { .. },
                [Member::Field(_), Member::Field(_)] | [Member::Nothing, Member::Nothing],
            ) => rules::SAME,
            (ChangeKind::FieldHidden { .. } | ChangeKind::FieldShown { .. }, _) => rules::OTHER_VISIBILITY,
            _ => rules::SAME,
        }
    }

    /// Returns a change if the enum variant of the constructor gained or lost its fields or its box.
    fn other_variant(self) -> Option<Change> {
        let [old, new] = [0, 1].map(|side| self.bindings[side].variant(self.ids[side]));
        let (old, new) = (old?, new?);
        let kind = ChangeKind::Variant { old: form(old), new: form(new) };
        (old.payload != new.payload).then_some(Change { kind, rule: rules::OTHER_VARIANT, field: [None; 2] })
    }

    fn member(self, side: usize, index: usize) -> Member<'a> {
        self.bindings[side].member(self.ids[side], index)
    }

    /// Returns the rule for a field or result whose type is different in Rust. `other` is the rule if the id of the
    /// combinator changed too.
    fn retyped(self, other: Rule) -> Rule {
        if self.has_same_id { rules::SILENT_TYPE } else { other }
    }

    /// Returns both structs, if Rust can express them.
    fn types(self) -> Option<Types<'a>> {
        let [old, new] = [0, 1].map(|side| self.bindings[side].structure(self.ids[side]));
        Some(Types { bindings: self.bindings, structs: [old?, new?] })
    }

    fn has_same_type(self, members: [Member<'_>; 2]) -> bool {
        match (self.types(), members) {
            (Some(types), [Member::Field(old), Member::Field(new)]) => types.are_same_fields(old, new),
            (_, [Member::Nothing, Member::Nothing] | [Member::Method(_), Member::Method(_)]) => true,
            _ => false,
        }
    }

    fn has_same_output(self) -> bool {
        let Some(types) = self.types() else { return false };
        let [old, new] = types.structs.map(|of| of.output.as_ref());
        old.zip(new).is_some_and(|(old, new)| types.are_same(&old.ty, &new.ty))
    }

    fn has_same_parameters(self) -> bool {
        if let Some(types) = self.types() {
            let [old, new] = types.structs;
            return old.generics.len() == new.generics.len();
        }
        let [old, new] = [0, 1].map(|side| {
            let implicit = self.bindings[side].schema[self.ids[side]].implicit();
            implicit.iter().map(Variable::kind).collect::<Vec<_>>()
        });
        old == new
    }

    /// Returns whether the struct's function `new` takes its arguments in the same order in both schemas. Also returns
    /// `true` if the struct of the old schema has no `new`.
    fn has_same_order(self) -> bool {
        let is_argument =
            |index| matches!(self.member(0, index), Member::Field(field) if field.default.is_none());
        let arguments = self.fields.iter().filter(|[old, _]| is_argument(*old));
        let has_new = self.types().is_none_or(|types| types.structs[0].new);
        !has_new || arguments.map(|[_, new]| new).is_sorted()
    }
}

/// Returns the form of a variant: `Recently`, `User(PeerUser)` or `Photo(Box<ChatPhoto>)`.
fn form(Variant { ident, ty, payload, .. }: &Variant) -> String {
    let ident = &ident.0;
    let Type::Item(ItemRef { ident: of, .. }, _) = ty else { return ident.to_string() };
    match payload {
        Payload::Unit => ident.to_string(),
        Payload::Inline => format!("{ident}({})", of.0),
        Payload::Boxed => format!("{ident}(Box<{}>)", of.0),
    }
}

fn removed(rule: &Rule, member: Member<'_>) -> Rule {
    match member {
        Member::Nothing => rules::HIDDEN_NUMBER,
        _ if rule.is_silent() => rule.and_source(rules::AND_LOST),
        _ => rules::LOST,
    }
}

fn added(rule: &Rule, member: Member<'_>) -> Rule {
    match member {
        Member::Nothing => rules::HIDDEN_NUMBER,
        Member::Method(_) => rules::METHOD_BESIDE_PAYLOAD,
        _ if rule.is_silent() => rule.and_source(rules::AND_NEW_FIELD),
        _ => rules::NEW_FIELD,
    }
}

fn ident(member: Member<'_>) -> Option<&str> {
    match member {
        Member::Field(field) => Some(&field.ident.0),
        Member::Method(ident) => Some(&ident.0),
        Member::Nothing | Member::Unknown => None,
    }
}

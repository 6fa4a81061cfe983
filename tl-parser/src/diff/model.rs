//! The result of a comparison.

use super::{Change, Class};
use crate::schema::{CombinatorId, Schema, TypeId};

/// A comparison of two schemas.
///
/// With the feature `serde`, it is serialised as one object. `format` is `"tl-diff"`, and `version` is 1. `old` and
/// `new` contain the `name` and the `layer` of each schema, if they are known. `changes` contains changes of the whole
/// schema, such as another dialect. `types`, `constructors` and `functions` contain the [`Entry`]s, and `summary`
/// contains their [`Counts`] under the same three keys.
///
/// An entry contains `name`, `status`, `class` and `changes`. It also contains `old` and `new`, its forms in the two
/// schemas; an added entry has no `old`, and a removed one has no `new`. A form contains `name`, `text` and, if they
/// exist, `id`, `type` and `layer_bar`. A change contains its `kind`, the values of that kind, `class`, `silent` and
/// `reason`. `class` is `wire`, `masks`, `source` or `compatible`, for the variants of [`Class`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// The old schema.
    pub old: Version,
    /// The new schema.
    pub new: Version,
    /// Changes of the whole schema.
    pub changes: Vec<Change>,
    /// The types that differ, sorted by name.
    pub types: Vec<Entry>,
    /// The constructors that differ, sorted by name and layer bar.
    pub constructors: Vec<Entry>,
    /// The functions that differ, sorted by name and layer bar.
    pub functions: Vec<Entry>,
}

/// One of the two schemas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Version {
    /// The name of the schema, if it was set with [`Diff::named`].
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub name: Option<String>,
    /// The layer, which is the version of Telegram's API, from the comment `// LAYER n`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub layer: Option<u32>,
}

/// A type, a constructor or a function that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The form of the entry in the old schema, or `None` if the entry is new.
    pub old: Option<Declaration>,
    /// The form of the entry in the new schema, or `None` if the entry was removed.
    pub new: Option<Declaration>,
    /// The changes, at least one. An entry that is new or removed has exactly one.
    pub changes: Vec<Change>,
    /// The fields that both forms have: the index in the old combinator, then the index in the new one.
    pub fields: Vec<[usize; 2]>,
}

/// The combinator or the type that a [`Declaration`] describes, as a handle of the schema that contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A constructor or a function.
    Combinator(CombinatorId),
    /// A type.
    Type(TypeId),
}

/// The form of an entry in one of the schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The combinator or the type.
    pub item: Item,
    /// The full name.
    pub name: String,
    /// The id on the wire, or `None` for a type.
    pub id: Option<u32>,
    /// The type of a constructor.
    pub ty: Option<String>,
    /// The number of the layer bar (`===n===`) above the declaration.
    pub layer_bar: Option<u32>,
    /// The declaration with its id. For a type, its constructors: `Bool = boolFalse | boolTrue`.
    pub text: String,
}

/// The status of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "lowercase"))]
pub enum Status {
    /// The entry exists only in the old schema.
    Removed,
    /// The entry exists in both schemas.
    Changed,
    /// The entry exists only in the new schema.
    Added,
}

/// The numbers of entries by status and by class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Counts {
    /// Entries that exist only in the new schema.
    pub added: usize,
    /// Entries that exist only in the old schema.
    pub removed: usize,
    /// Entries that exist in both schemas.
    pub changed: usize,
    /// Entries whose worst change is [`Class::Wire`].
    pub wire: usize,
    /// Entries whose worst change is [`Class::Masks`].
    pub masks: usize,
    /// Entries whose worst change is [`Class::Source`].
    pub source: usize,
    /// Entries whose worst change is [`Class::Compatible`].
    pub compatible: usize,
    /// Entries with a [silent](super) change.
    pub silent: usize,
}

impl Diff {
    /// Sets the names of both schemas, for example the paths of their files.
    #[must_use]
    pub fn named(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.old.name = Some(old.into());
        self.new.name = Some(new.into());
        self
    }

    /// Keeps only entries that match one of `patterns` in the old or in the new schema. A constructor matches by its
    /// own name, or by the name of its type. [`Schema::matching`] describes patterns.
    #[must_use]
    pub fn only(mut self, patterns: &[impl AsRef<str>]) -> Self {
        let is_match = |form: &Declaration| patterns.iter().any(|pattern| form.matches(pattern.as_ref()));
        for (_, entries) in self.parts_mut() {
            entries.retain(|entry| entry.old.iter().chain(&entry.new).any(is_match));
        }
        self
    }

    /// Returns the three lists of entries, each with its name. Functions are first, because programs call them.
    pub fn parts(&self) -> [(&'static str, &[Entry]); 3] {
        [("functions", &self.functions), ("constructors", &self.constructors), ("types", &self.types)]
    }

    /// Returns the same lists as [`parts`](Self::parts), so that back ends can add changes.
    pub fn parts_mut(&mut self) -> [(&'static str, &mut Vec<Entry>); 3] {
        [
            ("functions", &mut self.functions),
            ("constructors", &mut self.constructors),
            ("types", &mut self.types),
        ]
    }

    /// Returns the class of the worst change, or `None` if nothing changed.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        let of_entries = self.parts().into_iter().flat_map(|(_, entries)| entries).map(Entry::class);
        of_entries.chain(self.changes.iter().map(|change| change.rule.class())).max()
    }

    /// Returns `layer 82 -> layer 230`, or the names of the schemas if they do not have two different layers.
    #[must_use]
    pub fn title(&self) -> String {
        match (self.old.layer, self.new.layer) {
            (Some(old), Some(new)) if old != new => format!("layer {old} -> layer {new}"),
            _ => {
                let name = |version: &Version, default: &str| {
                    version.name.clone().unwrap_or_else(|| default.to_owned())
                };
                format!("{} -> {}", name(&self.old, "old schema"), name(&self.new, "new schema"))
            }
        }
    }
}

impl Entry {
    /// Returns the name of the entry in the new schema, or in the old schema if the entry was removed.
    #[must_use]
    pub fn name(&self) -> &str {
        self.form().map_or("", |form| &form.name)
    }

    /// Returns whether the entry is new, removed or changed.
    #[must_use]
    pub fn status(&self) -> Status {
        match (&self.old, &self.new) {
            (None, _) => Status::Added,
            (_, None) => Status::Removed,
            _ => Status::Changed,
        }
    }

    /// Returns the class of the worst change.
    #[must_use]
    pub fn class(&self) -> Class {
        self.changes.iter().map(|change| change.rule.class()).max().unwrap_or(Class::Compatible)
    }

    /// Returns whether the entry has a [silent](super) change.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.changes.iter().any(|change| change.rule.is_silent())
    }

    /// Returns the number of the layer bar (`===n===`) above the entry's declaration.
    #[must_use]
    pub fn layer_bar(&self) -> Option<u32> {
        self.form().and_then(|form| form.layer_bar)
    }

    /// Returns whether the entry is a constructor or a function, and not a type.
    #[must_use]
    pub fn has_id(&self) -> bool {
        self.form().is_some_and(|form| form.id.is_some())
    }

    /// Returns the new form, or the old one if the entry was removed.
    fn form(&self) -> Option<&Declaration> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

impl Declaration {
    fn matches(&self, pattern: &str) -> bool {
        [Some(&self.name), self.ty.as_ref()].into_iter().flatten().any(|name| Schema::is_meant(pattern, name))
    }
}

impl Counts {
    /// Counts `entries`.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        let status = |status| entries.iter().filter(|entry| entry.status() == status).count();
        let class = |class| entries.iter().filter(|entry| entry.class() == class).count();
        Self {
            added: status(Status::Added),
            removed: status(Status::Removed),
            changed: status(Status::Changed),
            wire: class(Class::Wire),
            masks: class(Class::Masks),
            source: class(Class::Source),
            compatible: class(Class::Compatible),
            silent: entries.iter().filter(|entry| entry.is_silent()).count(),
        }
    }
}

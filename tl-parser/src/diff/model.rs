//! What a comparison comes to.

use super::{Change, Class};
use crate::schema::{CombinatorId, Schema, TypeId};

/// Two schemas compared.
///
/// With the feature `serde`, it serialises as one object: `format` is `"tl-diff"`, `version` is 1; `old` and `new` have
/// the `name` and the `layer`, as far as they are known; `changes` has the changes of the schema as a whole, such as its
/// dialect; `summary`, `types`, `constructors` and `functions` have the [`Counts`] and the [`Entry`]s of each. An entry has
/// `name`, `status`, `class`, and its `old` and its `new` form with `id`, `type`, `layer_bar` and `text`; one of `changes`
/// has a `kind`, what belongs to it, `class`, `silent` and `reason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// The schema that was.
    pub old: Version,
    /// The schema that is.
    pub new: Version,
    /// Changes of the schema as a whole.
    pub changes: Vec<Change>,
    /// Types by name, those that differ.
    pub types: Vec<Entry>,
    /// Constructors by name and layer bar, those that differ.
    pub constructors: Vec<Entry>,
    /// Functions by name and layer bar, those that differ.
    pub functions: Vec<Entry>,
}

/// One of the two schemas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Version {
    /// What the user calls it; see [`Diff::named`].
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub name: Option<String>,
    /// What its `// LAYER n` says.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub layer: Option<u32>,
}

/// A type, a constructor or a function that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it was; none where it is new.
    pub old: Option<Form>,
    /// What it is; none where it is gone.
    pub new: Option<Form>,
    /// The changes: at least one, and only one if it is new or gone.
    pub changes: Vec<Change>,
    /// The indices of the fields that both forms have, in the old and in the new combinator.
    pub fields: Vec<[usize; 2]>,
}

/// What an entry is about, in the schema of its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A constructor or a function.
    Combinator(CombinatorId),
    /// A type.
    Type(TypeId),
}

/// An entry in one of the schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The combinator or the type.
    pub item: Item,
    /// The full name.
    pub name: String,
    /// The id on the wire; types have none.
    pub id: Option<u32>,
    /// The type that a constructor makes.
    pub ty: Option<String>,
    /// The `===n===` under which it stands.
    pub layer_bar: Option<u32>,
    /// The declaration with its id, or a type and its constructors: `Bool = boolFalse | boolTrue`.
    pub text: String,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "lowercase"))]
pub enum Status {
    /// Only the old schema has it.
    Removed,
    /// Both schemas have it.
    Changed,
    /// Only the new schema has it.
    Added,
}

/// How many entries there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Counts {
    /// Only in the new schema.
    pub added: usize,
    /// Only in the old schema.
    pub removed: usize,
    /// In both.
    pub changed: usize,
    /// Whose worst change is [`Class::Wire`].
    pub wire: usize,
    /// Whose worst change is [`Class::Source`].
    pub source: usize,
    /// Whose worst change is [`Class::Compatible`].
    pub compatible: usize,
    /// Which have a change that the id does not tell.
    pub silent: usize,
}

impl Diff {
    /// The same, with what the user calls both schemas.
    #[must_use]
    pub fn named(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.old.name = Some(old.into());
        self.new.name = Some(new.into());
        self
    }

    /// Only what one of `patterns` means, in the sense of [`Schema::matching`], in one schema or the other.
    #[must_use]
    pub fn only(mut self, patterns: &[impl AsRef<str>]) -> Self {
        let is_meant = |form: &Form| patterns.iter().any(|pattern| form.is_meant(pattern.as_ref()));
        for (_, entries) in self.parts_mut() {
            entries.retain(|entry| entry.old.iter().chain(&entry.new).any(is_meant));
        }
        self
    }

    /// The three kinds of entries, and what they are called: functions first, since that is what users call.
    pub fn parts(&self) -> [(&'static str, &[Entry]); 3] {
        [("functions", &self.functions), ("constructors", &self.constructors), ("types", &self.types)]
    }

    /// The same as [`parts`](Self::parts), to add what a back end finds.
    pub fn parts_mut(&mut self) -> [(&'static str, &mut Vec<Entry>); 3] {
        [
            ("functions", &mut self.functions),
            ("constructors", &mut self.constructors),
            ("types", &mut self.types),
        ]
    }

    /// The class of the worst change; none where nothing differs.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        let of_entries = self.parts().into_iter().flat_map(|(_, entries)| entries).map(Entry::class);
        of_entries.chain(self.changes.iter().map(|change| change.rule.class())).max()
    }

    /// `layer 82 -> layer 230`, or the names where the layers do not tell the schemas apart.
    #[must_use]
    pub fn title(&self) -> String {
        match (self.old.layer, self.new.layer) {
            (Some(old), Some(new)) if old != new => format!("layer {old} -> layer {new}"),
            _ => {
                let name = |version: &Version, without: &str| {
                    version.name.clone().unwrap_or_else(|| without.to_owned())
                };
                format!("{} -> {}", name(&self.old, "old schema"), name(&self.new, "new schema"))
            }
        }
    }
}

impl Entry {
    /// The name in the new schema, or in the old one where it is gone.
    #[must_use]
    pub fn name(&self) -> &str {
        self.form().map_or("", |form| &form.name)
    }

    /// Whether it is new, gone or changed.
    #[must_use]
    pub fn status(&self) -> Status {
        match (&self.old, &self.new) {
            (None, _) => Status::Added,
            (_, None) => Status::Removed,
            _ => Status::Changed,
        }
    }

    /// The class of the worst change.
    #[must_use]
    pub fn class(&self) -> Class {
        self.changes.iter().map(|change| change.rule.class()).max().unwrap_or(Class::Compatible)
    }

    /// Whether there is a change that the id does not tell.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.changes.iter().any(|change| change.rule.is_silent())
    }

    /// The `===n===` under which it stands.
    #[must_use]
    pub fn layer_bar(&self) -> Option<u32> {
        self.form().and_then(|form| form.layer_bar)
    }

    /// Whether it is a constructor or a function.
    #[must_use]
    pub fn has_id(&self) -> bool {
        self.form().is_some_and(|form| form.id.is_some())
    }

    /// The new form, or the old one where it is gone.
    fn form(&self) -> Option<&Form> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

impl Form {
    fn is_meant(&self, pattern: &str) -> bool {
        [Some(&self.name), self.ty.as_ref()].into_iter().flatten().any(|name| Schema::is_meant(pattern, name))
    }
}

impl Counts {
    /// Of these entries.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        let status = |status| entries.iter().filter(|entry| entry.status() == status).count();
        let class = |class| entries.iter().filter(|entry| entry.class() == class).count();
        Self {
            added: status(Status::Added),
            removed: status(Status::Removed),
            changed: status(Status::Changed),
            wire: class(Class::Wire),
            source: class(Class::Source),
            compatible: class(Class::Compatible),
            silent: entries.iter().filter(|entry| entry.is_silent()).count(),
        }
    }
}

//! Serialises a comparison for other programs.

use serde::{Serialize, Serializer};

use super::{Change, ChangeKind, Class, Counts, Declaration, Diff, Entry, Status, Version};

/// The value of the key `format`.
const FORMAT: &str = "tl-diff";

/// The value of the key `version`, which is increased on incompatible changes.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct DiffOut<'a> {
    format: &'static str,
    version: u32,
    old: &'a Version,
    new: &'a Version,
    changes: &'a [Change],
    summary: Summary,
    types: &'a [Entry],
    constructors: &'a [Entry],
    functions: &'a [Entry],
}

#[derive(Serialize)]
struct Summary {
    types: Counts,
    constructors: Counts,
    functions: Counts,
}

#[derive(Serialize)]
struct EntryOut<'a> {
    name: &'a str,
    status: Status,
    class: Class,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<FormOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<FormOut<'a>>,
    changes: &'a [Change],
}

#[derive(Serialize)]
struct FormOut<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    layer_bar: Option<u32>,
    text: &'a str,
}

#[derive(Serialize)]
struct ChangeOut<'a> {
    #[serde(flatten)]
    kind: &'a ChangeKind,
    class: Class,
    silent: bool,
    reason: &'a str,
}

impl Serialize for Diff {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { old, new, changes, types, constructors, functions } = self;
        let summary = Summary {
            types: Counts::of(types),
            constructors: Counts::of(constructors),
            functions: Counts::of(functions),
        };
        let out = DiffOut {
            format: FORMAT,
            version: VERSION,
            old,
            new,
            changes,
            summary,
            types,
            constructors,
            functions,
        };
        out.serialize(serializer)
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { old, new, changes, fields: _ } = self;
        let out = EntryOut {
            name: self.name(),
            status: self.status(),
            class: self.class(),
            old: old.as_ref().map(FormOut::new),
            new: new.as_ref().map(FormOut::new),
            changes,
        };
        out.serialize(serializer)
    }
}

impl<'a> FormOut<'a> {
    fn new(form: &'a Declaration) -> Self {
        let Declaration { item: _, name, id, ty, layer_bar, text } = form;
        let id = id.map(|id| format!("{id:08x}"));
        Self { name, id, r#type: ty.as_deref(), layer_bar: *layer_bar, text }
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { kind, rule, field: _ } = self;
        let out = ChangeOut { kind, class: rule.class(), silent: rule.is_silent(), reason: rule.reason() };
        out.serialize(serializer)
    }
}

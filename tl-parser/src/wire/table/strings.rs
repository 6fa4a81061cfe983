//! The names in a table. Each name is stored once.

use std::collections::HashMap;

use super::hash;
use super::order::{Order, Types};
use super::parts::{Envelope, Part};
use crate::schema::CombinatorId;
use crate::wire::{Field, Value, json_name};

/// The JSON key of the value of a boxed built-in type, as in `{"_":"int","value":5}`.
pub(super) const VALUE: &str = "value";

/// The names that a table contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableNames {
    /// No names. Such a table can be used to find the end of values.
    None,
    /// The names of combinators and types. They are used in errors.
    Combinators,
    /// All names, including those of fields and type parameters. They are used in JSON.
    All,
}

/// All names. The most frequent names are first, because small indices take fewer bytes. If `has_keys` is not set, an
/// empty text precedes the names.
#[derive(Clone, Debug)]
pub(super) struct Strings {
    pub(super) texts: Vec<Box<str>>,
    /// Whether the names of fields and type parameters are included.
    pub(super) has_keys: bool,
    /// For each text, its index in `texts`.
    numbers: HashMap<Box<str>, usize>,
    /// For each row, the index of its label in `texts`. If `has_keys` is set, the label is the value of `_` in JSON;
    /// otherwise it is the name without an id.
    labels: Vec<usize>,
    /// For each bucket, the index of its first item in `by_name`. After the last bucket, the length of `by_name`. The
    /// list is empty if `has_keys` is not set.
    pub(super) buckets: Vec<usize>,
    /// For each row, the hash of the row's name, and the number of the row. The list is sorted by bucket. Rows with
    /// equal names are in the order of their schemas.
    pub(super) by_name: Vec<(u32, usize)>,
    /// For each type, the index of its name in `texts`.
    pub(super) types: Vec<usize>,
}

impl Strings {
    /// Collects the names of combinators and types. If `has_keys` is set, also collects the names of fields and type
    /// parameters.
    pub(super) fn new(
        parts: &[Part<'_>],
        order: &Order,
        types: &Types,
        envelopes: &[Envelope<'_>],
        has_keys: bool,
    ) -> Self {
        let labels: Vec<Box<str>> =
            if has_keys { labels(parts, order, envelopes) } else { names(parts, order, envelopes) };
        let (texts, numbers) = by_frequency(|note| {
            labels.iter().for_each(|label| note(label));
            types.names().for_each(&mut *note);
            if !has_keys {
                return;
            }
            for (part, id) in order.rows() {
                let Part { schema, wire, .. } = parts[part];
                each_key(&wire[id].fields, note);
                note(schema[id].name());
                schema[id].implicit().iter().for_each(|variable| note(variable.name()));
            }
            envelopes.iter().flat_map(|envelope| envelope.fields).for_each(|(key, _)| note(key));
            note(VALUE);
        });
        let (texts, numbers) = if has_keys { (texts, numbers) } else { behind_empty(texts) };
        // On average, a bucket contains four to eight rows. Most of these rows can be excluded by comparing hashes.
        let bits = order.bits.saturating_sub(2);
        let by_name = if has_keys { by_name(parts, order, envelopes, bits) } else { Vec::new() };
        let buckets: Vec<u32> = by_name.iter().map(|&(hash, _)| hash::bucket(hash, bits)).collect();
        Self {
            labels: labels.iter().map(|label| numbers[label]).collect(),
            buckets: if has_keys { hash::starts(&buckets, bits) } else { Vec::new() },
            by_name,
            types: types.names().map(|name| numbers[name]).collect(),
            has_keys,
            texts,
            numbers,
        }
    }

    /// Returns the number of a name. The name must occur in the schemas.
    pub(super) fn number(&self, text: &str) -> usize {
        self.numbers.get(text).copied().unwrap_or_default()
    }

    pub(super) fn label(&self, row: usize) -> usize {
        self.labels[row]
    }
}

/// Calls `each` with a function that counts the texts passed to it. Returns these texts, starting with the most
/// frequent ones, and the index of each text in this list.
fn by_frequency<'t>(each: impl FnOnce(&mut dyn FnMut(&'t str))) -> (Vec<Box<str>>, HashMap<Box<str>, usize>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    each(&mut |text| *counts.entry(text).or_default() += 1);
    let mut texts: Vec<(&str, usize)> = counts.into_iter().collect();
    texts.sort_by(|(a, a_count), (b, b_count)| b_count.cmp(a_count).then_with(|| a.cmp(b)));
    let texts: Vec<Box<str>> = texts.into_iter().map(|(text, _)| text.into()).collect();
    let numbers = texts.iter().enumerate().map(|(number, text)| (text.clone(), number)).collect();
    (texts, numbers)
}

/// Returns the texts, preceded by an empty text, and the index of each text in this list.
fn behind_empty(mut texts: Vec<Box<str>>) -> (Vec<Box<str>>, HashMap<Box<str>, usize>) {
    texts.insert(0, Box::default());
    let numbers = texts.iter().enumerate().map(|(number, text)| (text.clone(), number)).collect();
    (texts, numbers)
}

fn each_key<'t>(fields: &'t [Field], note: &mut dyn FnMut(&'t str)) {
    for field in fields {
        note(&field.key);
        if let Value::Repeat(repeat) = &field.value {
            each_key(&repeat.fields, note);
        }
    }
}

fn labels(parts: &[Part<'_>], order: &Order, envelopes: &[Envelope<'_>]) -> Vec<Box<str>> {
    let rows = order.rows().map(|(part, id)| label(parts, part, id));
    rows.chain(envelopes.iter().map(|envelope| envelope.name.into())).collect()
}

/// Returns the names of all rows, without ids.
fn names(parts: &[Part<'_>], order: &Order, envelopes: &[Envelope<'_>]) -> Vec<Box<str>> {
    let rows = order.rows().map(|(part, id)| parts[part].schema[id].name().into());
    rows.chain(envelopes.iter().map(|envelope| envelope.name.into())).collect()
}

/// Returns the label of a combinator: its name, followed by its id if another combinator of the same schema or of an
/// earlier schema has this name.
fn label(parts: &[Part<'_>], part: usize, id: CombinatorId) -> Box<str> {
    let schema = parts[part].schema;
    let name = schema[id].name();
    let is_taken = |earlier: &Part<'_>| !earlier.schema.find_combinators(name).is_empty();
    if parts[..part].iter().any(is_taken) {
        format!("{name}#{:08x}", schema[id].id()).into()
    } else {
        Box::from(&*json_name(schema, id))
    }
}

fn by_name(parts: &[Part<'_>], order: &Order, envelopes: &[Envelope<'_>], bits: u32) -> Vec<(u32, usize)> {
    let declared = order.rows().enumerate().map(|(row, (part, id))| {
        let name: &str = parts[part].schema[id].name();
        (name, part, id.index(), row)
    });
    let envelopes = envelopes
        .iter()
        .enumerate()
        .map(|(index, envelope)| (envelope.name, parts.len(), index, order.len() + index));
    let mut all: Vec<_> = declared.chain(envelopes).map(|row| (hash::of_name(row.0), row)).collect();
    all.sort_unstable_by_key(|&(hash, row)| (hash::bucket(hash, bits), row));
    all.into_iter().map(|(hash, (.., row))| (hash, row)).collect()
}

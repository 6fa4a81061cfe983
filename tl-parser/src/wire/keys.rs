//! The names that combinators and fields have in formats such as JSON.

use std::borrow::Cow;

use crate::schema::{CombinatorId, Field, Schema};

/// The key of an anonymous field.
const ANONYMOUS: &str = "value";

/// Returns the value of `_` in the JSON of a combinator: the combinator's name, followed by its id if several
/// combinators have that name.
#[must_use]
pub fn json_name(schema: &Schema, id: CombinatorId) -> Cow<'_, str> {
    let name = schema[id].name();
    match schema.find_combinators(name).len() {
        0 | 1 => name.into(),
        _ => format!("{name}#{:08x}", schema[id].id()).into(),
    }
}

/// Returns the key of each field of a combinator or of a repetition. The key is the name of the field. Fields without a
/// name get the keys `value`, `value2` and so on. A key that is the name of another field is skipped.
pub(super) fn of_fields(fields: &[Field]) -> Vec<Box<str>> {
    let taken: Vec<&str> = fields.iter().filter_map(Field::name).collect();
    let keys = (1..).map(|number| match number {
        1 => ANONYMOUS.to_owned(),
        number => format!("{ANONYMOUS}{number}"),
    });
    let mut free = keys.filter(|key| !taken.contains(&&**key));
    // `next` never returns `None`, because the iterator `free` is infinite.
    fields
        .iter()
        .map(|field| field.name().map_or_else(|| free.next().unwrap_or_default().into(), Box::from))
        .collect()
}

//! What values are called where they are told by name, as in JSON.

use std::borrow::Cow;

use super::{CombinatorId, Field, Schema};

/// What an anonymous field is called.
const ANONYMOUS: &str = "value";

/// What `_` says of a combinator: its name, and its id too where others have the name.
#[must_use]
pub fn json_name(schema: &Schema, id: CombinatorId) -> Cow<'_, str> {
    let name = schema[id].name();
    match schema.find_combinators(name).len() {
        0 | 1 => name.into(),
        _ => format!("{name}#{:08x}", schema[id].id()).into(),
    }
}

/// The keys of the fields of a combinator or of a repetition, one each: their names, and `value`, `value2` and so on
/// where they have none, of which those are left out that other fields have.
#[must_use]
pub fn json_keys(fields: &[Field]) -> Vec<Cow<'_, str>> {
    let taken: Vec<&str> = fields.iter().filter_map(named).collect();
    let keys = (1..).map(|number| match number {
        1 => Cow::Borrowed(ANONYMOUS),
        number => format!("{ANONYMOUS}{number}").into(),
    });
    let mut free = keys.filter(|key| !taken.contains(&&**key));
    // There is no end of numbers.
    fields
        .iter()
        .map(|field| named(field).map_or_else(|| free.next().unwrap_or_default(), Cow::Borrowed))
        .collect()
}

fn named(field: &Field) -> Option<&str> {
    field.name().filter(|&name| name != "_")
}

//! What JSON calls combinators and fields.

use std::borrow::Cow;

use tl_parser::schema::{CombinatorId, Field, Schema};

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

/// The keys of `fields`, one each: their names, and `value`, `value2` and so on where they have none.
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

/// The name of a field, if it has one.
pub(crate) fn named(field: &Field) -> Option<&str> {
    field.name().filter(|&name| name != "_")
}

//! What fields are called where values are told by name, as in JSON.

use super::Field;

/// What an anonymous field is called.
const ANONYMOUS: &str = "value";

/// The name of each field of a combinator or of a repetition: its own, or `value`, `value2` and so on, of which those are
/// left out that other fields have.
#[must_use]
pub fn keys(fields: &[Field]) -> Vec<Box<str>> {
    let taken: Vec<&str> = fields.iter().filter_map(named).collect();
    let free = (1..).map(numbered).filter(|key| !taken.contains(&key.as_str()));
    let mut free = free.map(String::into_boxed_str);
    fields
        .iter()
        .map(|field| named(field).map_or_else(|| free.next().unwrap_or_default(), Into::into))
        .collect()
}

fn named(field: &Field) -> Option<&str> {
    field.name().filter(|&name| name != "_")
}

fn numbered(number: u32) -> String {
    if number == 1 { ANONYMOUS.to_owned() } else { format!("{ANONYMOUS}{number}") }
}

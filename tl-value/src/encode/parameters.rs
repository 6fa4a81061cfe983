//! Encodes fields that are written separately, as text or JSON.

use tl_runtime::Limits;
use tl_runtime::wire::Table;
use tl_runtime::wire::json::{ClosedCombinator, Encoder, Error, FieldKind, JsonForm};

use super::node::Node;

/// Encodes the constructor or function `name`, and returns its bytes.
pub(super) fn encode(
    table: &Table<'_>,
    limits: Limits,
    form: JsonForm,
    name: &str,
    fields: &[(&str, &str)],
) -> Result<Vec<u8>, Error> {
    let all = Node::parse("{}")?;
    let combinator = ClosedCombinator::called(table, name, all)?;
    let json =
        |&(key, text): &(&str, &str)| combinator.field(form, key, all).map(|kind| quoted(form, kind, text));
    let texts = fields.iter().map(json).collect::<Result<Vec<String>, Error>>()?;
    let mut members = Vec::new();
    for (&(key, _), json) in fields.iter().zip(&texts) {
        members.push((key.into(), Node::parse(json).map_err(|error| error.within_field(key))?));
    }
    Encoder::new(form, limits).with_members(combinator, all, members)
}

/// Returns the JSON of a field's value. For a `string`, `text` is its content. For any other field, `text` is JSON, the
/// content of a JSON string, or the name of a constructor or function without required fields.
fn quoted(form: JsonForm, kind: FieldKind, text: &str) -> String {
    let is_json = text.starts_with(|char: char| "{[\"-".contains(char) || char.is_ascii_digit());
    let is_word = matches!(text, "true" | "false" | "null");
    let string = |text: &str| serde_json::Value::from(text).to_string();
    match kind {
        FieldKind::Text => string(text),
        FieldKind::Coded if !text.starts_with('"') => string(text),
        FieldKind::Float if text == "-Infinity" && !form.is_of_tdlib() => string(text),
        _ if is_json || is_word => text.to_owned(),
        FieldKind::Object => format!(r#"{{"{}":{}}}"#, form.name_key(), string(text)),
        _ => string(text),
    }
}

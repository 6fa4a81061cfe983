//! Writes JSON as TDLib does: `@type` comes first, there are no spaces, and all characters are ASCII.

use std::fmt::{Display, Write};

/// An object that is being written. Members are added in the order of the schema.
#[derive(Clone, Debug)]
pub(crate) struct Object(String);

impl Object {
    /// Begins the object of a constructor.
    pub(crate) fn new(name: &str) -> Self {
        Self(format!("{{\"@type\":\"{name}\""))
    }

    /// Adds a member. `value` is displayed as JSON: a number, a `bool`, or the JSON of an object or a list.
    pub(crate) fn put(mut self, key: &str, value: impl Display) -> Self {
        // Writing to a `String` never fails.
        let _ = write!(self.0, ",\"{key}\":{value}");
        self
    }

    /// Adds a member with an object, or nothing if `value` is `None`.
    pub(crate) fn maybe(self, key: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    pub(crate) fn text(self, key: &str, value: &str) -> Self {
        self.put(key, string(value))
    }

    /// Adds an `int64`, which is a string in JSON.
    pub(crate) fn int64(self, key: &str, value: i64) -> Self {
        self.put(key, format_args!("\"{value}\""))
    }

    /// Adds a `double`.
    pub(crate) fn double(self, key: &str, value: f64) -> Self {
        self.put(key, format_args!("{value:.6}"))
    }

    /// Adds members with the value `false`. Their names are separated by spaces.
    pub(crate) fn no(self, keys: &str) -> Self {
        keys.split(' ').fold(self, |object, key| object.put(key, false))
    }

    /// Adds members with the value `true`.
    pub(crate) fn yes(self, keys: &str) -> Self {
        keys.split(' ').fold(self, |object, key| object.put(key, true))
    }

    pub(crate) fn end(self) -> String {
        self.0 + "}"
    }
}

/// Returns the object of a constructor without fields.
pub(crate) fn unit(name: &str) -> String {
    Object::new(name).end()
}

/// Returns an array of values that are displayed as JSON.
pub(crate) fn list(items: impl IntoIterator<Item: Display>) -> String {
    let items: Vec<_> = items.into_iter().map(|item| item.to_string()).collect();
    format!("[{}]", items.join(","))
}

/// Returns a string in quotes.
pub(crate) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_written_as_tdlib_writes_it() {
        assert_eq!(string("a\n\"д😀\""), r#""a\n\"\u0434\ud83d\ude00\"""#);
        let object = Object::new("location").double("latitude", 1.5).int64("id", 7).no("a b");
        assert_eq!(object.end(), r#"{"@type":"location","latitude":1.500000,"id":"7","a":false,"b":false}"#);
        assert_eq!(list([1, 2]), "[1,2]");
    }
}

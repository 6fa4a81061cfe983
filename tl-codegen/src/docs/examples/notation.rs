//! Writes values in a notation that has lists and keys but no types: JSON, PHP, Lua.

use tl_parser::schema::{CombinatorId, Schema};
use tl_parser::wire::json_name;
use tl_value::Text;

use super::code::{Code, Layout};
use super::value::{Member, Value};

/// The rules by which a notation writes values.
pub(super) struct Notation {
    pub(super) string: fn(&[u8]) -> String,
    pub(super) long: fn(i64) -> String,
    pub(super) bytes: fn(&[u8]) -> String,
    /// Writes values of `int128`, `int256` and `int512`.
    pub(super) fixed: fn(&[u8]) -> String,
    /// Writes a key and the text between the key and its value.
    pub(super) key: fn(&str) -> String,
    /// The brackets of a list.
    pub(super) list: [&'static str; 2],
    /// The brackets of an object.
    pub(super) object: [&'static str; 2],
    /// Whether a comma follows the last item if each item is on a line of its own.
    pub(super) last_comma: bool,
    /// Whether members that MadelineProto fills in are left out.
    pub(super) is_call_of_madeline: bool,
}

/// The JSON form of `tl-value`.
pub(super) const JSON: Notation = Notation {
    string: json_string,
    long: |number| format!("\"{number}\""),
    bytes: |bytes| json_string(Text::Base64.write(bytes).as_bytes()),
    fixed: |bytes| json_string(Text::Hex.write(bytes).as_bytes()),
    key: |key| format!("{}: ", json_string(key.as_bytes())),
    list: ["[", "]"],
    object: ["{", "}"],
    last_comma: false,
    is_call_of_madeline: false,
};

impl Notation {
    pub(super) fn value(&self, schema: &Schema, value: &Value) -> Code {
        match value {
            Value::Int(number) => Code::word(number.to_string()),
            Value::Long(number) => Code::word((self.long)(*number)),
            Value::Double(number) => Code::word(format!("{number:?}")),
            Value::String(text) => Code::word((self.string)(text.as_bytes())),
            Value::Bytes(bytes) => Code::word((self.bytes)(bytes)),
            Value::Fixed(bytes) => Code::word((self.fixed)(bytes)),
            Value::Bool(value) => Code::word(value.to_string()),
            Value::True => Code::word("true"),
            Value::List(items) => {
                self.brackets(self.list, items.iter().map(|item| self.value(schema, item)).collect())
            }
            Value::Object(id, members) => self.members(schema, Some(*id), members),
            Value::Record(members) => self.members(schema, None, members),
        }
    }

    /// Writes an object, with the name of its combinator if `of` is given.
    pub(super) fn members(&self, schema: &Schema, of: Option<CombinatorId>, members: &[Member]) -> Code {
        let name =
            of.map(|id| Code::word((self.key)("_") + &(self.string)(json_name(schema, id).as_bytes())));
        let written =
            members.iter().filter(|member| !self.is_call_of_madeline || !is_filled(member, members));
        let written = written
            .map(|Member { key, value }| Code::wrapped((self.key)(key), self.value(schema, value), ""));
        self.brackets(self.object, name.into_iter().chain(written).collect())
    }

    fn brackets(&self, [open, close]: [&'static str; 2], items: Vec<Code>) -> Code {
        let layout = Layout { blanks: false, last_comma: self.last_comma };
        Code::List { open: open.to_owned(), items, close, layout }
    }
}

/// Returns the name of a variable for a value of a constructor, such as `auth_sentCode`.
pub(super) fn variable(schema: &Schema, constructor: CombinatorId) -> String {
    schema[constructor].name().replace('.', "_")
}

/// Returns whether MadelineProto sets a member to new numbers in each call. It sets `random_id` if this member is a
/// number, or if it is a list and the call has a member `id`.
fn is_filled(member: &Member, members: &[Member]) -> bool {
    let is_filled = match member.value {
        Value::Int(_) | Value::Long(_) => true,
        Value::List(_) => members.iter().any(|other| &*other.key == "id"),
        _ => false,
    };
    &*member.key == "random_id" && is_filled
}

/// Writes a string between two quotation marks `around`. Characters in `marks` get a backslash. `other` writes ASCII
/// control characters and bytes that are not UTF-8.
pub(super) fn quoted(bytes: &[u8], around: char, marks: &[u8], other: impl Fn(u8) -> String) -> String {
    let mut text = String::from(around);
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            match u8::try_from(char) {
                Ok(byte) if marks.contains(&byte) => text.extend(['\\', char]),
                Ok(byte) if byte.is_ascii_control() => text += &other(byte),
                _ => text.push(char),
            }
        }
        chunk.invalid().iter().for_each(|&byte| text += &other(byte));
    }
    text.push(around);
    text
}

/// Writes a string in JSON.
pub(super) fn json_string(text: &[u8]) -> String {
    quoted(text, '"', b"\"\\", |byte| format!("\\u{byte:04x}"))
}

//! The JSON form of `tl-value`.

use tl_value::Text;

use super::notation::{self, Notation};

pub(super) const JSON: Notation = Notation {
    string: quoted,
    long: |number| format!("\"{number}\""),
    bytes: |bytes| quoted(Text::Base64.write(bytes).as_bytes()),
    fixed: |bytes| quoted(Text::Hex.write(bytes).as_bytes()),
    key: |key| format!("{}: ", quoted(key.as_bytes())),
    list: ["[", "]"],
    object: ["{", "}"],
    last_comma: false,
};

/// Writes a string. The texts of examples are ASCII.
fn quoted(text: &[u8]) -> String {
    notation::quoted(text, '"', b"\"\\", |byte| format!("\\u{byte:04x}"))
}

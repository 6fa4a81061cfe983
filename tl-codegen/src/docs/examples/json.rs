//! The JSON of `tl-value`.

use tl_value::Text;

use super::notation::Notation;

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

/// In quotes. The texts of examples are ASCII.
fn quoted(text: &[u8]) -> String {
    let written = text.iter().map(|&byte| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\u{byte:04x}"),
    });
    format!("\"{}\"", written.collect::<String>())
}

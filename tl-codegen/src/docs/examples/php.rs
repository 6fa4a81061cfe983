//! Writes a call in PHP for MadelineProto. Arguments and objects are arrays.

use tl_parser::schema::{CombinatorId, Schema};

use super::code::Code;
use super::notation::{self, Notation};
use super::result_name::result_name;
use super::value::Member;

const PHP: Notation = Notation {
    string: quoted,
    long: |number| number.to_string(),
    bytes: quoted,
    fixed: quoted,
    key: |key| format!("{} => ", quoted(key.as_bytes())),
    list: ["[", "]"],
    object: ["[", "]"],
    last_comma: true,
};

/// Returns a statement such as `$Bool = $MadelineProto->auth->cancelCode(['phone_number' => '9996621234']);`.
pub(super) fn call(schema: &Schema, id: CombinatorId, members: &[Member]) -> Code {
    let path = schema[id].name().replace('.', "->");
    let call = format!("${} = $MadelineProto->{path}(", result_name(schema, id));
    match members {
        [] => Code::word(call + ");"),
        members => Code::wrapped(call, PHP.members(schema, None, members), ");"),
    }
}

/// Writes a string in single quotes, where only two characters need a backslash, or in double quotes if bytes must be
/// escaped.
fn quoted(bytes: &[u8]) -> String {
    let is_plain = !bytes.iter().any(u8::is_ascii_control) && str::from_utf8(bytes).is_ok();
    let (around, marks): (_, &[u8]) = if is_plain { ('\'', b"'\\") } else { ('"', b"\"\\$") };
    notation::quoted(bytes, around, marks, |byte| format!("\\x{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_hold_everything() {
        assert_eq!(quoted(b"it's a \\ $x"), r"'it\'s a \\ $x'");
        assert_eq!(quoted(b"\"$x\\\n\xff"), r#""\"\$x\\\x0a\xff""#);
    }
}

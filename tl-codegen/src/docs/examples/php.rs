//! Writes a call or a value in PHP for MadelineProto. Arguments and objects are arrays.

use tl_parser::schema::{Category, CombinatorId, Schema};

use super::code::Code;
use super::notation::{self, Notation};
use super::result_name::result_name;
use super::value::{Member, Value};

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

/// Returns the statement for a function or a constructor.
pub(super) fn statement(schema: &Schema, id: CombinatorId, value: &Value) -> Code {
    match schema[id].category() {
        Category::Function => call(schema, id, value.members()),
        Category::Constructor => assignment(schema, id, value),
    }
}

/// Returns a statement such as `$Bool = $MadelineProto->auth->cancelCode(['phone_number' => '9996621234']);`.
fn call(schema: &Schema, id: CombinatorId, members: &[Member]) -> Code {
    let path = schema[id].name().replace('.', "->");
    let call = format!("${} = $MadelineProto->{path}(", result_name(schema, id));
    match members {
        [] => Code::word(call + ");"),
        members => Code::wrapped(call, PHP.members(schema, None, members), ");"),
    }
}

/// Returns a statement such as `$inputPhoto = ['_' => 'inputPhoto', 'id' => 1];`.
fn assignment(schema: &Schema, id: CombinatorId, value: &Value) -> Code {
    let name = match notation::variable(schema, id) {
        // PHP does not allow assignments to `$this`.
        name if name == "this" => "this_".to_owned(),
        name => name,
    };
    Code::wrapped(format!("${name} = "), PHP.value(schema, value), ";")
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

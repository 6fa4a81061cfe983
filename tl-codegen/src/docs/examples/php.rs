//! Writes programs and values in PHP for MadelineProto, and parameters in JSON for its HTTP API.

use tl_parser::schema::{Category, CombinatorId, Schema};
use tl_value::Text;

use super::code::Code;
use super::notation::{self, JSON, Notation, json_string};
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
    is_call_of_madeline: false,
};

/// JSON for the HTTP API of MadelineProto. The API converts the JSON to a PHP array, so a `long` is a number.
const PARAMETERS: Notation = Notation {
    long: |number| number.to_string(),
    bytes: |bytes| format!(r#"{{"_": "bytes", "bytes": {}}}"#, base64(bytes)),
    fixed: base64,
    is_call_of_madeline: true,
    ..JSON
};

/// The part of a program before its call.
const HEAD: &str = r"<?php

// Install it first: composer require danog/madelineproto
require 'vendor/autoload.php';

$MadelineProto = new \danog\MadelineProto\API('session.madeline');
$MadelineProto->start();

";

/// Returns a program with the call of a function, or a statement with the value of a constructor.
pub(super) fn code(schema: &Schema, id: CombinatorId, value: &Value) -> String {
    match schema[id].category() {
        Category::Function => HEAD.to_owned() + &call(schema, id, value.members()).text(),
        Category::Constructor => assignment(schema, id, value).text(),
    }
}

/// Returns the parameters of a call in JSON.
pub(super) fn parameters(schema: &Schema, members: &[Member]) -> String {
    PARAMETERS.members(schema, None, members).text()
}

/// Returns a statement such as `$Bool = $MadelineProto->auth->cancelCode(['phone_number' => '9996621234']);`.
fn call(schema: &Schema, id: CombinatorId, members: &[Member]) -> Code {
    let path = schema[id].name().replace('.', "->");
    let call = format!("${} = $MadelineProto->{path}(", result_name(schema, id));
    match members {
        [] => Code::word(call + ");"),
        members => {
            let notation = Notation { is_call_of_madeline: true, ..PHP };
            Code::wrapped(call, notation.members(schema, None, members), ");")
        }
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

fn base64(bytes: &[u8]) -> String {
    json_string(Text::Base64.write(bytes).as_bytes())
}

/// Writes a string in single quotes. If it contains control characters or bytes that are not UTF-8, writes it in double
/// quotes, because single quotes do not allow escapes such as `\x0a`.
fn quoted(bytes: &[u8]) -> String {
    let is_plain = !bytes.iter().any(u8::is_ascii_control) && str::from_utf8(bytes).is_ok();
    let (around, marks): (_, &[u8]) = if is_plain { ('\'', b"'\\") } else { ('"', b"\"\\$") };
    notation::quoted(bytes, around, marks, |byte| format!("\\x{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn special_characters_and_bytes_are_escaped() {
        assert_eq!(quoted(b"it's a \\ $x"), r"'it\'s a \\ $x'");
        assert_eq!(quoted(b"\"$x\\\n\xff"), r#""\"\$x\\\x0a\xff""#);
    }
}

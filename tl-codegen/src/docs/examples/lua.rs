//! Writes a call or a value in Lua. Arguments and objects are tables.

use tl_parser::schema::{Category, CombinatorId, Schema};

use super::code::Code;
use super::notation::{self, Notation};
use super::result_name::result_name;
use super::value::{Member, Value};

const LUA: Notation = Notation {
    string: quoted,
    long: |number| number.to_string(),
    bytes: quoted,
    fixed: quoted,
    key: |key| if is_reserved(key) { format!("['{key}']=") } else { format!("{key}=") },
    list: ["{", "}"],
    object: ["{", "}"],
    last_comma: false,
    is_call_of_madeline: false,
};

/// Words that cannot be names.
const RESERVED: [&str; 22] = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
    "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
];

/// Returns the statement for a function or a constructor.
pub(super) fn statement(schema: &Schema, id: CombinatorId, value: &Value) -> Code {
    match schema[id].category() {
        Category::Function => call(schema, id, value.members()),
        Category::Constructor => assignment(schema, id, value),
    }
}

/// Returns a statement such as `Bool = auth.cancelCode({phone_number='9996621234'})`.
fn call(schema: &Schema, id: CombinatorId, members: &[Member]) -> Code {
    let call = format!("{} = {}(", variable(result_name(schema, id)), path(schema[id].name()));
    Code::wrapped(call, LUA.members(schema, None, members), ")")
}

/// Returns a statement such as `inputPhoto = {_='inputPhoto', id=1}`.
fn assignment(schema: &Schema, id: CombinatorId, value: &Value) -> Code {
    let name = variable(notation::variable(schema, id));
    Code::wrapped(format!("{name} = "), LUA.value(schema, value), "")
}

fn variable(name: String) -> String {
    if is_reserved(&name) { name + "_" } else { name }
}

/// Returns the path of a function. Reserved words are written as keys, such as `['end']`.
fn path(name: &str) -> String {
    let mut path = String::new();
    for (index, part) in name.split('.').enumerate() {
        match (is_reserved(part), index) {
            (true, 0) => path.extend(["_G['", part, "']"]),
            (true, _) => path.extend(["['", part, "']"]),
            (false, 0) => path.push_str(part),
            (false, _) => path.extend([".", part]),
        }
    }
    path
}

fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// Writes a string in single quotes. Bytes that are not printable are written as numbers.
fn quoted(bytes: &[u8]) -> String {
    notation::quoted(bytes, '\'', b"'\\", |byte| format!("\\{byte:03}"))
}

#[cfg(test)]
mod tests {
    use super::{path, quoted};

    #[test]
    fn special_characters_and_bytes_are_escaped() {
        assert_eq!(quoted(b"it's a \\\n7\xff"), r"'it\'s a \\\0107\255'");
    }

    #[test]
    fn reserved_words_are_keys() {
        assert_eq!(path("auth.cancelCode"), "auth.cancelCode");
        assert_eq!(path("auth.end.x"), "auth['end'].x");
        assert_eq!(path("repeat"), "_G['repeat']");
    }
}

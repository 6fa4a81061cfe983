//! The examples of generated documentation compile, and are the bytes that the page shows.

use std::fmt::Write;
use std::path::Path;

use tl_codegen::docs::Examples;
use tl_parser::schema::{Category, Schema};

use crate::generated;

#[rustfmt::skip]
mod written;

/// A method, and its example as a function.
type Written = (&'static str, fn() -> Result<Vec<u8>, tl_runtime::EncodeError>);

/// Methods of layer 82 with parameters of every kind.
const METHODS: [&str; 22] = [
    "account.getAuthorizations",
    "account.getPassword",
    "account.saveSecureValue",
    "account.setPrivacy",
    "account.updateProfile",
    "auth.bindTempAuthKey",
    "auth.cancelCode",
    "channels.editAdmin",
    "contacts.importContacts",
    "initConnection",
    "invokeAfterMsgs",
    "invokeWithLayer",
    "messages.getDialogs",
    "messages.sendEncrypted",
    "messages.sendMedia",
    "messages.sendMessage",
    "messages.sendMultiMedia",
    "messages.setInlineBotResults",
    "payments.sendPaymentForm",
    "stickers.createStickerSet",
    "upload.saveFilePart",
    "users.getUsers",
];

#[test]
fn the_examples_of_layer_82_are_true() {
    let schema = generated::layer_82().schema;
    check(&schema, &METHODS, written::layer_82::EXAMPLES);
}

#[test]
fn the_examples_of_hard_names_are_true() {
    let [.., names] = generated::all();
    assert_eq!(names.name, "names");
    let functions: Vec<&str> =
        names.schema.declared(Category::Function).map(|id| names.schema[id].name()).collect();
    check(&names.schema, &functions, written::names::EXAMPLES);
}

fn check(schema: &Schema, methods: &[&str], written: &[Written]) {
    let examples = Examples::new(schema);
    assert!(methods.iter().eq(written.iter().map(|(name, _)| name)), "`written.rs` is stale: see below");
    for (name, bytes) in written {
        let example = examples.of(schema.find_combinators(name)[0]).unwrap();
        assert_eq!(bytes().unwrap(), example.bytes, "{name}");
    }
}

/// What is compiled is what pages show.
#[test]
fn what_is_compiled_is_what_is_shown() {
    let layer_82 = generated::layer_82().schema;
    let [.., names] = generated::all();
    let functions: Vec<&str> =
        names.schema.declared(Category::Function).map(|id| names.schema[id].name()).collect();
    let text = format!(
        "//! Examples as pages show them; `what_is_compiled_is_what_is_shown` says where they come from.\n{}{}",
        module("layer_82", &layer_82, &METHODS),
        module("names", &names.schema, &functions)
    );
    if text != include_str!("written.rs") {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written.rs");
        std::fs::write(&path, text).unwrap();
        panic!("{} is what tests/tests/all/examples/written.rs should be", path.display());
    }
}

fn module(name: &str, schema: &Schema, methods: &[&str]) -> String {
    let examples = Examples::new(schema);
    let mut table = String::new();
    let mut functions = String::new();
    for (index, method) in methods.iter().enumerate() {
        let example = examples.of(schema.find_combinators(method)[0]).unwrap();
        let rust = example.rust.unwrap().replace('\n', "\n        ");
        writeln!(table, "        (\"{method}\", example_{index}),").unwrap();
        write!(
            functions,
            "\n    fn example_{index}() -> Result<Vec<u8>, EncodeError> {{\n        {rust}\n        Ok(bytes)\n    }}\n"
        )
        .unwrap();
    }
    format!(
        "\npub(super) mod {name} {{\n    #[allow(unused_imports)]\n    use tl_tests::{name}::{{enums, functions, types}};\n    \
         use tl_runtime::{{Encode, EncodeError}};\n\n    use super::super::Written;\n\n    \
         pub(in super::super) const EXAMPLES: &[Written] = &[\n{table}    ];\n{functions}}}\n"
    )
}

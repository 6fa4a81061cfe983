//! Tests of `used` together with several modules, `roots`, overlays and `lenient`. `tests/programs` contains programs
//! that are compiled with such modules.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use tl_codegen::rust::Config;
use tl_codegen::{Builder, Files};

const USERS: &str = "\
user#1 id:long name:string photo:Photo = User;
photo#2 id:long = Photo;
---functions---
getUser#3 id:long = User;
getPhoto#4 id:long = Photo;
";
const STATES: &str = "\
pong#1 id:long = Pong;
---functions---
ping#2 id:long = Pong;
";

/// A folder with schemas and sources.
struct Program(TempDir);

impl Program {
    fn new(sources: &str) -> Self {
        let program = Self(tempfile::tempdir().unwrap());
        fs::create_dir(program.0.path().join("src")).unwrap();
        program.file("src/main.rs", sources);
        program
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn builder(&self) -> Builder {
        Builder::new().used_in([self.0.path().join("src")])
    }
}

/// Returns the generated text of a module, without white space.
fn code(files: &Files, module: &str) -> String {
    let files = files.iter().filter(|(path, _)| path.starts_with(module));
    files.flat_map(|(_, text)| text.split_whitespace()).collect()
}

#[test]
fn each_module_has_its_own_selection() {
    let program =
        Program::new("use api::functions::GetUser; use mtproto::functions::Ping; fn f(x: User) { x.name }");
    let (users, states) = (program.file("users.tl", USERS), program.file("states.tl", STATES));
    let both = program.builder().module("api", [&users]).module("mtproto", [&states]);
    let files = both.generate().unwrap();
    let (api, mtproto) = (code(&files, "api"), code(&files, "mtproto"));
    assert!(api.contains("pubstructGetUser") && !api.contains("pubstructGetPhoto"), "{api}");
    assert!(mtproto.contains("pubstructPing") && mtproto.contains("pubstructPong"), "{mtproto}");
    // The selection of a module does not depend on the other modules.
    let alone = program.builder().module("api", [&users]).generate().unwrap();
    assert_eq!(code(&alone, "api"), api);
}

#[test]
fn a_module_is_empty_if_the_sources_name_none_of_its_items() {
    let program = Program::new("use api::functions::GetUser;");
    let (users, states) = (program.file("users.tl", USERS), program.file("states.tl", STATES));
    let files = program.builder().module("api", [users]).module("mtproto", [states]).generate().unwrap();
    let mtproto = code(&files, "mtproto");
    assert!(!mtproto.contains("pubstruct") && mtproto.contains("pubmodtypes;"), "{mtproto}");
}

/// Checks that types in `roots` are encoded if the whole schema requires it. In the whole schema, `User` is encoded
/// because it is a parameter of `putUser`. The sources name only `GetUser`, so `User` is not encoded without `roots`.
#[test]
fn roots_have_the_directions_of_the_whole_schema() {
    let program = Program::new("use api::functions::GetUser;");
    let users = program.file("users.tl", &format!("{USERS}putUser#5 user:User = Bool;"));
    let mut config = Config::default();
    let text = |config: &Config| {
        code(&program.builder().config(config.clone()).module("api", [&users]).generate().unwrap(), "api")
    };
    assert!(!text(&config).contains("EncodeBareforUser"));
    config.roots = vec!["user".to_owned()];
    assert!(text(&config).contains("EncodeBareforUser") && text(&config).contains("EncodeBareforPhoto"));
}

#[test]
fn overlays_document_the_items_that_are_kept() {
    let program = Program::new("use api::functions::GetUser;");
    let users = program.file("users.tl", USERS);
    let overlay = r#"{"format": "tl-overlay", "version": 1, "functions": {
        "getUser": {"description": "Finds a user."}, "getPhoto": {"description": "Finds a photo."}
    }}"#;
    let config = Config { overlay: vec![program.file("docs.json", overlay)], ..Config::default() };
    let files = program.builder().config(config).module("api", [users]).generate().unwrap();
    let api = code(&files, "api");
    assert!(api.contains("Findsauser.") && !api.contains("Findsaphoto."), "{api}");
}

#[test]
fn lenient_leaves_out_declarations_that_rust_cannot_express() {
    let program = Program::new("use api::functions::GetUser;");
    let users =
        program.file("users.tl", &USERS.replace("---functions---", "bad#5 X:Type = Bad;\n---functions---"));
    let builder = program.builder().module("api", [users]);
    let error = builder.generate().unwrap_err().to_string();
    assert!(error.contains("set `lenient`") && !error.contains("`roots`"), "{error}");
    assert!(code(&builder.lenient(true).generate().unwrap(), "api").contains("pubstructGetUser"));
}

//! Checks that items exist at the paths that `Paths` returns.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use tl_codegen::Files;
use tl_codegen::rust::{Config, Location, Paths, Role, generate};
use tl_parser::schema::Schema;

fn schema(text: &str) -> Schema {
    Schema::parse("a.tl", text).unwrap()
}

fn files(schema: &Schema) -> Files {
    let config = Config { role: Role::Both, format: false, ..Config::default() };
    generate(schema, &config, Location::Directory).unwrap()
}

/// Returns whether an item with this path is generated.
fn is_there(files: &Files, path: &str, kinds: &[&str]) -> bool {
    let (module, ident) = path.rsplit_once("::").unwrap();
    let file = module.replace("::", "/").replace("r#", "");
    // A large module consists of several files, such as `types/mod.a.rs`.
    let is_of_module =
        |path: &str| path.starts_with(&format!("{file}.")) || path.starts_with(&format!("{file}/mod."));
    let mut texts = files.iter().filter(|(path, _)| is_of_module(path)).map(|(_, text)| text);
    let is_end = |c: char| !c.is_alphanumeric() && c != '_';
    texts.any(|text| {
        kinds.iter().any(|kind| {
            let item = format!("pub {kind} {ident}");
            text.match_indices(&item).any(|(at, _)| text[at + item.len()..].starts_with(is_end))
        })
    })
}

fn check(text: &str) -> (usize, usize) {
    let schema = schema(text);
    let (files, paths) = (files(&schema), Paths::new(&schema));
    let combinators: Vec<_> = schema.combinators().filter_map(|id| paths.combinator(id)).collect();
    let types: Vec<_> = schema.types().filter_map(|ty| paths.ty(ty)).collect();
    for path in &combinators {
        assert!(is_there(&files, path, &["struct"]), "{path}");
    }
    for path in &types {
        assert!(is_there(&files, path, &["struct", "enum", "type"]), "{path}");
    }
    (combinators.len(), types.len())
}

#[test]
fn every_path_of_a_layer_is_generated() {
    let (combinators, types) = check(&tl_schemas::find("telegram/82").unwrap().text());
    assert!(combinators > 900 && types > 200, "{combinators} {types}");
}

#[test]
fn paths_contain_the_layer_if_several_layers_declare_a_name() {
    let text =
        "===1=== a.b#1 = A; ===2=== a.b#2 x:int = A; self#3 = Type; c_d#4 = C; cD#5 = C; type.fn#6 = type.Fn;
        ---functions--- any#7 = A; ===3=== a.f#8 = A; ===4=== a.f#9 = A;";
    assert_eq!(check(text), (9, 4));
    let schema = schema(text);
    let paths = Paths::new(&schema);
    let found: Vec<_> = schema.combinators().filter_map(|id| paths.combinator(id)).collect();
    assert!(
        found.contains(&"types::layer_1::a::B") && found.contains(&"functions::layer_4::a::F"),
        "{found:?}"
    );
}

#[test]
fn schemas_that_rust_cannot_express_have_no_paths() {
    let schema = schema("boolTrue#1 = Bool; boolFalse#2 = Bool; a#3 = A;");
    let paths = Paths::new(&schema);
    assert!(schema.combinators().all(|id| paths.combinator(id).is_none()));
    assert!(schema.types().all(|ty| paths.ty(ty).is_none()));
}

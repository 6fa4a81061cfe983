//! Tests of derives and attributes of individual types, and of derives that some types cannot have.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tl_codegen::Builder;
use tl_codegen::rust::{Config, Location, Program, Role, generate_for};
use tl_codegen::tl_parser::schema::Schema;

const SCHEMA: &str = "\
point#1 x:double y:double = Point;
pointEmpty#2 = Point;
map.place#3 at:Point = map.Place;
user#4 name:string = User;
userEmpty#5 = User;
---functions---
map.find#6 near:Point = map.Place;
getUser#7 id:int = User;
";

fn schema() -> Schema {
    Schema::parse("a.tl", SCHEMA).unwrap()
}

/// Returns the text of a file without white space.
fn code(config: Config, path: &str) -> Result<String, String> {
    let config = Config { docs: false, format: false, ..config };
    let files = Builder::new().source("a.tl", SCHEMA).config(config).generate().map_err(|e| e.to_string())?;
    Ok(files.get(path).unwrap().split_whitespace().collect())
}

fn attributes(name: &str, attribute: &str) -> Config {
    Config { attributes: [(name.to_owned(), vec![attribute.to_owned()])].into(), ..Config::default() }
}

#[test]
fn attributes_are_added_to_the_types_with_their_names() {
    let types = code(attributes("user", "derive(Hash)"), "api/types/mod.rs").unwrap();
    assert!(types.contains("#[derive(Hash)]pubstructUser{"), "{types}");
    assert_eq!(types.matches("derive(Hash)").count(), 1);
    let enums = code(attributes("User", "non_exhaustive"), "api/enums/mod.rs").unwrap();
    assert!(
        enums.contains("#[non_exhaustive]pubenumUser{") && !enums.contains("#[non_exhaustive]pubenumPoint")
    );
    let functions = code(attributes("map.*", "cfg(all())"), "api/functions/map.rs").unwrap();
    assert!(functions.contains("#[cfg(all())]pubstructFind{"), "{functions}");
}

#[test]
fn wrong_attributes_are_errors() {
    let problem = "is not an attribute; write attributes without `#[` and `]`, such as `derive(Hash)`";
    for text in ["", "#[derive(Hash)]", "derive(", "\"text\""] {
        let error = code(attributes("user", text), "").unwrap_err();
        assert_eq!(error, format!("config key `attributes`: `{text}` {problem}"));
    }
    let error = code(attributes("usr", "derive(Hash)"), "").unwrap_err();
    assert_eq!(error, "config key `attributes`: `usr` is not in the schema; a similar name exists: `user`");
}

#[test]
fn all_enums_can_be_non_exhaustive() {
    let config = Config { non_exhaustive: true, role: Role::Both, ..Config::default() };
    for (path, name) in [("enums", "Point"), ("enums", "User"), ("types", "Any"), ("functions", "Any")] {
        let code = code(config.clone(), &format!("api/{path}/mod.rs")).unwrap();
        assert!(code.contains(&format!("#[non_exhaustive]pubenum{name}{{")), "{code}");
    }
}

#[test]
fn a_derive_that_some_types_cannot_have_causes_a_warning_with_their_names() {
    let warnings = |derives: &[&str]| {
        let derives = derives.iter().map(ToString::to_string).collect();
        let config = Config { derives, format: false, ..Config::default() };
        let found =
            generate_for(&schema(), &config, Location::Directory, Program::default()).unwrap().warnings;
        found.iter().map(|warning| format!("{} {}", warning.code, warning.message)).collect::<Vec<_>>()
    };
    assert!(warnings(&["Clone", "PartialEq"]).is_empty());
    let names = "`types::Point`, `enums::Point`, `functions::map::Find`, `types::map::Place`";
    let mut found = warnings(&["Clone", "PartialEq", "Eq"]);
    let found = found.pop().unwrap();
    assert!(
        found.starts_with("TL0716 `Eq` is not derived for types with floating-point numbers: "),
        "{found}"
    );
    for name in names.split(", ") {
        assert!(found.contains(name), "{found}");
    }
    assert!(!found.contains("User") && !found.contains("PointEmpty"), "{found}");
}

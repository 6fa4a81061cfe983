//! Tests of the config key `rename`, and of the names of enum variants.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tl_codegen::rust::{Config, Role};
use tl_codegen::tl_parser::schema::Dialect;
use tl_codegen::{Builder, Files};

const SCHEMA: &str = "\
door#1 flags:# self:flags.0?true key:int = Thing;
doorSelf#2 = Thing;
window#3 key:int = Thing;
room.seat#4 door:Thing = room.Place;
---functions---
room.open#5 door:Thing = room.Place;
";

fn renamed(names: &[(&str, &str)]) -> Result<Files, String> {
    let rename = names.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect();
    let dialect = Some(Dialect::Telegram);
    let config =
        Config { rename, dialect, role: Role::Both, docs: false, format: false, ..Config::default() };
    Builder::new().source("a.tl", SCHEMA).config(config).generate().map_err(|error| error.to_string())
}

/// Returns the text of a file without comments and white space.
fn code(files: &Files, path: &str) -> String {
    let lines = files.get(path).unwrap().lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(str::split_whitespace).collect()
}

#[test]
fn items_variants_and_fields_are_renamed() {
    let names = [
        ("door", "Gate"),
        ("room.open", "Enter"),
        ("Thing", "Opening"),
        ("room.Place", "Spot"),
        ("Thing::doorSelf", "Me"),
        ("door::self", "is_self"),
        ("window::key", "handle"),
    ];
    let files = renamed(&names).unwrap();
    let types = code(&files, "api/types/mod.rs");
    assert!(types.contains("pubstructGate{pubis_self:bool,pubkey:i32"), "{types}");
    assert!(types.contains("pubstructWindow{pubhandle:i32"), "{types}");
    let enums = code(&files, "api/enums/mod.rs");
    assert!(enums.contains("pubenumOpening{Door(") && enums.contains("types::Gate"), "{enums}");
    assert!(enums.contains("Me,Window(types::Window)"), "{enums}");
    let room = code(&files, "api/types/room.rs");
    assert!(
        room.contains("pubstructSeat{pubdoor:enums::Opening") && room.contains("pubtypeSpot=Seat;"),
        "{room}"
    );
    assert!(code(&files, "api/functions/room.rs").contains("pubstructEnter{pubdoor:enums::Opening"));
    // The registry and errors still contain the names from the schema.
    assert!(code(&files, "api/registry.rs").contains("\"door\""));
}

#[test]
fn names_may_be_exchanged_and_an_alias_may_become_unnecessary() {
    let files = renamed(&[("door", "Window"), ("window", "Door"), ("room.seat", "Place")]).unwrap();
    let types = code(&files, "api/types/mod.rs");
    assert!(
        types.contains("pubstructWindow{pubself_:bool") && types.contains("pubstructDoor{pubkey:i32"),
        "{types}"
    );
    assert!(!code(&files, "api/types/room.rs").contains("pubtype"));
}

#[test]
fn wrong_names_are_errors() {
    for (key, name, problem) in [
        ("dor", "Gate", "`dor` is not in the schema; a similar name exists: `door`"),
        ("Thing::windo", "Gate", "`Thing::windo` is not in the schema"),
        ("door::kye", "Gate", "`door::kye` is not in the schema"),
        ("door", "two words", "`door` cannot be named `two words`, which is not a Rust identifier"),
        ("door", "struct", "`door` cannot be named `struct`, which is not a Rust identifier"),
        ("door", "Window", "`door` cannot be named `Window`, which is taken; `Window2` is free"),
        ("room.Place", "Seat", "`room.Place` has no name of its own in Rust"),
        ("Thing::door", "Other", "`Thing::door` cannot be named `Other`, which is taken; `Other2` is free"),
        (
            "Thing::door",
            "Window",
            "`Thing::door` cannot be named `Window`, which is taken; `Window2` is free",
        ),
        ("door::key", "self_", "`door::key` cannot be named `self_`, which is taken; `self_2` is free"),
        ("doorSelf", "r", "`doorSelf` cannot be named `r`, which does not begin with an upper-case letter"),
        ("door", "_Gate", "`door` cannot be named `_Gate`, which does not begin with an upper-case letter"),
        (
            "room.open",
            "key",
            "`room.open` cannot be named `key`, which does not begin with an upper-case letter",
        ),
        ("Thing", "thing", "`Thing` cannot be named `thing`, which does not begin with an upper-case letter"),
        (
            "Thing::doorSelf",
            "me",
            "`Thing::doorSelf` cannot be named `me`, which does not begin with an upper-case letter",
        ),
        (
            "door::key",
            "None",
            "`door::key` cannot be named `None`, which does not begin with a lower-case letter",
        ),
        (
            "door::key",
            "_key",
            "`door::key` cannot be named `_key`, which does not begin with a lower-case letter",
        ),
        ("door::flags", "mask", "`door::flags` has no name of its own in Rust"),
        ("room.Place::room.seat", "Seat", "`room.Place::room.seat` has no name of its own in Rust"),
        ("int", "Number", "`int` has no name of its own in Rust"),
    ] {
        assert_eq!(renamed(&[(key, name)]).unwrap_err(), format!("config key `rename`: {problem}"));
    }
    let twice = renamed(&[("door", "Gate"), ("window", "Gate")]).unwrap_err();
    assert_eq!(
        twice,
        "config key `rename`: `window` cannot be named `Gate`, which is taken; `Gate2` is free"
    );
}

#[test]
fn a_renamed_item_need_only_be_in_one_of_the_modules_that_share_the_config() {
    let rename = [("door".to_owned(), "Gate".to_owned())].into();
    let builder = Builder::new().config(Config { rename, ..Config::default() });
    let builder = builder.source("a.tl", SCHEMA).module("other", [""; 0]).source("b.tl", "dog = Dog;");
    builder.generate().unwrap();
}

/// Checks that no constructor has the variant name `Other`, because `used` and `passing` add a variant with this name.
#[test]
fn no_constructor_has_the_variant_name_other() {
    let schema = "reason.spam = Reason;\nreasonOther = Reason;\nother = Reason;\n";
    let files = Builder::new().source("a.tl", schema).generate().unwrap();
    let enums = code(&files, "api/enums/mod.rs");
    for variant in ["Spam", "ReasonOther", "Other2"] {
        assert!(enums.contains(&format!("{variant},")) || enums.contains(&format!("{variant}}}")), "{enums}");
    }
}

//! Tests of build scripts: the generated files, repeated runs, and the error for each kind of mistake.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fs;
use std::path::Path;

use tl_codegen::rust::{Config, Location, Strings, generate};
use tl_codegen::tl_parser::Lints;
use tl_codegen::tl_parser::schema::Dialect;
use tl_codegen::{Builder, Error};

const TYPES: &str = "user id:long name:string = User;\nuserEmpty = User;\n";
const FUNCTIONS: &str = "---functions---\ngetUser id:long = User;\n// LAYER 7\n";

fn write(dir: &Path, name: &str, text: &[u8]) -> std::path::PathBuf {
    let path = dir.join(name);
    fs::write(&path, text).unwrap();
    path
}

/// Removes white space, because it depends on the layout of the text.
fn code(text: &str) -> String {
    text.split_whitespace().collect()
}

fn report(text: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let schema = write(dir.path(), "api.tl", text);
    let error = Builder::new().schema(schema).out_dir(dir.path().join("out")).write().unwrap_err();
    assert!(!dir.path().join("out").exists(), "something was written");
    format!("{error:?}")
}

/// Checks that the report for a schema contains the place and all words.
#[track_caller]
fn assert_report(text: &[u8], place: &str, words: &[&str]) {
    let report = report(text);
    assert!(report.contains(&format!("api.tl:{place}")), "{report}");
    for word in words {
        assert!(report.contains(word), "{word} is not in {report}");
    }
}

#[test]
fn modules_are_written_and_a_second_run_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let types = write(dir.path(), "types.tl", TYPES.as_bytes());
    let functions = write(dir.path(), "functions.tl", FUNCTIONS.as_bytes());
    let out = dir.path().join("out");
    let builder =
        Builder::new().module("api", [&types, &functions]).module("only_types", [&types]).out_dir(&out);
    builder.write().unwrap();
    let names = ["api.rs", "api/types/mod.rs", "only_types.rs", "only_types/registry.rs"];
    let times = names.map(|name| fs::metadata(out.join(name)).unwrap().modified().unwrap());
    builder.write().unwrap();
    assert_eq!(times, names.map(|name| fs::metadata(out.join(name)).unwrap().modified().unwrap()));
    let files = builder.generate().unwrap();
    assert_eq!(files.compare(&out).unwrap(), []);
    assert!(files.get("api/mod.rs").unwrap().replace(' ', "").contains("LAYER:i32=7"));
}

#[test]
fn the_order_of_files_and_repeated_runs_make_no_difference() {
    let generate = |texts: [(&str, &str); 2]| {
        let builder =
            texts.into_iter().fold(Builder::new(), |builder, (name, text)| builder.source(name, text));
        builder.generate().unwrap()
    };
    let one = generate([("types.tl", TYPES), ("functions.tl", FUNCTIONS)]);
    let other = generate([("functions.tl", FUNCTIONS), ("types.tl", TYPES)]);
    assert_eq!(one, other);
    assert_eq!(one, generate([("types.tl", TYPES), ("functions.tl", FUNCTIONS)]));
}

#[test]
fn every_mistake_of_a_schema_is_in_the_report() {
    let report = report(b"a x:Usr = A;\nb flags:# x:flags.99?int = B;\na = B;\n");
    for place in ["api.tl:1:5", "api.tl:2:13", "api.tl:3:1"] {
        assert!(report.contains(place), "{place} is not in {report}");
    }
    assert!(report.contains("a x:Usr = A;"), "no source line in {report}");
}

#[test]
fn a_missing_semicolon_is_reported_at_the_end_of_its_declaration() {
    assert_report(b"a = A\nb = B;\n", "1:6", &["`;`"]);
}

#[test]
fn a_bad_id_is_reported() {
    assert_report(b"a#123456789 = A;", "1:2", &["id"]);
}

#[test]
fn an_unknown_section_is_reported() {
    assert_report(b"---consts---\na = A;", "1:1", &["consts"]);
}

#[test]
fn an_unclosed_bracket_is_reported() {
    assert_report(b"a n:# x:n*[ int = A;", "1:17", &["`]`"]);
}

#[test]
fn an_undefined_type_is_reported_with_a_similar_one() {
    assert_report(b"user = User;\na x:Usr = A;", "2:5", &["`Usr`", "`User`"]);
}

#[test]
fn text_that_is_not_utf8_is_reported() {
    assert_report(b"a = A;\n// \xff\n", "2:4", &["UTF-8"]);
}

#[test]
fn a_schema_without_declarations_is_reported() {
    assert_report(b"// nothing here\n", "1:1", &["nothing to generate"]);
}

#[test]
fn errors_of_files_and_folders_contain_the_path() {
    let dir = tempfile::tempdir().unwrap();
    let missing = Builder::new().schema(dir.path().join("gone.tl")).out_dir(dir.path()).write().unwrap_err();
    assert!(missing.to_string().contains("gone.tl"), "{missing}");
    let folder = Builder::new().schema(dir.path()).out_dir(dir.path()).write().unwrap_err();
    assert!(matches!(folder, Error::Io { .. }), "{folder}");
    let file = write(dir.path(), "file", b"");
    let schema = write(dir.path(), "api.tl", TYPES.as_bytes());
    let error = Builder::new().schema(schema).out_dir(file.join("out")).write().unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
    assert_eq!(fs::read(file).unwrap(), b"");
}

/// Creates a builder with one module for each name. Everything is valid, except perhaps the names.
fn named(names: &[&str]) -> Builder {
    names.iter().fold(Builder::new(), |builder, name| {
        builder.module(*name, Vec::<&str>::new()).source(format!("{name}.tl"), TYPES)
    })
}

#[test]
fn names_of_modules_are_checked() {
    for (names, problem) in [
        (vec!["my api"], "is not a Rust identifier"),
        (vec!["type"], "is not a Rust identifier"),
        (vec!["../api"], "is not a Rust identifier"),
        (vec!["apí"], "is not a Rust identifier"),
        (vec!["_"], "is not a Rust identifier"),
        (vec!["api", "api"], "is defined twice"),
        (vec!["API", "api"], "some file systems ignore case"),
        (vec!["con"], "cannot be a file name on Windows"),
        (vec!["Lpt1"], "cannot be a file name on Windows"),
        (vec![&*"n".repeat(253)], "is too long for a file name"),
    ] {
        let error = named(&names).generate().unwrap_err();
        assert!(matches!(error, Error::Module { .. }) && error.to_string().ends_with(problem), "{error}");
    }
    named(&["api", "_api2", "connect", "com", "com10", &"n".repeat(252)]).generate().unwrap();
    let error = Builder::new().out_dir("out").write().unwrap_err();
    assert!(error.to_string().contains("call `module`"), "{error}");
}

#[test]
fn every_bad_name_is_reported() {
    let error = named(&["fn", "api", "aux", "Api"]).generate().unwrap_err().to_string();
    let names: Vec<_> = error.lines().map(|line| line.split('`').nth(1).unwrap()).collect();
    assert_eq!(names, ["fn", "aux", "Api"]);
}

#[test]
fn a_module_without_files_is_reported() {
    let empty = Builder::new().module("api", Vec::<&str>::new());
    for error in [empty.generate().unwrap_err(), empty.load("api").unwrap_err()] {
        assert_eq!(format!("{error:?}"), "\nmodule `api` has no schema");
    }
    let error = empty.module("other", Vec::<&str>::new()).generate().unwrap_err();
    assert_eq!(error.to_string(), "module `api` has no schema\nmodule `other` has no schema");
}

#[test]
fn every_bad_module_is_reported_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let bad = write(dir.path(), "bad.tl", b"a x:Usr = A;\n");
    let good = write(dir.path(), "good.tl", TYPES.as_bytes());
    let worse = write(dir.path(), "worse.tl", b"a = A\n");
    let builder = Builder::new()
        .module("one", [bad])
        .module("two", [good])
        .module("three", [dir.path().join("gone.tl")])
        .module("four", [worse]);
    let error = builder.out_dir(&out).write().unwrap_err();
    let report = format!("{error:?}");
    for place in ["bad.tl:1:5", "cannot read", "gone.tl", "worse.tl:1:6"] {
        assert!(report.contains(place), "{place} is not in {report}");
    }
    let Error::Several(errors) = error else { panic!("{report}") };
    assert!(matches!(errors[..], [Error::Schema { .. }, _, Error::Schema { .. }]), "{report}");
    assert!(!out.exists(), "something was written");
}

#[test]
fn an_output_folder_is_required() {
    // Cargo sets `OUT_DIR` for the tests of packages with build scripts. This package has no build script.
    let error = Builder::new().source("api.tl", TYPES).write().unwrap_err();
    assert!(matches!(error, Error::NoOutDir), "{error}");
    assert!(error.to_string().contains("call `out_dir`"), "{error}");
}

#[test]
fn a_relative_runtime_path_is_reported_once() {
    let config = Config { runtime: "super::rt".to_owned(), ..Config::default() };
    let error = named(&["one", "two"]).config(config).generate().unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error}");
    let expected = "config key `runtime`: `super::rt` means something else in each generated module";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_module_may_have_its_own_config() {
    let bytes = Config { strings: Strings::Bytes, ..Config::default() };
    let builder = Builder::new().module_config(bytes.clone()).source("a.tl", TYPES);
    let builder = builder.module("other", [""; 0]).source("b.tl", TYPES);
    let has_bytes = |builder: &Builder| {
        let files = builder.generate().unwrap();
        let text = |module: &str| code(files.get(&format!("{module}/types/mod.rs")).unwrap());
        ["api", "other"].map(|module| text(module).contains("name:Vec<u8>"))
    };
    assert_eq!(has_bytes(&builder), [true, false]);
    // The config of the builder applies to the other modules.
    assert_eq!(has_bytes(&builder.clone().config(bytes)), [true, true]);
    assert_eq!(has_bytes(&builder.module_config(Config::default())), [true, false]);
}

#[test]
fn keys_of_a_module_are_checked_against_its_schema() {
    let rooted = Config { roots: vec!["dog".to_owned()], ..Config::default() };
    let module = |builder: Builder, name: &str, text: &str| builder.module(name, [""; 0]).source(name, text);
    let shared = module(module(Builder::new(), "one", "cat = Cat;"), "two", "dog = Dog;");
    shared.clone().config(rooted.clone()).generate().unwrap();
    let error = shared.module_config(rooted.clone()).source("more.tl", "cow = Cow;").config(rooted);
    let error = error.generate().unwrap_err().to_string();
    assert_eq!(error, "config key `roots`: `dog` is not in the schema");
    // Errors of all modules are reported, regardless of their configs.
    let wrong = ["one", "two", "three"].into_iter().fold(Builder::new(), |builder, name| {
        let builder = module(builder, name, "a x:Usr = A;");
        if name == "two" { builder.module_config(Config::default()) } else { builder }
    });
    let error = wrong.generate().unwrap_err();
    let Error::Several(errors) = &error else { panic!("{error}") };
    let places: Vec<_> = errors.iter().map(ToString::to_string).collect();
    for (report, name) in places.iter().zip(["one:1:5", "three:1:5", "two:1:5"]) {
        assert!(report.contains(name), "{report}");
    }
}

#[test]
fn the_config_key_used_may_apply_to_one_module() {
    let dir = tempfile::tempdir().unwrap();
    let main = write(dir.path(), "main.rs", b"use small::types::User;");
    let config = Config { used: vec![main.clone()], ..Config::default() };
    let builder = Builder::new().module("small", [""; 0]).module_config(config).source("a.tl", TYPES);
    let builder = builder.module("whole", [""; 0]).source("b.tl", TYPES);
    let has_enum = |builder: &Builder| {
        let files = builder.generate().unwrap();
        ["small", "whole"]
            .map(|name| files.get(&format!("{name}/enums/mod.rs")).unwrap().contains("UserEmpty"))
    };
    assert_eq!(has_enum(&builder), [false, true]);
    assert_eq!(has_enum(&builder.used_in([main])), [false, false]);
}

#[test]
fn a_schema_is_loaded_by_the_name_of_its_module() {
    let builder = Builder::new().source("a.tl", TYPES).module("dogs", [""; 0]).source("b.tl", "dog = Dog;");
    assert!(builder.load("api").unwrap().find_type("User").is_some());
    assert!(builder.load("dogs").unwrap().find_type("Dog").is_some());
    let error = builder.load("cats").unwrap_err().to_string();
    assert_eq!(error, "module `cats` is not a module of this builder");
}

#[test]
fn lints_can_turn_warnings_into_errors() {
    let builder = Builder::new().source("a.tl", "a#1 = A;\n");
    builder.generate().unwrap();
    let error = builder.lints(Lints::default().deny_all()).generate().unwrap_err().to_string();
    assert!(error.contains("error[TL0302]"), "{error}");
}

#[test]
fn texts_that_are_not_utf8_are_reported_with_the_position() {
    let error =
        Builder::new().source("a.tl", b"a = A; // \xff\n".to_vec()).generate().unwrap_err().to_string();
    assert!(error.contains("a.tl:1:11"), "{error}");
}

#[test]
fn a_directory_has_the_files_of_one_schema() {
    let builder = Builder::new().source("types.tl", TYPES).source("functions.tl", FUNCTIONS);
    let config = Config { roots: vec!["userEmpty".to_owned()], ..Config::default() };
    let builder = builder.config(config.clone());
    let schema = builder.load("api").unwrap();
    let directories = builder.directories().unwrap();
    let [module] = directories.modules.as_slice() else { panic!("{directories:?}") };
    assert_eq!(module.files, generate(&schema, &config, Location::Directory).unwrap());
    assert_eq!((module.declared, module.selected, &*module.name), (3, Some(2), "api"));
    assert!(module.kept.is_none() && module.output.is_none());
}

#[test]
fn schemas_contain_the_documentation_of_overlays() {
    let dir = tempfile::tempdir().unwrap();
    let overlay = vec![write(dir.path(), "overlay.tl", OVERLAY.as_bytes())];
    let builder = Builder::new().source("a.tl", TYPES).config(Config { overlay, ..Config::default() });
    let found = builder.schemas().unwrap();
    let schema = &found.modules[0].schema;
    let user = schema.combinators().find(|id| schema[*id].name() == "user").unwrap();
    assert_eq!(schema[user].docs(), Some("Who it is"));
    // The schema has no field `age`.
    assert_eq!(found.overlays[0].diagnostics.len(), 1);
}

#[cfg(feature = "config-file")]
#[test]
fn a_config_file_is_read_and_its_mistakes_have_positions() {
    let dir = tempfile::tempdir().unwrap();
    let text = b"strings = \"bytes\"\nbytes = \"shared\"\nformat = false\n";
    let good = write(dir.path(), "good.toml", text);
    let builder = Builder::new().source("api.tl", TYPES);
    let files = builder.clone().config_file(good).generate().unwrap();
    assert!(files.get("api/types/mod.rs").unwrap().contains("name: __rt::Bytes"));
    let bad = write(dir.path(), "bad.toml", b"format = false\nstring = \"bytes\"\n");
    let error = builder.config_file(bad).generate().unwrap_err().to_string();
    assert!(
        error.ends_with("bad.toml:2:1: unknown key `string`\n  help: did you mean `strings`?"),
        "{error}"
    );
}

#[cfg(feature = "bundled")]
#[test]
fn bundled_schemas_are_found_by_name() {
    let files = Builder::new().layer(82).bundled("mtproto", "mtproto").generate().unwrap();
    assert!(files.get("api/mod.rs").unwrap().contains("82"));
    let error = Builder::new().layer(83).generate().unwrap_err();
    assert_eq!(
        error.to_string(),
        "layer 83 of the Telegram API is not bundled; the nearest are `telegram/82` and `telegram/86`"
    );
}

const OVERLAY: &str =
    "//@description Who it is @id Number @name Name @age Nothing\nuser id:long name:string age:int = User;\n";

#[test]
fn overlays_of_the_config_are_in_the_documentation() {
    let dir = tempfile::tempdir().unwrap();
    let mut config =
        Config { overlay: vec![write(dir.path(), "overlay.tl", OVERLAY.as_bytes())], ..Config::default() };
    let files = Builder::new().source("a.tl", TYPES).config(config.clone()).generate().unwrap();
    let types = files.get("api/types/mod.rs").unwrap();
    assert!(types.contains("Who it is") && types.contains("Number"), "{types}");
    config.overlay.push(dir.path().join("nope.tl"));
    let error = Builder::new().source("a.tl", TYPES).config(config).generate().unwrap_err();
    assert!(error.to_string().contains("nope.tl"), "{error}");
}

#[cfg(feature = "config-file")]
#[test]
fn overlays_are_relative_to_the_config_file() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "overlay.tl", OVERLAY.as_bytes());
    let path = write(dir.path(), "tl.toml", b"overlay = [\"overlay.tl\"]\n");
    assert_eq!(Config::read(&path).unwrap().overlay, [dir.path().join("overlay.tl")]);
    let files = Builder::new().source("a.tl", TYPES).config_file(&path).generate().unwrap();
    assert!(files.get("api/types/mod.rs").unwrap().contains("Who it is"));
}

/// Checks the position of a JSON error. Without the feature `json`, the error reports that JSON cannot be read.
#[test]
fn an_invalid_overlay_is_reported_with_the_position() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config {
        overlay: vec![write(dir.path(), "overlay.json", b"{\"format\":\n \"tl-overlay\", \"version\": 2}")],
        ..Config::default()
    };
    let error = Builder::new().source("a.tl", TYPES).config(config).generate().unwrap_err().to_string();
    let place = if cfg!(feature = "json") { "overlay.json:2:27" } else { "overlay.json:1:1" };
    assert!(error.contains("error[TL0803]") && error.contains(place), "{error}");
}

#[test]
fn the_config_may_name_the_dialect() {
    let root = |dialect| {
        let config = Config { dialect, ..Config::default() };
        let builder = Builder::new().source("a.tl", "a x:bytes = A;").config(config);
        assert_eq!(builder.load("api").unwrap().dialect(), dialect.unwrap_or(Dialect::Formal));
        builder.generate().unwrap().get("api/mod.rs").unwrap().to_owned()
    };
    assert!(root(None).contains("\n// Dialect: formal (no ids are written).\n"));
    assert!(root(Some(Dialect::Telegram)).contains("\n// Dialect: telegram (set by `dialect`).\n"));
}

#[test]
fn lenient_mode_leaves_out_declarations_that_rust_cannot_express() {
    let text = "a X:Type = A; b x:A = B; c = C;\nd x:Nope = D;";
    let source = |text: &str| Builder::new().source("a.tl", text);
    let report = source(text).generate().unwrap_err().to_string();
    assert!(report.contains("TL0201") && report.contains("note: set `lenient`"), "{report}");
    let report = source(&text.replace("Nope", "C")).generate().unwrap_err().to_string();
    assert!(report.contains("note: set `lenient`") && report.contains("`roots`"), "{report}");
    let files = source(text).lenient(true).generate().unwrap();
    let registry = files.get("api/registry.rs").unwrap();
    assert!(
        registry.contains("\"c\"")
            && !["a", "b", "d"].iter().any(|name| registry.contains(&format!("\"{name}\"")))
    );
    let nothing = source("a X:Type = A;").generate().unwrap_err().to_string();
    assert!(nothing.contains("TL0703") && !nothing.contains("lenient"), "{nothing}");
    for text in ["a X:Type = A;", "a x:Nope = A;"] {
        let nothing = source(text).lenient(true).generate().unwrap_err().to_string();
        let warned = nothing.contains("the declaration is left out");
        assert!(warned && nothing.contains("nothing is left to generate"), "{nothing}");
    }
}

const MESSAGES: &str = "\
peerUser#1 id:long = Peer;
peerChat#2 id:long = Peer;
photo#3 id:long size:int = Photo;
message#4 flags:# out:flags.0?true id:int peer:Peer text:string photo:flags.1?Photo views:flags.2?int = Message;
messageEmpty#5 id:int = Message;
messages#6 list:Vector<Message> = Messages;
---functions---
send#7 flags:# silent:flags.0?true peer:Peer text:string reply_to:flags.1?int = Message;
history#8 peer:Peer = Messages;
";

/// Generates Rust for a program with these sources.
fn used(sources: &str) -> tl_codegen::Files {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "main.rs", sources.as_bytes());
    let schema = write(dir.path(), "api.tl", MESSAGES.as_bytes());
    Builder::new().schema(schema).used_in([dir.path()]).generate().unwrap()
}

/// Checks optional bare values. They cannot be kept as bytes, because the bytes of a bare value do not begin with an
/// id.
#[test]
fn optional_bare_values_of_types_with_both_directions_are_generated() {
    let dir = tempfile::tempdir().unwrap();
    let text = "a#1 x:int = A;\nb#2 flags:# boxed:flags.0?A bare:flags.1?%A many:flags.2?vector<A> = B;\n\
        ---functions---\nstore#3 b:B = B;\n";
    let schema = write(dir.path(), "api.tl", text.as_bytes());
    write(dir.path(), "main.rs", b"use api::functions::Store;");
    let files = Builder::new().schema(schema).used_in([dir.path()]).generate().unwrap();
    let types = files.get("api/types/mod.rs").unwrap().replace(' ', "");
    for field in ["pubboxed:__rt::Option<__rt::Unread>", "pubbare:Option<A>", "pubmany:Option<Vec<A>>"] {
        assert!(types.contains(field) || types.contains(&field.replace("__rt::Option", "Option")), "{types}");
    }
}

/// Returns the names of the structs and enums that `files` declare.
fn declared(files: &tl_codegen::Files) -> String {
    let code = files.iter().filter(|(path, _)| path.ends_with("/mod.rs") && !path.contains("views"));
    let words: Vec<&str> = code.flat_map(|(_, text)| text.split_whitespace()).collect();
    let items = words.windows(3).filter(|words| words[0] == "pub" && ["struct", "enum"].contains(&words[1]));
    let mut items: Vec<_> = items.map(|words| words[2].trim_end_matches(';')).collect();
    items.sort_unstable();
    items.join(" ")
}

#[test]
fn only_items_that_the_sources_name_are_generated() {
    let sources = "fn main() { api::functions::Send::new(api::enums::Peer::User(p), t()); }";
    let files = used(sources);
    // The result type of a function is generated with the function. Variants that are not named become `Other`.
    assert_eq!(declared(&files), "Message Peer PeerUser Send");
    let all = files.iter().map(|(_, text)| text).collect::<String>().replace(' ', "");
    for present in ["pubpeer:enums::Peer", "User(types::PeerUser),", "Other(__rt::Unread)"] {
        assert!(all.contains(present), "{present}");
    }
    for absent in ["pubreply_to", "pubsilent", "Chat(types", "pubstructMessage"] {
        assert!(!all.contains(absent), "{absent}");
    }
}

#[test]
fn removing_a_name_that_was_added_restores_the_files() {
    let before = used("use api::functions::Send;");
    let more = used("use api::functions::{History, Send}; fn f(m: Messages) { m.list; }");
    assert_ne!(before, more);
    assert!(declared(&more).contains("History"), "{}", declared(&more));
    assert_eq!(before, used("use api::functions::Send; // History"));
}

/// Generates Rust for a program with these sources and this schema.
fn program(schema: &str, sources: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "main.rs", sources.as_bytes());
    let schema = write(dir.path(), "api.tl", schema.as_bytes());
    let files = Builder::new().schema(schema).used_in([dir.path()]).generate().unwrap();
    files.iter().map(|(_, text)| text).collect()
}

/// Returns the variants of the enum `R` in a program with these sources.
fn variants(schema: &str, sources: &str) -> String {
    let text = program(schema, sources);
    let body = text.split_once("pub enum R {").unwrap().1.split_once('}').unwrap().0;
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("///"));
    lines.map(|line| line.split(['(', ',']).next().unwrap()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_variant_for_unknown_constructors_is_called_other() {
    let schema = "a = R;\nother#2 text:string = R;\n---functions---\nget#3 = R;\n";
    assert_eq!(variants(schema, "Get"), "Other");
    assert_eq!(variants(schema, "Get A"), "A Other");
    assert_eq!(variants(schema, "Get Other2"), "Other2 Other");
}

/// Checks that the enum keeps one variant that the sources do not name. Without this variant, `if let R::Other(x) =
/// value`, or `_` after patterns for all other variants, would cause a warning.
#[test]
fn a_variant_that_is_not_named_is_kept_if_other_is_matched() {
    let schema = "rA#1 text:string = R;\nrB#2 = R;\nrC#3 n:int = R;\n---functions---\nget#4 = R;\n";
    assert_eq!(variants(schema, "Get; Other"), "Other");
    assert_eq!(variants(schema, "Get; R::Other"), "B Other");
    assert_eq!(variants(schema, "Get; R::{A, Other}"), "A B Other");
    assert_eq!(variants(schema, "Get; use R::*; A | B | Other"), "A B C Other");
    assert_eq!(variants(schema, "Get; A | B | C; R::Other"), "A B C Other");
}

/// Checks that a module is generated if the sources name it, even if none of its items are generated. Without the
/// module, a `use` of it would not compile.
#[test]
fn named_modules_are_kept_if_they_are_empty() {
    let schema = "a.one#1 = a.One;\nb.two#2 = b.Two;\n---functions---\nget#3 = b.Two;\n";
    let text = program(schema, "use api::types::a; Get");
    assert!(text.contains("pub mod a;") && text.contains("pub use __rt::From as _;"), "{text}");
    assert!(!program(schema, "Get").contains("pub mod a;"));
}

/// Checks the braces of `A`, whose field is not kept. Without the braces, `A` would also be the name of a value.
#[test]
fn a_struct_without_kept_fields_has_braces() {
    let schema = "a#1 n:int = A;\nb#2 = B;\n---functions---\ngetA#3 = A;\ngetB#4 = B;\n";
    let text = program(schema, "GetA GetB");
    assert!(text.contains("pub struct A {}") && text.contains("pub struct B;"), "{text}");
}

#[test]
fn an_alias_does_not_change_the_directions_of_its_target() {
    let schema = "inputA#1 flags:# text:flags.0?string = Input;\n---functions---\nput#2 a:Input = Bool;\n";
    for sources in ["Put", "Put Input", "Input"] {
        let text = program(schema, sources);
        assert!(text.contains("EncodeBare for InputA"), "{sources}");
        assert!(!text.contains("DecodeBare for InputA"), "{sources}");
    }
}

#[test]
fn types_with_serde_have_the_directions_of_the_whole_schema() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "main.rs", b"use api::functions::History;");
    let schema = write(dir.path(), "api.tl", MESSAGES.as_bytes());
    let config = Config { serde: true, ..Config::default() };
    let files = Builder::new().schema(schema).config(config).used_in([dir.path()]).generate().unwrap();
    let text = files.iter().map(|(_, text)| text).collect::<String>();
    for codec in ["EncodeBare for Messages", "DecodeBare for Messages"] {
        assert!(text.contains(codec), "{codec}");
    }
}

#[test]
fn roots_are_complete_and_added_to_the_named_items() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "main.rs", b"use api::functions::Send;");
    let schema = write(dir.path(), "api.tl", MESSAGES.as_bytes());
    let config = Config { roots: vec!["history".to_owned()], ..Config::default() };
    let files = Builder::new().schema(schema).config(config).used_in([dir.path()]).generate().unwrap();
    let declared = declared(&files);
    assert_eq!(declared, "History Message Message MessageEmpty Messages Peer PeerChat PeerUser Photo Send");
}

#[test]
fn paths_of_sources_are_checked() {
    let dir = tempfile::tempdir().unwrap();
    let schema = write(dir.path(), "api.tl", MESSAGES.as_bytes());
    let missing = Builder::new().schema(&schema).used_in([dir.path().join("src")]).generate().unwrap_err();
    assert!(matches!(&missing, Error::Config(error) if error.key == "used"), "{missing}");
    // The folder of the sources also contains generated files. They are not read as sources.
    write(dir.path(), "main.rs", b"use api::functions::Send;");
    let generate = || {
        let builder = Builder::new().schema(&schema).used_in([dir.path()]).out_dir(dir.path().join("tl"));
        builder.write().unwrap();
        builder.generate().unwrap()
    };
    assert_eq!(generate(), generate());
}

#[test]
fn derives_that_cannot_be_combined_with_used_are_rejected() {
    let dir = tempfile::tempdir().unwrap();
    let schema = write(dir.path(), "api.tl", MESSAGES.as_bytes());
    let mut config = Config::default();
    config.derives.push("zeroize::Zeroize".to_owned());
    let builder = Builder::new().schema(&schema).config(config).used_in([dir.path()]);
    assert!(builder.generate().unwrap_err().to_string().contains("is not a derive of `Unread`"));
}

#[test]
fn views_contain_only_what_is_used() {
    let dir = tempfile::tempdir().unwrap();
    let schema = write(dir.path(), "api.tl", MESSAGES.as_bytes());
    let views = |sources: &str| {
        write(dir.path(), "main.rs", sources.as_bytes());
        let config = Config { borrowed: true, ..Config::default() };
        let builder = Builder::new().schema(&schema).config(config).used_in([dir.path()]);
        let files = builder.generate().unwrap();
        ["types", "enums"].map(|name| files.get(&format!("api/views/{name}/mod.rs")).unwrap().to_owned())
    };
    let [types, enums] = views("use api::functions::History; fn f(m: Message) { m.text; }");
    insta::assert_snapshot!("views_of_what_is_used", format!("{types}\n{enums}"));
    // Types that are only written have no view.
    let [types, _] = views("use api::{functions::Send, types::{Message, PeerUser}};");
    assert!(types.contains("struct Message<") && !types.contains("PeerUser"), "{types}");
}

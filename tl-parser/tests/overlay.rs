//! Tests of documentation overlays: the documentation that they add to a schema, and reports of names that do not
//! exist.
#![allow(
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests print what they skip, and fail by panicking"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;

use tl_parser::docs::{Availability, CallError};
use tl_parser::schema::{Category, Options, Schema};
use tl_parser::{Diagnostics, Lints, SourceMap, codes, docs, load, parse, render};

const SCHEMA: &str = include_str!("fixtures/overlay/schema.tl");

fn schema(text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("a.tl", text).unwrap();
    load(&sources, &Options { lenient: true, ..Options::default() }).schema.unwrap()
}

/// Merges `overlays`, which are pairs of a name and a text, and returns the problems.
fn merge(overlays: &[(&str, &str)], schemas: &mut [&mut Schema], lints: &Lints) -> (Diagnostics, SourceMap) {
    let mut sources = SourceMap::new();
    for (name, text) in overlays {
        sources.add(*name, *text).unwrap();
    }
    (docs::merge(&sources, schemas, lints), sources)
}

/// Returns an overlay with the entries `json` for functions of [`SCHEMA`].
fn functions(json: &str) -> String {
    format!(r#"{{"format": "tl-overlay", "version": 1, "functions": {{{json}}}}}"#)
}

/// Returns [`SCHEMA`] with the documentation of `overlays`. All names in `overlays` must exist.
fn documented(overlays: &[(&str, &str)]) -> Schema {
    let mut schema = schema(SCHEMA);
    let (found, sources) = merge(overlays, &mut [&mut schema], &Lints::default());
    assert!(found.is_empty(), "{}", render::short(&found, &sources));
    schema
}

fn error(code: i32, text: &str, description: Option<&str>) -> CallError {
    CallError { code, text: text.to_owned(), description: description.map(str::to_owned) }
}

#[test]
fn problems_read_well() {
    insta::glob!("fixtures/overlay", "TL*.*", |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let mut schema = schema(SCHEMA);
        let (found, sources) =
            merge(&[(name, &fs::read_to_string(path).unwrap())], &mut [&mut schema], &Lints::default());
        let code = name.split('_').next().unwrap();
        assert!(found.iter().any(|d| d.code.as_str() == code), "{name} does not have {code}: {found:#?}");
        assert_eq!(found.has_errors(), code == "TL0803");
        insta::assert_snapshot!(render::human(&found, &sources, false));
    });
}

#[test]
fn an_overlay_can_contain_all_documentation() {
    let text = r#"{
        "format": "tl-overlay", "version": 1,
        "types": {"auth.SentCode": {"description": "A code"}},
        "constructors": {"auth.sentCode": {"description": "A code\n\nOn its way", "fields": {"type": "How", "phone_code_hash": " "}}},
        "functions": {"auth.cancelCode": {
            "description": "Takes a code back",
            "fields": {"phone_number": "Whose"},
            "availability": "users",
            "errors": [{"code": 400, "text": "B", "description": "b"}, {"code": 406, "text": "A"}, {"code": 400, "text": "C"}]
        }},
        "errors": {"A": "a", "B": "not this"}
    }"#;
    let schema = documented(&[("a.json", text)]);
    assert_eq!(schema[schema.find_type("auth.SentCode").unwrap()].docs(), Some("A code"));
    let sent = &schema[schema.find_combinators("auth.sentCode")[0]];
    assert_eq!(sent.docs(), Some("A code\n\nOn its way"));
    assert_eq!(sent.fields()[0].docs(), Some("How"));
    assert_eq!(sent.fields()[1].docs(), None);
    let cancel = &schema[schema.find_combinators("auth.cancelCode")[0]];
    assert_eq!((cancel.docs(), cancel.fields()[0].docs()), (Some("Takes a code back"), Some("Whose")));
    assert_eq!(cancel.availability(), Some(Availability::Users));
    assert_eq!(
        cancel.errors(),
        [error(400, "B", Some("b")), error(406, "A", Some("a")), error(400, "C", None)]
    );
}

#[test]
fn later_overlays_replace_earlier_ones_and_comments() {
    let first = functions(
        r#""auth.sendCode": {"description": "1", "availability": "both", "errors": [
            {"code": 400, "text": "A", "description": "1"}, {"code": 400, "text": "B", "description": "1"}]}"#,
    );
    let second = r#"{"format": "tl-overlay", "version": 1, "errors": {"A": "2"}, "functions": {
        "auth.sendCode": {"availability": "bots", "errors": [{"code": 400, "text": "C"}, {"code": 400, "text": "B"}]}}}"#;
    let comments = "Empty auth.SentCode; ---functions---\n// 3\nauth.sendCode#9\n// 3\nphone_number:string = auth.SentCode;";
    let schema = documented(&[("1.json", &first), ("2", second)]);
    let send = &schema[schema.find_combinators("auth.sendCode")[0]];
    assert_eq!((send.docs(), send.availability()), (Some("1"), Some(Availability::Bots)));
    assert_eq!(
        send.errors(),
        [error(400, "A", Some("2")), error(400, "B", Some("1")), error(400, "C", None)]
    );
    let schema = documented(&[("1.json", &first), ("3.tl", comments)]);
    let send = &schema[schema.find_combinators("auth.sendCode")[0]];
    assert_eq!((send.docs(), send.fields()[0].docs()), (Some("3"), Some("3")));
}

#[test]
fn one_overlay_can_document_several_schemas() {
    let (mut first, mut second) =
        (schema(SCHEMA), schema("===1=== a#1 x:int = A; ===2=== a#2 n:# y:n*[ z:int ] = A;"));
    let text = r#"{"format": "tl-overlay", "version": 1,
        "constructors": {"a": {"description": "d", "fields": {"x": "1", "z": "2", "n": "3", "o": "4"}}, "b": {}},
        "functions": {"auth.sendCode": {"description": "d"}}}"#;
    let (found, _) = merge(&[("a.json", text)], &mut [&mut first, &mut second], &Lints::default());
    let messages: Vec<&str> = found.iter().map(|problem| &*problem.message).collect();
    assert_eq!(messages, ["`a` has no field `o`", "the schema has no constructor `b`"]);
    let described = second.find_combinators("a").iter().map(|&id| second[id].docs());
    assert!(described.eq([Some("d"); 2]));
}

#[test]
fn warnings_about_unknown_names_can_be_allowed_or_denied() {
    let text = functions(r#""nothing": {}"#);
    let code = codes::find("TL0605").unwrap();
    let found = |lints: Lints| merge(&[("a.json", &text)], &mut [&mut schema(SCHEMA)], &lints).0;
    assert_eq!(found(Lints::default().allow(code)).len(), 0);
    assert!(found(Lints::default().deny(code)).has_errors());
}

/// Removes the comments of each schema, and merges the original schema as an overlay. Checks that the documentation is
/// the same as that of the original schema.
#[test]
fn comments_of_every_real_schema_document_it() {
    for common::Schema { name, text, .. } in common::corpus() {
        let commented = schema(&text);
        let mut bare = schema(&without_comments(&text));
        let (found, _) = merge(&[("a.tl", &text)], &mut [&mut bare], &Lints::default());
        assert!(!found.iter().any(|problem| problem.code.as_str().starts_with("TL06")), "{name}: {found:#?}");
        assert_eq!(documentation(&bare), documentation(&commented), "{name}");
    }
}

fn without_comments(text: &str) -> String {
    let (sources, file) = common::one_file("a.tl", text);
    let mut text = text.to_owned();
    for comment in parse(&sources, file).document.comments.iter().rev() {
        text.replace_range(comment.span.start as usize..comment.span.end as usize, "");
    }
    text
}

fn documentation(schema: &Schema) -> Vec<String> {
    let types = schema.types().map(|id| format!("{} {:?}", schema[id].name(), schema[id].docs()));
    let combinators = schema.combinators().map(|id| &schema[id]);
    let combinators = combinators.map(|c| {
        format!(
            "{} {:?} {:?}",
            c.name(),
            c.docs(),
            c.fields().iter().map(tl_parser::schema::Field::docs).collect::<Vec<_>>()
        )
    });
    types.chain(combinators).collect()
}

/// Checks that all documentation of layer 82 matches the schema: methods, errors and availability for bots.
#[test]
fn all_names_in_the_documentation_of_layer_82_exist() {
    let Some(shared) = common::shared() else { return };
    let facts: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(shared.join("documented/layer-82.json")).unwrap()).unwrap();
    let functions: serde_json::Map<_, _> = facts["methods"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, method)| {
            let errors = method["errors"].as_array().unwrap().iter();
            let errors: Vec<_> =
                errors.map(|error| serde_json::json!({"code": error[0], "text": error[1]})).collect();
            let availability = if method["bots"] == true { "both" } else { "users" };
            (name.clone(), serde_json::json!({"availability": availability, "errors": errors}))
        })
        .collect();
    let overlay =
        serde_json::json!({"format": "tl-overlay", "version": 1, "functions": functions}).to_string();
    let mut schema = schema(&tl_schemas::find("telegram/82").unwrap().text());
    let (found, sources) = merge(&[("layer-82.json", &overlay)], &mut [&mut schema], &Lints::default());
    assert!(found.is_empty(), "{}", render::short(&found, &sources));
    let known = schema.declared(Category::Function).filter(|&id| schema[id].availability().is_some());
    assert_eq!((known.count(), functions.len()), (269, 269));
    let errors = |name: &str| schema[schema.find_combinators(name)[0]].errors().len();
    assert!(errors("auth.cancelCode") > 0);
    assert!(
        functions.iter().all(|(name, function)| function["errors"].as_array().unwrap().len() == errors(name))
    );
}

#[test]
fn every_code_of_overlays_has_a_fixture() {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/overlay")).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let fixtures: BTreeSet<String> =
        names.filter_map(|name| Some(name.split_once('_')?.0.to_owned())).collect();
    assert!(["TL0605", "TL0606", "TL0607", "TL0803"].iter().all(|code| fixtures.contains(*code)));
}

/// Removes each character of each overlay in turn. Checks that reading does not panic, and that each problem is
/// rendered as one line.
#[test]
fn overlays_without_one_character_are_handled() {
    insta::glob!("fixtures/overlay", "TL*.*", |path| {
        let (name, text) = (path.file_name().unwrap().to_str().unwrap(), fs::read_to_string(path).unwrap());
        for (at, c) in text.char_indices() {
            let text = format!("{}{}", &text[..at], &text[at + c.len_utf8()..]);
            let (found, sources) = merge(&[(name, &text)], &mut [&mut schema(SCHEMA)], &Lints::default());
            assert_eq!(render::short(&found, &sources).lines().count(), found.len());
        }
    });
}

/// Checks that `api-schema.json` of mtcute is read, and that keys that are not documentation are ignored.
#[test]
fn the_form_of_mtcute_is_read() {
    let schema = documented(&[("api-schema.json", include_str!("fixtures/overlay/mtcute.json"))]);
    let find = |name: &str| &schema[schema.find_combinators(name)[0]];
    assert_eq!(schema[schema.find_type("auth.SentCode").unwrap()].docs(), Some("A code"));
    assert_eq!(find("auth.sentCode").docs(), Some("A code that [is sent](https://example.com/codes)"));
    assert_eq!(find("auth.sentCode").fields()[0].docs(), Some("How it came"));
    assert_eq!(find("auth.sendCode").availability(), Some(Availability::Both));
    let cancel = find("auth.cancelCode");
    assert_eq!(cancel.docs(), Some("Takes back what `auth.sendCode` sent.\nSee `a < b`"));
    assert_eq!(cancel.availability(), Some(Availability::Users));
    assert_eq!(cancel.errors(), [error(400, "PHONE_CODE_EXPIRED", Some("It is too late."))]);
}

/// Reads the file whose path is in the environment variable `TL_MTCUTE`, if it is set. Checks that every entry is read,
/// and that the result contains no HTML that rustdoc would interpret.
#[test]
fn the_published_file_of_mtcute_is_read_completely() {
    let Some(path) = std::env::var_os("TL_MTCUTE") else {
        return eprintln!("skipped: TL_MTCUTE is not set");
    };
    let text = fs::read_to_string(path).unwrap();
    let mut schema = schema(&tl_schemas::find("telegram/230").unwrap().text());
    let (found, _) = merge(&[("api-schema.json", &text)], &mut [&mut schema], &Lints::default());
    assert!(!found.has_errors(), "{found:#?}");
    let documented = schema.declared(Category::Function).filter(|&id| schema[id].docs().is_some()).count();
    assert!(documented > 700, "{documented} of {}", schema.declared(Category::Function).count());
    for line in documentation(&schema) {
        assert!(!line.contains("{@link") && !line.contains("</"), "{line}");
    }
}

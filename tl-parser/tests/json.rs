//! Tests of schemas as JSON: a schema that is written can be read again, and errors have positions in the JSON.

#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.
mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use tl_parser::schema::{Category, Dialect, Field, Options, Resolved, Schema};
use tl_parser::wire::Wire;
use tl_parser::{Lints, Severity, SourceMap, codes, docs, json, load, render};

fn schema(name: &str, text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add_schema(name, text).unwrap();
    let Resolved { schema, diagnostics, .. } =
        load(&sources, &Options { lenient: true, ..Options::default() });
    schema.unwrap_or_else(|| panic!("{name}: {}", render::short(&diagnostics, &sources)))
}

/// Returns the whole content of a schema as text, with names instead of indices and without spans.
fn contents(schema: &Schema) -> Vec<String> {
    let types = schema.types().map(|id| &schema[id]);
    let types =
        types.map(|ty| format!("{} {:?} {:?} {:?}", ty.name(), ty.params(), ty.primitive(), ty.docs()));
    let wire = Wire::new(schema);
    let combinators = schema.combinators().map(|id| {
        let combinator = &schema[id];
        let roles = wire[id].fields.iter().map(|field| field.role).collect::<Vec<_>>();
        let docs = combinator.fields().iter().map(Field::docs).collect::<Vec<_>>();
        format!(
            "{:?} {:?} {:?} {:?} {docs:?} {roles:?} {}",
            combinator.computed_ids(),
            combinator.is_predefined(),
            combinator.annotations(),
            combinator.docs(),
            schema.declaration_with_id(id),
        )
    });
    let mut all: Vec<String> = types.chain(combinators).collect();
    all.sort();
    all.push(format!("{:?} {}", schema.layer(), schema.dialect()));
    all.extend(declarations(schema));
    all
}

/// Returns all declarations of the files, constructors first, with ids and layers.
fn declarations(schema: &Schema) -> Vec<String> {
    let declared = [Category::Constructor, Category::Function].into_iter().flat_map(|c| schema.declared(c));
    declared
        .map(|id| (schema.declaration_with_id(id), &schema[id]))
        .map(|(text, c)| format!("{:?} {:08x} {text} {:?}", c.category(), c.id(), c.layer_bar()))
        .collect()
}

#[test]
fn our_form_contains_everything_in_real_schemas() {
    for common::Schema { name, text, .. } in common::corpus() {
        let schema = schema(&name, &text);
        let written = json::own(&schema);
        let again = self::schema("again.json", &written);
        assert_eq!(contents(&again), contents(&schema), "{name}");
        assert_eq!(json::own(&again), written, "{name}");
    }
}

/// Checks that the dialect is stored in the JSON. A reader that had to choose it would choose Telegram's dialect,
/// because all declarations in JSON have written ids, as in Telegram's schemas.
#[test]
fn our_form_keeps_the_dialect() {
    let text = "---functions--- f x:D = D; ---types--- d flags:# x:int = D;";
    let schema = schema("a.tl", text);
    let again = self::schema("a.json", &json::own(&schema));
    assert_eq!(again.chosen_dialect().to_string(), "formal (stored in the JSON schema; no ids are written)");
    assert_eq!(contents(&again), contents(&schema));
    assert_eq!(json::own(&again), json::own(&schema));
    let older = json::own(&schema).replace("  \"dialect\": \"formal\",\n", "");
    assert_eq!(self::schema("a.json", &older).dialect(), Dialect::Telegram);
}

#[test]
fn different_stored_dialects_are_ignored() {
    let mut sources = SourceMap::new();
    for (name, dialect) in [("a", Dialect::Telegram), ("b", Dialect::Formal)] {
        let mut source = SourceMap::new();
        source.add("x.tl", format!("@read {name} = A;")).unwrap();
        let options = Options { dialect: Some(dialect), ..Options::default() };
        let schema = load(&source, &options).schema.unwrap();
        sources.add_schema(format!("{name}.json"), json::own(&schema)).unwrap();
    }
    let chosen = load(&sources, &Options::default()).dialect;
    assert_eq!(chosen.to_string(), "formal (`a` has the annotation `@read`)");
}

/// Checks descriptions of types, constructors, functions and fields. As comments in TL, these descriptions would have
/// another meaning.
#[test]
fn our_form_keeps_annotations_and_any_documentation() {
    let mut schema = schema(
        "a.tl",
        "@read @any number ? = Number; a n:# (x y:int) z:n*[ v:int w:int ] = A; b = B; ---functions--- f x:A = A;",
    );
    for text in [
        "@x is a name",
        "x:int",
        "LAYER 5",
        "--- a",
        "*/ b;",
        "tl: allow(TL0301)",
        "// c",
        " d ",
        "@class A\ne",
    ] {
        let mut overlay = SourceMap::new();
        let entry = serde_json::json!({ "description": text, "fields": { "x": text } });
        let overlay_text = serde_json::json!({
            "format": "tl-overlay", "version": 1,
            "types": { "A": { "description": text }, "Bool": { "description": text } },
            "constructors": { "a": { "description": text, "fields": { "n": text, "y": text, "w": text } } },
            "functions": { "f": entry },
        });
        overlay.add("overlay.json", overlay_text.to_string()).unwrap();
        let found = docs::merge(&overlay, &mut [&mut schema], &Lints::default());
        assert!(found.iter().all(|problem| problem.code.as_str() == "TL0606"), "{found:?}");
        let again = self::schema("a.json", &json::own(&schema));
        assert_eq!(contents(&again), contents(&schema), "{text}");
        assert_eq!(json::own(&again), json::own(&schema), "{text}");
    }
    assert_eq!(schema[schema.find_combinators("number")[0]].annotations(), ["read", "any"]);
}

#[test]
fn an_unknown_dialect_is_an_error() {
    let text = "{\"format\":\"tl\",\"version\":1,\"dialect\":\"latin\"}";
    assert_eq!(problems(text), ["TL0801 1:38 \"latin\""]);
    let text = "{\"format\":\"tl\",\"version\":1,\"dialect\":\"formal\",\"dialect_reason\":\"a\\nb\"}";
    assert_eq!(problems(text), ["TL0801 1:64 \"a\\nb\""]);
}

/// Checks that Telegram's form keeps declarations and their ids. It cannot contain documentation, the layer, or
/// declarations such as `int ? = Int`.
#[test]
fn telegrams_form_contains_the_declarations_of_a_layer() {
    for bundled in ["46", "82", "155", "230"].map(|layer| tl_schemas::find(layer).unwrap()) {
        let schema = schema(bundled.name, &bundled.text());
        let written = json::telegram(&schema).unwrap();
        let again = self::schema("again.json", &written);
        assert_eq!(declarations(&again), declarations(&schema), "{}", bundled.name);
        assert_eq!(json::telegram(&again).unwrap(), written);
    }
}

/// Checks that stored ids do not depend on the dialect, and that a type without values is kept.
#[test]
fn our_form_keeps_ids_and_empty_types() {
    let text = "Empty E; a x:Vector<int> e:E = A; b f:# x:f.0?true = B; @read f x:bytes => A;";
    let mut sources = SourceMap::new();
    sources.add("a.tl", text).unwrap();
    for dialect in [Dialect::Formal, Dialect::Telegram] {
        let options = Options { dialect: Some(dialect), ..Options::default() };
        let schema = load(&sources, &options).schema.unwrap();
        let written = json::own(&schema);
        let again = self::schema("a.json", &written);
        assert_eq!(declarations(&again), declarations(&schema));
        assert!(
            written.contains(&format!(
                "@read f#{:08x} x:bytes = A",
                schema[schema.find_combinators("f")[0]].id()
            ))
        );
    }
    let deep = format!("a x:{}int{} = A;", "Vector<".repeat(60), ">".repeat(60));
    let deep = schema("deep.tl", &deep);
    assert_eq!(json::own(&schema("deep.json", &json::own(&deep))), json::own(&deep));
}

#[test]
fn telegrams_form_keeps_layers() {
    let text = "===8=== a#1 = A; ===17=== a#2 x:int = A; b#3 = B; ---functions--- f#4 = A;";
    let schema = schema("secret.tl", text);
    assert_eq!(
        declarations(&self::schema("a.json", &json::telegram(&schema).unwrap())),
        declarations(&schema)
    );
}

#[test]
fn telegrams_form_is_read_as_telegram_publishes_it() {
    let text = r##"{"constructors":[
        {"id":"-1132882121","predicate":"boolFalse","params":[],"type":"Bool"},
        {"id":481674261,"predicate":"vector","params":[],"type":"Vector t"},
        {"id":"1","predicate":"a","params":[{"name":"flags","type":"#"},
            {"name":"x","type":"flags.0?Vector\u003clong\u003e"}],"type":"A"}],
        "methods":[{"id":"-627372787","method":"invokeWithLayer","params":[{"name":"layer","type":"int"},
            {"name":"query","type":"!X"}],"type":"X"}]}"##;
    let schema = schema("published", text);
    let declared = [
        "Constructor bc799737 boolFalse#bc799737 = Bool None",
        "Constructor 1cb5c415 vector#1cb5c415 {t:Type} # [ t ] = Vector t None",
        "Constructor 00000001 a#00000001 flags:# x:flags.0?Vector<long> = A None",
        "Function da9b0d0d invokeWithLayer#da9b0d0d {X:Type} layer:int query:!X = X None",
    ];
    assert_eq!(declarations(&schema), declared);
}

#[test]
fn declarations_that_telegrams_form_cannot_contain_are_errors() {
    let mut sources = SourceMap::new();
    let text = "a n:# x:n*[ int ] = A;\nb int = B;\nc {n:#} = C n;\nd {X:Type} x:X = D X;\n---functions---\nf {Y X:Type} q:!X r:!Y = X;";
    sources.add("a.tl", text).unwrap();
    let found = json::telegram(&load(&sources, &Options::default()).schema.unwrap()).unwrap_err();
    let places: Vec<_> = found.iter().map(|problem| sources.position(problem.primary.span).line).collect();
    assert_eq!(places, [1, 2, 3, 6]);
}

/// Checks that built-in declarations are omitted only if every reader of the form predefines them with the same ids.
#[test]
fn telegrams_form_leaves_out_only_usual_built_in_declarations() {
    let mut sources = SourceMap::new();
    let text = "int ? = Int;\nint128 4*[ int ] = Int128;\nlong#22076cba ? = Long;\n\
                uint ? = Uint;\ndouble#00000001 ? = Double;\nsmall ? = Int;\nraw # [ int ] = Object;\na x:int = A;";
    sources.add("a.tl", text).unwrap();
    let found = json::telegram(&load(&sources, &Options::default()).schema.unwrap()).unwrap_err();
    let messages: Vec<_> = found.iter().map(|problem| &*problem.message).collect();
    let refused = ["uint", "double", "small", "raw"];
    assert_eq!(messages, refused.map(|name| format!("Telegram's JSON cannot contain `{name}`")));
}

/// Checks that one wrong entry is one error, even if its type is used often.
#[test]
fn a_wrong_vector_is_one_error() {
    let entry = |at: u32| {
        format!(
            r#"{{"id":"{at}","predicate":"a{at}","params":[{{"name":"x","type":"Vector<Vector<int>>"}},{{"name":"y","type":"vector<int>"}}],"type":"A"}}"#
        )
    };
    let entries: Vec<String> = (0..100).map(entry).collect();
    let vector = r#"{"id":"481674261","predicate":"vector","params":[],"type":"t"}"#;
    let text = format!("{{\"constructors\":[\n{vector},\n{}],\"methods\":[]}}", entries.join(",\n"));
    let mut sources = SourceMap::new();
    sources.add_schema("a.json", text).unwrap();
    let found = load(&sources, &Options::default()).diagnostics;
    let errors: Vec<_> = found.iter().filter(|problem| problem.severity == Severity::Error).collect();
    let [error] = &errors[..] else { panic!("{} errors", errors.len()) };
    let place = sources.position(error.primary.span);
    assert_eq!((error.code.as_str(), place.line, place.column), ("TL0214", 2, 32));
}

/// Returns the code and the position of each error in a text, and the part of the text at this position.
fn problems(text: &str) -> Vec<String> {
    let mut sources = SourceMap::new();
    sources.add_schema("a.json", text).unwrap();
    let found = load(&sources, &Options::default());
    assert_eq!(found.schema.is_some(), !found.diagnostics.has_errors());
    assert_eq!(render::human(&found.diagnostics, &sources, false).is_empty(), found.diagnostics.is_empty());
    let place = |problem: &tl_parser::Diagnostic| {
        let position = sources.position(problem.primary.span);
        let shown = &sources.shown_text(sources.file_of(problem.primary.span))
            [sources.shown_range(problem.primary.span)];
        format!("{} {}:{} {shown}", problem.code, position.line, position.column)
    };
    let errors = found.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(place).collect()
}

#[test]
fn mistakes_have_positions_in_the_json() {
    let entry = |id: &str, name: &str, params: &str, ty: &str| {
        format!(
            "{{\"constructors\":[\n{{\"id\":{id},\"predicate\":{name},\"params\":{params},\"type\":{ty}}}]}}"
        )
    };
    let x = |ty: &str| format!("[{{\"name\":\"x\",\"type\":\"{ty}\"}}]");
    let cases = [
        (entry("\"1\"", "\"a\"", &x("Usr"), "\"A\""), "TL0201 2:57 Usr"),
        (entry("\"1\"", "\"a\"", &x("Vector<"), "\"A\""), "TL0101 2:64 "),
        (entry("\"1\"", "\"a\"", &x("flags.0?int"), "\"A\""), "TL0401 2:57 flags"),
        (entry("\"1\"", "\"a\"", &x("\\u0055sr"), "\"A\""), "TL0201 2:56 \"\\u0055sr\""),
        (entry("\"1\"", "\"a; b\"", "[]", "\"A\""), "TL0801 2:24 a; b"),
        (entry("\"1\"", "\"a\"", &x("int = A; b"), "\"A\""), "TL0801 2:57 int = A; b"),
        (entry("\"x\"", "\"a\"", "[]", "\"A\""), "TL0801 2:7 \"x\""),
        (entry("99999999999", "\"a\"", "[]", "\"A\""), "TL0801 2:7 99999999999"),
        (entry("1", "\"a\"", "[]", "7"), "TL0801 2:44 7"),
        (entry("1", "\"\\ud800\"", "[]", "\"A\""), "TL0801 2:28 "),
        ("{\"constructors\":[\n{\"id\":1,\"params\":[]}]}".to_owned(), "TL0801 2:1 {\"id\":1,\"params\":[]}"),
        ("{\"constructors\":[\n{\"id\" 1}]}".to_owned(), "TL0801 2:7 "),
        ("{\"layer\":1}".to_owned(), "TL0801 1:1 "),
        ("[]".to_owned(), "TL0801 1:1 []"),
        ("{\"constructors\":[[1]]}".to_owned(), "TL0801 1:18 [1]"),
        ("{\"methods\":[{\"id\":1,\"predicate\":\"a\",\"params\":[],\"type\":\"A\"}]}".to_owned(), "TL0801 1:13 {\"id\":1,\"predicate\":\"a\",\"params\":[],\"type\":\"A\"}"),
        ("{\"constructors\":[{\"id\":1,\"predicate\":\"a\",\"params\":[],\"type\":\"A\",\"layer\":\"8\"}]}".to_owned(), "TL0801 1:18 {\"id\":1,\"predicate\":\"a\",\"params\":[],\"type\":\"A\",\"layer\":\"8\"}"),
        ("{\"format\":\"tl\",\"version\":1,\"constructors\":[{\"declaration\":\"Final A\"}]}".to_owned(), "TL0801 1:60 Final A"),
        ("{".to_owned(), "TL0801 1:1 "),
        ("{\"format\":\"tl\",\"version\":2}".to_owned(), "TL0801 1:26 2"),
        ("{\"format\":\"xy\",\"version\":1}".to_owned(), "TL0801 1:11 \"xy\""),
        (
            "{\"format\":\"tl\",\"version\":1,\"constructors\":[{\"declaration\":\"a x:Usr = A\"}]}"
                .to_owned(),
            "TL0201 1:64 Usr",
        ),
        (
            "{\"format\":\"tl\",\"version\":1,\"constructors\":[{\"declaration\":\"a = A; b\"}]}".to_owned(),
            "TL0801 1:60 a = A; b",
        ),
    ];
    let found: Vec<_> = cases.iter().map(|(text, _)| problems(text)).collect();
    let wanted: Vec<_> = cases.iter().map(|(_, problem)| [*problem]).collect();
    assert_eq!(found, wanted);
}

/// Checks that a wrong entry does not prevent errors in other entries from being reported.
#[test]
fn all_mistakes_are_reported() {
    let text = r#"{"constructors":[{"id":"1","predicate":"a","params":[],"type":"A"}, 7,
        {"id":"x","predicate":"b","params":[],"type":"B"}, {"id":"3","predicate":"c","type":"Vector<","params":[]}]}"#;
    assert_eq!(problems(text).len(), 3, "{:?}", problems(text));
}

#[test]
fn hostile_json_is_an_error() {
    let deep = format!("{{\"constructors\":{}", "[".repeat(1_000_000));
    let deep_type = format!(
        "{{\"constructors\":[{{\"id\":1,\"predicate\":\"a\",\"params\":[],\"type\":\"{}\"}}]}}",
        "Vector<".repeat(100_000)
    );
    let long = format!("{{\"constructors\":[{}]}}", vec!["0"; 100_000].join(","));
    for text in
        [deep, deep_type, long, "{\"constructors\":[\u{0}]}".to_owned(), "{\"a\":\"\u{FFFD}".to_owned()]
    {
        assert!(!problems(&text).is_empty());
    }
    let mut sources = SourceMap::new();
    sources.add_schema("a.json", b"{\"constructors\":[\xff]}".to_vec()).unwrap();
    assert!(load(&sources, &Options::default()).diagnostics.has_errors());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Checks that positions in the JSON are on character boundaries, for valid JSON with a few changes.
    #[test]
    fn positions_in_mutated_json_are_valid(
        ours in any::<bool>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(TOKENS), 0..9_usize), 1..6),
    ) {
        let mut text = FORMS[usize::from(ours)].clone();
        for (at, token, removed) in edits {
            let mut at = at.index(text.len() + 1);
            let mut end = (at + removed).min(text.len());
            while !text.is_char_boundary(at) { at -= 1; }
            while !text.is_char_boundary(end) { end += 1; }
            text.replace_range(at..end, token);
        }
        problems(&text);
    }
}

const TOKENS: &[&str] = &[
    "", "\"", "{", "}", "[", "]", ",", ":", "é", "\\u00e9", "\\", "7", "null", "\n", ";", "<", "!X", "=", "x",
];

static FORMS: LazyLock<[String; 2]> = LazyLock::new(|| {
    let text = "// Says é.\na#1 flags:# x:flags.0?Vector<A> = A; ---functions--- /* é */ f {X:Type} y:int // é\nq:!X = X;";
    let schema = schema("a.tl", text);
    [json::telegram(&schema).unwrap(), json::own(&schema)]
});

#[test]
fn problems_read_well() {
    let mut codes = BTreeSet::new();
    insta::glob!("fixtures/json", "*.*", |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let mut sources = SourceMap::new();
        sources.add_schema(name, std::fs::read(path).unwrap()).unwrap();
        let Resolved { schema, mut diagnostics, .. } = load(&sources, &Options::default());
        diagnostics.extend(schema.and_then(|schema| json::telegram(&schema).err()).into_iter().flatten());
        assert!(diagnostics.iter().any(|problem| problem.code.as_str() == &name[..6]), "{diagnostics:?}");
        codes.insert(name[..6].to_owned());
        insta::assert_snapshot!(render::human(&diagnostics, &sources, false));
    });
    // Fixtures of `TL0803` are next to the other fixtures of overlays, because the code is about overlays.
    let explained = codes::all()
        .map(|explained| explained.code.as_str())
        .filter(|code| code.starts_with("TL08") && *code != "TL0803");
    assert!(explained.eq(codes.iter().map(String::as_str)));
}

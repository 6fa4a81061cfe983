//! Tests of documentation pages: their contents, links, tables and examples.
#![allow(
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and prints what is missing"
)]

use std::fs;
use std::path::{Path, PathBuf};

use tl_codegen::Files;
use tl_codegen::docs::{self, Coverage, Example, Examples, FlawKind};
use tl_parser::schema::{Category, CombinatorId, Options, Schema};
use tl_parser::{Lints, SourceMap, load};
use tl_value::{Codec, Text};

const OVERLAY: &str = include_str!("../../examples/overlay.json");
const NASTY: &str = include_str!("fixtures/docs.tl");

/// Resolves one schema from several texts with names.
fn schema(texts: &[(&str, &[u8])]) -> Schema {
    let mut sources = SourceMap::new();
    for (name, text) in texts {
        sources.add(*name, *text).unwrap();
    }
    load(&sources, &Options { lenient: true, ..Options::default() }).schema.unwrap()
}

fn bundled(name: &str) -> Schema {
    schema(&[(name, tl_schemas::find(name).unwrap().text().as_bytes())])
}

fn documented_layer_82() -> Schema {
    let mut schema = bundled("telegram/82");
    let mut overlays = SourceMap::new();
    overlays.add("overlay.json", OVERLAY).unwrap();
    let found = tl_parser::docs::merge(&overlays, &mut [&mut schema], &Lints::default());
    assert!(found.is_empty(), "{found:?}");
    schema
}

fn pages_of(schema: &Schema, title: &str) -> Files {
    docs::generate(schema, title).unwrap()
}

#[track_caller]
fn page<'f>(files: &'f Files, path: &str) -> &'f str {
    files.get(&format!("src/{path}.md")).unwrap_or_else(|| panic!("the page {path} does not exist"))
}

fn functions(schema: &Schema) -> impl Iterator<Item = CombinatorId> {
    schema.declared(Category::Function)
}

fn example(schema: &Schema, name: &str) -> Example {
    Examples::new(schema).of(schema.find_combinators(name)[0]).unwrap()
}

#[test]
fn pages_of_methods_types_and_constructors_have_the_expected_texts() {
    let files = pages_of(&documented_layer_82(), "Layer 82");
    insta::assert_snapshot!("cancel_code", page(&files, "methods/auth.cancelCode"));
    insta::assert_snapshot!("code_type", page(&files, "types/auth.CodeType"));
    insta::assert_snapshot!("sent_code", page(&files, "constructors/auth.sentCode"));
    insta::assert_snapshot!("invoke_with_layer", page(&files, "methods/invokeWithLayer"));
}

/// Checks the files that mdBook needs, and the page on which the book begins.
#[test]
fn the_pages_are_a_book() {
    let files = pages_of(&schema(&[("a.tl", NASTY.as_bytes())]), "\"A\" \\ book");
    insta::assert_snapshot!("book", files.get("book.toml").unwrap());
    insta::assert_snapshot!("summary", page(&files, "SUMMARY"));
    insta::assert_snapshot!("home", page(&files, "index"));
    assert!(files.get("tables.css").is_some());
}

#[test]
fn text_of_comments_is_never_markdown() {
    let files = pages_of(&schema(&[("a.tl", NASTY.as_bytes())]), "*A* | [book](x.md)");
    assert_eq!(docs::check(&files), []);
    insta::assert_snapshot!("nasty", page(&files, "constructors/a_b"));
    insta::assert_snapshot!("nasty_list", page(&files, "constructors/index"));
}

/// Checks descriptions in an overlay. They may contain any characters, as comments may.
#[test]
fn text_of_overlays_is_never_markdown() {
    let mut schema = schema(&[("a.tl", b"a = A; ---functions--- f x:int = A;")]);
    let mut overlays = SourceMap::new();
    let overlay = r##"{"format": "tl-overlay", "version": 1, "types": {"A": {"description": "| a |\n| --- |\n"}},
        "functions": {"f": {"description": "# a\n\n```\n[x](y.md)", "fields": {"x": "a | `b|c`\r\n\td"}, "errors": [
            {"code": -1, "text": "A|B", "description": "| [x](y.md) |"}, {"code": 2, "text": "`C|D` [E](f.md)\n| G"}
        ]}}}"##;
    overlays.add("overlay.json", overlay).unwrap();
    let found = tl_parser::docs::merge(&overlays, &mut [&mut schema], &Lints::default());
    assert!(found.is_empty(), "{found:?}");
    let files = pages_of(&schema, "A");
    assert_eq!(docs::check(&files), []);
    let text = page(&files, "methods/f");
    insta::assert_snapshot!("overlay", text.split_once("## Example").unwrap().0);
}

/// Checks that the paths of all pages differ, even if case is ignored. mdBook treats `readme` as `index`.
#[test]
fn names_never_collide() {
    let files = pages_of(&schema(&[("a.tl", NASTY.as_bytes())]), "Names");
    let mut paths: Vec<String> =
        files.iter().map(|(path, _)| path.to_ascii_lowercase().replace("/readme.md", "/index.md")).collect();
    let count = paths.len();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), count);
    for path in
        ["userName", "username-2", "userNAME-3", "index-2", "readme-2", "message-layer-8", "message-layer-17"]
    {
        assert!(page(&files, &format!("constructors/{path}")).len() > 100);
    }
    assert!(page(&files, "constructors/ab").contains("\n# ab\n"));
    assert!(page(&files, "constructors/aB-2").contains("\n# Constructors of aB\n"));
    assert!(page(&files, "constructors/ab-3").contains("\n# Constructors of ab\n"));
    assert!(page(&files, "constructors/message-layer-8").contains("\n# message (layer 8)\n"));
    assert!(
        page(&files, "types/Message").contains("[`message (layer 17)`](../constructors/message-layer-17.md)")
    );
}

/// Checks that the page calls a mask computed and its other bits optional, and that the examples in JSON and Rust leave
/// out the mask.
#[test]
fn masks_are_left_out_of_examples_and_other_bits_are_optional() {
    let schema = schema(&[("a.tl", b"---functions---\nlookup mode:# id:int lt:mode.1?long = Bool;")]);
    let files = pages_of(&schema, "Masks");
    let lookup = page(&files, "methods/lookup");
    assert!(lookup.contains("| computed; other bits optional |"), "{lookup}");
    let example = example(&schema, "lookup");
    assert!(example.json.contains(r#""_": "lookup""#) && !example.json.contains("mode"), "{}", example.json);
    let rust = example.rust.unwrap();
    assert!(rust.contains("..functions::Lookup::new(1234)") && !rust.contains("mode"), "{rust}");
}

/// Checks examples in JSON, PHP and Lua. Names that are keywords are quoted if the language requires it, the counts `n`
/// and `m` are left out, and `ab.loop` has no example because its parameter has no finite value.
#[test]
fn examples_with_unusual_names_and_types_are_valid() {
    let schema = schema(&[("a.tl", NASTY.as_bytes())]);
    let Example { json, parameters, php, lua, .. } = example(&schema, "ab.end");
    assert_eq!(json, r#"{"_": "ab.end", "end": "end", "repeat": 1}"#);
    assert_eq!(parameters.unwrap(), r#"{"end": "end", "repeat": 1}"#);
    assert_eq!(call(&php), "$Bool = $MadelineProto->ab->end(['end' => 'end', 'repeat' => 1]);");
    assert_eq!(lua, "Bool = ab['end']({['end']='end', ['repeat']=1})");
    let Example { json, php, lua, .. } = example(&schema, "end");
    assert_eq!(
        (&*json, call(&php), &*lua),
        (r#"{"_": "end"}"#, "$Vector_of_ab_C = $MadelineProto->end();", "Vector_of_ab_C = _G['end']({})")
    );
    assert_eq!(
        example(&schema, "ab.points").json,
        r#"{"_": "ab.points", "points": [{"x": 1, "y": 1}], "ids": [1234]}"#
    );
    let Example { parameters, php, .. } = example(&schema, "ab.wide");
    insta::assert_snapshot!("wide_php", php);
    insta::assert_snapshot!("wide_parameters", parameters.unwrap());
    let Example { json, bytes, php, lua, .. } = example(&schema, "a_b");
    assert_eq!(
        (&*json, &*php, &*lua),
        (
            r#"{"_": "a_b", "end": "end"}"#,
            "$a_b = ['_' => 'a_b', 'end' => 'end'];",
            "a_b = {_='a_b', ['end']='end'}"
        )
    );
    assert_eq!(bytes[4..], *b"\x01\0\0\0\x03end");
    let of_loop = schema.find_combinators("ab.loop")[0];
    assert_eq!(Examples::new(&schema).of(of_loop), None);
    assert!(!page(&pages_of(&schema, ""), "methods/ab.loop").contains("## Example"));
}

/// Returns the last statement of a program in PHP.
fn call(php: &str) -> &str {
    assert!(php.starts_with("<?php\n"), "{php}");
    php.rsplit_once("\n\n").unwrap().1
}

/// Checks the parameters of a call with MadelineProto: a `long` is a number, `bytes` are an object, and a `random_id`
/// of type `long` is left out, because MadelineProto chooses it.
#[test]
fn parameters_have_the_form_that_madeline_expects() {
    let text = "---functions---
        one random_id:long user_id:long hash:bytes nonce:int128 = Bool;
        many id:Vector<int> random_id:Vector<long> = Bool;
        other random_id:bytes = Bool;\n";
    let schema = schema(&[("a.tl", text.as_bytes())]);
    let parameters = |name: &str| example(&schema, name).parameters.unwrap();
    insta::assert_snapshot!(parameters("one"), @r#"
    {
        "user_id": 123456789,
        "hash": {"_": "bytes", "bytes": "MGhNeVB3R29DaVNmRWpEbFVhT0lxN1ZkMm1YazladFI="},
        "nonce": "QjBoTXlQd0dvQ2lTZkVqRA=="
    }
    "#);
    assert_eq!(parameters("many"), r#"{"id": [1234]}"#);
    assert_eq!(call(&example(&schema, "many").php), "$Bool = $MadelineProto->many(['id' => [1234]]);");
    assert!(example(&schema, "many").json.contains("random_id"));
    assert!(parameters("other").contains("random_id"));
}

/// Checks the examples of constructors in Rust. The value is an enum variant if its type has several constructors, and
/// a struct otherwise. It is encoded only if clients can encode its type.
#[test]
fn an_example_of_a_constructor_is_a_value_of_its_type() {
    let rust = |name: &str| example(&bundled("telegram/82"), name).rust.unwrap();
    insta::assert_snapshot!(rust("inputPeerUser"), @r"
    let value = enums::InputPeer::User(types::InputPeerUser {
        user_id: 123456789,
        access_hash: 8213746980135724,
    });
    let bytes = value.to_bytes()?;
    ");
    insta::assert_snapshot!(rust("inputEncryptedChat"), @r"
    let value = types::InputEncryptedChat {
        chat_id: 123456789,
        access_hash: 8213746980135724,
    };
    let bytes = value.to_bytes()?;
    ");
    insta::assert_snapshot!(rust("highScore"), @"let value = types::HighScore { pos: 1, user_id: 123456789, score: 100 };");
    let Example { json, php, lua, rust, .. } = example(&bundled("telegram/82"), "boolFalse");
    assert_eq!([&*json, &*php, &*lua], ["false", "$boolFalse = false;", "boolFalse = false"]);
    assert_eq!(rust.unwrap(), "let value = false;\nlet bytes = value.to_bytes()?;");
}

/// Checks that `objects` has no example in Rust, because no short expression creates an `Object` in a vector, and that
/// `points` and `ping` have one.
#[test]
fn an_example_is_in_rust_if_rust_can_express_it() {
    let text = "---functions---\nobjects objects:Vector<Object> = Bool;\n\
                points n:# points:n*[ x:int y:int ] = Bool;\nping id:long = Bool;\n";
    let schema = schema(&[("a.tl", text.as_bytes())]);
    assert_eq!(example(&schema, "objects").rust, None);
    let rust = example(&schema, "points").rust.unwrap();
    assert!(rust.contains("points: vec![functions::PointsPoints { x: 1, y: 1 }]"), "{rust}");
    let rust = example(&schema, "ping").rust.unwrap();
    assert!(rust.starts_with("let request = functions::Ping { id: 5380146297415806 };"), "{rust}");
}

/// Checks that the example sets the first optional parameter and its bit of `flags`.
#[test]
fn an_example_has_one_optional_parameter() {
    let example = example(&bundled("telegram/82"), "messages.sendMessage");
    insta::assert_snapshot!("send_message", example.rust.unwrap());
    assert_eq!(example.bytes[4..8], [2, 0, 0, 0]);
}

/// Checks that the page of every method has an example, that its bytes are the encoded JSON, and that decoding the
/// bytes returns the same JSON. Returns the number of examples.
fn check_examples(name: &str, schema: &Schema, files: &Files) -> usize {
    let codec = Codec::new(schema);
    let mut checked = 0;
    for id in functions(schema) {
        let text = page(files, &format!("methods/{}", schema[id].name()));
        let block = |language: &str| {
            let (_, rest) =
                text.split_once(&format!("```{language}\n")).unwrap_or_else(|| panic!("{name}: {text}"));
            rest.split_once("\n```").unwrap().0
        };
        let (json, bytes) = (block("json"), Text::Hex.read(block("text")).unwrap());
        assert_eq!(codec.encode(json, None).unwrap(), bytes, "{name}: {json}");
        assert_eq!(bytes[..4], schema[id].id().to_le_bytes());
        // If several declarations have the same id, the bytes may be decoded as another declaration.
        if schema.combinators().filter(|&other| schema[other].id() == schema[id].id()).count() == 1 {
            let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
            assert_eq!(value(&codec.decode(&bytes, None).unwrap()), value(json), "{name}");
        }
        assert!(block("php").contains("$MadelineProto->") && block("lua").contains("({"));
        checked += 1;
    }
    checked
}

/// Checks the examples of constructors: their bytes are the encoded JSON, and decoding the bytes returns the same JSON.
/// Returns the number of examples.
fn check_values(name: &str, schema: &Schema) -> usize {
    let (codec, examples) = (Codec::new(schema), Examples::new(schema));
    let mut checked = 0;
    for id in schema.declared(Category::Constructor) {
        let Some(Example { json, bytes, php, lua, .. }) = examples.of(id) else { continue };
        assert_eq!(codec.encode(&json, None).unwrap(), bytes, "{name}: {json}");
        assert_eq!(bytes[..4], schema[id].id().to_le_bytes());
        if schema.combinators().filter(|&other| schema[other].id() == schema[id].id()).count() == 1 {
            let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
            assert_eq!(value(&codec.decode(&bytes, None).unwrap()), value(&json), "{name}");
        }
        assert!(php.starts_with('$') && php.ends_with(';') && lua.contains(" = "), "{php} {lua}");
        checked += 1;
    }
    checked
}

/// Checks the declaration on each page, which is in `<code>`. Without its links, it must be equal to the declaration in
/// the schema.
fn check_declarations(schema: &Schema, files: &Files) {
    let declared = [Category::Constructor, Category::Function].map(|category| schema.declared(category));
    for id in declared.into_iter().flatten() {
        let combinator = &schema[id];
        let folder = if combinator.category() == Category::Function { "methods" } else { "constructors" };
        let text = page(files, &format!("{folder}/{}", combinator.name()));
        let (_, rest) = text.split_once("<code>").unwrap();
        let linked = rest.split_once("</code>").unwrap().0;
        assert_eq!(without_links(linked), schema.declaration_with_id(id));
    }
}

/// Removes the links and the escapes from Markdown.
fn without_links(markdown: &str) -> String {
    // A bracket that is not part of a link is preceded by a backslash.
    let mut pieces = markdown.split("](");
    let mut text = pieces.next().unwrap().to_owned();
    for piece in pieces {
        text += piece.split_once(')').unwrap().1;
    }
    let brackets = text.replace("\\[", "\u{1}").replace("\\]", "\u{2}").replace(['[', '\\'], "");
    brackets.replace('\u{1}', "[").replace('\u{2}', "]")
}

#[test]
fn every_method_of_a_layer_has_a_correct_example_and_declaration() {
    for (name, methods, values) in [("telegram/82", 269, 659), ("telegram/230", 850, 1703)] {
        let schema = bundled(name);
        let files = pages_of(&schema, name);
        assert_eq!(docs::check(&files), []);
        assert_eq!(check_examples(name, &schema, &files), methods);
        assert_eq!(check_values(name, &schema), values);
        assert_eq!(
            schema.declared(Category::Constructor).count(),
            values + 1,
            "only `vector` has no example"
        );
        let rust = files.iter().filter(|(_, text)| text.contains("```rust\n")).count();
        assert_eq!(rust, methods + values, "{name}");
        if name == "telegram/82" {
            check_declarations(&schema, &files);
        }
    }
}

#[test]
fn published_schemas_have_no_broken_pages() {
    let Some(shared) = std::env::var_os("TL_CORPUS") else {
        return eprintln!("TL_CORPUS is not set, so the pages of published schemas were not checked");
    };
    let owners = fs::read_dir(Path::new(&shared).join("corpus")).unwrap();
    let files = owners.flat_map(|owner| fs::read_dir(owner.unwrap().path()).unwrap());
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension() == Some("tl".as_ref()));
    let (mut pages, mut methods, mut values) = (0, 0, 0);
    for path in &paths {
        let name = path.display().to_string();
        let mut texts = vec![(&*name, fs::read(path).unwrap())];
        if path.ends_with("statshouse-engine.tl") {
            texts.push(("common", fs::read(path.with_file_name("statshouse-common.tl")).unwrap()));
        }
        let texts: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (*name, text.as_slice())).collect();
        let schema = schema(&texts);
        let files = pages_of(&schema, &name);
        assert_eq!(docs::check(&files), [], "{name}");
        pages += files.len();
        methods += check_examples(&name, &schema, &files);
        values += check_values(&name, &schema);
    }
    // If there are fewer files or pages, files are missing in the folder.
    assert!(paths.len() >= 27 && pages > 30_000, "{} {pages}", paths.len());
    assert!(methods > 7_000 && values > 15_000, "{methods} {values}");
}

#[test]
fn flaws_that_are_added_to_a_page_are_found() {
    let files = pages_of(&documented_layer_82(), "Layer 82");
    let path = "src/methods/auth.cancelCode.md";
    let text = files.get(path).unwrap();
    let flaws = |from: &str, to: &str| -> Vec<FlawKind> {
        assert!(text.contains(from), "{from}");
        let mut files = files.clone();
        files.insert(path, text.replacen(from, to, 1));
        let flaws = docs::check(&files);
        assert!(flaws.iter().all(|flaw| flaw.path == path));
        flaws.into_iter().map(|flaw| flaw.kind).collect()
    };
    assert_eq!(
        flaws("types/Bool.md", "types/bool.md"),
        [FlawKind::BrokenLink("../types/bool.md".to_owned())]
    );
    assert_eq!(flaws("#string", "#text"), [FlawKind::BrokenAnchor("../built-in.md#text".to_owned())]);
    assert_eq!(flaws("| yes |", "|"), [FlawKind::WrongCells { expected: 4, found: 3 }]);
    assert_eq!(flaws("| yes |", "| yes | no |"), [FlawKind::WrongCells { expected: 4, found: 5 }]);
    assert_eq!(flaws("| 400 |", "\n| 400 |"), [FlawKind::StrayRow]);
}

#[test]
fn the_order_of_files_does_not_change_the_pages() {
    let text = tl_schemas::find("mtproto").unwrap().text();
    let one = [("a.tl", text.as_bytes()), ("b.tl", &b"zz x:int = Zz;"[..])];
    let other = [one[1], one[0]];
    assert_eq!(pages_of(&schema(&one), "A"), pages_of(&schema(&other), "A"));
}

/// Checks that `f` has no example, because all values of its parameter are large, and that `g` has an example. The
/// search for an example of `f` must not take long.
#[test]
fn an_example_is_short_or_absent() {
    let chain = |link: &dyn Fn(usize) -> String| {
        let types: Vec<String> = (1..60).map(link).collect();
        format!("t0 = T0;\n{}\n---functions---\nf x:T59 = T0;\ng x:T3 = T0;", types.join("\n"))
    };
    let wide = chain(&|n| format!("t{n} a:T{0} b:T{0} = T{n};", n - 1));
    let deep = chain(&|n| format!("t{n} a:T{} = T{n};", n - 1));
    let long = "---functions--- f x:4000000000*[ # ] = Bool; g x:2*[ 2*[ # ] ] = Bool;".to_owned();
    for text in [wide, deep, long] {
        let schema = schema(&[("a.tl", text.as_bytes())]);
        let examples = Examples::new(&schema);
        assert_eq!(examples.of(schema.find_combinators("f")[0]), None);
        assert!(examples.of(schema.find_combinators("g")[0]).is_some());
    }
}

#[test]
fn coverage_lists_items_without_description() {
    let coverage = Coverage::new(&documented_layer_82());
    let of = |noun: &str| coverage.groups.iter().find(|group| group.noun == noun).unwrap();
    assert_eq!((of("methods").total, of("methods").missing.len()), (269, 268));
    assert!(!of("methods").missing.contains(&"auth.cancelCode".to_owned()));
    let parameters = &of("parameters").missing;
    assert!(!parameters.iter().any(|name| name.starts_with("auth.cancelCode ")));
    assert!(parameters.contains(&"messages.sendMessage peer".to_owned()));
    assert!(
        !parameters.contains(&"messages.sendMessage flags".to_owned()),
        "`flags` is computed and needs no description"
    );
    assert_eq!((of("errors").total, of("errors").missing.len()), (2, 0));
    let described = "// T\na x:int // X\n= A;\n// B\nb = B;\nc = B;";
    insta::assert_snapshot!(Coverage::new(&schema(&[("a.tl", described.as_bytes())])), @r"
    constructors: 2 of 3 described; these are not:
      c
    fields: 1 of 1 described
    types: 1 of 2 described; these are not:
      B
    ");
}

/// Checks names that are reserved for devices on Windows, with and without an extension, and names that differ only in
/// case.
#[test]
fn names_of_pages_are_valid_on_windows() {
    let text = "con x:int = Con; con.a = con.A; nul.aB = nul.B; nul.ab = nul.B; com1 = aux.Com1;";
    let files = pages_of(&schema(&[("a.tl", text.as_bytes())]), "A");
    let mut lower = std::collections::HashSet::new();
    for (path, _) in files.iter() {
        assert!(lower.insert(path.to_lowercase()), "{path} differs from another only in case");
        for name in path.split('/') {
            let stem = name.split('.').next().unwrap().to_lowercase();
            assert!(!["con", "nul", "aux", "com1"].contains(&&*stem), "{path}");
        }
    }
    assert_eq!(docs::check(&files), []);
    assert!(page(&files, "constructors/con-2").contains("\n# con\n"));
    assert!(page(&files, "constructors/con-2.a").contains("\n# con.a\n"));
    assert!(page(&files, "constructors/nul-3.ab").contains("\n# nul.ab\n"));
}

/// Checks the maximum length of names. This maximum is below the limit of file systems, because the file names of the
/// finished book have a longer extension.
#[test]
fn names_that_are_too_long_for_a_page_are_rejected() {
    for (length, is_rejected) in [(250, false), (251, true), (60_000, true)] {
        let name = "n".repeat(length);
        for text in [format!("a = A;\n{name} = A;"), format!("a = A;\nb = N{};", &name[1..])] {
            let result = docs::generate(&schema(&[("a.tl", text.as_bytes())]), "A");
            assert_eq!(result.is_err(), is_rejected, "{length}");
            let Err(problems) = result else { continue };
            let problem = problems.iter().next().unwrap();
            assert_eq!((problem.code.as_str(), problems.len()), ("TL0712", 1));
            assert!(problem.primary.span.start > 6 && problem.message.len() < 100, "{problem:?}");
        }
    }
}

//! Tests of resolving real schemas, and corner cases with known results.
#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.

mod common;

use tl_parser::schema::{Category, Dialect, Options, Resolved, Schema};
use tl_parser::{Severity, SourceMap, load};

fn resolve(files: &[(&str, &str)]) -> (SourceMap, Resolved) {
    let mut sources = SourceMap::new();
    for (name, text) in files {
        sources.add(*name, *text).unwrap();
    }
    let resolved = load(&sources, &Options::default());
    (sources, resolved)
}

/// Returns `line:column code message` for each problem of one severity.
fn problems(sources: &SourceMap, resolved: &Resolved, severity: Severity) -> Vec<String> {
    let found = resolved.diagnostics.iter().filter(|d| d.severity == severity);
    found
        .map(|d| {
            let at = sources.position(d.primary.span);
            format!("{}:{} {} {}", at.line, at.column, d.code, d.message)
        })
        .collect()
}

#[test]
fn a_constructor_result_with_wrong_arguments_is_one_error() {
    let (sources, resolved) = resolve(&[("a.tl", "a {X:Type} x:X = Maybe X; b = Maybe int string 2;")]);
    let errors = problems(&sources, &resolved, Severity::Error);
    assert!(matches!(&*errors, [error] if error.starts_with("1:37 TL0208 ")), "{errors:?}");
}

/// Resolves one schema of the corpus, together with the file that it needs.
fn resolve_real(schema: &common::Schema, all: &[common::Schema]) -> (SourceMap, Resolved) {
    let mut files = vec![(&*schema.name, &*schema.text)];
    if schema.name.ends_with("statshouse-engine.tl") {
        let needed = all.iter().filter(|other| other.name.ends_with("statshouse-common.tl"));
        files.extend(needed.map(|other| (&*other.name, &*other.text)));
    }
    resolve(&files)
}

/// Returns the errors in a published schema.
fn known_errors(name: &str) -> &'static [&'static str] {
    match name {
        "layer-97.tl" => &[
            "2:79 TL0501 `IpPort` has 2 constructors and cannot be used bare",
            "6:1 TL0203 `help.configSimple` is declared twice",
        ],
        "stek29-schema.tl" => &[
            "604:44 TL0210 `!` needs an implicit type argument, and `X` is not one",
            "605:54 TL0210 `!` needs an implicit type argument, and `X` is not one",
            "678:162 TL0210 `!` needs an implicit type argument, and `X` is not one",
            "691:43 TL0210 `!` needs an implicit type argument, and `X` is not one",
            "706:38 TL0210 `!` needs an implicit type argument, and `X` is not one",
        ],
        "tgl-encrypted.tl" => &[
            "20:46 TL0201 type `SendMessageAction` is not defined",
            "28:114 TL0201 type `PhotoSize` is not defined",
            "28:152 TL0201 type `DocumentAttribute` is not defined",
        ],
        "tycho-core.tl" => &[
            "14:48 TL0201 the variable `T` is not declared",
            "18:50 TL0201 the variable `T` is not declared",
            "186:24 TL0201 constructor `blockchain.blockFull` is not defined",
            "221:32 TL0201 type `blockchain.GetZerostateProof` is not defined",
        ],
        "tycho-network.tl" => &[
            "81:19 TL0501 `dht.Key` has 2 constructors and cannot be used bare",
            "215:7 TL0201 type `overlay.PublicEntries` is not defined",
        ],
        _ => &[],
    }
}

/// Returns the number of written ids in a published schema that differ from the computed ids.
fn known_ids(name: &str) -> usize {
    match name {
        "chats-system.tl" => 7,
        "kphp-common.tl" => 9,
        "kphp-crypto.tl" => 29,
        "tgl-encrypted.tl" => 4,
        "tongo-lite_api.tl" => 3,
        _ => 0,
    }
}

#[test]
fn real_schemas_have_the_known_problems() {
    let all = common::corpus();
    for schema in &all {
        let (sources, resolved) = resolve_real(schema, &all);
        let name = schema.name.rsplit('/').next().unwrap();
        let errors = known_errors(name);
        let mut warnings = vec!["TL0302"; known_ids(name)];
        match name {
            "telegram_api.tl" => warnings.extend(["TL0301"; 4]),
            "statshouse-engine.tl" => warnings.push("TL0904"),
            "kphp-crypto.tl" => warnings.insert(25, "TL0913"),
            _ => {}
        }
        assert_eq!(problems(&sources, &resolved, Severity::Error), errors, "{name}");
        let found = resolved.diagnostics.iter().filter(|d| d.severity == Severity::Warning);
        // Third parties write comments in any style, so warnings about their comments are ignored.
        let found = found.filter(|d| !schema.is_third_party() || !d.code.as_str().starts_with("TL06"));
        assert_eq!(found.map(|d| d.code.as_str()).collect::<Vec<_>>(), warnings, "{name}");
        assert_eq!(resolved.schema.is_some(), errors.is_empty(), "{name}");
    }
}

#[test]
fn real_schemas_keep_every_declaration_and_its_ids() {
    let all = common::corpus();
    for file in &all {
        let (_, resolved) = resolve_real(file, &all);
        let Some(schema) = resolved.schema else { continue };
        assert_eq!(schema.dialect(), file.dialect(), "{}", file.name);
        for row in &file.rows {
            let [kind, name, explicit, formal, telegram, ..] = &row[..] else { panic!("{row:?}") };
            let category = if kind == "function" { Category::Function } else { Category::Constructor };
            let id = match (&**explicit, file.dialect()) {
                ("-", Dialect::Telegram) => telegram,
                ("-", Dialect::Formal) => formal,
                (explicit, _) => explicit,
            };
            let found = schema.find_combinators(name).iter().map(|&c| &schema[c]);
            let mut same = found.filter(|c| c.category() == category && format!("{:08x}", c.id()) == *id);
            assert!(same.next().is_some(), "{}: {row:?}", file.name);
        }
    }
}

#[test]
fn the_layer_is_read_from_a_comment() {
    for file in common::corpus() {
        let layer = file.text.lines().find_map(|line| line.strip_prefix("// LAYER ")?.trim().parse().ok());
        let (_, resolved) = resolve(&[(&file.name, &file.text)]);
        if let Some(schema) = resolved.schema {
            assert_eq!(schema.layer(), layer, "{}", file.name);
        }
    }
}

#[test]
fn corner_cases_have_the_expected_results() {
    let Some(cases) = common::corner_cases() else { return };
    let mut wrong = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let (sources, resolved) = resolve(&[("case.tl", case["text"].as_str().unwrap())]);
        let errors = problems(&sources, &resolved, Severity::Error);
        let wanted = (case["accept"] == false).then(|| format!("{}:{} ", case["line"], case["col"]));
        let right = match &wanted {
            None => errors.is_empty(),
            Some(place) => errors.first().is_some_and(|first| first.starts_with(place)),
        };
        if !right || errors.len() > 1 {
            wrong.push(format!(
                "{} {}: {} wants {wanted:?}, has {errors:?}",
                case["n"], case["title"], case["text"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Checks that types and their constructors refer to each other.
fn check_references(schema: &Schema) {
    for ty in schema.types() {
        for &constructor in schema[ty].constructors() {
            assert_eq!(schema.type_of(constructor), Some(ty));
        }
        assert_eq!(schema.find_type(schema[ty].name()), Some(ty));
    }
}

#[test]
fn types_and_constructors_refer_to_each_other() {
    let all = common::corpus();
    for file in &all {
        if let (_, Resolved { schema: Some(schema), .. }) = resolve_real(file, &all) {
            check_references(&schema);
        }
    }
}

/// Checks mistakes that other tools ignore, leave to rustc, or stop at. All of them are found in one run.
#[test]
fn mistakes_that_other_tools_miss_are_found_in_one_run() {
    let text = "\
user id:long = User
chat id:long = Chat;
user id:long name:string = User;
a flags:# x:flags.99?int = A;
b x:Usr = B;
auth.cancelCode#1f040579 phone_number:string phone_code_hash:string = Bool;
c x:int, y:int = C;
d x:flags.0?int flags:# = D;
e x:int x:long = E;
f x:Vector<int = F;
g x:%Bool = G;
h#123456789 x:int = H;
i x:Vector<int,int> = I;
---method---
j x:int = J;
/* never closed";
    let (sources, _) = common::one_file("api.tl", text);
    let found = load(&sources, &Options::default()).diagnostics;
    let places: Vec<_> = found
        .iter()
        .map(|problem| {
            let position = sources.position(problem.primary.span);
            (problem.code.as_str(), position.line, position.column)
        })
        .collect();
    let expected = [
        ("TL0102", 1, 20),
        ("TL0203", 3, 1),
        ("TL0402", 4, 13),
        ("TL0201", 5, 5),
        ("TL0302", 6, 16),
        ("TL0112", 7, 8),
        ("TL0401", 8, 5),
        ("TL0204", 9, 9),
        ("TL0101", 10, 16),
        ("TL0501", 11, 6),
        ("TL0103", 12, 2),
        ("TL0205", 13, 5),
        ("TL0107", 14, 1),
        ("TL0109", 16, 1),
    ];
    assert_eq!(places, expected);
}

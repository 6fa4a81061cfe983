//! Tests of the index of the search.
#![cfg(feature = "json")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use tl_parser::docs::merge;
use tl_parser::schema::{Category, Field, Schema};
use tl_parser::{Lints, SourceMap};

use super::{DIGITS, ENDS, digits, digits_of_id, index, script};
use crate::docs::site::Site;

/// Maximum size of the index of layer 230, in bytes after `gzip -9`. The schema lists no errors of methods. An index
/// with such errors may have up to 70 kB.
const MAX_SIZE: usize = 50_000;

/// Names and titles of pages that exist only in HTML.
const OTHERS: [(&str, &str); 1] = [("bytes", "Bytes")];

/// Error texts. Most of them would end a string, a script or a line of the index if they were not escaped.
const TEXTS: [&str; 8] = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\"); alert(1); (\"",
    "\\",
    "a\n\nb\tc\r",
    "\u{2028}\u{2029}\u{feff}\0\u{7f}\u{85}",
    "é`${alert(1)}`'",
    "FLOOD_WAIT_%d",
];

fn layer_230() -> Schema {
    let text = tl_schemas::find("telegram/230").unwrap().text();
    Schema::parse("api.tl", text.as_bytes()).unwrap()
}

fn index_of(schema: &Schema) -> String {
    index(&Site::new(schema, "A"), &OTHERS)
}

/// Returns the text that a browser passes to `tlSearch.load`.
fn loaded(script: &str) -> String {
    let literal = script.strip_prefix("tlSearch.load(").unwrap().strip_suffix(");\n").unwrap();
    assert!(!script.contains('<') && !script.trim_end().contains(|c: char| c.is_control()), "{script}");
    assert!(!script.contains(['\u{2028}', '\u{2029}', '\u{feff}']), "{script}");
    serde_json::from_str(literal).unwrap()
}

/// Returns the lines of each section of an index. The bytes that lines share with the lines before them are restored.
fn sections(index: &str) -> Vec<Vec<String>> {
    let sections: Vec<Vec<&str>> = index.split("\n\n").map(|section| section.lines().collect()).collect();
    assert_eq!(sections.len(), 8, "{index}");
    let is_coded = |at| ![3, 5].contains(&at);
    sections
        .into_iter()
        .enumerate()
        .map(
            |(at, lines)| {
                if is_coded(at) { decoded(&lines) } else { lines.into_iter().map(str::to_owned).collect() }
            },
        )
        .collect()
}

fn decoded(lines: &[&str]) -> Vec<String> {
    let mut before = String::new();
    let line = |line: &&str| {
        before = format!("{}{}", &before[..value(line.as_bytes()[0])], &line[1..]);
        before.clone()
    };
    lines.iter().map(line).collect()
}

fn value(digit: u8) -> usize {
    DIGITS.iter().position(|&c| c == digit).unwrap()
}

fn numbers(line: &str) -> Vec<usize> {
    let (mut found, mut next, mut low) = (Vec::new(), 0, Vec::new());
    for value in line.bytes().map(value) {
        if value >= ENDS {
            low.push(value);
            continue;
        }
        let distance = low.drain(..).rev().fold(value, |high, low| high * (DIGITS.len() - ENDS) + low);
        found.push(next + distance);
        next += distance + 1;
    }
    found
}

fn id(digits: &[u8]) -> usize {
    digits.iter().rev().fold(0, |high, &digit| high * DIGITS.len() + value(digit))
}

#[test]
fn the_index_of_layer_230_is_small() {
    let script = script(&Site::new(&layer_230(), "A"), &OTHERS);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(script.as_bytes()).unwrap();
    let size = encoder.finish().unwrap().len();
    assert!(size <= MAX_SIZE, "{size}");
}

#[test]
fn the_index_contains_all_names_ids_and_fields() {
    let schema = layer_230();
    let text = index_of(&schema);
    assert_eq!(loaded(&script(&Site::new(&schema, "A"), &OTHERS)), text);
    let sections = sections(&text);
    let names = |category| {
        let mut names: Vec<&str> = schema.declared(category).map(|id| schema[id].name()).collect();
        names.sort_unstable();
        names
    };
    assert_eq!(sections[0], names(Category::Function));
    assert_eq!(sections[1], names(Category::Constructor));
    assert!(sections[2].iter().any(|name| name == "InputPeer"));
    let combinators: Vec<&String> = sections[0].iter().chain(&sections[1]).collect();
    let mut fields = vec![Vec::new(); combinators.len()];
    for (name, line) in sections[4].iter().zip(&sections[5]) {
        numbers(line).into_iter().for_each(|number| fields[number].push(name.as_str()));
    }
    for (number, name) in combinators.into_iter().enumerate() {
        let combinator = &schema[schema.find_combinators(name)[0]];
        let id = id(&sections[3][0].as_bytes()[5 * number..][..5]);
        assert_eq!(id, combinator.id() as usize, "{name}");
        let mut expected: Vec<&str> = combinator.fields().iter().filter_map(Field::name).collect();
        expected.sort_unstable();
        assert_eq!(fields[number], expected, "{name}");
    }
}

#[test]
fn lists_and_other_pages_are_in_the_index() {
    let sections = sections(&index_of(&layer_230()));
    assert_eq!(
        sections[7],
        [
            "methods\tMethods",
            "constructors\tConstructors",
            "types\tTypes",
            "built-in\tBuilt-in types",
            "bytes\tBytes"
        ]
    );
}

#[test]
fn numbers_have_few_digits() {
    for number in [0, 59, 60, 88, 89, 1799, 1800, 1_000_000] {
        assert_eq!(numbers(&digits(number)), [number]);
    }
    assert_eq!([59, 60, 1799, 1800].map(|number| digits(number).len()), [1, 2, 2, 3]);
    assert_eq!(id(digits_of_id(u32::MAX).as_bytes()), u32::MAX as usize);
}

#[test]
fn file_names_that_follow_from_names_are_left_out() {
    let schema = "
        user = user.User; user2 = User; aux = Aux; secret a:int = Secret;
        ---functions---
        getUser = User; getuser = User; index = User;";
    let schema = Schema::parse("a.tl", schema).unwrap();
    let sections = sections(&index_of(&schema));
    assert_eq!(sections[0], ["getUser", "getuser\t\tgetuser-2", "index\t\tindex-2"]);
    assert_eq!(sections[2], ["Aux\t\tAux-2", "Secret", "User", "user.User"]);
}

#[test]
fn error_texts_are_escaped() {
    let mut schema = Schema::parse("a.tl", "---functions--- a.b#1 = Bool; c.d#2 e:int = Bool;").unwrap();
    let errors = |code| TEXTS.map(|text| json!({"code": code, "text": text})).to_vec();
    let overlay = json!({
        "format": "tl-overlay", "version": 1,
        "functions": {"a.b": {"errors": errors(400)}, "c.d": {"errors": errors(403)}},
    });
    let mut overlays = SourceMap::new();
    overlays.add("overlay.json", overlay.to_string()).unwrap();
    assert!(merge(&overlays, &mut [&mut schema], &Lints::default()).is_empty());
    let text = index_of(&schema);
    assert_eq!(loaded(&script(&Site::new(&schema, "A"), &OTHERS)), text);
    let sections = sections(&text);
    assert_eq!(sections[6].len(), TEXTS.len(), "{text}");
    for error in &sections[6] {
        assert!(error.ends_with("\t400, 403") && error.matches('\t').count() == 1, "{error}");
    }
}

//! Checks that Rust can be generated from published schemas, except those with known mistakes or number parameters.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and prints what is missing"
)]

use std::path::Path;
use std::{fs, thread};

use tl_codegen::rust::{Config, Location, generate};
use tl_parser::schema::Options;
use tl_parser::{SourceMap, load};

/// Schemas that are rejected, with the reasons.
const REFUSED: [&str; 5] = [
    "telegram/layer-97.tl",    // two mistakes in the schema
    "vk/cases.tl",             // types that take numbers
    "vk/goldmaster.tl",        // types that take numbers
    "vk/statshouse-common.tl", // types that take numbers
    "vk/statshouse-engine.tl", // needs statshouse-common
];

/// Layers that contain mistakes.
const MISTAKEN: [u32; 5] = [65, 81, 97, 98, 100];

/// Checks that Rust is generated from `text`.
fn assert_generates(name: &str, text: impl Into<Vec<u8>>) {
    let config = Config { format: false, ..Config::default() };
    let mut sources = SourceMap::new();
    sources.add(name, text).unwrap();
    let schema = load(&sources, &Options::default()).schema.unwrap();
    let files = generate(&schema, &config, Location::Directory);
    assert!(files.is_ok(), "{name}: {}", files.unwrap_err());
}

#[test]
fn every_bundled_schema_without_mistakes_generates() {
    let is_right = |schema: &&tl_schemas::Schema| schema.layer.is_none_or(|layer| !MISTAKEN.contains(&layer));
    let schemas: Vec<_> = tl_schemas::ALL.iter().filter(is_right).collect();
    assert!(schemas.len() >= 112);
    let [one, other] = [0, 1].map(|first| schemas.iter().skip(first).step_by(2));
    thread::scope(|scope| {
        for half in [one, other] {
            scope.spawn(|| half.for_each(|schema| assert_generates(schema.name, schema.text().into_owned())));
        }
    });
}

#[test]
fn published_schemas_generate() {
    let Some(shared) = std::env::var_os("TL_CORPUS") else {
        eprintln!("TL_CORPUS is not set: no published schema was generated");
        return;
    };
    let mut generated = 0;
    for family in ["tdlib", "telegram", "ton", "vk"] {
        for entry in fs::read_dir(Path::new(&shared).join("corpus").join(family)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{family}/{}", path.file_name().unwrap().to_str().unwrap());
            if name.ends_with(".tl") && !REFUSED.contains(&name.as_str()) {
                assert_generates(&name, fs::read(&path).unwrap());
                generated += 1;
            }
        }
    }
    assert_eq!(generated, 22);
}

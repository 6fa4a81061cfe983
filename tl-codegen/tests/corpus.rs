//! Checks that Rust can be generated from every declaration of published schemas, except schemas with known mistakes.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and prints what is missing"
)]

use std::path::Path;
use std::{fs, thread};

use tl_codegen::rust::{Config, Location, Role, generate};
use tl_parser::schema::Options;
use tl_parser::{SourceMap, load};

/// Schemas that are rejected, with the reasons.
const REFUSED: [&str; 6] = [
    "telegram/layer-97.tl",    // two mistakes in the schema
    "others/stek29-schema.tl", // functions without the declaration of their type variable
    "others/tgl-encrypted.tl", // three types that are not declared
    "others/tycho-core.tl",    // names that are not declared
    "others/tycho-network.tl", // a type that is not declared
    "vk/statshouse-engine.tl", // needs `statshouse-common`, so it is generated separately
];

/// Layers that contain mistakes.
const MISTAKEN: [u32; 5] = [65, 81, 97, 98, 100];

/// Checks that Rust is generated from every declaration in `texts`, which are the files of one schema.
fn assert_generates(name: &str, config: &Config, texts: impl IntoIterator<Item = Vec<u8>>) {
    let mut sources = SourceMap::new();
    for text in texts {
        sources.add(name, text).unwrap();
    }
    let schema = load(&sources, &Options::default()).schema.unwrap();
    let files = generate(&schema, config, Location::Directory);
    assert!(files.is_ok(), "{name}: {}", files.unwrap_err());
    let root = files.unwrap().get("mod.rs").unwrap().to_owned();
    assert!(!root.contains("Left out"), "{name}: {root}");
}

#[test]
fn rust_is_generated_from_every_bundled_schema_without_mistakes() {
    let is_right = |schema: &&tl_schemas::Schema| schema.layer.is_none_or(|layer| !MISTAKEN.contains(&layer));
    let schemas: Vec<_> = tl_schemas::ALL.iter().filter(is_right).collect();
    assert!(schemas.len() >= 112);
    let config = Config { format: false, ..Config::default() };
    let [one, other] = [0, 1].map(|first| schemas.iter().skip(first).step_by(2));
    thread::scope(|scope| {
        for half in [one, other] {
            scope.spawn(|| {
                half.for_each(|schema| {
                    assert_generates(schema.name, &config, [schema.text().into_owned().into_bytes()]);
                });
            });
        }
    });
}

#[test]
fn rust_is_generated_from_published_schemas() {
    let Some(shared) = std::env::var_os("TL_CORPUS") else {
        eprintln!("TL_CORPUS is not set: no Rust was generated from published schemas");
        return;
    };
    let config = Config { format: false, role: Role::Both, serde: true, borrowed: true, ..Config::default() };
    let mut generated = 0;
    for family in ["others", "tdlib", "telegram", "ton", "vk"] {
        for entry in fs::read_dir(Path::new(&shared).join("corpus").join(family)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{family}/{}", path.file_name().unwrap().to_str().unwrap());
            if name.ends_with(".tl") && !REFUSED.contains(&name.as_str()) {
                assert_generates(&name, &config, [fs::read(&path).unwrap()]);
                generated += 1;
            }
        }
    }
    assert_eq!(generated, 38);
    let files = ["common", "engine"].map(|part| format!("corpus/vk/statshouse-{part}.tl"));
    let texts = files.map(|file| fs::read(Path::new(&shared).join(file)).unwrap());
    assert_generates("vk/statshouse", &config, texts);
}

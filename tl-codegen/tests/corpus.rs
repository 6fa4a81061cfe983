//! Published schemas generate: all but those whose mistakes or number parameters are known.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it lacks"
)]

use std::fs;
use std::path::Path;

use tl_codegen::{Config, Form, generate};
use tl_parser::schema::Options;
use tl_parser::{SourceMap, load};

/// Refused, and why.
const REFUSED: [&str; 5] = [
    "telegram/layer-97.tl",    // two mistakes of its own
    "vk/cases.tl",             // types that take numbers
    "vk/goldmaster.tl",        // the same
    "vk/statshouse-common.tl", // the same
    "vk/statshouse-engine.tl", // needs statshouse-common
];

#[test]
fn published_schemas_generate() {
    let Some(shared) = std::env::var_os("TL_CORPUS") else {
        eprintln!("TL_CORPUS is not set: no published schema was generated");
        return;
    };
    let mut config = Config::default();
    config.format = false;
    let mut generated = 0;
    for family in ["tdlib", "telegram", "ton", "vk"] {
        for entry in fs::read_dir(Path::new(&shared).join("corpus").join(family)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{family}/{}", path.file_name().unwrap().to_str().unwrap());
            if name.ends_with(".tl") && !REFUSED.contains(&name.as_str()) {
                let mut sources = SourceMap::new();
                sources.add(name.as_str(), fs::read(&path).unwrap()).unwrap();
                let schema = load(&sources, &Options::default()).schema.unwrap();
                let files = generate(&schema, &config, Form::Directory);
                assert!(files.is_ok(), "{name}: {}", files.unwrap_err());
                generated += 1;
            }
        }
    }
    assert_eq!(generated, 22);
}

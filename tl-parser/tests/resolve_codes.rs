//! Tests of all codes of the resolver, with snapshots of the messages that users see. Each code has at least one
//! fixture, whose name begins with the code.
#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.

use std::collections::BTreeSet;

use tl_parser::schema::Options;
use tl_parser::{SourceMap, codes, load, render};

#[test]
fn problems_read_well() {
    insta::glob!("fixtures/resolve", "*.tl", |path| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let mut sources = SourceMap::new();
        sources.add(format!("{name}.tl"), std::fs::read(path).unwrap()).unwrap();
        let found = load(&sources, &Options::default()).diagnostics;
        let code = name.split('_').next().unwrap();
        assert!(found.iter().any(|d| d.code.as_str() == code), "{name} does not have {code}: {found:#?}");
        insta::assert_snapshot!(render::human(&found, &sources, false));
    });
}

/// Checks that each code has a fixture and that each fixture has a code. Other tests check codes of the parser
/// (`TL01xx`) and of JSON (`TL08xx`).
#[test]
fn every_code_has_a_fixture_and_every_fixture_a_code() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folders = ["resolve", "overlay"].map(|name| std::fs::read_dir(folder.join(name)).unwrap());
    let fixtures: BTreeSet<String> = folders
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter_map(|name| Some(name.split_once('_')?.0.to_owned()))
        .filter(|code| code != "TL0803")
        .collect();
    let explained = codes::all().filter(|e| !["TL01", "TL08"].contains(&&e.code.as_str()[..4]));
    let explained: BTreeSet<String> = explained.map(|e| e.code.to_string()).collect();
    assert_eq!(fixtures, explained);
}

#[test]
fn explanations_are_long_enough_and_sorted_by_code() {
    let all: Vec<_> = codes::all().collect();
    assert!(all.is_sorted_by(|a, b| a.code < b.code));
    for explained in all {
        assert!(explained.text.len() > 60, "{} is hardly explained", explained.code);
        assert!(explained.text.lines().all(|line| line.trim_end() == line), "{}", explained.code);
    }
}

/// Removes each byte of each fixture in turn, and resolves the rest.
#[test]
fn a_schema_exists_if_and_only_if_there_is_no_error() {
    insta::glob!("fixtures/resolve", "*.tl", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        for at in 0..text.len() {
            let mut sources = SourceMap::new();
            sources.add("a.tl", [&text.as_bytes()[..at], &text.as_bytes()[at + 1..]].concat()).unwrap();
            let resolved = load(&sources, &Options::default());
            assert_eq!(
                resolved.schema.is_some(),
                !resolved.diagnostics.has_errors(),
                "{} {at}",
                path.display()
            );
        }
    });
}

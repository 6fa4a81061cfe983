//! Tests of the diagnostics of the parser: their texts, and whether every code has a fixture and an explanation.

mod common;

use std::fs;

use tl_parser::{codes, parse, render};

#[test]
fn mistakes_read_well() {
    insta::glob!("fixtures/syntax", "*.tl", |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let (sources, file) = common::one_file(name, fs::read(path).unwrap());
        let parsed = parse(&sources, file);
        let code = &name[..6];
        assert!(
            !code.starts_with("TL") || parsed.diagnostics.iter().any(|d| d.code.as_str() == code),
            "{name}"
        );
        insta::assert_snapshot!(render::human(&parsed.diagnostics, &sources, false));
    });
}

#[test]
fn every_code_has_a_fixture_and_an_explanation() {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/syntax")).unwrap();
    let fixtures: Vec<_> = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for explained in codes::all().filter(|explained| explained.code.as_str().starts_with("TL01")) {
        let code = explained.code.as_str();
        assert!(
            fixtures.iter().any(|name| name.starts_with(code) && name.ends_with(".tl")),
            "{code} has no fixture"
        );
        assert!(explained.text.len() > 40, "{code} is not explained");
    }
    let shown = fixtures.iter().filter_map(|name| name.get(..6).filter(|code| code.starts_with("TL01")));
    for code in shown {
        assert!(codes::all().any(|explained| explained.code.as_str() == code), "{code} is not listed");
    }
}

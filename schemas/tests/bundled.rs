//! The bundled files are what `README.md` says, laid out by the printer, and right.

#![allow(clippy::unwrap_used, reason = "a bundled file that cannot be read has failed the test")]

use sha2::{Digest, Sha256};
use tl_parser::schema::{Category, Options};
use tl_parser::{SourceMap, load, parse, print, render};

fn sources(schema: &tl_schemas::Schema) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add(schema.file, schema.text).unwrap();
    sources
}

#[test]
fn each_is_without_a_problem_and_knows_its_layer() {
    for bundled in tl_schemas::ALL {
        let sources = sources(bundled);
        let resolved = load(&sources, &Options::default());
        assert!(resolved.diagnostics.is_empty(), "{}", render::human(&resolved.diagnostics, &sources, false));
        assert_eq!(resolved.schema.unwrap().layer(), bundled.layer, "{}", bundled.name);
    }
}

#[test]
fn each_is_laid_out_by_the_printer() {
    for bundled in tl_schemas::ALL {
        let sources = sources(bundled);
        let file = sources.files().next().unwrap();
        let printed = print::document(&parse(&sources, file).document);
        assert!(printed == bundled.text, "{} is not as the printer would lay it out", bundled.file);
    }
}

#[test]
fn each_stands_in_the_readme_with_its_digest() {
    let readme = include_str!("../README.md");
    for bundled in tl_schemas::ALL {
        let start = format!(
            "| `{}` | {}",
            bundled.file,
            bundled.layer.map_or(String::new(), |layer| layer.to_string())
        );
        let row = readme.lines().find(|line| line.starts_with(&start)).unwrap();
        let digest: String = Sha256::digest(bundled.text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(row.ends_with(&format!("`{digest}` |")), "{}: {digest}", bundled.file);
    }
}

/// The five that their source states only in comments, among all others: the declared id is the CRC-32.
#[test]
fn the_declared_ids_are_those_of_telegrams_text() {
    let bundled = tl_schemas::find("mtproto").unwrap();
    let schema = load(&sources(bundled), &Options::default()).schema.unwrap();
    for name in ["rpc_result", "message", "msg_container", "msg_copy", "gzip_packed"] {
        let [id] = schema.find_combinators(name) else { panic!("{name}") };
        assert_eq!(schema[*id].declared_id(), Some(schema[*id].computed_ids().telegram), "{name}");
    }
    assert_eq!(schema.declared(Category::Function).count(), 10);
}

#[test]
fn names_are_found_in_both_spellings() {
    assert_eq!(tl_schemas::find("82"), tl_schemas::find("telegram/82"));
    assert_eq!(tl_schemas::find("mtproto").unwrap().layer, None);
    assert_eq!(tl_schemas::newest_layer().unwrap().name, "telegram/230");
    for unknown in ["", "telegram/", "telegram/1", "api", "-82"] {
        assert_eq!(tl_schemas::find(unknown), None, "{unknown}");
    }
}

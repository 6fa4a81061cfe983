//! Checks that generated text is readable. The formatted and the unformatted text must have the same items, and lines
//! must not be too long.
#![cfg(feature = "format")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

use tl_codegen::Files;
use tl_codegen::rust::{Config, Location, Role, generate};
use tl_parser::schema::Schema;

/// Maximum number of columns of a line, not counting string literals.
const LIMIT: usize = 120;
/// Maximum number of lines in a file.
const MOST_LINES: usize = 15_000;

fn bundled(name: &str) -> Schema {
    Schema::parse(name, tl_schemas::find(name).unwrap().text().into_owned()).unwrap()
}

fn generated(name: &str) -> [Files; 2] {
    let schema = bundled(name);
    let mut config = Config::default();
    (config.role, config.serde, config.borrowed) = (Role::Both, true, true);
    let mut plain = config.clone();
    plain.format = false;
    [
        generate(&schema, &config, Location::Directory).unwrap(),
        generate(&schema, &plain, Location::OutDir("api")).unwrap(),
    ]
}

/// Returns the items, formatted by prettyplease, so that layouts are not compared.
fn items(path: &str, text: &str) -> String {
    let file = syn::parse_file(text).map_err(|error| format!("{path}: {error}")).unwrap();
    prettyplease::unparse(&file)
}

fn check_lines(path: &str, text: &str) {
    for (number, line) in text.lines().enumerate() {
        // Comments contain no string literals.
        let step = if line.trim_start().starts_with("//") { 1 } else { 2 };
        let columns: usize = line.split('"').step_by(step).map(|part| part.chars().count()).sum();
        assert!(columns <= LIMIT, "{path}:{}: {line}", number + 1);
    }
    assert!(text.lines().count() <= MOST_LINES, "{path}");
}

fn check(name: &str) {
    let [directory, out_dir] = generated(name);
    assert_eq!(out_dir.iter().count(), directory.iter().count() + 1);
    let dir = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (path, text) in directory.iter() {
        let of_out_dir = out_dir.get(&format!("api/{path}")).unwrap();
        assert_eq!(items(path, text), items(path, of_out_dir), "{path}");
        for (form, text) in [("directory", text), ("out-dir", of_out_dir)] {
            check_lines(path, text);
            let file = dir.path().join(form).join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, text).unwrap();
            files.push(file);
        }
    }
    let rustfmt =
        Command::new("rustfmt").args(["--edition", "2024", "--emit", "stdout"]).args(files).output();
    let output = rustfmt.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn layer_82_is_readable() {
    check("82");
}

#[test]
fn layer_230_is_readable() {
    check("230");
}

#[test]
fn mtproto_is_readable() {
    check("mtproto");
}

//! Tests of schemas in JSON: `tl generate json`, and JSON as the FILE of other verbs.

mod common;

use common::Folder;

#[test]
fn json_is_accepted_instead_of_tl() {
    let folder = Folder::new();
    for form in ["tl", "telegram"] {
        let wrote = folder.tl(&format!("generate json 82 --form {form} -o {form}.json")).ok();
        assert_eq!(wrote, "wrote 1 file, 0 unchanged\n");
        assert_eq!(
            folder.tl(&format!("generate json 82 --form {form} -o {form}.json --check")).ok(),
            "1 file up to date\n"
        );
        assert_eq!(folder.tl(&format!("check {form}.json")).status, 0);
        assert_eq!(folder.tl(&format!("id --schema {form}.json")).ok(), folder.tl("id --schema 82").ok());
        folder.tl(&format!("generate rust {form}.json -o {form}")).ok();
    }
    folder.tl("generate rust 82 -o rust").ok();
    let strip = |tree: std::collections::BTreeMap<std::path::PathBuf, _>, dir: &str| {
        let dir = folder.path(dir);
        tree.into_iter()
            .map(|(path, text)| (path.strip_prefix(&dir).unwrap().to_owned(), text))
            .collect::<Vec<_>>()
    };
    let rust = strip(folder.tree("rust"), "rust");
    assert!(rust == strip(folder.tree("tl"), "tl"));
    let (telegram, json) = (strip(folder.tree("telegram"), "telegram"), folder.read("telegram/mod.rs"));
    assert_eq!(telegram.len(), rust.len());
    assert!(!json.contains("LAYER") && folder.read("rust/mod.rs").contains("LAYER"));
}

#[test]
fn json_can_be_read_from_standard_input_and_written_to_standard_output() {
    let folder = Folder::new();
    let json = folder.tl("generate json mtproto -o -").ok();
    assert!(json.starts_with("{\n  \"format\": \"tl\",\n  \"version\": 1,\n"), "{json}");
    assert_eq!(folder.tl_args(&["generate", "json", "-", "-o", "-"], json.as_bytes()).ok(), json);
}

#[test]
fn errors_are_reported_and_nothing_is_written() {
    let folder = Folder::with("bad.tl", "a x:Usr = A;").and("tuple.tl", "a n:# x:n*[ int ] = A;").and(
        "bad.json",
        r#"{"constructors":[{"id":"1","predicate":"a","params":[{"name":"x","type":"Usr"}],"type":"A"}]}"#,
    );
    assert!(folder.tl("generate json bad.tl -o out.json").failure().contains("bad.tl:1:5"));
    assert!(
        folder.tl("generate json tuple.tl --form telegram -o out.json").failure().contains("error[TL0802]")
    );
    assert!(folder.tl("generate json bad.json -o out.json").failure().contains("bad.json:1:74"));
    assert!(!folder.path("out.json").exists());
    folder.tl("generate json tuple.tl -o out.json").ok();
    assert!(folder.tl("fmt out.json").failure().contains("JSON cannot be formatted"));
}

//! Tests of `tl id`, which prints the canonical texts and ids of an argument or of files.
#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests print what they skip, and fail by panicking"
)]

mod common;

use std::fs;
use std::path::PathBuf;

use common::{Folder, Run};

fn id(text: &str) -> Run {
    Folder::new().tl_args(&["id", text], b"")
}

#[test]
fn both_texts_and_ids_of_a_declaration_are_shown() {
    let text = "auth.cancelCode#1f040578 phone_number:string phone_code_hash:string = Bool;";
    insta::assert_snapshot!(id(text).ok(), @"
    formal    1f040578  auth.cancelCode phone_number:string phone_code_hash:string = Bool
    telegram  1f040578  auth.cancelCode phone_number:string phone_code_hash:string = Bool
    declared  1f040578  fits both texts
    ");
}

#[test]
fn an_id_may_match_either_text() {
    insta::assert_snapshot!(id("ipPortSecret#37982646 ipv4:int port:int secret:bytes = IpPort").ok(), @"
    formal    37982646  ipPortSecret ipv4:int port:int secret:bytes = IpPort
    telegram  402d9b47  ipPortSecret ipv4:int port:int secret:string = IpPort
    declared  37982646  fits the formal text
    ");
    insta::assert_snapshot!(id("invokeAfterMsg#cb9f372d {X:Type} msg_id:long query:!X = X;").ok(), @"
    formal    1eeb7e32  invokeAfterMsg X:Type msg_id:long query:X = X
    telegram  cb9f372d  invokeAfterMsg X:Type msg_id:long query:!X = X
    declared  cb9f372d  fits Telegram's text
    ");
}

#[test]
fn several_declarations_and_built_in_types_are_shown() {
    insta::assert_snapshot!(id("int ? = Int; boolTrue = Bool;").ok(), @"
    formal    a8509bda  int ? = Int
    telegram  a8509bda  int ? = Int
    declared  -

    formal    997275b5  boolTrue = Bool
    telegram  997275b5  boolTrue = Bool
    declared  -
    ");
}

#[test]
fn an_id_that_servers_are_known_to_use_is_not_a_mistake() {
    let known =
        "accessPointRule#4679b65f phone_prefix_rules:string dc_id:int ips:vector<IpPort> = AccessPointRule;";
    assert!(
        id(known).ok().ends_with("declared  4679b65f  fits neither text; servers are known to use this id\n")
    );
}

#[test]
fn an_id_that_matches_neither_text_is_a_mistake() {
    let run = id("boolTrue#997275b6 = Bool;");
    assert_eq!(run.status, 1);
    assert!(run.stdout.ends_with("declared  997275b6  fits neither text\n"), "{}", run.stdout);
    assert!(run.stderr.starts_with("warning[TL0302]") && run.stderr.contains("997275b5"), "{}", run.stderr);
}

#[test]
fn an_id_must_match_the_text_of_the_chosen_dialect() {
    let text = "invokeAfterMsg#cb9f372d {X:Type} msg_id:long query:!X = X;";
    let dialect = |dialect| Folder::new().tl_args(&["id", "--dialect", dialect, text], b"").status;
    assert_eq!(["auto", "telegram", "formal", "latin"].map(dialect), [0, 0, 1, 2]);
}

#[test]
fn a_mistake_has_a_position() {
    let run = id("a x:int, y:int = A; b = B;");
    assert_eq!(run.status, 1);
    assert!(
        run.stdout.starts_with("formal    a4070ed3  b = B\n"),
        "the other declarations are shown: {}",
        run.stdout
    );
    assert!(run.stderr.contains(" --> <text>:1:8\n"), "{}", run.stderr);
    assert_eq!(id("a = A // the `;` may be left out").ok().lines().count(), 3);
    for nothing in ["", " ", "// a = A;", "/* */"] {
        assert_eq!(id(nothing).failure(), "error: the text has no declaration\n");
    }
}

#[test]
fn declarations_of_a_file_are_listed_in_source_order() {
    let text =
        "int ? = Int;\na#1 = A;\na#1 = A;\nf => A;\n---functions---\ng x:bytes = A;\n---types---\nb = !A;\n";
    let run = Folder::with("x.tl", text).tl("id --schema x.tl");
    insta::assert_snapshot!(run.ok().replace('\t', " "), @"
    constructor int - a8509bda a8509bda
    constructor a 00000001 7aae25b9 7aae25b9
    constructor a 00000001 7aae25b9 7aae25b9
    function f - c88ef9a9 c88ef9a9
    function g - 78cdbf35 220e89fe
    function b - 3d0e5f69 8277228f
    ");
}

#[test]
fn a_mistake_in_a_file_does_not_hide_other_declarations() {
    let folder = Folder::new();
    for format in ["human", "short", "json"] {
        let run =
            folder.tl_args(&["id", "--schema", "-", "--message-format", format], b"a x:, = A;\nb = B;\n");
        assert_eq!((run.status, &*run.stdout), (1, "constructor\tb\t-\ta4070ed3\ta4070ed3\n"));
        assert!(run.stderr.contains("TL01"), "{}", run.stderr);
    }
    assert!(folder.tl("id --schema nope.tl").failure().starts_with("error: cannot read nope.tl: "));
}

#[test]
fn ids_of_the_corpus_match_an_independent_parser() {
    for schema in corpus() {
        let path = schema.display().to_string();
        let ours = Folder::new().tl_args(&["id", "--schema", &path], b"").ok();
        let oracle = fs::read_to_string(schema.with_extension("oracle.tsv")).unwrap();
        let theirs: Vec<_> = oracle.lines().skip(1).map(first_columns).collect();
        assert_eq!(ours.lines().collect::<Vec<_>>(), theirs, "{path}");
    }
}

/// Returns the first five columns: kind, name, declared id, formal id and Telegram id.
fn first_columns(row: &str) -> String {
    let mut columns: Vec<&str> = row.split('\t').take(5).collect();
    if columns[2].is_empty() {
        columns[2] = "-";
    }
    columns.join("\t")
}

fn corpus() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("TL_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: TL_CORPUS is not set");
        return Vec::new();
    };
    let owners = fs::read_dir(folder.join("corpus")).unwrap().map(|owner| owner.unwrap().path());
    let files = owners.flat_map(|owner| fs::read_dir(owner).unwrap()).map(|file| file.unwrap().path());
    let schemas: Vec<_> = files.filter(|path| path.extension() == Some("tl".as_ref())).collect();
    assert!(schemas.len() >= 27, "only {} schemas in the corpus", schemas.len());
    schemas
}

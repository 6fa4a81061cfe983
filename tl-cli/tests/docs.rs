//! Tests of `tl generate docs`: it writes, compares and removes pages, and lists items without a description.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;

use common::Folder;

/// The overlay in the examples of `docs/`.
const OVERLAY: &str = include_str!("../../examples/overlay.json");

const SMALL: &str = "a x:int = A;\n---functions---\nget id:long = A;\nns.put a:A = Bool;\n";

#[test]
fn a_second_run_writes_nothing() {
    let folder = Folder::with("o.json", OVERLAY);
    let first = folder.tl("generate docs --layer 82 --overlay o.json -o out").ok();
    let files = folder.tree("out");
    let count = files.values().flatten().count();
    assert_eq!(first, format!("wrote {count} files, 0 unchanged\n"));
    let page = folder.read("out/src/methods/auth.cancelCode.md");
    assert!(page.contains("The phone number to which the code was sent, in international form."), "{page}");
    assert!(folder.read("out/book.toml").contains("title = \"Layer 82\""));
    let again = folder.tl("generate docs telegram/82 --overlay o.json -o out").ok();
    assert_eq!(again, format!("wrote 0 files, {count} unchanged\n"));
    assert_eq!(folder.tree("out"), files);
}

#[test]
fn check_compares_and_writes_nothing() {
    let folder = Folder::with("a.tl", SMALL);
    let missing = folder.tl("generate docs a.tl -o out --check");
    assert_eq!(missing.status, 1);
    assert!(missing.stdout.contains("missing: out/src/methods/ns.put.md\n"), "{}", missing.stdout);
    assert!(!folder.path("out").exists());
    folder.tl("generate docs a.tl -o out").ok();
    assert!(folder.tl("generate docs a.tl -o out --check").ok().ends_with(" files up to date\n"));
    fs::write(folder.path("a.tl"), SMALL.replace("x:int", "x:string")).unwrap();
    let changed = folder.tl("generate docs a.tl -o out --check");
    assert!(changed.stdout.contains("changed: out/src/constructors/a.md\n"), "{}", changed.stdout);
}

/// Checks that pages are removed if they are no longer generated, but not a user's file next to them.
#[test]
fn pages_that_are_no_longer_generated_are_removed() {
    let folder = Folder::with("a.tl", SMALL).and("b.tl", "a x:int = A;");
    folder.tl("generate docs a.tl -o out").ok();
    fs::write(folder.path("out/src/guide.md"), "# Guide\n").unwrap();
    let run = folder.tl("generate docs b.tl -o out --check");
    assert!(run.stdout.contains("no longer generated: out/src/methods/get.md\n"), "{}", run.stdout);
    assert!(folder.tl("generate docs b.tl -o out").ok().ends_with(" removed\n"));
    assert!(!folder.path("out/src/methods/get.md").exists() && folder.path("out/src/guide.md").exists());
}

#[test]
fn examples_may_be_in_the_form_of_tdlib() {
    let folder =
        Folder::with("a.tl", "a = A;\n---functions---\nget id:int53 mode:# hash:mode.1?int128 = A;\n");
    folder.tl("generate docs a.tl -o out --json tdlib").ok();
    let page = folder.read("out/src/methods/get.md");
    let (_, example) = page.split_once("## Example\n").unwrap();
    insta::assert_snapshot!(example, @r#"

    ### JSON

    ```json
    {
      "@type": "get",
      "id": 1234567890,
      "mode": 2,
      "hash": "MGhNeVB3R29DaVNmRWpEbA=="
    }
    ```
    "#);
}

#[test]
fn each_module_is_a_book() {
    let folder = Folder::with("a.tl", SMALL);
    folder.tl("generate docs --module one=a.tl --module two=mtproto -o out").ok();
    assert!(folder.read("out/one/book.toml").contains("title = \"one\""));
    assert!(folder.path("out/two/src/methods/ping.md").exists() && !folder.path("out/src").exists());
}

#[test]
fn coverage_lists_items_without_a_description() {
    let folder = Folder::with("o.json", OVERLAY).and("a.tl", SMALL);
    insta::assert_snapshot!(folder.tl("generate docs a.tl --coverage").ok(), @r"
    methods: 0 of 2 described; these are not:
      get
      ns.put
    parameters: 0 of 2 described; these are not:
      get id
      ns.put a
    constructors: 0 of 1 described; these are not:
      a
    fields: 0 of 1 described; these are not:
      a x
    types: 0 of 1 described; these are not:
      A
    ");
    let all = folder.tl("generate docs --layer 82 --overlay o.json --coverage").ok();
    assert!(all.starts_with("methods: 1 of 269 described; these are not:\n"), "{all}");
    assert!(all.contains("\n  auth.sendCode phone_number\n") && !all.contains("auth.cancelCode"));
    let both = folder.tl("generate docs a.tl -o out --coverage").ok();
    assert!(both.contains("methods: 0 of 2 described") && both.contains("\nwrote "), "{both}");
}

#[test]
fn invalid_input_is_reported_and_nothing_is_written() {
    let folder = Folder::with("a.tl", "a x:Usr = A;").and("o.json", "{}").and("b.tl", SMALL);
    assert!(folder.tl("generate docs a.tl -o out").failure().contains("error[TL0201]"));
    assert!(folder.tl("generate docs b.tl --overlay o.json -o out").failure().contains("error[TL08"));
    assert!(!folder.path("out").exists());
    for usage in ["b.tl", "-o out", "b.tl --layer 82 -o out", "b.tl --coverage --check"] {
        assert_eq!(folder.tl(&format!("generate docs {usage}")).status, 2, "{usage}");
    }
}

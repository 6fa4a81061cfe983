//! Tests of `tl completions`, of the words that shells complete, and of `tl man`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;

use common::Folder;

/// Returns the words that bash suggests for the last word of `words`.
fn completed(words: &[&str]) -> BTreeSet<String> {
    let folder = Folder::with("own.tl", "ownItem name:string = OwnItem;");
    let output = folder
        .command(env!("CARGO_BIN_EXE_tl"))
        .args(["--", "tl"])
        .args(words)
        .envs([("COMPLETE", "bash"), ("_CLAP_COMPLETE_INDEX", &words.len().to_string()), ("_CLAP_IFS", "\n")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[track_caller]
fn assert_completes(words: &[&str], expected: &[&str]) {
    let completed = completed(words);
    let missing: Vec<_> = expected.iter().filter(|word| !completed.contains(**word)).collect();
    assert!(missing.is_empty(), "{missing:?} are not in {completed:?}");
    let start = words.last().unwrap();
    assert!(completed.iter().all(|word| word.starts_with(start)), "{completed:?}");
}

#[test]
fn every_shell_has_a_script() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Folder::new().tl(&format!("completions {shell}")).ok();
        assert!(script.contains("COMPLETE") && script.contains("tl"), "{shell}: {script}");
    }
    assert_eq!(Folder::new().tl("completions vi").status, 2);
}

#[test]
fn verbs_and_options_are_completed() {
    assert_completes(&[""], &["check", "fmt", "generate", "show", "diff", "decode", "completions", "man"]);
    assert_completes(&["decode", "--ann"], &["--annotate"]);
}

#[test]
fn bundled_schemas_and_files_are_completed() {
    assert_completes(&["check", "telegram/23"], &["telegram/230"]);
    assert_completes(&["show", "--schema", "o"], &["own.tl"]);
    assert_completes(&["show", "--layer", "8"], &["82"]);
}

#[test]
fn codes_are_completed() {
    assert_completes(&["explain", "TL020"], &["TL0201"]);
    assert_completes(&["check", "--allow", "TL03"], &["TL0302"]);
    assert!(!completed(&["check", "--allow", "TL02"]).contains("TL0201"), "TL0201 is not a warning");
}

#[test]
fn names_of_the_selected_schema_are_completed() {
    assert_completes(&["show", "auth.can"], &["auth.cancelCode"]);
    assert_completes(&["encode", "--schema", "mtproto", "rpc_er"], &["rpc_error"]);
    assert_completes(&["show", "--schema=own.tl", "own"], &["ownItem"]);
    assert_completes(&["show", "--layer", "82", "auth.CodeT"], &["auth.CodeType"]);
    assert!(completed(&["show", "--schema", "nothing.tl", "a"]).is_empty());
}

#[test]
fn each_verb_has_a_manual_page() {
    let folder = Folder::new();
    folder.tl("man -o pages/man1").ok();
    assert!(folder.read("pages/man1/tl.1").contains(".TH tl 1"));
    assert!(folder.read("pages/man1/tl-generate-rust.1").contains("Generate Rust types and methods"));
    let folder = Folder::with("file", "");
    assert!(folder.tl("man -o file/man1").failure().starts_with("error: cannot write file/man1: "));
}

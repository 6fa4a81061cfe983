//! Tests of `tl fmt`: which files it formats, leaves unchanged, or prints.

mod common;

use std::fs;

use common::Folder;

const WILD: &str = "// says\r\na#1f  x : int=A; /* b */ b=B\n ;";
const TIDY: &str = "// says\na#0000001f x:int = A; /* b */\nb = B;\n";

#[test]
fn a_file_is_formatted_in_place_and_only_once() {
    let folder = Folder::with("a.tl", WILD).and("b.tl", TIDY);
    assert_eq!(folder.tl("fmt a.tl b.tl").ok(), "1 file formatted, 1 unchanged\n");
    assert_eq!(folder.read("a.tl"), TIDY);
    let written = fs::metadata(folder.path("a.tl")).unwrap().modified().unwrap();
    assert_eq!(folder.tl("fmt a.tl b.tl").ok(), "0 files formatted, 2 unchanged\n");
    assert_eq!(fs::metadata(folder.path("a.tl")).unwrap().modified().unwrap(), written);
    assert_eq!(folder.tree("").len(), 2);
}

#[test]
fn check_shows_what_would_change_and_writes_nothing() {
    let folder = Folder::with("a.tl", "a=A;\n").and("b.tl", TIDY);
    let run = folder.tl("fmt --check a.tl b.tl");
    assert_eq!((run.status, &*run.stderr), (1, ""));
    assert!(
        run.stdout.contains("changed: a.tl\n") && run.stdout.contains("\n-a=A;\n+a = A;\n"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.ends_with("1 file to format, 1 unchanged\n"), "{}", run.stdout);
    assert_eq!(folder.read("a.tl"), "a=A;\n");
    assert_eq!(folder.tl("fmt --check b.tl").ok(), "0 files to format, 1 unchanged\n");
}

/// Checks that a file with a mistake is not changed, and that the other files are formatted.
#[test]
fn a_file_with_a_mistake_is_reported_and_unchanged() {
    let folder = Folder::with("bad.tl", "a x:int, y:int = A;").and("good.tl", "a=A;");
    let run = folder.tl("fmt bad.tl good.tl");
    assert_eq!((run.status, &*run.stdout), (1, "1 file formatted, 0 unchanged\n"));
    assert!(run.stderr.contains("error[TL0112]") && run.stderr.contains("bad.tl:1:8"), "{}", run.stderr);
    assert_eq!(folder.read("bad.tl"), "a x:int, y:int = A;");
    assert_eq!(folder.read("good.tl"), "a = A;\n");
}

#[test]
fn no_file_is_formatted_if_one_is_missing() {
    let folder = Folder::with("a.tl", "a=A;");
    assert!(folder.tl("fmt a.tl missing.tl").failure().contains("missing.tl"));
    assert_eq!(folder.read("a.tl"), "a=A;");
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let folder = Folder::new();
    assert_eq!(folder.tl_args(&["fmt", "-"], WILD.as_bytes()).ok(), TIDY);
    let run = folder.tl_args(&["fmt", "-", "--check"], WILD.as_bytes());
    assert_eq!(run.status, 1);
    assert!(run.stdout.starts_with("changed: <stdin>\n--- found\n+++ generated\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("\n1 file to format, 0 unchanged\n"), "{}", run.stdout);
    let crlf = TIDY.replace('\n', "\r\n");
    assert_eq!(folder.tl_args(&["fmt", "-", "--check"], crlf.as_bytes()).status, 0);
}

#[test]
fn bundled_schemas_are_printed() {
    let folder = Folder::new();
    assert_eq!(folder.tl("fmt --check 82 230 mtproto").ok(), "0 files to format, 3 unchanged\n");
    assert_eq!(folder.tl("fmt 199").ok(), tl_schemas::find("199").unwrap().text());
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::with("real.tl", WILD);
    fs::set_permissions(folder.path("real.tl"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.tl", folder.path("link.tl")).unwrap();
    folder.tl("fmt link.tl").ok();
    assert!(folder.path("link.tl").is_symlink());
    assert_eq!(folder.read("real.tl"), TIDY);
    let mode = fs::metadata(folder.path("real.tl")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

//! Tests of `tl check`: messages in the three formats, and input that is not a schema.

mod common;

use common::Folder;

/// A schema with three mistakes: an id that differs from the computed one, an unknown type, and a comma.
const BAD: &str = "user#d3bc4b7a id:long = User;\na x:Usr = A;\nb x:int, y:int = B;\n";

#[test]
fn a_good_schema_has_no_problems() {
    let folder = Folder::with("api.tl", "a x:int = A;\n---functions---\nf a:A = Bool;\n");
    let run = folder.tl("check api.tl");
    let summary = "dialect: formal (no ids are written)\nno problems in 1 file\n";
    assert_eq!((run.status, &*run.stdout, &*run.stderr), (0, "", summary));
    assert_eq!(folder.tl("check api.tl --message-format short").ok(), "");
    assert_eq!(folder.tl("check api.tl --message-format json").ok(), "");
}

#[test]
fn bundled_schemas_are_checked_by_name() {
    for name in ["mtproto", "82", "telegram/199"] {
        assert_eq!(Folder::new().tl(&format!("check --message-format short {name}")).ok(), "");
    }
}

#[test]
fn problems_are_shown_to_people() {
    insta::assert_snapshot!(Folder::with("bad.tl", BAD).tl("check bad.tl").failure());
}

#[test]
fn each_problem_is_one_line_in_the_short_format() {
    let short = Folder::with("bad.tl", BAD).tl("check bad.tl --message-format short").failure();
    let places: Vec<_> =
        short.lines().map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        places,
        ["bad.tl:1:5 warning[TL0302]", "bad.tl:2:5 error[TL0201]", "bad.tl:3:8 error[TL0112]"]
    );
}

#[test]
fn problems_are_json_on_standard_output() {
    let run = Folder::with("bad.tl", BAD).tl("check bad.tl --message-format json");
    assert_eq!((run.status, &*run.stderr), (1, ""));
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    let keys: Vec<_> = lines[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        ["code", "column", "end_column", "end_line", "file", "help", "line", "message", "severity"]
    );
    let place = |key: &str| lines[1][key].clone();
    assert_eq!(["line", "column", "end_line", "end_column"].map(place), [2, 5, 2, 8]);
    assert_eq!(["code", "severity", "file"].map(place), ["TL0201", "error", "bad.tl"]);
}

#[test]
fn help_is_null_in_json_if_there_is_none() {
    let run = Folder::with("empty.tl", "").tl("check empty.tl --message-format json");
    let line: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(line["help"].is_null() && line.as_object().unwrap().contains_key("help"), "{line}");
}

#[test]
fn an_empty_file_passes_with_a_warning() {
    let run = Folder::with("empty.tl", "").tl("check empty.tl");
    assert_eq!((run.status, &*run.stdout), (0, ""));
    assert!(run.stderr.starts_with("warning[TL0907]"), "{}", run.stderr);
    assert!(run.stderr.ends_with("\n1 warning in 1 file\n"), "{}", run.stderr);
}

#[test]
fn the_dialect_and_the_reason_for_it_are_shown() {
    let folder =
        Folder::with("a.tl", "a#c0722d91 flags:# x:flags.0?true = A;").and("bad.tl", "@read a x:Nope = A;");
    let dialect =
        |command: &str| folder.tl(command).stderr.lines().rev().nth(1).unwrap_or_default().to_owned();
    assert_eq!(dialect("check a.tl"), "dialect: telegram (1 of 1 written ids match Telegram's text)");
    assert_eq!(dialect("check a.tl --dialect formal"), "dialect: formal (set by `dialect`)");
    assert_eq!(dialect("check bad.tl"), "dialect: formal (`a` has the annotation `@read`)");
    folder.tl("generate json a.tl -o a.json").ok();
    let stored = "dialect: telegram (stored in the JSON schema; 1 of 1 written ids match Telegram's text)";
    assert_eq!(dialect("check a.json"), stored);
}

#[test]
fn files_are_resolved_together_in_any_order() {
    let folder = Folder::with("a.tl", "a b:B = A;").and("b.tl", "b = B;");
    for order in ["a.tl b.tl", "b.tl a.tl"] {
        let run = folder.tl(&format!("check {order}"));
        let summary = "dialect: formal (no ids are written)\nno problems in 2 files\n";
        assert_eq!((run.status, &*run.stderr), (0, summary));
    }
}

#[test]
fn a_schema_can_be_read_from_standard_input() {
    let run = Folder::new().tl_args(&["check", "-", "--message-format", "short"], b"a x:Nope = A;");
    assert!(run.failure().starts_with("<stdin>:1:5: error[TL0201]"));
}

#[test]
fn color_always_adds_colours() {
    let folder = Folder::with("bad.tl", BAD);
    assert!(folder.tl("check bad.tl --color always").stderr.contains("\x1b["));
    assert!(!folder.tl("check bad.tl --color never").stderr.contains('\x1b'));
    assert!(!folder.tl("check bad.tl").stderr.contains('\x1b'), "a pipe is not a terminal");
}

#[test]
fn each_kind_of_mistake_has_a_position() {
    for (text, place) in [
        ("a = A", "1:6"),
        ("a#12345678z = A;", "1:2"),
        ("---procedures---\na = A;", "1:1"),
        ("a x:(Vector int = A;", "1:17"),
        ("a x:Nope = A;", "1:5"),
        ("a flags:# x:flags.99?int = A;", "1:13"),
        ("a = A;\na x:int = A;", "2:1"),
        ("a = A; // \u{1F600} \u{e9}\nb x:Nope = B;", "2:5"),
    ] {
        let short = Folder::with("x.tl", text).tl("check x.tl --message-format short").failure();
        assert!(short.starts_with(&format!("x.tl:{place}: error[TL0")), "{text}: {short}");
    }
}

#[test]
fn invalid_utf8_has_a_position() {
    let short = Folder::with("x.tl", b"a = A; // \xff").tl("check x.tl --message-format short").failure();
    assert_eq!(short, "x.tl:1:11: error[TL0118]: the file is not UTF-8\n");
}

#[test]
fn all_unreadable_files_are_reported() {
    let folder = Folder::with("good.tl", "a = A;");
    std::fs::create_dir(folder.path("folder")).unwrap();
    let stderr = folder.tl("check missing.tl good.tl folder").failure();
    assert_eq!(stderr.lines().count(), 2, "{stderr}");
    assert!(stderr.starts_with("error: cannot read missing.tl: "), "{stderr}");
    assert!(stderr.contains("\nerror: cannot read folder: "), "{stderr}");
}

#[test]
fn a_file_has_priority_over_a_bundled_schema() {
    let folder = Folder::with("mtproto", "a x:Nope = A;");
    assert!(folder.tl("check mtproto --message-format short").failure().starts_with("mtproto:1:5"));
    let folder = Folder::new();
    std::fs::create_dir(folder.path("mtproto")).unwrap();
    assert_eq!(folder.tl("check mtproto").status, 0);
}

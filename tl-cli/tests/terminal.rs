//! Checks that text for people and JSON contain no control characters of the input, which could change the state of a
//! terminal. The program runs with colours, and its whole output is checked.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Folder;

/// A text with control characters. They set the title of a window, ring the bell, change the colour by an 8-bit
/// control, and reverse the direction of text.
const EVIL: &str = "x\u{1b}]0;pwned\u{7}\u{9b}31m\u{202e}y";

/// The form of [`EVIL`] in messages.
const SHOWN: &str = r"x\u{1b}]0;pwned\u{7}\u{9b}31m\u{202e}y";

/// The form of [`EVIL`] in source lines of messages. Each control character is replaced with a visible character that
/// is one column wide.
const DRAWN: &str = "x␛]0;pwned␇�31m�y";

/// Escapes `text` for JSON or TOML, because they cannot contain control characters.
fn quoted(text: &str) -> String {
    text.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007")
}

/// Runs `tl` with colours in a folder of hostile files. Checks that [`EVIL`] is printed in its escaped form, and
/// returns the output.
#[track_caller]
fn shown(folder: &Folder, arguments: &[&str]) -> String {
    let arguments = [arguments, &["--color", "always"]].concat();
    let run = folder.tl_args(&arguments, b"");
    let text = run.stdout + &run.stderr;
    for control in ["\u{1b}]", "\u{7}", "\u{9b}", "\u{202e}"] {
        assert!(!text.contains(control), "{arguments:?} prints {control:?}: {text}");
    }
    assert!(text.contains(SHOWN) || text.contains(DRAWN), "{arguments:?}: {text}");
    text
}

#[test]
fn diagnostics_are_escaped_in_both_formats_for_people() {
    let overlay =
        format!(r#"{{"format": "tl-overlay", "version": 1, "{EVIL}": 1, "types": {{"{EVIL}": {{}}}}}}"#);
    let folder = Folder::with("class.tl", format!("//@class {EVIL} @description d\n\na x:int = A;\n"))
        .and("line.tl", format!("/* {EVIL} */ a x:zed y:: = A;\n"))
        .and("ok.tl", "a x:int = A;\n")
        .and("overlay.json", quoted(&overlay))
        .and(EVIL, "a x::");
    for format in ["human", "short"] {
        let format = ["--message-format", format];
        shown(&folder, &[&["check", "class.tl"], &format[..]].concat());
        shown(&folder, &[&["check", EVIL], &format[..]].concat());
        let generate = ["generate", "rust", "ok.tl", "-o", "out", "--overlay", "overlay.json"];
        shown(&folder, &[&generate, &format[..]].concat());
    }
    let human = shown(&folder, &["check", "line.tl"]);
    assert!(human.contains("\u{1b}["), "colours are kept: {human}");
}

/// Checks that the marks below a source line are under the text that they mark.
#[test]
fn marks_stay_below_their_text() {
    let folder = Folder::with("a.tl", format!("/* {EVIL} */ a x:: = A;\r\n"));
    let run = folder.tl("check a.tl");
    let lines: Vec<&str> = run.stderr.lines().collect();
    let source = lines.iter().position(|line| line.contains(DRAWN)).unwrap();
    let column = lines[source].chars().count() - ": = A;".len();
    assert_eq!(lines[source + 1].find('^'), Some(column), "{}", run.stderr);
    let short = folder.tl("check a.tl --message-format short").stderr;
    let place = short.split(": ").next().unwrap();
    assert!(run.stderr.contains(&format!("--> {place}\n")), "{} {short}", run.stderr);
}

#[test]
fn differences_are_escaped() {
    let folder =
        Folder::with("a.tl", format!("// {EVIL}\na=A;\n")).and(EVIL, "a=A;\n").and("ok.tl", "a = A;\n");
    shown(&folder, &["fmt", "--check", "a.tl"]);
    shown(&folder, &["fmt", "--check", EVIL]);
    shown(&folder, &["fmt", &format!("{EVIL}/missing.tl")]);
    shown(&folder, &["diff", "ok.tl", EVIL]);
    folder.tl("generate rust ok.tl -o out").ok();
    let module = folder.read("out/mod.rs");
    let folder = folder.and("out/mod.rs", module + "// " + EVIL);
    shown(&folder, &["generate", "rust", "ok.tl", "-o", "out", "--check"]);
}

#[test]
fn documentation_is_escaped() {
    let error = format!(r#"{{"code": 400, "text": "{EVIL}"}}"#);
    let overlay = format!(
        r#"{{"format": "tl-overlay", "version": 1, "functions": {{"f": {{"description": "{EVIL}", "errors": [{error}]}}}}}}"#
    );
    let folder = Folder::with("a.tl", format!("// {EVIL}\na = A;\n---functions---\nf = A;\n"))
        .and("overlay.json", quoted(&overlay))
        .and(EVIL, "evil = Evil;");
    shown(&folder, &["show", "a", "--schema", "a.tl"]);
    shown(&folder, &["show", "f", "--schema", "a.tl", "--overlay", "overlay.json"]);
    shown(&folder, &["show", "evil", "--schema", EVIL]);
    shown(&folder, &["generate", "docs", "a.tl", "--coverage", "--overlay", "overlay.json"]);
}

#[test]
fn values_and_errors_are_escaped() {
    let folder =
        Folder::with("a.tl", "a x:string = A;\n").and("tl.toml", quoted(&format!("\"{EVIL}\" = 1\n")));
    let json = quoted(&format!(r#"{{"_": "a", "x": "", "{EVIL}": 1}}"#));
    shown(&folder, &["generate", "rust", "a.tl", "-o", "out", "--config", "tl.toml"]);
    shown(&folder, &["encode", &json, "--schema", "a.tl"]);
    shown(&folder, &["encode", EVIL, "--schema", "a.tl"]);
    shown(&folder, &["encode", "a", EVIL, "--schema", "a.tl"]);
    shown(&folder, &["encode", "1", "--type", EVIL, "--schema", "a.tl"]);
    shown(&folder, &["show", EVIL, "--schema", "a.tl"]);
    shown(&folder, &["explain", EVIL]);
    shown(&folder, &["id", &format!("a /* {EVIL} */ x:: = A;")]);
    let value = format!("x={EVIL}");
    let bytes = folder.tl_args(&["encode", "a", &value, "--schema", "a.tl"], b"").ok();
    shown(&folder, &["decode", bytes.trim(), "--annotate", "--schema", "a.tl"]);
}

#[test]
fn invalid_arguments_are_escaped() {
    let folder = Folder::new();
    shown(&folder, &["check", &format!("--{EVIL}")]);
    shown(&folder, &[EVIL]);
    shown(&folder, &["check", "--message-format", EVIL]);
    shown(&folder, &["generate", "rust", "--layer", EVIL, "-o", "out"]);
    shown(&folder, &["generate", "rust", "--module", EVIL, "-o", "out"]);
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_unicode_are_errors() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new();
    let output = folder
        .command(env!("CARGO_BIN_EXE_tl"))
        .arg("--unknown")
        .arg(OsStr::from_bytes(b"\xff"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

/// Checks that data is not escaped, because escaping would change it.
#[test]
fn data_is_not_escaped() {
    let text = format!("// {EVIL}\na = A;\n");
    let folder = Folder::with("a.tl", "a x:string = A;\n");
    assert_eq!(folder.tl_args(&["fmt", "-"], text.as_bytes()).ok(), text);
}

/// Checks that control characters in JSON are escaped. JSON is data, but people also read it on a terminal, and it may
/// come from the network.
#[test]
fn decoded_json_is_escaped_and_means_the_same() {
    let folder = Folder::with("a.tl", "s x:string = S;");
    let json = quoted(&format!(r#"{{"_":"s","x":"{EVIL}"}}"#));
    let bytes = folder.tl_args(&["encode", "--schema", "a.tl", &json], b"").ok();
    let decoded = folder.tl_args(&["decode", "--schema", "a.tl", bytes.trim()], b"").ok();
    assert!(!decoded.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{decoded}");
    let [decoded, json] =
        [&decoded, &json].map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap());
    assert_eq!(decoded, json);
}

/// Checks notes, which repeat arguments.
#[test]
fn notes_are_escaped() {
    let folder = Folder::new().and(EVIL, "a x:int = A;");
    shown(&folder, &["show", "#1f040578", "--schema", EVIL]);
}

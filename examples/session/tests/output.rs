//! Tests with files of this release, of an earlier release and of later releases.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Runs the program with a file. Returns the output of the program, or its error messages if it fails.
fn run(file: &Path) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_tl-example-session")).arg(file).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("it prints UTF-8");
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn file(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    _ = fs::remove_file(&path);
    path
}

#[test]
fn a_session_of_an_earlier_release_is_converted() {
    let file = file("earlier.json");
    let expected = r#"{
  "session": {
    "_": "session",
    "datacenters": [
      {
        "_": "datacenter",
        "id": 2,
        "key": "c2VjcmV0",
        "salt": "1"
      }
    ],
    "home": 2,
    "user": {
      "_": "user",
      "id": "1099511627776",
      "name": "Ada"
    }
  }
}
"#;
    assert_eq!(run(&file).as_deref(), Ok(expected));
    // In the second run, the file already exists.
    assert_eq!(run(&file), Ok(expected.replace(r#""salt": "1""#, r#""salt": "2""#)));
}

#[test]
fn additions_of_a_later_release_are_kept() {
    let file = file("later.json");
    let session = r#"{"_":"session","datacenters":[],"home":1}"#;
    fs::write(&file, format!(r#"{{"session":{session},"proxy":{{"port":1080}}}}"#)).expect("it is written");
    let text = run(&file).expect("the session is read");
    assert!(text.contains("\"name\": \"Ada\"") && text.contains("\"port\": 1080"), "{text}");
}

#[test]
fn a_session_that_cannot_be_read_is_not_overwritten() {
    let file = file("unknown.json");
    let text = r#"{"session":{"_":"sessionV3","home":1}}"#;
    fs::write(&file, text).expect("it is written");
    let error = run(&file).expect_err("no such constructor");
    assert!(error.contains("sessionV3"), "{error}");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), text);
}

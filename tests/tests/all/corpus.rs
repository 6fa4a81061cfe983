//! Reads test data that is not part of the project, from the folder in the variable `TL_CORPUS`.

use std::io::{Write, stderr};
use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;

/// Returns the text of a file of the test data. If `TL_CORPUS` is not set, returns `None` and writes a note to standard
/// error.
pub(crate) fn text(file: &str) -> Option<String> {
    let Some(folder) = env::var_os("TL_CORPUS").map(PathBuf::from) else {
        // Written directly to standard error, because the test harness hides the output of tests that pass.
        let note = format!("skipped: TL_CORPUS is not set, {file} is not compared\n");
        stderr().write_all(note.as_bytes()).unwrap();
        return None;
    };
    let path = folder.join(file);
    Some(fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Parses each line of a file as a JSON value.
pub(crate) fn records(file: &str) -> Option<Vec<Value>> {
    Some(text(file)?.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// Returns the string under `key`.
pub(crate) fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no string {key} in {value}"))
}

/// Parses hexadecimal digits.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    assert!(text.is_ascii() && text.len().is_multiple_of(2), "{text}");
    let digits = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(digits).collect()
}

/// Formats `bytes` as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

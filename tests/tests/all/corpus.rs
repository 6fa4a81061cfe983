//! Real data that is no part of the project: the folder that `TL_CORPUS` names.

use std::io::{Write, stderr};
use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;

/// A file of the corpus. Without `TL_CORPUS` there is none, and standard error says so.
pub(crate) fn text(file: &str) -> Option<String> {
    let Some(folder) = env::var_os("TL_CORPUS").map(PathBuf::from) else {
        // Past the test harness, which hides what a test that passes prints.
        let note = format!("skipped: TL_CORPUS is not set, {file} is not compared\n");
        stderr().write_all(note.as_bytes()).unwrap();
        return None;
    };
    let path = folder.join(file);
    Some(fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// One JSON value for each line of a file.
pub(crate) fn records(file: &str) -> Option<Vec<Value>> {
    Some(text(file)?.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// The string under `key`.
pub(crate) fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no string {key} in {value}"))
}

/// The bytes that `text` gives in hexadecimal.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    assert!(text.is_ascii() && text.len().is_multiple_of(2), "{text}");
    let digits = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(digits).collect()
}

/// `bytes` in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

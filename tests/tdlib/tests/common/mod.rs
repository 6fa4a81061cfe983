//! Reads the recordings. Also rewrites numbers in JSON, so that equal values have equal texts.

#![allow(dead_code, reason = "each test uses only some of these items")]

pub(crate) mod calls;
pub(crate) mod install;

use std::{env, fs};

use serde_json::Value;
use tl_runtime::tdjson::JsonOptions;

/// One text that was sent to a library or returned by it.
pub(crate) struct Record {
    pub(crate) number: u64,
    pub(crate) is_request: bool,
    pub(crate) is_update: bool,
    /// `normal`, `extra`, `lenient` or `error` for requests of TDLib.
    pub(crate) kind: String,
    /// The function of the library, such as `td_send`, `td_receive` or `td_execute`.
    pub(crate) via: String,
    pub(crate) text: String,
    /// The number of the request that this text answers.
    pub(crate) to: Option<u64>,
}

pub(crate) fn records(file: &str) -> Vec<Record> {
    lines(file).lines().map(record).collect()
}

/// Returns the text of a file of recordings.
pub(crate) fn lines(file: &str) -> String {
    fs::read_to_string(format!("{}/vectors/{file}", env::var("TL_CORPUS").unwrap())).unwrap()
}

fn record(line: &str) -> Record {
    // One field contains `Infinity`, which is not valid in JSON.
    let record: Value = serde_json::from_str(&line.replace("Infinity", "null")).unwrap();
    let string = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
    Record {
        number: record["n"].as_u64().unwrap(),
        is_request: record["direction"] == "request",
        is_update: record["direction"] == "update",
        kind: string("kind"),
        via: string("via"),
        text: string("raw"),
        to: record["to"].as_u64(),
    }
}

pub(crate) fn lenient() -> JsonOptions {
    JsonOptions { lenient: true, ..JsonOptions::default() }
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Returns the value with floating-point numbers as strings, so that equal numbers such as `1.0` and `1e0` have the
/// same text.
pub(crate) fn normal(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), normal(value))).collect())
        }
        Value::Array(items) => items.iter().map(normal).collect(),
        Value::Number(number) if number.is_f64() => Value::String(format!("{:?}", number.as_f64())),
        other => other.clone(),
    }
}

//! Tests of the class that pages use.

#![allow(clippy::panic, clippy::unwrap_used, reason = "everything here is a test")]

mod decoding;
mod encoding;
mod mutations;

use serde_json::Value;
use tl_web::Converter;

fn decode(text: &str, layer: &str) -> Value {
    decode_as(text, layer, "")
}

fn decode_as(text: &str, layer: &str, ty: &str) -> Value {
    serde_json::from_str(&Converter::bundled().decode(text, layer, ty)).unwrap()
}

fn encode(json: &str, layer: &str) -> Value {
    serde_json::from_str(&Converter::bundled().encode(json, layer, "")).unwrap()
}

/// Returns the texts of the lines, each with its label.
fn texts(answer: &Value) -> Vec<String> {
    let lines = answer["lines"].as_array().unwrap().iter();
    lines.map(|line| [&line["label"], &line["text"]].map(|text| text.as_str().unwrap()).join(" ")).collect()
}

fn error<'a>(answer: &'a Value, member: &str) -> &'a str {
    answer["error"][member].as_str().unwrap_or_else(|| panic!("{answer}"))
}

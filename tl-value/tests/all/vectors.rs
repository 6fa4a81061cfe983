//! Values and bytes that other implementations made.

use std::collections::BTreeMap;

use serde_json::Value;
use tl_value::Codec;

use crate::common::{bytes, codec, corpus, hex};

#[test]
fn every_record_of_layer_82() {
    check("telethon-L82", &[("constructor", 1_631), ("function", 750), ("result", 3)]);
}

#[test]
fn every_record_of_mtproto() {
    check("telethon-mtproto", &[("constructor", 129), ("function", 27)]);
}

#[test]
fn every_record_of_layer_228() {
    check("mtcute-L228", &[("constructor", 4_207), ("function", 2_270), ("result", 7)]);
}

/// Five times in these real bytes, `vectorOp` holds what its schema does not say: a `TypedOpOp` that is no `TypedOp`.
#[test]
fn a_map_of_file_references_is_refused_by_its_schema_and_read_by_a_corrected_one() {
    let Some(records) = corpus("vectors/filerefmap-L214.jsonl") else { return };
    let Some(schema) = corpus("vectors/schema-filerefmap-L214.tl") else { return };
    let record: Value = serde_json::from_str(&records).unwrap();
    let error = codec(&schema).decode(&bytes(record["hex"].as_str().unwrap()), None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at byte 47868 in `refresh_actions[1].action.args[1].value.op.values[0]`: \
         expected a constructor of `TypedOp`, found `copyOp` (#f48f418f)"
    );
    let corrected = schema.replace("values:Vector<TypedOp> ", "values:Vector<TypedOpOp> ");
    assert_ne!(corrected, schema);
    replay(&codec(&corrected), &record);
}

/// Encodes the value and decodes the bytes of every record, and counts them by kind.
#[track_caller]
fn check(name: &str, expected: &[(&str, usize)]) {
    let Some(records) = corpus(&format!("vectors/{name}.jsonl")) else { return };
    let Some(schema) = corpus(&format!("vectors/schema-{name}.tl")) else { return };
    let codec = codec(&schema);
    let mut counts = BTreeMap::new();
    for record in records.lines() {
        let record: Value = serde_json::from_str(record).unwrap();
        replay(&codec, &record);
        *counts.entry(record["kind"].as_str().unwrap().to_owned()).or_insert(0) += 1;
    }
    let expected = expected.iter().map(|&(kind, count)| (kind.to_owned(), count)).collect();
    assert_eq!(counts, expected);
}

fn replay(codec: &Codec, record: &Value) {
    let (value, text) = (&record["value"], record["hex"].as_str().unwrap());
    let ty = record["type"].as_str().map(|ty| codec.parse_type(ty).unwrap());
    let encoded = codec.encode(&value.to_string(), ty.as_ref()).unwrap_or_else(|e| panic!("{e}: {value}"));
    assert_eq!(hex(&encoded), text, "{value}");
    let decoded = codec.decode(&bytes(text), ty.as_ref()).unwrap_or_else(|e| panic!("{e}: {text}"));
    let decoded: Value = serde_json::from_str(&decoded).unwrap();
    // As texts, in which `-0.0` is not `0.0`.
    assert_eq!(decoded.to_string(), value.to_string());
}

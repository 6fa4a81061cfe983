//! Tests with values and bytes that other implementations have written.

use std::collections::BTreeMap;

use serde_json::Value;
use tl_value::{Codec, JsonForm, Type};

use crate::common::{bytes, codec, corpus, hex};

#[test]
fn every_record_of_layer_82_is_encoded_and_decoded() {
    check("telethon-L82", &[("constructor", 1_631), ("function", 750), ("result", 3)]);
}

#[test]
fn every_record_of_mtproto_is_encoded_and_decoded() {
    check("telethon-mtproto", &[("constructor", 129), ("function", 27)]);
}

#[test]
fn every_record_of_layer_228_is_encoded_and_decoded() {
    check("mtcute-L228", &[("constructor", 4_207), ("function", 2_270), ("result", 7)]);
}

/// Checks real bytes that do not match their schema: in five places, the `values` of a `vectorOp` contain a
/// `TypedOpOp`, but the schema declares them as `Vector<TypedOp>`.
#[test]
fn a_file_reference_map_is_decoded_only_with_a_corrected_schema() {
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

#[test]
fn every_record_of_ton_is_encoded_to_the_same_bytes() {
    let [lite, all] = ["lite_api", "ton_api"].map(|name| schemas("corpus/ton/", &format!("{name}.tl")));
    let (Some(lite), Some(all)) = (lite, all) else { return };
    let [lite_ton, all_ton] = ["lite_api", "ton_api"]
        .map(|name| schemas("corpus/ton/", &format!("{name}.tl")).unwrap().with_json_form(JsonForm::Ton));
    let mut with_more_bits = 0;
    for record in records("ton") {
        let in_form_of_ton = if record["schema"] == "lite_api.tl" { &lite_ton } else { &all_ton };
        let value = rewrite(in_form_of_ton, &record, record["hex"].as_str().unwrap(), None);
        assert_eq!(value["@type"], record["name"]);
        let codec = if record["schema"] == "lite_api.tl" { &lite } else { &all };
        let kept = rewrite(codec, &record, record["hex"].as_str().unwrap(), None);
        with_more_bits += usize::from(kept != record["value"]);
        // Functions, and constructors of types with several constructors, have no bare form of their own.
        let ty = codec.parse_type(record["name"].as_str().unwrap());
        if let (Some(bare), Ok(ty)) = (record["bare"].as_str(), ty) {
            rewrite(codec, &record, bare, Some(&ty));
        }
    }
    assert_eq!(with_more_bits, 5);
}

#[test]
fn every_record_of_vk_is_encoded_to_the_same_bytes() {
    let mut with_more_bits = 0;
    let mut codecs = BTreeMap::new();
    for record in records("vk") {
        let names = record["schema"].as_str().unwrap();
        let codec =
            codecs.entry(names.to_owned()).or_insert_with(|| schemas("vectors/schema-", names).unwrap());
        let is_bare = record["boxed"] == false;
        let ty = is_bare.then(|| codec.parse_type(record["name"].as_str().unwrap()).unwrap());
        let kept = rewrite(codec, &record, record["hex"].as_str().unwrap(), ty.as_ref());
        with_more_bits += usize::from(record.get("value").is_some_and(|value| *value != kept));
    }
    assert_eq!(with_more_bits, if codecs.is_empty() { 0 } else { 14 });
}

/// Checks queries and answers of tonlib, a client of TON. In six queries, masks have bits that no field uses.
#[test]
fn every_query_of_tonlib_is_encoded_to_the_same_bytes() {
    let [codec, ton] = [JsonForm::Tl, JsonForm::Ton]
        .map(|form| schemas("corpus/ton/", "lite_api.tl").map(|codec| codec.with_json_form(form)));
    let (Some(codec), Some(ton)) = (codec, ton) else { return };
    let mut modes = Vec::new();
    let (mut queries, mut with_more_bits) = (0, 0);
    for record in records("tonlib-liteserver") {
        for query in record["queries"].as_array().unwrap() {
            let kept = rewrite(&codec, query, query["query"].as_str().unwrap(), None);
            with_more_bits += usize::from(kept != query["decoded"]);
            for wrapped in [&query["outer"], &query["answered"]].into_iter().filter_map(Value::as_str) {
                rewrite(&codec, query, wrapped, None);
                rewrite(&ton, query, wrapped, None);
            }
            let in_form_of_ton = rewrite(&ton, query, query["query"].as_str().unwrap(), None);
            modes.extend(in_form_of_ton["mode"].as_u64());
            queries += 1;
        }
    }
    assert_eq!((queries, with_more_bits), (37, 6));
    let undeclared = [135, 65_535, 4_097];
    assert!(undeclared.iter().all(|mode| modes.contains(mode)), "{modes:?}");
}

fn records(name: &str) -> Vec<Value> {
    let text = corpus(&format!("vectors/{name}.jsonl")).unwrap_or_default();
    text.lines().map(|record| serde_json::from_str(record).unwrap()).collect()
}

/// Returns the codec of one schema that consists of several files of the corpus. `names` contains the names of the
/// files, separated by commas. The path of each file is `prefix` followed by its name.
fn schemas(prefix: &str, names: &str) -> Option<Codec> {
    let texts: Option<Vec<String>> =
        names.split(',').map(|name| corpus(&format!("{prefix}{name}"))).collect();
    Some(codec(&texts?.join("\n")))
}

/// Decodes bytes, checks that the value is encoded to these bytes, and returns the value.
fn rewrite(codec: &Codec, record: &Value, text: &str, ty: Option<&Type>) -> Value {
    let json = codec.decode(&bytes(text), ty).unwrap_or_else(|e| panic!("{e}: {record}"));
    let encoded = codec.encode(&json, ty).unwrap_or_else(|e| panic!("{e}: {json}"));
    assert_eq!(hex(&encoded), text, "{json}");
    serde_json::from_str(&json).unwrap()
}

/// Encodes the value and decodes the bytes of every record. Checks the number of records of each kind.
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
    // The values are compared as text, because `-0.0` and `0.0` are equal numbers.
    assert_eq!(decoded.to_string(), value.to_string());
}

//! Reads and writes the texts that were sent to libtdjson and libtonlibjson, and the texts that they returned.

#![cfg(corpus)]
#![allow(clippy::panic, clippy::unwrap_used, reason = "everything here is a test")]

mod common;

use std::collections::BTreeMap;
use std::{env, fs};

use common::{Record, json, lenient, normal, records};
use serde_json::{Map, Value};
use tl_runtime::tdjson::{Content, FromJson, Incoming, JsonError, JsonOptions, Request, ToJson};
use tl_tdlib::{bot, td, ton};

/// Checks that `written` has all members of `sent` except null ones. Members that only `written` has must be default
/// values, such as `false` or `[]`.
fn check_request(written: &Value, sent: &Value, path: &str) {
    match (written, sent) {
        (Value::Object(written), Value::Object(sent)) => check_object(written, sent, path),
        (Value::Array(written), Value::Array(sent)) => {
            assert_eq!(written.len(), sent.len(), "{path}");
            written.iter().zip(sent).for_each(|(written, sent)| check_request(written, sent, path));
        }
        // Numbers may be sent as strings, and an `int64` as a number.
        (Value::String(string), Value::Number(number)) | (Value::Number(number), Value::String(string)) => {
            assert_eq!(*string, number.to_string(), "{path}");
        }
        (written, Value::Null) => assert!(is_default(written), "{path}: {written}"),
        _ => assert_eq!(normal(written), normal(sent), "{path}"),
    }
}

fn check_object(written: &Map<String, Value>, sent: &Map<String, Value>, path: &str) {
    for (key, sent) in sent.iter().filter(|(key, _)| *key != "@extra") {
        match written.get(key) {
            Some(written) => check_request(written, sent, &format!("{path}.{key}")),
            None => assert!(sent.is_null(), "{path}.{key} is not written"),
        }
    }
    for (key, written) in written.iter().filter(|(key, _)| !sent.contains_key(*key) && *key != "@type") {
        assert!(is_default(written), "{path}.{key}: {written}");
    }
}

fn is_default(value: &Value) -> bool {
    ["false", "0", "0.0", "\"\"", "\"0\"", "[]"].contains(&value.to_string().as_str())
}

/// Checks that `written` equals `returned`, the JSON from the library, except for the attributes that the library adds.
fn check_returned(written: &str, returned: &str, number: u64) {
    let (mut written, returned) = (json(written), json(returned));
    for key in ["@extra", "@client_id"] {
        if let Some(attribute) = returned.get(key) {
            written[key] = attribute.clone();
        }
    }
    assert_eq!(normal(&written), normal(&returned), "{number}");
}

#[test]
fn everything_that_tdlib_returned_is_read_and_written_unchanged() {
    let mut count = 0;
    for record in records("tdjson.jsonl").iter().filter(|record| !record.is_request) {
        let value = td::types::Any::from_json(&record.text).unwrap();
        assert!(!matches!(value, td::types::Any::Unknown(_)), "{}", record.text);
        check_returned(&value.to_json_text(), &record.text, record.number);
        count += 1;
    }
    assert_eq!(count, 366);
}

#[test]
fn requests_to_tdlib_are_read_and_written() {
    let (records, mut counts) = (records("tdjson.jsonl"), BTreeMap::new());
    for record in records.iter().filter(|record| record.is_request && record.kind != "error") {
        let options = if record.kind == "lenient" { lenient() } else { JsonOptions::default() };
        let request = td::functions::Any::from_json_with(&record.text, options).unwrap();
        if record.kind != "lenient" {
            check_request(&json(&request.to_json_text()), &json(&record.text), &record.number.to_string());
        }
        *counts.entry(record.kind.as_str()).or_insert(0) += 1;
    }
    assert_eq!(counts, BTreeMap::from([("extra", 10), ("lenient", 34), ("normal", 131)]));
}

/// Checks requests that TDLib rejects. The generated types reject only requests that TDLib cannot parse, and accept
/// requests with invalid values.
#[test]
fn requests_that_tdlib_cannot_parse_are_errors() {
    let records = records("tdjson.jsonl");
    let unparsed = |number: u64| {
        let mut answers = records.iter().filter(|record| record.to == Some(number));
        let text = &answers.next().unwrap().text;
        ["Failed to parse", "Expected a JSON object"].iter().any(|problem| text.contains(problem))
    };
    let mut counts = [0, 0];
    for record in records.iter().filter(|record| record.kind == "error") {
        let request = td::functions::Any::from_json(&record.text);
        let error = request.as_ref().map_or_else(JsonError::to_string, |_| "no error".to_owned());
        assert_eq!(request.is_err(), unparsed(record.number), "{error}: {}", record.text);
        counts[usize::from(request.is_err())] += 1;
    }
    assert_eq!(counts, [21, 32]);
}

#[test]
fn updates_and_answers_are_distinguished() {
    let mut counts = [0, 0];
    for record in records("tdjson.jsonl").iter().filter(|record| !record.is_request) {
        let incoming = Incoming::<td::enums::Update>::parse(&record.text).unwrap();
        let value = json(&record.text);
        assert_eq!(incoming.extra.map(json), value.get("@extra").cloned(), "{}", record.text);
        assert_eq!(incoming.client_id.map(Value::from), value.get("@client_id").cloned());
        let is_answer = matches!(incoming.content, Content::Answer(_));
        assert_eq!(is_answer, !record.is_update, "{}", record.text);
        counts[usize::from(is_answer)] += 1;
    }
    assert_eq!(counts, [138, 228]);
}

#[test]
fn an_error_is_the_answer_to_any_request() {
    let records = records("tdjson.jsonl");
    let errors: Vec<&Record> =
        records.iter().filter(|record| record.text.starts_with("{\"@type\":\"error\"")).collect();
    assert!(errors.len() > 50, "{}", errors.len());
    for record in errors {
        assert!(td::functions::GetMe::result_from_json(&record.text).unwrap().is_err());
        assert!(td::functions::TestReturnError::result_from_json(&record.text).unwrap().is_err());
    }
}

#[test]
fn functions_are_synchronous_if_their_documentation_mentions_it() {
    const {
        assert!(td::functions::GetTextEntities::SYNCHRONOUS && !td::functions::GetMe::SYNCHRONOUS);
    }
    let corpus = env::var("TL_CORPUS").unwrap();
    let schema = fs::read_to_string(format!("{corpus}/vectors/schema-tdlib-1.8.65.tl")).unwrap();
    let generated = fs::read_dir(format!("{}/td/functions", tl_tdlib::OUT_DIR)).unwrap();
    let count: usize = generated
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .map(|text| text.matches("const SYNCHRONOUS: bool = true").count())
        .sum();
    assert_eq!(count, schema.matches("Can be called synchronously").count());
}

#[test]
fn everything_that_tonlib_received_and_returned_is_read_and_written() {
    let records = records("tonlibjson.jsonl");
    let mut strict = 0;
    for record in &records {
        if record.number == 25 || record.number == 26 {
            // Record 25 calls an unknown function, and record 26 is the answer `null`.
            continue;
        }
        let read = |options| match record.is_request {
            true => ton::functions::Any::from_json_with(&record.text, options).map(|x| x.to_json_text()),
            false => ton::types::Any::from_json_with(&record.text, options).map(|x| x.to_json_text()),
        };
        let written = read(JsonOptions::default()).inspect(|_| strict += 1);
        let written = written.or_else(|_| read(lenient())).unwrap();
        if record.is_request {
            check_request(&json(&written), &json(&record.text), &record.number.to_string());
        } else {
            check_returned(&written, &record.text, record.number);
        }
    }
    assert_eq!((records.len(), strict), (72, 67));
    assert!(ton::functions::Any::from_json(&records[24].text).is_err());
}

#[test]
fn the_text_of_an_unknown_update_is_kept() {
    let text = r#"{"@type":"updateOfTomorrow","mood":{"@type":"good"},"@client_id":1}"#;
    let incoming = Incoming::<td::enums::Update>::parse(text).unwrap();
    let Content::Update(td::enums::Update::Unknown(raw)) = incoming.content else { panic!("{incoming:?}") };
    assert_eq!((raw.as_str(), incoming.client_id), (text, Some(1)));
    assert_eq!(raw.to_json_text(), text);
}

#[test]
fn null_is_not_a_function() {
    let null = td::functions::Any::from_json_with("null", lenient());
    assert_eq!(null.unwrap_err().to_string(), "at byte 0: expected an object, found null");
}

#[test]
fn types_are_small() {
    assert!(size_of::<td::enums::Update>() <= 32, "{}", size_of::<td::enums::Update>());
    assert!(size_of::<td::types::Message>() <= 800, "{}", size_of::<td::types::Message>());
}

#[test]
fn a_bot_answers_messages() {
    let records = records("tdjson.jsonl");
    for update in records.iter().filter(|record| record.is_update) {
        assert_eq!(bot::answer(&update.text), Ok(None), "{}", update.text);
    }
    let message = r#"{"@type":"updateNewMessage","message":{"@type":"message","id":1048576,"sender_id":{"@type":
        "messageSenderUser","user_id":5},"chat_id":-100,"content":{"@type":"messageText","text":{"@type":
        "formattedText","text":"\u0434","entities":[]}}}}"#;
    let request = r#"{"@type":"sendMessage","chat_id":-100,"input_message_content":{"@type":"inputMessageText",
        "text":{"@type":"formattedText","text":"д","entities":[]},"clear_draft":true},"@extra":1048576}"#;
    assert_eq!(json(&bot::answer(message).unwrap().unwrap()), json(request));
    let broken = message.replace("\"text\":\"\\u0434\"", "\"text\":7");
    let error = bot::answer(&broken).unwrap_err();
    assert_eq!(error.path().to_string(), "message.content.text.text");
}

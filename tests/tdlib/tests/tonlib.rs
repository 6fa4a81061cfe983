//! Reads the recorded requests, writes them with the generated types, sends the written requests to the real
//! libtonlibjson, and reads the answers. The answers must be equal to the recorded answers. The library uses no
//! network: one of the tests answers the queries that the library sends to servers.

#![cfg(corpus)]
#![allow(clippy::panic, clippy::unwrap_used, reason = "everything here is a test")]

mod common;

use std::time::{Duration, Instant};

use common::calls::Call;
use common::{Record, install, json, lenient, lines, normal, records};
use serde_json::Value;
use tl_example_tdlib::{TonlibClient, TonlibJson};
use tl_runtime::tdjson::{Content, FromJson, Incoming, JsonOptions, Request};
use tl_runtime::{Decode, Encode, Identify};
use tl_tdlib::{lite_api, ton};

static CALLS: [Call; 43] = calls![ton:
    blocks::GetBlockHeader blocks::GetMasterchainBlockSignatures blocks::GetMasterchainInfo
    blocks::GetOutMsgQueueSizes blocks::GetShardBlockProof blocks::GetShards blocks::GetTransactions
    blocks::GetTransactionsExt blocks::LookupBlock ChangeLocalPassword Close CreateNewKey Decrypt DeleteAllKeys
    DeleteKey Encrypt ExportEncryptedKey ExportKey ExportPemKey ExportUnencryptedKey GetAccountAddress GetAccountState
    GetBip39Hints GetConfigAll GetConfigParam GetLogStream GetLogTags GetLogVerbosityLevel GuessAccountRevision Init Kdf
    lite_server::GetInfo OnLiteServerQueryResult options::ValidateConfig PackAccountAddress raw::GetAccountState
    raw::GetTransactions raw::SendMessage SetLogVerbosityLevel smc::GetLibraries Sync UnpackAccountAddress WithBlock
];

/// Answers that contain a new key, or bytes that are encrypted with a random number. Only their types are compared.
const RANDOM: [u64; 7] = [20, 46, 48, 50, 52, 54, 56];

#[test]
fn the_library_returns_the_recorded_answers() {
    let Some(ton) = load("requests to tonlib") else { return };
    let client = ton.create();
    let folder = tempfile::tempdir().unwrap();
    // Values that recorded requests contain, and the values that replace them in this run. For example, the library
    // creates another key in this run.
    let mut values = vec![("db/tonks".to_owned(), folder.path().to_str().unwrap().to_owned())];
    let mut count = 0;
    let records = records("tonlibjson.jsonl");
    for pair in records.chunks(2) {
        let [request, recorded] = pair else { panic!("a request without an answer") };
        assert_eq!(recorded.to, Some(request.number));
        let text = values.iter().fold(request.text.clone(), |text, (old, new)| text.replace(old, new));
        let Some((call, text)) = rewrite(&text) else {
            // The library returns a null pointer for an unknown function.
            assert!(ton.execute(&text).is_err() && recorded.text == "null");
            continue;
        };
        let answer = if request.via == "execute" {
            ton.execute(&text).unwrap()
        } else {
            client.send(&text).unwrap();
            receive(&client, |_| panic!("no query was expected"))
        };
        if request.number == 45 {
            let key = ["public_key", "secret"];
            values.extend(key.map(|name| (string(&recorded.text, name), string(&answer, name))));
        }
        compare(call, &answer, recorded);
        count += 1;
    }
    // One of the 36 requests calls an unknown function.
    assert_eq!((count, records.len()), (35, 72));
}

/// Checks the queries that the library sends to lite servers. The test answers them with the recorded answers.
#[test]
fn queries_to_lite_servers_are_decoded_and_answered() {
    let Some(ton) = load("answers to tonlib's queries") else { return };
    let client = ton.create();
    let (mut queries, mut answers) = (0, 0);
    for line in lines("tonlib-liteserver.jsonl").lines() {
        let record = json(line);
        let (call, text) = rewrite(&record["request"].to_string()).unwrap();
        client.send(&text).unwrap();
        let mut recorded = record["queries"].as_array().unwrap().iter();
        let answer = receive(&client, |query| {
            let query_recorded = recorded.next().unwrap_or_else(|| panic!("more queries than in {line}"));
            let bytes = answer_query(&query.data, query_recorded);
            let result = ton::functions::OnLiteServerQueryResult { id: query.id, bytes };
            client.send(&result.to_json(())).unwrap();
            queries += 1;
        });
        assert!(recorded.next().is_none(), "the library sent fewer queries than in {line}");
        assert_eq!(normal(&call.reread(&answer)), normal(&record["answer"]), "{line}");
        answers += 1;
    }
    assert_eq!((queries, answers), (37, 24));
}

/// Decodes a query of the library, and returns the recorded answer as the generated types encode it.
fn answer_query(data: &[u8], recorded: &Value) -> Vec<u8> {
    assert_eq!(hex(data), recorded["outer"].as_str().unwrap());
    let outer = lite_api::functions::lite_server::Query::from_bytes(data).unwrap();
    assert_eq!(outer.to_bytes().unwrap(), data);
    assert_eq!(hex(&outer.data), recorded["query"].as_str().unwrap());
    let query = lite_api::functions::Any::from_bytes(&outer.data).unwrap();
    assert_eq!(query.to_bytes().unwrap(), outer.data);
    assert_eq!(query.constructor_name(), recorded["decoded"]["_"].as_str().unwrap());
    let answered = unhex(recorded["answered"].as_str().unwrap());
    let answer = lite_api::types::Any::from_bytes(&answered).unwrap();
    let bytes = answer.to_bytes().unwrap();
    assert_eq!(bytes, answered);
    bytes
}

/// Loads the library and turns off its log.
fn load(untested: &str) -> Option<TonlibJson> {
    let ton = TonlibJson::load(install::TONLIBJSON.find(untested)?).unwrap();
    let request = ton::functions::SetLogVerbosityLevel { new_verbosity_level: 0 };
    ton.execute(&request.to_json(())).unwrap();
    Some(ton)
}

/// Returns a request as its type writes it, or `None` if there is no such function.
fn rewrite(text: &str) -> Option<(&'static Call, String)> {
    let options = match ton::functions::Any::from_json(text) {
        Ok(_) => JsonOptions::default(),
        Err(_) => lenient(),
    };
    let request = ton::functions::Any::from_json_with(text, options).ok()?;
    let name = request.constructor_name();
    let call = CALLS.iter().find(|call| call.name == name).unwrap_or_else(|| panic!("{name}"));
    Some((call, call.rewrite(text, options, json(text).get("@extra"))))
}

/// Waits for the answer to a request. Calls `on_query` for queries to lite servers.
fn receive(
    client: &TonlibClient<'_>,
    mut on_query: impl FnMut(&ton::types::UpdateSendLiteServerQuery),
) -> String {
    let start = Instant::now();
    loop {
        assert!(start.elapsed() < Duration::from_secs(20), "the library does not answer");
        let Some(text) = client.receive(1.0) else { continue };
        let incoming = Incoming::<ton::enums::Update>::parse(&text).unwrap();
        match incoming.content {
            Content::Update(ton::enums::Update::SendLiteServerQuery(query)) => on_query(&query),
            Content::Update(ton::enums::Update::SyncState(_)) => {}
            // The answer to `onLiteServerQueryResult`.
            Content::Answer(answer) if incoming.extra.is_none() => assert_eq!(answer, r#"{"@type":"ok"}"#),
            Content::Answer(answer) => return answer.to_owned(),
            Content::Update(update) => panic!("{update:?}"),
        }
    }
}

fn compare(call: &Call, answer: &str, recorded: &Record) {
    let (mut read, mut expected) = (normal(&call.reread(answer)), normal(&json(&recorded.text)));
    if RANDOM.contains(&recorded.number) {
        (read, expected) = (read["@type"].take(), expected["@type"].take());
    }
    assert_eq!(read, expected, "{}", recorded.number);
}

fn string(text: &str, member: &str) -> String {
    json(text)[member].as_str().unwrap().to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2).map(|digits| str::from_utf8(digits).unwrap());
    digits.map(|digits| u8::from_str_radix(digits, 16).unwrap()).collect()
}

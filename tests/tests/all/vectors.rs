//! Bytes that other implementations wrote: decoded and encoded, they are the same.

use std::collections::BTreeMap;

use serde_json::Value;
use tl_parser::schema::Category;
use tl_runtime::{Encode, Function};
use tl_tests::layer_82::functions;

use crate::corpus::{bytes, hex, records, string};
use crate::generated::{self, Generated};

#[test]
fn every_record_of_layer_82_is_written_back_as_it_was() {
    let Some(records) = records("vectors/telethon-L82.jsonl") else { return };
    let checked = replay(&generated::layer_82(), &records);
    assert_eq!(checked["result"], 3);
    assert!(checked["constructor"] > 1_000 && checked["function"] > 500, "{checked:?}");
    assert_eq!(checked.values().sum::<usize>(), records.len());
}

#[test]
fn every_record_of_mtproto_is_written_back_as_it_was() {
    let Some(records) = records("vectors/telethon-mtproto.jsonl") else { return };
    let [mtproto, ..] = generated::all();
    let checked = replay(&mtproto, &records);
    assert!(checked["constructor"] > 100 && checked["function"] > 20, "{checked:?}");
    assert_eq!(checked.values().sum::<usize>(), records.len());
}

/// How many records of each kind were decoded and encoded.
fn replay<'r>(module: &Generated, records: &'r [Value]) -> BTreeMap<&'r str, usize> {
    let mut checked = BTreeMap::new();
    for record in records {
        let (kind, name, text) = (string(record, "kind"), string(record, "name"), string(record, "hex"));
        let written = match kind {
            "constructor" => module.rewrite(Category::Constructor, &bytes(text)),
            "function" => module.rewrite(Category::Function, &bytes(text)),
            "result" => Ok(rewrite_result(name, &bytes(text))),
            _ => panic!("unknown kind {kind}"),
        };
        assert_eq!(written.as_deref().map(hex).as_deref(), Ok(text), "{name}");
        *checked.entry(kind).or_default() += 1;
    }
    checked
}

/// Decodes a bare result of the function `name`, by both ways there are, and encodes it.
fn rewrite_result(name: &str, bytes: &[u8]) -> Vec<u8> {
    fn rewrite<F: Function<Output: Encode + PartialEq>>(bytes: &[u8]) -> Vec<u8> {
        let output = F::output_from_bytes(bytes).unwrap();
        assert!(F::decode_output(&mut tl_runtime::Reader::new(bytes)) == output);
        output.to_bytes().unwrap()
    }
    match name {
        "photos.deletePhotos" => rewrite::<functions::photos::DeletePhotos>(bytes),
        "messages.getAttachedStickers" => rewrite::<functions::messages::GetAttachedStickers>(bytes),
        _ => panic!("no function {name} here"),
    }
}

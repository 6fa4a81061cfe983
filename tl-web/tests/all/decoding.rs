//! Tests of decoding: notations, envelopes, contents of containers, layers and errors.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use tl_web::Converter;

use crate::{decode, decode_as, encode, error, texts};

/// `auth.cancelCode` with a telephone number and a hash.
const CANCEL_CODE: &str = "7805041f 052b343931320000 03616263";

#[test]
fn a_call_is_decoded_with_the_chosen_layer() {
    let answer = decode(CANCEL_CODE, "82");
    assert_eq!(
        texts(&answer),
        [" auth.cancelCode#1f040578", r#"phone_number "+4912""#, r#"phone_code_hash "abc""#]
    );
    assert_eq!(answer["lines"][0]["name"], "auth.cancelCode");
    assert_eq!(answer["lines"][1]["offset"], 4);
    assert_eq!(answer["lines"][1]["bytes"], "052b343931320000");
    assert_eq!(answer["schema"], json!({"layer": "82", "note": "Read with layer 82 and MTProto."}));
    let json: Value = serde_json::from_str(answer["json"].as_str().unwrap()).unwrap();
    assert_eq!(json, json!({"_": "auth.cancelCode", "phone_number": "+4912", "phone_code_hash": "abc"}));
    assert_eq!(answer["error"], Value::Null);
}

#[test]
fn bytes_are_read_in_any_notation() {
    for (text, notation) in [
        (CANCEL_CODE, "hexadecimal"),
        ("0x7805041f052b34393132000003616263", "hexadecimal"),
        ("00000000: 7805 041f 052b 3439 3132 0000 0361 6263  x....+4912...abc\n", "dump"),
        (r"b'x\x05\x04\x1f\x05+4912\x00\x00\x03abc'", "string literal"),
        (r#"char data[] = "x\x05\x04\x1f\x05+4912\x00\x00\x03""abc";"#, "string literal"),
        ("[120, 5, 4, 31, 5, 43, 52, 57, 49, 50, 0, 0, 3, 97, 98, 99]", "list"),
        ("eAUEHwUrNDkxMgAAA2FiYw==", "base64"),
        ("eAUEHwUrNDkx\nMgAAA2FiYw\n", "base64"),
    ] {
        let answer = decode(text, "82");
        assert_eq!(answer["notation"], notation, "{text}");
        assert_eq!(answer["hex"], CANCEL_CODE.replace(' ', ""), "{text}");
        assert_eq!(answer["error"], Value::Null, "{text}");
    }
}

/// Returns a container with two messages: an acknowledgment and a packed result.
fn container() -> String {
    let json = r##"{"_":"auth.loggedOut","future_auth_token":"QUJD"}"##;
    let answer = encode(json, "230")["hex"].as_str().unwrap().to_owned();
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    let answer: Vec<u8> =
        (0..answer.len()).step_by(2).map(|at| u8::from_str_radix(&answer[at..at + 2], 16).unwrap()).collect();
    packed.write_all(&answer).unwrap();
    let packed = packed.finish().unwrap();
    let encoded = encode(
        &json!({"_": "msg_container", "messages": [
            {"msg_id": "1", "seqno": 1, "body": {"_": "msgs_ack", "msg_ids": ["7"]}},
            {"msg_id": "5", "seqno": 3, "body": {"_": "rpc_result", "req_msg_id": "12",
                "result": {"_": "gzip_packed", "packed_data": to_base64(&packed)}}},
        ]})
        .to_string(),
        "230",
    );
    encoded["hex"].as_str().unwrap_or_else(|| panic!("{encoded}")).to_owned()
}

fn to_base64(bytes: &[u8]) -> String {
    tl_value::Text::Base64.write(bytes)
}

#[test]
fn contents_of_containers_results_and_packed_data_have_lines() {
    for layer in ["230", "", "all", "mtproto"] {
        let answer = decode(&container(), layer);
        assert_eq!(answer["error"], Value::Null);
        let texts = texts(&answer);
        for expected in [
            " msg_container#73f1f8dc",
            "body msgs_ack#62d6b459",
            "body rpc_result#f35c6d01",
            "result gzip_packed#3072cfa1",
            "unpacked auth.loggedOut#c3a2835f",
            "future_auth_token 3 bytes",
        ] {
            assert!(texts.iter().any(|text| text == expected), "{layer}: {expected} in {texts:#?}");
        }
        let last = answer["lines"].as_array().unwrap().last().unwrap();
        assert_eq!(last["unpacked"], 1);
    }
}

#[test]
fn envelopes_are_detected() {
    let answer =
        decode("0000000000000000 4a967027c47ae551 14000000 f18e7ebe 3e0549828cca27e966b301a48fece2fc", "");
    assert_eq!(texts(&answer)[0], "auth_key_id 0");
    assert_eq!(answer["schema"]["note"], "These bytes are MTProto, which does not depend on the layer.");
    assert!(answer["json"].as_str().unwrap().contains("unencrypted_message"));
}

#[test]
fn the_newest_layer_with_all_declarations_is_guessed() {
    let answer = decode(CANCEL_CODE, "");
    assert_eq!(answer["schema"]["layer"], "230");
    let note = answer["schema"]["note"].as_str().unwrap();
    assert!(note.starts_with("Layer 230 is the newest one with these declarations; layers "), "{note}");
    let old = encode(
        r#"{"_":"contacts.resolvedPeer","peer":{"_":"peerUser","user_id":1},"chats":[],
            "users":[{"_":"user","id":1,"first_name":"A"}]}"#,
        "82",
    );
    let answer = decode(old["hex"].as_str().unwrap(), "");
    assert_eq!(answer["error"], Value::Null);
    let layer: u32 = answer["schema"]["layer"].as_str().unwrap().parse().unwrap();
    assert!((82..230).contains(&layer), "{layer}");
    assert!(answer["json"].as_str().unwrap().contains(r#""first_name": "A""#), "{answer}");
}

#[test]
fn all_layers_are_used_together_if_no_single_layer_has_every_declaration() {
    let json = r##"{"_":"msg_container","messages":[
        {"msg_id":"1","seqno":1,"body":{"_":"auth.loggedOut"}},
        {"msg_id":"2","seqno":1,"body":{"_":"inputGeoPoint#f3b7acc9","lat":1.5,"long":2}}]}"##;
    let encoded = encode(json, "");
    let hex = encoded["hex"].as_str().unwrap_or_else(|| panic!("{encoded}"));
    let answer = decode(hex, "");
    assert_eq!(answer["schema"]["layer"], "all");
    assert_eq!(answer["error"], Value::Null);
}

#[test]
fn a_text_that_is_not_bytes_causes_an_error_with_a_position() {
    let answer = decode("78 05\n0g 1f", "82");
    assert_eq!(answer["notation"], Value::Null);
    assert_eq!(error(&answer, "of"), "text");
    assert_eq!(error(&answer, "message"), "unexpected `g` in bytes");
    assert_eq!((&answer["error"]["line"], &answer["error"]["column"]), (&json!(2), &json!(2)));
    assert_eq!(
        error(&decode("eAUEHwUrN", ""), "advice"),
        "if this is base64, characters are missing or wrong"
    );
    assert_eq!(error(&decode(" \n", ""), "message"), "there are no bytes");
    assert_eq!(error(&decode("00 ".repeat(3 << 20).trim(), ""), "message"), "the text has more than 8 MiB");
    let long = error(&decode(&"00".repeat((1 << 20) + 1), ""), "message").to_owned();
    assert!(long.starts_with("the value has more than 1 MiB"), "{long}");
}

#[test]
fn truncated_bytes_have_lines_up_to_the_error() {
    for layer in ["82", ""] {
        let answer = decode("7805041f 052b3439", layer);
        assert_eq!(texts(&answer), [" auth.cancelCode#1f040578"]);
        assert_eq!(error(&answer, "of"), "bytes");
        assert_eq!(answer["error"]["offset"], 4);
        assert_eq!(error(&answer, "path"), "phone_number");
        assert_eq!(answer["json"], Value::Null);
    }
    assert_eq!(decode("7805041f 052b3439", "")["schema"]["layer"], "230");
}

#[test]
fn ids_of_other_layers_are_looked_up() {
    let answer = decode("c9acb7f3 0000000000000000 0000000000000000", "230");
    let advice = error(&answer, "advice");
    assert!(advice.starts_with("#f3b7acc9 is `inputGeoPoint` in layers "), "{advice}");
    let layer = answer["error"]["layer"].as_u64().unwrap();
    assert_eq!(
        decode("c9acb7f3 0000000000000000 0000000000000000", &layer.to_string())["error"],
        Value::Null
    );
    let answer = decode("1f040578 00000000", "82");
    assert!(error(&answer, "advice").contains("its bytes are in reverse order: write `7805041f`"));
    let answer = decode("ffeeddcc 00000000", "");
    assert_eq!(error(&answer, "message"), "no constructor or function has the id #ccddeeff");
    assert_eq!(answer["error"]["advice"], Value::Null);
}

#[test]
fn a_vector_needs_a_type() {
    let wire = "15c4b51c 01000000 0500000000000000";
    assert_eq!(error(&decode(wire, ""), "of"), "vector");
    let answer = decode_as(wire, "", "Vector<long>");
    assert_eq!(answer["json"], "[\n  \"5\"\n]");
    assert_eq!(error(&decode_as(wire, "", "Vector<lnog>"), "of"), "type");
    assert_eq!(error(&decode(wire, "9"), "of"), "schema");
}

#[test]
fn the_number_of_lines_is_limited() {
    let count: u32 = 100_000;
    let hex = format!("59b4d662 15c4b51c {}", tl_value::Text::Hex.write(&count.to_le_bytes()));
    let answer = decode(&(hex + &"0100000000000000".repeat(count as usize)), "");
    assert_eq!(
        answer["lines"].as_array().unwrap().len() as u64 + answer["omitted"].as_u64().unwrap(),
        100_003
    );
    assert_eq!(answer["lines"].as_array().unwrap().len(), 4_000);
}

#[test]
fn a_page_can_pass_a_schema() {
    let ton = "lookup#00000005 mode:# id:int53 lt:mode.1?long = Lookup;";
    let mut converter = Converter::of_schema("ton.tl", ton, "ton", false).unwrap();
    let answer: Value =
        serde_json::from_str(&converter.decode("05000000 00000000 0700000000000000", "82", "")).unwrap();
    assert_eq!(answer["schema"], json!({"layer": "", "note": "Read with ton.tl."}));
    assert!(answer["json"].as_str().unwrap().contains(r#""@type": "lookup""#), "{answer}");
    let answer: Value = serde_json::from_str(&converter.decode(CANCEL_CODE, "", "")).unwrap();
    assert!(
        error(&answer, "advice").ends_with("of the Telegram API, but the bytes are read with another schema"),
        "{answer}"
    );
    assert!(converter.layers().is_empty());
    assert!(Converter::of_schema("x.tl", "", "xml", false).is_err());
    let mut both = Converter::of_schema("own", "a#00000001 = A;", "tl", true).unwrap();
    assert!(both.decode("016d5cf3 0c00000000000000 01000000", "", "").contains("rpc_result"));
}

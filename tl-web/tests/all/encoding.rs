//! Tests of encoding JSON.

use serde_json::{Value, json};

use crate::{decode, encode, error};

#[test]
fn json_of_decoded_bytes_is_encoded_to_the_same_bytes() {
    let hex = "7805041f052b34393132000003616263";
    let json = decode(hex, "82")["json"].as_str().unwrap().to_owned();
    for layer in ["82", ""] {
        let answer = encode(&json, layer);
        assert_eq!(answer["hex"], hex);
        assert_eq!(answer["error"], Value::Null);
        assert_eq!(answer["schema"]["layer"], if layer.is_empty() { "230" } else { layer });
    }
}

#[test]
fn errors_have_a_position() {
    let answer = encode(
        "{\n  \"_\": \"auth.cancelCode\",\n  \"phone_number\": 12,\n  \"phone_code_hash\": \"\"\n}",
        "82",
    );
    assert_eq!(answer["hex"], Value::Null);
    assert_eq!((&answer["error"]["line"], &answer["error"]["column"]), (&json!(3), &json!(19)));
    assert_eq!(error(&answer, "path"), "phone_number");
    assert!(error(&encode("{", ""), "message").starts_with("invalid JSON"));
    assert!(error(&encode(r#"{"_":"auth.cancelCod"}"#, ""), "message").contains("auth.cancelCode"));
}

#[test]
fn names_refer_to_the_api_before_mtproto() {
    let json = r#"{"_":"message","id":1,"peer_id":{"_":"peerUser","user_id":"1"},"date":0,"message":"a"}"#;
    let answer = encode(json, "230");
    assert_eq!(answer["error"], Value::Null, "{answer}");
}

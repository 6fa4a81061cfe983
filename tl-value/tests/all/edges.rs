//! Tests of unusual schemas, in which encoding and decoding could easily disagree.

use crate::common::{codec, hex};

/// Encodes `json` and decodes the bytes. Returns the bytes in hexadecimal and the decoded JSON.
fn there_and_back(schema: &str, json: &str) -> (String, String) {
    let codec = codec(schema);
    let bytes = codec.encode(json, None).unwrap();
    let text = hex(&bytes);
    (text, codec.decode(&bytes, None).unwrap())
}

#[test]
fn minus_zero_is_an_integer_zero() {
    let schema = "a#1 x:int y:long z:# = A;";
    let (bytes, json) = there_and_back(schema, r#"{"_":"a","x":-0,"y":"-0","z":-0}"#);
    assert_eq!(bytes, format!("01000000{}", "00".repeat(16)));
    assert_eq!(json, r#"{"_":"a","x":0,"y":"0","z":0}"#);
}

#[test]
fn a_true_in_an_object_is_written_with_its_name() {
    let json = r#"{"_":"a","x":{"_":"true"}}"#;
    let (bytes, again) = there_and_back("b#2 y:true = B;\na#1 x:Object = A;", json);
    assert_eq!((bytes.as_str(), again.as_str()), ("0100000039d3ed3f", json));
}

#[test]
fn bools_have_the_ids_that_the_schema_declares() {
    let schema = "boolFalse#6 = Bool;\nboolTrue#5 = Bool;\na#1 x:Bool y:Object = A;";
    let json = r#"{"_":"a","x":true,"y":false}"#;
    let (bytes, again) = there_and_back(schema, json);
    assert_eq!((bytes.as_str(), again.as_str()), ("010000000500000006000000", json));
    let usual = codec(schema).decode(&[1, 0, 0, 0, 0xb5, 0x75, 0x72, 0x99], None).unwrap_err();
    assert_eq!(usual.to_string(), "at byte 4 in `x`: no constructor of `Bool` has the id #997275b5");
}

/// Checks a constructor and a function with the same name and id. Their bytes are equal.
#[test]
fn encoding_accepts_what_decoding_writes() {
    let schema = "b#2 y:true = B;\n---functions---\ntrue = True;\n";
    let codec = codec(schema);
    let bytes = [0x39, 0xd3, 0xed, 0x3f];
    let json = codec.decode(&bytes, None).unwrap();
    assert_eq!(codec.encode(&json, None).unwrap(), bytes);
}

/// Checks that boxed values without fields are not counted as values without bytes, because their ids have bytes.
#[test]
fn many_values_without_fields_are_read() {
    let codec = codec("none#2 = User;\nall#1 users:Vector<User> = All;\n");
    let user = r#"{"_":"none"}"#;
    let json = format!(r#"{{"_":"all","users":[{}]}}"#, [user; 70_000].join(","));
    let bytes = codec.encode(&json, None).unwrap();
    assert!(codec.decode(&bytes, None).unwrap() == json);
}

/// Checks that the minimum size of an item limits the number of items of a vector.
#[test]
fn the_size_of_the_smallest_item_limits_a_vector() {
    let codec = codec("user#2 id:long name:string = User;\nall#1 users:Vector<User> = All;\n");
    let mut bytes = codec.encode(r#"{"_":"all","users":[{"_":"user","id":"1","name":""}]}"#, None).unwrap();
    bytes[8] = 2;
    let error = codec.decode(&bytes, None).unwrap_err().to_string();
    assert_eq!(
        error,
        "at byte 8 in `users`: the count is 2, but the remaining input can hold at most 1 item"
    );
}

//! Tests of JSON in the forms of TDLib and tonlib.

use serde_json::Value;
use tl_parser::schema::Dialect;
use tl_value::{Codec, JsonForm};

use crate::common::{bytes, codec, codec_of, corpus, hex};

const SCHEMA: &str = "
one#1 mode:# lt:mode.1?long utime:mode.2?int silent:mode.3?true = One;
all#2 a:int b:# c:int53 d:int64 e:double f:string g:bytes h:int128 i:Bool j:vector<int64> k:Vector<One> l:true
  m:Int53 n:int256 o:int512 p:float = All;
left#3 one:One any:Object = Either;
right#4 = Either;
items#5 n:# first:n*[ int ] more:2*[ x:int y:int53 ] = Items;
number#6 n:# x:n.0?int on:n.1?true items:n*[ int ] = Number;
---functions---
lookup#7 mode:# id:int lt:mode.1?long = One;
";

fn ton() -> Codec {
    codec(SCHEMA).with_json_form(JsonForm::Ton)
}

/// Checks that the bytes are decoded to the JSON, and that the JSON is encoded to the bytes.
#[track_caller]
fn check(text: &str, json: &str) {
    let wire = bytes(text);
    for form in [JsonForm::Tdlib, JsonForm::Ton] {
        let codec = codec(SCHEMA).with_json_form(form);
        assert_eq!(codec.decode(&wire, None).unwrap(), json);
        assert_eq!(codec.encode(json, None).map(|bytes| hex(&bytes)), Ok(hex(&wire)));
    }
}

/// Checks that both JSON texts are encoded to the same bytes.
#[track_caller]
fn check_same_bytes(short: &str, long: &str) {
    let [short, long] = [short, long].map(|json| ton().encode(json, None).map(|bytes| hex(&bytes)));
    assert!(short.is_ok(), "{short:?}");
    assert_eq!(short, long);
}

#[track_caller]
fn check_error(json: &str, message: &str) {
    assert_eq!(ton().encode(json, None).unwrap_err().to_string(), message);
}

#[test]
fn masks_are_written_with_all_bits() {
    check("01000000 00000000", r#"{"@type":"one","mode":0}"#);
    check("01000000 0f000000 0700000000000000 05000000", r#"{"@type":"one","mode":15,"lt":"7","utime":5}"#);
    check("01000000 08000080", r#"{"@type":"one","mode":2147483656}"#);
    // In Telegram's dialect, masks are written with all bits too.
    let telegram = codec_of(SCHEMA, Dialect::Telegram).with_json_form(JsonForm::Tdlib);
    let json = r#"{"@type":"one","mode":9}"#;
    assert_eq!(telegram.decode(&bytes("01000000 09000000"), None).unwrap(), json);
    assert_eq!(telegram.encode(json, None).map(|bytes| hex(&bytes)), Ok("0100000009000000".to_owned()));
}

#[test]
fn masks_must_agree_with_the_fields() {
    check_same_bytes(r#"{"@type":"one","lt":7}"#, r#"{"@type":"one","mode":2,"lt":"7"}"#);
    check_same_bytes(r#"{"@type":"one","silent":true}"#, r#"{"@type":"one","mode":8}"#);
    check_same_bytes(r#"{"@type":"one","mode":8,"silent":true}"#, r#"{"@type":"one","mode":"8","lt":null}"#);
    check_error(
        r#"{"@type":"one","mode":3}"#,
        "at 1:1: missing field `lt`, which is required because `mode.1` is set",
    );
    check_error(
        r#"{"@type":"one","mode":1,"lt":"7"}"#,
        "at 1:30 in `lt`: this field is only allowed if `mode.1` is set",
    );
    check_error(
        r#"{"@type":"one","mode":0,"silent":true}"#,
        "at 1:34 in `silent`: this field is only allowed if `mode.3` is set",
    );
    check_error(
        r#"{"@type":"one","mode":8,"silent":false}"#,
        "at 1:34 in `silent`: expected true, found false",
    );
    check_error(r#"{"@type":"one","mode":-1}"#, "at 1:23 in `mode`: number out of range for `#`");
}

#[test]
fn scalars_have_the_form_of_tdlib() {
    let json = concat!(
        r#"{"@type":"all","a":-1,"b":4294967295,"c":-9007199254740993,"d":"-9007199254740993","e":0.5,"f":"é","#,
        r#""g":"AQI=","h":"AAECAwQFBgcICQoLDA0ODw==","i":true,"j":["1"],"k":[{"@type":"one","mode":0}],"l":true,"#,
        r#""m":5,"n":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","#,
        r#""o":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==","p":1.5}"#
    );
    let wire = ton().encode(json, None).unwrap();
    assert_eq!(ton().decode(&wire, None).unwrap(), json);
    // JSON in our own form differs from TDLib's.
    let tl = codec(SCHEMA).decode(&wire, None).unwrap();
    assert!(tl.contains(r#""c":"-9007199254740993""#) && tl.contains(r#""h":"000102030405"#), "{tl}");
    assert_eq!(codec(SCHEMA).encode(&tl, None), Ok(wire));
}

#[test]
fn floats_may_be_infinite() {
    let json = r#"{"@type":"all","e":1e999,"p":-1e999}"#;
    let text = ton().decode(&ton().encode(json, None).unwrap(), None).unwrap();
    assert!(text.contains(r#""e":1e999"#) && text.contains(r#""p":-1e999"#), "{text}");
    check_error(r#"{"@type":"all","e":"1"}"#, "at 1:20 in `e`: expected a number, found a string");
    check_error(r#"{"@type":"all","e":null}"#, "at 1:20 in `e`: expected a number, found null");
}

#[test]
fn omitted_fields_have_default_values() {
    let text = ton().decode(&ton().encode(r#"{"@type":"all"}"#, None).unwrap(), None).unwrap();
    let start = r#"{"@type":"all","a":0,"b":0,"c":0,"d":"0","e":0.0,"f":"","g":"","h":"AAAAAAAAAAAAAAAAAAAAAA==","i":false,"j":[],"k":[],"l":true,"m":0,"#;
    assert!(text.starts_with(start), "{text}");
    check_same_bytes(r#"{"@type":"number"}"#, r#"{"@type":"number","n":0,"items":[]}"#);
    check_error(r#"{"@type":"left"}"#, "at 1:1: missing fields `one` and `any` of `left`");
    check_error(r#"{"@type":"items"}"#, "at 1:1 in `more`: expected 2 items, found 0");
}

#[test]
fn numbers_in_strings_must_be_canonical() {
    check_same_bytes(r#"{"@type":"lookup","id":"-5"}"#, r#"{"@type":"lookup","id":-5}"#);
    check_same_bytes(
        r#"{"@type":"all","c":"7","d":7,"j":[7]}"#,
        r#"{"@type":"all","c":7,"d":"7","j":["7"]}"#,
    );
    for wrong in ["05", "-0", "+5", "5.0", "", "-", " 5"] {
        for field in ["a", "b", "c", "d"] {
            let at = format!("at 1:20 in `{field}`: expected a whole number");
            check_error(&format!(r#"{{"@type":"all","{field}":"{wrong}"}}"#), &at);
        }
    }
    check_error(r#"{"@type":"all","a":"2147483648"}"#, "at 1:20 in `a`: number out of range for `int`");
    check_error(r#"{"@type":"all","b":"-1"}"#, "at 1:20 in `b`: number out of range for `#`");
    check_error(r#"{"@type":"all","i":"1"}"#, "at 1:20 in `i`: expected true or false, found a string");
    check_error(r#"{"@type":"all","h":"AQI="}"#, "at 1:20 in `h`: expected 16 bytes in base64");
}

#[test]
fn names_are_needed_if_a_type_has_several_constructors() {
    check(
        "03000000 01000000 00000000 785634ff 0a000000",
        r##"{"@type":"left","one":{"@type":"one","mode":0},"any":{"@type":"#ff345678","raw":"CgAAAA=="}}"##,
    );
    check_same_bytes(
        r#"{"@extra":[1],"any":{"@type":"right","@extra":2},"one":{},"@type":"left","@client_id":1}"#,
        r#"{"@type":"left","one":{"@type":"one"},"any":{"@type":"right"}}"#,
    );
    let no_name = "the object has no `@type` with the name of its constructor or function";
    check_error("{}", &format!("at 1:1: {no_name}"));
    check_error(r#"{"_":"right"}"#, &format!("at 1:1: {no_name}"));
    check_error(
        r#"{"@type":"left","one":{"@type":"all"},"any":{"@type":"right"}}"#,
        "at 1:32 in `one`: expected `one`, found `all`",
    );
    let either = ton().parse_type("Either").unwrap();
    assert!(ton().encode("{}", Some(&either)).unwrap_err().to_string().contains(no_name));
}

#[test]
fn counts_of_repetitions_are_omitted_unless_they_are_masks() {
    check(
        "05000000 02000000 07000000 08000000 01000000 0200000000000000 03000000 0400000000000000",
        r#"{"@type":"items","first":[7,8],"more":[{"x":1,"y":2},{"x":3,"y":4}]}"#,
    );
    check(
        "06000000 03000000 09000000 05000000 06000000 07000000",
        r#"{"@type":"number","n":3,"x":9,"items":[5,6,7]}"#,
    );
    check_error(r#"{"@type":"items","n":1}"#, "at 1:22 in `n`: this field is computed; leave it out");
}

#[test]
fn parameters_have_the_selected_form() {
    let encoded =
        |name, fields: &[(&str, &str)]| ton().encode_parameters(name, fields).map(|bytes| hex(&bytes));
    let expected = Ok("0700000002000000020000000700000000000000".to_owned());
    assert_eq!(encoded("lookup", &[("mode", "2"), ("id", "2"), ("lt", "7")]), expected);
    assert_eq!(
        encoded("left", &[("one", "{}"), ("any", "right")]),
        Ok("03000000010000000000000004000000".to_owned())
    );
    assert!(encoded("all", &[("c", "5"), ("h", "AAECAwQFBgcICQoLDA0ODw==")]).is_ok());
    assert!(encoded("lookup", &[("i", "5")]).is_err());
}

/// Encodes and decodes answers of the real libraries. Returns the number of answers that can be encoded, and the number
/// of answers that cannot, because objects are missing in them.
fn answers(file: &str, codec: &Codec) -> [usize; 2] {
    let mut counts = [0; 2];
    for record in corpus(file).unwrap_or_default().lines() {
        // One request contains an infinite number, so it is not valid JSON.
        let Ok(record) = serde_json::from_str::<Value>(record) else { continue };
        if record["direction"] == "request" || record["json"].is_null() {
            continue;
        }
        let wire = match codec.encode(record["raw"].as_str().unwrap(), None) {
            Ok(wire) => wire,
            Err(error) => {
                assert!(error.to_string().contains("missing field"), "{error}: {record}");
                counts[1] += 1;
                continue;
            }
        };
        let mut expected = record["json"].clone();
        expected.as_object_mut().unwrap().retain(|key, _| !["@extra", "@client_id"].contains(&&**key));
        let found: Value = serde_json::from_str(&codec.decode(&wire, None).unwrap()).unwrap();
        assert_eq!(found, expected);
        counts[0] += 1;
    }
    counts
}

#[test]
fn answers_of_tonlib_are_encoded_and_decoded() {
    let Some(schema) = corpus("corpus/ton/tonlib_api.tl") else { return };
    let codec = codec(&schema).with_json_form(JsonForm::Ton);
    assert_eq!(answers("vectors/tonlibjson.jsonl", &codec), [34, 1]);
}

#[test]
fn answers_of_tdlib_are_encoded_and_decoded() {
    let Some(schema) = corpus("vectors/schema-tdlib-1.8.65.tl") else { return };
    let codec = codec(&schema).with_json_form(JsonForm::Tdlib);
    assert_eq!(answers("vectors/tdjson.jsonl", &codec), [363, 3]);
}

//! Several independent schemas at once: what MTProto carries, and names that two schemas have.

use tl_value::Codec;

use crate::common::{bundled, bytes, hex, schema};

/// MTProto and the newest layer of the API, as in the traffic of a client.
fn traffic() -> Codec {
    Codec::of_schemas(&[&bundled("mtproto"), &bundled("telegram/230")])
}

/// Decodes, and checks that the JSON gives the same bytes again.
#[track_caller]
fn decoded(codec: &Codec, wire: &[u8]) -> String {
    let json = codec.decode(wire, None).unwrap_or_else(|error| panic!("{}: {error}", hex(wire)));
    assert_eq!(hex(&codec.encode(&json, None).unwrap()), hex(wire), "{json}");
    json
}

#[test]
fn an_object_is_of_any_schema() {
    // rpc_result with updatesTooLong
    assert_eq!(
        decoded(&traffic(), &bytes("016d5cf3 0c00000000000000 7eaf17e3")),
        r#"{"_":"rpc_result","req_msg_id":"12","result":{"_":"updatesTooLong"}}"#
    );
    // msg_container with new_session_created, msgs_ack and a result that is a Bool
    let container = bytes(
        "dcf8f173 03000000
         0100000000000000 01000000 1c000000 0809c29e 0200000000000000 0300000000000000 0400000000000000
         0500000000000000 02000000 14000000 59b4d662 15c4b51c 01000000 0700000000000000
         0900000000000000 03000000 10000000 016d5cf3 0c00000000000000 b5757299",
    );
    let json = decoded(&traffic(), &container);
    assert!(json.contains(r#""body":{"_":"new_session_created","first_msg_id":"2""#), "{json}");
    assert!(json.contains(r#""body":{"_":"msgs_ack","msg_ids":["7"]}"#), "{json}");
    assert!(json.contains(r#""result":true}"#), "{json}");
}

/// Both schemas have a `message`; the plain name means the one of the first schema.
#[test]
fn a_name_of_several_schemas_goes_with_its_id() {
    let [mtproto, api] = ["mtproto", "telegram/230"].map(bundled);
    let wire = bytes("dcf8f173 01000000 0100000000000000 01000000 04000000 7eaf17e3");
    let json = decoded(&Codec::of_schemas(&[&mtproto, &api]), &wire);
    assert!(json.contains(r#"{"_":"message","msg_id":"1""#), "{json}");
    let json = decoded(&Codec::of_schemas(&[&api, &mtproto]), &wire);
    assert!(json.contains(r#"{"_":"message#5bb8e511","msg_id":"1""#), "{json}");
}

const FIRST: &str = "a#1 x:int = A; holder#2 o:Object a:A = Holder; shared#3 = Shared;
    ---functions--- call#4 {X:Type} query:!X = X; get#5 a:A = A;";
const SECOND: &str =
    "a#11 y:string = A; other#12 a:A b:Shared = Other; shared#3 n:int = Shared; only#13 a:A = Only;
    ---functions--- get#15 a:A = A; own#16 = A;";

fn both() -> Codec {
    Codec::of_schemas(&[&schema(FIRST), &schema(SECOND)])
}

#[test]
fn a_known_type_is_of_its_own_schema() {
    let codec = both();
    for (wire, json) in [
        ("01000000 05000000", r#"{"_":"a","x":5}"#),
        ("11000000 01780000", r#"{"_":"a#00000011","y":"x"}"#),
        // In `only`, `A` is the second schema's, and so is `Shared` in `other`, whose id both have.
        ("13000000 11000000 01780000", r#"{"_":"only","a":{"_":"a#00000011","y":"x"}}"#),
        (
            "12000000 11000000 01780000 03000000 07000000",
            r#"{"_":"other","a":{"_":"a#00000011","y":"x"},"b":{"_":"shared#00000003","n":7}}"#,
        ),
        // An id that both have means the first at the top and in an Object.
        ("03000000", r#"{"_":"shared"}"#),
        (
            "02000000 13000000 11000000 00000000 01000000 05000000",
            r#"{"_":"holder","o":{"_":"only","a":{"_":"a#00000011","y":""}},"a":{"_":"a","x":5}}"#,
        ),
        // `!X` is a function of either.
        ("04000000 16000000", r#"{"_":"call","query":{"_":"own"}}"#),
        (
            "04000000 15000000 11000000 00000000",
            r#"{"_":"call","query":{"_":"get#00000015","a":{"_":"a#00000011","y":""}}}"#,
        ),
    ] {
        assert_eq!(decoded(&codec, &bytes(wire)), json);
    }
    // Where only one of them can be meant, the plain name is enough.
    let json = r#"{"_":"only","a":{"_":"a","y":"x"}}"#;
    assert_eq!(hex(&codec.encode(json, None).unwrap()), "130000001100000001780000");
    let found = codec.decode(&bytes("13000000 01000000 05000000"), None).unwrap_err().to_string();
    assert_eq!(found, "at byte 4 in `a`: no constructor of `A` has the id #00000001");
}

#[test]
fn a_type_is_of_the_first_schema_that_has_it() {
    let codec = both();
    let list = codec.parse_type("Vector<Only>").unwrap();
    let wire = bytes("15c4b51c 01000000 13000000 11000000 00000000");
    assert_eq!(codec.decode(&wire, Some(&list)).unwrap(), r#"[{"_":"only","a":{"_":"a#00000011","y":""}}]"#);
    let first = codec.parse_type("A").unwrap();
    assert_eq!(codec.decode(&bytes("01000000 05000000"), Some(&first)).unwrap(), r#"{"_":"a","x":5}"#);
    assert!(codec.decode(&bytes("11000000 00000000"), Some(&first)).is_err());
}

/// Every combinator of the second schema in an `Object` of the first.
#[test]
fn two_layers_are_told_apart() {
    let codec = Codec::of_schemas(&[&bundled("telegram/82"), &bundled("telegram/230")]);
    // auth.logOut of layer 82 and of layer 230
    assert_eq!(decoded(&codec, &bytes("40da1757")), r#"{"_":"auth.logOut"}"#);
    assert_eq!(decoded(&codec, &bytes("19ba723e")), r#"{"_":"auth.logOut#3e72ba19"}"#);
}

/// `int` and its like have ids, and a value behind one is an object with a `value`.
#[test]
fn a_boxed_built_in_is_found_by_its_id() {
    let codec = both();
    for (wire, json) in [
        ("da9b50a8 05000000", r#"{"_":"int","value":5}"#),
        ("ba6c0722 ffffffffffffffff", r#"{"_":"long","value":"-1"}"#),
        ("54c11022 000000000000f83f", r#"{"_":"double","value":1.5}"#),
        ("22ab4d82 0000c03f", r#"{"_":"float","value":1.5}"#),
        ("246e28b5 02c3a400", r#"{"_":"string","value":"ä"}"#),
        ("82bb37e9 01ff0000", r#"{"_":"bytes","value":"/w=="}"#),
        ("39d3ed3f", r#"{"_":"true"}"#),
        ("b5757299", "true"),
    ] {
        assert_eq!(decoded(&codec, &bytes(wire)), json);
        // The same in an Object that other fields cannot follow, so the frame must end.
        let holder = Codec::of_schemas(&[&schema("holder#2 o:Object = Holder;")]);
        assert_eq!(
            decoded(&holder, &bytes(&format!("02000000 {wire}"))),
            format!(r#"{{"_":"holder","o":{json}}}"#)
        );
    }
    assert_eq!(hex(&codec.encode_parameters("int", &[("value", "5")]).unwrap()), "da9b50a805000000");
    let found = codec.decode(&bytes("da9b50a8"), None).unwrap_err();
    assert_eq!(found.to_string(), "at byte 4 in `value`: 4 bytes are needed and 0 remain");
    assert!(codec.encode(r#"{"_":"int"}"#, None).is_err());
    assert!(codec.encode(r#"{"_":"int","value":5,"x":1}"#, None).is_err());
}

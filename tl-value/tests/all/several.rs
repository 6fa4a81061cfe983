//! Tests of codecs with several independent schemas: objects in messages of MTProto, and names that two schemas
//! declare.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use tl_parser::schema::Category;
use tl_value::Codec;

use crate::common::{Random, bundled, bytes, hex, schema};
use crate::generate::Generator;

/// Returns a codec for MTProto and the newest layer of the API, which clients use together.
fn mtproto_and_api() -> Codec {
    Codec::of_schemas(&[&bundled("mtproto"), &bundled("telegram/230")])
}

/// Decodes bytes. Checks that the JSON is encoded to the same bytes.
#[track_caller]
fn decoded(codec: &Codec, wire: &[u8]) -> String {
    let json = codec.decode(wire, None).unwrap_or_else(|error| panic!("{}: {error}", hex(wire)));
    assert_eq!(hex(&codec.encode(&json, None).unwrap()), hex(wire), "{json}");
    json
}

#[test]
fn an_object_may_belong_to_any_schema() {
    // An `rpc_result` that contains `updatesTooLong`.
    assert_eq!(
        decoded(&mtproto_and_api(), &bytes("016d5cf3 0c00000000000000 7eaf17e3")),
        r#"{"_":"rpc_result","req_msg_id":"12","result":{"_":"updatesTooLong"}}"#
    );
    // A `msg_container` with three messages: `new_session_created`, `msgs_ack`, and a result that is a `Bool`.
    let container = bytes(
        "dcf8f173 03000000
         0100000000000000 01000000 1c000000 0809c29e 0200000000000000 0300000000000000 0400000000000000
         0500000000000000 02000000 14000000 59b4d662 15c4b51c 01000000 0700000000000000
         0900000000000000 03000000 10000000 016d5cf3 0c00000000000000 b5757299",
    );
    let json = decoded(&mtproto_and_api(), &container);
    assert!(json.contains(r#""body":{"_":"new_session_created","first_msg_id":"2""#), "{json}");
    assert!(json.contains(r#""body":{"_":"msgs_ack","msg_ids":["7"]}"#), "{json}");
    assert!(json.contains(r#""result":true}"#), "{json}");
}

/// Checks that a `Vector` as a result is raw, because its id does not determine the type of its items.
#[test]
fn a_vector_in_an_object_is_raw() {
    let wire = bytes("016d5cf3 0c00000000000000 15c4b51c 01000000 05000000");
    let json = decoded(&mtproto_and_api(), &wire);
    assert!(json.ends_with(r##""result":{"_":"#1cb5c415","raw":"AQAAAAUAAAA="}}"##), "{json}");
    let mut last = String::new();
    mtproto_and_api().annotate(&wire, None, |line| last = line.text).unwrap();
    assert_eq!(last, "Vector of unknown items, 8 bytes after its id");
}

/// Checks a name that both schemas declare: `message`. Without an id, it refers to the first schema.
#[test]
fn a_name_in_several_schemas_is_written_with_its_id() {
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
fn a_known_type_belongs_to_the_schema_of_its_field() {
    let codec = both();
    for (wire, json) in [
        ("01000000 05000000", r#"{"_":"a","x":5}"#),
        ("11000000 01780000", r#"{"_":"a#00000011","y":"x"}"#),
        // The second schema declares `only` and `other`, so their fields have the types `A` and `Shared` of that
        // schema. Both schemas declare the id of `Shared`.
        ("13000000 11000000 01780000", r#"{"_":"only","a":{"_":"a#00000011","y":"x"}}"#),
        (
            "12000000 11000000 01780000 03000000 07000000",
            r#"{"_":"other","a":{"_":"a#00000011","y":"x"},"b":{"_":"shared#00000003","n":7}}"#,
        ),
        // At the top and in an `Object`, an id that both schemas declare refers to the first schema.
        ("03000000", r#"{"_":"shared"}"#),
        (
            "02000000 13000000 11000000 00000000 01000000 05000000",
            r#"{"_":"holder","o":{"_":"only","a":{"_":"a#00000011","y":""}},"a":{"_":"a","x":5}}"#,
        ),
        // The value of `!X` may be a function of either schema.
        ("04000000 16000000", r#"{"_":"call","query":{"_":"own"}}"#),
        (
            "04000000 15000000 11000000 00000000",
            r#"{"_":"call","query":{"_":"get#00000015","a":{"_":"a#00000011","y":""}}}"#,
        ),
    ] {
        assert_eq!(decoded(&codec, &bytes(wire)), json);
    }
    // A name without an id is sufficient if only one combinator is allowed.
    let json = r#"{"_":"only","a":{"_":"a","y":"x"}}"#;
    assert_eq!(hex(&codec.encode(json, None).unwrap()), "130000001100000001780000");
    let found = codec.decode(&bytes("13000000 01000000 05000000"), None).unwrap_err().to_string();
    assert_eq!(found, "at byte 4 in `a`: expected a constructor of `A`, found `a` (#00000001)");
}

#[test]
fn a_type_belongs_to_the_first_schema_that_declares_it() {
    let codec = both();
    let list = codec.parse_type("Vector<Only>").unwrap();
    let wire = bytes("15c4b51c 01000000 13000000 11000000 00000000");
    assert_eq!(codec.decode(&wire, Some(&list)).unwrap(), r#"[{"_":"only","a":{"_":"a#00000011","y":""}}]"#);
    let first = codec.parse_type("A").unwrap();
    assert_eq!(codec.decode(&bytes("01000000 05000000"), Some(&first)).unwrap(), r#"{"_":"a","x":5}"#);
    assert!(codec.decode(&bytes("11000000 00000000"), Some(&first)).is_err());
}

/// Checks that values of all combinators in an `Object` of MTProto are decoded, and encoded to the same bytes. Tests
/// both orders of the schemas.
#[test]
fn every_combinator_may_be_in_an_object_of_another_schema() {
    let mtproto = bundled("mtproto");
    for schema in ["telegram/82", "telegram/230"].map(bundled) {
        let schema = &schema;
        let codecs = [[&mtproto, schema], [schema, &mtproto]].map(|schemas| Codec::of_schemas(&schemas));
        let alone = Codec::new(schema);
        let mut generator = Generator::new(schema, 18);
        let mut checked = 0;
        for id in [Category::Constructor, Category::Function].into_iter().flat_map(|c| schema.declared(c)) {
            let Some(value) = generator.combinator(id, 0) else { continue };
            let Ok(body) = alone.encode(&value.to_string(), None) else { continue };
            let result = [bytes("016d5cf3 0c00000000000000"), body].concat();
            for codec in &codecs {
                let json = decoded(codec, &result);
                assert!(!json.contains(r##""result":{"_":"#"##), "{json}");
            }
            checked += 1;
        }
        assert!(checked > 900, "{checked}");
    }
}

/// Checks that packed objects of the API stay packed in JSON and are unpacked in annotations.
#[test]
fn unpacked_data_may_belong_to_any_schema() {
    let codec = mtproto_and_api();
    // The token makes the value long enough to be worth packing.
    let answer =
        codec.encode_parameters("auth.loggedOut", &[("future_auth_token", &"AAAA".repeat(100))]).unwrap();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&answer).unwrap();
    let packed = packed.finish().unwrap();
    let mut w = tl_runtime::Writer::new();
    w.id(0xf35c_6d01);
    w.long(12);
    w.id(0x3072_cfa1);
    w.bytes(&packed);
    let result = w.finish().unwrap();
    let len = u32::try_from(result.len()).unwrap().to_le_bytes();
    let container = [bytes("dcf8f173 01000000 0100000000000000 01000000"), len.to_vec(), result].concat();
    let json = decoded(&codec, &container);
    assert!(json.contains(r#""result":{"_":"gzip_packed","packed_data":"H4sI"#), "{json}");
    let mut unpacked = Vec::new();
    let each =
        |line: tl_value::Line| unpacked.extend((line.inflated == 1).then_some(line.label + " " + &line.text));
    codec.annotate(&container, None, each).unwrap();
    assert_eq!(unpacked, ["unpacked auth.loggedOut#c3a2835f", "flags bit 0", "future_auth_token 300 bytes"]);
}

/// Checks that random words, such as ids and small numbers, are decoded or rejected. If they are decoded, the JSON must
/// be encoded and decoded to the same JSON.
#[test]
fn any_bytes_of_several_schemas_are_a_value_or_an_error() {
    let schemas = ["mtproto", "telegram/82"].map(bundled);
    let codec = Codec::of_schemas(&[&schemas[0], &schemas[1]]);
    let ids: Vec<u32> =
        schemas.iter().flat_map(|schema| schema.combinators().map(|id| schema[id].id())).collect();
    let mut random = Random::new(16);
    let mut values = 0;
    for _ in 0..40_000 {
        let mut wire = Vec::new();
        for word in 0..=random.below(10) {
            let is_id = word == 0 || random.below(3) == 0;
            let number = if is_id { ids[random.below(ids.len())] } else { random.below(4) as u32 };
            wire.extend(number.to_le_bytes());
        }
        let annotated = codec.annotate(&wire, None, drop);
        match codec.decode(&wire, None) {
            Ok(json) => {
                let encoded = codec.encode(&json, None).unwrap_or_else(|error| panic!("{error}: {json}"));
                assert_eq!(codec.decode(&encoded, None).as_deref(), Ok(&*json));
                values += 1;
            }
            Err(error) => assert!(error.offset() <= wire.len() && annotated.is_err(), "{error}"),
        }
    }
    assert!(values > 500, "{values}");
}

#[test]
fn two_layers_are_distinguished() {
    let codec = Codec::of_schemas(&[&bundled("telegram/82"), &bundled("telegram/230")]);
    // `auth.logOut` in layer 82 and in layer 230.
    assert_eq!(decoded(&codec, &bytes("40da1757")), r#"{"_":"auth.logOut"}"#);
    assert_eq!(decoded(&codec, &bytes("19ba723e")), r#"{"_":"auth.logOut#3e72ba19"}"#);
}

/// Checks that a boxed built-in type such as `int` is found by its id. Its JSON is an object with a `value`.
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
        // No field can follow this `Object`, so its value must end where the input ends.
        let holder = Codec::of_schemas(&[&schema("holder#2 o:Object = Holder;")]);
        assert_eq!(
            decoded(&holder, &bytes(&format!("02000000 {wire}"))),
            format!(r#"{{"_":"holder","o":{json}}}"#)
        );
    }
    assert_eq!(hex(&codec.encode_parameters("int", &[("value", "5")]).unwrap()), "da9b50a805000000");
    let found = codec.decode(&bytes("da9b50a8"), None).unwrap_err();
    assert_eq!(found.to_string(), "at byte 4 in `value`: 4 bytes are needed, but the input has 0 left");
    assert!(codec.encode(r#"{"_":"int"}"#, None).is_err());
    assert!(codec.encode(r#"{"_":"int","value":5,"x":1}"#, None).is_err());
}

//! Tests of annotations, which describe bytes line by line.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use tl_value::Codec;

use crate::common::{bundled, bytes, codec};

/// Returns the lines of the annotation. If there is an error, it is the last line.
fn shown(codec: &Codec, bytes: &[u8], ty: Option<&str>) -> String {
    let ty = ty.map(|ty| codec.parse_type(ty).unwrap());
    let mut text = String::new();
    if let Err(error) = codec.annotate(bytes, ty.as_ref(), |line| writeln!(text, "{line}").unwrap()) {
        writeln!(text, "{error}").unwrap();
    }
    text
}

fn layer_82(json: &str) -> String {
    let codec = Codec::new(&bundled("telegram/82"));
    shown(&codec, &codec.encode(json, None).unwrap(), None)
}

#[test]
fn functions_without_flags_are_annotated() {
    insta::assert_snapshot!(layer_82(
        r#"{"_":"auth.cancelCode","phone_number":"+4912","phone_code_hash":"0123456789abcdef"}"#
    ));
}

#[test]
fn functions_with_flags_are_annotated() {
    insta::assert_snapshot!(layer_82(
        r#"{"_":"messages.sendMessage","no_webpage":true,"peer":{"_":"inputPeerUser","user_id":5,"access_hash":"-2"},
            "message":"Hello","random_id":"7","entities":[{"_":"messageEntityBold","offset":0,"length":5},
            {"_":"messageEntityCode","offset":1,"length":2}]}"#
    ));
}

#[test]
fn bare_values_and_repetitions_are_annotated() {
    let codec = codec(
        "message#5bb8e511 id:long bytes:int body:Object = Message; container#1 messages:vector<message> = Container;
         point#2 n:# items:n*[ x:int y:int ] hash:int128 d:double o:Bool data:bytes = Point;",
    );
    let json = r##"{"_":"container","messages":[
        {"_":"message","id":"1","body":{"_":"point","items":[{"x":1,"y":2}],"hash":"000102030405060708090a0b0c0d0e0f",
         "d":1.5,"o":true,"data":"AAEC"}},
        {"_":"message","id":"2","body":{"_":"#00000009","raw":"AAAAAA=="}}]}"##;
    insta::assert_snapshot!(shown(&codec, &codec.encode(json, None).unwrap(), None));
}

#[test]
fn values_before_an_error_are_annotated() {
    let codec = Codec::new(&bundled("telegram/82"));
    insta::assert_snapshot!(shown(&codec, &bytes("7805041f 052b3439 31320000 0361"), None));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Returns the encoding of a `gzip_packed` that contains these bytes.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut w = tl_runtime::Writer::new();
    w.id(0x3072_cfa1);
    w.bytes(&gzip(bytes));
    w.finish().unwrap()
}

/// Returns the lines without bytes, because compressed bytes depend on the version of the compressor.
fn texts(codec: &Codec, bytes: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let read = codec.annotate(bytes, None, |line| {
        let colon = if line.label.is_empty() { "" } else { ": " };
        let marks = ">".repeat(line.inflated);
        texts.push(format!("{marks}{} {}{colon}{}", line.offset, line.label, line.text));
    });
    texts.extend(read.err().map(|error| error.to_string()));
    texts
}

#[test]
fn contents_of_gzip_packed_are_annotated() {
    let mtproto = Codec::new(&bundled("mtproto"));
    let pong = bytes("c5737734 0100000000000000 0200000000000000");
    let mut result = bytes("016d5cf3 0500000000000000");
    result.extend(packed(&packed(&pong)));
    let (outer, inner) = (gzip(&packed(&pong)).len(), gzip(&pong).len());
    assert_eq!(
        texts(&mtproto, &result),
        [
            "0 rpc_result#f35c6d01".to_owned(),
            "4 req_msg_id: 5".to_owned(),
            "12 result: gzip_packed#3072cfa1".to_owned(),
            format!("16 packed_data: {outer} bytes"),
            ">0 unpacked: gzip_packed#3072cfa1".to_owned(),
            format!(">4 packed_data: {inner} bytes"),
            ">>0 unpacked: pong#347773c5".to_owned(),
            ">>4 msg_id: 1".to_owned(),
            ">>12 ping_id: 2".to_owned(),
        ]
    );
    // JSON keeps the packed data unchanged, so that it can be encoded to the same bytes.
    let json = mtproto.decode(&result, None).unwrap();
    assert!(json.contains(r#""result":{"_":"gzip_packed","packed_data":"#), "{json}");
    assert_eq!(mtproto.encode(&json, None).unwrap(), result);
}

/// Checks that values after packed data have offsets in the input, and not in the unpacked data.
#[test]
fn offsets_after_gzip_are_those_of_the_input() {
    let codec = Codec::of_schemas(&[&bundled("mtproto"), &bundled("telegram/230")]);
    let body = packed(&bytes("b5757299"));
    let len = u32::try_from(body.len()).unwrap();
    let mut container = bytes("dcf8f173 02000000 0100000000000000 01000000");
    container.extend(len.to_le_bytes());
    container.extend(&body);
    container.extend(bytes("0200000000000000 02000000 04000000 7eaf17e3"));
    let next = 24 + body.len();
    assert_eq!(
        texts(&codec, &container)[6..],
        [
            "24 body: gzip_packed#3072cfa1".to_owned(),
            format!("28 packed_data: {} bytes", gzip(&bytes("b5757299")).len()),
            ">0 unpacked: true".to_owned(),
            format!("{next} [1]: message"),
            format!("{next} msg_id: 2"),
            format!("{} seqno: 2", next + 8),
            format!("{} bytes: 4", next + 12),
            format!("{} body: updatesTooLong#e317af7e", next + 16),
        ]
    );
}

#[test]
fn bytes_after_the_gzip_data_are_reported() {
    let mtproto = Codec::new(&bundled("mtproto"));
    let member = gzip(&bytes("b5757299"));
    let check = |rest: &[u8], text: &str| {
        let mut w = tl_runtime::Writer::new();
        w.id(0x3072_cfa1);
        w.bytes(&[&member, rest].concat());
        let found = texts(&mtproto, &w.finish().unwrap());
        let head = if member.len() + rest.len() < 254 { 1 } else { 4 };
        assert_eq!(found.last().unwrap(), &format!("{} {text}", 4 + head + member.len()));
        assert_eq!(found.len(), 4);
    };
    check(&[0], "after the gzip data: 1 byte, not unpacked");
    check(&[7; 300], "after the gzip data: 300 bytes, not unpacked");
    check(&member, &format!("another gzip member: {} bytes, not unpacked", member.len()));
}

/// Checks that an error message shows whether the offset is in the input or in the unpacked data.
#[test]
fn errors_in_unpacked_data_are_marked() {
    let mtproto = Codec::new(&bundled("mtproto"));
    let cut = bytes("c5737734 0100000000000000");
    for (wire, unpacked, message) in [
        (packed(&cut), 1, "at byte 12 of the unpacked data in `packed_data.ping_id`: "),
        (packed(&packed(&cut)), 2, "at byte 12 of the unpacked data in `packed_data.packed_data.ping_id`: "),
        (cut.clone(), 0, "at byte 12 in `ping_id`: "),
    ] {
        let error = mtproto.annotate(&wire, None, |_| ()).unwrap_err();
        assert_eq!((error.unpacked(), error.offset()), (unpacked, 12));
        assert!(error.to_string().starts_with(message), "{error}");
    }
}

/// Checks a codec whose only schema is the API, which does not declare `gzip_packed`. MTProto may pack an answer of the
/// API in a `gzip_packed`.
#[test]
fn gzip_is_unpacked_if_the_schema_does_not_declare_it() {
    let codec = Codec::new(&bundled("telegram/82"));
    let found = texts(&codec, &packed(&bytes("b5757299")));
    assert_eq!(found[2..], [">0 unpacked: true"]);
}

#[test]
fn invalid_gzip_data_is_an_error() {
    let mtproto = Codec::new(&bundled("mtproto"));
    let mut broken = packed(&bytes("b5757299"));
    broken[7] ^= 1;
    let found = texts(&mtproto, &broken).pop().unwrap();
    assert!(found.starts_with("at byte 4 in `packed_data`: invalid gzip data: "), "{found}");
    assert_eq!(
        texts(&mtproto, &packed(b"1234567")).pop().unwrap(),
        "at byte 0 of the unpacked data in `packed_data`: the object is 7 bytes long, not a multiple of 4"
    );
}

#[test]
fn data_that_unpacks_to_too_much_is_an_error() {
    let mtproto = Codec::new(&bundled("mtproto"));
    let found = texts(&mtproto, &packed(&vec![0; (64 << 20) + 4])).pop().unwrap();
    assert_eq!(found, "at byte 4 in `packed_data`: invalid gzip data: it contains more than 67108864 bytes");
    let mut nested = bytes("b5757299");
    for _ in 0..100 {
        nested = packed(&nested);
    }
    let found = texts(&mtproto, &nested).pop().unwrap();
    assert!(found.contains("nested more than 64 levels deep"), "{found}");
}

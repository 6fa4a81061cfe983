//! Tests of decoding bytes that are not values, and of the positions of errors.

use std::thread;

use tl_parser::schema::Dialect;
use tl_value::{Codec, DecodeErrorKind, Limits};

use crate::common::{bundled, bytes, codec, codec_of};

const SCHEMA: &str = "
leaf#1 = Node;
node#2 children:Vector<Node> = Node;
next#3 next:Node = Node;
item#4 name:string = Item;
items#5 flags:# items:flags.0?Vector<Item> data:flags.1?bytes flag:flags.2?true = Items;
message#6 bytes:int body:Object = Message;
trues#7 n:# all:n*[ true ] = Trues;
nothing#8 = Nothing;
nothings#9 all:vector<%Nothing> = Nothings;
two#a a:%Nothing b:%Nothing = Two;
four#b a:%Two b:%Two = Four;
generic#c {X:Type} x:X = Generic X;
boxed#d n:Int = Boxed;
---functions---
get#20 {X:Type} query:!X = X;
";

#[track_caller]
fn error(ty: Option<&str>, text: &str) -> String {
    let codec = codec(SCHEMA);
    let ty = ty.map(|ty| codec.parse_type(ty).unwrap());
    codec.decode(&bytes(text), ty.as_ref()).unwrap_err().to_string()
}

#[test]
fn errors_have_an_offset_and_a_path() {
    assert_eq!(error(None, ""), "at byte 0: 4 bytes are needed, but the input has 0 left");
    assert_eq!(error(None, "0100"), "at byte 0: 4 bytes are needed, but the input has 2 left");
    assert_eq!(error(None, "99000000"), "at byte 0: no constructor or function has the id #00000099");
    assert_eq!(error(None, "01000000 00"), "at byte 4: 1 byte follows the end of the value");
    assert_eq!(
        error(None, "02000000 15c4b51c 02000000 01000000 99000000"),
        "at byte 16 in `children[1]`: no constructor of `Node` has the id #00000099"
    );
    assert_eq!(
        error(None, "02000000 01000000 00000000"),
        "at byte 4 in `children`: expected the id of `Vector`, found #00000001"
    );
    assert_eq!(
        error(None, "05000000 01000000 15c4b51c 01000000 04000000 05616200"),
        "at byte 20 in `items[0].name`: 8 bytes are needed, but the input has 4 left"
    );
    assert_eq!(error(None, "04000000 02c32800"), "at byte 5 in `name`: the string is not UTF-8");
    assert_eq!(error(None, "20000000 01000000"), "at byte 4 in `query`: no function has the id #00000001");
    assert_eq!(
        error(None, "0d000000 00000000 00000000"),
        "at byte 4 in `n`: expected the id of `Int`, found #00000000"
    );
    assert_eq!(
        error(None, "a1cf7230 00000000"),
        "at byte 0: no constructor or function has the id #3072cfa1"
    );
}

#[test]
fn an_object_must_have_exactly_the_length_in_bytes() {
    assert_eq!(
        error(None, "06000000 ffffffff"),
        "at byte 8 in `body`: 4294967295 bytes are needed, but the input has 0 left"
    );
    assert_eq!(
        error(None, "06000000 08000000 01000000"),
        "at byte 8 in `body`: 8 bytes are needed, but the input has 4 left"
    );
    assert_eq!(
        error(None, "06000000 08000000 01000000 01000000"),
        "at byte 12 in `body`: 4 bytes follow the end of the value"
    );
    assert_eq!(
        error(None, "06000000 06000000 99000000 00000000"),
        "at byte 8 in `body`: the object is 6 bytes long, not a multiple of 4"
    );
}

#[test]
fn a_count_must_fit_the_remaining_bytes() {
    assert_eq!(
        error(None, "02000000 15c4b51c ffffffff 01000000"),
        "at byte 8 in `children`: the count is 4294967295, but the remaining input can hold at most 1 item"
    );
    // Items without bytes are limited too.
    for text in ["07000000 ffffffff", "09000000 ffffffff"] {
        let found = error(None, text);
        assert!(
            found.ends_with("the count is 4294967295, but the remaining input can hold at most 65536 items"),
            "{found}"
        );
    }
    let two = codec(SCHEMA).decode(&bytes("0b000000"), None).unwrap();
    assert_eq!(two.matches("nothing").count(), 4);
}

#[test]
fn combinators_with_type_parameters_need_a_type() {
    let codec = codec(SCHEMA);
    let found = codec.decode(&bytes("0c000000 01000000"), None).unwrap_err().to_string();
    assert_eq!(found, "at byte 0: no constructor or function has the id #0000000c");
    let ty = codec.parse_type("Generic int").unwrap();
    assert!(codec.decode(&bytes("0c000000 01000000"), Some(&ty)).is_ok());
}

#[test]
fn strict_decoding_rejects_bytes_that_would_not_be_written() {
    let limits = Limits { strict: true, ..Limits::default() };
    let strict = codec(SCHEMA).with_limits(limits);
    let error = strict.decode(&bytes("04000000 01780001"), None).unwrap_err().to_string();
    assert_eq!(error, "at byte 4 in `name`: the padding after the string is not zero");
    assert!(codec(SCHEMA).decode(&bytes("04000000 01780001"), None).is_ok());
}

#[test]
fn bits_that_no_field_uses_are_kept_only_in_the_formal_dialect() {
    let text = "05000000 29000000 15c4b51c 00000000";
    let json = r#"{"_":"items","flags":40,"items":[]}"#;
    let strict = Limits { strict: true, ..Limits::default() };
    for limits in [Limits::default(), strict] {
        let formal = codec(SCHEMA).with_limits(limits);
        assert_eq!(formal.decode(&bytes(text), None).unwrap(), json);
        assert_eq!(formal.encode(json, None).unwrap(), bytes(text));
        // The bit of a present field may also be set in the number.
        let again = json.replace("40", "41");
        assert_eq!(formal.encode(&again, None).unwrap(), bytes(text));
    }
    let telegram = codec_of(SCHEMA, Dialect::Telegram);
    assert_eq!(telegram.decode(&bytes(text), None).unwrap(), r#"{"_":"items","items":[]}"#);
    let error = telegram.encode(json, None).unwrap_err().to_string();
    assert_eq!(error, "at 1:22 in `flags`: this field is computed; leave it out");
    let error = telegram.with_limits(strict).decode(&bytes(text), None).unwrap_err().to_string();
    assert_eq!(error, "at byte 4 in `flags`: no field uses bits 3, 5 of this mask");
}

#[test]
fn nesting_is_limited() {
    let deep = "03000000".repeat(100_000);
    let found = error(None, &format!("{deep}01000000"));
    assert!(found.starts_with("at byte 260 in `next.next."), "{found}");
    assert!(found.ends_with("`: values are nested more than 64 levels deep") && found.len() < 300, "{found}");
    let lists = "02000000 15c4b51c 01000000".repeat(100_000);
    assert!(error(None, &lists).contains("nested more than 64 levels deep"));
}

/// Checks that decoding at the maximum depth needs less than 2 MiB of stack, which is the default for threads.
#[test]
fn decoding_at_the_maximum_depth_fits_on_the_stack_of_a_thread() {
    let read = || {
        let codec = codec(SCHEMA).with_limits(Limits { depth: u32::MAX, ..Limits::default() });
        let all = "02000000 15c4b51c 01000000".repeat(127) + "01000000";
        let json = codec.decode(&bytes(&all), None).unwrap();
        assert_eq!(codec.encode(&json, None).unwrap(), bytes(&all));
        assert!(codec.annotate(&bytes(&all), None, drop).is_ok());
        let more = "02000000 15c4b51c 01000000".repeat(100_000);
        let found = codec.decode(&bytes(&more), None).unwrap_err().to_string();
        assert!(found.ends_with("nested more than 128 levels deep"), "{found}");
    };
    thread::Builder::new().stack_size(2 << 20).spawn(read).unwrap().join().unwrap();
}

#[test]
fn a_truncated_value_is_an_error_wherever_it_ends() {
    let codec = Codec::new(&bundled("telegram/82"));
    let whole = codec
        .encode(
            r#"{"_":"messages.sendMessage","peer":{"_":"inputPeerUser","user_id":5,"access_hash":"7"},"message":"Hello","random_id":"9","entities":[{"_":"messageEntityBold","offset":0,"length":5}]}"#,
            None,
        )
        .unwrap();
    for end in 0..whole.len() {
        let error = codec.decode(&whole[..end], None).unwrap_err();
        assert!(error.offset() <= end, "{error}");
        assert!(codec.annotate(&whole[..end], None, drop).is_err());
    }
}

#[test]
fn unknown_ids_have_an_error_kind() {
    let codec = Codec::new(&bundled("telegram/82"));
    let kind = |text: &str| codec.decode(&bytes(text), None).unwrap_err().kind().clone();
    assert_eq!(
        kind("99000000"),
        DecodeErrorKind::UnknownId { found: 0x99, of: None, name: None, reversed: None }
    );
    // The first 4 bytes of each value have the order in which a schema writes the id. Encoded ids have the reverse
    // order.
    assert_eq!(
        kind("1f040578"),
        DecodeErrorKind::UnknownId {
            found: 0x7805_041f,
            of: None,
            name: None,
            reversed: Some("auth.cancelCode".into())
        }
    );
    assert_eq!(
        kind("1cb5c415 00000000"),
        DecodeErrorKind::UnknownId {
            found: 0x15c4_b51c,
            of: None,
            name: None,
            reversed: Some("vector".into())
        }
    );
    assert_eq!(kind("15c4b51c 00000000"), DecodeErrorKind::VectorOfUnknown);
}

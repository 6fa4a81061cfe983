//! Tests of masks with bits that no field uses. Such bits are kept in the formal dialect, and dropped in Telegram's
//! dialect.

use std::fmt::Write;

use tl_parser::schema::Dialect;
use tl_value::Codec;

use crate::common::{bytes, codec, codec_of, hex, schema, schema_of};

const SCHEMA: &str = "
one#1 mode:# lt:mode.1?long utime:mode.2?int = One;
two#2 flags:# a:flags.0?int silent:flags.3?true flags2:# b:flags2.0?int c:flags2.0?true = Two;
nested#3 mode:# ones:vector<%One> n:# items:n*[ flags:# x:flags.0?int ] one:mode.0?One = Nested;
---functions---
lookup#5 mode:# id:int lt:mode.1?long = One;
";

/// Returns a codec for [`SCHEMA`] in Telegram's dialect.
fn telegram() -> Codec {
    codec_of(SCHEMA, Dialect::Telegram)
}

/// Decodes bytes, and encodes the JSON again. The JSON must be `kept` in the formal dialect, and `dropped` in
/// Telegram's dialect.
#[track_caller]
fn both(text: &str, kept: &str, dropped: &str) {
    let (formal, wire) = (codec(SCHEMA), bytes(text));
    assert_eq!(formal.decode(&wire, None).unwrap(), kept);
    assert_eq!(formal.encode(kept, None).map(|bytes| hex(&bytes)), Ok(hex(&wire)));
    assert_eq!(telegram().decode(&wire, None).unwrap(), dropped);
    let written = telegram().encode(dropped, None).unwrap();
    assert_eq!(hex(&written), hex(&formal.encode(dropped, None).unwrap()));
    assert_eq!(hex(&written) == hex(&wire), kept == dropped);
}

#[test]
fn bits_that_no_field_uses_are_part_of_the_value() {
    both("01000000 01000000", r#"{"_":"one","mode":1}"#, r#"{"_":"one"}"#);
    both("01000000 00000080", r#"{"_":"one","mode":2147483648}"#, r#"{"_":"one"}"#);
    // The number `mode` in JSON contains only the bits that no field uses.
    both("01000000 04000000 07000000", r#"{"_":"one","utime":7}"#, r#"{"_":"one","utime":7}"#);
    both("01000000 0d000000 07000000", r#"{"_":"one","mode":9,"utime":7}"#, r#"{"_":"one","utime":7}"#);
    both("05000000 05000000 02000000", r#"{"_":"lookup","mode":5,"id":2}"#, r#"{"_":"lookup","id":2}"#);
}

#[test]
fn each_mask_of_a_combinator_keeps_its_own_bits() {
    both(
        "02000000 0b000000 05000000 11000000 06000000",
        r#"{"_":"two","flags":2,"a":5,"silent":true,"flags2":16,"b":6,"c":true}"#,
        r#"{"_":"two","a":5,"silent":true,"b":6,"c":true}"#,
    );
    both("02000000 00000000 02000000", r#"{"_":"two","flags2":2}"#, r#"{"_":"two"}"#);
}

#[test]
fn masks_in_vectors_repetitions_and_nested_values_keep_their_bits() {
    both(
        "03000000 11000000 02000000 08000000 24000000 07000000
         02000000 03000000 05000000 02000000 01000000 10000000",
        concat!(
            r#"{"_":"nested","mode":16,"ones":[{"_":"one","mode":8},{"_":"one","mode":32,"utime":7}],"#,
            r#""items":[{"flags":2,"x":5},{"flags":2}],"one":{"_":"one","mode":16}}"#
        ),
        concat!(
            r#"{"_":"nested","ones":[{"_":"one"},{"_":"one","utime":7}],"#,
            r#""items":[{"x":5},{}],"one":{"_":"one"}}"#
        ),
    );
}

#[test]
fn bits_of_absent_fields_are_errors() {
    let encode = |json: &str| codec(SCHEMA).encode(json, None).map(|bytes| hex(&bytes));
    let refused = |json: &str| encode(json).unwrap_err().to_string();
    assert_eq!(
        refused(r#"{"_":"one","mode":3}"#),
        "at 1:19 in `mode`: bit 1 is set, but the field `lt` is missing"
    );
    assert_eq!(
        refused(r#"{"_":"two","flags":8}"#),
        "at 1:20 in `flags`: bit 3 is set, but the field `silent` is missing"
    );
    assert_eq!(
        refused(r#"{"_":"two","flags":8,"silent":false}"#),
        "at 1:20 in `flags`: bit 3 is set, but the field `silent` is missing"
    );
    assert_eq!(
        refused(r#"{"_":"nested","ones":[{"mode":0},{"mode":4}],"items":[]}"#),
        "at 1:42 in `ones[1].mode`: bit 2 is set, but the field `utime` is missing"
    );
    for (json, message) in [
        (r#"{"_":"one","mode":-1}"#, "at 1:19 in `mode`: number out of range for `#`"),
        (r#"{"_":"one","mode":4294967296}"#, "at 1:19 in `mode`: number out of range for `#`"),
        (r#"{"_":"one","mode":"1"}"#, "at 1:19 in `mode`: expected a number, found a string"),
        (r#"{"_":"one","mode":1,"mode":1}"#, "at 1:28 in `mode`: duplicate field"),
    ] {
        assert_eq!(refused(json), message);
    }
    // If a field is present, setting its bit in the number has no effect.
    let with_value = encode(r#"{"_":"one","mode":3,"lt":"7"}"#);
    assert_eq!(with_value, encode(r#"{"_":"one","mode":1,"lt":"7"}"#));
    assert_eq!(
        encode(r#"{"_":"two","flags":9,"a":1,"silent":true}"#),
        encode(r#"{"_":"two","a":1,"silent":true}"#)
    );
    assert_eq!(encode(r#"{"_":"two","flags2":1,"b":6}"#), encode(r#"{"_":"two","b":6,"c":true}"#));
    assert_eq!(encode(r#"{"_":"one","mode":0}"#), encode(r#"{"_":"one"}"#));
    let computed = telegram().encode(r#"{"_":"one","mode":1}"#, None).unwrap_err();
    assert_eq!(computed.to_string(), "at 1:19 in `mode`: this field is computed; leave it out");
}

#[test]
fn parameters_may_set_bits_that_no_field_uses() {
    let encoded = codec(SCHEMA).encode_parameters("lookup", &[("mode", "1"), ("id", "2"), ("lt", "7")]);
    assert_eq!(encoded.map(|bytes| hex(&bytes)), Ok("0500000003000000020000000700000000000000".to_owned()));
}

/// Checks that bits are kept or dropped by the dialect of the schema that declares the value.
#[test]
fn each_schema_has_its_own_dialect() {
    let outer = schema_of("box#10 flags:# silent:flags.0?true value:Object = Box;", Dialect::Telegram);
    let codec = Codec::of_schemas(&[&outer, &schema(SCHEMA)]);
    let wire = bytes("10000000 03000000 01000000 01000000");
    let json = r#"{"_":"box","silent":true,"value":{"_":"one","mode":1}}"#;
    assert_eq!(codec.decode(&wire, None).unwrap(), json);
    assert_eq!(hex(&codec.encode(json, None).unwrap()), "10000000010000000100000001000000");
}

#[test]
fn annotations_show_bits_that_no_field_uses() {
    let shown = |codec: &Codec, text: &str| {
        let mut lines = String::new();
        codec.annotate(&bytes(text), None, |line| writeln!(lines, "{line}").unwrap()).unwrap();
        lines
    };
    let text = "02000000 0b000000 05000000 12000000";
    insta::assert_snapshot!(format!("{}\n{}", shown(&codec(SCHEMA), text), shown(&telegram(), text)));
}

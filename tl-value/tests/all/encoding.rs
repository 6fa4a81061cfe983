//! JSON that is no value, and where it is wrong.

use crate::common::{bundled, codec};
use tl_value::{Codec, EncodeErrorKind};

const SCHEMA: &str = "
leaf#1 = Node;
node#2 children:Vector<Node> = Node;
next#3 next:Node = Node;
item#4 name:string = Item;
shared#5 flags:# a:flags.0?int b:flags.0?true c:flags.0?int d:flags.1?true = Shared;
numbers#6 i:int l:long n:# d:double f:float = Numbers;
texts#7 b:bytes h:int128 o:Bool t:true = Texts;
trues#11 n:# all:n*[ true ] = Trues;
fixed#8 a:2*[ int ] = Fixed;
visible#9 m:# x:m.0?int y:m.1?true o:(Outer m) = Visible;
outer#a {m:#} z:m.2?int = Outer m;
holder#b o:Object = Holder;
middle#c o:Object n:int = Middle;
bare#d item:item = BareItem;
generic#e {X:Type} x:X = Generic X;
message#f bytes:int body:Object = Message;
pairs#10 n:# all:n*[ a:int b:int ] = Pairs;
---functions---
get#20 {X:Type} query:!X = X;
";

#[track_caller]
fn check(json: &str, message: &str) {
    let found = codec(SCHEMA).encode(json, None).map_err(|error| error.to_string());
    assert_eq!(found, Err(message.to_owned()), "{json}");
}

#[test]
fn json_is_read_to_its_end() {
    check("", "at 1:1: this is no JSON: EOF while parsing a value");
    check("{", "at 1:2: this is no JSON: EOF while parsing an object");
    check("{\"_\":\n\"leaf\"\n} x", "at 3:3: this is no JSON: trailing characters");
    check(
        "{\"_\":\n\"le\naf\"}",
        "at 2:3: this is no JSON: control character (\\u0000-\\u001F) found while parsing a string",
    );
    check(r#"{"_":"item","name":NaN}"#, "at 1:20: this is no JSON: expected value");
    check(
        r#"{"_":"item","name":"\ud800"}"#,
        "at 1:27 in `name`: this is no JSON: unexpected end of hex escape",
    );
    check("[1", "at 1:3: this is no JSON: EOF while parsing a list");
    check("5", "at 1:1: an object is expected, a number found");
    check("null", "at 1:1: an object is expected, null found");
}

#[test]
fn a_name_means_something() {
    check("{}", "at 1:1: the object does not say its constructor or function in `_`");
    check(r#"{"_":5}"#, "at 1:6 in `_`: a name in a string is expected, a number found");
    check(r#"{"_":"nope"}"#, "at 1:6: the schema has no constructor and no function `nope`");
    check(r##"{"_":"#99"}"##, "at 1:6: the schema has no constructor and no function `#99`");
    check(
        "{\"_\":\"node\",\n \"children\":[{\"_\":\"leaf\"},{\"_\":\"item\"}]}",
        "at 2:32 in `children[1]`: `item` is not a constructor of `Node`",
    );
    check(r#"{"_":"get","query":{"_":"leaf"}}"#, "at 1:25 in `query`: `leaf` is not a function");
    check(r#"{"_":"bare","item":{"_":"leaf"}}"#, "at 1:25 in `item`: `leaf` is not `item`");
    check(
        r#"{"_":"generic","x":1}"#,
        "at 1:6: `generic` is not a constructor or function without parameters of its type; say which type",
    );
}

#[test]
fn fields_are_those_of_the_schema_each_once() {
    check(r#"{"_":"item"}"#, "at 1:1: the field `name` is missing");
    check(r#"{"_":"item","name":"x","nam":1}"#, "at 1:30 in `nam`: `item` has no such field");
    check(r#"{"_":"item","name":"x","name":"y"}"#, "at 1:31 in `name`: it is given twice");
    check(r#"{"_":"item","name":"x","_":"item"}"#, "at 1:28 in `_`: it is given twice");
    check(r#"{"_":"item","name":null}"#, "at 1:20 in `name`: a string is expected, null found");
    check(r#"{"_":"shared","flags":3}"#, "at 1:23 in `flags`: it follows from other fields and is not given");
    check(
        r#"{"_":"message","bytes":4,"body":{"_":"leaf"}}"#,
        "at 1:24 in `bytes`: it follows from other fields and is not given",
    );
    check(r#"{"_":"pairs","all":[{"a":1}]}"#, "at 1:21 in `all[0]`: the field `b` is missing");
    check(
        r#"{"_":"pairs","all":[{"_":"pairs","a":1,"b":2}]}"#,
        "at 1:26 in `all[0]._`: `item` has no such field",
    );
}

#[test]
fn fields_on_one_bit_are_there_together() {
    check(r#"{"_":"shared","a":1}"#, "at 1:1: the field `c` is missing, and `flags.0` is set");
    check(r#"{"_":"shared","b":true}"#, "at 1:1: the field `a` is missing, and `flags.0` is set");
    check(
        r#"{"_":"shared","a":1,"b":false,"c":1}"#,
        "at 1:25 in `b`: true, or nothing is expected, a boolean found",
    );
    check(r#"{"_":"shared","b":1}"#, "at 1:19 in `b`: true is expected, a number found");
    let codec = codec(SCHEMA);
    let all = codec.encode(r#"{"_":"shared","a":1,"b":true,"c":1}"#, None).unwrap();
    assert_eq!(codec.encode(r#"{"_":"shared","a":1,"c":1}"#, None).unwrap(), all);
    assert_eq!(
        codec.encode(r#"{"_":"shared","b":false,"d":false}"#, None).unwrap(),
        [5, 0, 0, 0, 0, 0, 0, 0]
    );
}

#[test]
fn a_number_that_is_given_says_what_is_there() {
    let outer = r#""o":{"_":"outer"}"#;
    check(
        &format!(r#"{{"_":"visible","m":1,{outer}}}"#),
        "at 1:1: the field `x` is missing, and `m.0` is set",
    );
    check(
        &format!(r#"{{"_":"visible","m":0,"x":1,{outer}}}"#),
        "at 1:26 in `x`: it is given, and `m.0` is not set",
    );
    check(
        &format!(r#"{{"_":"visible","m":0,"y":true,{outer}}}"#),
        "at 1:26 in `y`: it is given, and `m.1` is not set",
    );
    check(
        &format!(r#"{{"_":"visible","m":4,{outer}}}"#),
        "at 1:26 in `o`: the field `z` is missing, and `bit 2` is set",
    );
    check(r#"{"_":"fixed","a":[1,2,3]}"#, "at 1:18 in `a`: 2 items are expected and 3 are there");
    check(r#"{"_":"fixed","a":7}"#, "at 1:18 in `a`: an array is expected, a number found");
}

/// `numbers` with one field as given.
fn number(key: &str, json: &str) -> String {
    let codec = codec(SCHEMA);
    let value = |field| if field == key { json } else { "0" };
    let fields = ["i", "l", "n", "d", "f"].map(|field| format!(r#""{field}":{}"#, value(field)));
    let encoded = codec.encode(&format!(r#"{{"_":"numbers",{}}}"#, fields.join(",")), None);
    encoded.map_or_else(|error| error.kind().to_string(), |encoded| codec.decode(&encoded, None).unwrap())
}

#[test]
fn numbers_fit_their_type() {
    for (key, json, message) in [
        ("i", "2147483648", "the number does not fit a value of `int`"),
        ("i", "-2147483649", "the number does not fit a value of `int`"),
        ("i", "1.0", "this is not a whole number"),
        ("i", "1e3", "this is not a whole number"),
        ("i", "\"1\"", "a number is expected, a string found"),
        ("i", "\"NaN\"", "a number is expected, a string found"),
        ("i", "true", "a number is expected, a boolean found"),
        ("l", "9223372036854775808", "the number does not fit a value of `long`"),
        ("l", "\"-9223372036854775809\"", "the number does not fit a value of `long`"),
        ("l", "\"+5\"", "this is not a whole number"),
        ("l", "\"\"", "this is not a whole number"),
        ("l", "\"0x10\"", "this is not a whole number"),
        ("l", "\"NaN\"", "this is not a whole number"),
        ("l", "[]", "a number in a string is expected, an array found"),
        ("n", "-1", "the number does not fit a value of `#`"),
        ("n", "4294967296", "the number does not fit a value of `#`"),
        ("d", "1e999", "the number does not fit a value of `double`"),
        ("d", "\"nan\"", "this is not a number, \"NaN\", \"Infinity\" or \"-Infinity\""),
        ("d", "\"1.5\"", "this is not a number, \"NaN\", \"Infinity\" or \"-Infinity\""),
        ("f", "1e39", "the number does not fit a value of `float`"),
    ] {
        assert_eq!(number(key, json), message, "{key}: {json}");
    }
    for (key, json, written) in [
        ("i", "-2147483648", "-2147483648"),
        ("i", "-0", "0"),
        ("l", "-9223372036854775808", "\"-9223372036854775808\""),
        ("l", "\"9223372036854775807\"", "\"9223372036854775807\""),
        ("n", "4294967295", "4294967295"),
        ("d", "-0.0", "-0.0"),
        ("d", "5e-324", "5e-324"),
        ("d", "1e-999", "0.0"),
        ("d", "12345678901234567890", "1.2345678901234567e+19"),
        ("d", "\"-Infinity\"", "\"-Infinity\""),
        ("f", "16777217", "16777216.0"),
        ("f", "\"NaN\"", "\"NaN\""),
    ] {
        let found = number(key, json);
        assert!(found.contains(&format!(r#""{key}":{written}"#)), "{key}: {json} {found}");
    }
}

#[test]
fn texts_are_in_the_form_of_their_type() {
    let texts = |b: &str, h: &str, o: &str, t: &str| {
        let error =
            codec(SCHEMA).encode(&format!(r#"{{"_":"texts","b":{b},"h":{h},"o":{o},"t":{t}}}"#), None);
        error.map_or_else(|error| format!("{}: {}", error.path(), error.kind()), |_| "fine".to_owned())
    };
    let hex = "\"000102030405060708090a0b0c0d0e0F\"";
    assert_eq!(texts("\"AA==\"", hex, "true", "true"), "fine");
    assert_eq!(texts("\"AA\"", hex, "true", "true"), "b: this is not base64 with padding");
    assert_eq!(texts("\"A-==\"", hex, "true", "true"), "b: this is not base64 with padding");
    assert_eq!(texts("[0]", hex, "true", "true"), "b: base64 in a string is expected, an array found");
    assert_eq!(texts("\"\"", "\"00\"", "true", "true"), "h: this is not 32 hexadecimal digits");
    assert_eq!(texts("\"\"", &hex.replace('a', "g"), "true", "true"), "h: this is not 32 hexadecimal digits");
    assert_eq!(texts("\"\"", &hex.replace('a', "ж"), "true", "true"), "h: this is not 32 hexadecimal digits");
    assert_eq!(texts("\"\"", hex, "1", "true"), "o: true or false is expected, a number found");
    assert_eq!(texts("\"\"", hex, "true", "false"), "t: true is expected, a boolean found");
}

#[test]
fn a_raw_object_is_unknown_and_last() {
    check(
        r##"{"_":"holder","o":{"_":"#1","raw":""}}"##,
        "at 1:24 in `o`: the id is that of `leaf`, whose fields are to be given",
    );
    check(
        r##"{"_":"holder","o":{"_":"#99","raw":"AA=="}}"##,
        "at 1:36 in `o.raw`: a raw object of 1 bytes: their number is no multiple of 4",
    );
    check(
        r##"{"_":"holder","o":{"_":"#99","raw":"!"}}"##,
        "at 1:36 in `o.raw`: this is not base64 with padding",
    );
    check(r##"{"_":"holder","o":{"_":"#99","raw":"","x":1}}"##, "at 1:24 in `o`: `raw` has no such field");
    check(
        r##"{"_":"middle","o":{"_":"#99","raw":""},"n":1}"##,
        "at 1:1: nothing can follow a raw object, since nothing says where it ends",
    );
    let framed = codec(SCHEMA)
        .encode(r##"{"_":"middle","o":{"_":"message","body":{"_":"#99","raw":""}},"n":1}"##, None);
    assert_eq!(framed.map(|bytes| bytes.len()), Ok(4 + 4 + 4 + 4 + 4));
}

#[test]
fn nesting_is_limited() {
    let nested =
        |count: usize| r#"{"_":"next","next":"#.repeat(count) + r#"{"_":"leaf"}"# + &"}".repeat(count);
    let codec = codec(SCHEMA);
    // A leaf has no fields and is no level.
    let deepest = codec.encode(&nested(64), None).unwrap();
    assert_eq!(codec.decode(&deepest, None).unwrap(), nested(64));
    for count in [65, 100_000] {
        let error = codec.encode(&nested(count), None).unwrap_err();
        assert_eq!(error.kind(), &EncodeErrorKind::TooDeep { limit: 64 });
        assert!(error.to_string().len() < 300, "{error}");
    }
    for text in ["[".repeat(100_000), "[".repeat(100_000) + &"]".repeat(100_000), r#"{"_":"#.repeat(100_000)]
    {
        assert!(codec.encode(&text, None).is_err());
        let field = format!(r#"{{"_":"node","children":{text}}}"#);
        assert!(codec.encode(&field, None).is_err());
        let object = format!(r#"{{"_":"holder","o":{text}}}"#);
        assert!(codec.encode(&object, None).is_err());
    }
}

#[test]
fn members_are_not_kept_without_end() {
    let many = format!(r#"{{"_":"item"{}}}"#, r#","a":0"#.repeat(70_000));
    let error = codec(SCHEMA).encode(&many, None).unwrap_err().to_string();
    assert!(error.ends_with("this is no JSON: it has more members than any value"), "{error}");
}

/// What would not be read is not written.
#[test]
fn values_without_bytes_are_limited() {
    let codec = codec(SCHEMA);
    let trues = |count: usize| format!(r#"{{"_":"trues","all":[{}]}}"#, vec!["true"; count].join(","));
    let most = codec.encode(&trues(65_536), None).unwrap();
    assert!(codec.decode(&most, None).unwrap() == trues(65_536));
    let error = codec.encode(&trues(65_537), None).unwrap_err();
    assert!(
        error.to_string().ends_with("in `all[65536]`: there are more than 65536 values without bytes"),
        "{error}"
    );
}

#[test]
fn parameters_are_given_as_text_or_json() {
    let codec = Codec::new(&bundled("telegram/82"));
    let encode = |name: &str, fields: &[(&str, &str)]| {
        let encoded = codec.encode_parameters(name, fields).map_err(|error| error.to_string())?;
        Ok::<_, String>(codec.decode(&encoded, None).unwrap())
    };
    assert_eq!(
        encode("auth.cancelCode", &[("phone_number", "\"5\""), ("phone_code_hash", "x\\")]).unwrap(),
        r#"{"_":"auth.cancelCode","phone_number":"\"5\"","phone_code_hash":"x\\"}"#
    );
    assert_eq!(
        encode("upload.saveFilePart", &[("file_id", "-5"), ("file_part", "1"), ("bytes", "AAEC")]).unwrap(),
        r#"{"_":"upload.saveFilePart","file_id":"-5","file_part":1,"bytes":"AAEC"}"#
    );
    assert_eq!(
        encode("inputGeoPoint", &[("lat", "NaN"), ("long", "1")]).unwrap(),
        r#"{"_":"inputGeoPoint","lat":"NaN","long":1.0}"#
    );
    assert_eq!(
        encode("invokeWithLayer", &[("layer", "82"), ("query", r#"{"_":"help.getConfig"}"#)]).unwrap(),
        r#"{"_":"invokeWithLayer","layer":82,"query":{"_":"help.getConfig"}}"#
    );
    for (name, fields, message) in [
        ("nope", &[][..], "the schema has no constructor and no function `nope`"),
        ("auth.cancelCode", &[], "the field `phone_number` is missing"),
        ("auth.cancelCode", &[("x", "1")], "in `x`: `auth.cancelCode` has no such field"),
        (
            "invokeWithLayer",
            &[("layer", "1."), ("query", "{}")],
            "in `layer`: this is no JSON: invalid number",
        ),
        ("invokeWithLayer", &[("layer", "9e9"), ("query", "{}")], "in `layer`: this is not a whole number"),
    ] {
        assert_eq!(encode(name, fields).unwrap_err(), message);
    }
}

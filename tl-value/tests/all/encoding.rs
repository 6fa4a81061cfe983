//! Tests of encoding JSON that is not a value, and of the positions of errors.

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
counted#12 n:# a:n*[ int ] x:n.1?int = Counted;
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
fn text_that_is_not_one_value_is_an_error() {
    check("", "at 1:1: invalid JSON: EOF while parsing a value");
    check("{", "at 1:2: invalid JSON: EOF while parsing an object");
    check("{\"_\":\n\"leaf\"\n} x", "at 3:3: invalid JSON: trailing characters");
    check(
        "{\"_\":\n\"le\naf\"}",
        "at 2:3: invalid JSON: control character (\\u0000-\\u001F) found while parsing a string",
    );
    check(r#"{"_":"item","name":NaN}"#, "at 1:20: invalid JSON: expected value");
    check(r#"{"_":"item","name":"\ud800"}"#, "at 1:27 in `name`: invalid JSON: unexpected end of hex escape");
    check("[1", "at 1:3: invalid JSON: EOF while parsing a list");
    check("5", "at 1:1: expected an object, found a number");
    check("null", "at 1:1: expected an object, found null");
}

#[test]
fn unknown_names_are_errors() {
    check("{}", "at 1:1: the object has no `_` with the name of its constructor or function");
    check(r#"{"_":5}"#, "at 1:6 in `_`: expected a name in a string, found a number");
    check(r#"{"_":"nope"}"#, "at 1:6: no constructor or function is called `nope`; did you mean `node`?");
    check(r##"{"_":"#99"}"##, "at 1:6: no constructor or function is called `#99`");
    check(
        "{\"_\":\"node\",\n \"children\":[{\"_\":\"leaf\"},{\"_\":\"item\"}]}",
        "at 2:32 in `children[1]`: expected a constructor of `Node`, found `item`",
    );
    check(r#"{"_":"get","query":{"_":"leaf"}}"#, "at 1:25 in `query`: expected a function, found `leaf`");
    check(r#"{"_":"bare","item":{"_":"leaf"}}"#, "at 1:25 in `item`: expected `item`, found `leaf`");
    check(
        r#"{"_":"generic","x":1}"#,
        "at 1:6: expected a constructor or function without type parameters, found `generic`",
    );
}

#[test]
fn unknown_missing_and_repeated_fields_are_errors() {
    check(r#"{"_":"item"}"#, "at 1:1: missing field `name` of `item`");
    check(r#"{"_":"item","name":"x","nam":1}"#, "at 1:30: `item` has no field `nam`; did you mean `name`?");
    check(r#"{"_":"item","name":"x","name":"y"}"#, "at 1:31 in `name`: duplicate field");
    check(r#"{"_":"item","name":"x","_":"item"}"#, "at 1:28 in `_`: duplicate field");
    check(r#"{"_":"item","name":null}"#, "at 1:20 in `name`: expected a string, found null");
    check(r#"{"_":"shared","flags":3}"#, "at 1:23 in `flags`: bit 0 is set, but the field `a` is missing");
    check(
        r#"{"_":"message","bytes":4,"body":{"_":"leaf"}}"#,
        "at 1:24 in `bytes`: this field is computed; leave it out",
    );
    check(r#"{"_":"pairs","all":[{"a":1}]}"#, "at 1:21 in `all[0]`: missing field `b` of `item`");
    check(
        r#"{"_":"pairs","all":[{"_":"pairs","a":1,"b":2}]}"#,
        "at 1:26 in `all[0]`: `item` has no field `_`",
    );
}

#[test]
fn fields_on_the_same_bit_must_be_present_together() {
    check(r#"{"_":"shared","a":1}"#, "at 1:1: missing field `c`, which is required because `flags.0` is set");
    check(
        r#"{"_":"shared","b":true}"#,
        "at 1:1: missing field `a`, which is required because `flags.0` is set",
    );
    check(r#"{"_":"shared","a":1,"b":false,"c":1}"#, "at 1:25 in `b`: expected true, found false");
    check(r#"{"_":"shared","b":1}"#, "at 1:19 in `b`: expected true, found a number");
    let codec = codec(SCHEMA);
    let all = codec.encode(r#"{"_":"shared","a":1,"b":true,"c":1}"#, None).unwrap();
    assert_eq!(codec.encode(r#"{"_":"shared","a":1,"c":1}"#, None).unwrap(), all);
    assert_eq!(
        codec.encode(r#"{"_":"shared","b":false,"d":false}"#, None).unwrap(),
        [5, 0, 0, 0, 0, 0, 0, 0]
    );
}

#[test]
fn a_given_number_must_agree_with_the_fields() {
    let outer = r#""o":{"_":"outer"}"#;
    check(
        &format!(r#"{{"_":"visible","m":1,{outer}}}"#),
        "at 1:20 in `m`: bit 0 is set, but the field `x` is missing",
    );
    check(
        r#"{"_":"visible","o":{"_":"outer","z":1}}"#,
        "at 1:37 in `o.z`: this field is only allowed if bit 2 of a number outside of this object is set",
    );
    check(
        r#"{"_":"counted","n":2,"a":[1,2]}"#,
        "at 1:1: missing field `x`, which is required because `n.1` is set",
    );
    check(
        r#"{"_":"counted","n":0,"a":[],"x":1}"#,
        "at 1:33 in `x`: this field is only allowed if `n.1` is set",
    );
    check(
        &format!(r#"{{"_":"visible","m":4,{outer}}}"#),
        "at 1:26 in `o`: missing field `z`, which is required because bit 2 of a number outside of this object is set",
    );
    check(r#"{"_":"fixed","a":[1,2,3]}"#, "at 1:18 in `a`: expected 2 items, found 3");
    check(r#"{"_":"fixed","a":7}"#, "at 1:18 in `a`: expected an array, found a number");
}

/// Encodes and decodes a `numbers` object in which one field has the value `json`. Returns the decoded JSON or the
/// error.
fn number(key: &str, json: &str) -> String {
    let codec = codec(SCHEMA);
    let value = |field| if field == key { json } else { "0" };
    let fields = ["i", "l", "n", "d", "f"].map(|field| format!(r#""{field}":{}"#, value(field)));
    let encoded = codec.encode(&format!(r#"{{"_":"numbers",{}}}"#, fields.join(",")), None);
    encoded.map_or_else(|error| error.kind().to_string(), |encoded| codec.decode(&encoded, None).unwrap())
}

#[test]
fn numbers_must_fit_their_type() {
    for (key, json, message) in [
        ("i", "2147483648", "number out of range for `int`"),
        ("i", "-2147483649", "number out of range for `int`"),
        ("i", "1.0", "expected a whole number"),
        ("i", "1e3", "expected a whole number"),
        ("i", "\"1\"", "expected a number, found a string"),
        ("i", "\"NaN\"", "expected a number, found a string"),
        ("i", "true", "expected a number, found true"),
        ("l", "9223372036854775808", "number out of range for `long`"),
        ("l", "\"-9223372036854775809\"", "number out of range for `long`"),
        ("l", "\"+5\"", "expected a whole number"),
        ("l", "\"\"", "expected a whole number"),
        ("l", "\"0x10\"", "expected a whole number"),
        ("l", "\"NaN\"", "expected a whole number"),
        ("l", "[]", "expected a number in a string, found an array"),
        ("n", "-1", "number out of range for `#`"),
        ("n", "4294967296", "number out of range for `#`"),
        ("d", "1e999", "number out of range for `double`"),
        ("d", "\"nan\"", "expected a number, \"NaN\", \"Infinity\" or \"-Infinity\""),
        ("d", "\"1.5\"", "expected a number, \"NaN\", \"Infinity\" or \"-Infinity\""),
        ("f", "1e39", "number out of range for `float`"),
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
fn strings_must_have_the_form_of_their_type() {
    let texts = |b: &str, h: &str, o: &str, t: &str| {
        let error =
            codec(SCHEMA).encode(&format!(r#"{{"_":"texts","b":{b},"h":{h},"o":{o},"t":{t}}}"#), None);
        error.map_or_else(|error| format!("{}: {}", error.path(), error.kind()), |_| "fine".to_owned())
    };
    let hex = "\"000102030405060708090a0b0c0d0e0F\"";
    assert_eq!(texts("\"AA==\"", hex, "true", "true"), "fine");
    assert_eq!(texts("\"AA\"", hex, "true", "true"), "b: expected base64 with padding");
    assert_eq!(texts("\"A-==\"", hex, "true", "true"), "b: expected base64 with padding");
    assert_eq!(texts("[0]", hex, "true", "true"), "b: expected base64 in a string, found an array");
    assert_eq!(texts("\"\"", "\"00\"", "true", "true"), "h: expected 32 hexadecimal digits");
    assert_eq!(texts("\"\"", &hex.replace('a', "g"), "true", "true"), "h: expected 32 hexadecimal digits");
    assert_eq!(texts("\"\"", &hex.replace('a', "ж"), "true", "true"), "h: expected 32 hexadecimal digits");
    assert_eq!(texts("\"\"", hex, "1", "true"), "o: expected true or false, found a number");
    assert_eq!(texts("\"\"", hex, "true", "false"), "t: expected true, found false");
}

#[test]
fn a_raw_object_must_have_an_unknown_id_and_be_last() {
    check(
        r##"{"_":"holder","o":{"_":"#1","raw":""}}"##,
        "at 1:24 in `o`: this is the id of `leaf`; write its fields instead of `raw`",
    );
    check(
        r##"{"_":"holder","o":{"_":"#99","raw":"AA=="}}"##,
        "at 1:36 in `o.raw`: the length of a raw object must be a multiple of 4, and this one has 1 byte",
    );
    check(
        r##"{"_":"holder","o":{"_":"#99","raw":"!"}}"##,
        "at 1:36 in `o.raw`: expected base64 with padding",
    );
    check(r##"{"_":"holder","o":{"_":"#99","raw":"","x":1}}"##, "at 1:43 in `o`: `raw` has no field `x`");
    check(
        r##"{"_":"middle","o":{"_":"#99","raw":""},"n":1}"##,
        "at 1:1: a raw object must be the last value, since its length is not written",
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
    // An object without fields does not count as a nesting level.
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
fn the_first_of_equally_similar_names_is_suggested() {
    let codec = codec("name7#1 = Name; name3#2 = Name; name9#3 = Name;");
    let error = codec.encode(r#"{"_":"name0"}"#, None).unwrap_err().to_string();
    assert_eq!(error, "at 1:6: no constructor or function is called `name0`; did you mean `name3`?");
}

/// Checks that brackets, commas and quotes in strings are not mistaken for JSON syntax.
#[test]
fn strings_may_contain_json_syntax() {
    let codec = codec("pair#1 a:string b:string rest:Vector<string> = Pair;");
    let tokens = r#"{ "_" : "pair" , "a" : "}],{\"" , "b" : "\\" , "rest" : [ "[,:" , "\\\"]" ] }"#;
    let compact = tokens.replace(' ', "");
    for json in [tokens, &compact, &tokens.replace(' ', "\t\r\n")] {
        let bytes = codec.encode(json, None).unwrap();
        assert_eq!(codec.decode(&bytes, None).unwrap(), compact);
    }
}

#[test]
fn the_number_of_members_is_limited() {
    let many = format!(r#"{{"_":"item"{}}}"#, r#","a":0"#.repeat(70_000));
    let error = codec(SCHEMA).encode(&many, None).unwrap_err().to_string();
    assert!(error.ends_with("invalid JSON: the object has too many members"), "{error}");
}

/// Checks that values are not encoded if they could not be decoded.
#[test]
fn values_without_bytes_are_limited() {
    let codec = codec(SCHEMA);
    let trues = |count: usize| format!(r#"{{"_":"trues","all":[{}]}}"#, vec!["true"; count].join(","));
    let most = codec.encode(&trues(65_536), None).unwrap();
    assert!(codec.decode(&most, None).unwrap() == trues(65_536));
    let error = codec.encode(&trues(65_537), None).unwrap_err();
    assert!(error.to_string().ends_with("in `all`: more than 65536 values take no bytes"), "{error}");
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
        ("nope", &[][..], "no constructor or function is called `nope`"),
        ("auth.cancelCode", &[], "missing fields `phone_number` and `phone_code_hash` of `auth.cancelCode`"),
        ("auth.cancelCode", &[("x", "1")], "`auth.cancelCode` has no field `x`"),
        ("invokeWithLayer", &[("layer", "1."), ("query", "{}")], "in `layer`: invalid JSON: invalid number"),
        ("invokeWithLayer", &[("layer", "9e9"), ("query", "{}")], "in `layer`: expected a whole number"),
    ] {
        assert_eq!(encode(name, fields).unwrap_err(), message);
    }
}

#[test]
fn errors_suggest_names_and_list_all_missing_fields() {
    let codec = Codec::new(&bundled("telegram/82"));
    for (json, message) in [
        (
            r#"{"_":"auth.cancelCod"}"#,
            "at 1:6: no constructor or function is called `auth.cancelCod`; did you mean `auth.cancelCode`",
        ),
        (
            r#"{"_":"auth.cancelCode","phone_numbr":"1","phone_code_hash":""}"#,
            "at 1:38: `auth.cancelCode` has no field `phone_numbr`; did you mean `phone_number`?",
        ),
        (
            r#"{"_":"auth.cancelCode"}"#,
            "at 1:1: missing fields `phone_number` and `phone_code_hash` of `auth.cancelCode`",
        ),
        (
            r#"{"_":"messages.sendMessage","peer":{"_":"inputPeerChat"}}"#,
            "at 1:1: missing fields `message` and `random_id` of `messages.sendMessage`",
        ),
        (
            r#"{"_":"messages.getMessages","id":[{"_":"inputMessageIDs","id":1}]}"#,
            "at 1:40 in `id[0]`: no constructor or function is called `inputMessageIDs`; did you mean `inputMessageID`?",
        ),
        // Only names that are allowed at this position are suggested.
        (
            r#"{"_":"users.getUsers","id":[{"_":"inputPeerSelf"}]}"#,
            "at 1:34 in `id[0]`: expected a constructor of `InputUser`, found `inputPeerSelf`; did you mean `inputUserSelf`",
        ),
    ] {
        let error = codec.encode(json, None).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
    let error = codec.parse_type("Vector<Usr>").unwrap_err().to_string();
    assert_eq!(error, "no type or constructor is called `Usr`; did you mean `User`?");
}

/// Checks that an object without required fields may be written as only its name.
#[test]
fn parameters_may_be_names_of_constructors_or_functions() {
    let codec = Codec::new(&bundled("telegram/82"));
    let encode = |name, fields: &[_]| {
        codec
            .encode_parameters(name, fields)
            .map(|bytes| codec.decode(&bytes, None).unwrap())
            .map_err(|e| e.to_string())
    };
    assert_eq!(
        encode("messages.sendMessage", &[("peer", "inputPeerSelf"), ("message", "true"), ("random_id", "1")])
            .unwrap(),
        r#"{"_":"messages.sendMessage","peer":{"_":"inputPeerSelf"},"message":"true","random_id":"1"}"#
    );
    assert_eq!(
        encode("invokeWithLayer", &[("layer", "82"), ("query", "help.getConfig")]).unwrap(),
        r#"{"_":"invokeWithLayer","layer":82,"query":{"_":"help.getConfig"}}"#
    );
    for (fields, message) in [
        (
            ("peer", "inputPeerSlf"),
            "in `peer`: no constructor or function is called `inputPeerSlf`; did you mean `inputPeerSelf`",
        ),
        (("peer", "inputPeerChat"), "in `peer`: missing field `chat_id` of `inputPeerChat`"),
        (("per", "inputPeerSelf"), "`messages.sendMessage` has no field `per`; did you mean `peer`?"),
        (("silent", "yes"), "in `silent`: expected true, found a string"),
        (("reply_to_msg_id", "five"), "in `reply_to_msg_id`: expected a number, found a string"),
        (("peer", "{"), "in `peer`: invalid JSON: "),
    ] {
        let others = [("peer", "inputPeerSelf"), ("message", ""), ("random_id", "1")];
        let others = others.into_iter().filter(|(key, _)| *key != fields.0);
        let error = encode("messages.sendMessage", &[&[fields][..], &others.collect::<Vec<_>>()].concat())
            .unwrap_err();
        assert!(error.starts_with(message), "{error}");
    }
}

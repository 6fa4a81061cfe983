//! Tests of all features of TL, with bytes that were written by hand.

use crate::common::{bytes, codec, hex};

/// A schema that uses all features of TL, with small ids.
const SCHEMA: &str = "
int ? = Int;
vector {t:Type} # [ t ] = Vector t;
tuple#1 {t:Type} {n:#} [ t ] = Tuple t n;
pair#2 {X:Type} {Y:Type} a:X b:Y = Pair Y X;
resultFalse#3 {t:Type} = Maybe t;
resultTrue#4 {t:Type} t = Maybe t;
matrix#5 rows:# columns:# cells:rows*[ columns*[ int ] ] = Matrix;
structs#6 n:# items:n*[ a:int b:n*[ int ] ] = Structs;
fixed#7 a:3*[ int ] b:(Tuple int 2) = Fixed;
masks#8 f0:# f1:f0.0?# f2:f1.1?int = Masks;
inner#9 {m:#} a:m.0?int b:m.1?true = Inner m;
outer#a m:# inner:(Inner m) = Outer;
nil#b {t:Type} {n:#} = List t n;
bare#c vectors:vector<vector<int>> pair:(%Pair int string) = Bare;
boxed#d number:Int flag:true = Boxed;
shared#e flags:# a:flags.0?int b:flags.0?true c:flags.0?int d:flags.1?true = Shared;
plain#f n:# flags3:# = Plain;
zero#10 n:# x:n?int = Zero;
message#5bb8e511 id:long bytes:int body:Object = Message;
result#f35c6d01 id:long result:Object = Result;
middle#11 first:Object last:int = Middle;
container#12 messages:vector<message> = Container;
sums#13 n:# items:(n+1)*[ int ] = Sums;
chain#14 {t:Type} {n:#} head:(n+1)*[ t ] = Chain t n;
chains#15 n:# c:(Chain int (n+1)) = Chains;
hashes#16 a:int128 b:int256 = Hashes;
numbers#17 d:double f:float l:long = Numbers;
unnamed#18 int int value3:int = Unnamed;
conditional#19 flags:# items:flags.0?(vector int) n:flags.1?# = Conditional;
---functions---
get#20 {X:Type} query:!X = X;
get_inner#23 key:int m:# limit:m.4?int = Inner m;
get_fixed#24 n:# keys:n*[ int ] = Tuple int n;
ping#21 = Pong;
---types---
pong#22 = Pong;
";

/// A declaration whose id is the CRC-32 of Telegram's canonical text, so a schema with it is in Telegram's dialect.
const TELEGRAM: &str =
    "---functions--- invokeAfterMsg#cb9f372d {X:Type} msg_id:long query:!X = X; ---types---";

/// Checks that `json` is encoded to the bytes `text`, and that these bytes are decoded to `json`.
#[track_caller]
fn both(ty: Option<&str>, json: &str, text: &str) {
    let codec = codec(SCHEMA);
    let ty = ty.map(|ty| codec.parse_type(ty).unwrap_or_else(|error| panic!("{ty}: {error}")));
    let encoded = codec.encode(json, ty.as_ref()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(hex(&encoded), hex(&bytes(text)));
    assert_eq!(codec.decode(&encoded, ty.as_ref()).unwrap_or_else(|error| panic!("{error}")), json);
}

#[test]
fn repetitions_are_arrays_without_a_separate_length() {
    both(
        None,
        r#"{"_":"structs","n":2,"items":[{"a":1,"b":[5,6]},{"a":2,"b":[7,8]}]}"#,
        "06000000 02000000 01000000 05000000 06000000 02000000 07000000 08000000",
    );
    both(
        None,
        r#"{"_":"matrix","columns":3,"cells":[[1,2,3],[4,5,6]]}"#,
        "05000000 02000000 03000000 01000000 02000000 03000000 04000000 05000000 06000000",
    );
    both(
        None,
        r#"{"_":"fixed","a":[1,2,3],"b":{"_":"tuple","value":[4,5]}}"#,
        "07000000 01000000 02000000 03000000 01000000 04000000 05000000",
    );
    both(None, r#"{"_":"sums","n":1,"items":[8,9]}"#, "13000000 01000000 08000000 09000000");
}

#[test]
fn parameters_of_types_are_types_and_numbers() {
    both(Some("Tuple int 2"), r#"{"_":"tuple","value":[1,2]}"#, "01000000 01000000 02000000");
    both(Some("tuple<int,2>"), r#"{"_":"tuple","value":[1,2]}"#, "01000000 02000000");
    // The constructor has the parameters of its type in reverse order.
    both(Some("Pair string int"), r#"{"_":"pair","a":1,"b":"x"}"#, "02000000 01000000 01780000");
    both(Some("Maybe<int>"), r#"{"_":"resultFalse"}"#, "03000000");
    both(None, r#"{"_":"resultFalse"}"#, "03000000");
    both(Some("Maybe int"), r#"{"_":"resultTrue","value":7}"#, "04000000 07000000");
    both(
        Some("Maybe (Maybe (Vector int))"),
        r#"{"_":"resultTrue","value":{"_":"resultTrue","value":[1]}}"#,
        "04000000 04000000 15c4b51c 01000000 01000000",
    );
    both(
        None,
        r#"{"_":"outer","m":3,"inner":{"_":"inner","a":9,"b":true}}"#,
        "0a000000 03000000 09000000 09000000",
    );
    both(None, r#"{"_":"outer","m":0,"inner":{"_":"inner"}}"#, "0a000000 00000000 09000000");
    both(
        None,
        r#"{"_":"chains","n":0,"c":{"_":"chain","head":[1,2]}}"#,
        "15000000 00000000 14000000 01000000 02000000",
    );
}

#[test]
fn numbers_that_are_computed_from_other_fields_are_omitted() {
    both(None, r#"{"_":"shared","a":1,"b":true,"c":2}"#, "0e000000 01000000 01000000 02000000");
    both(None, r#"{"_":"shared","d":true}"#, "0e000000 02000000");
    both(None, r#"{"_":"masks","f1":2,"f2":5}"#, "08000000 01000000 02000000 05000000");
    both(None, r#"{"_":"masks","f1":0}"#, "08000000 01000000 00000000");
    both(None, r#"{"_":"zero","n":2,"x":5}"#, "10000000 02000000 05000000");
    both(None, r#"{"_":"zero","n":0}"#, "10000000 00000000");
    both(None, r#"{"_":"conditional","items":[],"n":0}"#, "19000000 03000000 00000000 00000000");
}

/// Checks a schema whose names take more than 64 KiB, while the rest of its table takes less.
#[test]
fn many_long_names_are_decoded() {
    let long = "very_long_name_".repeat(10);
    let name = |number: usize| format!("{long}{number}");
    let text: String = (0..500).map(|number| format!("{0} x_{0}:int = A{0};\n", name(number))).collect();
    let codec = codec(&text);
    for name in (0..500).map(name) {
        let json = format!(r#"{{"_":"{name}","x_{name}":1}}"#);
        assert_eq!(codec.decode(&codec.encode(&json, None).unwrap(), None).unwrap(), json);
    }
}

/// Checks that JSON must contain the numbers that the result of a function depends on.
#[test]
fn numbers_that_the_result_depends_on_are_required() {
    both(None, r#"{"_":"get_inner","key":7,"m":1,"limit":5}"#, "23000000 07000000 11000000 05000000");
    both(None, r#"{"_":"get_inner","key":7,"m":3}"#, "23000000 07000000 03000000");
    both(None, r#"{"_":"get_fixed","n":1,"keys":[9]}"#, "24000000 01000000 09000000");
    for (json, message) in [
        (
            r#"{"_":"get_inner","key":7,"m":16}"#,
            "at 1:30 in `m`: bit 4 is set, but the field `limit` is missing",
        ),
        (r#"{"_":"get_fixed","keys":[9]}"#, "at 1:1: missing field `n` of `get_fixed`"),
        (r#"{"_":"get_fixed","n":2,"keys":[9]}"#, "at 1:31 in `keys`: expected 2 items, found 1"),
    ] {
        assert_eq!(codec(SCHEMA).encode(json, None).unwrap_err().to_string(), message);
    }
}

/// Checks that `flags3` is a number in the formal dialect. A schema is in this dialect if none of its written ids is
/// the CRC-32 of Telegram's canonical text.
#[test]
fn an_unused_mask_is_hidden_only_in_the_dialect_of_telegram() {
    let formal = "plain n:# flags3:# = Plain;";
    let json = r#"{"_":"plain","n":1,"flags3":2}"#;
    let encoded = codec(formal).encode(json, None).unwrap();
    assert_eq!(hex(&encoded[4..]), "0100000002000000");
    let telegram = codec(&format!("{TELEGRAM} plain#1 n:# flags3:# = Plain;"));
    let encoded = telegram.encode(r#"{"_":"plain","n":1}"#, None);
    assert_eq!(encoded.map(|encoded| hex(&encoded)), Ok("010000000100000000000000".to_owned()));
}

#[test]
fn the_schema_determines_whether_values_are_bare() {
    both(
        None,
        r#"{"_":"bare","vectors":[[1],[]],"pair":{"_":"pair","a":"x","b":2}}"#,
        "0c000000 02000000 01000000 01000000 00000000 01780000 02000000",
    );
    both(None, r#"{"_":"boxed","number":5,"flag":true}"#, "0d000000 da9b50a8 05000000");
    both(
        Some("%Message"),
        r#"{"_":"message","id":"1","body":{"_":"pong"}}"#,
        "01000000 00000000 04000000 22000000",
    );
    both(
        Some("message"),
        r#"{"_":"message","id":"1","body":{"_":"pong"}}"#,
        "01000000 00000000 04000000 22000000",
    );
    both(Some("#"), "7", "07000000");
    both(Some("Int"), "-7", "da9b50a8 f9ffffff");
    both(Some("int"), "-7", "f9ffffff");
    both(Some("Bool"), "true", "b5757299");
    // When a bare value is encoded, its name may be omitted. When it is decoded, its name is written.
    let codec = codec(SCHEMA);
    let ty = codec.parse_type("%Pair int int").unwrap();
    let encoded = codec.encode(r#"{"b":1,"a":2}"#, Some(&ty)).unwrap();
    assert_eq!(codec.decode(&encoded, Some(&ty)).unwrap(), r#"{"_":"pair","a":2,"b":1}"#);
}

#[test]
fn an_object_is_known_or_raw() {
    both(None, r#"{"_":"result","id":"-1","result":{"_":"pong"}}"#, "016d5cf3 ffffffff ffffffff 22000000");
    both(None, r#"{"_":"result","id":"0","result":true}"#, "016d5cf3 00000000 00000000 b5757299");
    both(None, r#"{"_":"result","id":"0","result":{"_":"ping"}}"#, "016d5cf3 00000000 00000000 21000000");
    both(
        None,
        r##"{"_":"result","id":"0","result":{"_":"#1f040578","raw":"AQIDBA=="}}"##,
        "016d5cf3 00000000 00000000 7805041f 01020304",
    );
    // The id of a vector does not determine the type of its items.
    both(
        None,
        r##"{"_":"result","id":"0","result":{"_":"#1cb5c415","raw":"AAAAAA=="}}"##,
        "016d5cf3 00000000 00000000 15c4b51c 00000000",
    );
    both(None, r#"{"_":"middle","first":{"_":"pong"},"last":1}"#, "11000000 22000000 01000000");
    // A raw value whose length is known may be followed by other values.
    both(
        None,
        r##"{"_":"container","messages":[{"_":"message","id":"1","body":{"_":"#00000099","raw":""}},{"_":"message","id":"2","body":{"_":"pong"}}]}"##,
        "12000000 02000000 01000000 00000000 04000000 99000000 02000000 00000000 04000000 22000000",
    );
}

#[test]
fn a_call_is_the_object_of_its_function() {
    both(None, r#"{"_":"get","query":{"_":"get","query":{"_":"ping"}}}"#, "20000000 20000000 21000000");
}

#[test]
fn scalars_are_encoded_and_decoded() {
    both(
        None,
        r#"{"_":"hashes","a":"000102030405060708090a0b0c0d0e0f","b":"ff000000000000000000000000000000000000000000000000000000000000ee"}"#,
        "16000000 00010203 04050607 08090a0b 0c0d0e0f
         ff000000 00000000 00000000 00000000 00000000 00000000 00000000 000000ee",
    );
    both(
        None,
        r#"{"_":"numbers","d":0.1,"f":0.1,"l":"-9223372036854775808"}"#,
        "17000000 9a999999 9999b93f cdcccc3d 00000000 00000080",
    );
    both(
        None,
        r#"{"_":"numbers","d":"NaN","f":"-Infinity","l":"0"}"#,
        "17000000 00000000 0000f87f 000080ff 00000000 00000000",
    );
    both(None, r#"{"_":"unnamed","value":1,"value2":2,"value3":3}"#, "18000000 01000000 02000000 03000000");
}

#[test]
fn constructors_with_the_same_name_are_distinguished_by_ids() {
    let codec = codec("===8===\na#1 x:int = A;\n===17===\na#2 x:int y:int = A;\n");
    assert_eq!(
        codec.decode(&bytes("02000000 05000000 06000000"), None).unwrap(),
        r#"{"_":"a#00000002","x":5,"y":6}"#
    );
    assert_eq!(hex(&codec.encode(r#"{"_":"a#1","x":5}"#, None).unwrap()), "0100000005000000");
    assert_eq!(hex(&codec.encode(r##"{"_":"#1","x":5}"##, None).unwrap()), "0100000005000000");
    assert_eq!(
        codec.encode(r#"{"_":"a","x":5}"#, None).unwrap_err().to_string(),
        "at 1:6: ambiguous name; write `a#00000001` or `a#00000002`"
    );
}

#[test]
fn long_strings_are_allowed_only_in_the_formal_dialect() {
    let text = "x".repeat(1 << 24);
    let json = format!(r#"{{"_":"a","x":"{text}"}}"#);
    let formal = codec("a x:string = A;");
    let encoded = formal.encode(&json, None).unwrap();
    assert_eq!(encoded[4..12], [255, 0, 0, 0, 1, 0, 0, 0]);
    assert!(formal.decode(&encoded, None).unwrap() == json);
    let telegram = codec(&format!("{TELEGRAM} b#1 x:string = B;"));
    let json = json.replace("\"a\"", "\"b\"");
    let error = telegram.encode(&json, None).map(|bytes| bytes.len()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at 1:14 in `x`: a string of 16777216 bytes is too long; the maximum is 16777215"
    );
}

#[test]
fn types_are_written_as_in_a_schema() {
    let codec = codec(SCHEMA);
    for (text, message) in [
        ("", "not a type; examples are `User`, `Vector<long>` and `%Message`"),
        ("Vector<int", "not a type; examples are `User`, `Vector<long>` and `%Message`"),
        ("int) y:(int", "not a type; examples are `User`, `Vector<long>` and `%Message`"),
        ("int; a = A", "not a type; examples are `User`, `Vector<long>` and `%Message`"),
        ("int // x", ""),
        ("3", "not a type; examples are `User`, `Vector<long>` and `%Message`"),
        ("n*[ int ]", "not a type; examples are `User`, `Vector<long>` and `%Message`"),
        ("User", "no type or constructor is called `User`"),
        ("ping", "no type or constructor is called `ping`; did you mean `pong`?"),
        ("Vector", "`Vector` takes one type or number"),
        ("Vector 3", "`Vector` takes one type or number"),
        ("Tuple<int>", "`Tuple` takes 2 types or numbers"),
        ("Pong int", "`Pong` takes no arguments"),
        ("%Maybe int", "`Maybe` has no bare form, since it does not have exactly one constructor"),
        ("resultTrue int", "`resultTrue` has no bare form, since it does not have exactly one constructor"),
    ] {
        let error = codec.parse_type(text).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(error, if message.is_empty() { Ok(()) } else { Err(message.to_owned()) }, "{text}");
    }
}

/// A schema with types that are declared like built-in types but do not exist in the language.
const UNKNOWN_FORM: &str = "
bytes32#aa ? = Bytes32;
integer ? = Int;
pair {t:Type} a:t b:int = Pair t;
plain#1 x:int y:Int = Plain;
items#2 items:(vector bytes32) = Items;
bare#3 data:bytes32 after:int = Bare;
boxed#4 data:Bytes32 after:int = Boxed;
argument#5 pair:(pair %Bytes32) = Argument;
optional#6 flags:# data:flags.0?bytes32 after:int = Optional;
repeated#7 n:# data:n*[ bytes32 ] = Repeated;
number#8 data:integer = Number;
wrapped#9 data:Object = Wrapped;
";

#[test]
fn values_of_an_unknown_form_are_errors() {
    let codec = codec(UNKNOWN_FORM);
    let error = |path: &str, name: &str| {
        format!(
            "in `{path}`: `{name}` is declared as built in, and the language has no such type; its form is unknown"
        )
    };
    let cases = [
        ("02000000 01000000 00000000", r#"{"_":"items","items":[0]}"#, "items[0]", "bytes32"),
        ("03000000 01000000", r#"{"_":"bare","data":"","after":1}"#, "data", "bytes32"),
        ("04000000 aa000000 01000000", r#"{"_":"boxed","data":"","after":1}"#, "data", "bytes32"),
        ("05000000 01000000", r#"{"_":"argument","pair":{"a":{},"b":1}}"#, "pair.a", "bytes32"),
        ("06000000 01000000 01000000", r#"{"_":"optional","data":{},"after":1}"#, "data", "bytes32"),
        ("07000000 01000000 01000000", r#"{"_":"repeated","data":[{}]}"#, "data[0]", "bytes32"),
        ("08000000 01000000", r#"{"_":"number","data":1}"#, "data", "integer"),
        ("09000000 aa000000 00000000", r#"{"_":"wrapped","data":{"_":"bytes32"}}"#, "data", "bytes32"),
    ];
    for (text, json, path, name) in cases {
        let read = codec.decode(&bytes(text), None).unwrap_err().to_string();
        let written = codec.encode(json, None).unwrap_err().to_string();
        assert!(read.ends_with(&error(path, name)), "{text}: {read}");
        assert!(written.ends_with(&error(path, name)), "{json}: {written}");
    }
}

#[test]
fn values_without_unknown_forms_are_encoded() {
    let codec = codec(UNKNOWN_FORM);
    for (text, json) in [
        ("01000000 02000000 da9b50a8 03000000", r#"{"_":"plain","x":2,"y":3}"#),
        ("02000000 00000000", r#"{"_":"items","items":[]}"#),
        ("06000000 00000000 01000000", r#"{"_":"optional","after":1}"#),
        ("07000000 00000000", r#"{"_":"repeated","data":[]}"#),
    ] {
        assert_eq!(
            hex(&codec.encode(json, None).unwrap_or_else(|error| panic!("{error}"))),
            hex(&bytes(text))
        );
        let read = codec.decode(&bytes(text), None).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(read.replace([' ', '\n'], ""), json);
    }
}

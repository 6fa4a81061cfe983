//! Tests of `tl encode` and `tl decode`, with one value or with one value per line.
#![allow(
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests print what they skip, and fail by panicking"
)]

mod common;

use std::path::PathBuf;
use std::{env, fs};

use common::{Folder, Run};
use serde_json::Value;

const CANCEL: &str = "7805041f052b34393132000003616263";
const CANCEL_JSON: &str = r#"{"_":"auth.cancelCode","phone_number":"+4912","phone_code_hash":"abc"}"#;

fn tl(arguments: &[&str]) -> Run {
    Folder::new().tl_args(arguments, b"")
}

#[test]
fn a_value_is_encoded_and_decoded() {
    assert_eq!(tl(&["encode", CANCEL_JSON]).ok(), format!("{CANCEL}\n"));
    insta::assert_snapshot!(tl(&["decode", CANCEL]).ok(), @r#"
    {
      "_": "auth.cancelCode",
      "phone_number": "+4912",
      "phone_code_hash": "abc"
    }
    "#);
    insta::assert_snapshot!(tl(&["decode", "--annotate", CANCEL]).ok(), @r#"
     0  7805041f           auth.cancelCode#1f040578
     4  052b3439 31320000    phone_number: "+4912"
    12  03616263             phone_code_hash: "abc"
    "#);
}

#[test]
fn fields_may_be_arguments() {
    let fields = ["encode", "auth.cancelCode", "phone_code_hash=abc", "phone_number=+4912"];
    assert_eq!(tl(&fields).ok(), format!("{CANCEL}\n"));
    let wrapped = ["encode", "invokeWithLayer", "layer=82", r#"query={"_":"help.getConfig"}"#];
    assert_eq!(tl(&wrapped).ok(), "0d0d9bda520000006b18f9c4\n");
    assert_eq!(tl(&["encode", "help.getConfig"]).ok(), "6b18f9c4\n");
    assert_eq!(
        tl(&["encode", "auth.cancelCode", "phone_number=1"]).failure(),
        "error: missing field `phone_code_hash` of `auth.cancelCode`\n"
    );
    assert_eq!(
        tl(&["encode", "invokeWithLayer", "layer=x", "query={}"]).failure(),
        "error: in `layer`: expected a number, found a string\n"
    );
}

#[test]
fn json_has_three_forms() {
    let schema = "a#8780ad7e mode:# id:int53 hash:mode.0?int128 = A;";
    let folder = Folder::new().and("a.tl", schema);
    let bytes = "7ead808701000000070000000000000030313233343536373839616263646566";
    let usual = r#"{"_":"a","id":"7","hash":"30313233343536373839616263646566"}"#;
    let td = r#"{"@type":"a","mode":1,"id":7,"hash":"MDEyMzQ1Njc4OWFiY2RlZg=="}"#;
    for (form, json) in [("tl", usual), ("tdlib", td), ("ton", td)] {
        let run =
            |verb, value| folder.tl_args(&[verb, "--schema", "a.tl", "--json", form, "--jsonl", value], b"");
        assert_eq!(run("encode", json).ok(), format!("{bytes}\n"));
        assert_eq!(run("decode", bytes).ok(), format!("{json}\n"));
    }
    let fields =
        ["encode", "--schema", "a.tl", "--json", "ton", "a", "id=7", "hash=MDEyMzQ1Njc4OWFiY2RlZg=="];
    assert_eq!(folder.tl_args(&fields, b"").ok(), format!("{bytes}\n"));
    let annotated = tl(&["decode", "--annotate", "--json", "ton", CANCEL]).stderr;
    assert!(annotated.contains("'--annotate' cannot be used with '--json <FORM>'"), "{annotated}");
}

#[test]
fn bytes_have_three_forms() {
    assert_eq!(tl(&["encode", CANCEL_JSON, "--format", "base64"]).ok(), "eAUEHwUrNDkxMgAAA2FiYw==\n");
    let folder = Folder::with("value.json", CANCEL_JSON);
    let raw = "---functions--- f#41414141 x:int = X; ---types--- x#42424242 = X;";
    let folder = folder.and("raw.tl", raw);
    let written = folder.tl("encode f x=1094795585 --schema raw.tl --format raw --allow TL0302").ok();
    assert_eq!(written, "AAAAAAAA");
    let read = folder
        .tl_args(&["decode", "--schema", "raw.tl", "--format", "raw", "--allow", "TL0302"], b"AAAAAAAA");
    assert_eq!(read.ok(), "{\n  \"_\": \"f\",\n  \"x\": 1094795585\n}\n");
    assert!(tl(&["decode", "eAUEHwUrNDkxMgAAA2FiYw==", "--format", "base64"]).ok().contains("+4912"));
}

#[test]
fn a_value_comes_from_an_argument_a_file_or_standard_input() {
    let folder =
        Folder::with("value.json", CANCEL_JSON).and("value.hex", "7805041f 052b3439\n31320000 03616263\n");
    assert_eq!(folder.tl("encode --file value.json").ok(), format!("{CANCEL}\n"));
    assert!(folder.tl("decode --file value.hex").ok().contains("+4912"));
    assert!(folder.tl("decode 7805041f 052b3439 3132,0000 03:61:62:63").ok().contains("+4912"));
    for arguments in [&["encode"][..], &["encode", "-"], &["encode", "--file", "-"]] {
        assert_eq!(folder.tl_args(arguments, CANCEL_JSON.as_bytes()).ok(), format!("{CANCEL}\n"));
    }
    assert!(folder.tl("encode --file none.json").failure().starts_with("error: cannot read none.json"));
    fs::create_dir(folder.path("folder")).unwrap();
    for arguments in ["decode --file folder", "decode --file folder --jsonl"] {
        assert!(folder.tl(arguments).failure().starts_with("error: cannot read folder: "), "{arguments}");
    }
}

#[test]
fn the_type_of_a_value_can_be_selected() {
    let values = r#"["0","-1"]"#;
    let hex = "15c4b51c020000000000000000000000ffffffffffffffff";
    assert_eq!(tl(&["encode", "--type", "Vector<long>", values]).ok(), format!("{hex}\n"));
    assert_eq!(tl(&["decode", "--type", "Vector<long>", hex]).ok(), "[\n  \"0\",\n  \"-1\"\n]\n");
    assert_eq!(tl(&["encode", "--type", "Bool", "true"]).ok(), "b5757299\n");
    assert_eq!(
        tl(&["decode", "--type", "Vector<lon>", hex]).failure(),
        "error: invalid type `Vector<lon>`: no type or constructor is called `lon`; did you mean `long`?\n"
    );
}

#[test]
fn schemas_are_files_or_names_and_may_be_several() {
    assert_eq!(
        tl(&["encode", "--schema", "mtproto", "ping", "ping_id=1"]).ok(),
        "ec77be7a0100000000000000\n"
    );
    assert_eq!(tl(&["encode", "--schema", "82", "auth.logOut"]).ok(), "40da1757\n");
    let folder =
        Folder::with("a.tl", "a x:B = A;").and("b.tl", "b = B;").and("bad.tl", "a x:Nope = A; c = C;");
    let encoded = folder.tl_args(&["encode", "--schema", "a.tl,b.tl", "a", r#"x={"_":"b"}"#], b"");
    assert_eq!(encoded.ok().len(), 17);
    assert!(folder.tl("encode --schema bad.tl c").failure().contains("error[TL0201]"));
    assert!(folder.tl("encode --schema a.tl --schema b.tl b").failure().contains("error[TL0201]"));
    assert_eq!(folder.tl("encode --schema a.tl, b").status, 2);
    let named = folder.and("c,d.tl", "c = C;");
    assert_eq!(named.tl("encode --schema c,d.tl --schema b.tl b").ok().len(), 9);
    let folder = named;
    let lenient = folder.tl("encode --schema bad.tl --lenient c");
    assert_eq!((lenient.status, lenient.stdout.len()), (0, 9), "{}", lenient.stderr);
}

#[test]
fn each_line_contains_one_value() {
    let folder = Folder::new();
    // The input contains a byte order mark and a blank line.
    let encoded =
        folder.tl_args(&["encode", "--jsonl"], format!("\u{feff}{CANCEL_JSON}\n\n{CANCEL_JSON}").as_bytes());
    assert_eq!(encoded.ok(), format!("{CANCEL}\n{CANCEL}\n"));
    let decoded = folder.tl_args(&["decode", "--jsonl"], format!("{CANCEL}\r\n{CANCEL}\r\n").as_bytes());
    assert_eq!(decoded.ok(), format!("{CANCEL_JSON}\n{CANCEL_JSON}\n"));
    assert_eq!(folder.tl_args(&["decode", "--jsonl"], b"").ok(), "");
}

#[test]
fn invalid_lines_are_reported_and_the_other_lines_are_converted() {
    let lines = format!("{CANCEL}\nxx\n\n780504\n7805041f\n{CANCEL}00\n99000000\n{CANCEL}\n");
    let run = Folder::new().tl_args(&["decode", "--jsonl"], lines.as_bytes());
    assert_eq!((run.status, run.stdout), (1, format!("{CANCEL_JSON}\n{CANCEL_JSON}\n")));
    insta::assert_snapshot!(run.stderr, @r"
    error: line 2: at 1:1: unexpected `x` in bytes
    error: line 4: at byte 0: 4 bytes are needed, but the input has 3 left
    error: line 5: at byte 4 in `phone_number`: 4 bytes are needed, but the input has 0 left
    error: line 6: at byte 16: 1 byte follows the end of the value
    error: line 7: at byte 0: no constructor or function has the id #00000099
    ");
    let mut lines = format!("{CANCEL_JSON}\n\n{{\"_\":\"auth.logOut\",\"x\":1}}\n").into_bytes();
    lines.extend(b"\xff\n");
    lines.extend(CANCEL_JSON.as_bytes());
    let run = Folder::new().tl_args(&["encode", "--jsonl"], &lines);
    assert_eq!((run.status, run.stdout), (1, format!("{CANCEL}\n{CANCEL}\n")));
    insta::assert_snapshot!(run.stderr, @r"
    error: at 3:24: `auth.logOut` has no field `x`
    error: line 4: at byte 0: the text is not UTF-8
    ");
}

#[test]
fn invalid_input_is_reported_with_its_position() {
    for (arguments, message) in [
        (&["decode", "7z"][..], "at 1:2: unexpected `z` in bytes"),
        (&["decode", "780"], "at 1:1: the number of hexadecimal digits is odd; write two for each byte"),
        (
            &["decode", "7805041f"],
            "at byte 4 in `phone_number`: 4 bytes are needed, but the input has 0 left",
        ),
        (&["decode", "12345678"], "at byte 0: no constructor or function has the id #78563412"),
        (&["decode", "6b18f9c400000000"], "at byte 4: 4 bytes follow the end of the value"),
        (&["encode", "{"], "at 1:2: invalid JSON: EOF while parsing an object"),
        (
            &["encode", r#"{"_":"auth.cancelCode","phone_number":1,"phone_code_hash":""}"#],
            "at 1:39 in `phone_number`: expected a string, found a number",
        ),
        (&["encode", r#"{"_":"help.getConfig","a":1}"#], "at 1:27: `help.getConfig` has no field `a`"),
        (&["encode", "--type", "int", "2147483648"], "at 1:1: number out of range for `int`"),
        (&["encode", "--type", "int", "\"NaN\""], "at 1:1: expected a number, found a string"),
        (&["encode", "--type", "double", "NaN"], "`--type` cannot be used with the name of a combinator"),
    ] {
        let run = tl(arguments);
        let status = if message.starts_with('`') { 2 } else { 1 };
        assert_eq!((run.status, run.stderr), (status, format!("error: {message}\n")), "{arguments:?}");
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn contradictory_arguments_have_the_exit_status_2() {
    for arguments in [
        &["encode", "--jsonl", "--format", "raw"][..],
        &["decode", "--jsonl", "--format", "raw"],
        &["decode", "--jsonl", "--annotate"],
        &["decode", "00", "--format", "raw"],
        &["decode", "00", "--format", "octal"],
        &["decode", "00", "--file", "x"],
        &["encode", "auth.cancelCode", "phone_number"],
        &["encode", "auth.logOut", "--type", "Bool"],
        &["encode", "auth.cancelCode", "x=1", "--jsonl"],
    ] {
        let run = tl(arguments);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn deep_or_long_values_are_errors() {
    let folder = Folder::new();
    let wrapped = |count: usize| {
        let open = r#"{"_":"invokeWithLayer","layer":1,"query":"#.repeat(count);
        format!("{open}{{\"_\":\"help.getConfig\"}}{}", "}".repeat(count))
    };
    assert_eq!(folder.tl_args(&["encode"], wrapped(50).as_bytes()).status, 0);
    let failures = [
        folder.tl_args(&["encode"], wrapped(100_000).as_bytes()),
        folder.tl_args(&["encode", "--jsonl"], "[".repeat(100_000).as_bytes()),
        folder.tl_args(&["decode"], "0d0d9bda01000000".repeat(100_000).as_bytes()),
        folder.tl_args(&["decode", "--annotate", "--type", "%Bool"], "00".repeat(100_000).as_bytes()),
    ];
    for run in failures {
        assert!(run.status == 1 && run.stdout.is_empty() && run.stderr.len() < 1_000, "{run:?}");
    }
}

#[test]
fn a_line_of_100_megabytes_is_an_error_with_its_position() {
    let folder = Folder::new();
    let long = "0".repeat(100_000_000);
    let text = CANCEL_JSON.replace("abc", &long);
    let run = folder.tl_args(&["encode", "--jsonl"], text.as_bytes());
    assert_eq!(
        run.failure(),
        "error: at 1:65 in `phone_code_hash`: a string of 100000000 bytes is too long; the maximum is 16777215\n"
    );
    let run = folder.tl_args(&["decode", "--jsonl"], format!("{CANCEL}\n{CANCEL}{long}\n").as_bytes());
    assert_eq!((run.status, run.stdout), (1, format!("{CANCEL_JSON}\n")));
    assert_eq!(run.stderr, "error: line 2: at byte 16: 50000000 bytes follow the end of the value\n");
}

#[test]
fn every_record_of_the_test_vectors_is_encoded_and_decoded() {
    for (name, count) in [("telethon-L82", 2_384), ("telethon-mtproto", 156), ("mtcute-L228", 6_484)] {
        let Some(folder) = env::var_os("TL_CORPUS").map(|folder| PathBuf::from(folder).join("vectors"))
        else {
            eprintln!("skipped: TL_CORPUS is not set, {name} is not compared");
            return;
        };
        let records = fs::read_to_string(folder.join(format!("{name}.jsonl"))).unwrap();
        let records: Vec<Value> = records.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(records.len(), count);
        let schema = folder.join(format!("schema-{name}.tl")).display().to_string();
        let (results, others): (Vec<_>, Vec<_>) =
            records.iter().partition(|record| record["kind"] == "result");
        replay(&["--schema", &schema], &others);
        for record in results {
            replay(&["--schema", &schema, "--type", record["type"].as_str().unwrap()], &[record]);
        }
    }
}

/// Encodes the records in one run, and decodes them in another run.
fn replay(options: &[&str], records: &[&Value]) {
    let lines = |of: &dyn Fn(&Value) -> String| records.iter().map(|r| of(r) + "\n").collect::<String>();
    let values = lines(&|record| record["value"].to_string());
    let hex = lines(&|record| record["hex"].as_str().unwrap().to_owned());
    let folder = Folder::with("values", &values).and("hex", &hex);
    let run = |verb, file| {
        let run = folder.tl_args(&[&[verb, "--jsonl", "--file", file], options].concat(), b"");
        assert!(run.status == 0 && !run.stderr.contains("error"), "{}", run.stderr);
        run.stdout
    };
    assert!(run("encode", "values") == hex);
    let decoded = run("decode", "hex");
    let decoded = decoded.lines().map(|line| serde_json::from_str::<Value>(line).unwrap().to_string() + "\n");
    assert!(decoded.collect::<String>() == values);
}

#[test]
fn lines_may_contain_envelopes_and_errors_may_be_json() {
    let folder = Folder::new();
    let message = "0000000000000000050000000000000004000000b5757299";
    let lines = format!("{message}\n{CANCEL}\nzz\n7805041f\n");
    let run = folder.tl_args(&["decode", "--jsonl", "--message-format", "json"], lines.as_bytes());
    let json = r#"{"_":"unencrypted_message","message_id":"5","message_data":true}"#;
    assert_eq!((run.status, run.stdout), (1, format!("{json}\n{CANCEL_JSON}\n")));
    let errors: Vec<Value> = run.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(errors.len(), 2);
    assert_eq!((&errors[0]["line"], &errors[0]["column"]), (&3.into(), &1.into()));
    assert_eq!((&errors[1]["line"], &errors[1]["offset"]), (&4.into(), &4.into()));
    assert_eq!(errors[1]["path"], "phone_number");
    assert_eq!(folder.tl_args(&["encode", "--jsonl"], json.as_bytes()).ok(), format!("{message}\n"));
}

/// Checks that output of `xxd` and similar programs is accepted on standard input.
#[test]
fn dumps_are_read_from_standard_input() {
    let dumps = [
        "00000000: 7805 041f 052b 3439 3132 0000 0361 6263  x....+4912...abc\n",
        "00000000  78 05 04 1f 05 2b 34 39  31 32 00 00 03 61 62 63  |x....+4912...abc|\n00000010\n",
        "7805041f052b3439\n3132000003616263\n",
        "unsigned char call[] = {\n  0x78, 0x05, 0x04, 0x1f, 0x05, 0x2b, 0x34, 0x39, 0x31, 0x32, 0x00, 0x00,\n  0x03, \
         0x61, 0x62, 0x63\n};\nunsigned int call_len = 16;\n",
    ];
    for dump in dumps {
        let decoded = Folder::new().tl_args(&["decode"], dump.as_bytes()).ok();
        assert!(decoded.contains("+4912"), "{dump}{decoded}");
    }
    let words = Folder::new().tl_args(&["decode"], b"0000000 0578 1f04 2b05 3934\n0000008\n").failure();
    assert!(words.contains("16-bit words"), "{words}");
}

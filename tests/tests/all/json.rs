//! Compares the JSON form of generated types with the JSON form of `tl-value`, which reads and writes values without
//! generated code.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tl_runtime::{Combinator, Decode, Encode, Object};
use tl_tests::layer_82::{enums, functions, types};
use tl_tests::{mtproto, names};
use tl_value::Codec;

use crate::corpus::hex;
use crate::generated;
use crate::hostile::damaged::texts;
use crate::wire::{Random, Variant, Wire};

#[test]
fn generated_types_have_the_same_json_as_tl_value() {
    let mut compared = 0;
    for module in generated::all() {
        let codec = Codec::new(&module.schema);
        let wire = Wire::new(&module.schema);
        for id in module.declared() {
            let category = module.schema[id].category();
            let Some(json) = module.json(category) else { continue };
            for text in wire.variants(id).into_iter().map(|variant| wire.text(id, variant)) {
                let Ok(written) = module.rewrite(category, &text) else { continue };
                let at = || format!("{} {}", module.name, hex(&text));
                let by_schema = codec.decode(&text, None).unwrap();
                assert_eq!((json.decode)(&text).as_ref(), Ok(&by_schema), "{}", at());
                assert_eq!((json.encode)(&by_schema).as_deref(), Ok(&*written), "{}", at());
                compared += 1;
            }
        }
    }
    assert!(compared > 5_000, "only {compared} values");
}

/// Checks JSON with one change. The changed JSON is invalid, or is the JSON of another value.
#[test]
fn generated_types_and_tl_value_reject_the_same_damaged_json() {
    let mut refused = 0;
    let mut taken = 0;
    for module in generated::all() {
        let codec = Codec::new(&module.schema);
        let mut random = Random::new(230);
        for (category, text) in texts(&module, Variant::Full) {
            let Some(json) = module.json(category) else { continue };
            let whole: Value = serde_json::from_str(&(json.decode)(&text).unwrap()).unwrap();
            for _ in 0..6 {
                let mut damaged = whole.clone();
                damage(&mut damaged, &mut random);
                let text = damaged.to_string();
                match ((json.encode)(&text), codec.encode(&text, None)) {
                    (Ok(a), Ok(b)) => {
                        assert_eq!(hex(&a), hex(&b), "{}: {text}", module.name);
                        taken += 1;
                    }
                    (Err(_), Err(_)) => refused += 1,
                    (a, b) => panic!("{}: {a:?}, {b:?}: {text}", module.name),
                }
            }
        }
    }
    assert!(refused > 2_000 && taken > 100, "{refused} refused, {taken} taken");
}

/// Changes, removes or adds one member or value.
fn damage(json: &mut Value, random: &mut Random) {
    match json {
        Value::Object(members) if !members.is_empty() => {
            let keys: Vec<String> = members.keys().cloned().collect();
            let key = &keys[random.below(keys.len())];
            match random.below(8) {
                0 => {
                    members.remove(key);
                }
                1 => {
                    members.insert(format!("{key}_"), json!(1));
                }
                _ => damage(&mut members[key], random),
            }
        }
        Value::Array(items) if !items.is_empty() && random.below(4) > 0 => {
            let at = random.below(items.len());
            damage(&mut items[at], random);
        }
        other => {
            let others = [
                json!(null),
                json!(true),
                json!(false),
                json!(-1),
                json!(1u64 << 40),
                json!(u64::MAX),
                json!(0.5),
                json!(1e300),
                json!(""),
                json!("12"),
                json!("NaN"),
                json!("AA=="),
                json!("00112233445566778899aabbccddeeff"),
                json!([]),
                json!([1, 2]),
                json!({}),
                json!({"_": "boolTrue"}),
                json!({"_": "#12345678", "raw": "AAAA"}),
            ];
            *other = others[random.below(others.len())].clone();
        }
    }
}

fn cancel_code() -> functions::auth::CancelCode {
    functions::auth::CancelCode { phone_number: "+4912".to_owned(), phone_code_hash: "abc".to_owned() }
}

#[test]
fn a_request_is_converted_to_json_and_back() {
    let json = json!({"_": "auth.cancelCode", "phone_number": "+4912", "phone_code_hash": "abc"});
    assert_eq!(serde_json::to_value(cancel_code()).unwrap(), json);
    assert_eq!(functions::auth::CancelCode::deserialize(&json).unwrap(), cancel_code());
    let any = functions::Any::deserialize(&json).unwrap();
    assert_eq!(any.to_bytes(), cancel_code().to_bytes());
    assert_eq!(serde_json::to_value(any).unwrap(), json);
}

#[test]
fn a_call_in_a_call_is_converted_to_json_and_back() {
    let wrapped = functions::InvokeWithLayer { layer: 82, query: cancel_code() };
    let json = serde_json::to_value(&wrapped).unwrap();
    assert_eq!(
        json,
        json!({
            "_": "invokeWithLayer",
            "layer": 82,
            "query": {"_": "auth.cancelCode", "phone_number": "+4912", "phone_code_hash": "abc"},
        })
    );
    type Wrapped = functions::InvokeWithLayer<functions::auth::CancelCode>;
    assert_eq!(Wrapped::deserialize(&json).unwrap(), wrapped);
    let other = json!({"_": "invokeWithLayer", "layer": 82, "query": {"_": "auth.logOut"}});
    let error = Wrapped::deserialize(&other).unwrap_err().to_string();
    assert_eq!(error, "in `query`: expected `auth.cancelCode`, found `auth.logOut`");
}

/// Checks that a call can contain a call of another module. The inner call has the type that the type parameter names.
#[test]
fn a_call_may_contain_a_call_of_another_module() {
    let call = functions::InvokeWithLayer { layer: 82, query: cancel_code() };
    let wrapped = names::functions::Wrap { query: call.clone() };
    let json = serde_json::to_value(&wrapped).unwrap();
    assert_eq!(json, json!({"_": "wrap", "query": serde_json::to_value(&call).unwrap()}));
    type Wrapped = names::functions::Wrap<functions::InvokeWithLayer<functions::auth::CancelCode>>;
    assert_eq!(Wrapped::deserialize(&json).unwrap(), wrapped);
}

/// Checks calls in an `Object`. The id of a call determines its type, also for a call in another call.
#[test]
fn calls_in_objects_are_converted_to_json_and_back() {
    let call = functions::InvokeWithLayer { layer: 82, query: Object::of(&cancel_code()).unwrap() };
    let json = serde_json::to_value(&call).unwrap();
    assert_eq!(json["query"], serde_json::to_value(cancel_code()).unwrap());
    assert_eq!(functions::InvokeWithLayer::<Object>::deserialize(&json).unwrap(), call);

    let get = names::functions::Wrap { query: names::functions::GetInt };
    let raw = names::types::Raw { a: 1, x: Object::of(&get).unwrap() };
    let json = serde_json::to_value(&raw).unwrap();
    assert_eq!(json["x"], serde_json::to_value(&get).unwrap());
    assert_eq!(names::types::Raw::deserialize(&json).unwrap(), raw);
}

#[test]
fn a_truncated_value_in_an_object_has_no_json_form() {
    let cut = Object::from_bytes(&[names::types::Raw::ID, 1].map(u32::to_le_bytes).concat()).unwrap();
    let error = serde_json::to_string(&names::types::Raw { a: 1, x: cut }).unwrap_err().to_string();
    assert_eq!(error, "at byte 16 in `x.x`: 4 bytes are needed, but the input has 0 left");
}

/// Checks values with the maximum depth: each `textConcat` is in the list of another one. The innermost constructor has
/// no fields, so it counts as a level only in JSON. The test uses a `Value`, because `serde_json` does not read so many
/// levels from a text.
#[test]
fn values_of_the_maximum_depth_are_read_from_json() {
    let leaf = enums::RichText::TextEmpty;
    let deep = (0..64).fold(leaf, |text, _| types::TextConcat { texts: vec![text] }.into());
    assert_eq!(enums::RichText::from_bytes(&deep.to_bytes().unwrap()).unwrap(), deep);
    let json = serde_json::to_value(&deep).unwrap();
    assert_eq!(enums::RichText::deserialize(&json).unwrap(), deep);
}

#[test]
fn types_of_a_program_can_contain_generated_types() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Draft {
        to: Option<enums::InputPeer>,
        requests: Vec<functions::auth::CancelCode>,
    }

    let draft = Draft {
        to: Some(types::InputPeerUser { user_id: 7, access_hash: 1 << 60 }.into()),
        requests: vec![cancel_code()],
    };
    let text = serde_json::to_string(&draft).unwrap();
    assert_eq!(
        text,
        r#"{"to":{"_":"inputPeerUser","user_id":7,"access_hash":"1152921504606846976"},"#.to_owned()
            + r#""requests":[{"_":"auth.cancelCode","phone_number":"+4912","phone_code_hash":"abc"}]}"#
    );
    assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
}

#[test]
fn the_json_of_an_object_with_an_unknown_id_contains_its_bytes() {
    let unknown = Object::from_bytes(&[0x78, 0x56, 0x34, 0x12, 1, 2, 3, 4]).unwrap();
    let result = mtproto::types::RpcResult { req_msg_id: 5, result: unknown };
    let json = json!({
        "_": "rpc_result",
        "req_msg_id": "5",
        "result": {"_": "#12345678", "raw": "AQIDBA=="},
    });
    assert_eq!(serde_json::to_value(&result).unwrap(), json);
    assert_eq!(mtproto::types::RpcResult::deserialize(&json).unwrap(), result);
    for wrong in [
        json!({"_": "#12345678"}),
        json!({"_": "#+5", "raw": ""}),
        json!({"_": "#12345678", "raw": "", "more": ""}),
    ] {
        let mut wrong_result = json.clone();
        wrong_result["result"] = wrong;
        mtproto::types::RpcResult::deserialize(&wrong_result).unwrap_err();
    }
    let known = mtproto::types::RpcResult { result: Object::of(&true).unwrap(), ..result };
    assert_eq!(serde_json::to_value(known).unwrap()["result"], json!(true));
}

#[test]
fn errors_contain_the_path() {
    #[track_caller]
    fn refuses(json: &Value, message: &str) {
        assert_eq!(functions::messages::SendMessage::deserialize(json).unwrap_err().to_string(), message);
    }
    let good = json!({
        "_": "messages.sendMessage",
        "peer": {"_": "inputPeerSelf"},
        "message": "hi",
        "random_id": "1",
        "entities": [{"_": "messageEntityBold", "offset": 0, "length": 2}],
    });
    functions::messages::SendMessage::deserialize(&good).unwrap();
    let with = |path: &str, value: Value| {
        let mut json = good.clone();
        *json.pointer_mut(path).unwrap() = value;
        json
    };
    refuses(
        &with("/entities/0/offset", json!("0")),
        "in `entities[0].offset`: expected a number, found a string",
    );
    refuses(
        &with("/entities/0/length", json!(1_u64 << 31)),
        "in `entities[0].length`: number out of range for `int`",
    );
    refuses(
        &with("/peer/_", json!("inputUserSelf")),
        "in `peer`: expected a constructor of `InputPeer`, found `inputUserSelf`",
    );
    refuses(
        &with("/peer/_", json!("inputPeerself")),
        "in `peer`: no constructor or function is called `inputPeerself`",
    );
    refuses(
        &with("/peer", json!({})),
        "in `peer`: the object has no `_` with the name of its constructor or function",
    );
    refuses(&with("/_", json!("auth.logOut")), "expected `messages.sendMessage`, found `auth.logOut`");
    let mut more = good.clone();
    more["flags"] = json!(8);
    refuses(&more, "in `flags`: this field is computed; leave it out");
    let mut less = good.clone();
    less.as_object_mut().unwrap().remove("message");
    refuses(&less, "missing field `message` of `messages.sendMessage`");
    refuses(&json!([]), "expected an object, found an array");
}

/// Checks that JSON has the same depth limit as a reader, both for reading and for writing.
#[test]
fn nesting_beyond_the_limit_is_an_error() {
    let nested = |levels: usize| {
        let bold = |text| enums::RichText::from(types::TextBold { text });
        (0..levels).fold(enums::RichText::TextEmpty, |text, _| bold(text))
    };
    let json = serde_json::to_string(&nested(64)).unwrap();
    assert_eq!(serde_json::from_str::<enums::RichText>(&json).unwrap(), nested(64));
    let error = serde_json::to_string(&nested(65)).unwrap_err().to_string();
    assert!(error.ends_with("more than 64 levels deep"), "{error}");
    let json =
        format!("{}{{\"_\":\"textEmpty\"}}{}", r#"{"_":"textBold","text":"#.repeat(65), "}".repeat(65));
    let error = serde_json::from_str::<enums::RichText>(&json).unwrap_err().to_string();
    assert!(error.ends_with("more than 64 levels deep"), "{error}");
    // A `serde_json::Value` can have any depth.
    let deep = (0..2_000).fold(json!({"_": "textEmpty"}), |text, _| json!({"_": "textBold", "text": text}));
    let error = enums::RichText::deserialize(&deep).unwrap_err().to_string();
    assert_eq!(error, "values are nested more than 256 levels deep");
}

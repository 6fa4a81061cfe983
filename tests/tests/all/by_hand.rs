//! Tests with requests that are created by Rust code, as in a client.

use tl_runtime::{Encode, Function, Object};
use tl_tests::layer_82::{enums, functions, types};
use tl_tests::mtproto;

use crate::corpus::{hex, records, string};

#[test]
fn cancel_code_has_the_published_bytes() {
    let request = functions::auth::CancelCode {
        phone_number: "+14155550100".to_owned(),
        phone_code_hash: "a1b2c3d4e5f6a7b8c9".to_owned(),
    };
    let expected =
        "7805041f0c2b31343135353535303130300000001261316232633364346535663661376238633900".to_owned();
    assert_eq!(request.to_bytes().map(|bytes| hex(&bytes)), Ok(expected));
    assert_eq!(request.encoded_len(), Ok(40));
}

#[test]
fn cancel_code_returns_a_bool() {
    assert_eq!(functions::auth::CancelCode::output_from_bytes(&[0xb5, 0x75, 0x72, 0x99]), Ok(true));
    assert_eq!(functions::auth::CancelCode::output_from_bytes(&[0x37, 0x97, 0x79, 0xbc]), Ok(false));
    let refused =
        mtproto::types::RpcError { error_code: 400, error_message: "PHONE_CODE_EXPIRED".to_owned() };
    let error = functions::auth::CancelCode::output_from_bytes(&refused.to_bytes().unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "at byte 0: no constructor of `Bool` has the id #2144ca19 (`rpc_error`)");
    assert_eq!(Object::of(&refused).map(|object| object.decode_as()), Ok(Ok(refused)));
}

#[test]
fn requests_have_the_same_bytes_as_in_other_implementations() {
    let Some(records) = records("vectors/telethon-L82.jsonl") else { return };
    let special: Vec<_> = records
        .iter()
        .filter(|record| record["kind"] == "function" && record["variant"] == "special")
        .map(|record| (string(record, "name"), string(record, "hex").to_owned()))
        .collect();
    let built = [
        ("auth.cancelCode", bytes(&cancel_code())),
        ("invokeWithLayer", bytes(&with_layer(229, None, functions::help::GetConfig))),
        ("invokeWithLayer", bytes(&with_layer(82, Some(proxy()), functions::help::GetConfig))),
        ("invokeAfterMsg", bytes(&after_message())),
        ("messages.sendMessage", bytes(&message())),
        ("messages.sendMessage", bytes(&message_with_entities())),
        ("messages.sendMessage", bytes(&message_with_markup())),
    ];
    assert_eq!(special, built);
}

fn bytes(request: &impl Encode) -> String {
    hex(&request.to_bytes().unwrap())
}

fn cancel_code() -> functions::auth::CancelCode {
    functions::auth::CancelCode {
        phone_number: "+14155550100".into(),
        phone_code_hash: "a1b2c3d4e5f6a7b8c9".into(),
    }
}

fn with_layer<Q>(
    layer: i32,
    proxy: Option<types::InputClientProxy>,
    query: Q,
) -> functions::InvokeWithLayer<functions::InitConnection<Q>> {
    let connection = functions::InitConnection::new(
        12345,
        "Pixel 8".into(),
        "14".into(),
        "1.0.0".into(),
        "en-US".into(),
        String::new(),
        "en".into(),
        query,
    );
    functions::InvokeWithLayer { layer, query: functions::InitConnection { proxy, ..connection } }
}

fn proxy() -> types::InputClientProxy {
    types::InputClientProxy { address: "127.0.0.1".into(), port: 1080 }
}

fn after_message() -> functions::InvokeAfterMsg<functions::InvokeWithoutUpdates<functions::help::GetNearestDc>>
{
    functions::InvokeAfterMsg {
        msg_id: 7_000_000_000_000_000_001,
        query: functions::InvokeWithoutUpdates { query: functions::help::GetNearestDc },
    }
}

fn message() -> functions::messages::SendMessage {
    functions::messages::SendMessage::new(enums::InputPeer::PeerSelf, "Hello, мир 😀".into(), i64::MIN)
}

fn message_with_entities() -> functions::messages::SendMessage {
    let bold = types::MessageEntityBold { offset: 0, length: 5 };
    let link = types::MessageEntityTextUrl { offset: 7, length: 3, url: "https://example.org/?q=é".into() };
    functions::messages::SendMessage {
        no_webpage: true,
        silent: true,
        entities: Some(vec![bold.into(), link.into()]),
        ..message()
    }
}

fn message_with_markup() -> functions::messages::SendMessage {
    let row = types::KeyboardButtonRow { buttons: Vec::new() };
    functions::messages::SendMessage {
        clear_draft: true,
        reply_markup: Some(types::ReplyInlineMarkup { rows: vec![row] }.into()),
        ..message()
    }
}

//! Tests of constructors as structs: aliases, `new`, `Default`, and computed fields.

use tl_runtime::{Combinator, Decode, Encode, Object};
use tl_tests::layer_82::{enums, functions, types};
use tl_tests::{mtproto, names};

#[test]
fn a_type_with_one_constructor_is_an_alias_for_its_struct() {
    let contact: types::InputContact = types::InputPhoneContact {
        client_id: 1,
        phone: "+1".into(),
        first_name: "a".into(),
        last_name: "b".into(),
    };
    assert_eq!(types::InputContact::NAME, "inputPhoneContact");
    let request = functions::contacts::ImportContacts { contacts: vec![contact] };
    assert_eq!(functions::contacts::ImportContacts::from_bytes(&request.to_bytes().unwrap()), Ok(request));
}

#[test]
fn new_has_the_required_fields_as_parameters() {
    let message = functions::messages::SendMessage::new(enums::InputPeer::Empty, "text".into(), 5);
    let silent = functions::messages::SendMessage { silent: true, ..message.clone() };
    assert_eq!((message.silent, message.reply_to_msg_id, &message.entities), (false, None, &None));
    let masks = [message, silent].map(|request| request.to_bytes().unwrap()[4..8].to_vec());
    assert_eq!(masks, [[0, 0, 0, 0], [1 << 5, 0, 0, 0]]);
}

#[test]
fn a_struct_whose_fields_are_all_optional_has_a_default() {
    let settings = types::PeerNotifySettings { silent: Some(true), ..Default::default() };
    let bytes = settings.to_bytes().unwrap();
    assert_eq!(bytes, [0x20, 0x9d, 0x50, 0xaf, 2, 0, 0, 0, 0xb5, 0x75, 0x72, 0x99]);
    assert_eq!(types::PeerNotifySettings::default().encoded_len(), Ok(8));
}

#[test]
fn a_flag_that_shares_the_bit_of_a_value_is_computed() {
    let person = types::User::new(1);
    let bot = types::User { bot_info_version: Some(3), ..types::User::new(1) };
    assert_eq!((person.bot(), bot.bot(), bot.restricted()), (false, true, false));
    assert_eq!(bot.to_bytes().unwrap()[4..8], (1_u32 << 14).to_le_bytes());
}

#[test]
fn bit_31_can_be_used() {
    let bits = names::types::Bits { number: Some(7), ..Default::default() };
    assert!(bits.highest() && !bits.lowest());
    assert_eq!(bits.to_bytes().unwrap()[4..], [0, 0, 0, 0x80, 7, 0, 0, 0]);
}

#[test]
fn a_type_may_contain_itself() {
    let inner = names::types::List::new(2);
    let list = names::types::List { next: Some(Box::new(inner)), ..names::types::List::new(1) };
    assert_eq!(names::types::List::from_bytes(&list.to_bytes().unwrap()), Ok(list));
}

#[test]
fn the_length_in_a_message_determines_the_end_of_its_object() {
    let pong = mtproto::types::Pong { msg_id: 1, ping_id: 2 };
    let message = |seqno| mtproto::types::Message { msg_id: 3, seqno, body: Object::of(&pong).unwrap() };
    let container = mtproto::types::MsgContainer { messages: vec![message(1), message(2)] };
    let bytes = container.to_bytes().unwrap();
    assert_eq!(bytes.len(), 4 + 4 + 2 * (8 + 4 + 4 + 20));
    assert_eq!(bytes[20..24], 20_u32.to_le_bytes());
    let read = mtproto::types::MsgContainer::from_bytes(&bytes).unwrap();
    assert_eq!(read, container);
    assert_eq!(read.messages[1].body.decode_as::<mtproto::types::Pong>(), Ok(pong));
}

#[test]
fn the_result_of_a_call_is_read_as_the_result_type_of_its_function() {
    let result = mtproto::types::RpcResult { req_msg_id: 1, result: Object::of(&true).unwrap() };
    let read = mtproto::types::RpcResult::from_bytes(&result.to_bytes().unwrap()).unwrap();
    assert_eq!(read.result.constructor_id(), 0x9972_75b5);
    assert!(!read.result.is::<mtproto::types::RpcError>());
    assert_eq!(read.result.decode_as(), Ok(true));
}

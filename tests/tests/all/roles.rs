//! Tests of modules for only a client, for only a server, and with only some items of a schema. Checks the contents of
//! these modules, and that clients and servers can communicate.

use tl_runtime::{Decode, Encode, Function, Serve};
use tl_tests::{bot, layer_82, names_client, names_server, server};

#[test]
fn a_server_reads_any_request_and_answers_it() {
    let request =
        layer_82::functions::auth::CancelCode { phone_number: "+1".into(), phone_code_hash: "x".into() };
    let wrapped = layer_82::functions::InvokeWithLayer { layer: 82, query: &request };
    let any = server::functions::Any::from_bytes(&wrapped.to_bytes().unwrap()).unwrap();
    let server::functions::Any::InvokeWithLayer(outer) = any else { panic!("{any:?}") };
    let server::functions::Any::AuthCancelCode(inner) = outer.query else { panic!("{:?}", outer.query) };
    assert_eq!((inner.phone_number.as_str(), inner.phone_code_hash.as_str()), ("+1", "x"));

    type Answered = server::functions::InvokeWithLayer<server::functions::auth::CancelCode>;
    let answer = Answered::output_to_bytes(&true).unwrap();
    assert_eq!(layer_82::functions::auth::CancelCode::output_from_bytes(&answer), Ok(true));
}

#[test]
fn a_client_reads_what_a_server_wrote() {
    use server::functions::users::GetUsers;
    let user = server::types::UserEmpty { id: 7 };
    let bytes = GetUsers::output_to_bytes(&vec![user.into()]).unwrap();
    let read = layer_82::functions::users::GetUsers::output_from_bytes(&bytes).unwrap();
    assert_eq!(read, [layer_82::types::UserEmpty { id: 7 }.into()]);
}

#[test]
fn the_declaration_determines_whether_a_result_is_written_bare_or_boxed() {
    use names_client::functions as client;
    use names_server::{functions, types};
    let item = || types::Item { a: 1, b: "b".into() };
    let bytes = functions::GetBareItems::output_to_bytes(&vec![item()]).unwrap();
    assert_eq!(bytes, [1, 0, 0, 0, 1, 0, 0, 0, 1, b'b', 0, 0]);
    assert_eq!(client::GetBareItems::output_from_bytes(&bytes).unwrap()[0].b, "b");
    let bytes = functions::WrapMany::<functions::GetBare>::output_to_bytes(&vec![item()]).unwrap();
    assert_eq!(client::WrapMany::<client::GetBare>::output_from_bytes(&bytes).unwrap()[0].a, 1);
    // The declaration `int ? = Int` has the id a8509bda.
    assert_eq!(functions::GetInt::output_to_bytes(&7).unwrap(), [0xda, 0x9b, 0x50, 0xa8, 7, 0, 0, 0]);
    assert_eq!(functions::GetTrue::output_to_bytes(&()).unwrap(), [0x39, 0xd3, 0xed, 0x3f]);
}

#[test]
fn roots_keep_their_dependencies() {
    let names: Vec<_> = bot::registry::NAMES.iter().map(|row| row.1).collect();
    assert!(
        ["auth.cancelCode", "messages.sendMessage", "updates", "message"]
            .iter()
            .all(|name| names.contains(name))
    );
    assert!(!names.contains(&"messages.getHistory") && !names.contains(&"channels.getParticipants"));
    assert_eq!(bot::LAYER, 230);
    let update = bot::enums::Updates::from_bytes(&0xe317_af7e_u32.to_le_bytes());
    assert_eq!(update, Ok(bot::enums::Updates::TooLong));
}

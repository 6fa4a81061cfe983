//! Checks the errors of encoding. An error contains the type of the value that cannot be encoded, and nothing is
//! written.

use tl_runtime::{Encode, EncodeErrorKind};
use tl_tests::{layer_82, names};

#[test]
fn a_string_of_16_mib_is_an_error_and_one_byte_less_is_not() {
    let request = |len: usize| layer_82::functions::auth::CancelCode {
        phone_number: "a".repeat(len),
        phone_code_hash: String::new(),
    };
    let error = request(1 << 24).to_bytes().unwrap_err();
    assert_eq!(error.kind(), &EncodeErrorKind::StringTooLong { len: 1 << 24 });
    assert_eq!(error.type_name(), Some("auth.cancelCode"));
    let bytes = request((1 << 24) - 1).to_bytes().unwrap();
    assert_eq!(bytes.len(), 4 + 4 + (1 << 24) + 4);
}

#[test]
fn an_error_has_the_name_of_the_innermost_combinator() {
    use layer_82::{enums::InputPeer, functions::messages::SendMessage, types::MessageEntityTextUrl};
    let send = |message: &str, url: &str| {
        let link = MessageEntityTextUrl { offset: 0, length: 1, url: url.to_owned() };
        let entities = Some(vec![link.into()]);
        let request =
            SendMessage { entities, ..SendMessage::new(InputPeer::PeerSelf, message.to_owned(), 0) };
        request.to_bytes().unwrap_err()
    };
    let long = "a".repeat(1 << 24);
    assert_eq!(send("", &long).type_name(), Some("messageEntityTextUrl"));
    assert_eq!(send(&long, "").type_name(), Some("messages.sendMessage"));
    assert_eq!(send(&long, &long).type_name(), Some("messages.sendMessage"));
    // A bare field after the first error has an error too. Only the first error is reported.
    let settings =
        layer_82::types::account::PasswordInputSettings { new_salt: Some(Vec::new()), ..Default::default() };
    let request = layer_82::functions::account::UpdatePasswordSettings {
        current_password_hash: vec![0; 1 << 24],
        new_settings: settings,
    };
    assert_eq!(request.to_bytes().unwrap_err().type_name(), Some("account.updatePasswordSettings"));
}

#[test]
fn fields_that_share_a_bit_must_all_be_set_or_all_be_unset() {
    let shared = |a, b: Option<&str>, c| names::types::Shared {
        a,
        b: b.map(str::to_owned),
        c,
        ..names::types::Shared::default()
    };
    assert!(shared(None, None, None).to_bytes().is_ok());
    assert!(shared(Some(1), Some("b"), Some(vec![1])).to_bytes().is_ok());
    assert_mixed(&shared(Some(1), None, Some(vec![1])), "shared", "b");
    assert_mixed(&shared(Some(1), Some("b"), None), "shared", "c");
    assert_mixed(&shared(None, Some("b"), Some(vec![1])), "shared", "b");
    let flags = names::types::Shared { d: true, ..names::types::Shared::default() };
    assert_mixed(&flags, "shared", "e");
}

#[test]
fn fields_of_a_published_layer_that_share_a_bit_must_all_be_set_or_all_be_unset() {
    let settings = layer_82::types::account::PasswordInputSettings {
        new_salt: Some(vec![1]),
        new_password_hash: Some(vec![2]),
        hint: None,
        ..Default::default()
    };
    assert_mixed(&settings, "account.passwordInputSettings", "hint");
    let request = layer_82::functions::account::UpdatePasswordSettings {
        current_password_hash: Vec::new(),
        new_settings: settings,
    };
    assert_mixed(&request, "account.passwordInputSettings", "hint");
}

#[test]
fn a_count_must_agree_with_the_number_of_items() {
    let repeats = |m, k| names::types::Repeats {
        a: vec![1, 2, 3],
        m,
        b: vec![names::types::Item { a: 1, b: "b".into() }],
        c: vec!["c".into()],
        d: [1, 2, 3],
        k,
        e: vec![1, 2],
        f: [[1, 2], [3, 4]],
    };
    assert!(repeats(1, 1).to_bytes().is_ok());
    let error = repeats(2, 1).to_bytes().unwrap_err();
    assert_eq!(error.kind(), &EncodeErrorKind::WrongLength { expected: 2, found: 1 });
    assert_eq!(error.type_name(), Some("repeats"));
    let error = repeats(1, 2).to_bytes().unwrap_err();
    assert_eq!(error.kind(), &EncodeErrorKind::WrongLength { expected: 3, found: 2 });
}

#[test]
fn a_mask_with_a_field_must_agree_with_the_fields_on_its_bits() {
    use names::types::Visible;
    let visible = |n| Visible { a: Some(1), whole: Some(2), ..Visible::new(n) };
    assert!(visible(1).to_bytes().is_ok());
    assert!(visible(0).to_bytes().is_err());
    assert!(visible(2).to_bytes().is_err());
    assert!(Visible::new(0).to_bytes().is_ok());
}

#[test]
fn an_encoding_error_does_not_change_the_bytes_before_the_value() {
    let mut out = b"before".to_vec();
    let failing = names::types::Shared { a: Some(1), ..Default::default() };
    assert!(failing.encode_into(&mut out).is_err());
    assert_eq!(out, b"before");
}

fn assert_mixed(value: &impl Encode, type_name: &str, field: &str) {
    let error = value.to_bytes().unwrap_err();
    assert_eq!(error.type_name(), Some(type_name), "{error}");
    assert!(
        matches!(error.kind(), EncodeErrorKind::MixedPresence { field: found } if *found == field),
        "{error}"
    );
    assert_eq!(value.encoded_len(), Err(error));
}

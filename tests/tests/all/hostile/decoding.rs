//! Tests with one invalid count, string or id in otherwise valid bytes.

use tl_runtime::{Decode, DecodeErrorKind, Encode, Function};
use tl_tests::{layer_82, layer_230, names};

/// The id of a boxed vector: vector#1cb5c415.
const VECTOR: [u8; 4] = [0x15, 0xc4, 0xb5, 0x1c];

#[test]
fn a_count_that_the_bytes_cannot_hold_is_an_error_at_the_count() {
    // photos.deletePhotos#87cf7f2f id:Vector<InputPhoto> = Vector<long>
    let mut request = 0x87cf_7f2f_u32.to_le_bytes().to_vec();
    request.extend(VECTOR);
    request.extend([0xff; 4]);
    request.extend([0; 80]);
    let error = layer_82::functions::Any::from_bytes(&request).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::CountTooLarge { count: u32::MAX, most: 20 });
    assert_eq!((error.offset(), error.type_name()), (8, Some("photos.deletePhotos")));
    let result = layer_82::functions::photos::DeletePhotos::output_from_bytes(&request[4..]).unwrap_err();
    assert_eq!(result.kind(), &DecodeErrorKind::CountTooLarge { count: u32::MAX, most: 10 });
}

#[test]
fn the_count_of_a_repetition_is_checked_like_the_count_of_a_vector() {
    // repeats n:# a:n*[ int ] …
    let mut text = id_of::<names::types::Repeats>();
    text.extend([0xff; 4]);
    text.extend([0; 400]);
    let error = names::types::Repeats::from_bytes(&text).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::CountTooLarge { count: u32::MAX, most: 100 });
}

#[test]
fn the_number_of_items_without_bytes_is_limited() {
    // vectors … h:vector<true> i:Vector<bytes> j:Vector<Int>
    let item = |count| names::types::Vectors { h: vec![(); count], ..vectors() };
    let many = item(60_000).to_bytes().unwrap();
    assert_eq!(names::types::Vectors::from_bytes(&many).map(|vectors| vectors.h.len()), Ok(60_000));
    let more = item(1_000_000).to_bytes().unwrap();
    let error = names::types::Vectors::from_bytes(&more).unwrap_err();
    assert!(matches!(error.kind(), DecodeErrorKind::CountTooLarge { count: 1_000_000, .. }), "{error}");
}

#[test]
fn invalid_utf_8_is_an_error_at_the_first_invalid_byte() {
    let request = layer_82::functions::auth::CancelCode {
        phone_number: "+1".into(),
        phone_code_hash: "abcdefg".into(),
    };
    let mut bytes = request.to_bytes().unwrap();
    bytes[12] = 0xff;
    let error = layer_82::functions::auth::CancelCode::from_bytes(&bytes).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::InvalidUtf8);
    assert_eq!((error.offset(), error.type_name()), (12, Some("auth.cancelCode")));
    assert_eq!(error.to_string(), "at byte 12 in `auth.cancelCode`: the string is not UTF-8");
}

#[test]
fn the_error_for_an_unknown_id_contains_the_expected_type() {
    let user = layer_82::enums::InputUser::from_bytes(&[1, 2, 3, 4]).unwrap_err();
    let expected = DecodeErrorKind::UnknownConstructor { expected: "InputUser", found: 0x0403_0201 };
    assert_eq!((user.kind(), user.offset()), (&expected, 0));
    // users.getFullUser#ca30a5b1 id:InputUser
    let nested = layer_82::functions::Any::from_bytes(&[0xb1, 0xa5, 0x30, 0xca, 1, 2, 3, 4]).unwrap_err();
    assert_eq!((nested.kind(), nested.offset()), (&expected, 4));
    assert_eq!(nested.type_name(), Some("users.getFullUser"));
    assert!(layer_82::types::Any::from_bytes(&[0; 4]).is_err());
    assert!(layer_82::functions::Any::from_bytes(&[0; 4]).is_err());
}

#[test]
fn the_id_of_another_constructor_is_an_error() {
    let point = layer_82::types::InputGeoPoint { lat: 1.0, long: 2.0 }.to_bytes().unwrap();
    let error = layer_82::types::GeoPoint::from_bytes(&point).unwrap_err();
    let expected = DecodeErrorKind::UnexpectedConstructor { expected: "geoPoint", found: 0xf3b7_acc9 };
    assert_eq!((error.kind(), error.offset()), (&expected, 0));
}

#[test]
fn a_layer_does_not_read_types_that_another_layer_changed() {
    let old = layer_82::functions::messages::GetHistory {
        peer: layer_82::enums::InputPeer::PeerSelf,
        offset_id: 0,
        offset_date: 0,
        add_offset: 0,
        limit: 1,
        max_id: 0,
        min_id: 0,
        hash: 0,
    };
    let error = layer_230::functions::Any::from_bytes(&old.to_bytes().unwrap()).unwrap_err();
    assert!(matches!(error.kind(), DecodeErrorKind::UnknownConstructor { .. }), "{error}");
}

fn id_of<T: tl_runtime::Combinator>() -> Vec<u8> {
    T::ID.to_le_bytes().to_vec()
}

fn vectors() -> names::types::Vectors {
    names::types::Vectors {
        a: Vec::new(),
        b: Vec::new(),
        c: Vec::new(),
        d: Vec::new(),
        e: Vec::new(),
        f: Vec::new(),
        g: Vec::new(),
        h: Vec::new(),
        i: Vec::new(),
        j: Vec::new(),
    }
}

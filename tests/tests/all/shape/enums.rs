//! Tests of boxed types with several constructors: variants, conversions, getters and sizes.

use tl_runtime::{Decode, Encode};
use tl_tests::layer_82::{enums, types};
use tl_tests::{layer_230, names};

#[test]
fn a_struct_is_converted_to_its_variant_and_back() {
    let empty = types::UserEmpty { id: 7 };
    let user = enums::User::from(empty.clone());
    assert_eq!(user, enums::User::Empty(empty.clone()));
    assert_eq!(types::UserEmpty::try_from(user), Ok(empty));
}

#[test]
fn a_failed_conversion_returns_the_enum() {
    let user = enums::User::from(types::UserEmpty { id: 7 });
    assert_eq!(types::User::try_from(user.clone()), Err(user));
    let photo = enums::UserProfilePhoto::Empty;
    assert_eq!(types::UserProfilePhoto::try_from(photo.clone()), Err(photo));
}

#[test]
fn a_struct_in_a_box_is_converted_without_its_box() {
    let user = types::User { username: Some("a".into()), ..types::User::new(7) };
    let boxed: enums::User = user.clone().into();
    assert!(matches!(&boxed, enums::User::User(payload) if payload.username.as_deref() == Some("a")));
    assert_eq!(types::User::try_from(boxed), Ok(user));
}

#[test]
fn a_constructor_without_fields_is_a_unit_variant_and_a_unit_struct() {
    let variant = enums::InputPeer::Empty;
    assert_eq!(enums::InputPeer::from(types::InputPeerEmpty), variant);
    assert_eq!(types::InputPeerEmpty::try_from(variant.clone()), Ok(types::InputPeerEmpty));
    assert_eq!(types::InputPeerEmpty::try_from(enums::InputPeer::PeerSelf), Err(enums::InputPeer::PeerSelf));
    assert_eq!(variant.to_bytes(), types::InputPeerEmpty.to_bytes());
    assert_eq!(enums::InputPeer::from_bytes(&[0xea, 0x18, 0x3b, 0x7f]), Ok(variant));
}

#[test]
fn a_field_of_all_constructors_has_a_getter() {
    let empty = enums::User::from(types::UserEmpty { id: 7 });
    let user = enums::User::from(types::User::new(8));
    let ids: [i32; 2] = [empty.id(), user.id()];
    assert_eq!(ids, [7, 8]);
}

#[test]
fn a_getter_returns_an_option_if_the_field_is_optional_in_one_constructor() {
    use layer_230::{enums, types};
    let peer = enums::Peer::from(types::PeerUser { user_id: 1 });
    let with = types::MessageEmpty { peer_id: Some(peer.clone()), ..types::MessageEmpty::new(1) };
    let messages = [types::MessageEmpty::new(1), with].map(enums::Message::from);
    let peers: Vec<Option<&enums::Peer>> = messages.iter().map(enums::Message::peer_id).collect();
    assert_eq!(peers, [None, Some(&peer)]);
    let draft = enums::DraftMessage::from(types::DraftMessage::new("text".into(), 5));
    assert_eq!(draft.date(), Some(5));
}

#[test]
fn getters_do_not_hide_methods_of_traits() {
    let from = names::enums::From::from(names::types::From { flags: 0, clone: 1, encode: 2 });
    assert_eq!((from.clone2(), from.encode2()), (1, 2));
    assert_eq!(from.clone(), from);
}

#[test]
fn large_payloads_do_not_make_enums_large() {
    use size_of as size;
    let old = [size::<enums::Message>(), size::<enums::Update>(), size::<enums::MessageMedia>()];
    assert!(old.into_iter().chain([size::<enums::User>()]).all(|size| size <= 32), "{old:?}");
    use layer_230::enums as new;
    let new =
        [size::<new::Message>(), size::<new::Update>(), size::<new::MessageMedia>(), size::<new::User>()];
    assert!(new.into_iter().all(|size| size <= 32), "{new:?}");
    assert!(size::<types::Message>() > 200, "the payload is larger than the limit of enums");
}

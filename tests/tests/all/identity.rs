//! Checks the ids and names that values return for their constructor or function.

use tl_runtime::{Combinator, Encode, Identify, Object, View};
use tl_tests::layer_82::{enums, functions, registry, types, views};
use tl_tests::names;

#[test]
fn structs_enums_and_functions_have_an_id_and_a_name() {
    let user = types::UserEmpty { id: 7 };
    assert_eq!(user.combinator(), (0x200250ba, "userEmpty"));
    assert_eq!(enums::User::from(user.clone()).constructor_name(), "userEmpty");
    assert_eq!(types::Any::UserEmpty(Box::new(user)).constructor_name(), "userEmpty");
    assert_eq!(types::InputPeerEmpty.constructor_name(), "inputPeerEmpty");
    assert_eq!(enums::InputPeer::Empty.combinator(), (0x7f3b18ea, "inputPeerEmpty"));
    let request = functions::auth::LogOut {};
    assert_eq!(request.combinator(), (functions::auth::LogOut::ID, "auth.logOut"));
    let around = functions::InvokeWithoutUpdates { query: request };
    assert_eq!(around.constructor_name(), "invokeWithoutUpdates");
    let value: &dyn Identify = &enums::auth::CodeType::Sms;
    assert_eq!(value.constructor_id(), 0x72a3158c);
}

#[test]
fn views_have_an_id_and_a_name() {
    let user = types::UserEmpty { id: 7 };
    let bytes = user.to_bytes().unwrap();
    let seen = views::enums::User::view_from_bytes(&bytes).unwrap();
    assert_eq!(seen.combinator(), user.combinator());
    let seen = views::types::UserEmpty::view_from_bytes(&bytes).unwrap();
    assert_eq!(seen.combinator(), user.combinator());
}

#[test]
fn the_registry_has_the_name_for_the_id_of_an_object() {
    let object = Object::of(&enums::User::from(types::UserEmpty { id: 7 })).unwrap();
    assert_eq!(registry::name(object.constructor_id()), Some("userEmpty"));
    assert_eq!(registry::name(Object::of(&Vec::<i64>::new()).unwrap().constructor_id()), Some("vector"));
}

/// Checks the getter of a field called `constructor_id`. `Identify` has a method with this name, so the getter is
/// called `constructor_id2`.
#[test]
fn fields_may_have_the_names_of_methods_of_identify() {
    let label = names::types::Label { constructor_id: 1, constructor_name: "a".into() };
    assert_eq!(label.combinator(), (names::types::Label::ID, "label"));
    assert_eq!((label.constructor_id(), label.constructor_id), (names::types::Label::ID, 1));
    let label = names::enums::Label::from(label);
    assert_eq!((label.constructor_name(), label.constructor_name2()), ("label", "a"));
    assert_eq!((label.constructor_id(), label.constructor_id2()), (names::types::Label::ID, 1));
}

//! Tests of requests, their results, and requests that contain other requests.

use tl_runtime::{Combinator, Decode, Encode, Function};
use tl_tests::layer_82::{enums, functions, types};
use tl_tests::names;

#[test]
fn a_generic_request_contains_a_request_or_a_reference() {
    let request = functions::auth::CancelCode { phone_number: "+1".into(), phone_code_hash: "hash".into() };
    let by_reference = functions::InvokeWithLayer { layer: 82, query: &request };
    let bytes = by_reference.to_bytes().unwrap();
    assert_eq!(bytes[..8], [0x0d, 0x0d, 0x9b, 0xda, 82, 0, 0, 0]);
    assert_eq!(bytes[8..], request.to_bytes().unwrap());
    let boxed = functions::InvokeWithLayer { layer: 82, query: Box::new(request.clone()) };
    let by_value = functions::InvokeWithLayer { layer: 82, query: request };
    assert_eq!(by_value.to_bytes().as_ref(), Ok(&bytes));
    assert_eq!(boxed.to_bytes(), Ok(bytes));
}

#[test]
fn a_generic_request_has_the_result_of_the_inner_request() {
    type Wrapped<'a> =
        functions::InvokeWithLayer<&'a functions::InvokeWithoutUpdates<functions::auth::CancelCode>>;
    let answer: bool = Wrapped::output_from_bytes(&[0xb5, 0x75, 0x72, 0x99]).unwrap();
    assert!(answer);
    assert_eq!(Wrapped::NAME, "invokeWithLayer");
}

#[test]
fn any_request_is_read_by_its_id() {
    let query = functions::InvokeWithoutUpdates { query: functions::help::GetConfig };
    let request = functions::InvokeWithLayer { layer: 82, query };
    let any = functions::Any::from_bytes(&request.to_bytes().unwrap()).unwrap();
    let functions::Any::InvokeWithLayer(outer) = any else { panic!("{any:?}") };
    let functions::Any::InvokeWithoutUpdates(inner) = &outer.query else { panic!("{outer:?}") };
    assert_eq!((outer.layer, &inner.query), (82, &functions::Any::HelpGetConfig(functions::help::GetConfig)));
}

#[test]
fn any_constructor_is_read_by_its_id() {
    let user = types::UserEmpty { id: 7 };
    let any = types::Any::from_bytes(&user.to_bytes().unwrap()).unwrap();
    assert_eq!(any.to_bytes(), enums::User::from(user.clone()).to_bytes());
    assert!(format!("{any:?}").contains("UserEmpty { id: 7 }"), "{any:?}");
}

#[test]
fn a_result_that_is_a_vector_begins_with_its_id() {
    let users = functions::users::GetUsers::output_from_bytes(&[0x15, 0xc4, 0xb5, 0x1c, 0, 0, 0, 0]);
    assert_eq!(users, Ok(Vec::<enums::User>::new()));
    assert!(functions::users::GetUsers::output_from_bytes(&[0; 4]).is_err());
}

/// The bare form of an item that is declared as `item a:int b:string`.
const ITEM: [u8; 8] = [1, 0, 0, 0, 1, b'b', 0, 0];
/// The beginning of a boxed vector with one item: the id of `vector#1cb5c415` and the count.
const ONE: [u8; 8] = [0x15, 0xc4, 0xb5, 0x1c, 1, 0, 0, 0];

fn item() -> names::types::Item {
    names::types::Item { a: 1, b: "b".into() }
}

fn boxed_item() -> Vec<u8> {
    item().to_bytes().unwrap()
}

#[test]
fn the_declaration_determines_whether_a_result_is_bare_or_boxed() {
    use names::functions::{GetBare, GetBareItems, GetItems, GetVectors};
    assert_eq!(GetBare::output_from_bytes(&ITEM), Ok(item()));
    assert!(GetBare::output_from_bytes(&boxed_item()).is_err());
    assert_eq!(GetItems::output_from_bytes(&[&ONE[..], &boxed_item()].concat()), Ok(vec![item()]));
    assert!(GetItems::output_from_bytes(&[&ONE[..], &ITEM].concat()).is_err());
    assert_eq!(GetBareItems::output_from_bytes(&[&ONE[4..], &ITEM].concat()), Ok(vec![item()]));
    assert!(GetBareItems::output_from_bytes(&[&ONE[..], &ITEM].concat()).is_err());
    assert_eq!(
        GetVectors::output_from_bytes(&[&ONE[..], &ONE, &boxed_item()].concat()),
        Ok(vec![vec![item()]])
    );
}

#[test]
fn a_boxed_number_as_a_result_begins_with_its_id() {
    use names::functions::{GetInt, GetNumber, GetTrue};
    // The declaration `int ? = Int` has the id a8509bda.
    assert_eq!(GetInt::output_from_bytes(&[0xda, 0x9b, 0x50, 0xa8, 7, 0, 0, 0]), Ok(7));
    assert_eq!(GetNumber::output_from_bytes(&[7, 0, 0, 0]), Ok(7_u32));
    assert_eq!(GetTrue::output_from_bytes(&[0x39, 0xd3, 0xed, 0x3f]), Ok(()));
    assert!(GetInt::output_from_bytes(&[7, 0, 0, 0]).is_err());
    assert!(GetTrue::output_from_bytes(&[]).is_err());
}

#[test]
fn a_generic_result_is_read_as_the_result_of_the_inner_function() {
    type Inner = names::functions::GetBare;
    let many = names::functions::WrapMany::<Inner>::output_from_bytes(&[&ONE[..], &ITEM].concat());
    assert_eq!(many, Ok(vec![item()]));
    assert_eq!(names::functions::Wrap::<Inner>::output_from_bytes(&ITEM), Ok(item()));
}

#[test]
fn a_generic_type_is_read_with_its_arguments() {
    use names::functions::GetGeneric;
    let id_of = |name| names::registry::NAMES.iter().find(|row| row.1 == name).unwrap().0;
    let bytes = [id_of("maybe"), 7].map(u32::to_le_bytes).concat();
    assert_eq!(GetGeneric::output_from_bytes(&bytes), Ok(Some(7)));
    assert_eq!(GetGeneric::output_from_bytes(&id_of("maybeNot").to_le_bytes()), Ok(None));
}

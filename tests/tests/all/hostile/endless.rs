//! Tests of types that contain themselves or each other, so that they have no finite values. The types compile, but
//! reading and writing values fails.

use tl_runtime::{Combinator, Decode, DecodeErrorKind, Encode, EncodeErrorKind, Endless, View};
use tl_tests::endless::{enums, types, views};

#[test]
fn reading_a_type_without_finite_values_is_an_error() {
    let mut nodes = types::Node::ID.to_le_bytes().repeat(200);
    let kind = |bytes: &[u8]| types::Node::from_bytes(bytes).unwrap_err().kind().clone();
    assert_eq!(kind(&nodes), DecodeErrorKind::TooDeep { limit: 64 });
    nodes.truncate(40);
    assert_eq!(kind(&nodes), DecodeErrorKind::UnexpectedEnd { needed: 4, remaining: 0 });
    assert!(types::User::from_bytes(&[]).is_err());
    assert!(types::Left::from_bytes(&types::Left::ID.to_le_bytes()).is_err());
    let odd = [types::EvenOne::ID, types::OddOne::ID].map(u32::to_le_bytes).concat().repeat(1_000);
    assert!(enums::Even::from_bytes(&odd).is_err());
}

#[test]
fn an_endless_value_cannot_be_written() {
    let node = types::Node { next: Endless(None), name: "a".to_owned() };
    let outer = types::Node { next: Endless(Some(Box::new(node))), name: "b".to_owned() };
    let user = types::User { node: Endless(Some(Box::new(outer))), x: 1 };
    let error = user.to_bytes().unwrap_err();
    assert_eq!((error.kind(), error.type_name()), (&EncodeErrorKind::Endless, Some("node")));
}

/// Reads `chains m:# first:(chain m)`. The number `m` is read first. Its value requires that each `chain` contains
/// another `chain`.
#[test]
fn a_value_ends_after_an_error_even_if_its_parameter_requires_another_value() {
    let bytes = [types::Chains::ID, 1, 7, 7, 7].map(u32::to_le_bytes).concat();
    let error = types::Chains::from_bytes(&bytes).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::UnexpectedEnd { needed: 4, remaining: 0 });
    assert_eq!((error.offset(), error.type_name()), (20, Some("chain")));
    assert_eq!(views::types::Chains::view_from_bytes(&bytes).map(drop), Err(error));
    let deep = [&bytes[..8], &[0; 4_000]].concat();
    let error = types::Chains::from_bytes(&deep).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::TooDeep { limit: 64 });
}

#[test]
fn a_value_ends_after_an_error_even_if_a_constructor_has_the_id_0() {
    let bytes = [types::Links::ID, types::Link::ID, 7, types::Link::ID].map(u32::to_le_bytes).concat();
    let error = types::Links::from_bytes(&bytes).unwrap_err();
    assert_eq!((error.offset(), error.type_name()), (16, Some("link")));
    let links = types::Links { first: types::Link { x: 7, next: enums::Link::LastLink }.into() };
    assert_eq!(types::Links::from_bytes(&links.to_bytes().unwrap()), Ok(links));
}

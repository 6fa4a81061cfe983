//! Tests of types with parameters, as in `inner {m:#} x:m.1?int = Inner m`. Also tests numbers that are passed to
//! types, as in `outer mask:# inner:(inner mask) = Outer`, and results that depend on the request. Other tests compare
//! all values of the same schema with `tl-value`.

use tl_runtime::{Answer, Call, Decode, Encode, EncodeErrorKind, Reader, Writer};
use tl_tests::parameters::{functions, types};

use crate::corpus::hex;
use crate::generated;
use crate::hostile::damaged::texts;
use crate::wire::Variant;

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// Returns the bytes of a boxed value after its id.
#[track_caller]
fn body(value: &impl Encode) -> Vec<u8> {
    value.to_bytes().unwrap()[4..].to_vec()
}

#[track_caller]
fn error(value: &impl Encode) -> (EncodeErrorKind, String) {
    let error = value.to_bytes().unwrap_err();
    (error.kind().clone(), error.to_string())
}

#[test]
fn a_value_with_a_number_parameter_is_written_and_read_with_the_number() {
    let inner = types::Inner { x: Some(7), y: false };
    let mut w = Writer::new();
    inner.encode_bare_with(&mut w, 2);
    let bytes = w.finish().unwrap();
    assert_eq!(bytes, words(&[7]));
    let mut r = Reader::new(&bytes);
    assert_eq!(types::Inner::decode_bare_with(&mut r, 2), inner);
    r.finish().unwrap();
}

#[test]
fn the_fields_of_a_value_must_agree_with_its_number_parameter() {
    let write = |inner: types::Inner, m| {
        let mut w = Writer::new();
        inner.encode_bare_with(&mut w, m);
        w.finish().map(|bytes| hex(&bytes)).map_err(|error| error.to_string())
    };
    let inner = |x, y| types::Inner { x, y };
    assert_eq!(write(inner(None, true), 0b100), Ok(String::new()));
    let message = "in `inner`: `x` is set, but its condition is false";
    assert_eq!(write(inner(Some(1), false), 0), Err(message.to_owned()));
    let message = "in `inner`: `x` is not set, but its condition is true";
    assert_eq!(write(inner(None, false), 0b10), Err(message.to_owned()));
    let message = "in `inner`: `y` is not set, but its condition is true";
    assert_eq!(write(inner(None, false), 0b100), Err(message.to_owned()));
}

/// Checks `outer mask:# a:mask.0?int inner:(inner mask) …`, in which a mask is passed to a type. The Rust field `mask`
/// does not contain bit 0, which `a` uses. Encoding adds this bit if `a` has a value.
#[test]
fn a_mask_that_is_passed_to_a_type_is_encoded_with_the_bits_of_the_fields() {
    let inner = || types::Inner { x: Some(5), y: false };
    let outer = types::Outer { mask: 0b10, a: Some(9), inner: inner(), boxed: inner() };
    let bytes = body(&outer);
    assert_eq!(bytes[..12], words(&[0b11, 9, 5]));
    assert_eq!(types::Outer::from_bytes(&outer.to_bytes().unwrap()).unwrap(), outer);
    let (kind, _) = error(&types::Outer { mask: 0b11, a: None, ..outer.clone() });
    assert_eq!(kind, EncodeErrorKind::BitsWithoutValues { mask: "mask", bits: 1 });
    let (kind, message) = error(&types::Outer { mask: 0, ..outer });
    assert_eq!(kind, EncodeErrorKind::WrongPresence { field: "x", present: true });
    assert_eq!(message, "at `inner`, in `inner`: `x` is set, but its condition is false");
}

#[test]
fn an_error_has_the_path_to_the_value() {
    let inner = |y| types::DeepAllInner { x: 1, y };
    let item = |inner| types::DeepAll { k: 1, inner };
    let deep = types::Deep { m: 1, all: vec![item(vec![inner(vec![1])]), item(vec![inner(Vec::new())])] };
    let (_, message) = error(&deep);
    assert_eq!(message, "at `all[1].inner[0].y`, in `deep`: expected 1 item, found 0");
    let numbers = types::List { flags: 1, head: None, tail: None };
    let lists = types::Lists { numbers, texts: types::List { flags: 0, head: None, tail: None } };
    let (kind, message) = error(&lists);
    assert_eq!(kind, EncodeErrorKind::BitsWithoutValues { mask: "flags", bits: 1 });
    assert_eq!(message, "at `numbers`, in `list`: bit 0 of `flags` is set, but its field has no value");
    let shared = types::Shared { n: 2, flags: 0, a: None, all: vec![vec![1, 2], vec![3]] };
    let (_, message) = error(&shared);
    assert_eq!(message, "at `all[1]`, in `tuple`: expected 2 items, found 1");
    let request = functions::GetMaybe { n: 2 };
    let error = request.encode_output(&Some(vec![1])).unwrap_err();
    assert_eq!(error.to_string(), "in `tuple`: expected 2 items, found 1");
}

#[test]
fn the_number_of_items_must_be_the_number_parameter() {
    let sizes = types::Sizes {
        n: 1,
        flags: 0,
        one: types::Sized { list: vec![4], more: None },
        two: types::Sized { list: vec![5, 6], more: Some(vec!["a".to_owned(), String::new()]) },
    };
    assert_eq!(body(&sizes)[..12], words(&[1, 0, 4]));
    let (kind, message) = error(&types::Sizes { n: 3, ..sizes });
    assert_eq!(kind, EncodeErrorKind::WrongLength { expected: 3, found: 1 });
    assert_eq!(message, "at `one.list`, in `sized`: expected 3 items, found 1");
    let sums = types::Sums { n: 1, x: vec![1, 2], y: vec![3, 4, 5] };
    assert_eq!(body(&sums), words(&[1, 1, 2, 3, 4, 5]));
    let (_, message) = error(&types::Sums { n: 2, ..sums });
    assert_eq!(message, "at `x`, in `tuple`: expected 3 items, found 2");
}

#[test]
fn short_repetitions_with_constant_counts_are_arrays_and_maybe_is_option() {
    let arrays = types::Arrays {
        a: [1, 2, 3],
        b: [(), ()].map(|()| types::Pair { a: 4, b: String::new() }),
        c: [[5, 6], [7, 8]],
        d: [],
        e: vec![9; 33],
    };
    assert_eq!(types::Arrays::from_bytes(&arrays.to_bytes().unwrap()).unwrap(), arrays);
    let (kind, _) = error(&types::Arrays { e: vec![9; 32], ..arrays });
    assert_eq!(kind, EncodeErrorKind::WrongLength { expected: 33, found: 32 });
    let tree = types::Tree { x: 1, children: Vec::new(), opt: None };
    let tree = types::Tree { x: 2, children: vec![tree.clone()], opt: Some(Box::new(tree)) };
    assert_eq!(types::Tree::from_bytes(&tree.to_bytes().unwrap()).unwrap(), tree);
}

#[test]
fn annotations_are_constants() {
    assert_eq!(functions::GetTuple::ACCESS, ["read"]);
    assert_eq!(functions::Wrap::<functions::GetTuple>::ACCESS, ["readwrite", "internal"]);
}

#[test]
fn a_result_is_read_with_its_request() {
    let request = functions::GetTuple { n: 2, limit: None };
    let bytes = [&0x9770_768a_u32.to_le_bytes()[..], &words(&[1, 2])].concat();
    assert_eq!(request.decode_output(&bytes).unwrap(), [1, 2]);
    assert_eq!(request.encode_output(&vec![1, 2]).unwrap(), bytes);
    // `limit` sets bit 4 of `n`, so the result of this request has 18 items.
    let request = functions::GetTuple { limit: Some(0), ..request };
    assert!(request.decode_output(&bytes).is_err());
    assert_eq!(
        request.encode_output(&vec![1, 2]).unwrap_err().kind(),
        &EncodeErrorKind::WrongLength { expected: 18, found: 2 }
    );
    // A number with a condition is 0 if it is absent.
    let request = functions::GetOptional { n: 0, m: Some(2) };
    let bytes = request.encode_output(&types::Inner { x: Some(1), y: false }).unwrap();
    assert_eq!(request.decode_output(&bytes).unwrap().x, Some(1));
    assert!(functions::GetOptional { n: 0, m: None }.decode_output(&bytes).is_err());
    let request = functions::GetInner { mask: 2, limit: None };
    let inner = types::Inner { x: Some(1), y: false };
    let bytes = request.encode_output(&inner).unwrap();
    assert_eq!(request.decode_output(&bytes).unwrap(), inner);
    let wrapped = functions::Wrap { id: 1, query: request };
    assert_eq!(wrapped.decode_output(&bytes).unwrap(), inner);
    let wrapped = functions::Maybe { id: 1, query: functions::GetMaybe { n: 1 } };
    let bytes = wrapped.encode_output(&Some(Some(vec![3]))).unwrap();
    assert_eq!(wrapped.decode_output(&bytes).unwrap(), Some(Some(vec![3])));
}

#[test]
fn decoding_allocates_no_more_than_the_value_needs() {
    let [.., module, _] = generated::all();
    for (category, text) in texts(&module, Variant::Full) {
        let [decoding, cloning] = module.allocations(category, &text);
        assert_eq!(decoding, cloning, "{}", hex(&text));
    }
}

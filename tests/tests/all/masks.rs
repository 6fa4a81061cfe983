//! Tests of mask bits that no field uses, such as bit 0 in `mode:# lt:mode.1?long`. Some modules keep these bits in a
//! field for the mask, and other modules drop them.

use serde_json::{Value, json};
use tl_runtime::{
    Decode, DecodeError, DecodeErrorKind, Encode, EncodeErrorKind, Identify, Limits, Reader, View,
};
use tl_tests::masks::{enums, functions, types, views};
use tl_tests::{masks_computed, masks_telegram};
use tl_value::Codec;

use crate::corpus::hex;
use crate::generated::{self, Json, rewrite, rewrite_view};
use crate::hostile::damaged::texts;
use crate::wire::Variant;

/// Decodes `wire` to a value, to a view and to JSON, and checks that encoding each of them returns the same bytes.
/// Returns the value.
#[track_caller]
fn round_trip<'a, T, V>(wire: &'a [u8]) -> T
where
    T: Decode + Encode + Identify + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
    V: View<'a, Owned: Encode + Identify + std::fmt::Debug> + Identify + std::fmt::Debug,
{
    assert_eq!(rewrite::<T>(wire).map(|bytes| hex(&bytes)), Ok(hex(wire)));
    assert_eq!(rewrite_view::<V>(wire).map(|bytes| hex(&bytes)), Ok(hex(wire)));
    let json = Json::of::<T>();
    let text = (json.decode)(wire).unwrap();
    assert_eq!((json.encode)(&text).map(|bytes| hex(&bytes)), Ok(hex(wire)), "{text}");
    T::from_bytes(wire).unwrap()
}

fn one(mode: u32, lt: Option<i64>, utime: Option<i32>) -> types::One {
    types::One { mode, lt, utime }
}

/// Returns the bytes of a combinator: its id, followed by the words of `body`.
fn words<T: tl_runtime::Combinator>(body: &[u32]) -> Vec<u8> {
    [T::ID].iter().chain(body).flat_map(|word| word.to_le_bytes()).collect()
}

#[test]
fn bits_that_no_field_uses_are_kept() {
    let wire = words::<types::One>(&[0x8000_0009 | 1 << 2, 7]);
    let value = round_trip::<types::One, views::types::One<'_>>(&wire);
    assert_eq!(value, one(0x8000_0009, None, Some(7)));
    assert_eq!(views::types::One::view_from_bytes(&wire).unwrap().mode, 0x8000_0009);
    let json = json!({"_": "one", "mode": 0x8000_0009_u32, "utime": 7});
    assert_eq!(serde_json::to_value(&value).unwrap(), json);
    // The field `mode` does not contain the bit of `utime`, because `utime` determines this bit.
    let value = round_trip::<types::One, views::types::One<'_>>(&words::<types::One>(&[4, 7]));
    assert_eq!(value, one(0, None, Some(7)));
    assert_eq!(serde_json::to_value(&value).unwrap(), json!({"_": "one", "utime": 7}));
    let request = functions::Lookup { mode: 1, ..functions::Lookup::new(5) };
    assert_eq!(request.to_bytes().unwrap(), words::<functions::Lookup>(&[1, 5]));
}

#[test]
fn every_mask_keeps_the_bits_that_no_field_uses() {
    let wire = words::<types::Two>(&[0b1011, 5, 0b1_0101, 6]);
    let value = round_trip::<types::Two, views::types::Two<'_>>(&wire);
    assert_eq!((value.flags, value.flags2), (0b10, 0b1_0100));
    assert_eq!((value.a, value.silent, value.b, value.c()), (Some(5), true, Some(6), true));
    let user = types::PeerUser { flags: 1, name: None };
    let chat = types::PeerChat { id: 9, flags: 4, name: Some("x".to_owned()) };
    let nested = types::Nested {
        mode: 16,
        id: 3,
        ones: vec![one(8, None, None), one(0, Some(2), None)],
        one: Some(one(1 << 31, None, Some(1))),
        peer: user.into(),
        peers: vec![chat.into(), enums::Peer::None],
    };
    let wire = nested.to_bytes().unwrap();
    let value = round_trip::<types::Nested, views::types::Nested<'_>>(&wire);
    assert_eq!(value, nested);
    let view = views::types::Nested::view_from_bytes(&wire).unwrap();
    assert!(view.ones.iter().map(|one| one.mode).eq([8, 0]));
    assert_eq!(view.one.unwrap().mode, 1 << 31);
    let values = types::Values {
        numbers: types::Value { flags: 2, value: Some(7) },
        peer: types::Value { flags: 1 << 31, value: None },
    };
    let value = round_trip::<types::Values, views::types::Values<'_>>(&values.to_bytes().unwrap());
    assert_eq!(value, values);
    let last = types::Last { id: 1, flags: !(1 << 31), top: true };
    assert_eq!(round_trip::<types::Last, views::types::Last<'_>>(&last.to_bytes().unwrap()), last);
}

#[test]
fn setting_the_bit_of_an_absent_field_is_an_error() {
    #[track_caller]
    fn refused(value: &impl Encode, message: &str) -> EncodeErrorKind {
        let error = value.to_bytes().unwrap_err();
        assert_eq!(error.to_string(), message);
        error.kind().clone()
    }
    let kind = refused(&one(3, None, None), "in `one`: bit 1 of `mode` is set, but its field has no value");
    assert_eq!(kind, EncodeErrorKind::BitsWithoutValues { mask: "mode", bits: 2 });
    refused(&one(6, None, None), "in `one`: bits 1, 2 of `mode` are set, but their fields have no values");
    let two = types::Two { flags: 8, ..types::Two::default() };
    refused(&two, "in `two`: bit 3 of `flags` is set, but its field has no value");
    let nested =
        types::Nested::new(1, vec![one(0, None, None), one(4, None, None)], enums::Peer::None, vec![]);
    refused(&nested, "at `ones[1]`, in `one`: bit 2 of `mode` is set, but its field has no value");
    // If an optional field has a value, its bit in the Rust field of the mask has no effect.
    assert_eq!(one(3, Some(7), None).to_bytes(), one(1, Some(7), None).to_bytes());
    let flag = |flags| types::Two { flags, silent: true, ..types::Two::default() };
    assert_eq!(flag(8).to_bytes(), flag(0).to_bytes());
    // Items of vectors are checked too.
    let long = types::PeerUser { flags: 2, name: None };
    refused(
        &vec![enums::Peer::from(long)],
        "at `[0]`, in `peerUser`: bit 1 of `flags` is set, but its field has no value",
    );
}

#[test]
fn a_new_value_has_no_bits_that_no_field_uses() {
    assert_eq!(types::One::default(), one(0, None, None));
    assert_eq!(types::Last::new(5), types::Last { id: 5, flags: 0, top: false });
    assert_eq!(functions::Lookup::new(5), functions::Lookup { mode: 0, id: 5, lt: None });
    assert_eq!(functions::Wrap::new(functions::Lookup::new(5)).flags, 0);
}

#[test]
fn json_rejects_the_bit_of_an_absent_field() {
    #[track_caller]
    fn refused<T: serde::de::DeserializeOwned>(json: Value, message: &str) {
        assert_eq!(serde_json::from_value::<T>(json).err().unwrap().to_string(), message);
    }
    refused::<types::One>(
        json!({"_": "one", "mode": 3}),
        "in `mode`: bit 1 is set, but the field `lt` is missing",
    );
    refused::<types::Two>(
        json!({"_": "two", "flags": 8}),
        "in `flags`: bit 3 is set, but the field `silent` is missing",
    );
    refused::<types::Two>(
        json!({"_": "two", "flags": 8, "silent": false}),
        "in `flags`: bit 3 is set, but the field `silent` is missing",
    );
    refused::<types::One>(json!({"_": "one", "mode": -1}), "in `mode`: number out of range for `#`");
    refused::<types::One>(json!({"_": "one", "mode": "1"}), "in `mode`: expected a number, found a string");
    let given: types::Two =
        serde_json::from_value(json!({"_": "two", "flags": 11, "a": 1, "silent": true})).unwrap();
    assert_eq!(given, types::Two { flags: 2, a: Some(1), silent: true, ..types::Two::default() });
    let beside: types::Two = serde_json::from_value(json!({"_": "two", "flags2": 1, "b": 6})).unwrap();
    assert_eq!(beside, types::Two { b: Some(6), ..types::Two::default() });
    refused::<masks_computed::types::One>(
        json!({"_": "one", "mode": 1}),
        "in `mode`: this field is computed; leave it out",
    );
}

#[test]
fn computed_masks_drop_bits_that_no_field_uses_and_strict_reading_rejects_them() {
    use masks_computed::types::{Nested, One};
    use masks_computed::views;

    let wire = words::<One>(&[9 | 1 << 2, 7]);
    let value = One { lt: None, utime: Some(7) };
    assert_eq!(One::from_bytes(&wire), Ok(value.clone()));
    assert_eq!(views::types::One::view_from_bytes(&wire).map(|view| view.owned()), Ok(value.clone()));
    assert_eq!(value.to_bytes().unwrap(), words::<One>(&[4, 7]));
    let limits = Limits { strict: true, ..Limits::default() };
    let owned = |wire: &[u8]| Reader::with_limits(wire, limits).read::<One>().unwrap_err();
    assert_eq!(owned(&wire).to_string(), "at byte 4 in `one`: no field uses bits 0, 3 of this mask");
    let seen = views::types::One::view_with_limits(&wire, limits).unwrap_err();
    assert_eq!(seen, owned(&wire));
    // Skipped values are checked too.
    let nested = types::Nested::new(1, vec![one(8, None, None)], enums::Peer::None, vec![]);
    let wire = nested.to_bytes().unwrap();
    let seen = views::types::Nested::view_with_limits(&wire, limits).unwrap_err();
    assert_eq!(seen.to_string(), "at byte 16 in `one`: no field uses bit 3 of this mask");
    assert_eq!(Reader::with_limits(&wire, limits).read::<Nested>(), Err(seen));
    // Kept bits are written again, so they are not an error.
    assert_eq!(Reader::with_limits(&wire, limits).read::<types::Nested>(), Ok(nested));
}

/// Checks that all readers report the same error at the same byte. The tested bytes are encoded values with one flipped
/// bit.
#[test]
fn strict_readers_reject_the_same_bits() {
    let limits = Limits { strict: true, ..Limits::default() };
    let mut refused = 0;
    let [mtproto, layer_82, layer_230, ..] = generated::all();
    for module in [mtproto, layer_82, layer_230] {
        let codec = Codec::new(&module.schema).with_limits(limits);
        for (category, text) in texts(&module, Variant::Full) {
            for at in (4..text.len()).step_by(4) {
                let mut damaged = text.clone();
                damaged[at + 3] ^= 0x40;
                let owned = module.read(category, &damaged, limits);
                let seen = module.read_view(category, &damaged, limits);
                let is_strict =
                    |error: &DecodeError| matches!(error.kind(), DecodeErrorKind::UndeclaredBits { .. });
                if !owned.as_ref().is_err_and(is_strict) && !seen.as_ref().is_err_and(is_strict) {
                    continue;
                }
                assert_eq!(owned, seen, "{} {}", module.name, hex(&damaged));
                let error = owned.unwrap_err();
                let dynamic = codec.decode(&damaged, None).unwrap_err();
                let kind = tl_value::DecodeErrorKind::Bytes(error.kind().clone());
                assert_eq!((dynamic.kind(), dynamic.offset()), (&kind, error.offset()), "{}", hex(&damaged));
                refused += 1;
            }
        }
    }
    assert!(refused > 300, "only {refused} damaged values were rejected");
}

/// Checks `unused flags:# id:int flags2:# = Unused`. In Telegram's dialect, numbers with these names are masks even if
/// no field uses their bits. This module keeps masks, so it keeps all bits of them.
#[test]
fn unused_masks_are_kept_completely_in_telegrams_dialect() {
    use masks_telegram::{types, views};

    let wire = words::<types::Unused>(&[5, 6, 0x8000_0001]);
    let value = round_trip::<types::Unused, views::types::Unused<'_>>(&wire);
    assert_eq!(value, types::Unused { flags: 5, id: 6, flags2: 0x8000_0001 });
    assert_eq!(types::Unused::new(6), types::Unused { flags: 0, id: 6, flags2: 0 });
    let json = json!({"_": "unused", "id": 6});
    assert_eq!(serde_json::from_value::<types::Unused>(json).unwrap(), types::Unused::new(6));
}

//! Compares encoded values with bytes that were written by hand.

use super::{Bit, Variant, Wire};
use crate::generated;

#[test]
fn a_minimal_value_has_empty_strings_and_no_bits() {
    let layer = generated::layer_82();
    let wire = Wire::new(&layer.schema);
    let text = |name| wire.text(layer.find(name), Variant::Minimal);
    assert_eq!(text("auth.cancelCode"), [0x78, 0x05, 0x04, 0x1f, 0, 0, 0, 0, 0, 0, 0, 0]);
    // The first constructor of InputPeer with a finite value is inputPeerEmpty#7f3b18ea.
    let message = text("messages.sendMessage");
    assert_eq!(message[..12], [0x7a, 0x42, 0x88, 0xfa, 0, 0, 0, 0, 0xea, 0x18, 0x3b, 0x7f]);
    assert_eq!(message[12..], [0; 12]);
}

#[test]
fn each_bit_has_variants_with_and_without_it() {
    // bits flags:# lowest:flags.0?true highest:flags.31?true number:flags.31?int text:flags.0?string
    let [.., names] = generated::all();
    let (wire, bits) = (Wire::new(&names.schema), names.find("bits"));
    let mask = |variant| wire.text(bits, variant)[4..8].to_vec();
    let [low, high] = [Bit { mask: 0, bit: 0 }, Bit { mask: 0, bit: 31 }];
    assert_eq!(mask(Variant::Only(high)), [0, 0, 0, 0x80]);
    assert_eq!(mask(Variant::Without(high)), [1, 0, 0, 0]);
    assert_eq!(mask(Variant::Full), [1, 0, 0, 0x80]);
    let variants = wire.variants(bits);
    assert!([low, high].iter().all(|&bit| variants.contains(&Variant::Only(bit))), "{variants:?}");
}

#[test]
fn a_conditional_mask_is_present_if_its_bits_are_set() {
    // visible n:# a:n.0?int m:n.1?# b:m.0?string t:m.1?true whole:n?int
    let [.., names] = generated::all();
    let text = Wire::new(&names.schema).text(names.find("visible"), Variant::Only(Bit { mask: 2, bit: 1 }));
    assert_eq!(text[4..12], [2, 0, 0, 0, 2, 0, 0, 0]);
    assert_eq!(text.len(), 16);
}

#[test]
fn the_length_of_a_body_precedes_it() {
    let [mtproto, ..] = generated::all();
    let text = Wire::new(&mtproto.schema).text(mtproto.find("message"), Variant::Full);
    // message#5bb8e511 msg_id:long seqno:int bytes:int, then pong#347773c5 msg_id:long ping_id:long
    assert_eq!(text[16..24], [20, 0, 0, 0, 0xc5, 0x73, 0x77, 0x34]);
    assert_eq!(text.len(), 40);
}

#[test]
fn random_values_depend_only_on_their_seed() {
    let layer = generated::layer_82();
    let texts =
        [1, 1, 2].map(|seed| Wire::new(&layer.schema).text(layer.find("message"), Variant::Random(seed)));
    assert_eq!(texts[0], texts[1]);
    assert_ne!(texts[0], texts[2]);
}

//! Tests with encoded values that are truncated, are followed by more bytes, or have flipped bits.

use tl_parser::schema::{Category, CombinatorId};
use tl_runtime::DecodeErrorKind;
use tl_tests::layer_82::types::Any;

use crate::corpus::hex;
use crate::generated::{self, Generated, rewrite};
use crate::wire::{Random, Variant, Wire};

/// Maximum number of encoded values that [`texts`] returns.
const TEXTS: usize = 400;

#[test]
fn a_truncated_value_is_an_error_within_the_value() {
    let module = generated::layer_82();
    let mut cut = 0;
    for (category, text) in texts(&module, Variant::Full) {
        for len in 0..text.len() {
            let error = module.rewrite(category, &text[..len]).unwrap_err();
            assert!(error.offset() <= len, "{error}: {}", hex(&text[..len]));
            cut += 1;
        }
    }
    assert!(cut > 20_000, "only {cut} truncated values");
}

#[test]
fn bytes_after_a_value_are_an_error_at_their_beginning() {
    let module = generated::layer_82();
    for (category, mut text) in texts(&module, Variant::Random(7)) {
        let len = text.len();
        text.extend([0; 4]);
        let error = module.rewrite(category, &text).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (&DecodeErrorKind::TrailingBytes { remaining: 4 }, len));
    }
}

/// Checks that a value that is decoded from damaged bytes can be encoded, and that the new bytes do not change when
/// they are decoded and encoded.
#[test]
fn damaged_bytes_are_read_safely() {
    let mut survived = 0;
    for module in generated::all() {
        let mut random = Random::new(82);
        for (category, text) in texts(&module, Variant::Random(9)) {
            for _ in 0..10 {
                let Ok(once) = module.rewrite(category, &damage(&text, &mut random)) else { continue };
                assert_eq!(module.rewrite(category, &once).as_ref(), Ok(&once), "{}", hex(&once));
                survived += 1;
            }
        }
    }
    assert!(survived > 1_000, "only {survived} damaged values could be read");
}

#[test]
fn random_bytes_after_an_id_are_read_safely() {
    let ids = generated::layer_82().registry;
    let mut random = Random::new(1);
    let mut refused = 0;
    for _ in 0..20_000 {
        let len = random.below(200);
        let mut text = random.pick(ids).0.to_le_bytes().to_vec();
        text.extend(random.bytes(len));
        refused += usize::from(rewrite::<Any>(&text).is_err());
    }
    assert!(refused > 15_000, "only {refused} were rejected");
}

/// Returns encoded values of up to 1,000 bytes, for at most [`TEXTS`] combinators from the whole schema. Combinators
/// that the module cannot decode by their id are left out, such as those of built-in types.
pub(crate) fn texts(module: &Generated, variant: Variant) -> Vec<(Category, Vec<u8>)> {
    let wire = Wire::new(&module.schema);
    let text = |id: CombinatorId| (module.schema[id].category(), wire.text(id, variant));
    let readable = |(category, text): &(Category, Vec<u8>)| module.rewrite(*category, text).is_ok();
    let texts: Vec<_> =
        module.declared().map(text).filter(|text| text.1.len() <= 1_000).filter(readable).collect();
    let step = texts.len().div_ceil(TEXTS);
    texts.into_iter().step_by(step).collect()
}

/// Flips one to three bits after the id.
pub(crate) fn damage(text: &[u8], random: &mut Random) -> Vec<u8> {
    let mut damaged = text.to_vec();
    if let Some(body) = damaged.get_mut(4..).filter(|body| !body.is_empty()) {
        for _ in 0..=random.below(3) {
            let at = random.below(body.len());
            body[at] ^= 1 << random.below(8);
        }
    }
    damaged
}

//! Compares modules of randomly selected items with modules of the whole schemas.

mod limits;
mod tree;

use std::collections::BTreeSet;

use tl_runtime::{DecodeError, DecodeErrorKind, Limits};
use tl_tests::selected::{Read, Selected};
use tl_tests::used;

use self::tree::Tree;
use crate::corpus::{bytes, hex, records, string};
use crate::generated;
use crate::hostile::damaged::{damage, texts};
use crate::wire::{Random, Variant};

#[test]
fn selections_of_mtproto_agree_with_the_whole_schema() {
    let compared = compare("telethon-mtproto", used::FULL_MTPROTO, used::USED_MTPROTO);
    assert!(compared.is_none_or(|compared| compared > 1_000), "{compared:?}");
}

#[test]
fn selections_of_layer_82_agree_with_the_whole_schema() {
    let compared = compare("telethon-L82", used::FULL_LAYER_82, used::USED_LAYER_82);
    assert!(compared.is_none_or(|compared| compared > 20_000), "{compared:?}");
}

#[cfg(corpus)]
#[test]
fn selections_of_layer_228_agree_with_the_whole_schema() {
    let compared = compare("mtcute-L228", used::FULL_MTCUTE, used::USED_MTCUTE);
    assert!(compared.is_some_and(|compared| compared > 20_000), "{compared:?}");
}

#[test]
fn selections_of_types_with_parameters_agree_with_the_whole_schema() {
    let [.., parameters, _] = generated::all();
    let values = [Variant::Full, Variant::Random(1), Variant::Random(2)];
    let texts = values.iter().flat_map(|&variant| texts(&parameters, variant)).map(|(_, text)| text);
    let compared = compare_all(texts, used::FULL_PARAMETERS, used::USED_PARAMETERS);
    assert!(compared > 500, "{compared}");
}

/// Compares all values in a file of wire vectors, and damaged copies. Returns the number of comparisons, or `None` if
/// there is no test data.
fn compare(file: &str, full: &[Selected], selections: &[&[Selected]]) -> Option<usize> {
    let records = records(&format!("vectors/{file}.jsonl"))?;
    let texts = records.iter().map(|record| bytes(string(record, "hex")));
    Some(compare_all(texts, full, selections))
}

/// Compares values and damaged copies. Returns the number of comparisons.
fn compare_all(texts: impl Iterator<Item = Vec<u8>>, full: &[Selected], selections: &[&[Selected]]) -> usize {
    let mut random = Random::new(18);
    let mut compared = 0;
    for text in texts {
        let Some(full) = find(full, &text) else { continue };
        for part in selections.iter().filter_map(|selection| find(selection, &text)) {
            compared += usize::from(agree(full, part, &text, Limits::default(), false));
            for _ in 0..40 {
                let damaged = damage(&text, &mut random);
                compared += usize::from(agree(full, part, &damaged, Limits::default(), true));
            }
        }
    }
    compared
}

/// Checks the file `NAME.used`. Each line contains an item and the reason why it is generated, for example
/// `enums::Peer is in the result of functions::GetPeer`. No item has two lines, and each item in a reason has a line.
#[test]
fn each_item_has_a_reason() {
    let lines: Vec<_> = include_str!(concat!(env!("OUT_DIR"), "/used_layer_82_0.used")).lines().collect();
    let items: BTreeSet<_> = lines.iter().filter_map(|line| line.split(' ').next()).collect();
    assert!(items.len() == lines.len() && items.len() > 20, "{lines:#?}");
    for line in lines {
        let from = line.rsplit(' ').next().unwrap();
        assert!(line.ends_with(" is named") || items.contains(from), "{line}");
    }
}

fn find<'s>(structs: &'s [Selected], text: &[u8]) -> Option<&'s Selected> {
    let id = u32::from_le_bytes(*text.first_chunk()?);
    structs.iter().find(|known| known.id == id)
}

/// Returns the kind of an error, its offset, and the combinator in which it occurred.
fn error_parts(error: &DecodeError) -> (&DecodeErrorKind, usize, Option<&'static str>) {
    (error.kind(), error.offset(), error.type_name())
}

/// Decodes bytes as the struct `full` of the whole schema and as the struct `part` of a selection, and compares the
/// results. If `part` also encodes the value, the bytes must be unchanged. In damaged bytes, bits that no field uses
/// may be lost. Returns whether anything was compared.
fn agree(full: &Selected, part: &Selected, text: &[u8], limits: Limits, is_damaged: bool) -> bool {
    let (Some(read_full), Some(read_part)) = (full.read, part.read) else { return false };
    let (all, some) = (show(read_full, text, limits), show(read_part, text, limits));
    let is_large = |error: &DecodeError| matches!(error.kind(), DecodeErrorKind::TooMuchMemory { .. });
    if all.as_ref().is_err_and(is_large) || some.as_ref().is_err_and(is_large) {
        return false;
    }
    match (&all, &some) {
        (Ok(all), Ok(some)) => {
            assert!(Tree::of(all).covers(&Tree::of(some)), "{}\n{all}\n{some}", hex(text));
            if let Some(rewrite) = part.rewrite {
                let written = rewrite(text, limits).unwrap();
                assert_eq!(show(read_full, &written, limits).as_ref(), Ok(all), "{}\n{some}", hex(text));
                assert!(is_damaged || written == text, "{}\n{some}", hex(text));
            }
        }
        _ => assert_eq!(
            all.as_ref().err().map(error_parts),
            some.as_ref().err().map(error_parts),
            "{}",
            hex(text)
        ),
    }
    if let Some(view) = part.view {
        let seen = show(view, text, limits);
        assert_eq!(seen.as_ref().map_err(error_parts), some.as_ref().map_err(error_parts), "{}", hex(text));
    }
    true
}

fn show(read: Read, text: &[u8], limits: Limits) -> Result<String, DecodeError> {
    let mut shown = String::new();
    read(text, limits, &mut |value| shown = format!("{value:?}")).map(|()| shown)
}

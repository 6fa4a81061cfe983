//! Tests the limits of nesting and memory with modules of randomly selected items.

use std::thread;

use allocation_counter::measure;
use tl_runtime::{DecodeErrorKind, Limits};
use tl_tests::used;

use super::{agree, find};
use crate::generated;
use crate::hostile::damaged::damage;
use crate::wire::{Random, Wire};

/// Default stack size of a thread in Rust.
const STACK: usize = 2 << 20;

/// Memory that every input may take in addition to [`Limits::memory`].
const BASE: usize = 16 << 10;

/// Checks that skipped values have the same nesting limit as decoded values, and that the errors are at the same byte.
#[test]
fn nesting_has_the_same_limit_as_with_the_whole_schema() {
    let compare = || {
        let schema = generated::layer_82().schema;
        let (mut good, mut deep) = (0, 0);
        for (depth, levels) in [(5, 5), (5, 9), (64, 60), (64, 200), (150, 140), (150, 160)] {
            let limits = Limits { depth, ..Limits::default() };
            for (_, text) in Wire::new(&schema).deep_texts(levels) {
                let Some(full) = find(used::FULL_LAYER_82, &text) else { continue };
                let is_deep = full.read.map(|read| read(&text, limits, &mut |_| {}));
                for part in used::USED_LAYER_82.iter().filter_map(|selection| find(selection, &text)) {
                    if agree(full, part, &text, limits, false) {
                        match is_deep.as_ref() {
                            Some(Err(error)) => {
                                assert_eq!(error.kind(), &DecodeErrorKind::TooDeep { limit: depth });
                                deep += 1;
                            }
                            _ => good += 1,
                        }
                    }
                }
            }
        }
        (good, deep)
    };
    let (good, deep) = thread::Builder::new().stack_size(STACK).spawn(compare).unwrap().join().unwrap();
    assert!(good > 10 && deep > 10, "{good} {deep}");
}

/// Checks that reading allocates no more memory than the limit allows, even if values are skipped or kept as bytes.
#[test]
fn memory_is_limited() {
    let schema = generated::layer_82().schema;
    let wire = Wire::new(&schema);
    let mut random = Random::new(18);
    let filled = wire.filled_texts(8 << 10).into_iter().chain(wire.deep_texts(60)).map(|(_, text)| text);
    let (mut read, mut refused) = (0, 0);
    for text in filled.flat_map(|text| [damage(&text, &mut random), text]) {
        for part in used::USED_LAYER_82.iter().filter_map(|selection| find(selection, &text)?.read) {
            for memory in [1, 8, 32] {
                let limits = Limits { memory, ..Limits::default() };
                let mut result = Ok(());
                let counted = measure(|| result = part(&text, limits, &mut |_| {})).bytes_total;
                let most = memory as usize * text.len() + BASE;
                assert!(counted <= most as u64, "{counted} of {most}: {result:?}");
                read += 1;
                refused +=
                    usize::from(result.is_err_and(|error| {
                        *error.kind() == DecodeErrorKind::TooMuchMemory { limit: memory }
                    }));
            }
        }
    }
    assert!(read > 100 && refused > 10, "{refused} of {read}");
}

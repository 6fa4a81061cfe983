//! Tests of the memory limit with hostile bytes. The tests in this file count allocations while bytes are read.
//! `worst` computes the worst case of a schema.

mod worst;

use allocation_counter::measure;
use tl_parser::schema::Category;
use tl_runtime::{Decode, DecodeError, DecodeErrorKind, Encode, Limits, Reader};
use tl_tests::layer_82::enums::User;
use tl_tests::layer_82::types;

use super::damaged::{damage, texts};
use crate::generated::{self, Generated};
use crate::wire::{Random, Variant, Wire};

/// Number of bytes of memory that every input may take in addition to [`Limits::memory`].
const BASE: usize = 16 << 10;

#[test]
fn the_memory_for_vectors_of_short_items_is_limited() {
    for module in generated::all() {
        let (mut read, mut refused) = (0, 0);
        for (id, text) in Wire::new(&module.schema).filled_texts(16 << 10) {
            let category = module.schema[id].category();
            for memory in [1, 8, 32] {
                let result = bounded(&module, category, &text, memory);
                refused += usize::from(result.is_err_and(|error| is_too_much_memory(&error, memory)));
                read += 1;
            }
        }
        assert!((read / 4..read).contains(&refused), "{refused} of {read} in {}", module.name);
    }
}

#[test]
fn the_memory_for_nested_values_is_limited() {
    for module in generated::all() {
        for (_, text) in Wire::new(&module.schema).deep_texts(200) {
            for memory in [1, 2, 32] {
                assert!(bounded(&module, Category::Constructor, &text, memory).is_err());
            }
        }
    }
}

#[test]
fn the_memory_for_damaged_and_random_bytes_is_limited() {
    for module in generated::all() {
        let mut random = Random::new(32);
        for (category, text) in texts(&module, Variant::Random(11)) {
            let len = text.len();
            let noise = [&text[..4], &random.bytes(len)].concat();
            for bytes in [damage(&text, &mut random), damage(&text, &mut random), noise] {
                for memory in [1, 32] {
                    drop(bounded(&module, category, &bytes, memory));
                }
            }
        }
    }
}

/// Checks that truncated vectors do not exceed the memory limit, although their counts are too large.
#[test]
fn a_count_that_is_too_large_takes_no_additional_memory() {
    let many = vec![User::Empty(types::UserEmpty { id: 7 }); 1 << 16].to_bytes().unwrap();
    let mut counted = Ok(Vec::new());
    for len in [many.len() / 2, many.len() - 1] {
        let bytes = &many[..len];
        let info = measure(|| counted = Vec::<User>::from_bytes(bytes));
        assert!(counted.is_err());
        assert!(info.bytes_total <= 32 * len as u64, "{} for {len}", info.bytes_total);
    }
}

/// Checks the limit with users that take 248 bytes of memory for each 12 bytes of input.
#[test]
fn the_memory_limit_of_the_reader_applies() {
    let users = vec![User::from(types::User::new(7)); 10_000];
    let bytes = users.to_bytes().unwrap();
    let read = |memory| {
        let limits = Limits { memory, ..Limits::default() };
        Reader::with_limits(&bytes, limits).read::<Vec<User>>()
    };
    let cost = measure(|| drop(read(u32::MAX))).bytes_max;
    let limit = u32::try_from(cost / bytes.len() as u64).unwrap();
    assert!((10..31).contains(&limit), "{limit}");
    assert_eq!(Vec::<User>::from_bytes(&bytes).as_ref(), Ok(&users));
    assert_eq!(read(limit + 2).as_ref(), Ok(&users));
    let error = read(limit).unwrap_err();
    assert!(is_too_much_memory(&error, limit), "{error}");
    assert!(error.offset() > bytes.len() / 2, "{error}");
}

fn is_too_much_memory(error: &DecodeError, limit: u32) -> bool {
    *error.kind() == DecodeErrorKind::TooMuchMemory { limit }
}

/// Reads bytes, and checks that all allocations together are within the limit.
fn bounded(module: &Generated, category: Category, bytes: &[u8], memory: u32) -> Result<(), DecodeError> {
    let mut result = Ok(());
    let limits = Limits { memory, ..Limits::default() };
    let counted = measure(|| result = module.read(category, bytes, limits)).bytes_total;
    let most = (memory as usize * bytes.len() + BASE) as u64;
    assert!(counted <= most, "{counted} of {most} bytes in {}: {result:?}", module.name);
    result
}

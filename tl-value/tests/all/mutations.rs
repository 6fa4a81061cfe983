//! Tests of damaged bytes and JSON, which must not cause a panic.

use serde_json::Value;
use tl_parser::schema::{Category, Schema};
use tl_value::Codec;

use crate::common::{Random, bundled, corpus, schema};
use crate::generate::Generator;

#[test]
fn any_bytes_are_a_value_or_an_error() {
    for name in ["telegram/82", "telegram/230", "mtproto"] {
        mutate(&bundled(name), 1_500);
    }
}

/// Checks that values of types with parameters can be encoded if they can be decoded.
#[test]
fn any_bytes_of_schemas_with_parameters_are_a_value_or_an_error() {
    for name in ["vk/goldmaster", "vk/cases", "vk/tls", "ton/ton_api"] {
        let Some(text) = corpus(&format!("corpus/{name}.tl")) else { return };
        let schema = schema(&text);
        let mut random = Random::new(7);
        let codec = Codec::new(&schema);
        let ids: Vec<u32> = schema.combinators().map(|id| schema[id].id()).collect();
        let values = (0..20_000).filter(|_| small_numbers(&codec, &ids, &mut random)).count();
        assert!(values > 500, "{name}: {values}");
    }
}

/// Decodes a known id, followed by other ids and by small numbers, which may be counts and masks. Returns whether the
/// bytes are a value.
fn small_numbers(codec: &Codec, ids: &[u32], random: &mut Random) -> bool {
    let mut bytes = Vec::new();
    for word in 0..=random.below(8) {
        let is_id = word == 0 || random.below(4) == 0;
        let number = if is_id { ids[random.below(ids.len())] } else { random.below(4) as u32 };
        bytes.extend(number.to_le_bytes());
    }
    same_again(codec, &bytes)
}

/// Returns whether the bytes are a value. If so, checks that the value can be encoded, and that the new bytes are
/// decoded to the same JSON.
fn same_again(codec: &Codec, bytes: &[u8]) -> bool {
    let annotated = codec.annotate(bytes, None, drop);
    match codec.decode(bytes, None) {
        Ok(json) => {
            let encoded = codec.encode(&json, None).unwrap_or_else(|error| panic!("{error}: {json}"));
            assert_eq!(codec.decode(&encoded, None).as_deref(), Ok(&*json));
            true
        }
        Err(error) => {
            assert!(error.offset() <= bytes.len() && annotated.is_err(), "{error}");
            false
        }
    }
}

fn mutate(schema: &Schema, rounds: usize) {
    let codec = Codec::new(schema);
    let mut generator = Generator::new(schema, 230);
    let all: Vec<_> =
        schema.declared(Category::Constructor).chain(schema.declared(Category::Function)).collect();
    for _ in 0..rounds {
        let id = all[generator.random.below(all.len())];
        let Some(value) = generator.combinator(id, 1) else { continue };
        mutate_json(&codec, &value, &mut generator.random);
        if let Ok(bytes) = codec.encode(&value.to_string(), None) {
            mutate_bytes(&codec, bytes, &mut generator.random);
        }
    }
}

fn mutate_bytes(codec: &Codec, mut bytes: Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        match random.below(5) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes[at] = [0, 0xff, 0xfe, 0x80][random.below(4)],
            3 => bytes.insert(at, random.next() as u8),
            _ => drop(bytes.drain(at / 4 * 4..(at / 4 * 4 + 4).min(bytes.len() - 1).max(at / 4 * 4))),
        }
    }
    same_again(codec, &bytes);
}

fn mutate_json(codec: &Codec, value: &Value, random: &mut Random) {
    let mut chars: Vec<char> = value.to_string().chars().collect();
    for _ in 0..=random.below(2) {
        let at = random.below(chars.len());
        match random.below(4) {
            0 => chars.truncate(at.max(1)),
            1 => chars[at] = ['"', '{', ']', ',', '0', 'e', '\\', 'ж', '\n'][random.below(9)],
            2 => drop(chars.remove(at)),
            _ => chars.insert(at, ['-', '"', '[', '}', '1', '.'][random.below(6)]),
        }
        if chars.is_empty() {
            return;
        }
    }
    let text: String = chars.into_iter().collect();
    match codec.encode(&text, None) {
        Ok(bytes) => assert!(codec.decode(&bytes, None).is_ok(), "{text}"),
        Err(error) => assert!(error.offset() <= text.len() && error.position().is_some(), "{error}: {text}"),
    }
}

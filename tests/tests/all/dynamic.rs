//! Compares generated code with `tl-value`, which reads and writes values without generated code.

use tl_parser::schema::Category;
use tl_value::Codec;

use crate::corpus::hex;
use crate::generated::{self, Generated};
use crate::hostile::damaged::{damage, texts};
use crate::wire::{Random, Variant, Wire};

/// Converts bytes to JSON and back.
fn rewrite(codec: &Codec, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let json = codec.decode(bytes, None).map_err(|error| error.to_string())?;
    Ok(codec.encode(&json, None).unwrap_or_else(|error| panic!("{error}: {json}")))
}

#[test]
fn generated_code_and_tl_value_read_and_write_the_same_bytes() {
    let mut compared = 0;
    for module in generated::all() {
        let codec = Codec::new(&module.schema);
        let wire = Wire::new(&module.schema);
        for id in module.declared() {
            for variant in wire.variants(id) {
                let text = wire.text(id, variant);
                let Ok(written) = module.rewrite(module.schema[id].category(), &text) else { continue };
                assert_eq!(
                    rewrite(&codec, &text).as_deref(),
                    Ok(&*written),
                    "{} {}",
                    module.name,
                    hex(&text)
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "only {compared} values");
}

/// Checks only layers of the Telegram API, because they have no fields of the type `Object`. `tl-value` decodes the
/// value of such a field, but generated code keeps the bytes of the value.
#[test]
fn generated_code_and_tl_value_reject_the_same_damaged_bytes() {
    let [_, layer_82, layer_230, ..] = generated::all();
    for module in [layer_82, layer_230] {
        let codec = Codec::new(&module.schema);
        let mut random = Random::new(82);
        for (category, text) in texts(&module, Variant::Random(9)) {
            for _ in 0..20 {
                compare(&module, &codec, category, &damage(&text, &mut random));
            }
        }
    }
}

fn compare(module: &Generated, codec: &Codec, category: Category, text: &[u8]) {
    let generated = module.rewrite(category, text);
    let dynamic = rewrite(codec, text);
    match (&generated, &dynamic) {
        // The bytes may differ, because JSON has only one NaN.
        (Ok(a), Ok(b)) if a != b => assert_eq!(rewrite(codec, a).as_ref().ok(), Some(b), "{}", module.name),
        (Ok(_), Ok(_)) => {}
        (Err(_), Err(_)) => {}
        _ => panic!("{}: {generated:?}, {dynamic:?}: {}", module.name, hex(text)),
    }
}

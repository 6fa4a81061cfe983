//! Tests of random values of every constructor and function, which are encoded, decoded and encoded again.

use serde_json::Value;
use tl_parser::schema::{Category, Primitive, Schema};
use tl_value::{Codec, EncodeErrorKind};

use crate::common::{bundled, corpus, schema};
use crate::generate::Generator;

/// Number of values of each combinator.
const VALUES: u32 = 6;

#[test]
fn every_combinator_of_the_bundled_schemas_is_encoded_and_decoded() {
    for (name, combinators) in [("telegram/82", 925), ("telegram/230", 2_550), ("mtproto", 64)] {
        assert_eq!(check(&bundled(name)), (combinators, 0), "{name}");
    }
}

#[test]
fn every_combinator_of_other_schemas_is_encoded_and_decoded() {
    let schemas =
        [("tdlib/td_api", 3_169), ("tdlib/secret_api", 86), ("ton/ton_api", 656), ("ton/tonlib_api", 220)];
    for (name, combinators) in schemas {
        let Some(text) = corpus(&format!("corpus/{name}.tl")) else { return };
        assert_eq!(check(&schema(&text)), (combinators, 0), "{name}");
    }
}

/// Returns the number of combinators that were checked, and the number of combinators without generated values.
/// Built-in types such as `int` are not counted.
fn check(schema: &Schema) -> (usize, usize) {
    let codec = Codec::new(schema);
    let mut generator = Generator::new(schema, 82);
    let (mut checked, mut left_out) = (0, 0);
    let categories = [Category::Constructor, Category::Function];
    for id in categories.into_iter().flat_map(|category| schema.declared(category)) {
        let form = schema.type_of(id).and_then(|ty| schema[ty].primitive());
        if !matches!(form, None | Some(Primitive::Object))
            || matches!(schema[id].name(), "object" | "function")
        {
            continue;
        }
        let values: Option<Vec<_>> = (0..VALUES).map(|_| generator.combinator(id, 0)).collect();
        *(if values.is_some() { &mut checked } else { &mut left_out }) += 1;
        values.iter().flatten().for_each(|value| there_and_back(&codec, value));
    }
    (checked, left_out)
}

fn there_and_back(codec: &Codec, value: &Value) {
    let json = value.to_string();
    let encoded = match codec.encode(&json, None) {
        Ok(encoded) => encoded,
        // The generator may put a raw object at a position where it is not allowed.
        Err(error) if error.kind() == &EncodeErrorKind::RawNotLast => return,
        Err(error) => panic!("{error}: {json}"),
    };
    let decoded = codec.decode(&encoded, None).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(serde_json::from_str::<Value>(&decoded).unwrap().to_string(), json);
    assert_eq!(codec.encode(&decoded, None).unwrap(), encoded, "{json}");
    let pretty = codec.decode_pretty(&encoded, None).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&pretty).unwrap().to_string(), json);
    let mut words = Vec::new();
    let read = codec.annotate(&encoded, None, |line| {
        if line.inflated == 0 {
            words.extend(line.bytes);
        }
    });
    assert!(read.is_err() || words == encoded, "each byte is annotated once: {json}");
}

//! Uses the generated items that are neither types nor functions: `LAYER` and `registry`.

use tl_runtime::{Combinator as _, Encode as _};

use super::api::{LAYER, functions::Init, functions::Invoke, functions::stats, registry};

pub fn run() -> String {
    let call = Init { id: 1, name: None, query: Invoke { layer: LAYER, query: &stats::Get {} } };
    let name = registry::name(super::api::types::EventText::ID);
    // The registry contains all combinators of the schema, even if only some of them are generated.
    format!("{:?} {name:?} {:?} {:?}", call.to_bytes(), registry::name(1), registry::NAMES.len())
}

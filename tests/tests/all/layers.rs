//! Tests with bindings of older bundled layers next to bindings of newer layers.

use tl_runtime::{Combinator, Encode};
use tl_tests::{layer_82, layer_143, layer_199};

use crate::corpus::hex;

#[test]
fn each_module_is_of_its_layer() {
    assert_eq!([layer_82::LAYER, layer_143::LAYER, layer_199::LAYER], [82, 143, 199]);
}

/// `help.getAppConfig` got a parameter, and therefore another id, between the two layers.
#[test]
fn requests_are_those_of_the_layer() {
    let old = layer_143::functions::help::GetAppConfig {};
    let new = layer_199::functions::help::GetAppConfig { hash: 7 };
    assert_eq!(hex(&old.to_bytes().unwrap()), "10419198");
    assert_eq!(hex(&new.to_bytes().unwrap()), "54f8e36107000000");
}

/// Identifiers grew from 32 to 64 bits between layers 82 and 143.
#[test]
fn types_are_those_of_the_layer() {
    let old = layer_82::types::InputPeerChat { chat_id: 1 };
    let new = layer_143::types::InputPeerChat { chat_id: 1 };
    assert_eq!(hex(&old.to_bytes().unwrap()), "63e89b1701000000");
    assert_eq!(hex(&new.to_bytes().unwrap()), "b95ca9350100000000000000");
    assert_ne!(layer_82::types::InputPeerChat::ID, layer_199::types::InputPeerChat::ID);
}

//! Tests with bindings of several bundled layers in one program.

use tl_runtime::{Combinator, Encode};
use tl_tests::{layer_82, layer_143, layer_199};

use crate::corpus::hex;

#[test]
fn each_module_has_the_number_of_its_layer() {
    assert_eq!([layer_82::LAYER, layer_143::LAYER, layer_199::LAYER], [82, 143, 199]);
}

/// Checks `help.getAppConfig`, which has a new parameter, and therefore another id, in the newer layer.
#[test]
fn requests_differ_between_layers() {
    let old = layer_143::functions::help::GetAppConfig {};
    let new = layer_199::functions::help::GetAppConfig { hash: 7 };
    assert_eq!(hex(&old.to_bytes().unwrap()), "10419198");
    assert_eq!(hex(&new.to_bytes().unwrap()), "54f8e36107000000");
}

/// Checks an identifier, which has 32 bits in layer 82 and 64 bits in layer 143.
#[test]
fn types_differ_between_layers() {
    let old = layer_82::types::InputPeerChat { chat_id: 1 };
    let new = layer_143::types::InputPeerChat { chat_id: 1 };
    assert_eq!(hex(&old.to_bytes().unwrap()), "63e89b1701000000");
    assert_eq!(hex(&new.to_bytes().unwrap()), "b95ca9350100000000000000");
    assert_ne!(layer_82::types::InputPeerChat::ID, layer_199::types::InputPeerChat::ID);
}

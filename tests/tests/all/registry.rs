//! Tests of the table of ids and names of each module.

use tl_runtime::Combinator;
use tl_tests::{layer_82, layer_230};

use crate::generated;

#[test]
fn every_id_of_a_schema_has_a_name() {
    for module in generated::all() {
        for &(id, name) in module.registry {
            assert_eq!((module.registry_name)(id), Some(name), "{}", module.name);
            assert_eq!(module.schema[module.find(name)].id(), id, "{} {name}", module.name);
        }
        let in_registry = |name: &str| module.registry.iter().any(|row| row.1 == name);
        let missing: Vec<_> =
            module.declared().map(|id| module.schema[id].name()).filter(|name| !in_registry(name)).collect();
        let built_in =
            ["int", "long", "double", "string", "vector", "int128", "int256", "boolFalse", "boolTrue"];
        assert!(missing.iter().all(|name| built_in.contains(name)), "{}: {missing:?}", module.name);
    }
}

#[test]
fn an_id_that_is_in_no_schema_has_no_name() {
    for module in generated::all() {
        assert_eq!((module.registry_name)(0), None);
        assert_eq!((module.registry_name)(u32::MAX), None);
    }
}

#[test]
fn cancel_code_has_the_published_id() {
    assert_eq!(layer_82::registry::name(0x1f04_0578), Some("auth.cancelCode"));
    assert_eq!(layer_82::functions::auth::CancelCode::ID, 0x1f04_0578);
    assert_eq!(layer_82::functions::auth::CancelCode::NAME, "auth.cancelCode");
    assert_eq!(layer_230::functions::auth::CancelCode::ID, 0x1f04_0578);
}

#[test]
fn modules_contain_the_number_of_their_layer() {
    assert_eq!((layer_82::LAYER, layer_230::LAYER), (82, 230));
}

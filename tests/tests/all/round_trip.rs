//! Decodes and encodes values of the constructors and functions of several schemas: minimal, full and random values,
//! values with only one bit of a mask, and values with all bits except one. Constructors are also tested as values of
//! fields.

use std::collections::BTreeSet;

use tl_parser::schema::Category;
use tl_runtime::DecodeErrorKind;

use crate::corpus::hex;
use crate::generated::{self, Generated};
use crate::wire::{Variant, Wire};

/// Constructors that are not variants of `types::Any`, because they belong to built-in types.
const BUILT_IN: &[&str] =
    &["boolFalse", "boolTrue", "double", "int", "int128", "int256", "long", "string", "vector"];
/// Constructors of `names.tl` that are not variants of `types::Any`, because the bytes of their types depend on type
/// parameters. The constructor `useGenerics` contains values of some of them.
const GENERIC: &[&str] = &["sd", "maybe", "maybeNot", "pair", "pairOfX"];
/// Constructors of `parameters.tl` that are not variants of `types::Any`, because the bytes of their types depend on
/// parameters. Other constructors have fields with values of these constructors.
const WITH_PARAMETERS: &[&str] = &[
    "tuple",
    "resultFalse",
    "resultTrue",
    "pair",
    "dictionaryField",
    "dictionary",
    "left",
    "right",
    "inner",
    "sized",
    "nameOne",
    "nameTwo",
    "same",
    "equal",
    "middle",
    "matrix",
    "generic",
    "list",
    "nest",
];

/// Returns the constructors of a module that are not variants of `types::Any`.
fn without_variant(module: &Generated) -> &'static [&'static str] {
    match module.name {
        "names" => GENERIC,
        "parameters" => WITH_PARAMETERS,
        _ => &[],
    }
}

#[test]
fn every_combinator_of_mtproto_round_trips() {
    let [mtproto, ..] = generated::all();
    round_trip(&mtproto);
}

#[test]
fn every_combinator_of_layer_82_round_trips() {
    round_trip(&generated::layer_82());
}

#[test]
fn every_combinator_of_layer_230_round_trips() {
    let [_, _, layer_230, ..] = generated::all();
    round_trip(&layer_230);
}

#[test]
fn every_combinator_of_names_tl_round_trips() {
    let [.., names] = generated::all();
    round_trip(&names);
}

#[test]
fn every_combinator_with_parameters_round_trips() {
    let [.., parameters, _] = generated::all();
    round_trip(&parameters);
}

#[cfg(corpus)]
#[test]
fn every_combinator_of_vk_round_trips() {
    for (_, module) in generated::vk() {
        compare_all(&module);
    }
}

#[test]
fn every_constructor_without_a_variant_is_declared() {
    let modules = generated::all();
    let declared: BTreeSet<_> =
        modules.iter().flat_map(|module| module.declared().map(|id| module.schema[id].name())).collect();
    for name in BUILT_IN.iter().chain(GENERIC).chain(WITH_PARAMETERS) {
        assert!(declared.contains(name), "{name} is not declared");
    }
}

fn round_trip(module: &Generated) {
    let wire = Wire::new(&module.schema);
    let mut covered = 0;
    let mut problems = Vec::new();
    for id in module.declared() {
        let combinator = &module.schema[id];
        let name = &combinator.name();
        if BUILT_IN.contains(name) || without_variant(module).contains(name) {
            assert_is_refused(module, combinator.id());
            covered += 1;
            continue;
        }
        let texts = wire.variants(id).into_iter().map(|variant| (variant, wire.text(id, variant)));
        let found =
            texts.filter_map(|(variant, text)| compare(module, combinator.category(), variant, &text));
        problems.extend(found.map(|problem| format!("{}: {problem}", module.schema.declaration(id))));
        covered += 1;
    }
    for variant in [Variant::Minimal, Variant::Full, Variant::Random(5), Variant::Random(6)] {
        for (id, text) in wire.held_texts(variant) {
            let combinator = &module.schema[id];
            let found = compare(module, combinator.category(), variant, &text);
            problems.extend(found.map(|problem| format!("{}: {problem}", module.schema.declaration(id))));
        }
    }
    assert!(problems.is_empty(), "{} problems in {}:\n{}", problems.len(), module.name, problems.join("\n"));
    assert_eq!(covered, module.registry.len(), "ids in the registry of {}", module.name);
}

/// Decodes and encodes all variants of each combinator without implicit arguments such as `{t:Type}`. Checks that the
/// bytes do not change.
#[cfg(corpus)]
fn compare_all(module: &Generated) {
    let wire = Wire::new(&module.schema);
    let plain = module.declared().filter(|&id| module.schema[id].implicit().is_empty());
    let mut checked = 0;
    for id in plain.filter(|&id| !module.schema[id].is_built_in()) {
        let combinator = &module.schema[id];
        let is_built_in = module.schema.type_of(id).is_some_and(|ty| module.schema[ty].primitive().is_some());
        if is_built_in {
            continue;
        }
        for variant in wire.variants(id) {
            let problem = compare(module, combinator.category(), variant, &wire.text(id, variant));
            assert_eq!(problem, None, "{}: {}", module.name, module.schema.declaration(id));
            checked += 1;
        }
    }
    assert!(checked > 100, "{}: {checked}", module.name);
}

/// Decodes and encodes a value. Returns `None` if the bytes do not change, and otherwise a description of the change or
/// the error.
fn compare(module: &Generated, category: Category, variant: Variant, text: &[u8]) -> Option<String> {
    match module.rewrite(category, text) {
        Ok(written) if written == text => None,
        Ok(written) => Some(format!("{variant:?}\n  {}\n  {}", hex(text), hex(&written))),
        Err(error) => Some(format!("{variant:?} {error}\n  {}", hex(text))),
    }
}

/// Checks that `types::Any` still has no variant for the constructor.
fn assert_is_refused(module: &Generated, id: u32) {
    let error = module.rewrite(Category::Constructor, &id.to_le_bytes()).unwrap_err();
    assert!(
        matches!(error.kind(), DecodeErrorKind::UnknownConstructor { found, .. } if *found == id),
        "{error}"
    );
}

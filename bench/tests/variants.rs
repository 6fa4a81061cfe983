//! The names of variants are those of grammers, so that programs need few edits.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use syn::Item;
use tl_bench::Input;

#[test]
fn variants_have_the_names_that_grammers_gives_them() {
    let input = Input::layer_230();
    let theirs = String::from_utf8(input.generate_grammers().0.enums).unwrap();
    let theirs = enums("", syn::parse_file(&theirs).unwrap().items);
    let mut ours = BTreeMap::new();
    for (path, text) in input.generate_ours().iter() {
        let Some(path) = path.strip_prefix("enums/").and_then(|path| path.strip_suffix(".rs")) else {
            continue;
        };
        ours.extend(enums(if path == "mod" { "" } else { path }, syn::parse_file(text).unwrap().items));
    }
    let (mut shared, mut different) = (0, Vec::new());
    for (path, ours) in &ours {
        // The order of the variants is that of the schema.
        let theirs = &theirs[path];
        assert_eq!(ours.len(), theirs.len(), "{path}");
        shared += ours.len();
        let pairs = ours.iter().zip(theirs).filter(|(ours, theirs)| ours != theirs);
        different.extend(pairs.map(|(ours, theirs)| format!("{path}: {ours}, not {theirs}")));
    }
    assert_eq!(shared, 1299);
    assert!(different.is_empty(), "{} are different:\n{}", different.len(), different.join("\n"));
}

/// The variants of each enum of a module, by path.
fn enums(module: &str, items: Vec<Item>) -> BTreeMap<String, Vec<String>> {
    let path = |name: &syn::Ident| format!("{module}::{name}");
    let mut found = BTreeMap::new();
    for item in items {
        match item {
            Item::Enum(item) => {
                let variants = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
                found.insert(path(&item.ident), variants);
            }
            Item::Mod(inner) => {
                let items = inner.content.map(|(_, items)| items).unwrap_or_default();
                found.extend(enums(&inner.ident.to_string(), items));
            }
            _ => {}
        }
    }
    found
}

//! Collects the identifiers of a package that sources can name.

use std::collections::BTreeSet;

use super::super::model::{Ident, Item, Package};
use super::super::names::OTHER;

/// Returns the identifiers of a package, without `r#`.
pub(super) fn words(package: &Package) -> BTreeSet<String> {
    let mut words = BTreeSet::from(["NAMES", OTHER].map(str::to_owned));
    let mut add = |ident: &Ident| {
        words.insert(ident.plain().to_owned());
    };
    for module in &package.modules {
        module.path.0.iter().for_each(&mut add);
        for item in &module.items {
            add(item.ident());
            match item {
                Item::Struct(item) => {
                    item.fields.iter().for_each(|field| add(&field.ident));
                    item.derived.iter().for_each(|flag| add(&flag.ident));
                    item.derived.iter().filter_map(|flag| flag.setter.as_ref()).for_each(&mut add);
                }
                Item::Enum(item) => {
                    item.variants.iter().for_each(|variant| add(&variant.ident));
                    item.getters.iter().for_each(|getter| add(&getter.ident));
                }
                Item::Alias(_) => {}
            }
        }
    }
    words
}

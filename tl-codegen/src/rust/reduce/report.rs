//! Lists the names that can change a reduction, and the reason why each item is needed.

use std::collections::BTreeSet;

use super::super::model::{Ident, Item, Package};
use super::super::names::OTHER;
use super::super::reduction::Kept;
use super::marks::{At, Marks, Why};

/// Returns those names in a package that can change a reduction if sources contain them. The names have no `r#`.
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
                    item.other.iter().for_each(|other| add(&other.ident));
                }
                Item::Alias(_) => {}
            }
        }
    }
    words
}

/// Lists the items that are needed, each with its reason, in the order of the modules. The list helps users to find out
/// why code is generated.
pub(super) fn kept(package: &Package, marks: &Marks) -> Vec<Kept> {
    let mut kept = Vec::new();
    for (number, module) in package.modules.iter().enumerate() {
        for index in 0..module.items.len() {
            let mark = marks.of(number, index);
            if let Some(why) = mark.why {
                kept.push(Kept { path: path(package, (number, index)), reason: reason(package, why) });
            }
        }
    }
    kept
}

fn reason(package: &Package, why: Why) -> String {
    match why {
        Why::Named => "is named".to_owned(),
        Why::Root => "is a root".to_owned(),
        Why::Field { of, index } => {
            let field = match item(package, of) {
                Item::Struct(item) => item.fields.get(index).map(|field| field.ident.plain()),
                _ => None,
            };
            format!("is in the field `{}` of {}", field.unwrap_or_default(), path(package, of))
        }
        Why::Result { of } => format!("is in the result of {}", path(package, of)),
        Why::Variant { of } => format!("is a variant of {}", path(package, of)),
        Why::Target { of } => format!("is the target of the alias {}", path(package, of)),
    }
}

fn item(package: &Package, (module, index): At) -> &Item {
    &package.modules[module].items[index]
}

fn path(package: &Package, at: At) -> String {
    let module = package.modules[at.0].path.0.iter();
    let idents: Vec<&str> = module.chain([item(package, at).ident()]).map(|ident| &*ident.0).collect();
    idents.join("::")
}

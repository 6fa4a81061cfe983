//! Lists the reason for which each item of a package is needed, so that users can find out why code is generated.

use super::super::kept::Kept;
use super::super::model::{Item, Package};
use super::marks::{At, Marks, Why};

/// Lists the items that are needed, in the order of the package.
pub(super) fn list(package: &Package, marks: &Marks) -> Vec<Kept> {
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

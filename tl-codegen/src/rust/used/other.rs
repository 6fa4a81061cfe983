//! The variant for constructors that have no variant.

use super::super::model::{Enum, Ident};

/// The name of the variant for all constructors without a variant. It does not depend on which variants are needed.
pub(super) fn other(item: &Enum) -> Ident {
    let is_taken = |name: &str| item.variants.iter().any(|variant| &*variant.ident.0 == name);
    let mut name = "Other".to_owned();
    while is_taken(&name) {
        name.push_str("Constructor");
    }
    Ident(name.into())
}

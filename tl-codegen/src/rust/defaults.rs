//! Adds the derive `Default` to items. A struct can have it if the types of all its fields have it. An enum can have it
//! if one of its variants is marked as the default.
//!
//! This runs before the items that a program does not use are removed, so the derives don't depend on the program.

use std::collections::HashSet;

use super::model::{Enum, Ident, Item, ItemRef, Package, Path, Struct, Type};

/// Length of the longest array that has `Default` in the standard library.
const LONGEST_ARRAY: usize = 32;

/// Adds `Default` to the derives of each item that can have it and does not have it already.
pub(super) fn derive(package: &mut Package) {
    let default = Path::of_default();
    let mut found = Found::default();
    while found.extend(package) {}
    for (module, of) in package.modules.iter_mut().enumerate() {
        for item in &mut of.items {
            if found.has(module, item.ident())
                && let Item::Struct(Struct { derives, .. }) | Item::Enum(Enum { derives, .. }) = item
                && !derives.contains(&default)
            {
                derives.push(default.clone());
            }
        }
    }
}

/// The items that were found to have `Default`: for each, the index of its module and its name in that module. A struct
/// that always contains another value of its own type, even in a box, is never added, because its `default()` would
/// never return.
#[derive(Default)]
struct Found(HashSet<(usize, Ident)>);

impl Found {
    fn has(&self, module: usize, ident: &Ident) -> bool {
        self.0.contains(&(module, ident.clone()))
    }

    /// Adds the items that can have `Default` because of the items found before. Returns whether any were added.
    fn extend(&mut self, package: &Package) -> bool {
        let before = self.0.len();
        for (module, of) in package.modules.iter().enumerate() {
            for item in &of.items {
                if !self.has(module, item.ident()) && self.follows(item) {
                    self.0.insert((module, item.ident().clone()));
                }
            }
        }
        self.0.len() > before
    }

    fn follows(&self, item: &Item) -> bool {
        match item {
            Item::Struct(item) => item.fields.iter().all(|field| self.is_default(&field.ty)),
            Item::Enum(item) => item.variants.iter().any(|variant| variant.is_default),
            Item::Alias(_) => false,
        }
    }

    fn is_default(&self, ty: &Type) -> bool {
        match ty {
            Type::I32 | Type::I64 | Type::U32 | Type::F32 | Type::F64 | Type::Bool | Type::Unit => true,
            Type::String | Type::Bytes | Type::SharedBytes | Type::Vec(_) | Type::Option(_) => true,
            Type::ByteArray(len) => *len <= LONGEST_ARRAY,
            // The derive adds the bound `Default` to the type parameter.
            Type::Var(_) => true,
            Type::Box(inner) | Type::Array(inner, _) => self.is_default(inner),
            Type::Item(ItemRef { module, ident, .. }, args) => {
                self.has(*module, ident) && args.iter().all(|arg| self.is_default(arg))
            }
            // An `Endless` has a default value, but that value cannot be encoded.
            Type::Object | Type::Unread | Type::RawJson | Type::OutputOf(_) | Type::Endless(_) => false,
        }
    }
}

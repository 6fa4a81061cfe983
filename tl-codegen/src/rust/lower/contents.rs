//! Lists the types that each item contains, for the modules `derives` and `directions`.

use super::super::model::{ItemRef, Type};

/// The types that the values of each item contain, by the number of the item. `None` for aliases, and for `Any` enums
/// that are not generated.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) of_items: Vec<Option<Parts>>,
}

impl Contents {
    pub(super) fn new(items: usize) -> Self {
        Self { of_items: (0..items).map(|_| None).collect() }
    }

    pub(super) fn insert<'t>(&mut self, item_ref: &ItemRef, types: impl IntoIterator<Item = &'t Type>) {
        let mut parts = Parts::default();
        types.into_iter().for_each(|ty| parts.collect(ty));
        self.of_items[item_ref.item] = Some(parts);
    }

    /// Iterates over the numbers of the items and the summaries of their types.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Parts)> {
        self.of_items.iter().enumerate().filter_map(|(item, parts)| Some((item, parts.as_ref()?)))
    }

    /// Returns the summary of the types in `item`.
    pub(super) fn of(&self, item: usize) -> Option<&Parts> {
        self.of_items[item].as_ref()
    }

    /// Returns whether any item contains the item that `item_ref` refers to.
    pub(super) fn has_holder(&self, item_ref: &ItemRef) -> bool {
        self.iter().any(|(_, parts)| parts.items.contains(&item_ref.item))
    }
}

/// Summary of the types in an item or in a result, including type arguments and the contents of containers.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Whether a type contains a floating-point number.
    pub(super) floats: bool,
    /// Whether a type contains a raw value, which may be any constructor.
    pub(super) objects: bool,
    /// The numbers of the items that the types contain, in order of appearance.
    pub(super) items: Vec<usize>,
}

impl Parts {
    pub(super) fn collect(&mut self, ty: &Type) {
        match ty {
            Type::F32 | Type::F64 => self.floats = true,
            Type::Object => self.objects = true,
            Type::Item(item_ref, args) => {
                self.items.push(item_ref.item);
                args.iter().for_each(|arg| self.collect(arg));
            }
            other => other.inner().into_iter().for_each(|inner| self.collect(inner)),
        }
    }
}

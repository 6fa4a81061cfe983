//! What each item is made of, for questions that are answered by following it.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::model::{Place, Type};

/// The module and the name of an item.
pub(super) type Key = (usize, Rc<str>);

pub(super) fn key(place: &Place) -> Key {
    (place.module, place.ident.0.clone())
}

/// An item, and what its values hold.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) item: Key,
    pub(super) parts: Parts,
}

impl Content {
    pub(super) fn new<'t>(place: &Place, types: impl IntoIterator<Item = &'t Type>) -> Self {
        let mut parts = Parts::default();
        types.into_iter().for_each(|ty| parts.collect(ty));
        Self { item: key(place), parts }
    }
}

/// What types are made of.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Whether there is a floating-point number.
    pub(super) floats: bool,
    pub(super) items: HashSet<Key>,
}

impl Parts {
    pub(super) fn collect(&mut self, ty: &Type) {
        match ty {
            Type::F32 | Type::F64 => self.floats = true,
            Type::Item(place, args) => {
                self.items.insert(key(place));
                args.iter().for_each(|arg| self.collect(arg));
            }
            Type::Vec(inner) | Type::Option(inner) | Type::Box(inner) => self.collect(inner),
            _ => {}
        }
    }
}

//! Which derives hold: `Eq`, `Ord` and `Hash` do not where a floating-point number is inside.

use std::collections::HashSet;

use super::super::model::{Path, Place, Type};

/// The derives of the package, and the items that hold a floating-point number.
#[derive(Debug)]
pub(super) struct Derives {
    wanted: Vec<Path>,
    with_floats: HashSet<(usize, std::rc::Rc<str>)>,
}

impl Derives {
    /// `contents` lists each item with the types that it holds.
    pub(super) fn new(wanted: Vec<Path>, contents: &[(Place, Vec<Type>)]) -> Self {
        let mut derives = Self { wanted, with_floats: HashSet::new() };
        if derives.wanted.iter().any(|path| !allows_floats(path)) {
            while derives.spread(contents) {}
        }
        derives
    }

    /// Those that hold for the item at `place`.
    pub(super) fn of(&self, place: &Place) -> Vec<Path> {
        self.holding(self.with_floats.contains(&key(place)))
    }

    /// Those that hold for a type that may hold any item.
    pub(super) fn of_all(&self) -> Vec<Path> {
        self.holding(!self.with_floats.is_empty())
    }

    fn holding(&self, has_floats: bool) -> Vec<Path> {
        self.wanted.iter().filter(|path| !has_floats || allows_floats(path)).cloned().collect()
    }

    /// One round; whether it found anything new.
    fn spread(&mut self, contents: &[(Place, Vec<Type>)]) -> bool {
        let before = self.with_floats.len();
        for (place, types) in contents {
            if types.iter().any(|ty| self.has_floats(ty)) {
                self.with_floats.insert(key(place));
            }
        }
        self.with_floats.len() > before
    }

    fn has_floats(&self, ty: &Type) -> bool {
        match ty {
            Type::F32 | Type::F64 => true,
            Type::Item(place, args) => {
                self.with_floats.contains(&key(place)) || args.iter().any(|arg| self.has_floats(arg))
            }
            Type::Vec(inner) | Type::Option(inner) | Type::Box(inner) => self.has_floats(inner),
            _ => false,
        }
    }
}

fn key(place: &Place) -> (usize, std::rc::Rc<str>) {
    (place.module, place.ident.0.clone())
}

fn allows_floats(path: &Path) -> bool {
    !path.segments.last().is_some_and(|last| ["Eq", "Ord", "Hash"].contains(&&*last.0))
}

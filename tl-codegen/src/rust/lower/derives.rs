//! Which derives hold: `Eq`, `Ord` and `Hash` do not where a floating-point number is inside.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::model::{Path, Place, Type};

/// The derives of the package, and the items that hold a floating-point number.
#[derive(Debug)]
pub(super) struct Derives {
    wanted: Vec<Path>,
    with_floats: HashSet<Key>,
}

impl Derives {
    /// `contents` lists each item with the types that it holds.
    pub(super) fn new(wanted: Vec<Path>, contents: &[(Place, Vec<Type>)]) -> Self {
        let mut derives = Self { wanted, with_floats: HashSet::new() };
        if derives.wanted.iter().any(|path| !allows_floats(path)) {
            derives.spread(contents);
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

    /// Follows floating-point numbers from each item to those that hold it.
    fn spread(&mut self, contents: &[(Place, Vec<Type>)]) {
        let mut holders: HashMap<Key, Vec<Key>> = HashMap::new();
        let mut found = Vec::new();
        for (place, types) in contents {
            let mut parts = Parts::default();
            types.iter().for_each(|ty| parts.collect(ty));
            if parts.floats {
                found.push(key(place));
            }
            for item in parts.items {
                holders.entry(item).or_default().push(key(place));
            }
        }
        while let Some(item) = found.pop() {
            if self.with_floats.insert(item.clone()) {
                found.extend(holders.get(&item).into_iter().flatten().cloned());
            }
        }
    }
}

/// What the types of an item are made of.
#[derive(Default)]
struct Parts {
    floats: bool,
    items: Vec<Key>,
}

impl Parts {
    fn collect(&mut self, ty: &Type) {
        match ty {
            Type::F32 | Type::F64 => self.floats = true,
            Type::Item(place, args) => {
                self.items.push(key(place));
                args.iter().for_each(|arg| self.collect(arg));
            }
            Type::Vec(inner) | Type::Option(inner) | Type::Box(inner) => self.collect(inner),
            _ => {}
        }
    }
}

/// The module and the name of an item.
type Key = (usize, Rc<str>);

fn key(place: &Place) -> Key {
    (place.module, place.ident.0.clone())
}

fn allows_floats(path: &Path) -> bool {
    !path.segments.last().is_some_and(|last| ["Eq", "Ord", "Hash"].contains(&&*last.0))
}

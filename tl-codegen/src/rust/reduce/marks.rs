//! Determines which items, fields and variants are needed, and the directions of each item.

use std::collections::{HashMap, HashSet};

use super::super::model::{Directions, Enum, Ident, Item, Module, Package, Payload, Struct, Type, Variant};
use super::super::names::OTHER;
use super::fields;
use crate::rust::used::Used;

/// The position of an item in a package: the index of its module, and its index in the module.
pub(super) type At = (usize, usize);

/// The marks of all items of a package, by the position of the item.
#[derive(Debug)]
pub(super) struct Marks(Vec<Vec<Mark>>);

/// Describes which parts of an item are needed.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// The reason why the item is needed, or `None` if it is not needed.
    pub(super) why: Option<Why>,
    /// Whether the item is needed completely, with everything that it contains.
    is_whole: bool,
    pub(super) ways: Directions,
    /// Whether each field of a struct or each variant of an enum is needed.
    pub(super) parts: Vec<bool>,
}

/// The first reason why an item is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Named,
    Root,
    Field { of: At, index: usize },
    Result { of: At },
    Variant { of: At },
    Target { of: At },
}

impl Marks {
    pub(super) fn new(package: &Package, used: &Used, roots: &HashSet<String>) -> Self {
        let mut spread = Spread::new(package, used);
        spread.name(roots);
        spread.run();
        // If no function contains or returns an item, it keeps the directions that it has in the whole package.
        let all: Vec<At> = spread.indices.values().copied().collect();
        for at in all {
            let mark = &spread.marks[at.0][at.1];
            if let Some(why) = mark.why.filter(|_| mark.ways == Directions::NONE) {
                let way = Way { ways: directions(spread.item(at)), is_whole: mark.is_whole };
                spread.mark(at, way, why);
            }
        }
        spread.run();
        Self(spread.marks)
    }

    pub(super) fn of(&self, module: usize, index: usize) -> &Mark {
        &self.0[module][index]
    }
}

/// The directions in which an item is needed, and whether it is needed completely.
#[derive(Clone, Copy)]
struct Way {
    ways: Directions,
    is_whole: bool,
}

/// The marks, and the items whose marks have changed.
struct Spread<'p> {
    package: &'p Package,
    used: &'p Used,
    indices: HashMap<(usize, &'p Ident), At>,
    marks: Vec<Vec<Mark>>,
    changed: Vec<At>,
}

impl<'p> Spread<'p> {
    fn new(package: &'p Package, used: &'p Used) -> Self {
        let mark = |item: &Item| Mark {
            why: None,
            is_whole: false,
            ways: Directions::NONE,
            parts: match item {
                Item::Struct(item) => vec![false; item.fields.len()],
                Item::Enum(item) => vec![false; item.variants.len()],
                Item::Alias(_) => Vec::new(),
            },
        };
        let marks = package.modules.iter().map(|module| module.items.iter().map(mark).collect()).collect();
        let mut indices = HashMap::new();
        for (number, module) in package.modules.iter().enumerate() {
            let items = module.items.iter().enumerate();
            indices.extend(items.map(|(index, item)| ((number, item.ident()), (number, index))));
        }
        Self { package, used, indices, marks, changed: Vec::new() }
    }

    fn item(&self, (module, index): At) -> &'p Item {
        &self.package.modules[module].items[index]
    }

    /// Marks the items that are roots and the items that sources name. Sources name an item if they contain the name of
    /// the item and the names of its namespaces.
    fn name(&mut self, roots: &HashSet<String>) {
        for (number, module) in self.package.modules.iter().enumerate() {
            let is_open = is_named(module, self.used);
            for (index, item) in module.items.iter().enumerate() {
                let is_root = name(item).is_some_and(|name| roots.contains(name));
                if is_root || (is_open && self.used.has(item.ident().plain())) {
                    let ways = if is_root || is_function(item) { directions(item) } else { Directions::NONE };
                    let why = if is_root { Why::Root } else { Why::Named };
                    self.mark((number, index), Way { ways, is_whole: is_root }, why);
                }
            }
        }
    }

    /// Marks an item as needed for the reason `why`.
    fn mark(&mut self, at: At, Way { ways, is_whole }: Way, why: Why) {
        // JSON is converted to and from bytes, so an item with JSON needs all its directions, even if a function needs
        // only one.
        let ways = if has_json(self.item(at)) { directions(self.item(at)) } else { ways };
        let mark = &mut self.marks[at.0][at.1];
        let known = (mark.why.is_some(), mark.ways, mark.is_whole);
        mark.why.get_or_insert(why);
        (mark.ways, mark.is_whole) = (mark.ways.and(ways), mark.is_whole || is_whole);
        if known != (true, mark.ways, mark.is_whole) {
            self.changed.push(at);
        }
    }

    /// Marks the items that the marked items need.
    fn run(&mut self) {
        while let Some(at) = self.changed.pop() {
            let Mark { ways, is_whole, .. } = self.marks[at.0][at.1];
            if is_whole {
                self.marks[at.0][at.1].parts.fill(true);
            }
            let way = Way { ways, is_whole };
            match self.item(at) {
                Item::Struct(item) => self.structure(at, item, way),
                Item::Enum(item) => self.enumeration(at, item, way),
                Item::Alias(item) => self.need(&item.target, way, Why::Target { of: at }),
            }
        }
    }

    fn structure(&mut self, at: At, item: &'p Struct, way: Way) {
        let known = &self.marks[at.0][at.1].parts;
        let needed = fields::needed(item, way.ways, known, self.used);
        for (index, field) in item.fields.iter().enumerate().filter(|(index, _)| needed[*index]) {
            self.need(&field.ty, way, Why::Field { of: at, index });
        }
        self.marks[at.0][at.1].parts = needed;
        if let Some(output) = &item.output {
            let of_result = Way { ways: output.directions, ..way };
            self.need(&output.ty, of_result, Why::Result { of: at });
            if let Some(request) = &output.request {
                self.need(&request.error, of_result, Why::Result { of: at });
            }
        }
    }

    /// Marks the variants that are needed. A variant is needed if sources name it or its struct, or if it is the
    /// `Default`. All variants are needed if sources use a getter, if the whole enum is needed, or if the enum cannot
    /// have a variant for other constructors. If sources use the variant for other constructors, [`need_spare`] adds
    /// one more.
    fn enumeration(&mut self, at: At, item: &'p Enum, way: Way) {
        let getters: Vec<_> =
            item.getters.iter().filter(|getter| self.used.has(getter.ident.plain())).collect();
        let needs_all = way.is_whole || !getters.is_empty() || (item.code.is_none() && item.other.is_none());
        let is_needed = |variant: &Variant| needs_all || self.is_named(variant) || variant.is_default;
        let mut needed: Vec<bool> = item.variants.iter().map(is_needed).collect();
        let other = item.other.as_ref().map_or(OTHER, |other| other.ident.plain());
        if self.used.matches_other(item.ident.plain()) && self.used.has(other) {
            need_spare(item, &mut needed);
        }
        for (index, variant) in item.variants.iter().enumerate().filter(|(index, _)| needed[*index]) {
            self.marks[at.0][at.1].parts[index] = true;
            self.need(&variant.ty, way, Why::Variant { of: at });
            getters.iter().for_each(|getter| self.need_field(&variant.ty, &getter.field));
        }
    }

    /// Returns whether sources name a variant or its struct.
    fn is_named(&self, variant: &Variant) -> bool {
        let is_struct_named =
            matches!(&variant.ty, Type::Item(item_ref, _) if self.used.has(item_ref.ident.plain()));
        is_struct_named || self.used.has(variant.ident.plain())
    }

    /// Marks the items that a type contains.
    fn need(&mut self, ty: &'p Type, way: Way, why: Why) {
        match ty {
            Type::Item(item_ref, args) => {
                if let Some(&at) = self.indices.get(&(item_ref.module, &item_ref.ident)) {
                    self.mark(at, way, why);
                }
                args.iter().for_each(|arg| self.need(arg, way, why));
            }
            other => other.inner().into_iter().for_each(|inner| self.need(inner, way, why)),
        }
    }

    /// Marks the field called `field` of the struct `ty`.
    fn need_field(&mut self, ty: &'p Type, field: &Ident) {
        let Type::Item(item_ref, _) = ty else { return };
        let Some(&at) = self.indices.get(&(item_ref.module, &item_ref.ident)) else { return };
        let Item::Struct(item) = self.item(at) else { return };
        let Some(index) = item.fields.iter().position(|known| known.ident == *field) else { return };
        if !std::mem::replace(&mut self.marks[at.0][at.1].parts[index], true) {
            self.changed.push(at);
        }
    }
}

/// Returns whether sources name the namespaces of a module.
pub(super) fn is_named(module: &Module, used: &Used) -> bool {
    module.path.0.iter().skip(1).all(|segment| used.has(segment.plain()))
}

/// Marks one more variant, which would not be needed otherwise. Without it, patterns for all named variants and for
/// `Other` would match every value. rustc would then warn about irrefutable patterns in `if let` and about unreachable
/// `_` arms.
fn need_spare(item: &Enum, needed: &mut [bool]) {
    let is_free = |&index: &usize| !needed[index];
    let free = || (0..needed.len()).filter(is_free);
    let unit = free().find(|&index| item.variants[index].payload == Payload::Unit);
    let fallback = Some(item.fallback).filter(is_free);
    if let Some(index) = unit.or(fallback).or_else(|| free().next()) {
        needed[index] = true;
    }
}

/// Returns the directions of an item in the whole package.
fn directions(item: &Item) -> Directions {
    match item {
        Item::Struct(item) => item.directions,
        Item::Enum(item) => item.directions,
        // The target of the alias has its own directions.
        Item::Alias(_) => Directions::NONE,
    }
}

fn has_json(item: &Item) -> bool {
    match item {
        Item::Struct(item) => item.json.is_some(),
        Item::Enum(item) => item.json.is_some(),
        Item::Alias(_) => false,
    }
}

/// Returns the name of the item in the schema.
fn name(item: &Item) -> Option<&str> {
    match item {
        Item::Struct(item) => Some(&item.name),
        Item::Enum(item) => Some(&item.name),
        Item::Alias(_) => None,
    }
}

fn is_function(item: &Item) -> bool {
    matches!(item, Item::Struct(item) if item.output.is_some())
}

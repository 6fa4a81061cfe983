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
    pub(super) directions: Directions,
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
        let mut marking = Marking::new(package, used);
        marking.mark_named(roots);
        marking.run();
        // Types that sources name have no directions yet if no needed function and no root contains or returns them.
        // The same is true of the items that such types contain. All of these get the directions that they have in the
        // whole package.
        let all: Vec<At> = marking.indices.values().copied().collect();
        for at in all {
            let mark = &marking.marks[at.0][at.1];
            if let Some(why) = mark.why.filter(|_| mark.directions == Directions::NONE) {
                let need = Need { directions: all_directions(marking.item(at)), is_whole: mark.is_whole };
                marking.mark(at, need, why);
            }
        }
        marking.run();
        Self(marking.marks)
    }

    pub(super) fn of(&self, module: usize, index: usize) -> &Mark {
        &self.0[module][index]
    }
}

/// The directions in which an item is needed, and whether it is needed completely.
#[derive(Clone, Copy)]
struct Need {
    directions: Directions,
    is_whole: bool,
}

/// The marks, and the items whose marks have changed.
struct Marking<'p> {
    package: &'p Package,
    used: &'p Used,
    indices: HashMap<(usize, &'p Ident), At>,
    marks: Vec<Vec<Mark>>,
    changed: Vec<At>,
}

impl<'p> Marking<'p> {
    fn new(package: &'p Package, used: &'p Used) -> Self {
        let mark = |item: &Item| Mark {
            why: None,
            is_whole: false,
            directions: Directions::NONE,
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
    fn mark_named(&mut self, roots: &HashSet<String>) {
        for (number, module) in self.package.modules.iter().enumerate() {
            let is_module_named = is_named(module, self.used);
            for (index, item) in module.items.iter().enumerate() {
                let is_root = name(item).is_some_and(|name| roots.contains(name));
                if is_root || (is_module_named && self.used.has(item.ident().plain())) {
                    let directions =
                        if is_root || is_function(item) { all_directions(item) } else { Directions::NONE };
                    let why = if is_root { Why::Root } else { Why::Named };
                    self.mark((number, index), Need { directions, is_whole: is_root }, why);
                }
            }
        }
    }

    /// Marks an item as needed for the reason `why`.
    fn mark(&mut self, at: At, Need { directions, is_whole }: Need, why: Why) {
        // JSON is converted to and from bytes, so an item with a JSON form needs all its directions, even if a function
        // needs only one of them.
        let directions = if has_json(self.item(at)) { all_directions(self.item(at)) } else { directions };
        let mark = &mut self.marks[at.0][at.1];
        let known = (mark.why.is_some(), mark.directions, mark.is_whole);
        mark.why.get_or_insert(why);
        (mark.directions, mark.is_whole) = (mark.directions.and(directions), mark.is_whole || is_whole);
        if known != (true, mark.directions, mark.is_whole) {
            self.changed.push(at);
        }
    }

    /// Marks the items that the marked items need.
    fn run(&mut self) {
        while let Some(at) = self.changed.pop() {
            let Mark { directions, is_whole, .. } = self.marks[at.0][at.1];
            if is_whole {
                self.marks[at.0][at.1].parts.fill(true);
            }
            let need = Need { directions, is_whole };
            match self.item(at) {
                Item::Struct(item) => self.structure(at, item, need),
                Item::Enum(item) => self.enumeration(at, item, need),
                Item::Alias(item) => self.need(&item.target, need, Why::Target { of: at }),
            }
        }
    }

    fn structure(&mut self, at: At, item: &'p Struct, need: Need) {
        let known = &self.marks[at.0][at.1].parts;
        let needed = fields::needed(item, need.directions, known, self.used);
        for (index, field) in item.fields.iter().enumerate().filter(|(index, _)| needed[*index]) {
            self.need(&field.ty, need, Why::Field { of: at, index });
        }
        self.marks[at.0][at.1].parts = needed;
        if let Some(output) = &item.output {
            let of_result = Need { directions: output.directions, ..need };
            self.need(&output.ty, of_result, Why::Result { of: at });
            if let Some(request) = &output.request {
                self.need(&request.error, of_result, Why::Result { of: at });
            }
        }
    }

    /// Marks the variants that are needed. A variant is needed if sources name it or its struct, or if it is the
    /// `Default`. All variants are needed if sources use a getter, if the whole enum is needed, or if the enum cannot
    /// have a variant for unknown constructors (`Other` or `Unknown`). If sources use that variant, [`need_spare`] adds
    /// one more variant.
    fn enumeration(&mut self, at: At, item: &'p Enum, need: Need) {
        let getters: Vec<_> =
            item.getters.iter().filter(|getter| self.used.has(getter.ident.plain())).collect();
        let needs_all = need.is_whole || !getters.is_empty() || (item.code.is_none() && item.other.is_none());
        let is_needed = |variant: &Variant| needs_all || self.is_named(variant) || variant.is_default;
        let mut needed: Vec<bool> = item.variants.iter().map(is_needed).collect();
        let other = item.other.as_ref().map_or(OTHER, |other| other.ident.plain());
        if self.used.matches_other(item.ident.plain()) && self.used.has(other) {
            need_spare(item, &mut needed);
        }
        for (index, variant) in item.variants.iter().enumerate().filter(|(index, _)| needed[*index]) {
            self.marks[at.0][at.1].parts[index] = true;
            self.need(&variant.ty, need, Why::Variant { of: at });
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
    fn need(&mut self, ty: &'p Type, need: Need, why: Why) {
        match ty {
            Type::Item(item_ref, args) => {
                if let Some(&at) = self.indices.get(&(item_ref.module, &item_ref.ident)) {
                    self.mark(at, need, why);
                }
                args.iter().for_each(|arg| self.need(arg, need, why));
            }
            other => other.inner().into_iter().for_each(|inner| self.need(inner, need, why)),
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
fn all_directions(item: &Item) -> Directions {
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

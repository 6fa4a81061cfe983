//! Encodes constructors inside other constructors: each constructor in some field, and recursive constructors at any
//! depth.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use tl_parser::schema::{Arg, Category, CombinatorId, Field, FieldType, Primitive, TypeRef};

use super::writing::Writing;
use super::{Variant, Wire};

/// A step from a constructor through one of its fields to a constructor that the field may contain.
#[derive(Clone, Copy)]
struct Step {
    from: CombinatorId,
    field: usize,
    to: CombinatorId,
}

impl Wire<'_> {
    /// Returns an encoded value for each constructor that may contain itself. The value has at least `levels` levels.
    pub(crate) fn deep_texts(&self, levels: usize) -> Vec<(CombinatorId, Vec<u8>)> {
        let plain = |&id: &CombinatorId| self.schema[id].implicit().is_empty();
        let constructors = self.schema.declared(Category::Constructor).filter(plain);
        constructors.filter_map(|id| Some((id, self.nested(id, &self.cycle(id)?, levels)))).collect()
    }

    fn nested(&self, id: CombinatorId, cycle: &[Step], levels: usize) -> Vec<u8> {
        let rounds = levels.div_ceil(cycle.len());
        let [before, after]: [Vec<_>; 2] = [0, 1].map(|side| {
            cycle.iter().map(|step| std::mem::take(&mut self.around_step(*step)[side])).collect()
        });
        let after: Vec<u8> = after.into_iter().rev().flatten().collect();
        let head = self.schema[id].id().to_le_bytes().to_vec();
        [head, before.concat().repeat(rounds), self.fields(id, Variant::Minimal), after.repeat(rounds)]
            .concat()
    }

    /// For each constructor that a field may contain, returns an encoded value of the first combinator with such a
    /// field. In this value, the field contains the constructor.
    pub(crate) fn held_texts(&self, variant: Variant) -> Vec<(CombinatorId, Vec<u8>)> {
        let plain = |id: &CombinatorId| self.schema[*id].implicit().is_empty();
        let declared = self.schema.combinators().filter(|&id| !self.schema[id].is_predefined()).filter(plain);
        let mut held = HashSet::new();
        let is_built_in =
            |id| self.schema.type_of(id).is_some_and(|ty| self.schema[ty].primitive().is_some());
        let is_named = |step: &Step| plain(&step.to) && !is_built_in(step.to);
        let steps = declared.flat_map(|id| self.steps(id)).filter(is_named);
        let first = steps.filter(|step| held.insert(step.to));
        let text = |step: Step| {
            let [before, after] = self.around_step(step);
            let head = self.schema[step.from].id().to_le_bytes().to_vec();
            (step.from, [head, before, self.fields(step.to, variant), after].concat())
        };
        first.map(text).collect()
    }

    fn fields(&self, id: CombinatorId, variant: Variant) -> Vec<u8> {
        let mut writing = Writing::new(self, variant, u64::from(self.schema[id].id()));
        writing.bare_fields(id);
        writing.finish()
    }

    /// Returns the shortest path from `id` back to itself.
    fn cycle(&self, id: CombinatorId) -> Option<Vec<Step>> {
        let mut came_by: HashMap<CombinatorId, Step> = HashMap::new();
        let mut queue = VecDeque::from([id]);
        while let Some(at) = queue.pop_front() {
            for step in self.steps(at) {
                if let Entry::Vacant(place) = came_by.entry(step.to) {
                    place.insert(step);
                    queue.push_back(step.to);
                }
            }
        }
        let mut cycle = vec![*came_by.get(&id)?];
        while cycle[0].from != id {
            cycle.insert(0, came_by[&cycle[0].from]);
        }
        Some(cycle)
    }

    fn steps(&self, from: CombinatorId) -> Vec<Step> {
        let fields = self.schema[from].fields().iter().enumerate();
        let targets = |field: &Field| match field.ty() {
            FieldType::Value(ty) => self.targets(ty),
            _ => Vec::new(),
        };
        let steps = |(at, field)| targets(field).into_iter().map(move |to| Step { from, field: at, to });
        fields.flat_map(steps).collect()
    }

    /// Returns the constructors that a value of `ty` may have. For a vector, these are the constructors of its items.
    fn targets(&self, ty: &TypeRef) -> Vec<CombinatorId> {
        let own = |id: &CombinatorId| self.schema[*id].implicit().is_empty();
        match (self.item(ty), ty) {
            (Some(item), _) => self.targets(item),
            (None, TypeRef::Boxed { ty, .. }) if self.schema[*ty].primitive().is_none() => {
                self.schema[*ty].constructors().iter().copied().filter(own).collect()
            }
            (None, TypeRef::Bare { constructor, .. }) => vec![*constructor],
            _ => Vec::new(),
        }
    }

    /// Returns the item type of a vector type.
    pub(super) fn item<'t>(&self, ty: &'t TypeRef) -> Option<&'t TypeRef> {
        let (id, args) = match ty {
            TypeRef::Boxed { ty, args } => (Some(*ty), args),
            TypeRef::Bare { constructor, args, .. } => (self.schema.type_of(*constructor), args),
            TypeRef::Nat | TypeRef::Var(_) => return None,
        };
        match args.as_slice() {
            [Arg::Type(item)] if self.schema[id?].primitive() == Some(Primitive::Vector) => Some(item),
            _ => None,
        }
    }

    /// Returns the bytes of `step.from` before and after the fields of `step.to`.
    fn around_step(&self, step: Step) -> [Vec<u8>; 2] {
        let field = &self.schema[step.from].fields()[step.field];
        let FieldType::Value(ty) = field.ty() else { panic!("steps go through values") };
        let [mut before, after] = self.around(step.from, step.field);
        let mut writing = Writing::new(self, Variant::Minimal, 1);
        self.begin(&mut writing, ty, step.to);
        before.extend(writing.finish());
        [before, after]
    }

    /// Writes the bytes before the fields of `to` in a value of `ty`.
    fn begin(&self, writing: &mut Writing<'_>, ty: &TypeRef, to: CombinatorId) {
        if let TypeRef::Boxed { ty: id, .. } = ty {
            let is_vector = self.item(ty).is_some();
            let constructor = if is_vector { self.schema[*id].constructors()[0] } else { to };
            writing.word(self.schema[constructor].id());
        }
        if let Some(item) = self.item(ty) {
            writing.word(1);
            self.begin(writing, item, to);
        }
    }
}

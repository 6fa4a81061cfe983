//! Wire texts that nest a recursive constructor in itself, deeper than any reader should follow.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};

use tl_parser::schema::{Arg, Category, CombinatorId, Field, FieldType, Primitive, TypeRef};

use super::writing::Writing;
use super::{Variant, Wire};

/// From a constructor through one of its fields to a constructor that may stand there.
#[derive(Clone, Copy)]
struct Step {
    from: CombinatorId,
    field: usize,
    to: CombinatorId,
}

impl Wire<'_> {
    /// For each constructor that may hold itself, a text of that with at least `levels` levels, which then breaks off.
    pub(crate) fn deep_texts(&self, levels: usize) -> Vec<(CombinatorId, Vec<u8>)> {
        let plain = |&id: &CombinatorId| self.schema[id].implicit().is_empty();
        let constructors = self.schema.declared(Category::Constructor).filter(plain);
        constructors.filter_map(|id| Some((id, self.nested(id, &self.cycle(id)?, levels)))).collect()
    }

    fn nested(&self, id: CombinatorId, cycle: &[Step], levels: usize) -> Vec<u8> {
        let round: Vec<u8> = cycle.iter().flat_map(|step| self.step_text(*step)).collect();
        let mut text = self.schema[id].id().to_le_bytes().to_vec();
        text.extend(round.repeat(levels.div_ceil(cycle.len())));
        text
    }

    /// The shortest way from `id` back to it.
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

    /// The constructors that a value of `ty`, or an item of it, may be.
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

    /// The item type of a vector.
    pub(super) fn item<'t>(&self, ty: &'t TypeRef) -> Option<&'t TypeRef> {
        let (id, args) = match ty {
            TypeRef::Boxed { ty, args } => (Some(*ty), args),
            TypeRef::Bare { constructor, args } => (self.schema.type_of(*constructor), args),
            TypeRef::Nat | TypeRef::Var(_) => return None,
        };
        match args.as_slice() {
            [Arg::Type(item)] if self.schema[id?].primitive() == Some(Primitive::Vector) => Some(item),
            _ => None,
        }
    }

    /// The fields of `step.from` before the one it goes through, and the beginning of that.
    fn step_text(&self, step: Step) -> Vec<u8> {
        let field = &self.schema[step.from].fields()[step.field];
        let FieldType::Value(ty) = field.ty() else { panic!("steps go through values") };
        let mut text = self.before(step.from, step.field);
        let mut writing = Writing::new(self, Variant::Minimal, 1);
        self.begin(&mut writing, ty, step.to);
        text.extend(writing.finish());
        text
    }

    /// What comes before the fields of `to` where it stands in a `ty`.
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

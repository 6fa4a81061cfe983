//! Chooses a constructor of each type for examples, so that examples are finite.

use std::collections::VecDeque;

use tl_parser::schema::{Category, CombinatorId, Schema, TypeId, Var};
use tl_parser::wire::{Arg, Field, Value, Wire};

/// The constructor that examples use for each type. A type has none if all its values would be infinite, as with `loop
/// next:Loop = Loop;`.
///
/// A constructor can be chosen as soon as all types and constructors that it needs have values. Each type gets the
/// first of its constructors that can be chosen. The values of this constructor rarely nest more deeply than those of
/// the type's other constructors. A constructor called `…Empty` is chosen only when no other constructor of any type
/// can be chosen. The order of the choices also ensures that no value contains itself.
#[derive(Debug)]
pub(super) struct Choices {
    types: Vec<Option<CombinatorId>>,
    /// Nesting depth of the values of each constructor. `None` if they would be infinite.
    levels: Vec<Option<u32>>,
}

/// The need of a constructor: each of its values contains a value of this type, or of this constructor.
#[derive(Clone, Copy)]
enum Need {
    Type(TypeId),
    Constructor(CombinatorId),
}

impl Choices {
    pub(super) fn new(schema: &Schema, wire: &Wire) -> Self {
        let mut search = Search::new(schema, wire);
        search.run();
        search.choices
    }

    pub(super) fn of(&self, ty: TypeId) -> Option<CombinatorId> {
        self.types[ty.index()]
    }

    /// Returns the nesting depth of a value in examples: 0 for scalars, and the depth of an item for vectors. Returns
    /// `None` if the value would be infinite. Also returns `None` for repetitions (`n*[ int ]`), calls (`!X`) and
    /// unsupported values.
    pub(super) fn level(&self, value: &Value) -> Option<u32> {
        let (own, args) = match value {
            Value::Scalar(_) | Value::Tagged { .. } | Value::Object | Value::Param(_) => return Some(0),
            Value::Vector { item, .. } => return self.level(item),
            Value::Boxed { ty, args } => (self.of(*ty).and_then(|id| self.level_of(id)), args),
            Value::Bare { constructor, args } => (self.level_of(*constructor), args),
            Value::Repeat(_) | Value::Call(_) | Value::Unsupported => return None,
        };
        let levels = args.iter().filter_map(type_of).map(|value| self.level(value));
        levels.fold(own, |level, other| Some(level?.max(other?)))
    }

    /// Returns the nesting depth of the values of a constructor.
    pub(super) fn level_of(&self, constructor: CombinatorId) -> Option<u32> {
        self.levels[constructor.index()]
    }
}

struct Search<'s> {
    schema: &'s Schema,
    wire: &'s Wire,
    choices: Choices,
    /// For each constructor, the number of its needs that are not met yet. `None` if a need can never be met.
    open: Vec<Option<usize>>,
    /// For each type, the constructors that wait for it. A constructor that needs the type twice is listed twice.
    for_type: Vec<Vec<CombinatorId>>,
    /// For each constructor, the constructors that wait for it, in the same way.
    for_constructor: Vec<Vec<CombinatorId>>,
    /// Constructors whose needs are all met, to be passed to [`finish`](Self::finish).
    ready: VecDeque<CombinatorId>,
    /// Constructors called `…Empty` whose needs are met. They are chosen when no other constructor is ready.
    spare: VecDeque<CombinatorId>,
    /// For each type, whether all of its constructors are called `…Empty`.
    only_empty: Vec<bool>,
}

impl<'s> Search<'s> {
    fn new(schema: &'s Schema, wire: &'s Wire) -> Self {
        let (types, combinators) = (schema.types().len(), schema.combinators().len());
        let mut search = Self {
            schema,
            wire,
            choices: Choices { types: vec![None; types], levels: vec![None; combinators] },
            open: vec![None; combinators],
            for_type: vec![Vec::new(); types],
            for_constructor: vec![Vec::new(); combinators],
            ready: VecDeque::new(),
            spare: VecDeque::new(),
            only_empty: schema
                .types()
                .map(|ty| schema[ty].constructors().iter().all(|&id| is_empty(schema, id)))
                .collect(),
        };
        let constructors = schema.combinators().filter(|&id| schema[id].category() == Category::Constructor);
        constructors.for_each(|id| search.add(id));
        search
    }

    fn add(&mut self, id: CombinatorId) {
        let mut needs = Vec::new();
        if !needs_of(&self.wire[id].fields, &mut needs) {
            return;
        }
        for need in &needs {
            match need {
                Need::Type(ty) => self.for_type[ty.index()].push(id),
                Need::Constructor(constructor) => self.for_constructor[constructor.index()].push(id),
            }
        }
        self.open[id.index()] = Some(needs.len());
        if needs.is_empty() {
            self.ready.push_back(id);
        }
    }

    fn run(&mut self) {
        loop {
            while let Some(id) = self.ready.pop_front() {
                self.finish(id);
            }
            let Some(id) = self.spare.pop_front() else { break };
            self.choose(id);
        }
    }

    /// Handles a constructor whose needs are all met.
    fn finish(&mut self, id: CombinatorId) {
        let mut needs = Vec::new();
        needs_of(&self.wire[id].fields, &mut needs);
        let levels = needs.into_iter().filter_map(|need| match need {
            Need::Type(ty) => self.choices.of(ty).and_then(|id| self.choices.level_of(id)),
            Need::Constructor(constructor) => self.choices.level_of(constructor),
        });
        self.choices.levels[id.index()] = Some(levels.max().unwrap_or(0) + 1);
        let waiting = std::mem::take(&mut self.for_constructor[id.index()]);
        self.meet_need_of(waiting);
        if self.is_spare(id) { self.spare.push_back(id) } else { self.choose(id) }
    }

    /// Chooses a constructor for its type if none was chosen before.
    fn choose(&mut self, id: CombinatorId) {
        let Some(ty) = self.schema.type_of(id) else { return };
        if self.choices.types[ty.index()].is_none() {
            self.choices.types[ty.index()] = Some(id);
            let waiting = std::mem::take(&mut self.for_type[ty.index()]);
            self.meet_need_of(waiting);
        }
    }

    /// Removes one need of each constructor in `waiting`.
    fn meet_need_of(&mut self, waiting: Vec<CombinatorId>) {
        for id in waiting {
            if let Some(open) = &mut self.open[id.index()] {
                *open -= 1;
                if *open == 0 {
                    self.ready.push_back(id);
                }
            }
        }
    }

    fn is_spare(&self, id: CombinatorId) -> bool {
        let others = self.schema.type_of(id).is_some_and(|ty| !self.only_empty[ty.index()]);
        others && is_empty(self.schema, id)
    }
}

fn is_empty(schema: &Schema, constructor: CombinatorId) -> bool {
    schema[constructor].name().ends_with("Empty")
}

/// Adds the needs of the `fields` that are always present. Returns `false` if a need can never be met.
fn needs_of(fields: &[Field], into: &mut Vec<Need>) -> bool {
    fields.iter().filter(|field| field.condition.is_none()).all(|field| needs_of_value(&field.value, into))
}

/// Adds the needs of a value. Vectors need nothing, because they may be empty.
fn needs_of_value(value: &Value, into: &mut Vec<Need>) -> bool {
    let args = match value {
        Value::Unsupported => return false,
        Value::Repeat(repeat) => {
            // In examples, number fields are 0, so the repetition is empty if its count is such a field.
            let may_be_empty = repeat.count.plus == 0 && matches!(repeat.count.var, Some(Var::Field { .. }));
            return may_be_empty || needs_of(&repeat.fields, into);
        }
        Value::Boxed { ty, args } => {
            into.push(Need::Type(*ty));
            args
        }
        Value::Bare { constructor, args } => {
            into.push(Need::Constructor(*constructor));
            args
        }
        _ => return true,
    };
    args.iter().filter_map(type_of).all(|value| needs_of_value(value, into))
}

fn type_of(arg: &Arg) -> Option<&Value> {
    match arg {
        Arg::Type(value) => Some(value),
        Arg::Number(_) => None,
    }
}

//! Finds constructors, functions and types that *end*, which means that they have a finite value. For example, `a x:A =
//! A;` does not end, because each value would contain another one. `a x:Vector<A> = A;` ends, because the vector may be
//! empty.
//!
//! After an error, a reader returns the smallest value of a type, so each type needs a finite value. Fields that
//! prevent this get the wrapper `Endless`, which may be empty.

use std::collections::VecDeque;

use tl_parser::schema::{Category, CombinatorId, Schema, TypeId};
use tl_parser::wire::{Combinator, Field, Role, Value, Wire};

use super::boxing::{Node, NodeMap, by_value};
use super::plan::{Plan, TypeItem};

/// Result of the search for constructors and types that end.
#[derive(Debug)]
pub(super) struct Endings {
    /// Nodes that end without the use of `Endless`.
    ending: NodeMap<()>,
    /// For each type by index, the first constructor that was found to end.
    least: Vec<Option<CombinatorId>>,
    /// The first constructor and the first function that were found to end, except generic ones.
    least_of_all: [Option<CombinatorId>; 2],
}

impl Endings {
    pub(super) fn new(schema: &Schema, wire: &Wire, plan: &Plan) -> Self {
        let mut search = Search::new(schema, wire, plan);
        search.run();
        let ending = search.found.clone();
        let is_ending_function = |&id: &CombinatorId| {
            is_plain(schema, id, Category::Function) && ending.get(Node::Struct(id)).is_some()
        };
        let least_function = plan.structs.iter().copied().find(is_ending_function);
        // Each remaining struct contains itself or a struct that contains itself. `Endless` breaks these cycles, so the
        // remaining structs end too.
        plan.structs.iter().for_each(|&id| search.find(Node::Struct(id)));
        search.run();
        Self { ending, least: search.least, least_of_all: [search.least_of_all, least_function] }
    }

    /// Returns whether the field with this index is a reason why the struct of `owner` does not end. Call this only for
    /// fields that are always present.
    pub(super) fn is_endless(
        &self,
        plan: &Plan,
        owner: CombinatorId,
        form: &Combinator,
        index: usize,
    ) -> bool {
        self.ending.get(Node::Struct(owner)).is_none()
            && held(plan, form, index).iter().any(|&node| self.ending.get(node).is_none())
    }

    /// Returns the first constructor or function that was found to end. Generic ones are excluded.
    pub(super) fn least_of_all(&self, category: Category) -> Option<CombinatorId> {
        self.least_of_all[category as usize]
    }

    /// Returns the first constructor of `ty` that was found to end.
    pub(super) fn least(&self, ty: TypeId) -> Option<CombinatorId> {
        self.least[ty.index()]
    }
}

/// The search for nodes that end. It begins with structs that contain no other node.
struct Search<'a> {
    schema: &'a Schema,
    found: NodeMap<()>,
    least: Vec<Option<CombinatorId>>,
    least_of_all: Option<CombinatorId>,
    /// For each struct by index, the number of nodes in it that were not found yet.
    missing: Vec<usize>,
    /// For each node, the structs that contain it.
    holders: NodeMap<Vec<CombinatorId>>,
    /// For each struct by index, the enum with a variant for it.
    enum_of: Vec<Option<TypeId>>,
    open: VecDeque<Node>,
}

impl<'a> Search<'a> {
    fn new(schema: &'a Schema, wire: &Wire, plan: &Plan) -> Self {
        let mut search = Self {
            schema,
            found: NodeMap::new(schema),
            least: vec![None; schema.types().len()],
            least_of_all: None,
            missing: vec![0; schema.combinators().len()],
            holders: NodeMap::new(schema),
            enum_of: vec![None; schema.combinators().len()],
            open: VecDeque::new(),
        };
        for ty in schema.types().filter(|&ty| matches!(plan.ty(ty), Some(TypeItem::Enum(_)))) {
            for constructor in schema[ty].constructors() {
                search.enum_of[constructor.index()] = Some(ty);
            }
        }
        plan.structs.iter().for_each(|&id| search.read(plan, id, &wire[id]));
        // Structs without fields come first, so that enums prefer them as their least constructor.
        let ends = |id: &CombinatorId| search.missing[id.index()] == 0;
        let (empty, others): (Vec<_>, Vec<_>) =
            plan.structs.iter().copied().filter(ends).partition(|&id| wire[id].fields.is_empty());
        empty.into_iter().chain(others).for_each(|id| search.find(Node::Struct(id)));
        search
    }

    fn read(&mut self, plan: &Plan, id: CombinatorId, form: &Combinator) {
        let always = (0..form.fields.len()).filter(|&index| form.fields[index].condition.is_none());
        for node in always.flat_map(|index| held(plan, form, index)) {
            self.missing[id.index()] += 1;
            self.holders.get_mut(node).get_or_insert_default().push(id);
        }
    }

    fn find(&mut self, node: Node) {
        if self.found.get(node).is_none() {
            self.found.insert(node, ());
            self.open.push_back(node);
        }
    }

    fn run(&mut self) {
        while let Some(node) = self.open.pop_front() {
            if let Node::Struct(id) = node {
                self.find_enums(id);
            }
            for holder in self.holders.get_mut(node).take().unwrap_or_default() {
                self.missing[holder.index()] -= 1;
                if self.missing[holder.index()] == 0 {
                    self.find(Node::Struct(holder));
                }
            }
        }
    }

    /// Adds the enums with a variant for the struct, because they end too.
    fn find_enums(&mut self, id: CombinatorId) {
        if let Some(ty) = self.enum_of[id.index()] {
            self.least[ty.index()].get_or_insert(id);
            self.find(Node::Enum(ty));
        }
        for category in [Category::Constructor, Category::Function] {
            if is_plain(self.schema, id, category) {
                self.find(Node::Any(category));
            }
        }
        if is_plain(self.schema, id, Category::Constructor) {
            self.least_of_all.get_or_insert(id);
        }
    }
}

/// Returns whether a combinator belongs to `category` and has no implicit arguments. A generic function in
/// `functions::Any` has `Any` as its type argument, and so contains another `Any`. Generic constructors are not in
/// `types::Any`.
fn is_plain(schema: &Schema, id: CombinatorId, category: Category) -> bool {
    schema[id].category() == category && schema[id].implicit().is_empty()
}

/// Returns the nodes that a field of a struct contains without a pointer in between.
fn held(plan: &Plan, form: &Combinator, index: usize) -> Vec<Node> {
    let mut held = Vec::new();
    match &form.fields[index].value {
        Value::Object | Value::Call(_) if is_raw(&form.fields, index) => {}
        Value::Call(_) if form.result.is_some() => {}
        Value::Call(_) => held.push(Node::Any(Category::Function)),
        value => by_value(plan, value, false, &mut held),
    }
    held
}

/// Returns whether a field that may contain any boxed value (`x:Object`, `query:!X`) stays raw. It stays raw if it is
/// the last field, or if the field before it contains the length of the value.
pub(super) fn is_raw(fields: &[Field], index: usize) -> bool {
    index + 1 == fields.len() || length_of(fields, index).is_some()
}

/// Returns the index of the field that contains the length of a raw value in bytes.
pub(super) fn length_of(fields: &[Field], index: usize) -> Option<usize> {
    index.checked_sub(1).filter(|&before| fields[before].role == Role::Length)
}

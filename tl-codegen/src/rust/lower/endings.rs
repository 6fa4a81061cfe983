//! Which values come to an end: those that need not hold others of their kind.
//!
//! A reader that fails goes on with the least value of each type, so each must have one.

use std::collections::VecDeque;

use tl_parser::schema::{Category, CombinatorId, Schema, TypeId};
use tl_parser::wire::{Combinator, Role, Value, Wire};

use super::layout::{Node, NodeMap, by_value};
use super::plan::{Plan, TypePlace};

/// What is known of the ends of values.
#[derive(Debug)]
pub(super) struct Endings {
    /// What ends by itself.
    ending: NodeMap<()>,
    /// For each type by index, the first of its constructors that was found to end.
    least: Vec<Option<CombinatorId>>,
    /// The constructor that was found to end first, and the first function that ends, except generic ones.
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
        // What is left holds itself; where that is broken, it ends too.
        plan.structs.iter().for_each(|&id| search.find(Node::Struct(id)));
        search.run();
        Self { ending, least: search.least, least_of_all: [search.least_of_all, least_function] }
    }

    /// Whether the field with this index, which is always present, keeps the struct of `owner` from ending.
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

    /// The constructor or the function whose values hold least.
    pub(super) fn least_of_all(&self, category: Category) -> Option<CombinatorId> {
        self.least_of_all[category as usize]
    }

    /// The constructor of `ty` whose values hold least.
    pub(super) fn least(&self, ty: TypeId) -> Option<CombinatorId> {
        self.least[ty.index()]
    }
}

/// Finds what ends, beginning with what holds nothing.
struct Search<'a> {
    schema: &'a Schema,
    found: NodeMap<()>,
    least: Vec<Option<CombinatorId>>,
    least_of_all: Option<CombinatorId>,
    /// For each struct by index, how many nodes it holds that are not yet found.
    missing: Vec<usize>,
    /// Which structs hold a node.
    holders: NodeMap<Vec<CombinatorId>>,
    /// The enum that a struct is a variant of.
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
        for ty in schema.types().filter(|&ty| matches!(plan.ty(ty), Some(TypePlace::Enum(_)))) {
            for constructor in schema[ty].constructors() {
                search.enum_of[constructor.index()] = Some(ty);
            }
        }
        plan.structs.iter().for_each(|&id| search.read(plan, id, &wire[id]));
        // What has no fields goes first.
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

    /// The enums that a struct is a variant of end too.
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

/// Returns whether a combinator of this category is not generic: a generic one would hold an `Any` again.
fn is_plain(schema: &Schema, id: CombinatorId, category: Category) -> bool {
    schema[id].category() == category && schema[id].implicit().is_empty()
}

/// Returns the nodes that a field of a struct holds without a pointer between.
fn held(plan: &Plan, form: &Combinator, index: usize) -> Vec<Node> {
    let mut held = Vec::new();
    match &form.fields[index].value {
        Value::Object | Value::Call(_) if is_raw(form, index) => {}
        Value::Call(_) if form.result.is_some() => {}
        Value::Call(_) => held.push(Node::Any(Category::Function)),
        value => by_value(plan, value, &mut held),
    }
    held
}

/// Returns whether any boxed value in a field stays raw: it takes the bytes that the field before it counts, or all that
/// are left.
pub(super) fn is_raw(form: &Combinator, index: usize) -> bool {
    index + 1 == form.fields.len() || length_of(form, index).is_some()
}

/// Returns the index of the field that counts the bytes of a raw value.
pub(super) fn length_of(form: &Combinator, index: usize) -> Option<usize> {
    index.checked_sub(1).filter(|&before| form.fields[before].role == Role::Length)
}

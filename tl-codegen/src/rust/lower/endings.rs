//! Which values come to an end: those that need not hold others of their kind.
//!
//! A reader that fails goes on with the least value of each type, so each must have one.

use std::collections::VecDeque;

use tl_parser::schema::{Category, CombinatorId, Field, FieldType, Primitive, Schema, TypeId, TypeRef};

use super::layout::{Node, NodeMap, by_value};
use super::plan::{Plan, TypePlace, structs};

/// What is known of the ends of values.
#[derive(Debug)]
pub(super) struct Endings {
    /// What ends by itself.
    ending: NodeMap<()>,
    /// For each type by index, the first of its constructors that was found to end.
    least: Vec<Option<CombinatorId>>,
    /// The first of all constructors that was found to end, but for generic ones, and whether it does so by itself.
    least_of_all: Option<CombinatorId>,
    any_is_ending: bool,
}

impl Endings {
    pub(super) fn new(schema: &Schema, plan: &Plan) -> Self {
        let mut search = Search::new(schema, plan);
        search.run();
        let (ending, any_is_ending) = (search.found.clone(), search.least_of_all.is_some());
        // What is left holds itself; where that is broken, it ends too.
        for id in structs(schema) {
            search.find(Node::Struct(id));
        }
        search.run();
        Self { ending, least: search.least, least_of_all: search.least_of_all, any_is_ending }
    }

    /// Whether a field of type `ty` keeps the struct of `owner` from ending.
    pub(super) fn is_endless(&self, plan: &Plan, owner: CombinatorId, ty: &TypeRef) -> bool {
        let mut held = Vec::new();
        by_value(plan, ty, &mut held);
        self.ending.get(Node::Struct(owner)).is_none()
            && held.iter().any(|&node| self.ending.get(node).is_none())
    }

    /// The same for a field that is any constructor.
    pub(super) fn is_any_endless(&self) -> bool {
        !self.any_is_ending
    }

    /// The constructor whose values hold least.
    pub(super) fn least_of_all(&self) -> Option<CombinatorId> {
        self.least_of_all
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
    /// Structs with a field that may be any constructor.
    any_holders: Vec<CombinatorId>,
    /// For each struct by index, how many nodes it holds that are not yet found.
    missing: Vec<usize>,
    /// Which structs hold a node.
    holders: NodeMap<Vec<CombinatorId>>,
    /// The enum that a struct is a variant of.
    enum_of: Vec<Option<TypeId>>,
    open: VecDeque<Node>,
}

impl<'a> Search<'a> {
    fn new(schema: &'a Schema, plan: &Plan) -> Self {
        let mut search = Self {
            schema,
            found: NodeMap::new(schema),
            least: vec![None; schema.types().len()],
            least_of_all: None,
            any_holders: Vec::new(),
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
        for id in structs(schema) {
            search.read(plan, id);
        }
        // What has no fields goes first.
        let ends = |id: &CombinatorId| search.missing[id.index()] == 0;
        let (empty, others): (Vec<_>, Vec<_>) =
            structs(schema).filter(ends).partition(|&id| schema[id].fields().is_empty());
        empty.into_iter().chain(others).for_each(|id| search.find(Node::Struct(id)));
        search
    }

    fn read(&mut self, plan: &Plan, id: CombinatorId) {
        let mut held = Vec::new();
        for field in self.schema[id].fields().iter().filter(|field| field.condition().is_none()) {
            if let FieldType::Value(ty) = field.ty() {
                by_value(plan, ty, &mut held);
            }
        }
        let holds_any = self.holds_any(id);
        self.missing[id.index()] = held.len() + usize::from(holds_any);
        for node in held {
            self.holders.get_mut(node).get_or_insert_default().push(id);
        }
        self.any_holders.extend(holds_any.then_some(id));
    }

    /// Whether an `Object` stands before other fields.
    fn holds_any(&self, id: CombinatorId) -> bool {
        let is_object = |field: &Field| match field.ty() {
            FieldType::Value(TypeRef::Boxed { ty, .. }) => {
                self.schema[*ty].primitive() == Some(Primitive::Object)
            }
            FieldType::Call(_) => self.schema[id].category() == Category::Constructor,
            _ => false,
        };
        let fields = self.schema[id].fields().split_last().map_or(&[][..], |(_, before)| before);
        fields.iter().any(|field| field.condition().is_none() && is_object(field))
    }

    fn find(&mut self, node: Node) {
        if self.found.get(node).is_none() {
            self.found.insert(node, ());
            self.open.push_back(node);
        }
    }

    fn run(&mut self) {
        while let Some(node) = self.open.pop_front() {
            if let Node::Struct(id) = node
                && let Some(ty) = self.enum_of[id.index()]
            {
                self.least[ty.index()].get_or_insert(id);
                self.find(Node::Enum(ty));
            }
            let mut holders = self.holders.get_mut(node).take().unwrap_or_default();
            if let (Node::Struct(id), None) = (node, self.least_of_all)
                && self.schema[id].category() == Category::Constructor
                && self.schema[id].implicit().is_empty()
            {
                self.least_of_all = Some(id);
                holders.append(&mut self.any_holders);
            }
            for holder in holders {
                self.missing[holder.index()] -= 1;
                if self.missing[holder.index()] == 0 {
                    self.find(Node::Struct(holder));
                }
            }
        }
    }
}

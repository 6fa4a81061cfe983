//! What is boxed: whatever would make a type infinitely large, and payloads that would make an enum large.

use std::collections::HashSet;

use tl_parser::schema::{Category, CombinatorId, Schema, TypeId};
use tl_parser::wire::{Arg, Field, Scalar, Value, Wire};

use super::plan::{Plan, TypePlace};

/// The largest payload in bytes that a variant carries without a box, so that enums stay within 32 bytes.
const INLINE_PAYLOAD: u32 = 24;

/// A Rust type that holds others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Struct(CombinatorId),
    Enum(TypeId),
    /// The enum of all constructors, or of all functions.
    Any(Category),
}

/// Something known of nodes.
#[derive(Clone, Debug)]
pub(super) struct NodeMap<T> {
    structs: Vec<Option<T>>,
    enums: Vec<Option<T>>,
    anys: [Option<T>; 2],
}

impl<T: Clone> NodeMap<T> {
    pub(super) fn new(schema: &Schema) -> Self {
        Self {
            structs: vec![None; schema.combinators().len()],
            enums: vec![None; schema.types().len()],
            anys: [None, None],
        }
    }

    pub(super) fn get(&self, node: Node) -> Option<T> {
        match node {
            Node::Struct(id) => self.structs[id.index()].clone(),
            Node::Enum(ty) => self.enums[ty.index()].clone(),
            Node::Any(category) => self.anys[category as usize].clone(),
        }
    }

    pub(super) fn get_mut(&mut self, node: Node) -> &mut Option<T> {
        match node {
            Node::Struct(id) => &mut self.structs[id.index()],
            Node::Enum(ty) => &mut self.enums[ty.index()],
            Node::Any(category) => &mut self.anys[category as usize],
        }
    }

    pub(super) fn insert(&mut self, node: Node, value: T) {
        *self.get_mut(node) = Some(value);
    }
}

/// Which fields and payloads are boxed.
#[derive(Debug)]
pub(super) struct Layout {
    payloads: HashSet<CombinatorId>,
    components: NodeMap<usize>,
}

impl Layout {
    pub(super) fn new(schema: &Schema, wire: &Wire, plan: &Plan) -> Self {
        let mut graph = Graph { schema, wire, plan, boxed: HashSet::new() };
        let whole = components(&graph).components;
        graph.boxed = graph
            .payloads()
            .filter(|(ty, id)| whole.get(Node::Enum(*ty)) == whole.get(Node::Struct(*id)))
            .map(|(_, id)| id)
            .collect();
        let Components { components, order } = components(&graph);
        let mut sizes = Sizes { graph, components, sizes: NodeMap::new(schema) };
        for node in order {
            let size = sizes.node(node);
            sizes.sizes.insert(node, size);
        }
        Self { payloads: sizes.graph.boxed, components: sizes.components }
    }

    /// Whether the variant of `constructor` carries a box.
    pub(super) fn boxes_payload(&self, constructor: CombinatorId) -> bool {
        self.payloads.contains(&constructor)
    }

    /// Whether a field in the struct of `owner` is boxed.
    pub(super) fn boxes_field(&self, plan: &Plan, owner: CombinatorId, field: &Value) -> bool {
        let own = self.components.get(Node::Struct(owner));
        let mut held = Vec::new();
        by_value(plan, field, &mut held);
        held.iter().any(|&node| self.components.get(node) == own)
    }
}

/// Collects the nodes that `value` holds without a pointer between.
pub(super) fn by_value(plan: &Plan, value: &Value, out: &mut Vec<Node>) {
    let (head, args) = match value {
        Value::Boxed { ty, args } => {
            let node = match plan.ty(*ty) {
                Some(TypePlace::Enum(_)) => Some(Node::Enum(*ty)),
                Some(TypePlace::Struct { constructor, .. }) => Some(Node::Struct(*constructor)),
                None => None,
            };
            (node, args)
        }
        Value::Bare { constructor, args } => {
            (plan.combinator(*constructor).map(|_| Node::Struct(*constructor)), args)
        }
        Value::Object => return out.push(Node::Any(Category::Constructor)),
        _ => return,
    };
    if let Some(head) = head {
        out.push(head);
        for arg in args {
            if let Arg::Type(arg) = arg {
                by_value(plan, arg, out);
            }
        }
    }
}

/// Who holds whom by value; payloads in `boxed` are not held.
struct Graph<'a> {
    schema: &'a Schema,
    wire: &'a Wire,
    plan: &'a Plan,
    boxed: HashSet<CombinatorId>,
}

impl Graph<'_> {
    fn nodes(&self) -> impl Iterator<Item = Node> + '_ {
        let enums = self.schema.types().filter(|&ty| matches!(self.plan.ty(ty), Some(TypePlace::Enum(_))));
        self.plan.structs.iter().copied().map(Node::Struct).chain(enums.map(Node::Enum))
    }

    /// Every constructor of an enum.
    fn payloads(&self) -> impl Iterator<Item = (TypeId, CombinatorId)> + '_ {
        let enums = self.schema.types().filter(|&ty| matches!(self.plan.ty(ty), Some(TypePlace::Enum(_))));
        enums.flat_map(|ty| self.schema[ty].constructors().iter().map(move |&id| (ty, id)))
    }

    fn successors(&self, node: Node) -> Vec<Node> {
        let mut out = Vec::new();
        match node {
            Node::Struct(id) => {
                self.wire[id].fields.iter().for_each(|field| by_value(self.plan, &field.value, &mut out));
            }
            Node::Enum(ty) => {
                let held = self.schema[ty].constructors().iter().filter(|id| !self.boxed.contains(id));
                out.extend(held.map(|&id| Node::Struct(id)));
            }
            // Its variants contain boxes.
            Node::Any(_) => {}
        }
        out
    }
}

struct Components {
    /// Nodes with one number hold each other.
    components: NodeMap<usize>,
    /// Every node after those that it holds, but for those that hold it too.
    order: Vec<Node>,
}

/// Strongly connected components (Tarjan), with a stack of our own so that a long chain of types is no danger.
fn components(graph: &Graph<'_>) -> Components {
    let mut search = Search {
        index: NodeMap::new(graph.schema),
        low: NodeMap::new(graph.schema),
        components: NodeMap::new(graph.schema),
        open: Vec::new(),
        frames: Vec::new(),
        order: Vec::new(),
        visited: 0,
    };
    for root in graph.nodes() {
        search.visit(graph, root);
        while let Some((node, next)) =
            search.frames.last_mut().and_then(|frame| Some((frame.node, frame.rest.pop()?)))
        {
            search.step(graph, node, next);
        }
    }
    Components { components: search.components, order: search.order }
}

struct Search {
    index: NodeMap<usize>,
    low: NodeMap<usize>,
    components: NodeMap<usize>,
    open: Vec<Node>,
    frames: Vec<Frame>,
    order: Vec<Node>,
    visited: usize,
}

struct Frame {
    node: Node,
    rest: Vec<Option<Node>>,
}

impl Search {
    fn visit(&mut self, graph: &Graph<'_>, node: Node) {
        if self.index.get(node).is_some() {
            return;
        }
        self.low.insert(node, self.visited);
        self.index.insert(node, self.visited);
        self.visited += 1;
        self.open.push(node);
        // `None`, which comes last, closes the frame.
        let rest = [None].into_iter().chain(graph.successors(node).into_iter().map(Some)).collect();
        self.frames.push(Frame { node, rest });
    }

    fn step(&mut self, graph: &Graph<'_>, node: Node, next: Option<Node>) {
        let Some(next) = next else { return self.close(node) };
        match (self.index.get(next), self.components.get(next)) {
            (None, _) => self.visit(graph, next),
            (Some(index), None) => self.lower(node, index),
            (Some(_), Some(_)) => {}
        }
    }

    fn lower(&mut self, node: Node, low: usize) {
        let own = self.low.get(node).unwrap_or(low);
        self.low.insert(node, low.min(own));
    }

    fn close(&mut self, node: Node) {
        self.frames.pop();
        let low = self.low.get(node).unwrap_or_default();
        if let Some(parent) = self.frames.last() {
            let parent = parent.node;
            self.lower(parent, low);
        }
        if Some(low) != self.index.get(node) {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.components.insert(member, low);
            self.order.push(member);
            if member == node {
                break;
            }
        }
    }
}

/// Sizes in bytes on a 64-bit machine, near enough to choose by.
struct Sizes<'a> {
    graph: Graph<'a>,
    components: NodeMap<usize>,
    sizes: NodeMap<u32>,
}

impl Sizes<'_> {
    fn node(&mut self, node: Node) -> u32 {
        match node {
            Node::Struct(id) => self.structure(id),
            Node::Enum(ty) => self.enumeration(ty),
            Node::Any(_) => 24,
        }
    }

    fn structure(&self, id: CombinatorId) -> u32 {
        let fields = self.graph.wire[id].fields.iter();
        let total = fields.fold(0u32, |total, field| total.saturating_add(self.field(id, field)));
        total.div_ceil(8).saturating_mul(8)
    }

    fn enumeration(&mut self, ty: TypeId) -> u32 {
        let mut largest = 0;
        for &id in self.graph.schema[ty].constructors() {
            let size = self.sizes.get(Node::Struct(id)).unwrap_or(u32::MAX);
            if size > INLINE_PAYLOAD {
                self.graph.boxed.insert(id);
            }
            largest = largest.max(if self.graph.boxed.contains(&id) { 8 } else { size });
        }
        largest + 8
    }

    fn field(&self, owner: CombinatorId, field: &Field) -> u32 {
        let mut held = Vec::new();
        by_value(self.graph.plan, &field.value, &mut held);
        let own = self.components.get(Node::Struct(owner));
        if held.is_empty() {
            size_without_items(field)
        } else if held.iter().any(|&node| self.components.get(node) == own) {
            8
        } else {
            held.iter().fold(0, |sum: u32, node| sum.saturating_add(self.sizes.get(*node).unwrap_or(8)))
        }
    }
}

/// The size of a field that holds no generated item.
fn size_without_items(field: &Field) -> u32 {
    let (Value::Scalar(scalar) | Value::Tagged { scalar, .. }) = &field.value else { return 24 };
    let wide = if field.condition.is_some() { 8 } else { 0 };
    match scalar {
        Scalar::True => 0,
        Scalar::Bool => 1,
        Scalar::Int | Scalar::Float => 4 + wide / 2,
        Scalar::Long | Scalar::Double => 8 + wide,
        Scalar::Int128 => 16 + wide,
        Scalar::Int256 => 32 + wide,
        Scalar::Int512 => 64 + wide,
        // A number comes with fields that depend on it, and a struct with those is seldom small.
        Scalar::Nat | Scalar::String | Scalar::Bytes => 24,
    }
}

//! Determines which values are boxed: fields that would make a struct infinitely large, and structs in variants of
//! enums.
//!
//! Whether a variant boxes its struct depends only on its constructor, so other declarations never change it.

use tl_parser::schema::{Category, CombinatorId, Schema, TypeId};
use tl_parser::wire::{Arg, Combinator, Field, Role, Scalar, Value, Wire};

use super::components::components;
use super::plan::{Plan, TypeItem};
use super::standard::{Standard, array_len};

/// Maximum number of fields of a struct in a variant without a box. Each field has at most 8 bytes, so the struct has
/// at most 16 bytes.
const INLINE_FIELDS: usize = 2;

/// A Rust type that may contain other generated types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Struct(CombinatorId),
    Enum(TypeId),
    /// The enum of all constructors or of all functions.
    Any(Category),
}

/// A map from nodes to values.
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

/// Returns whether a variant contains its struct in a box.
///
/// A struct is not boxed if it has at most two fields and all of them are small. A small field is always present, is
/// not computed, and is a number of at most 8 bytes, a `Bool` or a `True`. A new layer rarely adds masks or strings to
/// such a small struct, so its variant rarely gains a box.
pub(super) fn boxes_payload(constructor: &Combinator) -> bool {
    constructor.fields.len() > INLINE_FIELDS || !constructor.fields.iter().all(is_small)
}

fn is_small(field: &Field) -> bool {
    let (Value::Scalar(scalar) | Value::Tagged { scalar, .. }) = &field.value else { return false };
    let is_narrow = match scalar {
        Scalar::Nat
        | Scalar::Int
        | Scalar::Long
        | Scalar::Int53
        | Scalar::Double
        | Scalar::Float
        | Scalar::Bool
        | Scalar::True => true,
        Scalar::String | Scalar::Bytes | Scalar::Int128 | Scalar::Int256 | Scalar::Int512 => false,
    };
    let is_own = matches!(field.role, Role::Value | Role::Number);
    is_narrow && is_own && field.condition.is_none()
}

/// Determines which fields are boxed.
#[derive(Debug)]
pub(super) struct Boxing {
    /// For each combinator by index, a number. Two structs have equal numbers if each of them contains the other by
    /// value, directly or in other structs.
    components: Vec<usize>,
}

impl Boxing {
    pub(super) fn new(schema: &Schema, wire: &Wire, plan: &Plan) -> Self {
        let mut successors = vec![Vec::new(); schema.combinators().len()];
        for &id in &plan.structs {
            let held = wire[id].fields.iter().flat_map(|field| structs(plan, &field.value));
            successors[id.index()] = held.map(CombinatorId::index).collect();
        }
        Self { components: components(&successors) }
    }

    /// Returns whether a field in the struct of `owner` is boxed.
    pub(super) fn boxes_field(&self, plan: &Plan, owner: CombinatorId, field: &Value) -> bool {
        let own = self.components[owner.index()];
        structs(plan, field).iter().any(|id| self.components[id.index()] == own)
    }
}

/// Returns the structs that `value` contains without a pointer in between. Enums count as containing no structs,
/// because a variant boxes its struct if a field of the struct has a generated type.
fn structs(plan: &Plan, value: &Value) -> Vec<CombinatorId> {
    let mut held = Vec::new();
    by_value(plan, value, true, &mut held);
    let structs = held.into_iter().filter_map(|node| match node {
        Node::Struct(id) => Some(id),
        Node::Enum(_) | Node::Any(_) => None,
    });
    structs.collect()
}

/// Collects the nodes that `value` contains without a pointer in between. The values of options are included only if
/// `in_options` is set.
pub(super) fn by_value(plan: &Plan, value: &Value, in_options: bool, out: &mut Vec<Node>) {
    let (head, args) = match value {
        Value::Repeat(repeat) if array_len(repeat.count).is_some() => {
            return repeat.fields.iter().for_each(|field| by_value(plan, &field.value, in_options, out));
        }
        Value::Boxed { ty, args } if let Some(TypeItem::Standard(standard)) = plan.ty(*ty) => {
            let is_included = match standard {
                Standard::Maybe { .. } => in_options,
                Standard::Tuple { .. } => is_array(args),
            };
            return if is_included {
                in_args(plan, args, in_options, out);
            };
        }
        Value::Bare { constructor, args } if plan.is_tuple(*constructor) => {
            return if is_array(args) {
                in_args(plan, args, in_options, out);
            };
        }
        Value::Boxed { ty, args } => {
            let node = match plan.ty(*ty) {
                Some(TypeItem::Enum(_)) => Some(Node::Enum(*ty)),
                Some(TypeItem::Struct { constructor, .. }) => Some(Node::Struct(*constructor)),
                Some(TypeItem::Standard(_)) | None => None,
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
        in_args(plan, args, in_options, out);
    }
}

fn in_args(plan: &Plan, args: &[Arg], in_options: bool, out: &mut Vec<Node>) {
    for arg in args {
        if let Arg::Type(arg) = arg {
            by_value(plan, arg, in_options, out);
        }
    }
}

/// Returns whether a tuple with these arguments is an array.
fn is_array(args: &[Arg]) -> bool {
    args.iter().any(|arg| matches!(arg, Arg::Number(count) if array_len(*count).is_some()))
}

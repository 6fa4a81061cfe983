//! What the wire level consists of.

use std::ops::Index;

use crate::schema::{CombinatorId, Condition, NatExpr, TypeId, Var};

/// The wire form of each type and combinator of one schema.
#[derive(Clone, Debug)]
pub struct Wire {
    pub(super) types: Vec<Type>,
    pub(super) combinators: Vec<Combinator>,
}

/// The wire form of a boxed type.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// What the language defines about its values.
    pub form: Form,
    /// The fewest bytes that a boxed value takes, with its id.
    pub min_size: usize,
}

/// What the language defines about the values of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing: a value is one of the declared constructors.
    Declared,
    /// A scalar. A boxed value begins with `id`; `Bool` has no bare form, and its `id` is 0.
    Scalar {
        /// The bare form.
        scalar: Scalar,
        /// The id of its constructor.
        id: u32,
    },
    /// A count and as many items.
    Vector,
    /// Any boxed value.
    Object,
}

/// The wire form of a constructor or a function.
#[derive(Clone, Debug)]
pub struct Combinator {
    /// In wire order.
    pub fields: Vec<Field>,
    /// What it returns, if it is a function.
    pub result: Option<Value>,
    /// For each implicit argument, the index of the type parameter that it stands for; `None` if nothing determines it.
    pub parameters: Vec<Option<usize>>,
    /// For each implicit argument, whether a value depends on it.
    pub needs: Vec<bool>,
    /// The form of its type, if the combinator is the bare form that the language gives that type, as `int` is of `Int`.
    pub bare_form: Option<Form>,
    /// Whether nothing determines how its values are read; see [`schema::Combinator::has_unknown_form`].
    ///
    /// [`schema::Combinator::has_unknown_form`]: crate::schema::Combinator::has_unknown_form
    pub has_unknown_form: bool,
    /// The fewest bytes that its fields take.
    pub min_size: usize,
}

/// A field, or a part of a repetition.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, unique in its list: `value`, `value2` and so on if the schema does not name it.
    pub key: Box<str>,
    /// Whether the schema names it.
    pub is_named: bool,
    /// What it means for its neighbours.
    pub role: Role,
    /// When it is present; always if there is none.
    pub condition: Option<Condition>,
    /// What it holds.
    pub value: Value,
}

/// What a field means for its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A value of its own.
    Value,
    /// A `#` whose bits follow from the fields that are present.
    Mask {
        /// The bits that fields of the same list depend on.
        declared: u32,
    },
    /// A `#` that follows from the number of items of a repetition.
    Count {
        /// The index of the repetition.
        of: usize,
    },
    /// An `int` that follows from the number of bytes of the next field.
    Length,
    /// A `#` that other fields or types depend on, and that does not follow from them: users supply it.
    Number,
}

/// A type as it is used.
#[derive(Clone, Debug)]
pub enum Value {
    /// A value without parts and without an id (except [`Scalar::Bool`]).
    Scalar(Scalar),
    /// An id and a scalar: a boxed built-in type.
    Tagged {
        /// The boxed type.
        ty: TypeId,
        /// The id of its constructor.
        id: u32,
        /// What follows the id.
        scalar: Scalar,
    },
    /// A count and as many items.
    Vector {
        /// Whether the id of `vector` precedes the count.
        boxed: bool,
        /// What is counted.
        item: Box<Self>,
    },
    /// A number of items that is known from elsewhere.
    Repeat(Repeat),
    /// The id of one of the constructors of a type, and its fields.
    Boxed {
        /// The type.
        ty: TypeId,
        /// What the type is applied to.
        args: Vec<Arg>,
    },
    /// The fields of one constructor.
    Bare {
        /// The constructor.
        constructor: CombinatorId,
        /// What its type is applied to.
        args: Vec<Arg>,
    },
    /// What the implicit argument with this index stands for.
    Param(usize),
    /// Any boxed value, up to the end of its frame if its id is unknown.
    Object,
    /// Any function, boxed: `!X`.
    Call(Var),
    /// A type that is serialised itself, or an argument that is not a type; no form is known.
    Unsupported,
}

/// `count*[ fields ]`
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The number of items.
    pub count: NatExpr,
    /// The parts of an item, at least one.
    pub fields: Vec<Field>,
}

impl Repeat {
    /// Returns what an item is, if it is a single anonymous field that is always present.
    #[must_use]
    pub fn item(&self) -> Option<&Value> {
        match self.fields.as_slice() {
            [Field { is_named: false, condition: None, value, .. }] => Some(value),
            _ => None,
        }
    }
}

/// What a type is applied to.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A type.
    Type(Value),
    /// A number.
    Number(NatExpr),
}

/// A value without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `#`: 4 bytes, unsigned.
    Nat,
    /// 4 bytes, signed.
    Int,
    /// 8 bytes, signed.
    Long,
    /// 8 bytes, IEEE 754.
    Double,
    /// 4 bytes, IEEE 754.
    Float,
    /// Length, UTF-8, padding.
    String,
    /// Length, bytes, padding.
    Bytes,
    /// 16 bytes.
    Int128,
    /// 32 bytes.
    Int256,
    /// 64 bytes.
    Int512,
    /// The id of `boolTrue` or `boolFalse`.
    Bool,
    /// No bytes.
    True,
}

impl Scalar {
    /// Returns the number of bytes, if it is the same for all values.
    #[must_use]
    pub fn width(self) -> Option<usize> {
        match self {
            Self::True => Some(0),
            Self::Nat | Self::Int | Self::Float | Self::Bool => Some(4),
            Self::Long | Self::Double => Some(8),
            Self::Int128 => Some(16),
            Self::Int256 => Some(32),
            Self::Int512 => Some(64),
            Self::String | Self::Bytes => None,
        }
    }
}

impl Index<TypeId> for Wire {
    type Output = Type;

    fn index(&self, id: TypeId) -> &Type {
        &self.types[id.index()]
    }
}

impl Index<CombinatorId> for Wire {
    type Output = Combinator;

    fn index(&self, id: CombinatorId) -> &Combinator {
        &self.combinators[id.index()]
    }
}

//! The data model of wire forms.

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
    /// The encoding of the type's values.
    pub form: TypeForm,
    /// The minimum number of bytes of a boxed value, including its id.
    pub min_size: usize,
}

/// The encoding of the values of a type, as the language or the declared constructors define it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeForm {
    /// The language defines no encoding: a value consists of the id and the fields of one of the declared constructors.
    Declared,
    /// A scalar.
    Scalar {
        /// The encoding of a bare value. `Bool` has no bare values: [`Scalar::Bool`] is the encoding of a boxed one.
        scalar: Scalar,
        /// The id that begins a boxed value. 0 for `Bool`, which has an id for each of its two values.
        id: u32,
    },
    /// A count, followed by that number of items.
    Vector,
    /// Any boxed value, of any type.
    Object,
}

/// The wire form of a constructor or a function.
#[derive(Clone, Debug)]
pub struct Combinator {
    /// The fields of the combinator, in the order in which they are encoded.
    pub fields: Vec<Field>,
    /// The result of the combinator, if it is a function.
    pub result: Option<Value>,
    /// For each implicit argument, the index of the corresponding parameter of the type: 0 for `X` in
    /// `{X:Type} ... = Box X`. `None` if there is no such parameter.
    pub parameters: Vec<Option<usize>>,
    /// For each implicit argument, whether the bytes of a value depend on it.
    pub needs: Vec<bool>,
    /// The encoding of the combinator's type, if the combinator is the bare form of a built-in type, such as `int` for
    /// `Int`.
    pub bare_form: Option<TypeForm>,
    /// Whether the encoding of the combinator's values is unknown; see [`schema::Combinator::has_unknown_form`].
    ///
    /// [`schema::Combinator::has_unknown_form`]: crate::schema::Combinator::has_unknown_form
    pub has_unknown_form: bool,
    /// The minimum number of bytes of all fields together.
    pub min_size: usize,
}

/// A field of a combinator or of a repetition.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name of the field, unique in the combinator or repetition. A field without a name in the schema is called
    /// `value`, `value2` and so on.
    pub key: Box<str>,
    /// Whether the field has a name in the schema.
    pub is_named: bool,
    /// The relation of the field to the other fields of the combinator or repetition.
    pub role: Role,
    /// The condition under which the field is present, or `None` if it is always present.
    pub condition: Option<Condition>,
    /// The content of the field.
    pub value: Value,
}

/// The relation of a field to the other fields of its combinator or repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An ordinary value. No other field depends on it.
    Value,
    /// A mask: a `#` whose bits are computed, because they indicate which other fields are present.
    Mask {
        /// The bits that are tested by conditions of fields in the same list.
        declared: u32,
        /// Whether bits other than the declared ones may be tested, because the mask is passed to a type or tested
        /// inside a repetition. Values then keep the bits that no field of the combinator tests, in every dialect.
        is_passed: bool,
    },
    /// A count: a `#` that is computed, because it is the number of items of a repetition.
    Count {
        /// The index of the field that contains the repetition.
        of: usize,
    },
    /// A length: an `int` that is computed, because it is the number of bytes of the next field.
    Length,
    /// A `#` that other fields or types depend on but that cannot be computed from them, such as `n` in `n:# x:n?int`.
    /// Users supply its value.
    Number,
}

/// The wire form of a use of a type.
#[derive(Clone, Debug)]
pub enum Value {
    /// A value without parts. Only a [`Scalar::Bool`] contains an id.
    Scalar(Scalar),
    /// A boxed built-in type: an id, followed by a scalar.
    Tagged {
        /// The boxed type.
        ty: TypeId,
        /// The id of its constructor.
        id: u32,
        /// The scalar after the id.
        scalar: Scalar,
    },
    /// A vector: a count, followed by that number of items.
    Vector {
        /// Whether the id of `vector` precedes the count.
        boxed: bool,
        /// The form of the items.
        item: Box<Self>,
    },
    /// Items without a count before them. [`Repeat::count`] is their number.
    Repeat(Repeat),
    /// A boxed value: the id of one of the constructors of a type, followed by the fields of that constructor.
    Boxed {
        /// The type.
        ty: TypeId,
        /// The arguments of the type.
        args: Vec<Arg>,
    },
    /// A bare value: the fields of one constructor, without an id.
    Bare {
        /// The constructor.
        constructor: CombinatorId,
        /// The arguments of its type.
        args: Vec<Arg>,
    },
    /// A value whose type is the implicit argument with this index, as in `{X:Type} x:X`.
    Param(usize),
    /// Any boxed value. If its id is unknown, the value contains all remaining bytes of the surrounding message.
    Object,
    /// A boxed call of any function: `!X`.
    Call(Var),
    /// A value whose encoding is unknown: a field `t:Type`, a field `x:t` after the field `t:Type`, or a vector whose
    /// argument is not a type.
    Unsupported,
}

/// A repetition, `count*[ fields ]`.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The number of items.
    pub count: NatExpr,
    /// The fields of an item, at least one.
    pub fields: Vec<Field>,
}

impl Repeat {
    /// Returns the form of an item if it consists of a single anonymous field that is always present.
    #[must_use]
    pub fn item(&self) -> Option<&Value> {
        match self.fields.as_slice() {
            [Field { is_named: false, condition: None, value, .. }] => Some(value),
            _ => None,
        }
    }
}

/// An argument of a type.
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
    /// `int53`: 8 bytes like `long`. In TDLib's JSON, it is a number instead of a string.
    Int53,
    /// 8 bytes, IEEE 754.
    Double,
    /// 4 bytes, IEEE 754.
    Float,
    /// A length, UTF-8 text, and padding.
    String,
    /// A length, bytes, and padding.
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
    /// Returns the number of bytes if all values have the same number.
    #[must_use]
    pub fn width(self) -> Option<usize> {
        match self {
            Self::True => Some(0),
            Self::Nat | Self::Int | Self::Float | Self::Bool => Some(4),
            Self::Long | Self::Int53 | Self::Double => Some(8),
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

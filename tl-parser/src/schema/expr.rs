//! Handles of types and combinators, and uses of types and numbers in fields, in results and as arguments.

/// The index of a [`Type`](super::Type) in one [`Schema`](super::Schema).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(super) u32);

/// The index of a [`Combinator`](super::Combinator) in one [`Schema`](super::Schema).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CombinatorId(pub(super) u32);

impl TypeId {
    /// Returns its position in [`Schema::types`](super::Schema::types), counted from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl CombinatorId {
    /// Returns its position in [`Schema::combinators`](super::Schema::combinators), counted from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// A boxed value: the id of one of the constructors of its type, followed by the fields of that constructor.
    Boxed {
        /// The type.
        ty: TypeId,
        /// The arguments for its parameters.
        args: Vec<Arg>,
    },
    /// A bare value: the fields of a constructor, without an id.
    Bare {
        /// The constructor, normally the only one of its type.
        constructor: CombinatorId,
        /// The arguments for the parameters of its type, in the order of these parameters.
        args: Vec<Arg>,
        /// Whether it is written as `%` and its type, such as `%Message` instead of `message`. The meaning is the same,
        /// but ids are computed from the written text.
        has_percent: bool,
    },
    /// `#` as an argument or as the result of a function.
    Nat,
    /// A type variable.
    Var(Var),
}

/// An argument of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// A type.
    Type(TypeRef),
    /// A number.
    Nat(NatExpr),
}

/// A constant, a variable, or the sum of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NatExpr {
    /// The variable, if any.
    pub var: Option<Var>,
    /// The constant that is added to the variable.
    pub plus: u32,
}

/// A use of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Var {
    /// The implicit argument with this index.
    Implicit(usize),
    /// An earlier field of the same combinator.
    Field {
        /// The number of repetitions to leave to reach the list that contains the field; 0 is the list of the use
        /// itself.
        up: usize,
        /// The index of the field in that list.
        index: usize,
    },
}

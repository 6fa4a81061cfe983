//! Handles of types and combinators, and expressions that refer to types and numbers.

/// The index of a [`Type`](super::Type) in one [`Schema`](super::Schema).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(super) u32);

/// The index of a [`Combinator`](super::Combinator) in one [`Schema`](super::Schema).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CombinatorId(pub(super) u32);

impl TypeId {
    /// Returns the position of the type in [`Schema::types`](super::Schema::types), counted from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl CombinatorId {
    /// Returns the position of the combinator in [`Schema::combinators`](super::Schema::combinators), counted from 0.
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
        /// Whether the source contains `%` and the type, such as `%Message`, instead of the constructor, such as
        /// `message`. Both have the same meaning, but the declarations that use them have different canonical texts,
        /// and therefore different computed ids.
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

/// A number: a constant, a variable, or the sum of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NatExpr {
    /// The variable, if any.
    pub var: Option<Var>,
    /// The constant that is added to the variable.
    pub plus: u32,
}

/// A use of a variable, which is an implicit argument or an earlier field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Var {
    /// The implicit argument with this index.
    Implicit(usize),
    /// An earlier field of the same combinator, possibly outside of the repetition that contains the use.
    Field {
        /// The number of repetitions between the list that contains the field and the use. It is 0 if the field is in
        /// the same list as the use.
        up: usize,
        /// The index of the field in that list.
        index: usize,
    },
}

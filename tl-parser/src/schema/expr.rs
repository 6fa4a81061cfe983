//! Indices of types and combinators, and expressions that refer to types and numbers.

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
    /// A boxed value: the id of a constructor, followed by the fields of that constructor.
    Boxed {
        /// The type.
        ty: TypeId,
        /// The arguments for the parameters of the type.
        args: Vec<Arg>,
    },
    /// A bare value: the fields of a constructor, without an id.
    Bare {
        /// The constructor, normally the only constructor of its type.
        constructor: CombinatorId,
        /// The arguments for the parameters of its type, in the order of these parameters.
        args: Vec<Arg>,
        /// Whether the source contains `%` and the type, such as `%Message`, instead of the constructor, such as
        /// `message`. Both spellings have the same meaning. Declarations that differ only in this spelling have
        /// different canonical texts, and therefore different computed ids.
        has_percent: bool,
    },
    /// `#` as an argument of a type, such as `Vector<#>`, or as the result of a function.
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
    /// The constant, which is added to the variable if there is one.
    pub plus: u32,
}

/// A use of a variable, which is an implicit argument or an earlier field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Var {
    /// The implicit argument with this index.
    Implicit(usize),
    /// An earlier field of the same combinator, possibly outside of the repetition that contains the use.
    Field {
        /// The number of repetitions whose brackets contain the use but not the field: 1 for `flags` in
        /// `flags:# 3*[ x:flags.0?int ]`.
        up: usize,
        /// The index of the field among the fields of the combinator, or of the repetition that contains the field.
        index: usize,
    },
}

//! Types and numbers as they are used.

use super::handle::{CombinatorId, TypeId};

/// A type as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// The id of one of its constructors, then that constructor's fields.
    Boxed {
        /// The type.
        ty: TypeId,
        /// What its parameters stand for.
        args: Vec<Arg>,
    },
    /// The fields of the constructor alone.
    Bare {
        /// The only constructor of its type.
        constructor: CombinatorId,
        /// What its implicit arguments stand for, in the order of the type's parameters.
        args: Vec<Arg>,
    },
    /// `#` as an argument or as the result of a function.
    Nat,
    /// A type variable.
    Var(Var),
}

/// What a type is applied to.
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
    /// What is added to it.
    pub plus: u32,
}

/// A variable as it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Var {
    /// The implicit argument with this index.
    Implicit(usize),
    /// A field before this one.
    Field {
        /// How many repetitions to leave to reach the list that holds the field: 0 is the list of the user itself.
        up: usize,
        /// Its index in that list.
        index: usize,
    },
}

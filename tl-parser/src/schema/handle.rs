//! Handles of types and combinators.

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

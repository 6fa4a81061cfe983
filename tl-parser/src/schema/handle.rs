//! Handles of types and combinators.

/// A [`Type`](super::Type) of one [`Schema`](super::Schema).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(super) u32);

/// A [`Combinator`](super::Combinator) of one [`Schema`](super::Schema).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CombinatorId(pub(super) u32);

impl TypeId {
    /// Its place among [`Schema::types`](super::Schema::types), counted from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl CombinatorId {
    /// Its place among [`Schema::combinators`](super::Schema::combinators), counted from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

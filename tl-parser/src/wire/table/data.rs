//! A finished table.

use super::order::{Order, Types};
use super::strings::Strings;
use crate::schema::{CombinatorId, TypeId};

/// The bytes of a table, and the numbers that identify types and combinators in these bytes.
#[derive(Clone, Debug)]
pub struct Table {
    pub(super) bytes: Vec<u8>,
    pub(super) order: Order,
    pub(super) types: Types,
    pub(super) strings: Option<Strings>,
}

impl Table {
    /// Returns the bytes of the table.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the bytes of the table.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns all names of the table, concatenated. The result is empty if the table has no names.
    #[must_use]
    pub fn names(&self) -> String {
        self.strings.iter().flat_map(|strings| &strings.texts).map(|text| &**text).collect()
    }

    /// Returns whether the table contains the names of fields.
    pub(super) fn has_keys(&self) -> bool {
        self.strings.as_ref().is_some_and(|strings| strings.has_keys)
    }

    /// Returns the number of the type `ty` of the schema with the index `part`.
    pub(super) fn type_number(&self, part: usize, ty: TypeId) -> usize {
        self.types.number(part, ty)
    }

    /// Returns the number of the row for a combinator of the schema with the index `part`.
    pub(super) fn row(&self, part: usize, combinator: CombinatorId) -> usize {
        self.order.row(part, combinator)
    }
}

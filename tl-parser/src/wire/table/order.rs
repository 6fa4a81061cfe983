//! The order of the rows, by which ids are found.

use super::hash::{bucket, starts};
use super::parts::Part;
use crate::schema::{Category, CombinatorId};

/// All combinators in the order of their rows: by bucket, then by id; of equal ids, by schema, constructors before
/// functions, in declaration order.
#[derive(Clone, Debug)]
pub(super) struct Order {
    rows: Vec<Row>,
    /// The row of each combinator of each schema.
    by_combinator: Vec<Vec<usize>>,
    /// The binary logarithm of the number of buckets.
    pub(super) bits: u32,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    id: u32,
    part: usize,
    combinator: CombinatorId,
}

impl Order {
    pub(super) fn new(parts: &[Part<'_>]) -> Self {
        let mut rows = Vec::new();
        for (part, Part { schema, .. }) in parts.iter().enumerate() {
            for category in [Category::Constructor, Category::Function] {
                let of_category = schema.combinators().filter(|&id| schema[id].category() == category);
                rows.extend(of_category.map(|id| Row { id: schema[id].id(), part, combinator: id }));
            }
        }
        let bits = (rows.len() / 2).max(1).next_power_of_two().trailing_zeros();
        rows.sort_by_key(|row| (bucket(row.id, bits), row.id));
        let mut by_combinator: Vec<Vec<usize>> =
            parts.iter().map(|part| vec![0; part.schema.combinators().len()]).collect();
        for (number, row) in rows.iter().enumerate() {
            by_combinator[row.part][row.combinator.index()] = number;
        }
        Self { rows, by_combinator, bits }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn row(&self, part: usize, combinator: CombinatorId) -> usize {
        self.by_combinator[part][combinator.index()]
    }

    /// The schema and the combinator of each row.
    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = (usize, CombinatorId)> + '_ {
        self.rows.iter().map(|row| (row.part, row.combinator))
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().map(|row| row.id)
    }

    /// The first row of each bucket, and the number of rows.
    pub(super) fn buckets(&self) -> Vec<usize> {
        let buckets: Vec<u32> = self.ids().map(|id| bucket(id, self.bits)).collect();
        starts(&buckets, self.bits)
    }
}

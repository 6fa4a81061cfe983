//! Assigns numbers to types, and sorts the rows so that ids can be found quickly.

use std::collections::HashMap;

use super::hash::{bucket, starts};
use super::parts::Part;
use crate::schema::{Category, CombinatorId, TypeId};

/// The numbers of all types of all schemas.
#[derive(Clone, Debug)]
pub(super) struct Types {
    /// For each schema, the numbers of its types.
    numbers: Vec<Vec<usize>>,
    /// The names of the types, by number.
    names: Vec<Box<str>>,
}

impl Types {
    /// Assigns numbers to all types. If `are_merged` is set, types with the same name have the same number in all
    /// schemas.
    pub(super) fn new(parts: &[Part<'_>], are_merged: bool) -> Self {
        let mut types = Self { numbers: Vec::new(), names: Vec::new() };
        let mut by_name = HashMap::new();
        for Part { schema, .. } in parts {
            let number = |ty: TypeId| {
                let (name, next) = (schema[ty].name(), types.names.len());
                let number = if are_merged { *by_name.entry(name).or_insert(next) } else { next };
                if number == next {
                    types.names.push(name.into());
                }
                number
            };
            let numbers = schema.types().map(number).collect();
            types.numbers.push(numbers);
        }
        types
    }

    /// Returns the number of a type of the schema with the index `part`.
    pub(super) fn number(&self, part: usize, ty: TypeId) -> usize {
        self.numbers[part][ty.index()]
    }

    /// Returns the names of all types, by number.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// Returns the number of schemas.
    pub(super) fn parts(&self) -> usize {
        self.numbers.len()
    }
}

/// All combinators in the order of their rows: sorted by bucket, then by id. Rows with equal ids are sorted by schema,
/// then by category (constructors first), then by position.
#[derive(Clone, Debug)]
pub(super) struct Order {
    rows: Vec<Row>,
    /// For each schema, the rows of its combinators.
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
    /// Sorts all combinators. If `are_merged` is set, combinators of different schemas share a row if they have the
    /// same type and the same id.
    pub(super) fn new(parts: &[Part<'_>], types: &Types, are_merged: bool) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        // Combinators without a row of their own, each with the combinator whose row it uses.
        let mut shared: Vec<(Row, Row)> = Vec::new();
        let mut known: HashMap<_, Row> = HashMap::new();
        for (part, Part { schema, .. }) in parts.iter().enumerate() {
            for category in [Category::Constructor, Category::Function] {
                for combinator in schema.combinators().filter(|&id| schema[id].category() == category) {
                    let row = Row { id: schema[combinator].id(), part, combinator };
                    let ty = schema.type_of(combinator).map(|ty| types.number(part, ty));
                    let first = *known.entry((row.id, ty)).or_insert(row);
                    if are_merged && first.part < part { shared.push((row, first)) } else { rows.push(row) }
                }
            }
        }
        let bits = (rows.len() / 2).max(1).next_power_of_two().trailing_zeros();
        rows.sort_by_key(|row| (bucket(row.id, bits), row.id));
        let mut by_combinator: Vec<Vec<usize>> =
            parts.iter().map(|part| vec![0; part.schema.combinators().len()]).collect();
        for (number, row) in rows.iter().enumerate() {
            by_combinator[row.part][row.combinator.index()] = number;
        }
        for (row, first) in shared {
            by_combinator[row.part][row.combinator.index()] =
                by_combinator[first.part][first.combinator.index()];
        }
        Self { rows, by_combinator, bits }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn row(&self, part: usize, combinator: CombinatorId) -> usize {
        self.by_combinator[part][combinator.index()]
    }

    /// Returns, for each row, the index of the schema and the combinator.
    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = (usize, CombinatorId)> + '_ {
        self.rows.iter().map(|row| (row.part, row.combinator))
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().map(|row| row.id)
    }

    /// Returns the first row of each bucket, followed by the number of rows.
    pub(super) fn buckets(&self) -> Vec<usize> {
        let buckets: Vec<u32> = self.ids().map(|id| bucket(id, self.bits)).collect();
        starts(&buckets, self.bits)
    }
}

//! The numbers of the types in a table.

use std::collections::HashMap;

use super::parts::Part;
use crate::schema::TypeId;

/// The numbers of the types of all schemas.
#[derive(Clone, Debug)]
pub(super) struct Types {
    /// For each schema, the number of each type.
    numbers: Vec<Vec<usize>>,
    /// The name of each type, by number.
    names: Vec<Box<str>>,
}

impl Types {
    /// Numbers all types. If `are_merged` is set, types of several schemas are one type if they have the same name.
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

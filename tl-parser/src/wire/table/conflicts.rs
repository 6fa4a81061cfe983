//! Finds ids that have different wire forms in different versions of a schema.

use std::collections::HashMap;

use super::parts::Part;
use crate::schema::CombinatorId;
use crate::wire::Field;
use crate::wire::same::{Bytes, Variables};

/// Two combinators with the same id but different wire forms. Each one is identified by the index of its schema and its
/// handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The combinator in the earlier schema.
    pub first: (usize, CombinatorId),
    /// The combinator in the later schema.
    pub second: (usize, CombinatorId),
}

/// Finds combinators whose id occurs in earlier schemas, but always with another wire form. Each such form is reported
/// once. Fields without bytes and the names of fields are ignored.
#[must_use]
pub fn conflicts(parts: &[Part<'_>]) -> Vec<Conflict> {
    let mut known: HashMap<u32, Vec<(usize, CombinatorId)>> = HashMap::new();
    let mut found = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        for combinator in part.schema.combinators() {
            let same_id = known.entry(part.schema[combinator].id()).or_default();
            let mut earlier = same_id.iter().filter(|(other, _)| *other < number).peekable();
            let first = earlier.peek().copied().copied();
            let is_known = earlier.any(|&(other, id)| {
                let pair = Pair { old: parts[other], new: *part };
                pair.are_same([id, combinator], &[])
            });
            if let Some(first) = first.filter(|_| !is_known) {
                found.push(Conflict { first, second: (number, combinator) });
            }
            if !is_known {
                same_id.push((number, combinator));
            }
        }
    }
    found
}

#[derive(Clone, Copy)]
struct Pair<'a> {
    old: Part<'a>,
    new: Part<'a>,
}

impl Pair<'_> {
    /// Returns whether the fields of two combinators have the same bytes. `open` contains the pairs that are being
    /// compared. If the comparison of a pair needs the same pair again, as in a recursive type, the two combinators are
    /// considered the same.
    fn are_same(self, ids: [CombinatorId; 2], open: &[[CombinatorId; 2]]) -> bool {
        let Self { old, new } = self;
        let forms = [&old.wire[ids[0]], &new.wire[ids[1]]];
        let [old_fields, new_fields] =
            [(old, &forms[0].fields), (new, &forms[1].fields)].map(|(part, fields)| with_bytes(part, fields));
        let mut new_of_old = vec![None; forms[0].fields.len()];
        for (&old, &new) in old_fields.iter().zip(&new_fields) {
            new_of_old[old] = Some(new);
        }
        let is_same_constructor = |a: CombinatorId, b: CombinatorId| {
            let is_same_id = old.schema[a].id() == new.schema[b].id();
            is_same_id || open.contains(&[a, b]) || self.are_same([a, b], &[open, &[ids]].concat())
        };
        let (is_same_constructor, variables) = (&is_same_constructor, Variables(&new_of_old));
        let bytes = Bytes { old: old.schema, new: new.schema, is_same_constructor, variables };
        old_fields.len() == new_fields.len()
            && forms[0].has_unknown_form == forms[1].has_unknown_form
            && old_fields.iter().zip(&new_fields).all(|(&a, &b)| {
                let (a, b) = (&forms[0].fields[a], &forms[1].fields[b]);
                variables.condition(0, a.condition, b.condition) && bytes.are_same(&a.value, &b.value)
            })
    }
}

/// Returns the indices of the fields that have bytes.
fn with_bytes(part: Part<'_>, fields: &[Field]) -> Vec<usize> {
    let indices = 0..fields.len();
    indices.filter(|&index| !part.wire.takes_no_bytes(&fields[index].value)).collect()
}

//! Determines whether numbers and type parameters of two combinators are the same.

use crate::schema::{Condition, NatExpr, Var};

/// The correspondence of the fields of two lists: for each old field, the index of the new field that is the same.
///
/// `depth` is the number of repetitions between the list and the place where a variable is used.
#[derive(Clone, Copy)]
pub(crate) struct Variables<'a>(pub(crate) &'a [Option<usize>]);

impl Variables<'_> {
    /// Returns whether both conditions test the same bit of the same number.
    pub(crate) fn condition(self, depth: usize, old: Option<Condition>, new: Option<Condition>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => old.bit == new.bit && self.var(depth, old.mask, new.mask),
            (old, new) => old.is_none() && new.is_none(),
        }
    }

    pub(crate) fn number(self, depth: usize, old: NatExpr, new: NatExpr) -> bool {
        old.plus == new.plus
            && match (old.var, new.var) {
                (Some(old), Some(new)) => self.var(depth, old, new),
                (old, new) => old.is_none() && new.is_none(),
            }
    }

    pub(crate) fn var(self, depth: usize, old: Var, new: Var) -> bool {
        match (old, new) {
            (Var::Field { up, index: old }, Var::Field { up: new_up, index: new })
                if up == depth && new_up == depth =>
            {
                self.0.get(old) == Some(&Some(new))
            }
            (old, new) => old == new,
        }
    }
}

//! What remains of a package for a program that names only some of it.
//!
//! `marks` finds what is needed, `reduce` removes the rest. Both work on the whole model, so that names, boxing and
//! derives do not depend on what is needed.

mod fields;
mod marks;
mod reasons;
mod reduce;
mod words;

use std::collections::HashSet;

use self::marks::Marks;
use super::model::{Package, Reduction};
use crate::used::Used;

/// The part of `package` that a program needs that uses this.
/// What `roots` name stays whole, with all that it needs.
pub(super) fn reduce(package: Package, used: &Used, roots: &HashSet<String>) -> Package {
    let marks = Marks::new(&package, used, roots);
    let reduction = Reduction { words: words::words(&package), kept: reasons::list(&package, &marks) };
    Package { reduction: Some(reduction), ..reduce::reduce(package, &marks, used) }
}

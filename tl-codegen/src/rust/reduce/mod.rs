//! Reduces a package to the items that a program needs.
//!
//! `marks` finds the items that are needed and `remove` removes the others. Both take the complete model, so names,
//! boxing and derives do not depend on which items are needed.

mod fields;
mod marks;
mod remove;
mod report;

use std::collections::HashSet;

use self::marks::Marks;
use super::model::Package;
use super::reduction::Reduction;
use crate::rust::used::Used;

/// Reduces `package` to the part that is needed by a program that uses the names in `used`. The items in `roots` are
/// kept completely, with all their dependencies.
pub(super) fn reduce(package: Package, used: &Used, roots: &HashSet<String>) -> Package {
    let marks = Marks::new(&package, used, roots);
    let reduction = Reduction { words: report::words(&package), kept: report::kept(&package, &marks) };
    Package { reduction: Some(reduction), ..remove::unneeded(package, &marks, used) }
}

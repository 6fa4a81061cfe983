//! Generated files as data, and functions that write them to a directory.

mod attributes;
mod backend;
mod difference;
mod staged;
mod survey;
#[cfg(test)]
mod tests;
mod texts;
mod write;

pub(crate) use self::backend::Backend;
pub use self::difference::{Difference, DifferenceKind};
pub use self::texts::Files;
pub use self::write::Written;

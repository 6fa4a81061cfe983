//! Generated files as data, and functions that write them to a directory.

mod attributes;
mod difference;
mod staged;
mod survey;
#[cfg(test)]
mod tests;
mod texts;
mod write;

pub use self::difference::{Difference, DifferenceKind};
pub(crate) use self::texts::Backend;
pub use self::texts::Files;
pub use self::write::Written;

//! Paths to parts of values: `updates[3].message.media`.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

/// The path from a value to one of its parts. It is empty for the value itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The steps, innermost first, because they are added from the inside out.
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Field(Box<str>),
    Item(usize),
}

/// Maximum number of steps that are shown. Longer paths are shortened in the middle.
const MOST_SHOWN: usize = 24;

impl Path {
    /// Returns whether the path is empty, that is, whether it refers to the value itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Returns whether the first step is an item of a list.
    pub(crate) fn begins_with_item(&self) -> bool {
        matches!(self.steps.last(), Some(Step::Item(_)))
    }

    /// Puts the path `outer` before this path. `outer` leads to the value at which this path begins.
    #[cold]
    pub fn within(&mut self, outer: Self) {
        self.steps.extend(outer.steps);
    }

    /// Puts a field before this path. This path begins at the value of the field.
    #[cold]
    pub fn within_field(&mut self, name: &str) {
        self.steps.push(Step::Field(name.into()));
    }

    /// Puts an item before this path. This path begins at the item.
    #[cold]
    pub fn within_item(&mut self, index: usize) {
        self.steps.push(Step::Item(index));
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let elided = self.steps.len().saturating_sub(MOST_SHOWN);
        for (index, step) in self.steps.iter().rev().enumerate() {
            match step {
                _ if elided > 0 && index == MOST_SHOWN / 2 => f.write_str(" … ")?,
                _ if (MOST_SHOWN / 2..MOST_SHOWN / 2 + elided).contains(&index) => {}
                Step::Field(name) if index == 0 => f.write_str(name)?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}

//! How deep values may be nested, so that the stack holds them, and how many may take no bytes.

use tl_runtime::Limits;

/// Deeper than this no limit goes: a combinator and a list in it take up to 8 kB of stack in an unoptimised build, and a
/// thread has 2 MiB.
const MOST_LEVELS: u32 = 128;

/// What is still allowed of combinators and of lists, one inside another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Levels {
    limit: u32,
    combinators: u32,
    lists: u32,
}

impl Levels {
    pub(crate) fn new(limits: Limits) -> Self {
        let limit = limits.depth.min(MOST_LEVELS);
        Self { limit, combinators: limit, lists: limit }
    }

    /// A combinator of so many levels begins; the limit where it must not.
    pub(crate) fn enter(&mut self, levels: u32) -> Result<(), u32> {
        self.combinators = self.combinators.checked_sub(levels).ok_or(self.limit)?;
        Ok(())
    }

    pub(crate) fn leave(&mut self, levels: u32) {
        self.combinators += levels;
    }

    /// A list begins; the limit where it must not.
    pub(crate) fn enter_list(&mut self) -> Result<(), u32> {
        self.lists = self.lists.checked_sub(1).ok_or(self.limit)?;
        Ok(())
    }

    pub(crate) fn leave_list(&mut self) {
        self.lists += 1;
    }
}

/// How many more values there may be that take no bytes, so that no bytes bound them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EmptyStock {
    limit: u32,
    left: u32,
}

impl EmptyStock {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limit: limits.empty_items, left: limits.empty_items }
    }

    /// Takes one; the limit where there is none.
    pub(crate) fn take(&mut self) -> Result<(), u32> {
        self.left = self.left.checked_sub(1).ok_or(self.limit)?;
        Ok(())
    }
}

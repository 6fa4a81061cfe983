//! The explanation of a code.

use crate::Code;

/// A code and its explanation, which `tl explain` prints.
#[derive(Clone, Copy, Debug)]
pub struct Explained {
    /// The code.
    pub code: Code,
    /// The explanation in a few sentences: the meaning, an example, and a way to fix the problem.
    pub text: &'static str,
}

//! The explanation of a code.

use crate::Code;

/// A code and what `tl explain` says of it.
#[derive(Clone, Copy, Debug)]
pub struct Explained {
    /// The code.
    pub code: Code,
    /// A few sentences: what it means, an example, what to do.
    pub text: &'static str,
}

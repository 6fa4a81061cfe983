//! A construct that Rust cannot express.

use tl_parser::Diagnostic;
use tl_parser::schema::CombinatorId;

/// A construct that Rust cannot express.
#[derive(Clone, Debug)]
pub(in super::super) struct Problem {
    /// The combinator that contains it; `None` if it is the whole schema.
    pub(in super::super) of: Option<CombinatorId>,
    pub(in super::super) diagnostic: Diagnostic,
}

impl Problem {
    pub(super) fn of(combinator: CombinatorId, diagnostic: Diagnostic) -> Self {
        Self { of: Some(combinator), diagnostic }
    }
}

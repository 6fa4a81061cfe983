//! The diagnostic codes of this crate. Each code has a text that explains it, and functions that create diagnostics
//! with this code. The doc comments of these functions describe the problems that the diagnostics report.
//!
//! `TL01xx` syntax, `TL02xx` names and arity, `TL03xx` ids, `TL04xx` masks and conditions, `TL05xx` bare and boxed
//! types, `TL06xx` documentation, `TL08xx` JSON, `TL09xx` lints. The codes `TL07xx` (Rust names and config) are in
//! `tl-codegen`.

pub(crate) mod bare;
pub(crate) mod docs;
pub(crate) mod ids;
pub(crate) mod json;
pub(crate) mod lints;
pub(crate) mod masks;
pub(crate) mod names;
pub(crate) mod syntax;

use crate::Code;
pub use crate::diagnostic::Explained;

/// Returns all codes of this crate with their explanations, in ascending order.
pub fn all() -> impl Iterator<Item = &'static Explained> {
    [syntax::ALL, names::ALL, ids::ALL, masks::ALL, bare::ALL, docs::ALL, json::ALL, lints::ALL]
        .into_iter()
        .flatten()
}

/// Returns the code of this crate that is written as `code`, such as `TL0201`. Case is ignored.
pub fn find(code: &str) -> Option<Code> {
    all().map(|known| known.code).find(|known| known.as_str().eq_ignore_ascii_case(code))
}

/// Returns the codes of warnings with their explanations. All other codes are errors, but lenient reading reports some
/// of them as warnings.
pub fn lints() -> impl Iterator<Item = &'static Explained> {
    let all = [ids::ALL, docs::ALL, lints::ALL].into_iter().flatten();
    all.filter(|known| known.code != ids::AMBIGUOUS_ID)
}

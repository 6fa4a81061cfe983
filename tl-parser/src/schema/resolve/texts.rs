//! Canonical texts of declarations, for both forms of declarations.

use super::outline::{Declaration, DeclarationNode};
use crate::schema::Ids;
use crate::{canonical, print};

/// Returns the ids that are computed from the canonical texts.
pub(super) fn ids(declaration: &Declaration<'_>) -> Ids {
    match declaration.node {
        DeclarationNode::Combinator(combinator) => canonical::ids(combinator),
        DeclarationNode::Builtin(builtin) => canonical::builtin_ids(builtin),
    }
}

/// Returns the declaration in canonical layout, with its annotations, without its `;`.
pub(super) fn declaration(declaration: &Declaration<'_>) -> String {
    match declaration.node {
        DeclarationNode::Combinator(combinator) => print::declaration(combinator),
        DeclarationNode::Builtin(builtin) => {
            let words: String = builtin.annotations.iter().map(|word| format!("@{} ", word.text)).collect();
            let id = builtin.id.map_or(String::new(), |id| format!("#{:08x}", id.value));
            format!("{words}{}{id} ? = {}", builtin.name.text, builtin.result.text)
        }
    }
}

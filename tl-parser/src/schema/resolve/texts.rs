//! Texts of declarations, both of combinators and of built-in types.

use super::outline::{Declaration, DeclarationNode};
use crate::schema::Ids;
use crate::{canonical, print};

/// Returns the ids that are computed from the canonical texts.
pub(super) fn ids(declaration: &Declaration<'_>) -> Ids {
    match declaration.node {
        DeclarationNode::Combinator(combinator) => canonical::ids(combinator),
        DeclarationNode::BuiltIn(built_in) => canonical::built_in_ids(built_in),
    }
}

/// Returns the declaration in canonical layout, with its annotations and without its `;`.
pub(super) fn declaration(declaration: &Declaration<'_>) -> String {
    match declaration.node {
        DeclarationNode::Combinator(combinator) => print::declaration(combinator),
        DeclarationNode::BuiltIn(built_in) => {
            let words: String = built_in.annotations.iter().map(|word| format!("@{} ", word.text)).collect();
            let id = built_in.id.map_or(String::new(), |id| format!("#{:08x}", id.value));
            format!("{words}{}{id} ? = {}", built_in.name.text, built_in.result.text)
        }
    }
}

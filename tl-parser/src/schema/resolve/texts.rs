//! Declarations as canonical text, whichever way they were written.

use super::outline::{Declaration, Form};
use crate::schema::Ids;
use crate::{canonical, print};

/// The ids that the canonical texts give.
pub(super) fn ids(declaration: &Declaration<'_>) -> Ids {
    match declaration.form {
        Form::Combinator(combinator) => canonical::ids(combinator),
        Form::Builtin(builtin) => canonical::builtin_ids(builtin),
    }
}

/// The declaration in canonical layout, without its `;`.
pub(super) fn declaration(declaration: &Declaration<'_>) -> String {
    match declaration.form {
        Form::Combinator(combinator) => print::declaration(combinator),
        Form::Builtin(builtin) => {
            let id = builtin.id.map_or(String::new(), |id| format!("#{:08x}", id.value));
            format!("{}{id} ? = {}", builtin.name.text, builtin.result.text)
        }
    }
}

/// All tokens of a declaration, annotations too, so that two with the same tokens compare equal.
pub(super) fn tokens(declaration: &Declaration<'_>) -> String {
    let words = declaration.annotations().iter().map(|word| format!("@{} ", word.text));
    words.chain([self::declaration(declaration)]).collect()
}

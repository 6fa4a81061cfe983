//! Removes repeated declarations, and reports different declarations with the same name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::context::Context;
use super::outline::Declaration;
use super::{prelude, texts};
use crate::codes::names;

/// Removes declarations that are equal to an earlier one, and repeated declarations of a built-in type.
///
/// Only the names of declarations under the same layer bar (`===n===`) are compared. A constructor conflicts with a
/// function of the same name, unless the constructor is predefined.
pub(super) fn drop_repeated<'a>(declarations: &mut Vec<Declaration<'a>>, cx: &mut Context) {
    let mut firsts: HashMap<(&'a str, Option<u32>), First<'a>> = HashMap::with_capacity(declarations.len());
    declarations.retain(|declaration| {
        if declaration.predefined {
            return true;
        }
        let first = match firsts.entry((declaration.name().text, declaration.bar)) {
            Entry::Vacant(place) => {
                place.insert(First { declaration: *declaration, tokens: None });
                return true;
            }
            Entry::Occupied(first) => first.into_mut(),
        };
        if first.is_repeated_by(declaration) {
            return false;
        }
        cx.report(names::duplicate_combinator(declaration.name(), first.declaration.name().span));
        true
    });
}

/// The first declaration with some name, under one layer bar.
struct First<'a> {
    declaration: Declaration<'a>,
    /// The declaration in canonical layout. Computed on first use.
    tokens: Option<String>,
}

impl First<'_> {
    fn is_repeated_by(&mut self, other: &Declaration<'_>) -> bool {
        let first = &self.declaration;
        if first.category != other.category {
            return false;
        }
        is_built_in_again(first, other)
            || *self.tokens.get_or_insert_with(|| texts::declaration(first)) == texts::declaration(other)
    }
}

/// Returns whether both declarations declare the same built-in type, as `int ? = Int` and `int#a8509bda ? = Int` do.
/// Such declarations do not conflict, because the language defines the encoding.
fn is_built_in_again(first: &Declaration<'_>, second: &Declaration<'_>) -> bool {
    let results = [first.result_head(), second.result_head()];
    results
        .iter()
        .all(|head| head.is_some_and(|head| prelude::is_constructor_of(first.name().text, head.text)))
}

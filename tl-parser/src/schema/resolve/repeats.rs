//! Drops declarations that are repeated, and reports those that only share their name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::context::Context;
use super::outline::Declaration;
use super::{prelude, texts};
use crate::codes::names;

/// A repetition word for word is dropped, so is one more declaration of a name of the language.
///
/// Names are compared per layer bar; constructors and functions share them. What the language brings along is
/// no rival of a function of that name.
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

/// The first declaration of a name.
struct First<'a> {
    declaration: Declaration<'a>,
    /// Its text, once it was needed.
    tokens: Option<String>,
}

impl First<'_> {
    fn is_repeated_by(&mut self, other: &Declaration<'_>) -> bool {
        let first = &self.declaration;
        if first.category != other.category {
            return false;
        }
        is_builtin_again(first, other)
            || *self.tokens.get_or_insert_with(|| texts::declaration(first)) == texts::declaration(other)
    }
}

/// `int ? = Int` and `int#a8509bda ? = Int`: the language says what it is, not the files.
fn is_builtin_again(first: &Declaration<'_>, second: &Declaration<'_>) -> bool {
    let results = [first.result_head(), second.result_head()];
    results.iter().all(|head| head.is_some_and(|head| prelude::pairs(first.name().text, head.text)))
}

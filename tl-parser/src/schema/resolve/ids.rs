//! Fifth pass: the id of each declaration, and whether the ids that are written make sense.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::outline::{Declaration, Outline};
use super::{Context, texts};
use crate::codes::{ids as codes, lints};
use crate::schema::{Dialect, Ids};
use crate::{SourceMap, frozen};

/// The ids of all declarations, in their order, and what gave them.
#[derive(Debug)]
pub(super) struct Numbers {
    pub(super) dialect: Dialect,
    /// What both texts give.
    pub(super) computed: Vec<Ids>,
    /// What counts.
    pub(super) ids: Vec<u32>,
}

/// Computes all ids; without a `dialect`, the one is taken that agrees with more of the ids that are written.
pub(super) fn assign(
    outline: &Outline<'_>,
    dialect: Option<Dialect>,
    sources: &SourceMap,
    cx: &mut Context,
) -> Numbers {
    let declarations = &outline.declarations;
    let computed: Vec<Ids> = declarations.iter().map(texts::ids).collect();
    let dialect = dialect.unwrap_or_else(|| guess(declarations, &computed));
    let mut ids = Vec::with_capacity(computed.len());
    for (declaration, computed) in declarations.iter().zip(&computed) {
        ids.push(declaration.id().map_or(computed.of(dialect), |id| id.value));
        check(declaration, *computed, dialect, sources, cx);
    }
    report_duplicates(declarations, &ids, cx);
    Numbers { dialect, computed, ids }
}

/// Where both agree equally often, builtins speak for the formal text: Telegram's own files have none.
fn guess(declarations: &[Declaration<'_>], computed: &[Ids]) -> Dialect {
    let own = declarations.iter().zip(computed).filter(|(declaration, _)| !declaration.predefined);
    let (mut formal, mut telegram, mut builtins) = (0, 0, false);
    for (declaration, computed) in own {
        builtins |= declaration.combinator().is_none();
        if let Some(id) = declaration.id() {
            formal += usize::from(id.value == computed.formal);
            telegram += usize::from(id.value == computed.telegram);
        }
    }
    let tie = formal == telegram && formal > 0 && !builtins;
    if telegram > formal || tie { Dialect::Telegram } else { Dialect::Formal }
}

fn check(declaration: &Declaration<'_>, ids: Ids, dialect: Dialect, sources: &SourceMap, cx: &mut Context) {
    let Some(id) = declaration.id() else { return };
    let written = sources.snippet(id.span);
    if written.bytes().any(|byte| byte.is_ascii_uppercase()) {
        cx.report(lints::id_case(id.span, &written.to_ascii_lowercase()));
    }
    let (name, computed) = (declaration.name(), ids.of(dialect));
    if id.value != computed && !frozen::is_frozen(name.text, id.value, computed) {
        let other = [ids.formal, ids.telegram].contains(&id.value);
        cx.report(codes::differs(name, id.span, id.value, computed, other));
    }
}

/// Names are compared per section and layer bar.
fn report_duplicates(declarations: &[Declaration<'_>], ids: &[u32], cx: &mut Context) {
    let mut firsts: HashMap<_, &Declaration<'_>> = HashMap::with_capacity(ids.len());
    for (declaration, &id) in declarations.iter().zip(ids) {
        match firsts.entry((id, declaration.category, declaration.bar)) {
            Entry::Vacant(place) => {
                place.insert(declaration);
            }
            Entry::Occupied(first) => {
                let (first, name) = (*first.get(), declaration.name());
                // What the language brings along has no place; two names alike are another mistake.
                if first.name().text != name.text && !declaration.predefined {
                    cx.report(codes::duplicate(
                        name,
                        id,
                        first.name().text,
                        first.visible(first.name().span),
                    ));
                }
            }
        }
    }
}

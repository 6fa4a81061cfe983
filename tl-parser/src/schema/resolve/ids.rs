//! Sixth pass: computes the ids of all declarations, and checks the written ids.

use std::collections::HashMap;

use super::bodies::Body;
use super::context::Context;
use super::outline::{Declaration, Outline};
use super::symbols::SymbolTable;
use super::wire::Encodings;
use super::{dialect, texts};
use crate::codes::{ids as codes, lints};
use crate::schema::{ChosenDialect, CombinatorId, Dialect, Ids};
use crate::{SourceMap, frozen};

/// The dialect, and the ids of all declarations in the order of the declarations.
#[derive(Debug)]
pub(super) struct AssignedIds {
    pub(super) dialect: ChosenDialect,
    /// The ids that are computed from the two canonical texts.
    pub(super) computed: Vec<Ids>,
    /// The ids that are used: the written ones, or else the computed ones.
    pub(super) ids: Vec<u32>,
}

/// Determines all ids. If `dialect` is `None`, it is chosen from the declarations.
pub(super) fn assign(
    outline: &Outline<'_>,
    symbols: &SymbolTable<'_>,
    bodies: &[Body],
    dialect: Option<ChosenDialect>,
    sources: &SourceMap,
    cx: &mut Context,
) -> AssignedIds {
    let declarations = &outline.declarations;
    let computed: Vec<Ids> = declarations.iter().map(texts::ids).collect();
    let chosen = dialect.unwrap_or_else(|| dialect::guess(outline, &computed));
    let mut ids = Vec::with_capacity(computed.len());
    let errors = cx.error_places();
    for (declaration, computed) in declarations.iter().zip(&computed) {
        ids.push(declaration.id().map_or(computed.of(chosen.dialect), |id| id.value));
        // An error in a declaration may also change the computed id, so the written id is not checked.
        if !has_error(declaration, &errors) {
            check(declaration, *computed, chosen.dialect, sources, cx);
        }
    }
    report_duplicates(declarations, &ids, &errors, bodies, symbols, cx);
    AssignedIds { dialect: chosen, computed, ids }
}

/// Checks the ids of all declarations, regardless of other errors.
pub(super) fn check_all(
    outline: &Outline<'_>,
    dialect: Option<Dialect>,
    sources: &SourceMap,
    cx: &mut Context,
) {
    let computed: Vec<Ids> = outline.declarations.iter().map(texts::ids).collect();
    let dialect = dialect.unwrap_or_else(|| dialect::guess(outline, &computed).dialect);
    for (declaration, computed) in outline.declarations.iter().zip(computed) {
        check(declaration, computed, dialect, sources, cx);
    }
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

fn has_error(declaration: &Declaration<'_>, errors: &[u32]) -> bool {
    let next = errors.partition_point(|&place| place < declaration.span.start);
    !declaration.predefined && errors.get(next).is_some_and(|&place| place < declaration.span.end)
}

/// Reports combinators that have the same id, the same category and the same layer bar (`===n===`). If the combinators
/// are constructors of one type and their fields have different encodings, the problem is an error. Otherwise, it is a
/// warning.
fn report_duplicates(
    declarations: &[Declaration<'_>],
    ids: &[u32],
    errors: &[u32],
    bodies: &[Body],
    symbols: &SymbolTable<'_>,
    cx: &mut Context,
) {
    let mut firsts: HashMap<_, usize> = HashMap::with_capacity(ids.len());
    let mut firsts_of_types: HashMap<_, usize> = HashMap::new();
    let encodings = Encodings { symbols };
    for (at, (declaration, &id)) in declarations.iter().zip(ids).enumerate() {
        let first = *firsts.entry((id, declaration.category, declaration.bar)).or_insert(at);
        let owner = symbols.owner_of(CombinatorId(at as u32));
        let first_of_type = match owner {
            Some(owner) => *firsts_of_types.entry((id, owner, declaration.bar)).or_insert(at),
            None => at,
        };
        let name = declaration.name();
        // Predefined declarations have no position in a file. Two equal names are already reported as an error.
        let clashes = |other: usize| declarations[other].name().text != name.text && !declaration.predefined;
        // The fields of a declaration with an error are unknown.
        let is_known = || ![first_of_type, at].iter().any(|&at| has_error(&declarations[at], errors));
        let found = if clashes(first_of_type)
            && !encodings.fields(&bodies[first_of_type].fields, &bodies[at].fields)
            && is_known()
        {
            let ty = owner.map_or("", |owner| symbols.ty(owner).name);
            let first = &declarations[first_of_type];
            codes::ambiguous(name, id, first.name().text, first.visible(first.name().span), ty)
        } else if clashes(first) {
            let first = &declarations[first];
            codes::duplicate(name, id, first.name().text, first.visible(first.name().span))
        } else {
            continue;
        };
        cx.report(found);
    }
}

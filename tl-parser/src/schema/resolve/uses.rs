//! Reports wrong uses of names and types. Each missing declaration is one error, regardless of the number of its uses.

use std::collections::HashMap;
use std::hash::Hash;

use super::context::{Context, Unknown, Uses, decapitalized};
use super::outline::Outline;
use super::prelude;
use super::symbols::SymbolTable;
use crate::Span;
use crate::ast::{Name, local};
use crate::codes::{bare, lints, names as codes};
use crate::similar::{edit_distance, similar};

/// Maximum number of undeclared result types per run that are compared with the declared names. This limit is separate
/// from the limit for other names, because the comparison decides whether an undeclared result type is an error.
const RESULTS: usize = 200;

/// Reports all wrong uses. In lenient mode, each use is reported separately, because each declaration with a wrong use
/// is left out.
pub(super) fn report(outline: &Outline<'_>, symbols: &SymbolTable<'_>, cx: &mut Context) {
    let Uses { mut unknown, mut bare } = std::mem::take(&mut cx.uses);
    unknown.sort_by_key(|unknown| unknown.span);
    let mut results = 0;
    // `user` and `User` are in one group, because one missing declaration would declare both names.
    for group in grouped(unknown, |unknown| decapitalized(&unknown.name)) {
        let is_result = group.iter().all(|unknown| unknown.is_result);
        results += usize::from(is_result);
        let can_search = if is_result { results <= RESULTS } else { cx.may_search() };
        report_unknown(&group, is_result, can_search, outline, symbols, cx);
    }
    bare.sort_by_key(|bare| bare.span);
    for group in grouped(bare, |bare| bare.ty) {
        let ty = symbols.ty(group[0].ty);
        let spans: Vec<Span> = group.iter().map(|bare| bare.span).collect();
        spans.iter().for_each(|&span| cx.note_error(span));
        for (&span, others) in spans_to_report(&spans, cx.lenient) {
            cx.report(bare::not_one_constructor(ty.name, ty.constructor_names.len(), span, others));
        }
    }
}

/// Groups the items by key. The groups are in the order of their first items.
fn grouped<T, K: Hash + Eq>(items: Vec<T>, key: impl Fn(&T) -> K) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    let mut places: HashMap<K, usize> = HashMap::new();
    for item in items {
        let place = *places.entry(key(&item)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

/// Returns the first span, together with all other spans. If `lenient` is set, returns each span by itself.
fn spans_to_report(spans: &[Span], lenient: bool) -> impl Iterator<Item = (&Span, &[Span])> {
    let count = if lenient { spans.len() } else { 1 };
    spans.iter().take(count).map(move |span| (span, if lenient { &[] } else { &spans[1..] }))
}

fn report_unknown(
    group: &[Unknown],
    is_result: bool,
    can_search: bool,
    outline: &Outline<'_>,
    symbols: &SymbolTable<'_>,
    cx: &mut Context,
) {
    let spans: Vec<Span> = group.iter().map(|unknown| unknown.span).collect();
    let name = Name { text: &group[0].name, span: spans[0] };
    // The search visits all declarations, so it is done only for names of built-in types.
    if prelude::primitive(name.text).is_some() {
        let mut conflicts = outline.conflicts_with(name.text).peekable();
        if conflicts.peek().is_some() {
            return conflicts.for_each(|conflict| cx.add_cause(conflict.name()));
        }
    }
    let function = symbols.find_function(name.text);
    // Without a search, it is unknown whether a similar name is declared.
    let can_search = can_search && function.is_none();
    let intended = if can_search { intended_name(name.text, is_result, symbols) } else { None };
    if can_search && is_result && intended.is_none() && !cx.is_left_out(name.text) {
        return cx.report(lints::result_without_constructor(name, &spans[1..]));
    }
    spans.iter().for_each(|&span| cx.note_error(span));
    for (&span, others) in spans_to_report(&spans, cx.lenient) {
        let name = Name { span, ..name };
        cx.report(match function {
            Some(function) => codes::function_as_type(name, function, others),
            None => codes::unknown_type(name, intended, others),
        });
    }
}

/// Returns the declared name that was probably meant instead of `name`. For the result of a function, this can also be
/// the name of a related type.
fn intended_name<'a>(name: &str, is_result: bool, symbols: &SymbolTable<'a>) -> Option<&'a str> {
    let related = || symbols.types().iter().map(|ty| ty.name).find(|ty| is_result && are_related(name, ty));
    similar(name, symbols.all()).or_else(related)
}

/// Compares two names without their namespaces, and returns whether they are related. They are related if more than
/// half of the longer name is a common prefix or suffix. They are also related if they differ in at most two letters,
/// or in at most a third of the letters of `a`.
fn are_related(a: &str, b: &str) -> bool {
    let (a, b) = (local(a), local(b));
    if edit_distance(a, b, (a.len() / 3).max(2)).is_some() {
        return true;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let shared = |same: &mut dyn Iterator<Item = bool>| same.take_while(|same| *same).count();
    let first = shared(&mut a.iter().zip(b).map(|(a, b)| a == b));
    let last = shared(&mut a.iter().rev().zip(b.iter().rev()).map(|(a, b)| a == b));
    2 * first.max(last) > a.len().max(b.len())
}

#[cfg(test)]
mod tests {
    use super::are_related;

    #[test]
    fn related_names_have_most_letters_in_common() {
        assert!(are_related("PublicEntries", "overlay.PublicEntry"));
        assert!(are_related("GetZeroStateProof", "ZeroStateProof"));
        assert!(are_related("Pnog", "Pong") && are_related("GetPong", "Pong"));
        assert!(!are_related("HttpWait", "Http"));
        assert!(!are_related("overlay.HttpWait", "overlay.HttpPing"));
    }
}

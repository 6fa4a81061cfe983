//! Finds variables that a declaration uses but declares neither as an implicit argument nor as a field.
//!
//! A name after `!`, such as `X` in `query:!X`, must be a variable. An argument of the result of a constructor, such as
//! `T` in `= Response T`, must also be a variable, unless a type or a constructor has this name. If such a variable is
//! not declared, it is reported once and then treated as declared, so that its other uses are not reported.

use std::collections::HashSet;

use super::scope;
use super::symbols::SymbolTable;
use crate::ast::{Combinator, Name, Param, ParamType, TypeExpr, TypeKind, VariableKind};
use crate::schema::Category;

/// A variable that is used but not declared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undeclared<'a> {
    /// The name, with the span of its first use after a `!` or, if there is none, in the result.
    pub(super) name: Name<'a>,
    pub(super) kind: VariableKind,
    /// Whether the name follows a `!`.
    pub(super) is_call: bool,
}

/// Returns each undeclared variable once: those that follow a `!`, and those that are arguments of a constructor's
/// result.
pub(super) fn find<'a>(
    combinator: &'a Combinator<'a>,
    category: Category,
    symbols: &SymbolTable<'a>,
) -> Vec<Undeclared<'a>> {
    let calls = called(&combinator.params).into_iter().map(|name| (name, true));
    let results = if category == Category::Constructor { args(&combinator.result.ty) } else { &[] };
    let results = results.iter().filter_map(scope::name_of).map(|name| (name, false));
    let mut candidates = calls.chain(results).peekable();
    if candidates.peek().is_none() {
        return Vec::new();
    }
    let mut known = declared(combinator);
    let unknown = candidates.filter(|(name, _)| {
        let is_type =
            symbols.find_type(name.text).is_some() || symbols.find_constructor(name.text, None).is_some();
        !is_type && known.insert(name.text)
    });
    let unknown = unknown.map(|(name, is_call)| {
        let is_number = !is_call && is_used_as_number(&combinator.params, name.text);
        Undeclared { name, kind: if is_number { VariableKind::Nat } else { VariableKind::Type }, is_call }
    });
    unknown.collect()
}

/// Returns the names of implicit arguments, and of fields that are variables, such as `n:#`.
fn declared<'a>(combinator: &'a Combinator<'a>) -> HashSet<&'a str> {
    let implicit = combinator.implicit.iter().flat_map(|group| &group.names);
    let is_variable = |param: &&Param<'_>| match &param.ty {
        ParamType::Type(ty) => scope::kind_of(ty).is_some(),
        ParamType::Repetition(_) => false,
    };
    let fields = combinator.params.iter().filter(is_variable).flat_map(|param| &param.names);
    implicit.chain(fields).map(|name| name.text).collect()
}

/// Returns the names that follow a `!`.
pub(super) fn called<'a>(params: &[Param<'a>]) -> Vec<Name<'a>> {
    let mut found = Vec::new();
    for param in params {
        match &param.ty {
            ParamType::Type(ty) => found.extend(param.call.and_then(|_| scope::name_of(ty))),
            ParamType::Repetition(repetition) => found.extend(called(&repetition.params)),
        }
    }
    found
}

/// Returns the arguments in `ty`, such as `int` in `Vector int`.
pub(super) fn args<'t, 'a>(ty: &'t TypeExpr<'a>) -> &'t [TypeExpr<'a>] {
    match &ty.kind {
        TypeKind::Apply(apply) => &apply.args,
        TypeKind::Paren(inner) => args(inner),
        _ => &[],
    }
}

/// Returns whether `name` is used as a mask or as a count in `params`.
fn is_used_as_number(params: &[Param<'_>], name: &str) -> bool {
    params.iter().any(|param| {
        let is_mask = param.condition.as_ref().is_some_and(|condition| condition.mask.text == name);
        let is_count = match &param.ty {
            ParamType::Type(_) => false,
            ParamType::Repetition(repetition) => {
                let count = repetition.count.as_deref().and_then(scope::name_of);
                count.is_some_and(|count| count.text == name) || is_used_as_number(&repetition.params, name)
            }
        };
        is_mask || is_count
    })
}

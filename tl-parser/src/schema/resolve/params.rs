//! Third pass: determines the parameters of each type from its constructors, which must agree.

use std::collections::HashMap;

use super::context::Context;
use super::outline::{Declaration, Outline};
use super::symbols::SymbolTable;
use super::undeclared::{self, args};
use super::{prelude, scope};
use crate::ast::{self, ParamType, VariableKind};
use crate::codes::names as codes;
use crate::schema::{CombinatorId, TypeId};

pub(super) fn find(outline: &Outline<'_>, symbols: &mut SymbolTable<'_>, cx: &mut Context) {
    for at in 0..symbols.types().len() {
        let ty = TypeId(at as u32);
        let constructors = symbols.ty(ty).constructors.clone();
        let mut first = None;
        for id in constructors {
            let declaration = &outline.declarations[id.0 as usize];
            let Some(kinds) = kinds(declaration, symbols, cx) else { continue };
            match &symbols.ty(ty).params {
                None => {
                    symbols.set_params(ty, kinds);
                    first = Some(id);
                }
                Some(wanted) if *wanted != kinds => report(ty, declaration, first, outline, symbols, cx),
                Some(_) => first = first.or(Some(id)),
            }
        }
    }
    for at in 0..symbols.types().len() {
        // A type without constructors, declared by `New` or `Empty`, has no parameters.
        let ty = TypeId(at as u32);
        if symbols.ty(ty).constructors.is_empty() && symbols.ty(ty).params.is_none() {
            symbols.set_params(ty, Vec::new());
        }
    }
}

fn report(
    ty: TypeId,
    declaration: &Declaration<'_>,
    first: Option<CombinatorId>,
    outline: &Outline<'_>,
    symbols: &SymbolTable<'_>,
    cx: &mut Context,
) {
    let first = first.map(|first| &outline.declarations[first.0 as usize]);
    let first = first.filter(|_| prelude::params(symbols.ty(ty).name).is_none());
    let wanted = symbols.ty(ty).params.as_deref().unwrap_or_default();
    if let Some(result) = declaration.combinator().map(|c| c.result.ty.span) {
        let first = first.and_then(Declaration::combinator).map(|c| c.result.ty.span);
        cx.report(codes::params_differ(symbols.ty(ty).name, result, first, wanted));
    }
}

/// Returns the kinds of the arguments in the result of a constructor. Returns `None` if an argument is not a variable,
/// or if a variable is undeclared or unbound.
fn kinds<'a>(
    declaration: &Declaration<'a>,
    symbols: &SymbolTable<'a>,
    cx: &mut Context,
) -> Option<Vec<VariableKind>> {
    let Some(combinator) = declaration.combinator() else { return Some(Vec::new()) };
    let args = args(&combinator.result.ty);
    if args.is_empty() && combinator.implicit.is_empty() {
        return Some(Vec::new());
    }
    let mut left = variables(combinator);
    let undeclared = undeclared::find(combinator, declaration.category, symbols);
    left.extend(undeclared.iter().map(|variable| (variable.name.text, variable.kind)));
    let mut kinds = Vec::new();
    for arg in args {
        let Some(kind) = scope::name_of(arg).and_then(|name| left.remove(name.text)) else {
            let what = "applied to anything except distinct variables of the constructor";
            cx.report(codes::constructor_result(arg.span, what));
            return None;
        };
        kinds.push(kind);
    }
    (undeclared.is_empty() && binds_all(combinator, &left)).then_some(kinds)
}

/// Returns the variables of a constructor: its implicit arguments, and its fields of type `#` or `Type`.
fn variables<'a>(combinator: &ast::Combinator<'a>) -> HashMap<&'a str, VariableKind> {
    let fields = combinator.params.iter().filter_map(|param| match &param.ty {
        ParamType::Type(ty) => Some((&param.names, scope::kind_of(ty)?)),
        ParamType::Repetition(_) => None,
    });
    let implicit = combinator.implicit.iter().map(|group| (&group.names, group.kind));
    let all = fields.chain(implicit);
    all.flat_map(|(names, kind)| names.iter().map(move |name| (name.text, kind))).collect()
}

/// Returns whether every implicit argument is bound by the result or by a call such as `query:!X`. `left` contains the
/// variables that are not in the result.
fn binds_all(combinator: &ast::Combinator<'_>, left: &HashMap<&str, VariableKind>) -> bool {
    let mut unbound = combinator.implicit.iter().flat_map(|group| &group.names);
    let called = undeclared::called(&combinator.params);
    unbound.all(|name| !left.contains_key(name.text) || called.iter().any(|call| call.text == name.text))
}

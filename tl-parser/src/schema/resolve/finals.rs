//! Checks the statements `New`, `Final` and `Empty`, which restrict where constructors of a type may be declared.

use std::collections::HashMap;

use super::context::Context;
use super::outline::{Declaration, FinalAt, Outline};
use super::symbols::SymbolTable;
use crate::ast::FinalKeyword;
use crate::codes::{lints, names as codes};
use crate::schema::TypeId;

pub(super) fn check(outline: &Outline<'_>, symbols: &SymbolTable<'_>, cx: &mut Context) {
    let mut seen = HashMap::new();
    for at in &outline.finals {
        let Some(ty) = symbols.find_type(at.node.ty.text) else {
            if !cx.is_broken(at.node.ty.text) {
                cx.add_unknown(at.node.ty, false);
            }
            continue;
        };
        if let Some(first) = seen.insert((ty, at.node.keyword as u8), at.node.ty.span) {
            cx.report(lints::duplicate_final(at.node.ty, first));
            continue;
        }
        check_one(at, ty, outline, symbols, cx);
    }
}

fn check_one(
    at: &FinalAt<'_>,
    ty: TypeId,
    outline: &Outline<'_>,
    symbols: &SymbolTable<'_>,
    cx: &mut Context,
) {
    let all = symbols.ty(ty).constructors.iter().map(|id| &outline.declarations[id.0 as usize]);
    let (before, after): (Vec<&Declaration<'_>>, Vec<_>) =
        all.filter(|d| !d.predefined).partition(|d| d.order < at.order);
    let name = at.node.ty;
    let (keyword, none_before, none_after) = match at.node.keyword {
        FinalKeyword::New => ("New", true, false),
        FinalKeyword::Final => ("Final", false, true),
        FinalKeyword::Empty => ("Empty", true, true),
    };
    if let Some(first) = before.first().filter(|_| none_before) {
        let message = format!("`{}` has a constructor before its `{keyword}`", name.text);
        cx.report(codes::final_broken(name.span, message, first.name().span, "this constructor"));
    }
    for late in after.iter().filter(|_| none_after) {
        let result = late.result_head().map_or(late.span, |head| head.span);
        let message = format!("`{}` has a constructor after its `{keyword}`", name.text);
        cx.report(codes::final_broken(result, message, name.span, &format!("declared `{keyword}` here")));
    }
    let has_constructors = !symbols.ty(ty).constructors.is_empty() || cx.is_broken(name.text);
    if at.node.keyword == FinalKeyword::New && !has_constructors {
        cx.report(codes::no_constructor(name));
    }
}

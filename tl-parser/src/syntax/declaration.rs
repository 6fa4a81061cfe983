//! Declarations, without the `;` behind them.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::map;

use super::error::{Expect, Kind, expected, mistake};
use super::input::{Input, PResult};
use super::lexical::{explicit_id, name, symbol, token_len, underscore, word};
use super::param::{implicits, params};
use super::types::{arguments, named, nat_type, nested};
use crate::ast::{
    Builtin, Combinator, ExplicitId, Final, FinalKeyword, ItemKind, Name, ResultType, TypeExpr, TypeKind,
};

/// `declaration = combinator | builtin | partial | final`
pub(super) fn declaration(i: Input<'_>) -> PResult<'_, ItemKind<'_>> {
    match keyword(i) {
        Some(keyword) => final_(i, keyword),
        None => alt((combinator, partial)).parse(i),
    }
}

/// `"New" | "Final" | "Empty"`
fn keyword(i: Input<'_>) -> Option<FinalKeyword> {
    if !i.first()?.is_ascii_uppercase() {
        return None;
    }
    match word(i, Expect::Declaration).ok()?.1.text {
        "New" => Some(FinalKeyword::New),
        "Final" => Some(FinalKeyword::Final),
        "Empty" => Some(FinalKeyword::Empty),
        _ => None,
    }
}

/// `final = ( "New" | "Final" | "Empty" ) uc-ident-ns`
fn final_(i: Input<'_>, keyword: FinalKeyword) -> PResult<'_, ItemKind<'_>> {
    let (i, _) = word(i, Expect::Declaration)?;
    let (i, ty) = boxed_name(i)?;
    Ok((i, ItemKind::Final(Final { keyword, ty })))
}

/// `combinator = { annotation } name [id] { opt-args } { arg } ( "=" | "=>" ) result`, or
/// `builtin = { annotation } name [id] "?" "=" uc-ident-ns`
fn combinator(i: Input<'_>) -> PResult<'_, ItemKind<'_>> {
    let (i, annotations) = annotations(i)?;
    let (i, name) = combinator_name(i)?;
    let (i, id) = explicit_id(i)?;
    if i.first() == Some(b'?') {
        return builtin(i, annotations, name, id);
    }
    let (i, implicit) = implicits(i)?;
    let (i, params) = params(i, b'=', Expect::Equals)?;
    let (i, arrow) = equals(i);
    let (i, result) = result(i).map_err(|error| error.map(|error| error.within("the result")))?;
    Ok((i, ItemKind::Combinator(Combinator { annotations, name, id, implicit, params, arrow, result })))
}

/// `"?" "=" uc-ident-ns`
fn builtin<'s>(
    i: Input<'s>,
    annotations: Vec<Name<'s>>,
    name: Name<'s>,
    id: Option<ExplicitId>,
) -> PResult<'s, ItemKind<'s>> {
    let (i, _) = symbol(b'?', Expect::QuestionMark)(i)?;
    let (i, _) = symbol(b'=', Expect::Equals)(i)?;
    let (i, result) = boxed_name(i)?;
    Ok((i, ItemKind::Builtin(Builtin { annotations, name, id, result })))
}

/// `{ "@" lc-ident }`
fn annotations(mut i: Input<'_>) -> PResult<'_, Vec<Name<'_>>> {
    let mut list = Vec::new();
    while i.first() == Some(b'@') {
        if !i.nth(1).is_some_and(|byte| byte.is_ascii_lowercase()) {
            return mistake(i, Kind::LoneAt);
        }
        let (rest, name) = word(i.glued(1), Expect::Name)?;
        list.push(name);
        i = rest;
    }
    Ok((i, list))
}

/// `name = lc-ident-ns | "_"`
#[inline]
fn combinator_name(i: Input<'_>) -> PResult<'_, Name<'_>> {
    if i.first() == Some(b'_') {
        return underscore(i);
    }
    match name(i, Expect::Declaration)? {
        (_, name) if name.is_upper() => mistake(i, Kind::UpperCaseName),
        found => Ok(found),
    }
}

/// `"=" | "=>"`, which is known to stand there; whether it is the arrow.
fn equals(i: Input<'_>) -> (Input<'_>, bool) {
    let arrow = i.nth(1) == Some(b'>');
    (i.token(1 + usize::from(arrow)), arrow)
}

/// `result = [ "!" ] [ "%" ] ident ( "<" expr { "," expr } ">" | { subexpr } ) | "#"`
fn result(i: Input<'_>) -> PResult<'_, ResultType<'_>> {
    match i.first() {
        Some(b'#') => map(nat_type, |ty| ResultType { call: None, ty }).parse(i),
        Some(b'!') => {
            let (rest, call) = symbol(b'!', Expect::Type)(i)?;
            map(result_type, |ty| ResultType { call: Some(call), ty }).parse(rest)
        }
        _ => map(result_type, |ty| ResultType { call: None, ty }).parse(i),
    }
}

/// `[ "%" ] ident ( "<" expr { "," expr } ">" | { subexpr } )`
fn result_type(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    if i.first() != Some(b'%') {
        return applied(i);
    }
    let (rest, inner) = nested(i.token(1), applied)?;
    Ok((rest, TypeExpr { kind: TypeKind::Bare(Box::new(inner)), span: i.span_to(rest) }))
}

/// `ident ( "<" expr { "," expr } ">" | { subexpr } )`
fn applied(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    if i.first() == Some(b'(') {
        return mistake(i, Kind::ParenthesisedResult);
    }
    let (i, head) = name(i, Expect::TypeName)?;
    match named(i, head)? {
        (i, head) if matches!(head.kind, TypeKind::Name(_)) => arguments(i, head),
        with_angle_brackets => Ok(with_angle_brackets),
    }
}

/// `partial = uc-ident-ns ( subexpr { subexpr } | "<" expr { "," expr } ">" ) | lc-ident-ns subexpr { subexpr }`
fn partial(i: Input<'_>) -> PResult<'_, ItemKind<'_>> {
    if !ends_without_equals(i) {
        return expected(i, &[]);
    }
    let (rest, head) = name(i, Expect::Declaration)?;
    let (rest, ty) = if head.is_upper() { applied(i)? } else { arguments(rest, TypeExpr::from(head))? };
    match ty.kind {
        TypeKind::Apply(_) => Ok((rest, ItemKind::Partial(ty))),
        _ => expected(rest, &[Expect::Type]),
    }
}

/// Whether `;` stands before any `=` and `:`, as it does only in a partial application. A bar ends the search, as
/// it ends a broken declaration, so that no text is searched often.
fn ends_without_equals(mut i: Input<'_>) -> bool {
    loop {
        match i.first() {
            Some(b';') => return true,
            Some(b'=' | b':' | b'-') | None => return false,
            Some(_) => i = i.token(token_len(i.rest)),
        }
    }
}

/// `uc-ident-ns`
fn boxed_name(i: Input<'_>) -> PResult<'_, Name<'_>> {
    match name(i, Expect::BoxedName)? {
        (_, name) if !name.is_upper() => expected(i, &[Expect::BoxedName]),
        found => Ok(found),
    }
}

//! Rules for declarations, without the `;` after them. The rules for whole declarations write to `kind`, which belongs
//! to the caller.

use nom::error::ParseError;

use super::error::{Expect, PResult, SyntaxErrorKind, expected, mistake};
use super::input::Input;
use super::lexical::{
    explicit_id, name, no_name, starts_name, symbol, take_cased_name, take_name, token_len, underscore, word,
};
use super::param::{exclamation, implicits, params};
use super::types::{angle, arguments, nat_type, nested};
use crate::ast::{BuiltIn, Combinator, Final, FinalKeyword, ItemKind, Name, ResultType, TypeExpr, TypeKind};

/// `declaration = combinator | built-in | partial | final`
pub(super) fn declaration<'s>(i: Input<'s>, kind: &mut ItemKind<'s>) -> PResult<'s, ()> {
    match keyword(i) {
        Some(keyword) => final_(i, keyword, kind),
        None => match combinator(i, kind) {
            // `partial` is tried last, because partial applications are very rare.
            Err(nom::Err::Error(error)) => {
                partial(i, kind).map_err(|other| other.map(|other| error.or(other)))
            }
            read => read,
        },
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
fn final_<'s>(i: Input<'s>, keyword: FinalKeyword, kind: &mut ItemKind<'s>) -> PResult<'s, ()> {
    let (i, _) = word(i, Expect::Declaration)?;
    let (i, ty) = boxed_name(i)?;
    *kind = ItemKind::Final(Final { keyword, ty });
    Ok((i, ()))
}

/// `combinator = { annotation } name [id] { opt-args } { arg } ( "=" | "=>" ) result`, or
/// `built-in = { annotation } name [id] "?" "=" uc-ident-ns`
fn combinator<'s>(i: Input<'s>, kind: &mut ItemKind<'s>) -> PResult<'s, ()> {
    let (i, annotations) = annotations(i)?;
    let (i, name) = combinator_name(i)?;
    let (i, id) = explicit_id(i, name.span)?;
    if i.first() == Some(b'?') {
        let (i, result) = built_in(i)?;
        *kind = ItemKind::BuiltIn(BuiltIn { annotations, name, id, result });
        return Ok((i, ()));
    }
    let (i, implicit) = implicits(i)?;
    let (i, params) = params(i, b'=', Expect::Equals)?;
    let (i, arrow, equals_end) = equals(i);
    let (i, result) = result(i).map_err(|error| error.map(|error| error.within("the result")))?;
    *kind = ItemKind::Combinator(Combinator {
        annotations,
        name,
        id,
        implicit,
        params,
        arrow,
        equals_end,
        result,
    });
    Ok((i, ()))
}

/// `"?" "=" uc-ident-ns`
fn built_in(i: Input<'_>) -> PResult<'_, Name<'_>> {
    let (i, _) = symbol(b'?', Expect::QuestionMark)(i)?;
    let (i, _) = symbol(b'=', Expect::Equals)(i)?;
    boxed_name(i)
}

/// `{ "@" lc-ident }`
fn annotations(mut i: Input<'_>) -> PResult<'_, Vec<Name<'_>>> {
    let mut list = Vec::new();
    while i.first() == Some(b'@') {
        if !i.nth(1).is_some_and(|byte| byte.is_ascii_lowercase()) {
            return mistake(i, SyntaxErrorKind::LoneAt);
        }
        let (rest, name) = word(i.skip(1), Expect::Name)?;
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
    if !starts_name(i) {
        return no_name(i, Expect::Declaration);
    }
    let (rest, name, is_upper) = take_cased_name(i);
    if is_upper { mistake(i, SyntaxErrorKind::UpperCaseName) } else { Ok((rest, name)) }
}

/// `"=" | "=>"`. The caller must check that `=` is next. Returns the remaining input, whether `=>` was read, and the
/// position after `=` or `=>`.
fn equals(i: Input<'_>) -> (Input<'_>, bool, u32) {
    let arrow = i.nth(1) == Some(b'>');
    let len = 1 + usize::from(arrow);
    (i.token(len), arrow, i.pos() + len as u32)
}

/// `result = [ "!" ] [ "%" ] ident ( "<" expr { "," expr } ">" | { subexpr } ) | "#"`
fn result(i: Input<'_>) -> PResult<'_, ResultType<'_>> {
    let (i, call) = exclamation(i);
    let (i, ty) = if call.is_none() && i.first() == Some(b'#') { nat_type(i)? } else { result_type(i)? };
    Ok((i, ResultType { call, ty }))
}

/// `[ "%" ] ident ( "<" expr { "," expr } ">" | { subexpr } )`
fn result_type(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    if i.first() != Some(b'%') {
        return applied(i);
    }
    let (rest, inner) = nested(i.token(1), applied)?;
    let span = i.span_with(inner.span);
    Ok((rest, TypeExpr { kind: TypeKind::Bare(Box::new(inner)), span }))
}

/// `ident ( "<" expr { "," expr } ">" | { subexpr } )`
fn applied(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    if i.first() == Some(b'(') {
        return mistake(i, SyntaxErrorKind::ParenthesisedResult);
    }
    if !starts_name(i) {
        return no_name(i, Expect::TypeName);
    }
    let (rest, head) = take_name(i);
    if rest.first() == Some(b'<') { angle(rest, head) } else { arguments(rest, TypeExpr::from(head)) }
}

/// `partial = uc-ident-ns ( subexpr { subexpr } | "<" expr { "," expr } ">" ) | lc-ident-ns subexpr { subexpr }`
fn partial<'s>(i: Input<'s>, kind: &mut ItemKind<'s>) -> PResult<'s, ()> {
    if !ends_without_equals(i) {
        return expected(i, &[]);
    }
    let (rest, head) = name(i, Expect::Declaration)?;
    let (rest, ty) = if head.is_upper() { applied(i)? } else { arguments(rest, TypeExpr::from(head))? };
    if !matches!(ty.kind, TypeKind::Apply(_)) {
        return expected(rest, &[Expect::Type]);
    }
    *kind = ItemKind::Partial(ty);
    Ok((rest, ()))
}

/// Returns whether a `;` precedes the first `=` and the first `:`, as in the partial application `Vector int;`. The
/// search also stops at a `-`, which can begin a bar. Recovery from a syntax error stops at bars too, so no text is
/// searched repeatedly.
fn ends_without_equals(mut i: Input<'_>) -> bool {
    loop {
        match i.first() {
            Some(b';') => return true,
            Some(b'=' | b':' | b'-') | None => return false,
            Some(_) => i = i.token(token_len(i.rest())),
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

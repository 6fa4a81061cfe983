//! What a combinator takes: implicit arguments, fields, groups, repetitions, conditions.

use nom::Parser;
use nom::combinator::map;
use nom::error::context;

use super::error::{Expect, Kind, expected, mistake};
use super::input::{Input, PResult};
use super::lexical::{name, nat, starts_name, symbol, underscore, word};
use super::types::{expr, nested, starts_type, term};
use crate::Span;
use crate::ast::{Condition, Implicit, Kind as VarKind, Name, Names, Param, ParamType, Repetition, TypeExpr};

/// `{ opt-args }`
pub(super) fn implicits(mut i: Input<'_>) -> PResult<'_, Vec<Implicit<'_>>> {
    let mut list = Vec::new();
    while i.first() == Some(b'{') {
        let (rest, implicit) = context("an implicit argument", implicit).parse(i)?;
        list.push(implicit);
        i = rest;
    }
    Ok((i, list))
}

/// `opt-args = "{" var { var } ":" ( "Type" | "#" ) "}"`
fn implicit(i: Input<'_>) -> PResult<'_, Implicit<'_>> {
    let (rest, names) = names(i.token(1), |i| word(i, Expect::Variable))?;
    let (rest, kind) = kind(rest)?;
    let (rest, _) = symbol(b'}', Expect::CloseBrace)(rest)?;
    let names = if let [name] = names[..] { Names::One(name) } else { Names::Group(names) };
    Ok((rest, Implicit { names, kind, span: i.span_to(rest) }))
}

/// `"Type" | "#"`
fn kind(i: Input<'_>) -> PResult<'_, VarKind> {
    if let Ok((rest, _)) = symbol(b'#', Expect::KindOfVariable)(i) {
        return Ok((rest, VarKind::Nat));
    }
    match word(i, Expect::KindOfVariable) {
        Ok((rest, word)) if word.text == "Type" => Ok((rest, VarKind::Type)),
        _ => expected(i, &[Expect::KindOfVariable]),
    }
}

/// One or more names and the `:` behind them.
fn names<'s>(i: Input<'s>, rule: impl Fn(Input<'s>) -> PResult<'s, Name<'s>>) -> PResult<'s, Vec<Name<'s>>> {
    let (mut i, first) = rule(i)?;
    let mut names = vec![first];
    while starts_name(i) || i.first() == Some(b'_') {
        let (rest, name) = rule(i)?;
        names.push(name);
        i = rest;
    }
    let (i, _) = symbol(b':', Expect::Colon)(i)?;
    Ok((i, names))
}

/// `{ arg }` and what must stand behind them, which is `end`.
pub(super) fn params<'s>(mut i: Input<'s>, end: u8, what: Expect) -> PResult<'s, Vec<Param<'s>>> {
    let mut list = Vec::new();
    loop {
        match i.first() {
            Some(byte) if byte == end => return Ok((i, list)),
            Some(byte) if starts_type(byte) || matches!(byte, b'_' | b'[' | b'!') => {
                let (rest, param) = param(i)?;
                list.push(param);
                i = rest;
            }
            Some(b'{') => return mistake(i, Kind::LateImplicit),
            Some(b',') => return mistake(i, Kind::Comma),
            _ => return expected(i, &[Expect::Field, what]),
        }
    }
}

/// `arg = group | [ fname ":" ] ( [cond] ["!"] term | [cond] repetition | "(" cond ["!"] expr ")" )`
#[inline(always)]
fn param(i: Input<'_>) -> PResult<'_, Param<'_>> {
    if i.first() == Some(b'(') && is_group(i) {
        return context("a group of fields", group).parse(i);
    }
    let (start, names) = field_name(i);
    if start.first() == Some(b'(') && mask(start.token(1)).is_some() {
        let (rest, field) = parenthesised(start)?;
        return Ok((rest, Param { names, span: i.span_to(rest), ..field }));
    }
    let (rest, condition) = condition(start)?;
    let (rest, call) = exclamation(rest);
    let (rest, ty) = if call.is_some() { map(term, ParamType::Type).parse(rest)? } else { value(rest)? };
    Ok((rest, Param { names, condition, call, ty, span: i.span_to(rest) }))
}

/// `[ fname ":" ]`
#[inline(always)]
fn field_name(i: Input<'_>) -> (Input<'_>, Names<'_>) {
    match fname(i) {
        Ok((rest, name)) if rest.first() == Some(b':') => (rest.token(1), Names::One(name)),
        _ => (i, Names::None),
    }
}

/// `group = "(" fname { fname } ":" [cond] ["!"] expr ")"`
fn group(i: Input<'_>) -> PResult<'_, Param<'_>> {
    let (rest, names) = names(i.token(1), fname)?;
    let (rest, condition) = condition(rest)?;
    let (rest, call) = exclamation(rest);
    let (rest, ty) = nested(rest, expr)?;
    let (rest, _) = symbol(b')', Expect::CloseParen)(rest)?;
    let (names, ty) = (Names::Group(names), ParamType::Type(ty));
    Ok((rest, Param { names, condition, call, ty, span: i.span_to(rest) }))
}

/// Whether `fname { fname } ":"` follows the parenthesis.
fn is_group(i: Input<'_>) -> bool {
    names(i.token(1), fname).is_ok()
}

/// `fname = lc-ident | uc-ident | "_"`
#[inline(always)]
fn fname(i: Input<'_>) -> PResult<'_, Name<'_>> {
    if i.first() == Some(b'_') { underscore(i) } else { word(i, Expect::Field) }
}

/// `"(" cond ["!"] expr ")"`
fn parenthesised(i: Input<'_>) -> PResult<'_, Param<'_>> {
    let (rest, condition) = condition(i.token(1))?;
    let (rest, call) = exclamation(rest);
    let (rest, ty) = nested(rest, expr)?;
    let (rest, _) = symbol(b')', Expect::CloseParen)(rest)?;
    let condition = condition.map(|condition| Condition { in_parens: true, ..condition });
    let ty = ParamType::Type(ty);
    Ok((rest, Param { names: Names::None, condition, call, ty, span: i.span_to(rest) }))
}

/// `term | repetition`
#[inline]
fn value(i: Input<'_>) -> PResult<'_, ParamType<'_>> {
    if i.first() == Some(b'[') {
        return repetition(i, i, None);
    }
    let (rest, ty) = term(i)?;
    if rest.first() == Some(b'*') {
        return repetition(rest.token(1), i, Some(Box::new(ty)));
    }
    Ok((rest, ParamType::Type(ty)))
}

/// `repetition = [ mult "*" ] "[" arg { arg } "]"`, which begins at `start`, behind its multiplicity.
fn repetition<'s>(
    i: Input<'s>,
    start: Input<'s>,
    count: Option<Box<TypeExpr<'s>>>,
) -> PResult<'s, ParamType<'s>> {
    let (inner, open) = symbol(b'[', Expect::OpenBracket)(i)?;
    let within = |inner| params(inner, b']', Expect::CloseBracket);
    let (rest, params) = nested(inner, |inner| context("a repetition", within).parse(inner))?;
    if params.is_empty() {
        return mistake(i, Kind::EmptyRepetition);
    }
    let (rest, close) = symbol(b']', Expect::CloseBracket)(rest)?;
    let brackets = open.to(close);
    Ok((rest, ParamType::Repetition(Repetition { count, params, brackets, span: start.span_to(rest) })))
}

/// `["!"]`
#[inline]
fn exclamation(i: Input<'_>) -> (Input<'_>, Option<Span>) {
    match i.first() {
        Some(b'!') => (i.token(1), Some(i.span_of(1))),
        _ => (i, None),
    }
}

/// `[cond]`
#[inline(always)]
fn condition(i: Input<'_>) -> PResult<'_, Option<Condition<'_>>> {
    match mask(i) {
        None => Ok((i, None)),
        Some((i, mask)) => context("the condition of a field", map(|i| bit_and_mark(i, mask), Some)).parse(i),
    }
}

/// A name with `?` or `.` behind it.
#[inline(always)]
fn mask(i: Input<'_>) -> Option<(Input<'_>, Name<'_>)> {
    if !starts_name(i) {
        return None;
    }
    let (rest, mask) = name(i, Expect::Type).ok()?;
    match rest.first() {
        Some(b'?') => Some((rest, mask)),
        // Behind a name with a capital a letter may follow, which is no bit.
        Some(b'.') if !rest.nth(1).is_some_and(|byte| byte.is_ascii_alphabetic()) => Some((rest, mask)),
        _ => None,
    }
}

/// `cond = var [ "." nat ] "?"`, behind the variable.
fn bit_and_mark<'s>(i: Input<'s>, mask: Name<'s>) -> PResult<'s, Condition<'s>> {
    if let Some(dot) = mask.text.bytes().rposition(|byte| byte == b'.') {
        // `flags.x?` is the name `flags.x` to the lexical grammar, and a mistyped bit to its author.
        let bit = Input { pos: mask.span.start + dot as u32 + 1, ..i };
        return expected(bit, &[Expect::BitNumber]);
    }
    let (i, bit) = match i.first() {
        Some(b'.') => map(|i| nat(i, Expect::BitNumber), Some).parse(i.token(1))?,
        _ => (i, None),
    };
    let (i, mark) = symbol(b'?', Expect::QuestionMark)(i)?;
    Ok((i, Condition { mask, bit, in_parens: false, span: mask.span.to(mark) }))
}

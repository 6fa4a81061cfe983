//! What a combinator takes: implicit arguments, fields, groups, repetitions, conditions.

use nom::Parser;
use nom::combinator::map;
use nom::error::context;

use super::error::{Expect, Kind, expected, mistake};
use super::input::{Failure, Input, PResult};
use super::lexical::{name, nat, starts_name, symbol, underscore, word};
use super::types::{expr, named, nested, starts_type, term};
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
    if start.first() == Some(b'(') && matches!(first_name(start.token(1)), Some((_, _, true))) {
        let (rest, field) = parenthesised(start)?;
        return Ok((rest, Param { names, span: i.span_to(rest), ..field }));
    }
    let (rest, condition, head) = condition_or_name(start)?;
    let (rest, call, ty) = match head {
        Some(head) => {
            let (behind, ty) = named(rest, head)?;
            let (rest, ty) = counted(behind, start, ty)?;
            (rest, None, ty)
        }
        None => called_or_value(rest)?,
    };
    Ok((rest, Param { names, condition, call, ty, span: i.span_to(rest) }))
}

/// `"!" term | term | repetition`
#[inline(always)]
fn called_or_value(i: Input<'_>) -> Result<(Input<'_>, Option<Span>, ParamType<'_>), Failure> {
    let (rest, call) = exclamation(i);
    let (rest, ty) = match call {
        Some(_) => map(term, ParamType::Type).parse(rest)?,
        None => value(rest)?,
    };
    Ok((rest, call, ty))
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
#[inline(always)]
fn value(i: Input<'_>) -> PResult<'_, ParamType<'_>> {
    if i.first() == Some(b'[') {
        return repetition(i, i, None);
    }
    let (rest, ty) = term(i)?;
    counted(rest, i, ty)
}

/// `[ "*" "[" arg { arg } "]" ]`, behind what is a type or, before `*`, a multiplicity that begins at `start`.
#[inline(always)]
fn counted<'s>(i: Input<'s>, start: Input<'s>, ty: TypeExpr<'s>) -> PResult<'s, ParamType<'s>> {
    if i.first() == Some(b'*') {
        return repetition(i.token(1), start, Some(Box::new(ty)));
    }
    Ok((i, ParamType::Type(ty)))
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
    Ok((
        rest,
        ParamType::Repetition(Box::new(Repetition { count, params, brackets, span: start.span_to(rest) })),
    ))
}

/// `["!"]`
#[inline(always)]
fn exclamation(i: Input<'_>) -> (Input<'_>, Option<Span>) {
    match i.first() {
        Some(b'!') => (i.token(1), Some(i.span_of(1))),
        _ => (i, None),
    }
}

/// `[cond]`
fn condition(i: Input<'_>) -> PResult<'_, Option<Condition<'_>>> {
    match condition_or_name(i)? {
        (_, None, Some(_)) => Ok((i, None)),
        (rest, condition, _) => Ok((rest, condition)),
    }
}

/// `[cond]`, or the name that stands in its place, so that it is read only once.
#[inline(always)]
#[allow(clippy::type_complexity, reason = "a result of a rule, with one part more than most")]
fn condition_or_name(i: Input<'_>) -> Result<(Input<'_>, Option<Condition<'_>>, Option<Name<'_>>), Failure> {
    match first_name(i) {
        None => Ok((i, None, None)),
        Some((rest, name, false)) => Ok((rest, None, Some(name))),
        Some((rest, mask, true)) => match bit_and_mark(rest, mask) {
            Ok((rest, condition)) => Ok((rest, Some(condition), None)),
            Err(error) => Err(error.map(|error| error.within("the condition of a field"))),
        },
    }
}

/// A name, and whether it is a mask: `?` or `.` stands behind it.
#[inline(always)]
fn first_name(i: Input<'_>) -> Option<(Input<'_>, Name<'_>, bool)> {
    if !starts_name(i) {
        return None;
    }
    let (rest, name) = name(i, Expect::Type).ok()?;
    let is_mask = match rest.first() {
        Some(b'?') => true,
        // Behind a name with a capital a letter may follow, which is no bit.
        Some(b'.') => !rest.nth(1).is_some_and(|byte| byte.is_ascii_alphabetic()),
        _ => false,
    };
    Some((rest, name, is_mask))
}

/// `cond = var [ "." nat ] "?"`, behind the variable.
#[inline(always)]
fn bit_and_mark<'s>(i: Input<'s>, mask: Name<'s>) -> PResult<'s, Condition<'s>> {
    if let Some(dot) = mask.text.bytes().rposition(|byte| byte == b'.') {
        // `flags.x?` is the name `flags.x` to the lexical grammar, and a mistyped bit to its author.
        let bit = Input { pos: mask.span.start + dot as u32 + 1, ..i };
        return expected(bit, &[Expect::BitNumber]);
    }
    let (i, bit) = match i.first() {
        Some(b'.') => {
            let (rest, bit) = nat(i.token(1), Expect::BitNumber)?;
            (rest, Some(bit))
        }
        _ => (i, None),
    };
    let (i, mark) = symbol(b'?', Expect::QuestionMark)(i)?;
    Ok((i, Condition { mask, bit, in_parens: false, span: mask.span.to(mark) }))
}

//! Rules for parameters of combinators: implicit arguments, fields, groups, repetitions and conditions.

use nom::Parser;
use nom::error::context;

use super::error::{Expect, PResult, SyntaxErrorKind, expected, mistake};
use super::input::Input;
use super::lexical::{nat, starts_name, symbol, take_name, take_word, underscore, word};
use super::types::{expr, nested, starts_type, term};
use crate::Span;
use crate::ast::{Condition, Implicit, Name, Names, Param, ParamType, Repetition, TypeExpr, VariableKind};

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
    let (rest, close) = symbol(b'}', Expect::CloseBrace)(rest)?;
    let names = if let [name] = names[..] { Names::One(name) } else { Names::Group(names) };
    Ok((rest, Implicit { names, kind, span: i.span_with(close) }))
}

/// `"Type" | "#"`
fn kind(i: Input<'_>) -> PResult<'_, VariableKind> {
    if let Ok((rest, _)) = symbol(b'#', Expect::KindOfVariable)(i) {
        return Ok((rest, VariableKind::Nat));
    }
    match word(i, Expect::KindOfVariable) {
        Ok((rest, word)) if word.text == "Type" => Ok((rest, VariableKind::Type)),
        _ => expected(i, &[Expect::KindOfVariable]),
    }
}

/// One or more names and the `:` after them.
fn names<'s>(i: Input<'s>, rule: impl Fn(Input<'s>) -> PResult<'s, Name<'s>>) -> PResult<'s, Vec<Name<'s>>> {
    let mut names = Vec::with_capacity(1);
    let mut i = i;
    while names.is_empty() || starts_name(i) || i.first() == Some(b'_') {
        let (rest, name) = rule(i)?;
        if rest.first() == Some(b'.') {
            return mistake(i, SyntaxErrorKind::NamespacedField);
        }
        names.push(name);
        i = rest;
    }
    let (i, _) = symbol(b':', Expect::Colon)(i)?;
    Ok((i, names))
}

/// `{ arg }`, followed by the byte `end`, which is not consumed.
pub(super) fn params<'s>(start: Input<'s>, end: u8, what: Expect) -> PResult<'s, Vec<Param<'s>>> {
    let mut i = start;
    let mut list = if i.first() == Some(end) { Vec::new() } else { Vec::with_capacity(4) };
    loop {
        match i.first() {
            Some(byte) if byte == end => return Ok((i, list)),
            Some(byte) if starts_type(byte) || matches!(byte, b'_' | b'[' | b'!') => {
                let (rest, ()) = param(i, &mut list)?;
                i = i.at(rest);
            }
            Some(b'{') => return mistake(i, SyntaxErrorKind::LateImplicit),
            Some(b',') => return mistake(i, SyntaxErrorKind::Comma),
            Some(b':') if list.last().is_some_and(is_namespaced) => {
                let name = list.last().map_or(start.pos(), |param| param.span.start);
                return mistake(start.skip((name - start.pos()) as usize), SyntaxErrorKind::NamespacedField);
            }
            _ => return expected(i, &[Expect::Field, what]),
        }
    }
}

/// `arg = group | [ fname ":" ] ( [cond] ["!"] term | [cond] repetition | "(" cond ["!"] expr ")" )`
///
/// Appends the field to `list`. If the field were returned, it would be moved several times.
#[inline(always)]
fn param<'s>(i: Input<'s>, list: &mut Vec<Param<'s>>) -> PResult<'s, ()> {
    if i.first() == Some(b'(') && is_group(i) {
        let (rest, group) = context("a group of fields", group).parse(i)?;
        list.push(group);
        return Ok((rest, ()));
    }
    let (start, names) = field_name(i);
    if start.first() == Some(b'(') && !matches!(condition(start.token(1)), Ok((_, None))) {
        let (rest, field) = parenthesised(start)?;
        list.push(Param { names, span: i.span_with(field.span), ..field });
        return Ok((rest, ()));
    }
    let (rest, condition) = condition(start)?;
    if starts_name(rest) {
        // Most types are only a name, so names are handled without the general rule.
        let (rest, head) = take_name(rest);
        if !matches!(rest.first(), Some(b'<' | b'*')) {
            let ty = ParamType::Type(TypeExpr::from(head));
            list.push(Param { names, condition, call: None, ty, span: i.span_with(head.span) });
            return Ok((rest, ()));
        }
    }
    let (rest, call) = exclamation(rest);
    let (rest, ty) = value(rest, call.is_some())?;
    let span = i.span_with(ty.span());
    list.push(Param { names, condition, call, ty, span });
    Ok((rest, ()))
}

/// `[ fname ":" ]`
#[inline(always)]
fn field_name(i: Input<'_>) -> (Input<'_>, Names<'_>) {
    let read = if starts_name(i) { Some(take_word(i)) } else { underscore(i).ok() };
    match read {
        Some((rest, name)) if rest.first() == Some(b':') => (rest.token(1), Names::One(name)),
        _ => (i, Names::None),
    }
}

/// `group = "(" fname { fname } ":" [cond] ["!"] expr ")"`
fn group(i: Input<'_>) -> PResult<'_, Param<'_>> {
    let (rest, names) = names(i.token(1), fname)?;
    let (rest, condition) = condition(rest)?;
    let (rest, call) = exclamation(rest);
    let (rest, ty) = nested(rest, expr)?;
    let (rest, close) = symbol(b')', Expect::CloseParen)(rest)?;
    let (names, ty) = (Names::Group(names), ParamType::Type(ty));
    Ok((rest, Param { names, condition, call, ty, span: i.span_with(close) }))
}

/// Returns whether a parameter is only a name with namespaces, such as `a.b`. If `:` follows the name, the author meant
/// it as the name of a field.
fn is_namespaced(param: &Param<'_>) -> bool {
    let name = match &param.ty {
        ParamType::Type(ty) if param.names.is_empty() && param.condition.is_none() => ty.name(),
        _ => None,
    };
    name.is_some_and(|name| name.text.contains('.'))
}

/// Returns whether `fname { fname } ":"` follows the parenthesis. Accepts names with namespaces, so that the rule for
/// groups can report them.
fn is_group(i: Input<'_>) -> bool {
    let name = |i| if starts_name(i) { Ok(take_name(i)) } else { underscore(i) };
    names(i.token(1), name).is_ok()
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
    let (rest, close) = symbol(b')', Expect::CloseParen)(rest)?;
    let condition = condition.map(|condition| Condition { in_parens: true, ..condition });
    let ty = ParamType::Type(ty);
    Ok((rest, Param { names: Names::None, condition, call, ty, span: i.span_with(close) }))
}

/// `term | repetition`. If `called` is set, a `!` precedes the value, and only a term is allowed.
#[inline(always)]
fn value(i: Input<'_>, called: bool) -> PResult<'_, ParamType<'_>> {
    if i.first() == Some(b'[') && !called {
        return repetition(i, i, None);
    }
    let (rest, ty) = term(i)?;
    if rest.first() == Some(b'*') && !called {
        return repetition(rest.token(1), i, Some(Box::new(ty)));
    }
    Ok((rest, ParamType::Type(ty)))
}

/// `repetition = [ term "*" ] "[" arg { arg } "]"`. The repetition begins at `start`, and its `[` is at `i`.
fn repetition<'s>(
    i: Input<'s>,
    start: Input<'s>,
    count: Option<Box<TypeExpr<'s>>>,
) -> PResult<'s, ParamType<'s>> {
    let (inner, open) = symbol(b'[', Expect::OpenBracket)(i)?;
    let within = |inner| params(inner, b']', Expect::CloseBracket);
    let (rest, params) = nested(inner, |inner| context("a repetition", within).parse(inner))?;
    if params.is_empty() {
        return mistake(i, SyntaxErrorKind::EmptyRepetition);
    }
    let (rest, close) = symbol(b']', Expect::CloseBracket)(rest)?;
    let brackets = open.to(close);
    Ok((
        rest,
        ParamType::Repetition(Box::new(Repetition { count, params, brackets, span: start.span_with(close) })),
    ))
}

/// `["!"]`
#[inline(always)]
pub(super) fn exclamation(i: Input<'_>) -> (Input<'_>, Option<Span>) {
    match i.first() {
        Some(b'!') => (i.token(1), Some(i.span_of(1))),
        _ => (i, None),
    }
}

/// `[cond]`, where `cond = var [ "." nat ] "?"`
///
/// Lexically, `flags.x?` begins with the name `flags.x`. But the author probably mistyped the bit, so the error is
/// about the bit.
#[inline(always)]
fn condition(i: Input<'_>) -> PResult<'_, Option<Condition<'_>>> {
    if !starts_name(i) {
        return Ok((i, None));
    }
    let (rest, mask) = take_name(i);
    match rest.first() {
        Some(b'?') => {}
        // In `Flags.x`, the name ends before the dot, because `Flags` begins with a capital letter. A letter follows
        // the dot, so this is not a condition.
        Some(b'.') if !rest.nth(1).is_some_and(|byte| byte.is_ascii_alphabetic()) => {}
        _ => return Ok((i, None)),
    }
    let bit_and_mark = |rest| match mask.text.rfind('.') {
        Some(dot) => expected(i.skip(dot + 1), &[Expect::BitNumber]),
        None => bit_and_mark(rest, mask),
    };
    context("the condition of a field", bit_and_mark).parse(rest)
}

/// `[ "." nat ] "?"`, after the variable `mask`.
#[inline(always)]
fn bit_and_mark<'s>(i: Input<'s>, mask: Name<'s>) -> PResult<'s, Option<Condition<'s>>> {
    let (i, bit) = match i.first() {
        Some(b'.') => {
            let (rest, bit) = nat(i.token(1), Expect::BitNumber)?;
            (rest, Some(bit))
        }
        _ => (i, None),
    };
    let (i, mark) = symbol(b'?', Expect::QuestionMark)(i)?;
    Ok((i, Some(Condition { mask, bit, in_parens: false, end: mark.end })))
}

//! Rules for types: names, applications, `%`, sums and numbers.

use super::error::{Expect, PResult, SyntaxErrorKind, expected, mistake};
use super::input::Input;
use super::lexical::{is_word, nat, no_name, symbol, take_name};
use crate::Span;
use crate::ast::{Apply, Name, TypeExpr, TypeKind};

/// Maximum depth of nested brackets and `%`.
const MAX_DEPTH: u32 = 64;

/// Calls `rule` at the next greater depth. Returns an error if the depth would exceed [`MAX_DEPTH`].
#[inline(always)]
pub(super) fn nested<'s, T>(i: Input<'s>, rule: impl Fn(Input<'s>) -> PResult<'s, T>) -> PResult<'s, T> {
    if i.depth == MAX_DEPTH {
        return mistake(i, SyntaxErrorKind::TooDeep);
    }
    let (rest, output) = rule(i.deeper())?;
    Ok((i.at(rest), output))
}

/// Returns whether a type can begin with `byte`.
#[inline(always)]
pub(super) fn starts_type(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'%' | b'(' | b'#')
}

/// `expr = subexpr { subexpr }`
pub(super) fn expr(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    let (i, head) = subexpr(i)?;
    if !can_apply(&head) {
        return Ok((i, head));
    }
    arguments(i, head)
}

/// `{ subexpr }`, after the type `head`.
#[inline(always)]
pub(super) fn arguments<'s>(i: Input<'s>, head: TypeExpr<'s>) -> PResult<'s, TypeExpr<'s>> {
    if i.first().is_some_and(starts_type) { some_arguments(i, head) } else { Ok((i, head)) }
}

/// `subexpr { subexpr }`, after the type `head`.
fn some_arguments<'s>(start: Input<'s>, head: TypeExpr<'s>) -> PResult<'s, TypeExpr<'s>> {
    let mut i = start;
    let mut args = Vec::with_capacity(1);
    while i.first().is_some_and(starts_type) {
        let (rest, arg) = subexpr(i)?;
        args.push(arg);
        i = rest;
    }
    Ok((i, apply(head, args)))
}

/// Returns whether arguments can follow `head`.
fn can_apply(head: &TypeExpr<'_>) -> bool {
    match &head.kind {
        TypeKind::Name(_) | TypeKind::Apply(_) => true,
        TypeKind::Bare(inner) | TypeKind::Paren(inner) => can_apply(inner),
        TypeKind::Nat | TypeKind::Number(_) | TypeKind::Sum(_) => false,
    }
}

/// Applies `head` to the arguments `more`, which follow it. For example, `%Pair a b` is the bare form of `Pair a b`,
/// and `Pair<a> b` is `Pair<a,b>`.
fn apply<'s>(head: TypeExpr<'s>, mut more: Vec<TypeExpr<'s>>) -> TypeExpr<'s> {
    let Some(last) = more.last() else { return head };
    let span = head.span.to(last.span);
    let kind = match head.kind {
        TypeKind::Name(text) => {
            let head = Name { text, span: head.span };
            TypeKind::Apply(Box::new(Apply { head, args: more, angle: false }))
        }
        TypeKind::Apply(mut apply) => {
            apply.args.append(&mut more);
            TypeKind::Apply(apply)
        }
        TypeKind::Bare(inner) => TypeKind::Bare(Box::new(apply(*inner, more))),
        TypeKind::Paren(inner) => apply(*inner, more).kind,
        kind @ (TypeKind::Nat | TypeKind::Number(_) | TypeKind::Sum(_)) => kind,
    };
    TypeExpr { kind, span }
}

/// `subexpr = term { "+" term }`
#[inline(always)]
fn subexpr(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    let (rest, first) = term(i)?;
    if rest.first() == Some(b'+') { sum(rest, first) } else { Ok((rest, first)) }
}

/// `"+" term { "+" term }`, after the term `first`.
fn sum<'s>(start: Input<'s>, first: TypeExpr<'s>) -> PResult<'s, TypeExpr<'s>> {
    let mut i = start;
    let mut span = first.span;
    let mut terms = vec![first];
    while let Ok((rest, _)) = symbol(b'+', Expect::Plus)(i) {
        let (rest, next) = term(rest)?;
        span = span.to(next.span);
        terms.push(next);
        i = rest;
    }
    Ok((i, TypeExpr { kind: TypeKind::Sum(terms), span }))
}

/// `term = { "%" } ( "(" expr ")" | ident [ "<" expr { "," expr } ">" ] | "#" | nat )`
pub(super) fn term(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    match i.first() {
        Some(b'%') => bare(i),
        Some(b'(') => paren(i),
        Some(b'#') => nat_type(i),
        Some(b'0'..=b'9') => number(i),
        Some(byte) if byte.is_ascii_alphabetic() => {
            let (rest, head) = take_name(i);
            named(rest, head)
        }
        _ => no_name(i, Expect::Type),
    }
}

/// `ident [ "<" expr { "," expr } ">" ]`, after the name `head`.
#[inline(always)]
pub(super) fn named<'s>(i: Input<'s>, head: Name<'s>) -> PResult<'s, TypeExpr<'s>> {
    if i.first() == Some(b'<') { angle(i, head) } else { Ok((i, TypeExpr::from(head))) }
}

/// `"<" expr { "," expr } ">"`, after the name `head`.
pub(super) fn angle<'s>(i: Input<'s>, head: Name<'s>) -> PResult<'s, TypeExpr<'s>> {
    let (rest, (args, close)) = nested(i, angle_args)?;
    let span = head.span.to(close);
    Ok((rest, TypeExpr { kind: TypeKind::Apply(Box::new(Apply { head, args, angle: true })), span }))
}

/// `"<" expr { "," expr } ">"`
fn angle_args(i: Input<'_>) -> PResult<'_, (Vec<TypeExpr<'_>>, Span)> {
    let (mut i, _) = symbol(b'<', Expect::Type)(i)?;
    let mut args = Vec::with_capacity(1);
    loop {
        let (rest, arg) = expr(i)?;
        args.push(arg);
        match rest.first() {
            Some(b'>') => return Ok((rest.token(1), (args, rest.span_of(1)))),
            Some(b',') => i = rest.token(1),
            _ => return expected(rest, &[Expect::Comma, Expect::CloseAngle]),
        }
    }
}

/// `"%" term`: the bare form of a type. A number after `%` is an error.
fn bare(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    let operand = i.token(1);
    let (rest, inner) = nested(operand, term)?;
    if matches!(inner.kind, TypeKind::Nat | TypeKind::Number(_)) {
        return mistake(operand, SyntaxErrorKind::BareNumber);
    }
    let span = i.span_with(inner.span);
    Ok((rest, TypeExpr { kind: TypeKind::Bare(Box::new(inner)), span }))
}

/// `"(" expr ")"`
fn paren(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    let (rest, inner) = nested(i, |i| expr(i.token(1)))?;
    let (rest, close) = symbol(b')', Expect::CloseParen)(rest)?;
    Ok((rest, TypeExpr { kind: TypeKind::Paren(Box::new(inner)), span: i.span_with(close) }))
}

/// `"#"`, unless it begins an explicit id.
pub(super) fn nat_type(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    if i.first() != Some(b'#') {
        return expected(i, &[Expect::Type]);
    }
    if i.nth(1).is_some_and(is_word) {
        return mistake(i, SyntaxErrorKind::DetachedId);
    }
    Ok((i.token(1), TypeExpr { kind: TypeKind::Nat, span: i.span_of(1) }))
}

fn number(i: Input<'_>) -> PResult<'_, TypeExpr<'_>> {
    let (rest, number) = nat(i, Expect::Type)?;
    Ok((rest, TypeExpr { kind: TypeKind::Number(number.node), span: number.span }))
}

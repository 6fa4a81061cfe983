//! Detects missing parentheses around applied types. `= Maybe tuple string 2` can only mean `= Maybe (tuple string 2)`,
//! so it is accepted with a warning. In `x:Vector int`, the type of the field is only `Vector`, which is an error.

use super::reader::Reader;
use super::scope::name_of;
use crate::ast::{Apply, Name, Param, ParamType, TypeExpr, TypeKind, VariableKind};
use crate::codes::names as codes;
use crate::{Suggestion, print};

/// Maximum number of arguments that are examined for missing parentheses.
const MOST: usize = 16;

impl<'r, 'a> Reader<'r, 'a> {
    /// Returns the parameters of the type that `ty` names. Returns an empty list if `ty` is more than a name.
    pub(super) fn params_of(&self, ty: &TypeExpr<'a>) -> &'r [VariableKind] {
        let Some(name) = name_of(ty).filter(|name| self.scope.find(name.text).is_none()) else { return &[] };
        let constructor =
            self.symbols.find_constructor(name.text, self.bar).map(|constructor| constructor.ty);
        let ty = constructor.or_else(|| self.symbols.find_type(name.text));
        let symbols = self.symbols;
        ty.and_then(|ty| symbols.ty(ty).params.as_deref()).unwrap_or_default()
    }

    /// Groups `args` so that `head` gets exactly `arity` arguments, and suggests parentheses. For `Maybe tuple string
    /// 2`, the only argument is `(tuple string 2)`. There is at most one such grouping. Returns `None` if there is
    /// none, if `args` has at most `arity` or more than `MOST` items, or if there are angle brackets in the source.
    pub(super) fn grouped(
        &self,
        head: Name<'a>,
        arity: usize,
        args: &[TypeExpr<'a>],
    ) -> Option<(Vec<TypeExpr<'a>>, Suggestion)> {
        let last = args.last().filter(|_| arity > 0 && args.len() > arity && args.len() <= MOST)?;
        let mut rest = args.iter();
        let apply = self.applied(head, arity, &mut rest)?;
        let span = head.span.to(last.span);
        if rest.next().is_some() || self.sources.snippet(span).contains('<') {
            return None;
        }
        let args = apply.args.clone();
        let replacement = print::ty(&TypeExpr { kind: TypeKind::Apply(apply), span });
        Some((args, Suggestion { span, replacement }))
    }

    /// Returns the number of fields in `after` that were meant as arguments of `ty`: 1 for `x:Vector int`. Reports the
    /// missing parentheses.
    pub(super) fn arguments_after(&mut self, ty: &ParamType<'a>, after: &[Param<'a>]) -> usize {
        let ParamType::Type(ty) = ty else { return 0 };
        let (mark, inner) = match &ty.kind {
            TypeKind::Bare(inner) => ("%", &**inner),
            _ => ("", ty),
        };
        let (params, Some(head)) = (self.params_of(inner), inner.name()) else { return 0 };
        if params.is_empty() {
            return 0;
        }
        let anonymous = after.iter().take(MOST).map_while(|param| match &param.ty {
            ParamType::Type(ty) if param.names.is_empty() && param.condition.is_none() => Some(ty),
            _ => None,
        });
        let anonymous: Vec<&TypeExpr<'a>> = anonymous.collect();
        let mut rest = anonymous.iter().copied();
        let Some(apply) = self.applied(head, params.len(), &mut rest) else { return 0 };
        let taken = anonymous.len() - rest.len();
        let span = ty.span.to(anonymous[taken - 1].span);
        let text = print::ty(&TypeExpr { kind: TypeKind::Apply(apply), span });
        let parentheses = Suggestion { span, replacement: format!("{mark}({text})") };
        self.cx.report(codes::arity(head, params, 0, Some(parentheses)));
        taken
    }

    /// Returns `head` with `arity` arguments from `rest`. An argument that needs arguments itself takes them from
    /// `rest` too.
    fn applied<'t>(
        &self,
        head: Name<'a>,
        arity: usize,
        rest: &mut impl Iterator<Item = &'t TypeExpr<'a>>,
    ) -> Option<Box<Apply<'a>>>
    where
        'a: 't,
    {
        let mut args = Vec::new();
        for _ in 0..arity {
            let arg = rest.next()?;
            args.push(match (self.params_of(arg), name_of(arg)) {
                (inner @ [_, ..], Some(name)) => {
                    in_parentheses(self.applied(name, inner.len(), &mut *rest)?)
                }
                _ => arg.clone(),
            });
        }
        Some(Box::new(Apply { head, args, angle: false }))
    }
}

/// Returns an applied type in parentheses. The span does not include the parentheses, because the source does not
/// contain them.
fn in_parentheses(apply: Box<Apply<'_>>) -> TypeExpr<'_> {
    let span = apply.args.last().map_or(apply.head.span, |last| apply.head.span.to(last.span));
    let inner = Box::new(TypeExpr { kind: TypeKind::Apply(apply), span });
    TypeExpr { kind: TypeKind::Paren(inner), span }
}

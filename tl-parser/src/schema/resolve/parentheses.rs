//! Detects missing parentheses around applied types, as in `x:Vector int` or `= Maybe tuple string 2`.

use super::reader::Reader;
use super::scope::name_of;
use crate::ast::{Name, Param, ParamType, TypeExpr, TypeKind, VariableKind};
use crate::codes::names as codes;
use crate::{Suggestion, print};

/// Maximum number of arguments that are examined for missing parentheses.
const MOST: usize = 16;

impl<'r, 'a> Reader<'r, 'a> {
    /// Returns the parameters of the type that `ty` names. Returns an empty list if `ty` is more than a name.
    pub(super) fn takes(&self, ty: &TypeExpr<'a>) -> &'r [VariableKind] {
        let Some(name) = name_of(ty).filter(|name| self.scope.find(name.text).is_none()) else { return &[] };
        let constructor =
            self.symbols.find_constructor(name.text, self.bar).map(|constructor| constructor.ty);
        let ty = constructor.or_else(|| self.symbols.find_type(name.text));
        let symbols = self.symbols;
        ty.and_then(|ty| symbols.ty(ty).params.as_deref()).unwrap_or_default()
    }

    /// Suggests parentheses that turn `args` into exactly `takes` arguments of `head`, if that is possible.
    pub(super) fn with_parentheses(
        &self,
        head: Name<'a>,
        takes: usize,
        args: &[TypeExpr<'a>],
    ) -> Option<Suggestion> {
        let last = args.last().filter(|_| takes > 0 && args.len() > takes && args.len() <= MOST)?;
        let mut rest = args.iter();
        let replacement = self.applied(head.text, takes, &mut rest)?;
        let span = head.span.to(last.span);
        let is_angle = self.sources.snippet(span).contains('<');
        (rest.next().is_none() && !is_angle).then_some(Suggestion { span, replacement })
    }

    /// Returns the number of fields after a type that are really its arguments, because parentheses are missing. For
    /// `x:Vector int`, the result is 1. Reports the missing parentheses.
    pub(super) fn arguments_behind(&mut self, ty: &ParamType<'a>, after: &[Param<'a>]) -> usize {
        let ParamType::Type(ty) = ty else { return 0 };
        let (mark, inner) = match &ty.kind {
            TypeKind::Bare(inner) => ("%", &**inner),
            _ => ("", ty),
        };
        let (params, Some(head)) = (self.takes(inner), inner.name()) else { return 0 };
        if params.is_empty() {
            return 0;
        }
        let anonymous = after.iter().take(MOST).map_while(|param| match &param.ty {
            ParamType::Type(ty) if param.names.is_empty() && param.condition.is_none() => Some(ty),
            _ => None,
        });
        let anonymous: Vec<&TypeExpr<'a>> = anonymous.collect();
        let mut rest = anonymous.iter().copied();
        let Some(text) = self.applied(head.text, params.len(), &mut rest) else { return 0 };
        let taken = anonymous.len() - rest.len();
        let span = ty.span.to(anonymous[taken - 1].span);
        let parentheses = Suggestion { span, replacement: format!("{mark}({text})") };
        self.cx.report(codes::arity(head, params, 0, Some(parentheses)));
        taken
    }

    /// Returns `name` with `takes` arguments from `rest`. An argument that needs arguments itself takes them from
    /// `rest` too.
    fn applied<'t>(
        &self,
        name: &str,
        takes: usize,
        rest: &mut impl Iterator<Item = &'t TypeExpr<'a>>,
    ) -> Option<String>
    where
        'a: 't,
    {
        let mut text = name.to_owned();
        for _ in 0..takes {
            let arg = rest.next()?;
            text.push(' ');
            match (self.takes(arg), name_of(arg)) {
                ([_, ..], Some(name)) => {
                    let inner = self.applied(name.text, self.takes(arg).len(), &mut *rest)?;
                    text.push_str(&format!("({inner})"));
                }
                _ => text.push_str(&print::ty(arg)),
            }
        }
        Some(text)
    }
}

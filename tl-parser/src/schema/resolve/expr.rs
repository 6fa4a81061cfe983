//! Resolves type expressions to [`TypeRef`]s.

use super::prelude;
use super::reader::Reader;
use super::scope::Found;
use super::symbols::Constructor;
use crate::Span;
use crate::ast::{Name, TypeExpr, TypeKind, VariableKind};
use crate::codes::{bare, lints, names as codes};
use crate::schema::{Arg, NatExpr, TypeId, TypeRef, Var};

/// Removes parentheses and `%` around `ty`. Also returns whether there was a `%`.
fn peel<'t, 'a>(mut ty: &'t TypeExpr<'a>) -> (bool, &'t TypeExpr<'a>) {
    let mut bare = false;
    loop {
        match &ty.kind {
            TypeKind::Paren(inner) => ty = inner,
            TypeKind::Bare(inner) => (bare, ty) = (true, inner),
            _ => return (bare, ty),
        }
    }
}

impl<'a> Reader<'_, 'a> {
    /// Resolves a type.
    pub(super) fn ty(&mut self, ty: &TypeExpr<'a>) -> Option<TypeRef> {
        let (bare, ty) = peel(ty);
        match &ty.kind {
            TypeKind::Name(_) => self.apply(ty.name()?, &[], bare),
            TypeKind::Apply(apply) => self.apply(apply.head, &apply.args, bare),
            TypeKind::Nat if bare => {
                self.cx.report(bare::no_bare_form(ty.span, "`#`"));
                None
            }
            TypeKind::Nat => Some(TypeRef::Nat),
            _ => {
                self.cx.report(codes::number_for_type(ty.span, self.sources.snippet(ty.span)));
                None
            }
        }
    }

    fn apply(&mut self, head: Name<'a>, args: &[TypeExpr<'a>], bare: bool) -> Option<TypeRef> {
        if let Some(Found { var, kind: Some(kind), .. }) = self.scope.find(head.text) {
            return self.variable(head, var, kind, args, bare);
        }
        if let Some(constructor) = self.symbols.find_constructor(head.text, self.bar) {
            let args = self.args(head, constructor.ty, args);
            self.check_bare(head, constructor)?;
            return Some(TypeRef::Bare { constructor: constructor.id, args: args?, has_percent: false });
        }
        let Some(ty) = self.symbols.find_type(head.text).filter(|&ty| self.symbols.is_usable(ty)) else {
            self.unknown(head);
            return None;
        };
        let args = self.args(head, ty, args);
        if !bare {
            return Some(TypeRef::Boxed { ty, args: args? });
        }
        let Some(constructor) = self.symbols.only_constructor(ty, self.bar) else {
            self.not_one_constructor(head, ty);
            return None;
        };
        Some(TypeRef::Bare { constructor, args: args?, has_percent: true })
    }

    fn variable(
        &mut self,
        name: Name<'a>,
        var: Var,
        kind: VariableKind,
        args: &[TypeExpr<'a>],
        bare: bool,
    ) -> Option<TypeRef> {
        let problem = if kind == VariableKind::Nat {
            codes::number_for_type(name.span, name.text)
        } else if bare {
            bare::no_bare_form(name.span, "a variable")
        } else if args.is_empty() {
            return Some(TypeRef::Var(var));
        } else {
            codes::variable_with_arguments(name)
        };
        self.cx.report(problem);
        None
    }

    /// Checks that a type that is used bare has only one constructor, because bare values contain no id. In lenient
    /// mode, `constructor` is accepted with a warning if its type has other constructors.
    fn check_bare(&mut self, name: Name<'a>, constructor: Constructor) -> Option<()> {
        let entry = self.symbols.ty(constructor.ty);
        if constructor.fixed || entry.constructor_names.len() == 1 {
            return Some(());
        }
        if self.cx.lenient {
            self.cx.report(bare::one_of_several(name, entry.name, entry.constructor_names.len()));
            return Some(());
        }
        self.not_one_constructor(name, constructor.ty);
        None
    }

    fn not_one_constructor(&mut self, name: Name<'a>, ty: TypeId) {
        if !self.cx.is_broken(self.symbols.ty(ty).name) {
            self.cx.add_bare(ty, name.span);
        }
    }

    /// Resolves the arguments of `ty`, and checks their number and kinds.
    fn args(&mut self, head: Name<'a>, ty: TypeId, args: &[TypeExpr<'a>]) -> Option<Vec<Arg>> {
        let symbols = self.symbols;
        let params = symbols.ty(ty).params.as_deref();
        let wrong = params.filter(|params| params.len() != args.len());
        if let Some(params) = wrong {
            if prelude::is_conflict(head.text, symbols.ty(ty).name) {
                self.cx.add_cause(head);
                return None;
            }
            if let Some((grouped, parentheses)) = self.grouped(head, params.len(), args) {
                self.cx.report(lints::missing_parentheses(head, parentheses));
                return self.args(head, ty, &grouped);
            }
            self.cx.report(codes::arity(head, params, args.len(), None));
        }
        let kinds = params.unwrap_or_default().iter().map(|&kind| Some(kind)).chain(std::iter::repeat(None));
        // All arguments are resolved before errors are returned, so that each error is reported. If the number of
        // arguments is wrong, arguments that need arguments themselves are skipped, because their error would have the
        // same cause: missing parentheses.
        let is_skipped = |reader: &Self, arg| wrong.is_some() && !reader.params_of(arg).is_empty();
        let read: Vec<Option<Arg>> = args
            .iter()
            .zip(kinds)
            .map(|(arg, kind)| if is_skipped(self, arg) { None } else { self.arg(arg, kind) })
            .collect();
        read.into_iter()
            .collect::<Option<Vec<Arg>>>()
            .filter(|args| params.is_none_or(|p| p.len() == args.len()))
    }

    /// Resolves one argument. If `kind` is `None`, the kind is guessed from the argument.
    fn arg(&mut self, arg: &TypeExpr<'a>, kind: Option<VariableKind>) -> Option<Arg> {
        match kind.unwrap_or_else(|| self.looks_like(arg)) {
            VariableKind::Type => self.ty(arg).map(Arg::Type),
            VariableKind::Nat => self.nat(arg).map(Arg::Nat),
        }
    }

    fn looks_like(&self, arg: &TypeExpr<'_>) -> VariableKind {
        match &peel(arg).1.kind {
            TypeKind::Number(_) | TypeKind::Sum(_) => VariableKind::Nat,
            TypeKind::Name(name) => {
                self.scope.find(name).and_then(|found| found.kind).unwrap_or(VariableKind::Type)
            }
            _ => VariableKind::Type,
        }
    }

    /// Resolves a number: a sum of constants and at most one variable.
    pub(super) fn nat(&mut self, expr: &TypeExpr<'a>) -> Option<NatExpr> {
        let mut sum = Sum::default();
        self.add(expr, &mut sum)?;
        if sum.variables.len() > 1 {
            self.cx.report(codes::sum_of_variables(peel(expr).1.span));
            return None;
        }
        let Ok(plus) = u32::try_from(sum.constant) else {
            self.cx.report(codes::sum_too_large(expr.span));
            return None;
        };
        Some(NatExpr { var: sum.variables.first().copied(), plus })
    }

    fn add(&mut self, expr: &TypeExpr<'a>, sum: &mut Sum) -> Option<()> {
        let (bare, inner) = peel(expr);
        match &inner.kind {
            TypeKind::Number(_) | TypeKind::Sum(_) if bare => {
                self.cx.report(bare::no_bare_form(inner.span, "a number"));
                return None;
            }
            TypeKind::Number(number) => sum.constant += u64::from(*number),
            TypeKind::Sum(terms) => {
                let terms: Vec<Option<()>> = terms.iter().map(|term| self.add(term, sum)).collect();
                return terms.into_iter().collect();
            }
            TypeKind::Name(_) => sum.variables.push(self.number(inner.name()?, inner.span, bare)?),
            _ => {
                self.cx.report(codes::type_for_number(expr.span, self.sources.snippet(expr.span)));
                return None;
            }
        }
        Some(())
    }

    /// Returns the variable of kind `#` called `name`. Reports an error if there is none.
    fn number(&mut self, name: Name<'a>, span: Span, bare: bool) -> Option<Var> {
        let found = self.scope.find(name.text);
        let problem = match found {
            Some(Found { var, kind: Some(VariableKind::Nat), .. }) if !bare => return Some(var),
            Some(Found { kind: Some(VariableKind::Nat), .. }) => bare::no_bare_form(span, "a number"),
            Some(Found { kind: Some(VariableKind::Type), .. }) => codes::type_for_number(span, name.text),
            _ if self.is_type(name) => codes::type_for_number(span, name.text),
            Some(found) => codes::no_number(name, found.span),
            None if self.cx.is_broken(name.text) || !self.cx.is_first(name.text) => return None,
            None => codes::unknown_number(name),
        };
        self.cx.report(problem);
        None
    }

    fn is_type(&self, name: Name<'_>) -> bool {
        self.symbols.find_type(name.text).is_some()
            || self.symbols.find_constructor(name.text, self.bar).is_some()
    }

    fn unknown(&mut self, name: Name<'a>) {
        if !self.cx.is_broken(name.text) {
            self.cx.add_unknown(name, false);
        }
    }

    /// Resolves the result of a function. A type that is used only as a result may have no constructors. Such a type is
    /// resolved to `Object`, so that any object is a valid value.
    pub(super) fn result(&mut self, ty: &TypeExpr<'a>) -> Option<TypeRef> {
        let name = ty.name().filter(|name| name.is_upper() && self.scope.find(name.text).is_none());
        match (name, self.symbols.find_type("Object")) {
            (Some(name), Some(object)) if !self.is_type(name) && !self.cx.is_broken(name.text) => {
                self.cx.add_unknown(name, true);
                Some(TypeRef::Boxed { ty: object, args: Vec::new() })
            }
            _ => self.ty(ty),
        }
    }
}

/// The sum of terms that were read so far.
#[derive(Debug, Default)]
struct Sum {
    constant: u64,
    variables: Vec<Var>,
}

//! Fourth pass: resolves the implicit arguments, fields and result of each declaration.

use std::collections::HashSet;

use super::context::Context;
use super::fields::Fields;
use super::outline::{Declaration, Outline};
use super::reader::Reader;
use super::scope::Scope;
use super::symbols::SymbolTable;
use super::undeclared;
use crate::SourceMap;
use crate::ast::{self, TypeExpr, TypeKind, VariableKind};
use crate::codes::names as codes;
use crate::schema::{Arg, Category, CombinatorId, Field, NatExpr, TypeRef, Var, Variable};

/// The resolved parts of a declaration. All errors in them are reported. A result with an error is `None`, and a field
/// with an error has a placeholder type.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) implicit: Vec<Variable>,
    pub(super) fields: Vec<Field>,
    pub(super) result: Option<TypeRef>,
}

/// Resolves all declarations, in their order. Spans of predefined declarations refer to `prelude_sources`.
pub(super) fn resolve<'a>(
    outline: &Outline<'a>,
    symbols: &SymbolTable<'a>,
    [sources, prelude_sources]: [&SourceMap; 2],
    cx: &mut Context,
) -> Vec<Body> {
    let declarations = outline.declarations.iter().enumerate();
    declarations
        .map(|(at, declaration)| {
            let id = CombinatorId(at as u32);
            let sources = if declaration.predefined { prelude_sources } else { sources };
            match declaration.combinator() {
                Some(combinator) => cx
                    .on(declaration.predefined, |cx| body(id, declaration, combinator, symbols, sources, cx)),
                None => built_in(id, symbols),
            }
        })
        .collect()
}

/// Returns the body of a declaration such as `int ? = Int`, which has no fields.
fn built_in(id: CombinatorId, symbols: &SymbolTable<'_>) -> Body {
    let result = symbols.owner_of(id).map(|ty| TypeRef::Boxed { ty, args: Vec::new() });
    Body { implicit: Vec::new(), fields: Vec::new(), result }
}

fn body<'a>(
    id: CombinatorId,
    declaration: &Declaration<'a>,
    combinator: &'a ast::Combinator<'a>,
    symbols: &SymbolTable<'a>,
    sources: &SourceMap,
    cx: &mut Context,
) -> Body {
    cx.enter_declaration();
    let mut scope = Scope::new();
    let implicit = implicit(combinator, &mut scope, cx);
    for variable in undeclared::find(combinator, declaration.category, symbols) {
        cx.report(codes::undeclared_variable(variable.name, variable.kind, variable.is_call));
        // This cannot fail, because `undeclared::find` returns only names that are not declared.
        let _ = scope.declare_implicit(variable.name, variable.kind);
    }
    let mut fields = Fields { symbols, sources, declaration, scope, calls: Vec::new(), cx };
    let list = fields.list(&combinator.params);
    let Fields { scope, calls, .. } = fields;
    let mut reader = Reader { symbols, scope: &scope, sources, bar: declaration.bar, cx };
    let result = match declaration.category {
        Category::Constructor => constructor_result(id, &combinator.result.ty, &mut reader),
        Category::Function => reader.result(&combinator.result.ty),
    };
    if let Some(result) = &result {
        report_unbound(combinator, result, calls, declaration.category, cx);
    }
    Body { implicit, fields: list, result }
}

fn implicit<'a>(combinator: &ast::Combinator<'a>, scope: &mut Scope<'a>, cx: &mut Context) -> Vec<Variable> {
    let mut variables = Vec::new();
    for group in &combinator.implicit {
        for &name in &group.names {
            if let Err(first) = scope.declare_implicit(name, group.kind) {
                cx.report(codes::duplicate_field(name, first));
            }
            variables.push(Variable { name: name.text.to_owned(), kind: group.kind });
        }
    }
    variables
}

/// Resolves the result of a constructor: a type that is applied to variables. The pass `params` reports arguments that
/// are not variables.
fn constructor_result<'a>(
    id: CombinatorId,
    ty: &TypeExpr<'a>,
    reader: &mut Reader<'_, 'a>,
) -> Option<TypeRef> {
    let Some(owner) = reader.symbols.owner_of(id) else {
        let what = match &ty.kind {
            TypeKind::Bare(_) => "bare",
            TypeKind::Name(_) | TypeKind::Apply(_) => "a variable",
            _ => "a number",
        };
        reader.cx.report(codes::constructor_result(ty.span, what));
        return None;
    };
    let args = result_args(ty, reader.scope)?;
    Some(TypeRef::Boxed { ty: owner, args })
}

fn result_args(ty: &TypeExpr<'_>, scope: &Scope<'_>) -> Option<Vec<Arg>> {
    match &ty.kind {
        TypeKind::Paren(inner) => result_args(inner, scope),
        TypeKind::Apply(apply) => apply.args.iter().map(|arg| variable(arg, scope)).collect(),
        _ => Some(Vec::new()),
    }
}

fn variable(arg: &TypeExpr<'_>, scope: &Scope<'_>) -> Option<Arg> {
    match &arg.kind {
        TypeKind::Paren(inner) => variable(inner, scope),
        TypeKind::Name(name) => {
            let found = scope.find(name)?;
            Some(match found.kind? {
                VariableKind::Type => Arg::Type(TypeRef::Var(found.var)),
                VariableKind::Nat => Arg::Nat(NatExpr { var: Some(found.var), plus: 0 }),
            })
        }
        _ => None,
    }
}

/// Reports implicit arguments that occur neither in the result nor in a call such as `query:!X`. Nothing determines
/// their values.
fn report_unbound(
    combinator: &ast::Combinator<'_>,
    result: &TypeRef,
    mut bound: Vec<Var>,
    category: Category,
    cx: &mut Context,
) {
    collect_variables(result, &mut bound);
    let bound: HashSet<Var> = bound.into_iter().collect();
    let groups = combinator.implicit.iter();
    let variables = groups.flat_map(|group| group.names.iter().map(|name| (*name, group.kind)));
    for (index, (name, kind)) in variables.enumerate() {
        if !bound.contains(&Var::Implicit(index)) {
            cx.report(codes::unbound(name, kind, category));
        }
    }
}

fn collect_variables(ty: &TypeRef, into: &mut Vec<Var>) {
    match ty {
        TypeRef::Var(var) => into.push(*var),
        TypeRef::Nat => {}
        TypeRef::Boxed { args, .. } | TypeRef::Bare { args, .. } => {
            for arg in args {
                match arg {
                    Arg::Type(ty) => collect_variables(ty, into),
                    Arg::Nat(number) => into.extend(number.var),
                }
            }
        }
    }
}

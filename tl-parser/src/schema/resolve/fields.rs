//! Resolves the fields of one declaration: names, conditions, repetitions and calls.

use super::context::Context;
use super::outline::Declaration;
use super::reader::Reader;
use super::scope::{Found, Scope, kind_of, name_of};
use super::symbols::SymbolTable;
use crate::SourceMap;
use crate::ast::{self, Name, Param, ParamType, VariableKind};
use crate::codes::masks::NoMask;
use crate::codes::{lints, masks, names as codes};
use crate::schema::{Category, Condition, Field, FieldType, NatExpr, Repeat, TypeRef, Var};

/// Resolves fields from left to right.
pub(super) struct Fields<'r, 'a> {
    pub(super) symbols: &'r SymbolTable<'a>,
    pub(super) sources: &'r SourceMap,
    pub(super) declaration: &'r Declaration<'a>,
    pub(super) scope: Scope<'a>,
    /// The variables that follow a `!`, as in `query:!X`.
    pub(super) calls: Vec<Var>,
    pub(super) cx: &'r mut Context,
}

impl<'a> Fields<'_, 'a> {
    /// Resolves the fields of the declaration, or of the repetition that was entered last.
    pub(super) fn list(&mut self, params: &'a [Param<'a>]) -> Vec<Field> {
        let mut fields = Vec::with_capacity(params.len());
        let mut rest = params;
        while let Some((param, after)) = rest.split_first() {
            let condition = param.condition.as_ref().and_then(|condition| self.condition(condition));
            let taken =
                if param.call.is_none() { self.reader().arguments_after(&param.ty, after) } else { 0 };
            let ty = match param.call {
                Some(_) => self.call(param),
                None if taken > 0 => None,
                None => self.field_type(&param.ty),
            };
            self.param(param, condition, ty, &mut fields);
            rest = &after[taken..];
        }
        fields
    }

    fn param(
        &mut self,
        param: &'a Param<'a>,
        condition: Option<Condition>,
        ty: Option<FieldType>,
        fields: &mut Vec<Field>,
    ) {
        let kind = match ty {
            Some(FieldType::Nat) => Some(VariableKind::Nat),
            Some(FieldType::Type) => Some(VariableKind::Type),
            _ => None,
        };
        // A field with an error gets a placeholder type, so that the indices of the following fields are correct.
        let ty = ty.unwrap_or(FieldType::Value(TypeRef::Nat));
        if param.names.is_empty() {
            self.declare(None, kind);
            fields.push(Field { name: None, condition, ty, docs: None, span: param.span });
            return;
        }
        for &name in &param.names {
            let named = Some(name).filter(|name| name.text != "_");
            self.declare(named, kind);
            let span = if param.names.len() == 1 { param.span } else { name.span };
            let name = Some(name.text.to_owned());
            fields.push(Field { name, condition, ty: ty.clone(), docs: None, span });
        }
    }

    fn declare(&mut self, name: Option<Name<'a>>, kind: Option<VariableKind>) {
        if let (Err(first), Some(name)) = (self.scope.declare(name, kind), name) {
            self.cx.report(codes::duplicate_field(name, first));
        }
    }

    /// Resolves a condition. Its mask must be a number declared to the left of the condition, and its bit must be less
    /// than 32.
    fn condition(&mut self, condition: &ast::Condition<'a>) -> Option<Condition> {
        if condition.in_parens {
            self.cx.report(lints::condition_in_parens(condition.span()));
        }
        let mask = match self.scope.find(condition.mask.text) {
            Some(Found { var, kind: Some(VariableKind::Nat), .. }) => Some(var),
            Some(found) => self.no_mask(condition.mask, &NoMask::NoNumber(found.span)),
            None => {
                let why = self.declared_later(condition.mask);
                self.no_mask(condition.mask, &why)
            }
        };
        let Some(bit) = &condition.bit else {
            self.cx.report(lints::no_bit(condition.mask, condition.span()));
            return Some(Condition { mask: mask?, bit: None });
        };
        let Some(number) = u8::try_from(bit.node).ok().filter(|bit| *bit < 32) else {
            self.cx.report(masks::bit(condition.mask, bit.node));
            return None;
        };
        Some(Condition { mask: mask?, bit: Some(number) })
    }

    fn no_mask(&mut self, mask: Name<'a>, why: &NoMask) -> Option<Var> {
        if self.cx.is_first(mask.text) {
            self.cx.report(masks::no_mask(mask, why));
        }
        None
    }

    /// Returns the reason why `mask` is not a number to the left of the condition.
    fn declared_later(&mut self, mask: Name<'a>) -> NoMask {
        if !self.cx.may_search() {
            return NoMask::Unknown;
        }
        let params = self.declaration.combinator().map_or(&[][..], |c| &c.params);
        let mut names = params.iter().flat_map(|param| param.names.iter().map(move |name| (name, param)));
        match names.find(|(name, _)| name.text == mask.text) {
            None => NoMask::Unknown,
            Some((name, Param { ty: ParamType::Type(ty), .. })) if kind_of(ty) == Some(VariableKind::Nat) => {
                NoMask::Later(name.span)
            }
            Some((name, _)) => NoMask::NoNumber(name.span),
        }
    }

    fn field_type(&mut self, ty: &'a ParamType<'a>) -> Option<FieldType> {
        match ty {
            ParamType::Repetition(repetition) => self.repetition(repetition),
            ParamType::Type(ty) => match kind_of(ty) {
                Some(VariableKind::Nat) => Some(FieldType::Nat),
                Some(VariableKind::Type) if self.symbols.find_type("Type").is_none() => Some(FieldType::Type),
                _ => self.reader().ty(ty).map(FieldType::Value),
            },
        }
    }

    fn repetition(&mut self, repetition: &'a ast::Repetition<'a>) -> Option<FieldType> {
        let count = match &repetition.count {
            Some(count) => self.reader().nat(count),
            None => {
                let last = self.scope.last_number().map(|var| NatExpr { var: Some(var), plus: 0 });
                if last.is_none() {
                    self.cx.report(masks::no_count(repetition.brackets));
                }
                last
            }
        };
        self.scope.enter();
        let fields = self.list(&repetition.params);
        self.scope.leave();
        let has_written_count = repetition.count.is_some();
        Some(FieldType::Repeat(Repeat { count: count?, fields, has_written_count }))
    }

    /// Resolves a call, `!X`. `X` must be an implicit argument of kind `Type`.
    fn call(&mut self, param: &'a Param<'a>) -> Option<FieldType> {
        if let (Category::Constructor, Some(call)) = (self.declaration.category, param.call) {
            self.cx.report(lints::call_in_constructor(call));
        }
        let span = param.ty.span();
        let found = match &param.ty {
            ParamType::Type(ty) => name_of(ty).and_then(|name| self.scope.find(name.text)),
            ParamType::Repetition(_) => None,
        };
        if let Some(Found { var: var @ Var::Implicit(_), kind: Some(VariableKind::Type), .. }) = found {
            self.calls.push(var);
            return Some(FieldType::Call(var));
        }
        self.cx.report(codes::call_of_no_variable(span, self.sources.snippet(span)));
        None
    }

    fn reader(&mut self) -> Reader<'_, 'a> {
        let Self { symbols, sources, declaration, scope, cx, .. } = self;
        Reader { symbols, scope, sources, bar: declaration.bar, cx }
    }
}

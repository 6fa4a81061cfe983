//! Formats parts of resolved combinators as TL: fields, conditions and types.

use std::fmt::Write;

use super::side::Half;
use crate::schema::{Arg, Condition, Field, FieldType, NatExpr, TypeRef, Var, Variable};

/// The lists of fields in which a variable is looked up, from the innermost outwards.
#[derive(Clone, Copy)]
struct Scope<'a> {
    fields: &'a [Field],
    outer: Option<&'a Scope<'a>>,
}

impl<'a> Half<'a> {
    /// Formats a field, such as `about:flags.1?string`.
    pub(super) fn field(self, field: &'a Field) -> String {
        self.field_in(self.scope(), field)
    }

    /// Formats a condition, such as `flags.1`.
    pub(super) fn condition(self, condition: Condition) -> String {
        self.condition_in(self.scope(), condition)
    }

    /// Formats the type of a field, such as `Vector<int>`, `!X` or `#`.
    pub(super) fn field_type(self, ty: &'a FieldType) -> String {
        self.field_type_in(self.scope(), ty)
    }

    /// Formats a type, such as `Vector<int>`.
    pub(super) fn ty(self, ty: &TypeRef) -> String {
        self.ty_in(self.scope(), ty)
    }

    /// Formats the implicit arguments, such as `{X:Type} {n:#}`.
    pub(super) fn implicit(self) -> String {
        let variables = self.combinator.implicit().iter();
        let texts: Vec<String> = variables
            .map(|variable| format!("{{{}:{}}}", variable.name(), variable.kind().as_str()))
            .collect();
        texts.join(" ")
    }

    fn scope(self) -> Scope<'a> {
        Scope { fields: self.combinator.fields(), outer: None }
    }

    fn field_in(self, scope: Scope<'_>, field: &Field) -> String {
        let name = field.name().map_or(String::new(), |name| format!("{name}:"));
        let condition = field.condition().map(|condition| self.condition_in(scope, condition) + "?");
        format!("{name}{}{}", condition.unwrap_or_default(), self.field_type_in(scope, field.ty()))
    }

    fn condition_in(self, scope: Scope<'_>, condition: Condition) -> String {
        let bit = condition.bit.map_or(String::new(), |bit| format!(".{bit}"));
        format!("{}{bit}", self.var(scope, condition.mask))
    }

    fn field_type_in(self, scope: Scope<'_>, ty: &FieldType) -> String {
        match ty {
            FieldType::Nat => "#".to_owned(),
            FieldType::Type => "Type".to_owned(),
            FieldType::Value(ty) => self.ty_in(scope, ty),
            FieldType::Call(var) => format!("!{}", self.var(scope, *var)),
            FieldType::Repeat(repeat) => {
                let inner = Scope { fields: &repeat.fields, outer: Some(&scope) };
                let fields: Vec<String> =
                    repeat.fields.iter().map(|field| self.field_in(inner, field)).collect();
                format!("{}*[ {} ]", self.nat(scope, repeat.count), fields.join(" "))
            }
        }
    }

    fn ty_in(self, scope: Scope<'_>, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Boxed { ty, args } => self.applied(scope, self.side.schema[*ty].name(), args),
            TypeRef::Bare { constructor, args } => {
                self.applied(scope, self.side.schema[*constructor].name(), args)
            }
            TypeRef::Nat => "#".to_owned(),
            TypeRef::Var(var) => self.var(scope, *var).to_owned(),
        }
    }

    fn applied(self, scope: Scope<'_>, head: &str, args: &[Arg]) -> String {
        let mut text = head.to_owned();
        for (at, arg) in args.iter().enumerate() {
            text.push(if at == 0 { '<' } else { ',' });
            text.push_str(&match arg {
                Arg::Type(ty) => self.ty_in(scope, ty),
                Arg::Nat(nat) => self.nat(scope, *nat),
            });
        }
        if !args.is_empty() {
            text.push('>');
        }
        text
    }

    fn nat(self, scope: Scope<'_>, nat: NatExpr) -> String {
        let mut text = nat.var.map_or(String::new(), |var| self.var(scope, var).to_owned());
        if text.is_empty() {
            text = nat.plus.to_string();
        } else if nat.plus > 0 {
            // Writing to a String cannot fail.
            let _ = write!(text, "+{}", nat.plus);
        }
        text
    }

    fn var<'s>(self, scope: Scope<'s>, var: Var) -> &'s str
    where
        'a: 's,
    {
        match var {
            Var::Implicit(index) => self.combinator.implicit().get(index).map_or("_", Variable::name),
            Var::Field { up, index } => {
                let mut lists = std::iter::successors(Some(scope), |scope| scope.outer.copied());
                let list = lists.nth(up).map_or(&[][..], |scope| scope.fields);
                list.get(index).and_then(Field::name).unwrap_or("_")
            }
        }
    }
}

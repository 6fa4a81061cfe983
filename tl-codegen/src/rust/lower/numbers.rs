//! The names of the fields, numbers and parameters of one combinator.

use tl_parser::schema::Var;
use tl_parser::wire::{Field, Role};

use super::super::model::{Ident, Number, NumberField};
use super::super::names::{Scope, snake};
use super::given_names::Renames;

/// The names of the fields of a combinator.
#[derive(Debug)]
pub(super) struct FieldNames {
    /// The name of each field. For a field that the struct does not have, such as `n` in `n:# x:n*[ int ]`, this is the
    /// name of the variable for the field.
    pub(super) idents: Vec<Ident>,
    /// The variable for each field in code that writes or reads the struct.
    pub(super) locals: Vec<Ident>,
}

impl FieldNames {
    /// Returns the names of the fields of the combinator `of`. `local_scope` contains the names of other variables.
    /// Names from the config are reserved last, so they never change other names. `check_renames` reports names that
    /// are taken.
    pub(super) fn new(
        of: &str,
        fields: &[Field],
        keeps_masks: bool,
        renames: Renames<'_>,
        mut local_scope: Scope,
    ) -> Self {
        let mut scope = Scope::default();
        let mut idents = Vec::new();
        let mut locals = Vec::new();
        for field in fields {
            let name = snake(tl_name(field));
            let local = local_scope.reserve(&name, []);
            idents.push(match renames.part(of, &field.key) {
                _ if is_hidden(field, keeps_masks) => Ok(local.clone()),
                Some(name) => Err(name),
                None => Ok(scope.reserve(&name, [])),
            });
            locals.push(local);
        }
        let idents = idents.into_iter().map(|ident| ident.unwrap_or_else(|name| scope.reserve(name, [])));
        Self { idents: idents.collect(), locals }
    }
}

/// Returns a scope for the variables of code that writes or reads a struct. It excludes names that this code uses.
pub(super) fn local_scope() -> Scope {
    Scope::without(&["head", "r", "w", "x"])
}

/// Returns a scope for the variables of code that writes or reads an enum. It excludes names that this code uses.
pub(super) fn enum_scope() -> Scope {
    Scope::without(&["id", "mark", "r", "w", "x"])
}

/// Returns the Rust name of the field `key` of the combinator `of`, if the struct has that field.
pub(super) fn name_of(
    of: &str,
    fields: &[Field],
    key: &str,
    keeps_masks: bool,
    renames: Renames<'_>,
) -> Option<Ident> {
    let index = fields.iter().position(|field| &*field.key == key && !is_hidden(field, keeps_masks))?;
    FieldNames::new(of, fields, keeps_masks, renames, local_scope()).idents.into_iter().nth(index)
}

/// Returns whether the struct has no field for `field`, because the fields of the struct determine the value. An
/// example is the count `n` in `n:# x:n*[ int ]`.
pub(super) fn is_hidden(field: &Field, keeps_masks: bool) -> bool {
    match field.role {
        Role::Mask { is_passed, .. } => !keeps_masks && !is_passed,
        Role::Count { .. } | Role::Length => true,
        Role::Value | Role::Number => false,
    }
}

/// Returns the name of a field in errors.
pub(super) fn tl_name(field: &Field) -> &str {
    if field.is_named { &field.key } else { "value" }
}

/// The Rust form of an implicit argument.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TypeParam {
    /// A value of any type that implements the traits for values.
    Value(Ident),
    /// A value of any type. The parameter `codec` is a function that writes or reads the value.
    Coded { ident: Ident, codec: Ident },
    /// A call of any function. `field` is the index of the first field that holds the call, such as `query:!X`.
    Call { ident: Ident, field: usize },
    /// A number, which is a parameter of the functions that write and read the struct.
    Number(Ident),
    /// No parameter, because the bytes do not depend on the argument.
    Unused,
}

/// The numbers that values of one combinator can refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers<'a> {
    pub(super) fields: &'a [Field],
    pub(super) names: &'a FieldNames,
    pub(super) params: &'a [TypeParam],
    /// If the current struct is the item of a repetition, the fields outside the repetition that the item uses, each
    /// with the parameter that passes the value of the field. Empty for other structs. `up` of a [`Var::Field`] is at
    /// least 1 here: it is the number of repetitions between the fields of the item and the list that contains the used
    /// field.
    pub(super) outer: &'a [(Var, Ident)],
    /// Number of repetitions around the current value.
    pub(super) depth: usize,
}

impl Numbers<'_> {
    /// Returns the number that `var` refers to. Returns `None` if the code of the current struct has no such variable.
    pub(super) fn get(&self, var: Var) -> Option<Number> {
        match var {
            Var::Field { up, index } if up == self.depth => {
                let field = self.fields.get(index)?;
                let optional = field.condition.is_some();
                let visible = || NumberField { ident: self.names.idents[index].clone(), optional };
                let local = self.names.locals[index].clone();
                let is_count = matches!(field.role, Role::Count { .. });
                let field = (field.role == Role::Number).then(visible);
                Some(Number { local, field, is_count, is_param: false })
            }
            Var::Field { up, index } => {
                let var = Var::Field { up: up.checked_sub(self.depth)?, index };
                let (_, ident) = self.outer.iter().find(|(outer, _)| *outer == var)?;
                Some(parameter(ident))
            }
            Var::Implicit(index) => match self.params.get(index)? {
                TypeParam::Number(ident) => Some(parameter(ident)),
                _ => None,
            },
        }
    }
}

fn parameter(ident: &Ident) -> Number {
    Number { local: ident.clone(), field: None, is_count: false, is_param: true }
}

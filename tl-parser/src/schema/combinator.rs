//! Constructors and functions.

use super::dialect::Dialect;
use super::expr::TypeRef;
use super::field::Field;
use crate::Span;
use crate::ast::Kind;
use crate::docs::{Availability, CallError};

/// A constructor or a function.
#[derive(Clone, Debug)]
pub struct Combinator {
    pub(super) name: String,
    pub(super) category: Category,
    pub(super) declared_id: Option<u32>,
    pub(super) ids: Ids,
    pub(super) id: u32,
    pub(super) implicit: Vec<Variable>,
    pub(super) fields: Vec<Field>,
    pub(super) result: TypeRef,
    pub(super) layer_bar: Option<u32>,
    pub(super) annotations: Vec<String>,
    pub(super) docs: Option<String>,
    pub(super) availability: Option<Availability>,
    pub(super) errors: Vec<CallError>,
    pub(super) declaration: String,
    pub(super) predefined: bool,
    pub(super) built_in: BuiltIn,
    pub(super) span: Span,
}

/// How a combinator relates to the built-in types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BuiltIn {
    /// Not at all.
    No,
    /// It is the bare form of a built-in type, as `int` is of `Int`.
    Form,
    /// The type is declared as built in, and the language has no such type.
    Unknown,
}

/// Whether a combinator makes a value of a type or is a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// `user … = User` in the types.
    Constructor,
    /// `users.getUsers … = Vector<User>` in the functions.
    Function,
}

/// The two CRC-32s of a combinator, one for each canonical text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ids {
    /// Of the formal text.
    pub formal: u32,
    /// Of Telegram's text.
    pub telegram: u32,
}

/// An implicit argument, `{X:Type}` or `{n:#}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub(super) name: String,
    pub(super) kind: Kind,
}

impl Combinator {
    /// The full name, such as `auth.sendCode`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Constructor or function.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }

    /// The id on the wire: the declared one, or the CRC-32 of the dialect's canonical text.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The id that the source states.
    #[must_use]
    pub fn declared_id(&self) -> Option<u32> {
        self.declared_id
    }

    /// The ids that the canonical texts give.
    #[must_use]
    pub fn computed_ids(&self) -> Ids {
        self.ids
    }

    /// Its implicit arguments.
    #[must_use]
    pub fn implicit(&self) -> &[Variable] {
        &self.implicit
    }

    /// What is serialised, in order.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// What it makes or returns.
    #[must_use]
    pub fn result(&self) -> &TypeRef {
        &self.result
    }

    /// The `===n===` under which it stands.
    #[must_use]
    pub fn layer_bar(&self) -> Option<u32> {
        self.layer_bar
    }

    /// `@read` and the like, without the `@`.
    #[must_use]
    pub fn annotations(&self) -> &[String] {
        &self.annotations
    }

    /// What a documentation comment or an [overlay](crate::docs) says of it, line by line.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }

    /// Who may call a function, where an [overlay](crate::docs) says it.
    #[must_use]
    pub fn availability(&self) -> Option<Availability> {
        self.availability
    }

    /// How a call of a function may fail, as far as an [overlay](crate::docs) says it.
    #[must_use]
    pub fn errors(&self) -> &[CallError] {
        &self.errors
    }

    /// The declaration in canonical layout, with its id, without `;`.
    #[must_use]
    pub fn declaration(&self) -> &str {
        &self.declaration
    }

    /// The declaration in canonical layout, with its id even where the source leaves it to be computed.
    #[must_use]
    pub fn declaration_with_id(&self) -> String {
        let words = self.annotations.iter().map(|word| word.len() + "@ ".len()).sum();
        let name_end = if self.declaration.starts_with('@') { words } else { 0 } + self.name.len();
        match self.declaration.split_at_checked(name_end) {
            Some((head, rest)) if !rest.starts_with('#') => format!("{head}#{:08x}{rest}", self.id),
            _ => self.declaration.clone(),
        }
    }

    /// Whether the language brings it along and no file declares it.
    #[must_use]
    pub fn is_predefined(&self) -> bool {
        self.predefined
    }

    /// Whether it is the bare form of a built-in type, as `int` is of `Int`. `boolTrue` and `boolFalse` are not.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.built_in == BuiltIn::Form
    }

    /// Whether it is declared as `name ? = Type` and the language has no such type, so that its values can be neither
    /// read nor written.
    #[must_use]
    pub fn has_unknown_form(&self) -> bool {
        self.built_in == BuiltIn::Unknown
    }

    /// Where it is declared; an empty span where the language brings it along.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}

impl Ids {
    /// The id that one dialect gives.
    #[must_use]
    pub fn of(self, dialect: Dialect) -> u32 {
        match dialect {
            Dialect::Formal => self.formal,
            Dialect::Telegram => self.telegram,
        }
    }
}

impl Variable {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it stands for.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

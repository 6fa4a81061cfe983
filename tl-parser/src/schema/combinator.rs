//! Combinators: constructors and functions.

use std::fmt;

use super::dialect::Dialect;
use super::expr::TypeRef;
use super::field::Field;
use crate::Span;
use crate::ast::VariableKind;
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
    pub(super) predefined: bool,
    /// Whether the combinator is the bare form of a built-in type, such as `int` for `Int`.
    pub(super) is_built_in: bool,
    /// Whether the combinator is declared as `name ? = Type`.
    pub(crate) is_opaque: bool,
    /// Whether there is a `!` before the result. This `!` is part of Telegram's canonical text.
    pub(super) result_call: bool,
    pub(super) span: Span,
}

/// The category of a combinator. Constructors describe the values of a type. Functions can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// A constructor, such as `user … = User`.
    Constructor,
    /// A function, such as `users.getUsers … = Vector<User>`. A declaration is a function if the last section bar above
    /// it is `---functions---`, if it contains `=>`, or if it has a `!` before its result.
    Function,
}

/// The two possible ids of a combinator: the CRC-32 of each [canonical text](crate::canonical).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ids {
    /// The CRC-32 of the formal text.
    pub formal: u32,
    /// The CRC-32 of Telegram's text.
    pub telegram: u32,
}

/// An implicit argument, `{X:Type}` or `{n:#}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub(super) name: String,
    pub(super) kind: VariableKind,
}

impl Combinator {
    /// Returns the full name, such as `auth.sendCode`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the category of the combinator: constructor or function.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }

    /// Returns the id on the wire: the declared id, or else the CRC-32 of the canonical text in the schema's dialect.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// Returns the id that is written in the source, if any.
    #[must_use]
    pub fn declared_id(&self) -> Option<u32> {
        self.declared_id
    }

    /// Returns the ids that are computed from the canonical texts.
    #[must_use]
    pub fn computed_ids(&self) -> Ids {
        self.ids
    }

    /// Returns the implicit arguments of the combinator.
    #[must_use]
    pub fn implicit(&self) -> &[Variable] {
        &self.implicit
    }

    /// Returns the fields of the combinator, in the order in which they are serialised.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Returns the result of the combinator: the type of a constructor, or the type that a function returns.
    #[must_use]
    pub fn result(&self) -> &TypeRef {
        &self.result
    }

    /// Returns the number of the layer bar (`===n===`) above the declaration, if any.
    #[must_use]
    pub fn layer_bar(&self) -> Option<u32> {
        self.layer_bar
    }

    /// Returns the annotations of the combinator, such as `@read`, without the `@`.
    #[must_use]
    pub fn annotations(&self) -> &[String] {
        &self.annotations
    }

    /// Returns the documentation of the combinator, from comments, JSON or an [overlay](crate::docs). The text may have
    /// several lines.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }

    /// Returns the kinds of accounts that may call the function, or `None` if no [overlay](crate::docs) has this
    /// information.
    #[must_use]
    pub fn availability(&self) -> Option<Availability> {
        self.availability
    }

    /// Returns the errors that a call of the function may return. The list is empty if no [overlay](crate::docs)
    /// contains errors of the function.
    #[must_use]
    pub fn errors(&self) -> &[CallError] {
        &self.errors
    }

    /// Returns whether the combinator is predefined by the language and not declared by any file.
    #[must_use]
    pub fn is_predefined(&self) -> bool {
        self.predefined
    }

    /// Returns whether the combinator is the bare form of a built-in type, such as `int` for `Int`. The result is
    /// `false` for `boolTrue` and `boolFalse`.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.is_built_in
    }

    /// Returns whether the combinator is declared as `name ? = Type`, but is not the bare form of a built-in type. The
    /// encoding of such a combinator is unknown, so its values can be neither read nor written.
    #[must_use]
    pub fn has_unknown_form(&self) -> bool {
        self.is_opaque && !self.is_built_in
    }

    /// Returns the span of the declaration. The span is empty if the language predefines the combinator.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}

impl Ids {
    /// Returns the id in one dialect.
    #[must_use]
    pub fn of(self, dialect: Dialect) -> u32 {
        match dialect {
            Dialect::Formal => self.formal,
            Dialect::Telegram => self.telegram,
        }
    }
}

impl Variable {
    /// Returns the name of the variable.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the kind of the variable: a type or a number.
    #[must_use]
    pub fn kind(&self) -> VariableKind {
        self.kind
    }
}

/// Formats the argument with its braces, as in `{X:Type}`.
impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}:{}}}", self.name, self.kind.as_str())
    }
}

//! Errors of reading bytes by a table.

use alloc::boxed::Box;
use core::fmt;

use super::path::Path;
use crate::{DecodeError, DecodeErrorKind};

/// An error of reading bytes by a table, with its offset and the path to the field or item in which it occurred. The
/// path of the outermost value is empty.
#[derive(Debug)]
pub struct Failure<'t>(Box<Inner<'t>>);

#[derive(Debug)]
struct Inner<'t> {
    kind: FailureKind<'t>,
    offset: usize,
    type_name: Option<&'t str>,
    path: Path,
}

/// The problem with the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureKind<'t> {
    /// The problem does not depend on the table.
    Bytes(DecodeErrorKind),
    /// No constructor of the type has the id.
    UnknownConstructor {
        /// The name of the type.
        expected: &'t str,
        /// The id that was read.
        found: u32,
    },
    /// The id differs from that of the only constructor of the type.
    UnexpectedConstructor {
        /// The name of the constructor.
        expected: &'t str,
        /// The name of the type.
        ty: &'t str,
        /// The id that was read.
        found: u32,
    },
    /// The id differs from that of a built-in type.
    UnexpectedId {
        /// The name of the constructor.
        expected: &'t str,
        /// The name of the type.
        ty: &'t str,
        /// The id that was read.
        found: u32,
    },
    /// No constructor or function has the id.
    UnknownId {
        /// The id that was read.
        found: u32,
    },
    /// No function has the id.
    NotAFunction {
        /// The id that was read.
        found: u32,
    },
    /// A message is encrypted.
    Encrypted {
        /// The identifier of its key.
        auth_key_id: i64,
    },
    /// The sink cannot read the data of a `gzip_packed`. The sink stores the reason.
    Sink,
    /// The table does not determine the bytes of the value.
    Problem(Problem),
}

impl fmt::Display for FailureKind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(kind) => kind.fmt(f),
            Self::UnknownConstructor { expected, found } => {
                write!(f, "no constructor of `{expected}` has the id #{found:08x}")
            }
            Self::UnexpectedConstructor { expected: name, found, .. }
            | Self::UnexpectedId { ty: name, found, .. } => {
                write!(f, "expected the id of `{name}`, found #{found:08x}")
            }
            Self::UnknownId { found } => write!(f, "no constructor or function has the id #{found:08x}"),
            Self::NotAFunction { found } => write!(f, "no function has the id #{found:08x}"),
            Self::Encrypted { auth_key_id } => {
                write!(f, "the message is encrypted with the key {auth_key_id:#018x}; decrypt it first")
            }
            Self::Sink => f.write_str("the data of `gzip_packed` cannot be read"),
            Self::Problem(problem) => problem.fmt(f),
        }
    }
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, offset, path, .. } = &*self.0;
        write!(f, "at byte {offset}")?;
        if !path.is_empty() {
            write!(f, " in `{path}`")?;
        }
        write!(f, ": {kind}")
    }
}

/// The reason why a value can be neither read nor written although its schema has no mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing determines a type parameter.
    Unbound(Box<str>),
    /// A field has a type as its value, as in `t:Type`. No form of such values is known.
    TypeField,
    /// A number that a type computes, such as `n+1`, exceeds 32 bits.
    TooLarge,
    /// A type is declared as built in, `name ? = Type`, and the language has no such type.
    UnknownForm(Box<str>),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unbound(name) => write!(f, "nothing determines the type parameter `{name}`"),
            Self::TypeField => f.write_str("fields whose value is a type are not supported"),
            Self::TooLarge => f.write_str("a number in the type exceeds 32 bits"),
            Self::UnknownForm(name) => {
                write!(
                    f,
                    "`{name}` is declared as built in, and the language has no such type; its form is unknown"
                )
            }
        }
    }
}

impl<'t> Failure<'t> {
    /// Creates a failure at `offset` bytes from the start of the input.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn new(offset: usize, kind: FailureKind<'t>) -> Self {
        Self(Box::new(Inner { kind, offset, type_name: None, path: Path::default() }))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn of_reader(error: &DecodeError) -> Self {
        Self::new(error.offset(), FailureKind::Bytes(error.kind().clone()))
    }

    /// Adds a field to the start of the path to the failure. Fields and items inside it must be added first.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn within_field(mut self, name: &str) -> Self {
        self.0.path.within_field(name);
        self
    }

    /// Adds an item of a list to the start of the path to the failure. Fields and items inside it must be added first.
    #[cold]
    #[inline(never)]
    pub(super) fn within_item(mut self, index: usize) -> Self {
        self.0.path.within_item(index);
        self
    }

    /// Sets the combinator in which the failure occurred. Has no effect if a combinator inside it was set before.
    #[cold]
    #[inline(never)]
    pub(super) fn within_type(mut self, name: &'t str) -> Self {
        self.0.type_name.get_or_insert(name);
        self
    }

    /// Returns the id that was read, if the failure is that no constructor of the expected type has this id.
    #[cold]
    pub(super) fn unknown_id(&self) -> Option<u32> {
        match self.0.kind {
            FailureKind::UnknownConstructor { found, .. }
            | FailureKind::UnexpectedConstructor { found, .. } => Some(found),
            _ => None,
        }
    }

    /// Returns the problem with the bytes.
    #[must_use]
    pub fn kind(&self) -> &FailureKind<'t> {
        &self.0.kind
    }

    /// Returns the position of the failure, in bytes from the start of the input.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Returns the name of the innermost constructor or function that was being read, if one had begun.
    #[must_use]
    pub fn type_name(&self) -> Option<&'t str> {
        self.0.type_name
    }

    /// Returns the problem, the offset and the path.
    #[must_use]
    pub fn into_parts(self) -> (FailureKind<'t>, usize, Path) {
        let Inner { kind, offset, path, .. } = *self.0;
        (kind, offset, path)
    }
}

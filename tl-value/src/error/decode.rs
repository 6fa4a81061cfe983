//! Errors of decoding bytes.

use std::fmt;

use tl_runtime::wire::{FailureKind, Table, VECTOR_ID};

use super::SchemaProblem;

/// The problem with the bytes; part of a [`DecodeError`](super::DecodeError).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The problem does not depend on the schema.
    Bytes(tl_runtime::DecodeErrorKind),
    /// No constructor of the type has the id. If no type is required, no constructor or function has it.
    UnknownId {
        /// The id that was read.
        found: u32,
        /// The name of the type.
        of: Option<Box<str>>,
        /// The name of the constructor or function that has the id, which does not belong to the type.
        name: Option<Box<str>>,
        /// The name of the constructor or function that has the id with its bytes reversed.
        reversed: Option<Box<str>>,
    },
    /// The id differs from the one that is required here.
    UnexpectedId {
        /// The id that was read.
        found: u32,
        /// The name of the boxed type.
        expected: Box<str>,
    },
    /// No function has the id.
    NotAFunction {
        /// The id that was read.
        found: u32,
    },
    /// The value is a `Vector`, whose id does not determine the type of its items.
    VectorOfUnknown,
    /// A message is encrypted.
    Encrypted {
        /// The identifier of its key.
        auth_key_id: i64,
    },
    /// The data of `gzip_packed` is invalid or too long.
    Gzip(Box<str>),
    /// The schema gives this value no form that can be read.
    Schema(SchemaProblem),
}

impl DecodeErrorKind {
    /// Converts a problem, and adds the names that the table has for the ids.
    #[cold]
    pub(super) fn of(kind: FailureKind<'_>, table: &Table<'_>) -> Self {
        let unknown = |found: u32, of: Option<&str>| {
            let [name, reversed] = [found, found.swap_bytes()].map(|id| table.label_of(id).map(Into::into));
            Self::UnknownId { found, of: of.map(Into::into), name, reversed }
        };
        match kind {
            FailureKind::Bytes(kind) => Self::Bytes(kind),
            FailureKind::UnknownId { found: VECTOR_ID } => Self::VectorOfUnknown,
            FailureKind::UnknownId { found } => unknown(found, None),
            FailureKind::UnknownConstructor { expected: ty, found }
            | FailureKind::UnexpectedConstructor { ty, found, .. } => unknown(found, Some(ty)),
            FailureKind::UnexpectedId { ty, found, .. } => Self::UnexpectedId { found, expected: ty.into() },
            FailureKind::NotAFunction { found } => Self::NotAFunction { found },
            FailureKind::Encrypted { auth_key_id } => Self::Encrypted { auth_key_id },
            // The sink replaces this by the actual problem.
            FailureKind::Sink => Self::Gzip("it contains no value".into()),
            FailureKind::Problem(problem) => Self::Schema(problem),
        }
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownId { found, of: Some(ty), name: Some(name), .. } => {
                write!(f, "expected a constructor of `{ty}`, found `{name}` (#{found:08x})")
            }
            Self::UnknownId { found, of: Some(ty), .. } => {
                FailureKind::UnknownConstructor { expected: ty, found: *found }.fmt(f)
            }
            Self::UnknownId { found, of: None, .. } => FailureKind::UnknownId { found: *found }.fmt(f),
            Self::UnexpectedId { found, expected } => {
                FailureKind::UnexpectedId { expected, ty: expected, found: *found }.fmt(f)
            }
            Self::NotAFunction { found } => FailureKind::NotAFunction { found: *found }.fmt(f),
            Self::VectorOfUnknown => {
                f.write_str("#1cb5c415 is `Vector`, and the id does not determine the type of its items")
            }
            Self::Encrypted { auth_key_id } => FailureKind::Encrypted { auth_key_id: *auth_key_id }.fmt(f),
            Self::Gzip(problem) => write!(f, "invalid gzip data: {problem}"),
            Self::Bytes(kind) => kind.fmt(f),
            Self::Schema(problem) => problem.fmt(f),
        }
    }
}

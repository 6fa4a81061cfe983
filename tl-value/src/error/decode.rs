//! Errors of decoding bytes.

use std::fmt;

use tl_runtime::wire::{FailureKind, Table, VECTOR_ID};

use super::SchemaProblem;

/// The kind of a [`DecodeError`](super::DecodeError).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// A problem that does not depend on the schema, such as missing bytes.
    Bytes(tl_runtime::DecodeErrorKind),
    /// No constructor of the required type has the id. If any type is allowed, no constructor or function without type
    /// parameters has the id.
    UnknownId {
        /// The id that was read.
        found: u32,
        /// The name of the required type, or `None` if any type is allowed.
        of: Option<Box<str>>,
        /// The name of a constructor or function that has the id but does not belong to the type.
        name: Option<Box<str>>,
        /// The name of a constructor or function whose id consists of the same bytes in reverse order.
        reversed: Option<Box<str>>,
    },
    /// Only one id is allowed at this position, and another id was read.
    UnexpectedId {
        /// The id that was read.
        found: u32,
        /// The name of the boxed type.
        expected: Box<str>,
    },
    /// A function is required, but no function has the id.
    NotAFunction {
        /// The id that was read.
        found: u32,
    },
    /// The value is a `Vector`, whose id does not determine the type of the items.
    VectorOfUnknown,
    /// The message is encrypted.
    Encrypted {
        /// The identifier of the encryption key.
        auth_key_id: i64,
    },
    /// The data of `gzip_packed` is invalid or too long.
    Gzip(Box<str>),
    /// The schema does not define how to decode this value.
    Schema(SchemaProblem),
}

impl DecodeErrorKind {
    /// Converts a failure of the walker. Looks up the names of ids in the table.
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
            // The annotator replaces this error with its `failure`, which describes the actual problem.
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

//! Errors of reading JSON.

use alloc::boxed::Box;
use core::fmt;

use crate::wire::Path;

/// An error of reading JSON, with the offset in bytes, the path to the invalid value, and the text that was read.
///
/// ```
/// use tl_runtime::tdjson::FromJson;
///
/// let error = Vec::<i32>::from_json("[1, true]").unwrap_err();
/// assert_eq!(error.to_string(), "at byte 4, in `[1]`: expected a number, found true");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError(Box<Failure>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    kind: JsonErrorKind,
    offset: usize,
    path: Path,
    text: Box<str>,
}

/// The problem with JSON; part of a [`JsonError`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// The text is not JSON.
    Syntax {
        /// The words before `what` in the message: `expected`, `found` or `the text ends before`.
        problem: &'static str,
        /// The expected token or the mistake, such as `a digit` or `an invalid escape`.
        what: &'static str,
    },
    /// The text has 4 GiB or more.
    TooLarge,
    /// Objects and arrays are nested deeper than [`JsonOptions::depth`](super::JsonOptions::depth).
    TooDeep {
        /// The limit, in levels.
        limit: u32,
    },
    /// The value would take more memory than 1 MiB plus 32 bytes for each byte of the text.
    TooMuchMemory,
    /// A JSON value has the wrong kind.
    WrongKind {
        /// Description of the expected value.
        expected: &'static str,
        /// The kind of the value.
        found: &'static str,
    },
    /// A number or string does not have the form that its type requires.
    WrongForm {
        /// Description of the expected form.
        expected: &'static str,
    },
    /// A number does not fit its type.
    OutOfRange {
        /// The TL type.
        ty: &'static str,
    },
    /// An object has no `@type`, although its type has several constructors.
    NoType,
    /// The `@type` is not the name of a constructor or function that is allowed here.
    WrongType {
        /// The value of `@type`.
        found: Box<str>,
        /// The only name that is allowed here, or `None` if several are allowed.
        expected: Option<&'static str>,
    },
    /// A field without a default value is missing. Only objects that are never null have no default value.
    MissingField {
        /// The name of the field.
        field: &'static str,
        /// The name of the constructor or function.
        of: &'static str,
    },
    /// An object has two members with this name.
    RepeatedField {
        /// The name of the field.
        field: Box<str>,
    },
}

impl JsonError {
    #[cold]
    pub(super) fn new(kind: JsonErrorKind, offset: usize, path: Path, text: &str) -> Self {
        Self(Box::new(Failure { kind, offset, path, text: text.into() }))
    }

    /// Converts an error in the part of `text` that begins at `start` to an error in the whole `text`.
    #[cold]
    pub(super) fn of_part(self, text: &str, start: usize) -> Self {
        let Failure { kind, offset, path, text: _ } = *self.0;
        Self::new(kind, start + offset, path, text)
    }

    /// Returns the problem.
    #[must_use]
    pub fn kind(&self) -> &JsonErrorKind {
        &self.0.kind
    }

    /// Returns the offset of the problem in the text, in bytes.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Returns the path from the outermost value to the value with the problem, such as `messages[3].content`. The path
    /// is empty for the outermost value.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Returns the whole text that was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { kind, offset, path, text: _ } = &*self.0;
        write!(f, "at byte {offset}")?;
        if !path.is_empty() {
            write!(f, ", in `{path}`")?;
        }
        write!(f, ": {kind}")
    }
}

impl core::error::Error for JsonError {}

impl fmt::Display for JsonErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { problem, what } => write!(f, "invalid JSON: {problem} {what}"),
            Self::TooLarge => f.write_str("the text has 4 GiB or more"),
            Self::TooDeep { limit } => {
                write!(f, "objects and arrays are nested more than {limit} levels deep")
            }
            Self::TooMuchMemory => f.write_str(
                "the value would take more memory than 1 MiB plus 32 bytes for each byte of the text",
            ),
            Self::WrongKind { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::WrongForm { expected } => write!(f, "expected {expected}"),
            Self::OutOfRange { ty } => write!(f, "number out of range for `{ty}`"),
            Self::NoType => f.write_str("the object has no `@type`"),
            Self::WrongType { found, expected: Some(expected) } => {
                write!(f, "expected the type `{expected}`, found `{found}`")
            }
            Self::WrongType { found, expected: None } => write!(f, "the type `{found}` is not allowed here"),
            Self::MissingField { field, of } => write!(f, "missing field `{field}` of `{of}`"),
            Self::RepeatedField { field } => write!(f, "duplicate field `{field}`"),
        }
    }
}

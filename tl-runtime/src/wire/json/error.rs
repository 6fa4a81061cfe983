//! Errors in JSON that does not describe a value of the required type.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use crate::error::ByteCount;
use crate::wire::{Path, Problem};

/// An error in JSON that does not describe a value of the required type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Failure>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    kind: ErrorKind,
    offset: usize,
    path: Path,
}

impl Error {
    /// Creates an error at `offset` bytes from the start of the text.
    #[cold]
    #[must_use]
    pub fn new(offset: usize, kind: ErrorKind) -> Self {
        Self(Box::new(Failure { kind, offset, path: Path::default() }))
    }

    /// Puts `path` before the path to the error. `path` leads to the value at which the path to the error begins.
    #[cold]
    pub(super) fn within(mut self, path: Path) -> Self {
        self.0.path.within(path);
        self
    }

    /// Adds a field to the start of the path to the error. Fields and items inside it must be added first.
    #[cold]
    #[must_use]
    pub fn within_field(mut self, name: &str) -> Self {
        self.0.path.within_field(name);
        self
    }

    /// Adds an item to the start of the path to the error. Fields and items inside it must be added first.
    #[cold]
    #[must_use]
    pub fn within_item(mut self, index: usize) -> Self {
        self.0.path.within_item(index);
        self
    }

    /// Returns the problem, the offset in the text, and the path to the field or item in which the problem occurred.
    /// The path of the outermost value is empty.
    #[must_use]
    pub fn into_parts(self) -> (ErrorKind, usize, Path) {
        let Failure { kind, offset, path } = *self.0;
        (kind, offset, path)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { kind, path, .. } = &*self.0;
        if path.is_empty() { kind.fmt(f) } else { write!(f, "in `{path}`: {kind}") }
    }
}

/// The problem with JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not JSON.
    Syntax(Box<str>),
    /// The JSON value has the wrong kind.
    WrongKind {
        /// Description of the expected value.
        expected: Box<str>,
        /// The kind of the value.
        found: &'static str,
    },
    /// A number does not fit its type.
    OutOfRange {
        /// The TL type.
        ty: &'static str,
    },
    /// A string or number is not in the form of its type.
    WrongText {
        /// Description of the expected value.
        expected: Box<str>,
    },
    /// An object does not name its constructor or function.
    NoName {
        /// The key of the name.
        key: &'static str,
    },
    /// No constructor or function has the name.
    UnknownName {
        /// The name.
        name: Box<str>,
        /// A similar name that is allowed here.
        similar: Option<Box<str>>,
    },
    /// The name exists but is not allowed here.
    WrongName {
        /// The name.
        name: Box<str>,
        /// Description of the expected combinator.
        expected: Box<str>,
        /// A similar name that is allowed here.
        similar: Option<Box<str>>,
    },
    /// Several combinators have the name.
    AmbiguousName {
        /// Their names with ids.
        names: Vec<Box<str>>,
    },
    /// The combinator does not have the field.
    UnknownField {
        /// The name of the combinator, `item` for an item of a repetition, or `raw` for a raw object.
        of: Box<str>,
        /// The name of the field.
        field: Box<str>,
        /// A field with a similar name.
        similar: Option<Box<str>>,
    },
    /// The field is computed, so JSON must not contain it.
    HiddenField,
    /// An object has two members for the same field.
    RepeatedField,
    /// Required fields are missing.
    MissingFields {
        /// The name of the combinator, or `item` for an item of a repetition.
        of: Box<str>,
        /// The names of all missing fields.
        fields: Vec<Box<str>>,
    },
    /// A field is missing although its condition is true.
    MissingOfBit {
        /// The name of the field.
        field: Box<str>,
        /// The condition in words, such as `` `flags.3` is set ``.
        condition: Box<str>,
    },
    /// A field is present although its condition is false.
    ExtraField {
        /// The condition in words, such as `` `flags.3` is set ``.
        condition: Box<str>,
    },
    /// A mask contains a bit that a field depends on, but the field is missing.
    DeclaredBit {
        /// The bit.
        bit: u32,
        /// The name of the field.
        field: Box<str>,
    },
    /// A raw object is not at the end of its frame. A frame is the whole value, or a part of the value that follows its
    /// own length. The length of the raw object itself is not written, so the object must end where the frame ends.
    RawNotLast,
    /// A raw object has the id of a known constructor or function.
    RawOfKnown {
        /// The name of the constructor or function.
        name: Box<str>,
    },
    /// The length of a raw object is not a multiple of 4.
    UnevenRaw {
        /// The length in bytes.
        len: usize,
    },
    /// Values are nested too deeply.
    TooDeep {
        /// The limit, in levels.
        limit: u32,
    },
    /// Too many items take no bytes; readers would reject them.
    TooManyEmpty {
        /// The maximum number of such items.
        limit: u32,
    },
    /// A frame is longer than its length field can express.
    TooLong {
        /// The length of the frame in bytes.
        len: usize,
    },
    /// The wire format cannot express the value.
    Bytes(crate::EncodeErrorKind),
    /// The schema does not determine the bytes of this value.
    Schema(Problem),
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(problem) => write!(f, "invalid JSON: {problem}"),
            Self::WrongKind { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::OutOfRange { ty } => write!(f, "number out of range for `{ty}`"),
            Self::WrongText { expected } => write!(f, "expected {expected}"),
            Self::NoName { key } => {
                write!(f, "the object has no `{key}` with the name of its constructor or function")
            }
            Self::UnknownName { name, similar } => {
                write!(f, "no constructor or function is called `{name}`{}", DidYouMean(similar.as_deref()))
            }
            Self::WrongName { name, expected, similar } => {
                write!(f, "expected {expected}, found `{name}`{}", DidYouMean(similar.as_deref()))
            }
            Self::AmbiguousName { names } => write!(f, "ambiguous name; write {}", QuotedNames(names, "or")),
            Self::UnknownField { of, field, similar } => {
                write!(f, "`{of}` has no field `{field}`{}", DidYouMean(similar.as_deref()))
            }
            Self::HiddenField => f.write_str("this field is computed; leave it out"),
            Self::RepeatedField => f.write_str("duplicate field"),
            Self::MissingFields { of, fields } => {
                let noun = if fields.len() == 1 { "field" } else { "fields" };
                write!(f, "missing {noun} {} of `{of}`", QuotedNames(fields, "and"))
            }
            Self::MissingOfBit { field, condition } => {
                write!(f, "missing field `{field}`, which is required because {condition}")
            }
            Self::ExtraField { condition } => {
                write!(f, "this field is only allowed if {condition}")
            }
            Self::DeclaredBit { bit, field } => {
                write!(f, "bit {bit} is set, but the field `{field}` is missing")
            }
            Self::RawNotLast => {
                f.write_str("a raw object must be the last value, since its length is not written")
            }
            Self::RawOfKnown { name } => {
                write!(f, "this is the id of `{name}`; write its fields instead of `raw`")
            }
            Self::UnevenRaw { len } => {
                let len = ByteCount(*len);
                write!(f, "the length of a raw object must be a multiple of 4, and this one has {len}")
            }
            Self::TooDeep { limit } => write!(f, "values are nested more than {limit} levels deep"),
            Self::TooManyEmpty { limit } => write!(f, "more than {limit} values take no bytes"),
            Self::TooLong { len } => write!(f, "{len} bytes exceed the largest length"),
            Self::Bytes(kind) => kind.fmt(f),
            Self::Schema(problem) => problem.fmt(f),
        }
    }
}

/// Suggestion of a name: ``; did you mean `a`?``, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct DidYouMean<'a>(pub Option<&'a str>);

impl fmt::Display for DidYouMean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |name| write!(f, "; did you mean `{name}`?"))
    }
}

/// List of names in backticks: `a`, `b` and `c`.
struct QuotedNames<'a>(&'a [Box<str>], &'a str);

impl fmt::Display for QuotedNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(names, word) = self;
        for (index, name) in names.iter().enumerate() {
            match index {
                0 => {}
                _ if index + 1 == names.len() => write!(f, " {word} ")?,
                _ => f.write_str(", ")?,
            }
            write!(f, "`{name}`")?;
        }
        Ok(())
    }
}

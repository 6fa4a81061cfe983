//! Why bytes are no value, and why JSON is none: with the place, and with the path to the part.

use std::fmt;

use crate::path::Path;
use crate::text::set_bits;

/// Why bytes are no value of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Failure<DecodeErrorKind>>);

/// Why JSON is no value of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError(Box<Failure<EncodeErrorKind>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure<K> {
    kind: K,
    offset: usize,
    /// Line and column, where the offset is one in a text that the caller knows.
    position: Option<Position>,
    path: Path,
}

/// A place in a text, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Lines end with `\n`.
    pub line: usize,
    /// In characters.
    pub column: usize,
}

impl Position {
    /// Where the byte at `offset` of `text` is; the end, for one that is not in it.
    #[cold]
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { line, column }
    }
}

/// What is wrong with bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// Something that no schema matters for.
    Bytes(tl_runtime::DecodeErrorKind),
    /// No constructor of the type has the id; without a type, no constructor and no function.
    UnknownId {
        /// What was read.
        found: u32,
        /// The name of the type.
        of: Option<Box<str>>,
    },
    /// Another id must stand here.
    UnexpectedId {
        /// What was read.
        found: u32,
        /// The name of the boxed type.
        expected: Box<str>,
    },
    /// No function has the id.
    NotAFunction {
        /// What was read.
        found: u32,
    },
    /// A length is negative.
    NegativeLength(i32),
    /// Bits are set that no field has, and [`Limits::strict`](tl_runtime::Limits::strict) is on.
    UnknownBits {
        /// The name of the mask.
        mask: Box<str>,
        /// The bits that no field has.
        bits: u32,
    },
    /// `gzip_packed` holds no gzip, or too much.
    Gzip(Box<str>),
    /// The schema cannot be followed here.
    Schema(SchemaProblem),
}

/// What is wrong with JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// It is no JSON.
    Syntax(Box<str>),
    /// Another kind of JSON must stand here.
    WrongKind {
        /// What is expected.
        expected: Box<str>,
        /// What there is.
        found: &'static str,
    },
    /// A number does not fit.
    OutOfRange {
        /// The TL type.
        ty: &'static str,
    },
    /// A string is not in the form of its type.
    WrongText {
        /// What is expected.
        expected: Box<str>,
    },
    /// An object has no `_`.
    NoName,
    /// Nothing is called so.
    UnknownName {
        /// What `_` says.
        name: Box<str>,
    },
    /// The name does not make what must stand here.
    WrongName {
        /// What `_` says.
        name: Box<str>,
        /// What is expected.
        expected: Box<str>,
    },
    /// Several combinators are called so.
    AmbiguousName {
        /// The names that say which.
        names: Vec<Box<str>>,
    },
    /// The combinator has no such field.
    UnknownField {
        /// The combinator.
        of: Box<str>,
    },
    /// The field is computed from others.
    HiddenField,
    /// A field is given twice.
    RepeatedField,
    /// A field must be there.
    MissingField {
        /// Its name.
        field: Box<str>,
    },
    /// A field must be there since its bit of the mask is set.
    MissingOfBit {
        /// Its name.
        field: Box<str>,
        /// The condition, such as `flags.3`.
        condition: Box<str>,
    },
    /// A field must not be there.
    ExtraField {
        /// The condition, such as `flags.3`.
        condition: Box<str>,
    },
    /// A repetition has another number of items.
    WrongLength {
        /// The number that the schema says.
        expected: u32,
        /// The number of items there are.
        found: usize,
    },
    /// A raw object is followed by something, so that nobody could tell where it ends.
    RawNotLast,
    /// A raw object has an id that the schema knows.
    RawOfKnown {
        /// What has the id.
        name: Box<str>,
    },
    /// The bytes of a raw object are not a multiple of 4.
    UnevenRaw {
        /// How many there are.
        len: usize,
    },
    /// Values are nested too deep.
    TooDeep {
        /// The limit.
        limit: u32,
    },
    /// Too many values take no bytes, so that nobody would read them.
    TooManyEmpty {
        /// The limit.
        limit: u32,
    },
    /// A frame is too large for its length.
    TooLong {
        /// Its bytes.
        len: usize,
    },
    /// The wire format cannot express it.
    Bytes(tl_runtime::EncodeErrorKind),
    /// The schema cannot be followed here.
    Schema(SchemaProblem),
}

/// Why a schema that is without mistakes cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaProblem {
    /// Nothing says what a variable stands for.
    Unbound(Box<str>),
    /// A field that is a type, `X:Type`, has no known form.
    TypeField,
    /// The sum is no 32-bit number.
    TooLarge,
}

macro_rules! failure {
    ($error:ident, $kind:ident) => {
        impl $error {
            #[cold]
            pub(crate) fn new(offset: usize, kind: $kind) -> Self {
                Self(Box::new(Failure { kind, offset, position: None, path: Path::default() }))
            }

            /// Says in which field it happened, from the inside out.
            #[cold]
            pub(crate) fn within_field(mut self, name: &str) -> Self {
                self.0.path.within_field(name);
                self
            }

            /// Says in which item it happened, from the inside out.
            #[cold]
            pub(crate) fn within_item(mut self, index: usize) -> Self {
                self.0.path.within_item(index);
                self
            }

            /// What is wrong.
            #[must_use]
            pub fn kind(&self) -> &$kind {
                &self.0.kind
            }

            /// Where, in bytes from the start of the input.
            #[must_use]
            pub fn offset(&self) -> usize {
                self.0.offset
            }

            /// In which part of the value.
            #[must_use]
            pub fn path(&self) -> &Path {
                &self.0.path
            }
        }

        impl std::error::Error for $error {}
    };
}

failure!(DecodeError, DecodeErrorKind);
failure!(EncodeError, EncodeErrorKind);

impl DecodeError {
    /// The same, at a place counted from `base`.
    #[cold]
    pub(crate) fn from_runtime(base: usize, error: &tl_runtime::DecodeError) -> Self {
        Self::new(base + error.offset(), DecodeErrorKind::Bytes(error.kind().clone()))
    }
}

impl EncodeError {
    /// Line and column in the text; none for parameters, which have no text.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }

    /// The same, where the text is one line of many; `line` counts from 1.
    #[must_use]
    pub fn on_line(mut self, line: usize) -> Self {
        if let Some(position) = &mut self.0.position {
            position.line += line.saturating_sub(1);
        }
        self
    }

    /// Says where in `text` the offset is.
    #[cold]
    pub(crate) fn located(mut self, text: &str) -> Self {
        self.0.position = Some(Position::of(text, self.0.offset));
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { kind, offset, path, .. } = &*self.0;
        write!(f, "at byte {offset}{}: {kind}", In(path))
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { kind, position, path, .. } = &*self.0;
        match position {
            Some(Position { line, column }) => write!(f, "at {line}:{column}{}: {kind}", In(path)),
            None if path.is_empty() => kind.fmt(f),
            None => write!(f, "in `{path}`: {kind}"),
        }
    }
}

struct In<'a>(&'a Path);

impl fmt::Display for In<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " in `{}`", self.0) }
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(kind) => kind.fmt(f),
            Self::UnknownId { found: 0x3072_cfa1, of: None } => {
                f.write_str("#3072cfa1 is `gzip_packed`, which the schema does not have")
            }
            Self::UnknownId { found, of: None } => {
                write!(f, "no constructor and no function of the schema has the id #{found:08x}")
            }
            Self::UnknownId { found, of: Some(ty) } => {
                write!(f, "no constructor of `{ty}` has the id #{found:08x}")
            }
            Self::UnexpectedId { found, expected } => {
                write!(f, "the id of `{expected}` was expected, #{found:08x} found")
            }
            Self::NotAFunction { found } => write!(f, "no function of the schema has the id #{found:08x}"),
            Self::NegativeLength(len) => write!(f, "the length is {len}"),
            Self::UnknownBits { mask, bits } => {
                write!(f, "no field is on these bits of `{mask}`: {}", set_bits(*bits).join(", "))
            }
            Self::Gzip(problem) => write!(f, "gzip: {problem}"),
            Self::Schema(problem) => problem.fmt(f),
        }
    }
}

impl fmt::Display for EncodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(problem) => write!(f, "this is no JSON: {problem}"),
            Self::WrongKind { expected, found } => write!(f, "{expected} is expected, {found} found"),
            Self::OutOfRange { ty } => write!(f, "the number does not fit a value of `{ty}`"),
            Self::WrongText { expected } => write!(f, "this is not {expected}"),
            Self::NoName => f.write_str("the object does not say its constructor or function in `_`"),
            Self::UnknownName { name } => write!(f, "the schema has no constructor and no function `{name}`"),
            Self::WrongName { name, expected } => write!(f, "`{name}` is not {expected}"),
            Self::AmbiguousName { names } => write!(f, "several have this name: `{}`", names.join("`, `")),
            Self::UnknownField { of } => write!(f, "`{of}` has no such field"),
            Self::HiddenField => f.write_str("it follows from other fields and is not given"),
            Self::RepeatedField => f.write_str("it is given twice"),
            Self::MissingField { field } => write!(f, "the field `{field}` is missing"),
            Self::MissingOfBit { field, condition } => {
                write!(f, "the field `{field}` is missing, and `{condition}` is set")
            }
            Self::ExtraField { condition } => write!(f, "it is given, and `{condition}` is not set"),
            Self::WrongLength { expected, found } => {
                write!(f, "{expected} items are expected and {found} are there")
            }
            Self::RawNotLast => {
                f.write_str("nothing can follow a raw object, since nothing says where it ends")
            }
            Self::RawOfKnown { name } => {
                write!(f, "the id is that of `{name}`, whose fields are to be given")
            }
            Self::UnevenRaw { len } => {
                write!(f, "a raw object of {len} bytes: their number is no multiple of 4")
            }
            Self::TooDeep { limit } => write!(f, "values are nested more than {limit} levels deep"),
            Self::TooManyEmpty { limit } => write!(f, "there are more than {limit} values without bytes"),
            Self::TooLong { len } => write!(f, "{len} bytes are more than their length can say"),
            Self::Bytes(kind) => kind.fmt(f),
            Self::Schema(problem) => problem.fmt(f),
        }
    }
}

impl fmt::Display for SchemaProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unbound(name) => write!(f, "nothing says what `{name}` stands for"),
            Self::TypeField => f.write_str("a field that is a type has no known form"),
            Self::TooLarge => f.write_str("a number of the type is larger than 32 bits"),
        }
    }
}

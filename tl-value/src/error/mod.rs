//! Errors of decoding and encoding, with the place and the path to the part.

mod decode;
mod encode;

use std::fmt;

pub use self::decode::DecodeErrorKind;
pub use self::encode::EncodeErrorKind;
use crate::path::Path;

/// Why bytes are not a value of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Failure<DecodeErrorKind>>);

/// Why JSON is not a value of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError(Box<Failure<EncodeErrorKind>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure<K> {
    kind: K,
    offset: usize,
    /// How many `gzip_packed` the offset is in.
    unpacked: usize,
    /// Line and column, if the caller knows the text.
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

macro_rules! failure {
    ($error:ident, $kind:ident) => {
        impl $error {
            #[cold]
            pub(crate) fn new(offset: usize, kind: $kind) -> Self {
                Self(Box::new(Failure { kind, offset, unpacked: 0, position: None, path: Path::default() }))
            }

            /// Adds the field in which it happened, from the inside out.
            #[cold]
            pub(crate) fn within_field(mut self, name: &str) -> Self {
                self.0.path.within_field(name);
                self
            }

            /// Adds the item in which it happened, from the inside out.
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

            /// The offset of the error in the input, in bytes.
            #[must_use]
            pub fn offset(&self) -> usize {
                self.0.offset
            }

            /// The part of the value that is wrong.
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
    /// How many `gzip_packed` the offset is in: 0 for the input itself, 1 for the data that one of them contains.
    #[must_use]
    pub fn unpacked(&self) -> usize {
        self.0.unpacked
    }

    /// The same error in the data of a `gzip_packed`.
    #[cold]
    pub(crate) fn within_unpacked(mut self) -> Self {
        self.0.unpacked += 1;
        self
    }

    /// The same, at a place counted from `base`.
    #[cold]
    pub(crate) fn from_runtime(base: usize, error: &tl_runtime::DecodeError) -> Self {
        Self::new(base + error.offset(), DecodeErrorKind::Bytes(error.kind().clone()))
    }
}

impl EncodeError {
    /// Line and column in the text; none for parameters, which have no position.
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
        let Failure { kind, offset, unpacked, path, .. } = &*self.0;
        let of = if *unpacked > 0 { " of the unpacked data" } else { "" };
        write!(f, "at byte {offset}{of}{}: {kind}", In(path))
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

/// Why a value cannot be read or written although its schema has no mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaProblem {
    /// Nothing determines a type parameter.
    Unbound(Box<str>),
    /// A field whose value is a type, `X:Type`, has no known form.
    TypeField,
    /// A sum exceeds 32 bits.
    TooLarge,
    /// A type is declared as built in, `name ? = Type`, and the language has no such type.
    UnknownForm(Box<str>),
}

impl fmt::Display for SchemaProblem {
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

/// ``; did you mean `a`?``, or nothing.
pub(crate) struct DidYouMean<'a>(pub(crate) Option<&'a str>);

impl fmt::Display for DidYouMean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |name| write!(f, "; did you mean `{name}`?"))
    }
}

/// Names in backticks: `a`, `b` and `c`.
struct Names<'a>(&'a [Box<str>], &'a str);

impl fmt::Display for Names<'_> {
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

//! Errors of decoding and encoding. They contain the position of the problem and the path to it.

mod decode;

use std::fmt;

pub use self::decode::DecodeErrorKind;
pub use tl_runtime::wire::Problem as SchemaProblem;
use tl_runtime::wire::json;
pub(crate) use tl_runtime::wire::json::DidYouMean;
pub use tl_runtime::wire::json::ErrorKind as EncodeErrorKind;
use tl_runtime::wire::{self, Path};

/// An error in bytes that are not a value of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Failure<DecodeErrorKind>>);

/// An error in JSON that is not a value of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError(Box<Failure<EncodeErrorKind>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure<K> {
    kind: K,
    offset: usize,
    /// The number of nested `gzip_packed` that contain the position. Always 0 for an [`EncodeError`].
    unpacked: usize,
    /// The line and column, if the input is one JSON text. `None` for bytes, and for fields that are written
    /// separately.
    position: Option<Position>,
    path: Path,
}

/// A position in a text. Lines and columns are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line. Lines end with `\n`.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Position {
    /// Returns the position of the byte at `offset` of `text`, or of the end of the text if no character begins there.
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

            /// Returns the kind of the problem.
            #[must_use]
            pub fn kind(&self) -> &$kind {
                &self.0.kind
            }

            /// Returns the offset of the error, in bytes from the start of the input. If the error is in unpacked data,
            /// or in a field that is passed as a text of its own, the offset is counted from the start of that data or
            /// text.
            #[must_use]
            pub fn offset(&self) -> usize {
                self.0.offset
            }

            /// Returns the path to the part of the value that contains the error.
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
    /// Returns the number of nested `gzip_packed` that contain the position: 0 if the position is in the input itself,
    /// 1 if it is in the data of a `gzip_packed` of the input, and so on.
    #[must_use]
    pub fn unpacked(&self) -> usize {
        self.0.unpacked
    }

    /// Marks the error as an error in the unpacked data of a `gzip_packed`.
    #[cold]
    pub(crate) fn within_unpacked(mut self) -> Self {
        self.0.unpacked += 1;
        self
    }

    /// Puts the path of `outer` before the path of this error. This error is in the data of a `gzip_packed`, and the
    /// path of `outer` leads to this data.
    #[cold]
    pub(crate) fn within(mut self, outer: Self) -> Self {
        self.0.path.within(outer.0.path);
        self
    }

    /// Converts the failure of a walker. `table` is the table that the walker used.
    #[cold]
    pub(crate) fn of(failure: wire::Failure<'_>, table: &wire::Table<'_>) -> Self {
        let (kind, offset, path) = failure.into_parts();
        let mut error = Self::new(offset, DecodeErrorKind::of(kind, table));
        error.0.path = path;
        error
    }
}

impl EncodeError {
    /// Converts the error of an encoder.
    #[cold]
    pub(crate) fn of(error: json::Error) -> Self {
        let (kind, offset, path) = error.into_parts();
        let mut error = Self::new(offset, kind);
        error.0.path = path;
        error
    }

    /// Returns the line and column in the JSON text. Returns `None` for an error of
    /// [`Codec::encode_parameters`](crate::Codec::encode_parameters), because its fields are separate texts.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }

    /// Adjusts the position if the JSON text is a line of a longer text. `line` is the number of this line, counted
    /// from 1.
    #[must_use]
    pub fn on_line(mut self, line: usize) -> Self {
        if let Some(position) = &mut self.0.position {
            position.line += line.saturating_sub(1);
        }
        self
    }

    /// Computes the line and column from the offset and `text`.
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

//! Values that a program does not decode. Their bytes are checked by a table, and then kept or skipped.

use alloc::boxed::Box;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::mem;

use crate::wire::{Failure, FailureKind, Skip, Table, Walker, word_at};
use crate::{DecodeError, DecodeErrorKind, Encode, Identify, Reader, VECTOR_ID, Writer};

/// A value that was not decoded, because the generated code has no Rust type for it or for a part of it. It consists of
/// the bytes of the value and the table that describes them.
///
/// The bytes have passed the checks of decoding. Encoding writes them unchanged. Values are compared by their bytes.
#[derive(Clone)]
pub struct Unread {
    bytes: Box<[u8]>,
    table: &'static Table<'static>,
}

impl Unread {
    /// Returns the id of the constructor or of `vector`.
    #[must_use]
    pub fn constructor_id(&self) -> u32 {
        self.view().constructor_id()
    }

    /// Returns the name of the constructor in the schema, or `vector`. The name is empty if the table has no names.
    #[must_use]
    pub fn constructor_name(&self) -> &'static str {
        self.view().constructor_name()
    }

    /// Returns all bytes of the value, including the id.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn view(&self) -> UnreadView<'_> {
        UnreadView { bytes: &self.bytes, table: self.table }
    }
}

/// An [`Unread`] value that borrows the bytes that it was read from.
#[derive(Clone, Copy)]
pub struct UnreadView<'a> {
    bytes: &'a [u8],
    table: &'static Table<'static>,
}

impl<'a> UnreadView<'a> {
    pub(crate) fn new(bytes: &'a [u8], table: &'static Table<'static>) -> Self {
        Self { bytes, table }
    }

    /// Returns the id of the constructor or of `vector`.
    #[must_use]
    pub fn constructor_id(&self) -> u32 {
        word_at(self.bytes, 0)
    }

    /// Returns the name of the constructor in the schema, or `vector`. The name is empty if the table has no names.
    #[must_use]
    pub fn constructor_name(&self) -> &'static str {
        match self.constructor_id() {
            VECTOR_ID => "vector",
            id => self.table.name_of(id).unwrap_or_default(),
        }
    }

    /// Returns all bytes of the value, including the id.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns a copy that does not borrow from the input.
    #[must_use]
    pub fn owned(&self) -> Unread {
        Unread { bytes: self.bytes.into(), table: self.table }
    }
}

impl Identify for UnreadView<'_> {
    fn combinator(&self) -> (u32, &'static str) {
        (self.constructor_id(), self.constructor_name())
    }
}

impl Identify for Unread {
    fn combinator(&self) -> (u32, &'static str) {
        self.view().combinator()
    }
}

/// Shows the name and the id of the constructor, and the number of bytes.
impl fmt::Debug for UnreadView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((id, name), len) = (self.combinator(), self.bytes.len());
        write!(f, "Unread({name}#{id:08x}, {len} bytes)")
    }
}

impl fmt::Debug for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

impl PartialEq for Unread {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Unread {}

impl PartialOrd for Unread {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Unread {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl Hash for Unread {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl Encode for Unread {
    fn encode(&self, w: &mut Writer) {
        w.raw(&self.bytes);
    }
}

/// A position of a reader, stored as the bytes that remained at this position.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a>(pub(crate) &'a [u8]);

/// Reading by a table. The parameter `code` describes the type of the value; see [`wire`](crate::wire).
impl<'a> Reader<'a> {
    /// Skips a value.
    pub(crate) fn skip_value(&mut self, table: &'static Table<'static>, code: &'static [u8]) {
        if self.has_failed() {
            return;
        }
        let depth = self.budget().0;
        let mut sink = Skip;
        let mut walker = Walker::of(mem::replace(self, Self::new(&[])), table, &mut sink);
        let walked = walker.value(table, code);
        *self = walker.into_reader();
        if let Err(failure) = walked {
            self.set_budget(depth, 0);
            self.fail_with_error(decode_error(failure));
        }
    }

    /// Returns the value that was skipped last. `before` contains the bytes that remained before the value was skipped.
    /// If skipping failed, the returned value has no bytes.
    pub(crate) fn keep(&self, before: &[u8], table: &'static Table<'static>) -> Unread {
        let len = if self.has_failed() { 0 } else { before.len() - self.remaining() };
        let mut value = Unread { bytes: before.get(..len).unwrap_or_default().into(), table };
        if let Some(other) = self.table()
            && value.table.name_of(value.constructor_id()).is_none()
        {
            value.table = other;
        }
        value
    }

    /// Skips the value at the start of `before` after it could not be decoded. If the table cannot read the value
    /// either, the reader keeps the error of decoding.
    pub(crate) fn skip_instead(
        &mut self,
        before: &'a [u8],
        table: &'static Table<'static>,
        code: &'static [u8],
    ) {
        let error = self.retry(before);
        self.skip_value(table, code);
        if let Some(error) = error.filter(|_| self.has_failed()) {
            self.fail_with_error(error);
        }
    }
}

/// Converts a failure of a walker to the decoding error with the same meaning.
#[cold]
fn decode_error(failure: Failure<'static>) -> DecodeError {
    let type_name = failure.type_name().filter(|name| !name.is_empty());
    let (kind, offset, _) = failure.into_parts();
    let mut error = DecodeError::new(decode_error_kind(kind), offset);
    type_name.into_iter().for_each(|name| error.name_type(name));
    error
}

#[cold]
fn decode_error_kind(kind: FailureKind<'static>) -> DecodeErrorKind {
    match kind {
        FailureKind::Bytes(kind) => kind,
        FailureKind::UnknownConstructor { expected, found } => {
            DecodeErrorKind::UnknownConstructor { expected, found }
        }
        FailureKind::UnexpectedConstructor { expected, found, .. }
        | FailureKind::UnexpectedId { expected, found, .. } => {
            DecodeErrorKind::UnexpectedConstructor { expected, found }
        }
        FailureKind::NotAFunction { found } => {
            DecodeErrorKind::UnknownConstructor { expected: "function", found }
        }
        FailureKind::UnknownId { found } => {
            DecodeErrorKind::UnknownConstructor { expected: "constructor", found }
        }
        // `Encrypted` and `Sink` do not occur, because skipping reads no envelopes and opens no `gzip_packed`. For
        // `Problem`, `DecodeErrorKind` has no variant.
        FailureKind::Encrypted { .. } | FailureKind::Sink | FailureKind::Problem(_) => {
            DecodeErrorKind::UnknownConstructor { expected: "", found: 0 }
        }
    }
}

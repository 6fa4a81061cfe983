//! Errors of reading and writing. Each error is one pointer wide.

use alloc::boxed::Box;
use core::fmt;

use crate::wire::Path;

/// An error of reading a value, with the byte offset and the TL type at which it occurred.
///
/// ```
/// use tl_runtime::{Decode, DecodeErrorKind};
///
/// let error = i64::from_bytes(&[1, 0, 0, 0]).unwrap_err();
/// assert_eq!(error.kind(), &DecodeErrorKind::UnexpectedEnd { needed: 8, remaining: 4 });
/// assert_eq!(error.to_string(), "at byte 0: 8 bytes are needed, but the input has 4 left");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<DecodeFailure>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct DecodeFailure {
    kind: DecodeErrorKind,
    offset: usize,
    /// The innermost combinator; `None` if the error is outside of all combinators.
    type_name: Option<&'static str>,
}

/// The problem with the bytes; part of a [`DecodeError`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// A value takes `needed` bytes, but only `remaining` are left.
    UnexpectedEnd {
        /// Number of bytes that the value takes, or a lower bound if the number is not known yet.
        needed: usize,
        /// Number of bytes that are left, counted from the error's offset.
        remaining: usize,
    },
    /// The value ended and `remaining` bytes follow it.
    TrailingBytes {
        /// Number of bytes after the value.
        remaining: usize,
    },
    /// No constructor of the type `expected` has the id `found`.
    ///
    /// The id may be from another layer. Code that is generated with the config key `passing` can also read the layers
    /// that this key lists. With [`Reader::with_table`](crate::Reader::with_table), code that was generated with `used`
    /// or `passing` can read layers that are newer than the program. If neither is possible, generate code for the
    /// layer of the value. [`Reader::read_items`](crate::Reader::read_items) keeps the items of a vector before the
    /// error.
    UnknownConstructor {
        /// TL name of the type, such as `auth.SentCode`.
        expected: &'static str,
        /// The id that was read.
        found: u32,
    },
    /// Only the combinator `expected` is allowed here, but another id was read.
    ///
    /// The id may be from another layer, as for [`UnknownConstructor`](Self::UnknownConstructor). A struct cannot hold
    /// another constructor. So if no enum contains the value, only code that is generated for the layer of the value
    /// can read it.
    UnexpectedConstructor {
        /// TL name of the combinator, such as `auth.sentCode`.
        expected: &'static str,
        /// The id that was read.
        found: u32,
    },
    /// A `string` is not UTF-8. The offset of the error is that of the first invalid byte.
    InvalidUtf8,
    /// The length of a string is in the form that begins with the byte 255, and [`Limits::long_strings`] is off.
    ///
    /// [`Limits::long_strings`]: crate::Limits::long_strings
    LongString,
    /// The length of a string has a longer form than necessary, and [`Limits::strict`] is on.
    ///
    /// [`Limits::strict`]: crate::Limits::strict
    LongLengthForm,
    /// The padding after a string is not zero, and [`Limits::strict`] is on.
    ///
    /// [`Limits::strict`]: crate::Limits::strict
    NonZeroPadding,
    /// A mask (`flags:#`) has bits that no field uses, and [`Limits::strict`] is on. Masks that Rust values store are
    /// not checked. The other masks are not stored, because writing computes them from the fields that are present. The
    /// offset of the error is that of the mask.
    ///
    /// [`Limits::strict`]: crate::Limits::strict
    UndeclaredBits {
        /// The bits that no field uses.
        bits: u32,
    },
    /// Values are nested deeper than [`Limits::depth`].
    ///
    /// [`Limits::depth`]: crate::Limits::depth
    TooDeep {
        /// The limit, in levels.
        limit: u32,
    },
    /// Values would take more memory for each byte of input than [`Limits::memory`] allows. The memory was needed for a
    /// box or for the items of a vector. The offset of the error is the start of the content of the box or of the first
    /// item.
    ///
    /// [`Limits::memory`]: crate::Limits::memory
    TooMuchMemory {
        /// The limit, in bytes for each byte of input.
        limit: u32,
    },
    /// The count of a vector or repetition is larger than the number of items that the remaining bytes can hold.
    CountTooLarge {
        /// The count that was read.
        count: u32,
        /// The maximum number of items that could follow.
        most: usize,
    },
    /// The length of a raw [`Object`](crate::Object) is not a multiple of 4 bytes.
    UnevenObject {
        /// The length in bytes.
        len: usize,
    },
}

impl DecodeError {
    /// Creates an error at `offset` bytes from the start of the input.
    #[cold]
    pub(crate) fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Self(Box::new(DecodeFailure { kind, offset, type_name: None }))
    }

    /// Sets the combinator in which the error occurred, unless one is already set.
    #[cold]
    pub(crate) fn name_type(&mut self, name: &'static str) {
        self.0.type_name.get_or_insert(name);
    }

    /// Returns whether the id at the start of the input does not belong to the type that was read.
    pub(crate) fn is_of_another_type(&self) -> bool {
        let is_unknown = matches!(
            self.0.kind,
            DecodeErrorKind::UnknownConstructor { .. } | DecodeErrorKind::UnexpectedConstructor { .. }
        );
        is_unknown && self.0.offset == 0
    }

    /// Returns the problem with the bytes.
    #[must_use]
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    /// Returns the position of the error, in bytes from the start of the input.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Returns the TL name of the innermost constructor or function that was being read, or `None` if none was being
    /// read.
    #[must_use]
    pub fn type_name(&self) -> Option<&'static str> {
        self.0.type_name
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}", self.0.offset)?;
        if let Some(name) = self.type_name() {
            write!(f, " in `{name}`")?;
        }
        write!(f, ": {}", self.0.kind)
    }
}

impl core::error::Error for DecodeError {}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnexpectedEnd { needed, remaining } => {
                let are = if *needed == 1 { "is" } else { "are" };
                write!(f, "{} {are} needed, but the input has {remaining} left", ByteCount(*needed))
            }
            Self::TrailingBytes { remaining } => {
                let s = if *remaining == 1 { "s" } else { "" };
                write!(f, "{} follow{s} the end of the value", ByteCount(*remaining))
            }
            Self::UnknownConstructor { expected, found } => {
                write!(f, "no constructor of `{expected}` has the id {}", Id(*found))?;
                other_layer(f, expected, *found)
            }
            Self::UnexpectedConstructor { expected, found } => {
                write!(f, "expected the id of `{expected}`, found {}", Id(*found))?;
                other_layer(f, expected, *found)
            }
            Self::InvalidUtf8 => f.write_str("the string is not UTF-8"),
            Self::LongString => f.write_str(
                "the string has the length form for 2^24 bytes and more, but long strings are off",
            ),
            Self::LongLengthForm => f.write_str("the length has a longer form than it needs"),
            Self::NonZeroPadding => f.write_str("the padding after the string is not zero"),
            Self::UndeclaredBits { bits } => write!(f, "no field uses {} of this mask", Bits(*bits)),
            Self::TooDeep { limit } => write!(f, "values are nested more than {limit} levels deep"),
            Self::TooMuchMemory { limit } => {
                let limit = ByteCount(*limit as usize);
                write!(f, "values take more than {limit} of memory for each byte of input")
            }
            Self::CountTooLarge { count, most } => {
                let items = if *most == 1 { "item" } else { "items" };
                write!(f, "the count is {count}, but the remaining input can hold at most {most} {items}")
            }
            Self::UnevenObject { len } => {
                write!(f, "the object is {} long, not a multiple of 4", ByteCount(*len))
            }
        }
    }
}

/// Writes the advice for ids of other layers. Writes nothing if the id is well known, or if a built-in type was
/// expected.
fn other_layer(f: &mut fmt::Formatter<'_>, expected: &str, found: u32) -> fmt::Result {
    if Id(found).name().is_some() || ["Bool", "vector"].contains(&expected) {
        return Ok(());
    }
    f.write_str("; if it is of another layer, build with `passing` or call `Reader::with_table`")
}

/// A number of bytes.
pub(crate) struct ByteCount(pub(crate) usize);

impl fmt::Display for ByteCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} byte{}", self.0, if self.0 == 1 { "" } else { "s" })
    }
}

/// A constructor id in the notation of schemas. A well-known id is followed by its name.
struct Id(u32);

impl Id {
    fn name(&self) -> Option<&'static str> {
        match self.0 {
            crate::VECTOR_ID => Some("`vector`"),
            crate::GZIP_PACKED_ID => Some("`gzip_packed`: inflate it first"),
            crate::RPC_ERROR_ID => Some("`rpc_error`"),
            crate::BOOL_TRUE_ID => Some("`boolTrue`"),
            crate::BOOL_FALSE_ID => Some("`boolFalse`"),
            _ => None,
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:08x}", self.0)?;
        self.name().map_or(Ok(()), |name| write!(f, " ({name})"))
    }
}

/// A mask, displayed as its set bits: `bit 3`, or `bits 0, 3`.
struct Bits(u32);

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lead = if self.0.count_ones() == 1 { "bit " } else { "bits " };
        for bit in (0..u32::BITS).filter(|bit| self.0 >> bit & 1 == 1) {
            write!(f, "{lead}{bit}")?;
            lead = ", ";
        }
        Ok(())
    }
}

/// An error of writing a value, with the TL type and the path at which it occurred.
///
/// ```
/// use tl_runtime::Encode;
///
/// let error = vec![0_u8; 1 << 24].to_bytes().unwrap_err();
/// assert_eq!(error.to_string(), "a string of 16777216 bytes is too long; the maximum is 16777215");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError(Box<EncodeFailure>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct EncodeFailure {
    kind: EncodeErrorKind,
    /// The innermost combinator that has added its name; `None` if the error is outside of all combinators.
    type_name: Option<&'static str>,
    path: Path,
}

/// The problem with the value; part of an [`EncodeError`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// A `string` or `bytes` has 2²⁴ bytes or more, and [`Writer::long_strings`] is off.
    ///
    /// [`Writer::long_strings`]: crate::Writer::long_strings
    StringTooLong {
        /// The length in bytes.
        len: usize,
    },
    /// A vector has more items than a 32-bit count can express.
    CountTooLarge {
        /// The number of items.
        len: usize,
    },
    /// Several fields depend on the same mask bit, but some of them are set and some are not.
    MixedPresence {
        /// TL name of a field that differs from the first field on the bit: only one of the two fields is set.
        field: &'static str,
    },
    /// A field such as `x` in `n:# x:n?int` is present although its condition is false, or absent although its
    /// condition is true.
    WrongPresence {
        /// TL name of the field.
        field: &'static str,
        /// Whether the field is present.
        present: bool,
    },
    /// A mask that the Rust value stores contains bits of absent fields. Writing adds the bits of present fields, so
    /// the Rust value needs to store only bits that no field uses.
    BitsWithoutValues {
        /// TL name of the mask.
        mask: &'static str,
        /// The bits of the absent fields.
        bits: u32,
    },
    /// A repetition, such as `3*[x:int]`, does not have the number of items that the schema requires.
    WrongLength {
        /// The number that the schema requires.
        expected: u32,
        /// The number of items in the value.
        found: usize,
    },
    /// A value has a type whose values never end; see [`Endless`](crate::Endless).
    Endless,
}

impl EncodeError {
    #[cold]
    pub(crate) fn new(kind: EncodeErrorKind) -> Self {
        Self(Box::new(EncodeFailure { kind, type_name: None, path: Path::default() }))
    }

    /// Sets the combinator in which the error occurred, unless a combinator inside it is already set.
    #[cold]
    pub(crate) fn name_type(&mut self, name: &'static str) {
        self.0.type_name.get_or_insert(name);
    }

    /// Adds a field to the start of the path to the error. Fields and items inside it must be added first.
    #[cold]
    pub(crate) fn within_field(&mut self, name: &str) {
        self.0.path.within_field(name);
    }

    /// Adds an item to the start of the path to the error. Fields and items inside it must be added first.
    #[cold]
    pub(crate) fn within_item(&mut self, index: usize) {
        self.0.path.within_item(index);
    }

    /// Adds the boxed combinator in which the error occurred. If the path begins with an item, as in `[3].inner`, the
    /// name of the field that contains the item is unknown. The path is then cleared, so that it has no gap.
    #[cold]
    pub(crate) fn within_combinator(&mut self, name: &'static str) {
        self.name_type(name);
        if self.0.path.begins_with_item() {
            self.0.path = Path::default();
        }
    }

    /// Returns the problem with the value.
    #[must_use]
    pub fn kind(&self) -> &EncodeErrorKind {
        &self.0.kind
    }

    /// Returns the TL name of the innermost boxed constructor or function that was being written, if any. Some errors
    /// in a bare value have the name of the bare value's constructor instead.
    #[must_use]
    pub fn type_name(&self) -> Option<&'static str> {
        self.0.type_name
    }

    /// Returns the path to the field or item with the error, such as `list[3].inner`. The path begins at the value that
    /// was written.
    ///
    /// The path contains fields only if the schema has repetitions (`3*[x:int]`) or types with parameters. Code for
    /// other schemas does not contain the names of fields, so the path ends at the outermost constructor or function,
    /// as in `[3]`.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EncodeFailure { kind, type_name, path } = &*self.0;
        if !path.is_empty() {
            write!(f, "at `{path}`{}", if type_name.is_some() { ", " } else { ": " })?;
        }
        if let Some(name) = type_name {
            write!(f, "in `{name}`: ")?;
        }
        write!(f, "{kind}")
    }
}

impl core::error::Error for EncodeError {}

impl fmt::Display for EncodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StringTooLong { len } => {
                write!(f, "a string of {len} bytes is too long; the maximum is {}", crate::LONG_STRING - 1)
            }
            Self::CountTooLarge { len } => write!(f, "{len} items exceed the range of a 32-bit count"),
            Self::MixedPresence { field } => {
                write!(f, "set all fields on the mask bit of `{field}`, or none of them")
            }
            Self::WrongPresence { field, present: true } => {
                write!(f, "`{field}` is set, but its condition is false")
            }
            Self::WrongPresence { field, present: false } => {
                write!(f, "`{field}` is not set, but its condition is true")
            }
            Self::BitsWithoutValues { mask, bits } if bits.count_ones() == 1 => {
                write!(f, "{} of `{mask}` is set, but its field has no value", Bits(*bits))
            }
            Self::BitsWithoutValues { mask, bits } => {
                write!(f, "{} of `{mask}` are set, but their fields have no values", Bits(*bits))
            }
            Self::WrongLength { expected: 1, found } => write!(f, "expected 1 item, found {found}"),
            Self::WrongLength { expected, found } => write!(f, "expected {expected} items, found {found}"),
            Self::Endless => f.write_str("a value of this type would contain another one, without end"),
        }
    }
}

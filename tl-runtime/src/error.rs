//! Why bytes could not be read or a value could not be written: two errors, each one pointer wide.

use alloc::boxed::Box;
use core::fmt;

/// Why a value could not be read, at which byte, and in which TL type.
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
    /// None where no type had begun.
    type_name: Option<&'static str>,
}

/// What is wrong with the bytes; part of a [`DecodeError`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// A value takes `needed` bytes where only `remaining` are left.
    UnexpectedEnd {
        /// Bytes that the value takes, as far as is known.
        needed: usize,
        /// Bytes that are left, counted from the error's offset.
        remaining: usize,
    },
    /// The value ended and `remaining` bytes follow it.
    TrailingBytes {
        /// Bytes after the value.
        remaining: usize,
    },
    /// No constructor of the type `expected` has this id.
    ///
    /// It may be of another layer. Bindings that are generated with `passing` read the values of other layers, and
    /// [`Reader::with_table`](crate::Reader::with_table) does so for layers that are newer than the program. Other ways are
    /// bindings of that layer, or keeping what precedes the value; see [`Reader::read_items`](crate::Reader::read_items).
    UnknownConstructor {
        /// TL name of the type, such as `auth.SentCode`.
        expected: &'static str,
        /// The id that was read.
        found: u32,
    },
    /// The id is not that of the only combinator that is allowed here.
    ///
    /// It may be of another layer, as for [`UnknownConstructor`](Self::UnknownConstructor). If no enum is around the value,
    /// nothing can hold the bytes of another constructor, and only bindings of that layer read it.
    UnexpectedConstructor {
        /// TL name of the combinator, such as `auth.sentCode`.
        expected: &'static str,
        /// The id that was read.
        found: u32,
    },
    /// A `string` is not UTF-8; the offset is that of its first wrong byte.
    InvalidUtf8,
    /// A string has the length form of first byte 255, and [`Limits::long_strings`] is off.
    ///
    /// [`Limits::long_strings`]: crate::Limits::long_strings
    LongString,
    /// A length has a longer form than it needs, and [`Limits::strict`] is on.
    ///
    /// [`Limits::strict`]: crate::Limits::strict
    LongLengthForm,
    /// The padding after a string is not zero, and [`Limits::strict`] is on.
    ///
    /// [`Limits::strict`]: crate::Limits::strict
    NonZeroPadding,
    /// A mask that is computed when it is written has bits that no field uses, and [`Limits::strict`] is on; the offset
    /// is that of the mask.
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
        /// The limit that was in force.
        limit: u32,
    },
    /// Values take more memory for each byte of input than [`Limits::memory`]; the offset is where the box or the first
    /// item would be.
    ///
    /// [`Limits::memory`]: crate::Limits::memory
    TooMuchMemory {
        /// The limit that was in force, in bytes for each byte of input.
        limit: u32,
    },
    /// A count says more items than the bytes that remain can hold.
    CountTooLarge {
        /// The count that was read.
        count: u32,
        /// The most items that could follow.
        most: usize,
    },
    /// The length of a raw [`Object`](crate::Object) is not a multiple of 4 bytes.
    UnevenObject {
        /// Its length in bytes.
        len: usize,
    },
}

impl DecodeError {
    /// An error at `offset` bytes from the start.
    #[cold]
    pub(crate) fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Self(Box::new(DecodeFailure { kind, offset, type_name: None }))
    }

    /// Says in which type it happened, unless that was said before.
    #[cold]
    pub(crate) fn name_type(&mut self, name: &'static str) {
        self.0.type_name.get_or_insert(name);
    }

    /// Returns whether the id at the beginning of the input is not one of the type that was read.
    pub(crate) fn is_of_another_type(&self) -> bool {
        let is_unknown = matches!(
            self.0.kind,
            DecodeErrorKind::UnknownConstructor { .. } | DecodeErrorKind::UnexpectedConstructor { .. }
        );
        is_unknown && self.0.offset == 0
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    /// Where, in bytes from the start of the input.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// TL name of the innermost constructor or function that was being read, if one had begun.
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
                write!(f, "{needed} bytes are needed, but the input has {remaining} left")
            }
            Self::TrailingBytes { remaining: 1 } => f.write_str("1 byte follows the end of the value"),
            Self::TrailingBytes { remaining } => write!(f, "{remaining} bytes follow the end of the value"),
            Self::UnknownConstructor { expected, found } => {
                write!(f, "no constructor of `{expected}` has the id {}", Id(*found))?;
                other_layer(f, expected, *found)
            }
            Self::UnexpectedConstructor { expected, found } => {
                write!(f, "the id of `{expected}` was expected, {} found", Id(*found))?;
                other_layer(f, expected, *found)
            }
            Self::InvalidUtf8 => f.write_str("the string is not UTF-8"),
            Self::LongString => {
                f.write_str("the string has the length form for 2^24 bytes and more, which is off")
            }
            Self::LongLengthForm => f.write_str("the length has a longer form than it needs"),
            Self::NonZeroPadding => f.write_str("the padding after the string is not zero"),
            Self::UndeclaredBits { bits } => write!(f, "no field uses {} of this mask", Bits(*bits)),
            Self::TooDeep { limit } => write!(f, "values are nested more than {limit} levels deep"),
            Self::TooMuchMemory { limit } => {
                write!(f, "values take more than {limit} bytes of memory for each byte of input")
            }
            Self::CountTooLarge { count, most } => {
                write!(f, "the count is {count}, but the input has room for {most}")
            }
            Self::UnevenObject { len } => write!(f, "the object is {len} bytes long, not a multiple of 4"),
        }
    }
}

/// What to do if an id is of another layer, unless it is that of a built-in type, or one was expected.
fn other_layer(f: &mut fmt::Formatter<'_>, expected: &str, found: u32) -> fmt::Result {
    if Id(found).name().is_some() || ["Bool", "vector"].contains(&expected) {
        return Ok(());
    }
    f.write_str("; if it is of another layer, build with `passing` or call `Reader::with_table`")
}

/// A constructor id as it is written in schemas, with its name where every reader of TL meets it.
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

/// The bits that are set: `bit 3`, or `bits 0, 3`.
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

/// Why a value could not be written, and in which TL type.
///
/// ```
/// use tl_runtime::Encode;
///
/// let error = vec![0_u8; 1 << 24].to_bytes().unwrap_err();
/// assert_eq!(error.to_string(), "a string of 16777216 bytes is too long: the most is 16777215");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError(Box<EncodeFailure>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct EncodeFailure {
    kind: EncodeErrorKind,
    type_name: Option<&'static str>,
}

/// What is wrong with the value; part of an [`EncodeError`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// A `string` or `bytes` of 2²⁴ bytes or more, and [`Writer::long_strings`] is off.
    ///
    /// [`Writer::long_strings`]: crate::Writer::long_strings
    StringTooLong {
        /// Its length in bytes.
        len: usize,
    },
    /// More items than a 32-bit count can say.
    CountTooLarge {
        /// The number of items.
        len: usize,
    },
    /// Of several fields that one mask bit makes present, some are set and some are not.
    MixedPresence {
        /// TL name of the field that differs from the first.
        field: &'static str,
    },
    /// A kept mask has bits of fields that are absent. The bits of present fields are set by the fields themselves.
    BitsWithoutValues {
        /// TL name of the mask.
        mask: &'static str,
        /// The bits of the absent fields.
        bits: u32,
    },
    /// A repetition without a count of its own has another number of items than the schema says.
    WrongLength {
        /// The number that the schema says.
        expected: u32,
        /// The number of items there are.
        found: usize,
    },
    /// A value of a type that has no end; see [`Endless`](crate::Endless).
    Endless,
}

impl EncodeError {
    #[cold]
    pub(crate) fn new(kind: EncodeErrorKind) -> Self {
        Self(Box::new(EncodeFailure { kind, type_name: None }))
    }

    /// Says in which type it happened, unless a type inside that one said so already.
    #[cold]
    pub(crate) fn name_type(&mut self, name: &'static str) {
        self.0.type_name.get_or_insert(name);
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &EncodeErrorKind {
        &self.0.kind
    }

    /// TL name of the innermost boxed constructor or function that was being written, if any.
    #[must_use]
    pub fn type_name(&self) -> Option<&'static str> {
        self.0.type_name
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = self.0.type_name {
            write!(f, "in `{name}`: ")?;
        }
        write!(f, "{}", self.0.kind)
    }
}

impl core::error::Error for EncodeError {}

impl fmt::Display for EncodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StringTooLong { len } => {
                write!(f, "a string of {len} bytes is too long: the most is {}", crate::LONG_STRING - 1)
            }
            Self::CountTooLarge { len } => write!(f, "{len} items are more than a 32-bit count can say"),
            Self::MixedPresence { field } => {
                write!(f, "all or none of the fields on the mask bit of `{field}` must be set")
            }
            Self::BitsWithoutValues { mask, bits } if bits.count_ones() == 1 => {
                write!(f, "{} of `{mask}` is set, but its field has no value", Bits(*bits))
            }
            Self::BitsWithoutValues { mask, bits } => {
                write!(f, "{} of `{mask}` are set, but their fields have no values", Bits(*bits))
            }
            Self::WrongLength { expected, found } => {
                write!(f, "{expected} items are to be written and {found} are there")
            }
            Self::Endless => f.write_str("a value of this type would hold others of it without end"),
        }
    }
}

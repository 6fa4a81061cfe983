//! The interface through which a walker reports the parts of a value.

use core::ops::Range;

/// Takes the parts of a value in the order of its bytes. Ranges are byte positions in the input.
pub trait Sink<'a, 't> {
    /// Whether the sink needs names and parts of values. If not, names are not looked up, and the walker may skip
    /// values without reporting their parts.
    const NEEDS_NAMES: bool = true;
    /// Whether the sink uses [`note`](Self::note). If not, the walker omits some of the calls.
    const TAKES_NOTES: bool = false;
    /// Whether the walker reports an `Object` as [`Part::Raw`] even if its id is in the table. The walker does so in
    /// the last field of a combinator, where the object takes all remaining bytes of the frame, and in a field that
    /// follows its length. An `Object` in any other place must then have a known id.
    const KEEPS_OBJECTS: bool = false;
    /// Whether [`gzip`](Self::gzip) reads the contents of `gzip_packed`.
    const OPENS_GZIP: bool = false;

    /// Begins an object. A combinator has a `label`. An item of a repetition of several fields has none, as in
    /// `3*[x:int y:int]`. A `gzip_packed` that the sink opens has no label either.
    fn begin(&mut self, label: Option<&'t str>);
    /// Ends the object.
    fn end(&mut self);
    /// Begins a field.
    fn key(&mut self, key: &'t str);
    /// Begins a list.
    fn begin_list(&mut self, len: usize);
    /// Begins an item of the list.
    fn item(&mut self, _index: usize) {}
    /// Ends the list.
    fn end_list(&mut self);
    /// Takes a scalar value or a raw object.
    fn value(&mut self, at: Range<usize>, value: Part<'a>);
    /// Takes the field `key`, which has no bytes and whose condition is true. If the condition is a bit of a mask and
    /// the sink takes notes, `_mask` contains the key of the mask and the bit.
    fn flag(&mut self, at: usize, key: &'t str, _mask: Option<(&'t str, u32)>) {
        self.key(key);
        self.value(at..at, Part::Bool(true));
    }
    /// Takes the bits of a mask that no field uses, if the mask keeps these bits. Called after a [`Note::Mask`] with
    /// all bits, and only if at least one of `bits` is set.
    fn kept_bits(&mut self, at: Range<usize>, key: &'t str, bits: u32) {
        self.key(key);
        self.value(at, Part::Nat(bits));
    }
    /// Takes the meaning of bytes that JSON omits, or an absent field.
    fn note(&mut self, _at: Range<usize>, _note: Note<'t>) {}
    /// Takes the data of a `gzip_packed`, whose position is `at`. Returns the remaining budget, or `None` if the sink
    /// cannot read the data. In that case, the walk ends with [`FailureKind::Sink`](super::FailureKind::Sink).
    fn gzip(&mut self, _at: Range<usize>, _data: &'a [u8], budget: Budget) -> Option<Budget> {
        Some(budget)
    }
}

/// A scalar value or a raw object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part<'a> {
    /// An `int`.
    Int(i32),
    /// A `#`.
    Nat(u32),
    /// A `long`.
    Long(i64),
    /// An `int53`.
    Int53(i64),
    /// A `double`.
    Double(f64),
    /// A `float`.
    Float(f32),
    /// A `string`.
    String(&'a str),
    /// `bytes`
    Bytes(&'a [u8]),
    /// An `int128`, `int256` or `int512`.
    Fixed(&'a [u8]),
    /// A `Bool`, or a `true`.
    Bool(bool),
    /// An object that is not read further, because the table has no combinator with its id that can be read without
    /// arguments, or because of [`Sink::KEEPS_OBJECTS`].
    Raw {
        /// The id.
        id: u32,
        /// The bytes after the id.
        body: &'a [u8],
    },
}

/// The meaning of bytes that JSON omits, or an absent field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note<'t> {
    /// The id of a combinator.
    Id {
        /// The name of the combinator.
        name: &'t str,
        /// The id.
        id: u32,
    },
    /// The id before a value of a built-in type, with the name of the type.
    BoxedId(&'t str),
    /// The number of items of a list.
    Count(u32),
    /// A mask.
    Mask {
        /// The key of the mask.
        key: &'t str,
        /// All bits of the mask.
        value: u32,
        /// The bits that fields depend on.
        declared: u32,
    },
    /// The number of bytes of the next field.
    Length {
        /// The key of the field.
        key: &'t str,
        /// The number of bytes.
        value: u32,
    },
    /// A `long` that is 0.
    Zero {
        /// The key of the field.
        key: &'t str,
    },
    /// A field that is absent.
    Absent {
        /// The key of the field.
        key: &'t str,
        /// The key of the mask and the bit that is not set, if the condition is a bit of a mask.
        mask: Option<(&'t str, u32)>,
        /// The bit that is not set, or `None` if the condition requires that a number is not 0.
        bit: Option<u32>,
    },
}

/// The remaining limits: how many levels of combinators and of lists may still be nested, and how many more items may
/// take no bytes.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    pub(super) levels: u32,
    pub(super) lists: u32,
    pub(super) empty: usize,
}

/// A sink that ignores all parts, to skip values.
#[derive(Clone, Copy, Debug, Default)]
pub struct Skip;

impl Sink<'_, '_> for Skip {
    const NEEDS_NAMES: bool = false;
    const KEEPS_OBJECTS: bool = true;

    fn begin(&mut self, _: Option<&str>) {}
    fn end(&mut self) {}
    fn key(&mut self, _: &str) {}
    fn begin_list(&mut self, _: usize) {}
    fn end_list(&mut self) {}
    fn value(&mut self, _: Range<usize>, _: Part<'_>) {}
}

//! What is told about a value while it is read.

use core::ops::Range;

/// Takes the parts of a value in the order of its bytes. Ranges are bytes of the input.
pub trait Sink<'a, 't> {
    /// Whether it needs names and parts of values. Without them, strings and conditions are not looked up.
    const NEEDS_NAMES: bool = true;
    /// Whether it takes notes.
    const TAKES_NOTES: bool = false;
    /// Whether an `Object` is raw even if its id is known.
    const KEEPS_OBJECTS: bool = false;
    /// Whether [`gzip`](Self::gzip) reads the contents of `gzip_packed`.
    const OPENS_GZIP: bool = false;

    /// An object begins: of a combinator, or of an item of a repetition.
    fn begin(&mut self, label: Option<&'t str>);
    /// The object ends.
    fn end(&mut self);
    /// A field begins.
    fn key(&mut self, key: &'t str);
    /// A list begins.
    fn begin_list(&mut self, len: usize);
    /// An item of the list begins.
    fn item(&mut self, _index: usize) {}
    /// The list ends.
    fn end_list(&mut self);
    /// A value without parts.
    fn value(&mut self, at: Range<usize>, value: Part<'a>);
    /// A field without bytes whose condition holds: a bit of a mask, if the condition is that simple.
    fn flag(&mut self, at: usize, _mask: Option<(&'t str, u32)>) {
        self.value(at..at, Part::Bool(true));
    }
    /// The bits of a kept mask that no field uses, if there are any. A [`Note::Mask`] with all bits comes before them.
    fn kept_bits(&mut self, at: Range<usize>, key: &'t str, bits: u32) {
        self.key(key);
        self.value(at, Part::Nat(bits));
    }
    /// Bytes that are not a part of the value itself, or are missing.
    fn note(&mut self, _at: Range<usize>, _note: Note<'t>) {}
    /// The data of a `gzip_packed`, which takes the bytes `at`. Returns what is left of the budget, or nothing if the sink
    /// cannot read the data; the walk then ends with [`FailureKind::Sink`](super::FailureKind::Sink).
    fn gzip(&mut self, _at: Range<usize>, _data: &'a [u8], budget: Budget) -> Option<Budget> {
        Some(budget)
    }
}

/// A value without parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part<'a> {
    /// An `int`.
    Int(i32),
    /// A `#`.
    Nat(u32),
    /// A `long`.
    Long(i64),
    /// A `double`.
    Double(f64),
    /// A `float`.
    Float(f32),
    /// A `string`.
    String(&'a str),
    /// `bytes`
    Bytes(&'a [u8]),
    /// `int128` and the like.
    Fixed(&'a [u8]),
    /// A `Bool`, or a `true`.
    Bool(bool),
    /// An object whose id the table does not have.
    Raw {
        /// Its id.
        id: u32,
        /// The bytes after the id.
        body: &'a [u8],
    },
}

/// What bytes mean that JSON leaves out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note<'t> {
    /// The id of a combinator.
    Id {
        /// Its name.
        name: &'t str,
        /// The id.
        id: u32,
    },
    /// The id before a value of a built-in type.
    BoxedId(&'t str),
    /// The number of items of a list.
    Count(u32),
    /// A mask.
    Mask {
        /// Its key.
        key: &'t str,
        /// All its bits.
        value: u32,
        /// The bits that fields depend on.
        declared: u32,
    },
    /// The number of bytes of the next field.
    Length {
        /// Its key.
        key: &'t str,
        /// The number.
        value: u32,
    },
    /// A `long` that is 0.
    Zero {
        /// Its key.
        key: &'t str,
    },
    /// A field that is absent.
    Absent {
        /// Its key.
        key: &'t str,
        /// The mask and the bit that are not set, if the condition is that simple.
        mask: Option<(&'t str, u32)>,
        /// The bit alone, or none if the whole number is 0.
        bit: Option<u32>,
    },
}

/// How many more levels may be open, and how many more items may take no bytes.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    pub(super) levels: u32,
    pub(super) lists: u32,
    pub(super) empty: usize,
}

/// Passes over values.
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

//! What is told of a value while it is read.

use std::ops::Range;

use tl_parser::schema::Condition;

use crate::program::{Combinator, Field, List};

/// Takes the parts of a value in the order of its bytes. Ranges are bytes of the input.
pub(super) trait Sink {
    /// Whether what `gzip_packed` holds is read too.
    const OPENS_GZIP: bool = false;

    /// An object begins: of a combinator, or of an item of a repetition.
    fn begin(&mut self, name: Option<&str>);
    /// The object ends.
    fn end(&mut self);
    /// A field begins.
    fn key(&mut self, key: &str);
    /// A list begins.
    fn begin_list(&mut self);
    /// An item of the list begins.
    fn item(&mut self, _index: usize) {}
    /// The list ends.
    fn end_list(&mut self);
    /// A value without parts.
    fn value(&mut self, at: Range<usize>, value: Value<'_>);
    /// A field without bytes, whose condition holds.
    fn flag(&mut self, at: usize, _list: &List, _condition: Condition) {
        self.value(at..at, Value::Bool(true));
    }
    /// Bytes that are no part of the value itself, or are missing.
    fn note(&mut self, _at: Range<usize>, _note: Note<'_>) {}
    /// What follows was inflated, and ranges count from its beginning; `None` where it ends.
    fn inflated(&mut self, _bytes: Option<&[u8]>) {}
}

/// A value without parts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    /// An `int` or a `#`.
    Int(i64),
    Long(i64),
    Double(f64),
    Float(f32),
    String(&'a str),
    Bytes(&'a [u8]),
    /// `int128` and its like.
    Fixed(&'a [u8]),
    /// `true` is one as well.
    Bool(bool),
    /// An object that the schema does not know.
    Raw {
        id: u32,
        body: &'a [u8],
    },
}

/// What bytes mean that JSON leaves out.
pub(super) enum Note<'a> {
    Id(&'a Combinator),
    /// The id before a value of a built-in type.
    BoxedId(&'a str),
    Count(u32),
    Mask {
        key: &'a str,
        value: u32,
    },
    Length {
        key: &'a str,
        value: i32,
    },
    Zero {
        key: &'a str,
    },
    /// The bytes after the gzip stream in `packed_data`.
    AfterGzip(&'a [u8]),
    Absent {
        list: &'a List,
        field: &'a Field,
        condition: Condition,
    },
}

//! The interface to JSON values.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::wire::Problem;

use super::{Error, ErrorKind, Result};

/// A JSON value. Its content is read after its TL type is known.
pub trait Source<'s>: Copy {
    /// Returns the offset of the value in the text, in bytes. Returns 0 for values without a text.
    fn offset(self) -> usize;
    /// Returns the kind of the value.
    fn kind(self) -> JsonKind;
    /// Returns the members of an object, in their order.
    ///
    /// # Errors
    /// Returns an error if the object cannot be read.
    fn members(self) -> Result<Vec<(Cow<'s, str>, Self)>>;
    /// Calls `each` with the items of an array and their indices. Returns the number of items.
    ///
    /// # Errors
    /// Returns the first error of `each`, or an error if the array cannot be read.
    fn each_item(self, each: &mut dyn FnMut(usize, Self) -> Result) -> Result<usize>;
    /// Returns the number of items of an array.
    ///
    /// # Errors
    /// Returns an error if the array cannot be read.
    fn count(self) -> Result<usize>;
    /// Returns the text of a string.
    ///
    /// # Errors
    /// Returns an error if the string cannot be read.
    fn text(self) -> Result<Cow<'s, str>>;
    /// Returns the value of a number if it is an integer.
    fn whole(self) -> Whole;
    /// Returns a number, or an infinite number if it is too large.
    fn double(self) -> f64;
    /// Returns a number, or an infinite number if it is too large.
    fn float(self) -> f32;
    /// Returns the name that is most similar to `name`, for error messages.
    fn similar(_name: &str, _names: &mut dyn Iterator<Item = &str>) -> Option<Box<str>> {
        None
    }

    /// Returns an error at this value.
    #[cold]
    fn error(self, kind: ErrorKind) -> Error {
        Error::new(self.offset(), kind)
    }

    /// Returns the error for a value that can be neither read nor written.
    #[cold]
    fn problem(self, problem: Problem) -> Error {
        self.error(ErrorKind::Schema(problem))
    }

    /// Returns the error for a value of the wrong kind.
    #[cold]
    fn wrong_kind(self, expected: &str) -> Error {
        self.error(ErrorKind::WrongKind { expected: expected.into(), found: self.kind().name() })
    }
}

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `{ }`
    Object,
    /// `[ ]`
    Array,
    /// `" "`
    String,
    /// Any number.
    Number,
    /// `true` or `false`.
    Bool(bool),
    /// `null`
    Null,
}

impl JsonKind {
    fn name(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::Bool(true) => "true",
            Self::Bool(false) => "false",
            Self::Null => "null",
        }
    }
}

/// The result of reading a number as an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// The value of the number.
    Value(i128),
    /// The number is too large for any TL type.
    TooLarge,
    /// The number has a fraction or an exponent.
    NotWhole,
}

impl Whole {
    /// Returns the result for a number that a JSON reader stored as a float. One such number is `-0`, which is 0.
    #[must_use]
    pub fn of_float(value: f64) -> Self {
        // 2^63, the smallest value that exceeds an `i64`.
        const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;
        if value == 0.0 && value.is_sign_negative() {
            Self::Value(0)
        } else if value.abs() >= TOO_LARGE {
            Self::TooLarge
        } else {
            Self::NotWhole
        }
    }
}

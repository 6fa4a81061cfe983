//! Where JSON values come from.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::wire::Problem;

use super::{Error, ErrorKind, Result};

/// A JSON value that is looked at when its meaning is known.
pub trait Source<'s>: Copy {
    /// Where it begins in the text, in bytes; 0 if there is no text.
    fn offset(self) -> usize;
    /// What kind of value it is.
    fn kind(self) -> Kind;
    /// The members of an object, in their order.
    ///
    /// # Errors
    /// If the object cannot be read.
    fn members(self) -> Result<Vec<(Cow<'s, str>, Self)>>;
    /// Gives `each` the items of an array with their indices; returns their number.
    ///
    /// # Errors
    /// Those of `each`, and if the array cannot be read.
    fn each_item(self, each: &mut dyn FnMut(usize, Self) -> Result) -> Result<usize>;
    /// The number of items of an array.
    ///
    /// # Errors
    /// If the array cannot be read.
    fn count(self) -> Result<usize>;
    /// The text of a string.
    ///
    /// # Errors
    /// If the string cannot be read.
    fn text(self) -> Result<Cow<'s, str>>;
    /// A number as a whole number.
    fn whole(self) -> Whole;
    /// A number; infinite if it is too large.
    fn double(self) -> f64;
    /// A number; infinite if it is too large.
    fn float(self) -> f32;
    /// The name that is most similar to `name`, for error messages.
    fn similar(_name: &str, _names: &mut dyn Iterator<Item = &str>) -> Option<Box<str>> {
        None
    }

    /// An error at this value.
    #[cold]
    fn error(self, kind: ErrorKind) -> Error {
        Error::new(self.offset(), kind)
    }

    /// The error for a value that can be neither read nor written.
    #[cold]
    fn problem(self, problem: Problem) -> Error {
        self.error(ErrorKind::Schema(problem))
    }

    /// The error for a value of another kind.
    #[cold]
    fn wrong_kind(self, expected: &str) -> Error {
        self.error(ErrorKind::WrongKind { expected: expected.into(), found: self.kind().name() })
    }
}

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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

impl Kind {
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

/// A number without fraction and exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Its value.
    Value(i128),
    /// It has more than 64 bits.
    TooLarge,
    /// It has a fraction or an exponent.
    NotWhole,
}

impl Whole {
    /// What readers that keep numbers as floats make of one. `-0` is such a number, and is 0.
    #[must_use]
    pub fn of_float(value: f64) -> Self {
        // 2^63, the least that is not a signed number of 64 bits.
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

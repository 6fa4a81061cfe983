//! The inputs from which a table is built.

use crate::schema::Schema;
use crate::wire::{Scalar, Wire};

/// One schema of a [`Table`](super::Table).
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// Its wire forms.
    pub wire: &'a Wire,
    /// Whether JSON contains the bits of masks that no field declares.
    pub keeps_masks: bool,
}

/// A structure without an id that no schema declares.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// Its name in JSON.
    pub name: &'a str,
    /// Its fields in wire order.
    pub fields: &'a [(&'a str, EnvelopeField)],
}

/// A field of an [`Envelope`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeField {
    /// A `long` that is 0.
    Zero,
    /// An `int` that is the number of bytes of the next field.
    Length,
    /// All remaining bytes.
    Rest,
    /// Any boxed value.
    Object,
    /// A scalar.
    Scalar(Scalar),
}

//! The inputs from which a table is built.

use crate::schema::Schema;
use crate::wire::{Scalar, Wire};

/// One of the schemas in a [`Table`](super::Table).
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// The wire forms of the schema.
    pub wire: &'a Wire,
    /// Whether JSON contains those bits of masks that no field tests.
    pub keeps_masks: bool,
}

/// A structure without an id, which is not declared in a schema. An example is an unencrypted message of MTProto.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// The name of the envelope in JSON.
    pub name: &'a str,
    /// The names and kinds of the fields, in the order in which they are encoded.
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

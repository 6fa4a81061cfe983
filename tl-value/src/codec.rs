//! The values of one schema.

use tl_parser::schema::{Dialect, Schema};

use crate::error::{DecodeError, EncodeError};
use crate::program::Program;
use crate::type_expr::{Type, TypeError, parse_type};
use crate::{Limits, Line, decode, encode, lower};

/// Reads and writes the values of one schema. Make it once: it keeps what it needs of the schema.
///
/// Where a method takes no [`Type`], the value is any constructor or function, boxed, that its id or its name tells.
#[derive(Debug)]
pub struct Codec {
    program: Program,
    limits: Limits,
}

impl Codec {
    /// For the values of `schema`, with the default limits, and with long strings in the formal dialect only.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let long_strings = schema.dialect() == Dialect::Formal;
        Self { program: lower::program(schema), limits: Limits { long_strings, ..Limits::default() } }
    }

    /// With other limits, `long_strings` among them: `strict` refuses bits that no field has too, and a `depth` over 128
    /// is 128. `memory` means nothing here: no value is made, and the length of a JSON text follows from the names in it.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The limits in force.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The type that a text such as `Vector<long>` or `%Message` means.
    ///
    /// # Errors
    /// Where it is no type of the schema.
    pub fn parse_type(&self, text: &str) -> Result<Type, TypeError> {
        parse_type(&self.program, text)
    }

    /// The JSON of `bytes`, in one line.
    ///
    /// # Errors
    /// Where they are not exactly one value of the type.
    pub fn decode(&self, bytes: &[u8], ty: Option<&Type>) -> Result<String, DecodeError> {
        decode::to_json(&self.program, self.limits, bytes, ty.map(|ty| &ty.0), false)
    }

    /// The JSON of `bytes`, laid out for people.
    ///
    /// # Errors
    /// Those of [`decode`](Self::decode).
    pub fn decode_pretty(&self, bytes: &[u8], ty: Option<&Type>) -> Result<String, DecodeError> {
        decode::to_json(&self.program, self.limits, bytes, ty.map(|ty| &ty.0), true)
    }

    /// Tells `each` what each word of `bytes` is. What `gzip_packed` holds is shown too, up to 64 MiB in all.
    ///
    /// # Errors
    /// Those of [`decode`](Self::decode), and where `gzip_packed` holds no gzip; what is before it was told by then.
    pub fn annotate(
        &self,
        bytes: &[u8],
        ty: Option<&Type>,
        each: impl FnMut(Line),
    ) -> Result<(), DecodeError> {
        decode::annotate(&self.program, self.limits, bytes, ty.map(|ty| &ty.0), each)
    }

    /// The bytes of a value in JSON.
    ///
    /// # Errors
    /// Where it is no JSON, or not one value of the type.
    pub fn encode(&self, json: &str, ty: Option<&Type>) -> Result<Vec<u8>, EncodeError> {
        encode::to_bytes(&self.program, self.limits, json, ty.map(|ty| &ty.0))
    }

    /// The bytes of the constructor or function `name`. A field of type `string` is given as text, and so may be those
    /// whose JSON is a string; other fields are given as JSON.
    ///
    /// # Errors
    /// Those of [`encode`](Self::encode), without a position.
    pub fn encode_parameters(&self, name: &str, fields: &[(&str, &str)]) -> Result<Vec<u8>, EncodeError> {
        encode::parameters(&self.program, self.limits, name, fields)
    }
}

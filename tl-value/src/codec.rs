//! The codec, which encodes and decodes the values of one or more schemas.

use tl_parser::schema::{Dialect, Schema};

use crate::decode::Reading;
use crate::encode::Writing;
use crate::error::{DecodeError, EncodeError};
use crate::schemas::Schemas;
use crate::type_expr::{Type, TypeError, parse_type};
use crate::{Envelope, JsonForm, Limits, Line};

/// Encodes and decodes the values of one or more schemas. Create a codec once and reuse it, because creating one copies
/// the schemas.
///
/// If a method is called without a [`Type`], the value must be a boxed constructor or function of one of the schemas.
/// [`encode`](Self::encode) accepts two more kinds of values.
#[derive(Debug)]
pub struct Codec {
    schemas: Schemas,
    limits: Limits,
    form: JsonForm,
    most_unpacked: usize,
}

/// The default of [`Codec::with_most_unpacked`], in bytes.
const MOST_UNPACKED: usize = 64 << 20;

impl Codec {
    /// Creates a codec for the values of `schema`, with the default limits. Strings of 16 MiB or more are allowed only
    /// in the formal dialect.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        Self::of_schemas(&[schema])
    }

    /// Creates a codec for several independent schemas, such as MTProto and an API whose messages it transports.
    ///
    /// If a field has a known type, its value belongs to the schema that declares the field. The value of an `Object`,
    /// the function in a `!X`, and an outermost value that is converted without a `Type` have no known type. They
    /// belong to the first schema that contains their id or name. In JSON, a name without an id refers to the first
    /// schema that contains the name. If a later schema has a combinator with the same name, the later combinator is
    /// written with its id, as in `message#5bb8e511`. [`parse_type`](Self::parse_type) searches the schemas in the same
    /// order.
    ///
    /// A mask such as `flags:#` may have bits that no field uses. In the formal dialect, JSON contains these bits as a
    /// number with the name of the mask. In Telegram's dialect, such bits are dropped, unless the mask is also an
    /// argument of a type.
    ///
    /// Strings of 16 MiB or more are allowed if one of the schemas is in the formal dialect.
    ///
    /// ```
    /// use tl_parser::schema::Schema;
    /// use tl_value::Codec;
    ///
    /// let outer = Schema::parse("outer.tl", "message#5bb8e511 msg_id:long body:Object = Message;")?;
    /// let inner = Schema::parse("inner.tl", "message#00000009 text:string = Message;")?;
    /// let codec = Codec::of_schemas(&[&outer, &inner]);
    ///
    /// let json = r#"{"_":"message","msg_id":"1","body":{"_":"message#00000009","text":"hi"}}"#;
    /// assert_eq!(codec.decode(&codec.encode(json, None)?, None)?, json);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of_schemas(schemas: &[&Schema]) -> Self {
        let long_strings = schemas.iter().any(|schema| schema.dialect() == Dialect::Formal);
        Self {
            schemas: Schemas::new(schemas),
            limits: Limits { long_strings, ..Limits::default() },
            form: JsonForm::default(),
            most_unpacked: MOST_UNPACKED,
        }
    }

    /// Sets the form of JSON.
    ///
    /// ```
    /// use tl_parser::schema::Schema;
    /// use tl_value::{Codec, JsonForm};
    ///
    /// let text = "lookup#00000005 mode:# id:int53 lt:mode.1?long hash:mode.2?int128 = Lookup;";
    /// let codec = Codec::new(&Schema::parse("ton.tl", text)?).with_json_form(JsonForm::Ton);
    ///
    /// let bytes = codec.encode(r#"{"@type":"lookup","id":"7","lt":1,"comment":null}"#, None)?;
    /// let json = r#"{"@type":"lookup","mode":2,"id":7,"lt":"1"}"#;
    /// assert_eq!(codec.decode(&bytes, None)?, json);
    /// assert_eq!(codec.encode(json, None)?, bytes);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_json_form(self, form: JsonForm) -> Self {
        Self { form, ..self }
    }

    /// Sets the limits, including `long_strings`. If `strict` is set, a mask with bits that would be dropped is an
    /// error. A `depth` above 128 is reduced to 128. `memory` has no effect, because no Rust values are created. The
    /// length of JSON text has no separate limit; it depends on the bytes and on the names in the schema.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Returns the limits.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Replaces the maximum number of bytes that [`annotate`](Self::annotate) unpacks, which is 64 MiB by default. The
    /// maximum applies to all `gzip_packed` of one input together.
    ///
    /// ```
    /// use tl_parser::schema::Schema;
    /// use tl_value::{Codec, Text};
    ///
    /// let codec = Codec::new(&Schema::parse("a.tl", "gzip_packed#3072cfa1 packed_data:bytes = Object; a#00000001 = A;")?);
    /// let bytes = Text::Hex.read("a1cf7230 18 1f8b080000000000020363646060000079b8f89904000000 000000")?;
    /// assert!(codec.annotate(&bytes, None, drop).is_ok());
    /// assert!(codec.with_most_unpacked(3).annotate(&bytes, None, drop).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_most_unpacked(self, bytes: usize) -> Self {
        Self { most_unpacked: bytes, ..self }
    }

    /// Parses a type such as `Vector<long>` or `%Message`.
    ///
    /// # Errors
    /// Returns an error if the text is not a type of the schemas.
    pub fn parse_type(&self, text: &str) -> Result<Type, TypeError> {
        parse_type(&self.schemas, text)
    }

    /// Returns the type of an envelope and the message in it. The type can be passed to the other methods.
    ///
    /// ```
    /// use tl_parser::schema::Schema;
    /// use tl_value::{Codec, Envelope};
    ///
    /// let codec = Codec::new(&Schema::parse("a.tl", "a#00000001 = A;")?);
    /// let message = codec.envelope_type(Envelope::Unencrypted);
    /// let json = r#"{"_":"unencrypted_message","message_id":"5","message_data":{"_":"a"}}"#;
    /// let bytes = codec.encode(json, Some(&message))?;
    /// assert_eq!(codec.decode(&bytes, Some(&message))?, json);
    /// assert_eq!(codec.detect_envelope(&bytes), Some(Envelope::Unencrypted));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn envelope_type(&self, envelope: Envelope) -> Type {
        Type(self.schemas.envelope_code(envelope).into())
    }

    /// Returns the envelope whose length fields are consistent with `bytes`. Returns `None` if there is no such
    /// envelope. Also returns `None` if `bytes` begin with the id of `Vector`, or with the id of a constructor or
    /// function that is read by its id alone.
    #[must_use]
    pub fn detect_envelope(&self, bytes: &[u8]) -> Option<Envelope> {
        Envelope::detect(&self.schemas.table(), bytes)
    }

    fn reading(&self) -> Reading<'_> {
        Reading {
            table: self.schemas.table(),
            limits: self.limits,
            form: self.form,
            most_unpacked: self.most_unpacked,
        }
    }

    fn writing(&self) -> Writing<'_> {
        Writing { table: self.schemas.table(), limits: self.limits, form: self.form }
    }

    /// Decodes `bytes`, and returns the value as JSON in one line.
    ///
    /// # Errors
    /// Returns an error if the bytes are not exactly one value of the type.
    pub fn decode(&self, bytes: &[u8], ty: Option<&Type>) -> Result<String, DecodeError> {
        self.reading().to_json(bytes, ty.map(|ty| &*ty.0), false)
    }

    /// Decodes `bytes`, and returns the value as JSON with line breaks and indentation.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`decode`](Self::decode).
    pub fn decode_pretty(&self, bytes: &[u8], ty: Option<&Type>) -> Result<String, DecodeError> {
        self.reading().to_json(bytes, ty.map(|ty| &*ty.0), true)
    }

    /// Calls `each` with a description of each part of the value, in the order of its bytes. The contents of
    /// `gzip_packed` are included, up to a limit ([`with_most_unpacked`](Self::with_most_unpacked)).
    ///
    /// # Errors
    /// Returns an error in the same cases as [`decode`](Self::decode), and also if the data in a `gzip_packed` is
    /// invalid or exceeds the limit. A `gzip_packed` is read even if no schema declares it. Before the error is
    /// returned, `each` is called for all parts that precede the error.
    pub fn annotate(
        &self,
        bytes: &[u8],
        ty: Option<&Type>,
        each: impl FnMut(Line),
    ) -> Result<(), DecodeError> {
        self.reading().annotate(bytes, ty.map(|ty| &*ty.0), each)
    }

    /// Encodes a value in JSON, and returns its bytes. Without a type, the value may also be an [`Envelope`] or a raw
    /// object, such as `{"_": "#1f040578", "raw": …}`.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON, or is not one value of the type.
    pub fn encode(&self, json: &str, ty: Option<&Type>) -> Result<Vec<u8>, EncodeError> {
        self.writing().to_bytes(json, ty.map(|ty| &*ty.0))
    }

    /// Encodes the constructor or function called `name`, whose fields are written separately, and returns its bytes.
    /// Each field is a name and a value. The value of a `string` field is its text. The values of all other fields are
    /// JSON, with two additions: the quotes of a JSON string may be omitted, and an object without fields may be
    /// written as the name of its constructor or function.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`encode`](Self::encode), but without a position.
    pub fn encode_parameters(&self, name: &str, fields: &[(&str, &str)]) -> Result<Vec<u8>, EncodeError> {
        self.writing().parameters(name, fields)
    }
}

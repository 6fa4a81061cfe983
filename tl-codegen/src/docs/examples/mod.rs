//! An example of each method in every notation, and its bytes.

mod choices;
mod code;
mod lua;
mod notation;
mod php;
mod plausible;
mod result_name;
mod rust;
mod sample;
mod value;

use tl_parser::schema::{CombinatorId, Schema};
use tl_value::{Codec, JsonForm};

use self::rust::Rust;
use self::sample::Sampler;
use self::value::Value;

/// Creates an example of every function of a schema, with all required parameters and the first optional one.
///
/// The values are plausible for the names of their fields, and equal in every run. Phone numbers are in Telegram's range
/// for tests.
#[derive(Debug)]
pub struct Examples<'s> {
    schema: &'s Schema,
    sampler: Sampler,
    codec: Codec,
    rust: Option<Rust<'s>>,
    /// The codec that writes the JSON, if it is in the form of TDLib or tonlib.
    of_tdlib: Option<Codec>,
}

/// One call in several notations.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// Rust statements that define `bytes`, for a function that returns a `Result`. They need `tl_runtime::Encode`, and
    /// `enums`, `functions` and `types` of the generated module. `None` if Rust cannot express the function,
    /// or if the form of the JSON is that of TDLib or tonlib, because values have no bytes then.
    pub rust: Option<String>,
    /// JSON in a form of [`tl_value`].
    pub json: String,
    /// The encoded call.
    pub bytes: Vec<u8>,
    /// A PHP statement with the arrays that MadelineProto takes.
    pub php: String,
    /// A Lua statement with tables.
    pub lua: String,
}

impl<'s> Examples<'s> {
    /// Prepares examples of the functions of `schema`.
    #[must_use]
    pub fn new(schema: &'s Schema) -> Self {
        let (sampler, codec, rust) = (Sampler::new(schema), Codec::new(schema), Rust::new(schema));
        Self { schema, sampler, codec, rust, of_tdlib: None }
    }

    /// Replaces the form of the JSON.
    #[must_use]
    pub fn with_json_form(self, form: JsonForm) -> Self {
        let is_usual = form == JsonForm::default();
        let of_tdlib = (!is_usual).then(|| Codec::new(self.schema).with_json_form(form));
        Self { of_tdlib, ..self }
    }

    /// Returns the example of a function. Returns `None` if a required value has no end, is very large, or depends on
    /// values outside of the call.
    #[must_use]
    pub fn of(&self, function: CombinatorId) -> Option<Example> {
        let value = self.sampler.call(function)?;
        let Value::Object(_, members) = &value else { return None };
        let json = notation::JSON.value(self.schema, &value).text();
        let bytes = self.codec.encode(&json, None).ok()?;
        let json = match &self.of_tdlib {
            Some(codec) => codec.decode_pretty(&bytes, None).ok()?,
            None => json,
        };
        let rust = self.rust.as_ref().filter(|_| self.of_tdlib.is_none());
        let rust = rust.and_then(|rust| rust.object(function, members));
        Some(Example {
            rust: rust.map(|request| {
                let request = code::Code::wrapped("let request = ", request, ";").text();
                format!("{request}\nlet bytes = request.to_bytes()?;")
            }),
            json,
            bytes,
            php: php::call(self.schema, function, members).text(),
            lua: lua::call(self.schema, function, members).text(),
        })
    }
}

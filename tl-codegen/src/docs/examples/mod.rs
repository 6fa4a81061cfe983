//! An example of each method in every notation, and its bytes.

mod choices;
mod code;
mod lua;
mod notation;
mod php;
mod result_name;
mod rust;
mod sample;

use tl_parser::schema::{CombinatorId, Schema};
use tl_value::Codec;

use self::rust::Rust;
use self::sample::{Sampler, Value};

/// Creates an example of every function of a schema, with all required parameters and the first optional one.
#[derive(Debug)]
pub struct Examples<'s> {
    schema: &'s Schema,
    sampler: Sampler,
    codec: Codec,
    rust: Option<Rust<'s>>,
}

/// One call in several notations.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// Rust statements that define `bytes`, for a function that returns a `Result`. They need `tl_runtime::Encode`, and
    /// `enums`, `functions` and `types` of the generated module. `None` if Rust cannot express the function.
    pub rust: Option<String>,
    /// JSON in the form of [`tl_value`].
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
        Self { schema, sampler: Sampler::new(schema), codec: Codec::new(schema), rust: Rust::new(schema) }
    }

    /// Returns the example of a function. Returns `None` if a required value has no end, is very large, or depends on
    /// values outside of the call.
    #[must_use]
    pub fn of(&self, function: CombinatorId) -> Option<Example> {
        let value = self.sampler.call(function)?;
        let Value::Object(_, members) = &value else { return None };
        let json = notation::JSON.value(self.schema, &value).text();
        let bytes = self.codec.encode(&json, None).ok()?;
        let rust = self.rust.as_ref().and_then(|rust| rust.object(function, members));
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

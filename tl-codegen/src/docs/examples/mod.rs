//! An example of each method, in every notation, and its bytes.

mod choices;
mod code;
mod json;
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

/// Makes an example of every function of a schema: with what it requires and the first of what it does not.
#[derive(Debug)]
pub struct Examples<'s> {
    schema: &'s Schema,
    sampler: Sampler,
    codec: Codec,
    rust: Option<Rust<'s>>,
}

/// A call in several notations, the same in all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// Statements for a function that returns errors, of which `bytes` is left. They need `tl_runtime::Encode`, and
    /// `enums`, `functions` and `types` of the generated module. `None` if Rust cannot express the function.
    pub rust: Option<String>,
    /// In the form of [`tl_value`].
    pub json: String,
    /// What goes over the wire.
    pub bytes: Vec<u8>,
    /// A statement with the arrays that MadelineProto takes.
    pub php: String,
    /// A statement with tables.
    pub lua: String,
}

impl<'s> Examples<'s> {
    /// For the functions of `schema`.
    #[must_use]
    pub fn new(schema: &'s Schema) -> Self {
        Self { schema, sampler: Sampler::new(schema), codec: Codec::new(schema), rust: Rust::new(schema) }
    }

    /// The example of a function. None where a required value has no end, is very large, or depends on what is not
    /// in the call.
    #[must_use]
    pub fn of(&self, function: CombinatorId) -> Option<Example> {
        let value = self.sampler.call(function)?;
        let Value::Object(_, members) = &value else { return None };
        let json = json::JSON.value(self.schema, &value).text();
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

//! An example of each method and constructor in every notation, and its bytes.

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

use tl_parser::schema::{Category, CombinatorId, Schema};
use tl_value::{Codec, JsonForm};

use self::code::Code;
use self::rust::Rust;
use self::sample::Sampler;
use self::value::Value;

/// Creates an example of every function and constructor of a schema, with all required fields and the first optional
/// one.
///
/// The values are plausible for the names of their fields, and equal in every run. Phone numbers are in Telegram's
/// range for tests.
#[derive(Debug)]
pub struct Examples<'s> {
    schema: &'s Schema,
    sampler: Sampler,
    codec: Codec,
    rust: Option<Rust<'s>>,
    /// The codec that writes the JSON, if it is in the form of TDLib or tonlib.
    of_tdlib: Option<Codec>,
}

/// A call of a function or a value of a constructor in several notations.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// Rust statements. They may contain `?`, so they belong in a Rust function that returns a `Result`. They need
    /// `tl_runtime::Encode`, and `enums`, `functions` and `types` of the generated module.
    ///
    /// They define `request` and `bytes` for a function, and `value` and `bytes` for a constructor. Some constructors
    /// are only decoded by clients. For these, the default config generates no code that encodes them, so the
    /// statements do not define `bytes`.
    ///
    /// `None` if Rust cannot express the combinator or infer the parameters of its type. Also `None` if the form of the
    /// JSON is that of TDLib or tonlib, because types that are generated for these forms do not encode bytes.
    pub rust: Option<String>,
    /// JSON in a form of [`tl_value`], with the name of the combinator.
    pub json: String,
    /// The encoded call, or the id of the constructor followed by the encoded value.
    pub bytes: Vec<u8>,
    /// JSON of the parameters of a function, as the HTTP API of MadelineProto takes them. It differs from `json`: there
    /// is no `_` for the function, a `long` is a number, `bytes` are objects, `int128` and longer integers are base64,
    /// and MadelineProto chooses each `random_id`.
    ///
    /// `None` for constructors, and if the form of the JSON is that of TDLib or tonlib.
    pub parameters: Option<String>,
    /// PHP for MadelineProto: a program that loads it, starts a session and calls the function, or a statement that
    /// defines a variable with an array. MadelineProto chooses each `random_id` of a call.
    pub php: String,
    /// A Lua statement that calls the function, or that defines a variable with a table.
    pub lua: String,
}

impl<'s> Examples<'s> {
    /// Prepares examples of the combinators of `schema`.
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

    /// Returns the example of a function or a constructor. Returns `None` if a required value would be infinite or very
    /// large, or depends on values outside of the combinator.
    #[must_use]
    pub fn of(&self, combinator: CombinatorId) -> Option<Example> {
        let value = self.bool(combinator).or_else(|| self.sampler.combinator(combinator))?;
        let json = notation::JSON.value(self.schema, &value).text();
        let bytes = self.codec.encode(&json, None).ok()?;
        let json = match &self.of_tdlib {
            Some(codec) => codec.decode_pretty(&bytes, None).ok()?,
            None => json,
        };
        Some(Example {
            rust: self.rust(combinator, &value),
            json,
            bytes,
            php: php::code(self.schema, combinator, &value),
            parameters: self.parameters(combinator, &value),
            lua: lua::statement(self.schema, combinator, &value).text(),
        })
    }

    fn parameters(&self, combinator: CombinatorId, value: &Value) -> Option<String> {
        let is_call = self.schema[combinator].category() == Category::Function;
        (is_call && self.of_tdlib.is_none()).then(|| php::parameters(self.schema, value.members()))
    }

    /// Returns the value of `boolTrue` or `boolFalse`, for which every notation has a keyword.
    fn bool(&self, combinator: CombinatorId) -> Option<Value> {
        let value = match self.schema[combinator].name() {
            "boolTrue" => true,
            "boolFalse" => false,
            _ => return None,
        };
        let ty = self.schema.type_of(combinator)?;
        self.schema[ty].primitive().map(|_| Value::Bool(value))
    }

    fn rust(&self, combinator: CombinatorId, value: &Value) -> Option<String> {
        let rust = self.rust.as_ref().filter(|_| self.of_tdlib.is_none())?;
        let (name, (code, is_encoded)) = match self.schema[combinator].category() {
            Category::Function => ("request", (rust.object(combinator, value.members())?, true)),
            Category::Constructor => ("value", rust.value_of(combinator, value)?),
        };
        let statement = Code::wrapped(format!("let {name} = "), code, ";").text();
        Some(match is_encoded {
            true => format!("{statement}\nlet bytes = {name}.to_bytes()?;"),
            false => statement,
        })
    }
}

//! An example of each method, in every notation, and its bytes.

mod choices;
mod code;
mod json;
mod lua;
mod notation;
mod php;
mod rust;
mod sample;

use tl_parser::schema::{Arg, CombinatorId, Schema, TypeRef, Var, Variable};
use tl_value::Codec;

use self::rust::Rust;
use self::sample::{Sampler, Value};

/// Makes an example of every function of a schema: with what it requires and the first of what it does not.
#[derive(Debug)]
pub struct Examples<'s> {
    schema: &'s Schema,
    sampler: Sampler<'s>,
    codec: Codec,
    rust: Option<Rust>,
}

/// A call in several notations, the same in all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// Statements for a function that returns errors, of which `bytes` is left. They need `tl_runtime::Encode`, and
    /// `enums`, `functions` and `types` of the generated module. None where Rust cannot express the schema.
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

/// What a variable for the result of a function is called: `Vector_of_User`, `auth_SentCode`.
fn result_name(schema: &Schema, function: CombinatorId) -> String {
    let mut name = String::new();
    put_name(schema, function, schema[function].result(), &mut name);
    name
}

fn put_name(schema: &Schema, function: CombinatorId, ty: &TypeRef, into: &mut String) {
    let (name, args) = match ty {
        TypeRef::Nat | TypeRef::Var(Var::Field { .. }) => ("number", &[][..]),
        TypeRef::Var(Var::Implicit(index)) => {
            (schema[function].implicit().get(*index).map_or("result", Variable::name), &[][..])
        }
        TypeRef::Boxed { ty, args } => (schema[*ty].name(), args.as_slice()),
        TypeRef::Bare { constructor, args } => (schema[*constructor].name(), args.as_slice()),
    };
    into.push_str(&name.replace('.', "_"));
    for arg in args {
        if let Arg::Type(ty) = arg {
            into.push_str("_of_");
            put_name(schema, function, ty, into);
        }
    }
}

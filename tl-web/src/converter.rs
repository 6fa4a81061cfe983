//! The class that pages use.

use serde::Serialize;
use tl_parser::invisible::escape_json;
use tl_value::{Codec, EncodeError, JsonForm, Position, Text};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::answer::{Decoded, Encoded, Part, Problem, Result, Used};
use crate::attempt::{self, Attempt};
use crate::bundled::{Bundled, Read};
use crate::schemas::{self, Choice};
use crate::{advice, input, layers};

/// Maximum number of bytes of JSON that a page shows.
const MOST_JSON: usize = 2 << 20;

/// Converts values by the bundled schemas, or by a schema that the page passes.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Converter(Schemas);

#[derive(Debug)]
enum Schemas {
    Bundled(Bundled),
    Own { codec: Box<Codec>, used: Used },
}

#[wasm_bindgen]
impl Converter {
    /// Creates a converter for MTProto and all bundled layers.
    #[must_use]
    pub fn bundled() -> Self {
        Self(Schemas::Bundled(Bundled::default()))
    }

    /// Creates a converter for a TL schema. `form` is the form of its JSON: `tl`, `tdlib` or `ton`. If `with_mtproto`
    /// is true, values of MTProto can be converted too.
    ///
    /// # Errors
    /// Returns a description of the problem if the text is not a schema, or if `form` is unknown.
    pub fn of_schema(
        name: &str,
        text: &str,
        form: &str,
        with_mtproto: bool,
    ) -> std::result::Result<Self, String> {
        let own = || {
            let mut all = vec![schemas::read(name, text.to_owned())?];
            if with_mtproto {
                all.push(schemas::bundled("mtproto")?);
            }
            Ok(Codec::of_schemas(&all.iter().collect::<Vec<_>>()))
        };
        let codec = own().map_err(|problem: Box<Problem>| problem.message)?.with_json_form(json_form(form)?);
        let and = if with_mtproto { " and MTProto" } else { "" };
        let used = Used { layer: String::new(), note: format!("Read with {name}{and}.") };
        Ok(Self(Schemas::Own { codec: Box::new(schemas::limited(codec)), used }))
    }

    /// Returns the numbers of the bundled layers, ascending. Returns no numbers if the page passed a schema.
    #[must_use]
    pub fn layers(&self) -> Vec<u32> {
        match &self.0 {
            Schemas::Bundled(_) => layers::bundled().collect(),
            Schemas::Own { .. } => Vec::new(),
        }
    }

    /// Reads bytes in any notation, and returns annotations and JSON. `layer` is a number, `mtproto`, `all`, or empty
    /// to guess the layer. If the page passed a schema, `layer` is ignored. `ty` is a type such as `Vector<long>`, or
    /// empty.
    pub fn decode(&mut self, text: &str, layer: &str, ty: &str) -> String {
        let decoded = match input::bytes(text) {
            Ok((bytes, notation)) => Decoded {
                notation: Some(notation),
                hex: Text::Hex.write(&bytes),
                ..self
                    .decoded(&bytes, layer, ty)
                    .unwrap_or_else(|problem| Decoded { error: Some(problem), ..Decoded::default() })
            },
            Err(problem) => Decoded { error: Some(problem), ..Decoded::default() },
        };
        to_json(&decoded)
    }

    /// Reads JSON, and returns its bytes in hexadecimal. The arguments `layer` and `ty` have the same meaning as in
    /// `decode`. If `layer` is empty, a name refers to its newest declaration.
    pub fn encode(&mut self, json: &str, layer: &str, ty: &str) -> String {
        let encoded = match self.encoded(json, layer, ty) {
            Ok((bytes, used)) => {
                Encoded { hex: Some(Text::Hex.write(&bytes)), schema: Some(used), error: None }
            }
            Err(problem) => Encoded { error: Some(problem), ..Encoded::default() },
        };
        to_json(&encoded)
    }
}

impl Converter {
    fn decoded(&mut self, bytes: &[u8], layer: &str, ty: &str) -> Result<Decoded> {
        match &mut self.0 {
            Schemas::Bundled(bundled) => {
                let Read { attempt, choice, codec, used } = bundled.read(Choice::parse(layer)?, bytes, ty)?;
                decoded(&codec, bytes, ty, attempt, Some(choice), used)
            }
            Schemas::Own { codec, used } => {
                let attempt = Attempt::new(codec, bytes, attempt::type_of(codec, bytes, ty)?.as_ref());
                decoded(codec, bytes, ty, attempt, None, used.clone())
            }
        }
    }

    fn encoded(&mut self, json: &str, layer: &str, ty: &str) -> Result<(Vec<u8>, Used)> {
        input::check_len(json)?;
        match &mut self.0 {
            Schemas::Bundled(bundled) => {
                bundled.write(Choice::parse(layer)?, json, |codec, json| encode(codec, json, ty))
            }
            Schemas::Own { codec, used } => Ok((encode(codec, json, ty)?, used.clone())),
        }
    }
}

fn json_form(name: &str) -> std::result::Result<JsonForm, String> {
    match name {
        "" | "tl" => Ok(JsonForm::Tl),
        "tdlib" => Ok(JsonForm::Tdlib),
        "ton" => Ok(JsonForm::Ton),
        _ => Err(format!("no form of JSON is called `{name}`")),
    }
}

fn decoded(
    codec: &Codec,
    bytes: &[u8],
    ty: &str,
    attempt: Attempt,
    choice: Option<Choice>,
    used: Used,
) -> Result<Decoded> {
    let ty = attempt::type_of(codec, bytes, ty)?;
    let error = attempt.error.as_ref().map(|error| advice::problem(error, bytes, choice));
    let json = codec.decode_pretty(bytes, ty.as_ref()).ok().filter(|json| json.len() <= MOST_JSON);
    Ok(Decoded {
        schema: Some(used),
        lines: attempt.rows,
        omitted: attempt.omitted,
        json: json.map(|json| escape_json(&json).into_owned()),
        error,
        ..Decoded::default()
    })
}

fn encode(codec: &Codec, json: &str, ty: &str) -> Result<Vec<u8>> {
    let ty = ty.trim();
    let ty = match ty.is_empty() {
        true => None,
        false => Some(codec.parse_type(ty).map_err(|error| Problem::new(Part::Type, error.to_string()))?),
    };
    codec.encode(json, ty.as_ref()).map_err(|error| encode_problem(&error))
}

fn encode_problem(error: &EncodeError) -> Box<Problem> {
    let position = error.position();
    Box::new(Problem {
        line: position.map(|Position { line, .. }| line),
        column: position.map(|Position { column, .. }| column),
        path: error.path().to_string(),
        ..*Problem::new(Part::Text, error.kind().to_string())
    })
}

fn to_json(answer: &impl Serialize) -> String {
    // Serialization cannot fail, because the structs contain no maps.
    serde_json::to_string(answer).unwrap_or_default()
}

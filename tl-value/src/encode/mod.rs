//! Encodes JSON to bytes.

mod node;
mod parameters;

use tl_runtime::Limits;
use tl_runtime::wire::Table;
use tl_runtime::wire::json::{Encoder, Error, JsonForm};

use self::node::Node;
use crate::error::EncodeError;

/// The data that a codec needs to encode values.
#[derive(Clone, Copy)]
pub(crate) struct Writing<'t> {
    pub(crate) table: Table<'t>,
    pub(crate) limits: Limits,
    pub(crate) form: JsonForm,
}

impl Writing<'_> {
    /// Encodes the value that consists of all of `json`, and returns its bytes. `code` is the content of a
    /// [`Type`](crate::Type). Without `code`, the value may have any type in the table.
    pub(crate) fn to_bytes(self, json: &str, code: Option<&[u8]>) -> Result<Vec<u8>, EncodeError> {
        let encode = || {
            let node = Node::parse(json)?;
            let encoder = Encoder::new(self.form, self.limits);
            match code {
                Some(code) => encoder.value(&self.table, code, node),
                None => encoder.any(&self.table, node),
            }
        };
        encode().map_err(|error: Error| EncodeError::of(error).located(json))
    }

    /// Encodes a constructor or function whose fields are written separately, as text or JSON.
    pub(crate) fn parameters(self, name: &str, fields: &[(&str, &str)]) -> Result<Vec<u8>, EncodeError> {
        parameters::encode(&self.table, self.limits, self.form, name, fields).map_err(EncodeError::of)
    }
}

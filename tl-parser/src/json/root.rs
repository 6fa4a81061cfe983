//! The root object of a schema as JSON.

use serde::Deserialize;
use serde_json::value::RawValue;

/// The root object of either form. The keys determine the form.
#[derive(Deserialize)]
#[serde(expecting = "an object that is a schema")]
pub(super) struct Root<'j> {
    #[serde(borrow)]
    pub(super) format: Option<&'j RawValue>,
    pub(super) version: Option<&'j RawValue>,
    pub(super) dialect: Option<&'j RawValue>,
    pub(super) dialect_reason: Option<&'j RawValue>,
    pub(super) layer: Option<&'j RawValue>,
    pub(super) types: Option<Vec<&'j RawValue>>,
    pub(super) constructors: Option<Vec<&'j RawValue>>,
    pub(super) functions: Option<Vec<&'j RawValue>>,
    pub(super) methods: Option<Vec<&'j RawValue>>,
}

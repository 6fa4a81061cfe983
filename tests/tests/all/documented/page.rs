//! Reads the published documentation of the methods of layer 82.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::corpus::{string, text};

/// The page of one method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Method {
    pub(super) params: Vec<Parameter>,
    pub(super) returns: String,
    /// Whether bots may call the method.
    pub(super) bots: bool,
    /// Codes and names of the errors.
    pub(super) errors: BTreeSet<(i64, String)>,
}

/// A row of the table of parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) required: Required,
}

/// Whether a parameter is required, according to the last column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Required {
    Yes,
    Optional,
}

impl Required {
    pub(super) fn other(self) -> Self {
        if self == Self::Yes { Self::Optional } else { Self::Yes }
    }
}

/// Returns all pages by method name, or `None` if there is no test data.
pub(super) fn methods() -> Option<BTreeMap<String, Method>> {
    let file: Value = serde_json::from_str(&text("documented/layer-82.json")?).unwrap();
    assert_eq!(file["layer"], 82);
    let methods = file["methods"].as_object().unwrap();
    Some(methods.iter().map(|(name, page)| (name.clone(), method(page))).collect())
}

fn method(page: &Value) -> Method {
    let error = |error: &Value| (error[0].as_i64().unwrap(), error[1].as_str().unwrap().to_owned());
    Method {
        params: page["params"].as_array().unwrap().iter().map(parameter).collect(),
        returns: string(page, "returns").to_owned(),
        bots: page["bots"].as_bool().unwrap(),
        errors: page["errors"].as_array().unwrap().iter().map(error).collect(),
    }
}

fn parameter(row: &Value) -> Parameter {
    let cell = |at: usize| row[at].as_str().unwrap().to_owned();
    let required = match cell(2).as_str() {
        "Yes" => Required::Yes,
        "Optional" => Required::Optional,
        other => panic!("neither required nor optional: {other}"),
    };
    Parameter { name: cell(0), ty: cell(1), required }
}

//! Rules that describe how the documentation of a method differs from its declaration.

use std::collections::BTreeSet;

use tl_parser::schema::{CombinatorId, CombinatorPrinter, Field, Schema};

use super::page::{Parameter, Required};

/// A systematic difference between documentation and schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// Fields called `flags` are not shown, even if they are not masks.
    FlagsAreHidden,
    /// Fields called `random_id` are not shown.
    RandomIdsAreHidden,
    /// `true` is shown as `Bool`.
    TrueIsBool,
    /// `hash:int` is shown as `Vector<int>`, the numbers that the hash is computed from, and is optional.
    HashIsItsNumbers,
    /// `chat_id:int` is shown as an optional peer.
    ChatIdIsPeer,
    /// One method has a `chat_id:int` that is the id of a secret chat. It is shown unchanged.
    SecretChatIdIsInt,
    /// The field `entities` is followed by `parse_mode`.
    ParseModeFollowsEntities,
    /// A result `Vector<T>` is called `Vector_of_T`.
    ResultIsVectorOf,
    /// A conditional field is optional.
    ConditionalIsOptional,
    /// A field is optional if its type has an `…Empty` constructor.
    EmptyIsOptional,
}

impl Rule {
    /// All rules, in the order above.
    pub(super) const ALL: [Self; 10] = [
        Self::FlagsAreHidden,
        Self::RandomIdsAreHidden,
        Self::TrueIsBool,
        Self::HashIsItsNumbers,
        Self::ChatIdIsPeer,
        Self::SecretChatIdIsInt,
        Self::ParseModeFollowsEntities,
        Self::ResultIsVectorOf,
        Self::ConditionalIsOptional,
        Self::EmptyIsOptional,
    ];
}

/// The only method whose `chat_id` is the id of a secret chat.
const SECRET_CHAT_METHOD: &str = "messages.discardEncryption";

/// A method before the rules are applied. It is read from the schema, or from a page that was generated from the
/// schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) name: String,
    pub(super) fields: Vec<SignatureField>,
    pub(super) result: String,
}

/// A field of a [`Signature`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SignatureField {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) is_conditional: bool,
}

/// Returns the parameters and the result that the documentation of a method must have. Adds to `used` each rule that
/// was applied.
pub(super) fn expected(
    schema: &Schema,
    method: &Signature,
    used: &mut BTreeSet<Rule>,
) -> (Vec<Parameter>, String) {
    let mut params = Vec::new();
    for field in &method.fields {
        if let Some(rule) = hiding(&field.name) {
            used.insert(rule);
            continue;
        }
        params.push(parameter(schema, method, field, used));
        if field.name == "entities" {
            used.insert(Rule::ParseModeFollowsEntities);
            params.push(optional("parse_mode", "string"));
        }
    }
    (params, result(&method.result, used))
}

fn hiding(name: &str) -> Option<Rule> {
    match name {
        "flags" => Some(Rule::FlagsAreHidden),
        "random_id" => Some(Rule::RandomIdsAreHidden),
        _ => None,
    }
}

fn parameter(
    schema: &Schema,
    method: &Signature,
    field: &SignatureField,
    used: &mut BTreeSet<Rule>,
) -> Parameter {
    let SignatureField { name, ty, .. } = field;
    if let Some((rule, ty)) = retyping(method, name, ty) {
        used.insert(rule);
        return optional(name, ty);
    }
    if is_secret_chat(method, name) {
        used.insert(Rule::SecretChatIdIsInt);
    }
    let optional = optionality(schema, field);
    used.extend(optional);
    let required = if optional.is_some() { Required::Optional } else { Required::Yes };
    let is_true = ty == "true";
    used.extend(is_true.then_some(Rule::TrueIsBool));
    Parameter { name: name.clone(), ty: if is_true { "Bool".to_owned() } else { ty.clone() }, required }
}

/// If the documentation shows another type instead of `ty`, such as `Vector<int>` instead of `int`, returns this type
/// and its rule.
fn retyping(method: &Signature, name: &str, ty: &str) -> Option<(Rule, &'static str)> {
    match (name, ty) {
        ("hash", "int") => Some((Rule::HashIsItsNumbers, "Vector<int>")),
        ("chat_id", "int") if !is_secret_chat(method, name) => Some((Rule::ChatIdIsPeer, "InputPeer")),
        _ => None,
    }
}

fn is_secret_chat(method: &Signature, name: &str) -> bool {
    name == "chat_id" && method.name == SECRET_CHAT_METHOD
}

fn optional(name: &str, ty: &str) -> Parameter {
    Parameter { name: name.to_owned(), ty: ty.to_owned(), required: Required::Optional }
}

/// Returns the rule that makes a field optional, if there is one.
fn optionality(schema: &Schema, field: &SignatureField) -> Option<Rule> {
    if field.is_conditional {
        return Some(Rule::ConditionalIsOptional);
    }
    let ty = schema.find_type(&field.ty)?;
    let mut names = schema[ty].constructors().iter().map(|&id| schema[id].name());
    names.any(|name| name.ends_with("Empty")).then_some(Rule::EmptyIsOptional)
}

fn result(written: &str, used: &mut BTreeSet<Rule>) -> String {
    match written.strip_prefix("Vector<").and_then(|rest| rest.strip_suffix('>')) {
        Some(item) => {
            used.insert(Rule::ResultIsVectorOf);
            format!("Vector_of_{item}")
        }
        None => written.to_owned(),
    }
}

impl Signature {
    /// Returns the signature of a method in the schema.
    pub(super) fn of(schema: &Schema, method: CombinatorId) -> Self {
        let printer = CombinatorPrinter::new(schema, method);
        let field = |field: &Field| SignatureField {
            name: field.name().unwrap().to_owned(),
            ty: printer.field_type(field.ty(), String::new()),
            is_conditional: field.condition().is_some(),
        };
        Self {
            name: schema[method].name().to_owned(),
            fields: schema[method].fields().iter().map(field).collect(),
            result: printer.result(String::new()),
        }
    }
}

//! How the documentation shows a method: as the schema has it, but for these rules.

use std::collections::BTreeSet;

use tl_parser::schema::{Arg, Combinator, Field, FieldType, Schema, TypeRef, Var};

use super::page::{Parameter, Required};

/// A systematic difference between documentation and schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// A field called `flags` is not shown, be it a mask or not.
    FlagsAreHidden,
    /// A field called `random_id` is not shown.
    RandomIdsAreHidden,
    /// A `true` is shown as `Bool`.
    TrueIsBool,
    /// `hash:int` is shown as the numbers it is made of, optional.
    HashIsItsNumbers,
    /// `chat_id:int` is shown as an optional peer.
    ChatIdIsPeer,
    /// `chat_id:int` of one method is that of a secret chat, and shown as it is.
    SecretChatIdIsInt,
    /// `entities` are followed by `parse_mode`.
    ParseModeFollowsEntities,
    /// A `Vector<T>` that is returned is called `Vector_of_T`.
    ResultIsVectorOf,
    /// What is conditional is optional.
    ConditionalIsOptional,
    /// What may be the `…Empty` constructor of its type is optional.
    EmptyIsOptional,
}

impl Rule {
    /// Every rule, in their order.
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

/// The only method whose `chat_id` is that of a secret chat.
const SECRET_CHAT_METHOD: &str = "messages.discardEncryption";

/// What the documentation must say of a method: parameters and result. Adds the rules that this takes to `used`.
pub(super) fn expected(
    schema: &Schema,
    method: &Combinator,
    used: &mut BTreeSet<Rule>,
) -> (Vec<Parameter>, String) {
    let mut params = Vec::new();
    for field in method.fields() {
        let name = field.name().unwrap();
        if let Some(rule) = hiding(name) {
            used.insert(rule);
            continue;
        }
        params.push(parameter(schema, method, field, used));
        if name == "entities" {
            used.insert(Rule::ParseModeFollowsEntities);
            params.push(optional("parse_mode", "string"));
        }
    }
    (params, result(schema, method, used))
}

fn hiding(name: &str) -> Option<Rule> {
    match name {
        "flags" => Some(Rule::FlagsAreHidden),
        "random_id" => Some(Rule::RandomIdsAreHidden),
        _ => None,
    }
}

fn parameter(schema: &Schema, method: &Combinator, field: &Field, used: &mut BTreeSet<Rule>) -> Parameter {
    let name = field.name().unwrap();
    let ty = field_type(schema, method, field);
    if let Some((rule, ty)) = retyping(method, name, &ty) {
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
    Parameter { name: name.to_owned(), ty: if is_true { "Bool".to_owned() } else { ty }, required }
}

/// What a field is shown as that is no number to whoever reads the documentation.
fn retyping(method: &Combinator, name: &str, ty: &str) -> Option<(Rule, &'static str)> {
    match (name, ty) {
        ("hash", "int") => Some((Rule::HashIsItsNumbers, "Vector<int>")),
        ("chat_id", "int") if !is_secret_chat(method, name) => Some((Rule::ChatIdIsPeer, "InputPeer")),
        _ => None,
    }
}

fn is_secret_chat(method: &Combinator, name: &str) -> bool {
    name == "chat_id" && method.name() == SECRET_CHAT_METHOD
}

fn optional(name: &str, ty: &str) -> Parameter {
    Parameter { name: name.to_owned(), ty: ty.to_owned(), required: Required::Optional }
}

/// Which rule makes a field optional.
fn optionality(schema: &Schema, field: &Field) -> Option<Rule> {
    if field.condition().is_some() {
        return Some(Rule::ConditionalIsOptional);
    }
    let FieldType::Value(TypeRef::Boxed { ty, .. }) = field.ty() else { return None };
    let mut names = schema[*ty].constructors().iter().map(|&id| schema[id].name());
    names.any(|name| name.ends_with("Empty")).then_some(Rule::EmptyIsOptional)
}

fn result(schema: &Schema, method: &Combinator, used: &mut BTreeSet<Rule>) -> String {
    let written = type_name(schema, method, method.result());
    match written.strip_prefix("Vector<").and_then(|rest| rest.strip_suffix('>')) {
        Some(item) => {
            used.insert(Rule::ResultIsVectorOf);
            format!("Vector_of_{item}")
        }
        None => written,
    }
}

fn field_type(schema: &Schema, method: &Combinator, field: &Field) -> String {
    match field.ty() {
        FieldType::Value(ty) => type_name(schema, method, ty),
        FieldType::Call(Var::Implicit(index)) => format!("!{}", method.implicit()[*index].name()),
        other => panic!("{}: {other:?}", method.declaration()),
    }
}

/// A type as it is written in TL.
fn type_name(schema: &Schema, method: &Combinator, ty: &TypeRef) -> String {
    let (head, args) = match ty {
        TypeRef::Nat => ("#", &[][..]),
        TypeRef::Var(Var::Implicit(index)) => (method.implicit()[*index].name(), &[][..]),
        TypeRef::Var(Var::Field { .. }) => panic!("{}", method.declaration()),
        TypeRef::Boxed { ty, args } => (schema[*ty].name(), args.as_slice()),
        TypeRef::Bare { constructor, args } => (schema[*constructor].name(), args.as_slice()),
    };
    let arg = |arg: &Arg| match arg {
        Arg::Type(ty) => type_name(schema, method, ty),
        Arg::Nat(_) => panic!("{}", method.declaration()),
    };
    match args {
        [] => head.to_owned(),
        args => format!("{head}<{}>", args.iter().map(arg).collect::<Vec<_>>().join(",")),
    }
}

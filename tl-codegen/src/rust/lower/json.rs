//! Lowers values to their form in the JSON of TDLib and tonlib.

use tl_parser::schema::{self, CombinatorId, Nullability, Schema};
use tl_parser::wire::{Scalar, Value};

use super::super::config::Config;
use super::super::model::{Ident, MemberForm, Other, OtherContent, Request, Type};
use super::super::names::UNKNOWN;
use super::given_names::SEPARATOR;
use super::types::Types;
use crate::codes::{self, Unsupported};

/// Returns the form of a value of a field or result.
pub(super) fn form(types: Types<'_>, value: &Value) -> Result<MemberForm, Unsupported> {
    Ok(match value {
        Value::Scalar(scalar) | Value::Tagged { scalar, .. } => match scalar {
            Scalar::Nat => MemberForm::Nat,
            Scalar::Int => MemberForm::Int32,
            Scalar::Int53 => MemberForm::Int53,
            Scalar::Long => MemberForm::Int64,
            Scalar::Double => MemberForm::Double,
            Scalar::Bool => MemberForm::Bool,
            Scalar::String => MemberForm::String,
            Scalar::Bytes => MemberForm::Bytes,
            Scalar::Int128 | Scalar::Int256 | Scalar::Int512 => MemberForm::Wide,
            Scalar::Float | Scalar::True => return Err(codes::no_json(types.span)),
        },
        Value::Vector { item, .. } => MemberForm::List(Box::new(form(types, item)?)),
        Value::Boxed { args, .. } | Value::Bare { args, .. } if args.is_empty() => MemberForm::Object,
        Value::Object => MemberForm::Object,
        _ => return Err(codes::no_json(types.span)),
    })
}

/// Returns the form of a result. Results are read according to their Rust type. Because `int53` and `int64` have the
/// same Rust type, a result with an `int64` is an error.
pub(super) fn result_form(types: Types<'_>, value: &Value) -> Result<MemberForm, Unsupported> {
    let form = form(types, value)?;
    if form.has_int64() { Err(codes::no_json(types.span)) } else { Ok(form) }
}

/// Returns the Rust type and the form of a field that is always present. `nullability` determines which objects may be
/// null. An object that would contain itself without end may be null too.
pub(super) fn nullable(ty: Type, form: MemberForm, nullability: Nullability) -> (Type, MemberForm) {
    let option = |ty| Type::Option(Box::new(ty));
    match (ty, nullability) {
        (Type::Endless(ty), _) => (option(Type::Box(ty)), MemberForm::Nullable),
        (Type::Vec(item), Nullability::Items) => (Type::Vec(Box::new(option(*item))), form),
        (ty, Nullability::Value) => (option(ty), MemberForm::Nullable),
        (ty, _) => (ty, form),
    }
}

/// Returns which objects of a field may be null, according to the config and the documentation.
pub(super) fn nullability(
    schema: &Schema,
    config: &Config,
    id: CombinatorId,
    field: &schema::Field,
) -> Nullability {
    let is_listed = |list: &[String]| {
        let names = list.iter().filter_map(|entry| entry.split_once(SEPARATOR));
        names.into_iter().any(|(of, part)| of == schema[id].name() && Some(part) == field.name())
    };
    if is_listed(&config.required) {
        return Nullability::Never;
    }
    if is_listed(&config.nullable) { schema.objects_of(field) } else { schema.nullability(field) }
}

/// Returns the variant for constructors that the schema does not have.
pub(super) fn unknown() -> Other {
    Other { ident: Ident(UNKNOWN.into()), content: OtherContent::Json }
}

/// Returns the request for the function `id`. `error` is the struct of the constructor `error`, if there is one.
pub(super) fn request(schema: &Schema, id: CombinatorId, error: Option<Type>) -> Request {
    let docs = schema[id].docs().unwrap_or_default();
    let is_synchronous = docs.to_lowercase().contains("can be called synchronously");
    Request { error: error.unwrap_or(Type::RawJson), is_synchronous }
}

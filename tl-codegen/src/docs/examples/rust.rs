//! Writes a value as a Rust expression of the generated types.

use std::collections::HashMap;

use tl_parser::schema::{CombinatorId, Schema};

use super::code::{Code, Layout};
use super::value::{Member, Value};
use crate::rust::Bindings;
use crate::rust::model::{Field, Item, ItemRef, Mask, Payload, Step, Struct, Type, Variant};

const BRACES: Layout = Layout { blanks: true, last_comma: true };
const BRACKETS: Layout = Layout { blanks: false, last_comma: true };

/// The generated Rust code of one schema.
#[derive(Debug)]
pub(super) struct Rust<'s> {
    schema: &'s Schema,
    bindings: Bindings,
}

impl<'s> Rust<'s> {
    /// Returns `None` if `schema` has no declaration that Rust can express.
    pub(super) fn new(schema: &'s Schema) -> Option<Self> {
        Some(Self { schema, bindings: Bindings::new(schema)? })
    }

    /// Writes a constructor or function with its fields. Returns `None` if Rust cannot express it, or if one of its
    /// values cannot be written as a short expression.
    pub(super) fn object(&self, id: CombinatorId, members: &[Member]) -> Option<Code> {
        let (module, item) = self.bindings.structure(&self.schema[id])?;
        self.structure(&self.bindings.path(module, &item.ident), item, members)
    }

    /// Writes a constructor as a value of its type, and returns whether the generated code can encode it. Returns
    /// `None` for a type with parameters, because Rust cannot infer them from the value.
    pub(super) fn value_of(&self, id: CombinatorId, value: &Value) -> Option<(Code, bool)> {
        if let Value::Bool(value) = value {
            return Some((Code::word(value.to_string()), true));
        }
        let (of, members) = (&self.schema[id], value.members());
        let (_, item) = self.bindings.structure(of)?;
        let Some((module, item, variant)) = self.bindings.enum_of(of) else {
            let code = item.params.is_empty().then(|| self.object(id, members))??;
            return Some((code, item.directions.writes));
        };
        if !item.params.is_empty() {
            return None;
        }
        let code = self.variant(&self.bindings.path(module, &item.ident), variant, id, members)?;
        Some((code, item.directions.writes))
    }

    fn structure(&self, path: &str, item: &Struct, members: &[Member]) -> Option<Code> {
        let names = names(item);
        let mut members: Vec<Option<&Member>> = members.iter().map(Some).collect();
        let (mut required, mut optional) = (Vec::new(), Vec::new());
        for field in &item.fields {
            let name = names.get(&*field.ident.0)?;
            let member =
                members.iter_mut().find(|member| member.is_some_and(|member| is_called(member, name)));
            match (member.and_then(Option::take), field.default) {
                (Some(member), None) => required.push((field, self.value(&field.ty, &member.value)?)),
                (Some(member), Some(_)) => {
                    let (ty, is_option) = field.ty.up_to_option();
                    let value = self.value(ty, &member.value)?;
                    let value = if is_option { Code::wrapped("Some(", value, ")") } else { value };
                    optional.push((field, value));
                }
                (None, Some(_)) => {}
                (None, None) => return None,
            }
        }
        Some(literal(path, item, required, optional))
    }

    fn value(&self, ty: &Type, value: &Value) -> Option<Code> {
        Some(match (ty, value) {
            (Type::I32 | Type::I64 | Type::U32, Value::Int(number) | Value::Long(number)) => {
                Code::word(number.to_string())
            }
            (Type::F32 | Type::F64, Value::Double(number)) => Code::word(format!("{number:?}")),
            (Type::Bool, Value::Bool(value)) => Code::word(value.to_string()),
            (Type::Bool, Value::True) => Code::word("true"),
            (Type::Unit, Value::True) => Code::word("()"),
            (Type::String, Value::String(text)) => Code::word(format!("{text:?}.into()")),
            (Type::Bytes, Value::Bytes(bytes)) => {
                Code::word(format!("b\"{}\".to_vec()", bytes.escape_ascii()))
            }
            (Type::ByteArray(_), Value::Fixed(bytes)) => {
                Code::word(format!("*b\"{}\"", bytes.escape_ascii()))
            }
            (Type::Object, Value::Bool(value)) => Code::word(format!("tl_runtime::Object::of(&{value})?")),
            (Type::Option(inner), value) => match value.members() {
                [] => Code::word("None"),
                [member, ..] => Code::wrapped("Some(", self.value(inner, &member.value)?, ")"),
            },
            (Type::Box(inner), value) => Code::wrapped("Box::new(", self.value(inner, value)?, ")"),
            (Type::Vec(item), Value::List(items)) => {
                let items = items.iter().map(|value| self.value(item, value)).collect::<Option<_>>()?;
                Code::List { open: "vec![".to_owned(), items, close: "]", layout: BRACKETS }
            }
            (Type::Array(item, _), Value::List(items)) => {
                let items = items.iter().map(|value| self.value(item, value)).collect::<Option<_>>()?;
                Code::List { open: "[".to_owned(), items, close: "]", layout: BRACKETS }
            }
            // A tuple has no struct. Its only member is the list of its items.
            (Type::Vec(_) | Type::Array(..), Value::Object(_, members)) => {
                self.value(ty, &members.first()?.value)?
            }
            (Type::Item(item_ref, _), Value::Record(members)) => {
                let Item::Struct(item) = self.bindings.item(item_ref)? else { return None };
                self.structure(&self.bindings.path(item_ref.module, &item_ref.ident), item, members)?
            }
            (Type::Var(_), Value::Object(id, members)) => self.object(*id, members)?,
            (Type::Item(item_ref, _), Value::Object(id, members)) => self.of_type(item_ref, *id, members)?,
            _ => return None,
        })
    }

    /// Writes a value of the type `item_ref`. This type is either the struct of the constructor `id`, or the enum with
    /// a variant for this constructor.
    fn of_type(&self, item_ref: &ItemRef, id: CombinatorId, members: &[Member]) -> Option<Code> {
        let Item::Enum(item) = self.bindings.item(item_ref)? else { return self.object(id, members) };
        let (module, structure) = self.bindings.structure(&self.schema[id])?;
        let variant = item.variants.iter().find(|variant| match &variant.ty {
            Type::Item(item_ref, _) => (item_ref.module, &item_ref.ident) == (module, &structure.ident),
            _ => false,
        })?;
        let path = self.bindings.path(item_ref.module, &item_ref.ident);
        self.variant(&path, variant, id, members)
    }

    fn variant(&self, path: &str, variant: &Variant, id: CombinatorId, members: &[Member]) -> Option<Code> {
        let path = format!("{path}::{}", variant.ident.0);
        Some(match variant.payload {
            Payload::Unit => Code::word(path),
            Payload::Inline => Code::wrapped(format!("{path}("), self.object(id, members)?, ")"),
            Payload::Boxed => Code::wrapped(format!("{path}(Box::new("), self.object(id, members)?, "))"),
        })
    }
}

/// Writes a struct. If fields are neither in `required` nor in `optional`, `new` or `default` sets them.
fn literal(path: &str, item: &Struct, required: Vec<(&Field, Code)>, optional: Vec<(&Field, Code)>) -> Code {
    let is_whole = required.len() + optional.len() == item.fields.len();
    let named = |(field, value): (&Field, Code)| Code::wrapped(format!("{}: ", field.ident.0), value, "");
    let braces = |items, layout| Code::List { open: format!("{path} {{"), items, close: "}", layout };
    if item.fields.is_empty() {
        return Code::word(path);
    }
    if is_whole {
        return braces(required.into_iter().chain(optional).map(named).collect(), BRACES);
    }
    let rest = match item.new {
        true => {
            let items = required.into_iter().map(|(_, value)| value).collect();
            Code::List { open: format!("{path}::new("), items, close: ")", layout: BRACKETS }
        }
        false => Code::word(format!("{path}::default()")),
    };
    match optional.is_empty() {
        true => rest,
        false => {
            let items = optional.into_iter().map(named).chain([Code::wrapped("..", rest, "")]).collect();
            // No comma may follow the base of a struct expression.
            braces(items, Layout { last_comma: false, ..BRACES })
        }
    }
}

/// Returns a map from the Rust names of the fields of a struct to their TL names.
fn names(item: &Struct) -> HashMap<&str, &str> {
    item.wire
        .iter()
        .filter_map(|step| match step {
            Step::Field(field) => Some((&*field.ident.0, &*field.name)),
            Step::Mask(Mask { kept: Some(kept), name, .. }) => Some((&*kept.0, &**name)),
            Step::Mask(_) | Step::Count { .. } | Step::Length { .. } | Step::Skip(_) | Step::Run(_) => None,
        })
        .collect()
}

/// Returns whether a member belongs to the field `name`. In JSON, fields without a name are called `value`, `value2`
/// and so on.
fn is_called(member: &Member, name: &str) -> bool {
    let rest = member.key.strip_prefix(name);
    rest.is_some_and(|rest| {
        rest.is_empty() || name == "value" && rest.bytes().all(|byte| byte.is_ascii_digit())
    })
}

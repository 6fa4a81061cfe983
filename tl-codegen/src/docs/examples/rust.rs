//! A value as a Rust expression of the generated types.

use std::collections::HashMap;

use tl_parser::schema::{CombinatorId, Schema};

use super::code::{Code, Layout};
use super::sample::{Member, Value};
use crate::rust::model::{Field, Item, Package, Payload, Place, Step, Struct, Type};
use crate::rust::{RustPaths, package};

const BRACES: Layout = Layout { blanks: true, last_comma: true };
const BRACKETS: Layout = Layout { blanks: false, last_comma: true };

/// The generated Rust of one schema.
#[derive(Debug)]
pub(super) struct Rust {
    package: Package,
    paths: RustPaths,
    /// Where the item with each path is: its module, and its index there.
    items: HashMap<String, (usize, usize)>,
}

impl Rust {
    /// Nothing where Rust cannot express the schema.
    pub(super) fn new(schema: &Schema) -> Option<Self> {
        let package = package(schema)?;
        let mut items = HashMap::new();
        for (at, module) in package.modules.iter().enumerate() {
            for (index, item) in module.items.iter().enumerate() {
                let ident = match item {
                    Item::Struct(item) => &item.ident,
                    Item::Enum(item) => &item.ident,
                    Item::Alias(item) => &item.ident,
                };
                let path: Vec<&str> = module.path.0.iter().chain([ident]).map(|ident| &*ident.0).collect();
                items.insert(path.join("::"), (at, index));
            }
        }
        Some(Self { package, paths: RustPaths::new(schema), items })
    }

    /// A constructor or function with its fields; nothing where a value of one has no short form.
    pub(super) fn object(&self, id: CombinatorId, members: &[Member]) -> Option<Code> {
        let path = self.paths.combinator(id)?;
        let Item::Struct(item) = self.item(path)? else { return None };
        self.structure(path, item, members)
    }

    fn item(&self, path: &str) -> Option<&Item> {
        let &(module, index) = self.items.get(path)?;
        self.package.modules.get(module)?.items.get(index)
    }

    fn path(&self, place: &Place) -> Option<String> {
        let module = self.package.modules.get(place.module)?.path.0.iter();
        Some(module.chain([&place.ident]).map(|ident| &*ident.0).collect::<Vec<_>>().join("::"))
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
                (Some(member), Some(_)) => optional.push((field, self.value(&field.ty, &member.value)?)),
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
            (Type::Option(inner), value) => Code::wrapped("Some(", self.value(inner, value)?, ")"),
            (Type::Box(inner), value) => Code::wrapped("Box::new(", self.value(inner, value)?, ")"),
            (Type::Vec(item), Value::List(items)) => {
                let items = items.iter().map(|value| self.value(item, value)).collect::<Option<_>>()?;
                Code::List { open: "vec![".to_owned(), items, close: "]", layout: BRACKETS }
            }
            (Type::Var(_), Value::Object(id, members)) => self.object(*id, members)?,
            (Type::Item(place, _), Value::Object(id, members)) => self.of_type(place, *id, members)?,
            _ => return None,
        })
    }

    /// A value of a generated type: the struct itself, or a variant with it.
    fn of_type(&self, place: &Place, id: CombinatorId, members: &[Member]) -> Option<Code> {
        let path = self.path(place)?;
        let Item::Enum(item) = self.item(&path)? else { return self.object(id, members) };
        let wanted = self.paths.combinator(id)?;
        let variant = item.variants.iter().find(|variant| match &variant.ty {
            Type::Item(place, _) => self.path(place).is_some_and(|path| path == wanted),
            _ => false,
        })?;
        let path = format!("{path}::{}", variant.ident.0);
        Some(match variant.payload {
            Payload::Unit => Code::word(path),
            Payload::Inline => Code::wrapped(format!("{path}("), self.object(id, members)?, ")"),
            Payload::Boxed => Code::wrapped(format!("{path}(Box::new("), self.object(id, members)?, "))"),
        })
    }
}

/// A struct whose other fields are left out.
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
            // No comma may follow the rest.
            braces(items, Layout { last_comma: false, ..BRACES })
        }
    }
}

/// The names that the schema gives to the fields of a struct.
fn names(item: &Struct) -> HashMap<&str, &str> {
    item.wire
        .iter()
        .filter_map(|step| match step {
            Step::Field(field) => Some((&*field.ident.0, &*field.name)),
            Step::Mask { kept: Some(kept), .. } => Some((&*kept.ident.0, &*kept.name)),
            Step::Mask { .. } | Step::Count { .. } | Step::Length { .. } => None,
        })
        .collect()
}

/// Whether a member is that of a field. Those without a name have numbers in JSON.
fn is_called(member: &Member, name: &str) -> bool {
    let rest = member.key.strip_prefix(name);
    rest.is_some_and(|rest| {
        rest.is_empty() || name == "value" && rest.bytes().all(|byte| byte.is_ascii_digit())
    })
}

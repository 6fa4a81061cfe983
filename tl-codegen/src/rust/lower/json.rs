//! What values mean in JSON: the table of a module, in the language of `tl_runtime::json`, and where each item is in it.
//!
//! It is made of the schema alone. Parameters count as those of the type do, and those that no value is made of are
//! `true`, which has no bytes.

use std::collections::HashMap;

use tl_parser::schema::{
    self, Arg, Category, CombinatorId, Field, FieldRole, FieldType, Primitive, Repeat, Schema, TypeId,
    TypeRef, Var,
};

use super::super::model::{JsonRow, JsonTable};
use super::generics;
use super::plan::{Plan, structs};

/// What the table depends on beside the schema.
#[derive(Debug)]
pub(super) struct Json {
    /// The numbers of rows; types have those of the schema.
    rows: HashMap<CombinatorId, usize>,
    /// Whether JSON has the bits of masks that no field uses.
    keeps_masks: bool,
}

impl Json {
    pub(super) fn new(schema: &Schema, keeps_masks: bool) -> Self {
        let rows = in_order(schema).into_iter().enumerate().map(|(row, id)| (id, row)).collect();
        Self { rows, keeps_masks }
    }

    pub(super) fn table(&self, schema: &Schema, plan: &Plan) -> JsonTable {
        let ids = in_order(schema);
        let row = |&id: &CombinatorId| JsonRow {
            id: schema[id].id(),
            ty: schema.type_of(id).map(TypeId::index),
            label: schema::json_name(schema, id).into(),
            fields: Kinds { json: self, schema, plan, id }.fields(),
        };
        let mut names: Vec<usize> = (0..ids.len()).collect();
        names.sort_by_key(|&row| schema[ids[row]].name());
        let types = schema.types().map(|ty| schema[ty].name().into()).collect();
        JsonTable { rows: ids.iter().map(row).collect(), names, types }
    }

    /// The kind of the struct of `id`, with the id in front. Its parameters are those of the struct.
    pub(super) fn of_struct(&self, plan: &Plan, id: CombinatorId) -> String {
        format!("R{}{}", self.row(id), parameters(plan.used.by_struct(id)))
    }

    /// The kind of the enum of `ty`. Its parameters are those of the enum.
    pub(super) fn of_enum(&self, plan: &Plan, ty: TypeId) -> String {
        format!("T{}{}", ty.index(), parameters(plan.used.by_type(ty)))
    }

    /// 0 for what has no struct, which no field is.
    fn row(&self, id: CombinatorId) -> usize {
        self.rows.get(&id).copied().unwrap_or_default()
    }
}

/// Any constructor, or any function.
pub(super) fn of_any(category: Category) -> String {
    match category {
        Category::Constructor => "o".to_owned(),
        Category::Function => "F".to_owned(),
    }
}

/// All combinators with a struct: by id, constructors before functions, in schema order.
fn in_order(schema: &Schema) -> Vec<CombinatorId> {
    let mut ids: Vec<CombinatorId> = structs(schema).collect();
    ids.sort_by_key(|&id| (schema[id].id(), schema[id].category() == Category::Function));
    ids
}

/// Those parameters that are used, counted, as arguments.
fn parameters(used: &[bool]) -> String {
    let mut count = 0;
    let argument = |&used: &bool| {
        if !used {
            return "u".to_owned();
        }
        count += 1;
        format!("p{}", count - 1)
    };
    in_brackets(used.iter().map(argument))
}

fn in_brackets(arguments: impl Iterator<Item = String>) -> String {
    let arguments: String = arguments.collect();
    if arguments.is_empty() { arguments } else { format!("({arguments})") }
}

/// What the fields of one combinator are.
#[derive(Clone, Copy)]
struct Kinds<'a> {
    json: &'a Json,
    schema: &'a Schema,
    plan: &'a Plan,
    id: CombinatorId,
}

impl Kinds<'_> {
    fn fields(self) -> String {
        let combinator = &self.schema[self.id];
        let fields = combinator.fields();
        let roles = self.schema.roles(fields, Some(combinator.result()));
        let keys = schema::json_keys(fields);
        let texts = fields
            .iter()
            .zip(roles)
            .zip(keys)
            .map(|((field, role), key)| format!("{key}{}:{}", condition(field), self.field(field, role)));
        texts.collect::<Vec<_>>().join(" ")
    }

    fn field(self, field: &Field, role: FieldRole) -> String {
        match role {
            FieldRole::Mask if self.json.keeps_masks => "#k".to_owned(),
            FieldRole::Mask => "#m".to_owned(),
            FieldRole::Count(of) => format!("#c{of}"),
            FieldRole::Length(_) => "#l".to_owned(),
            FieldRole::Plain | FieldRole::Visible => self.field_type(field.ty()),
        }
    }

    fn field_type(self, ty: &FieldType) -> String {
        match ty {
            FieldType::Nat => "n".to_owned(),
            FieldType::Value(ty) => self.value(ty),
            FieldType::Call(var) if self.schema[self.id].category() == Category::Function => {
                let position = self.position(*var);
                position.map_or_else(|| "F".to_owned(), |position| format!("F{position}"))
            }
            FieldType::Call(_) => "o".to_owned(),
            FieldType::Repeat(repeat) => self.repeat(repeat),
            // No struct has such a field.
            FieldType::Type => "u".to_owned(),
        }
    }

    /// A repetition of one anonymous field, as all are that a struct has.
    fn repeat(self, repeat: &Repeat) -> String {
        let number = match repeat.count.var {
            Some(Var::Field { index, .. }) => index.to_string(),
            Some(Var::Implicit(_)) | None => String::new(),
        };
        let item = repeat.fields.first().map_or_else(String::new, |element| self.field_type(element.ty()));
        format!("*{number}+{}{item}", repeat.count.plus)
    }

    fn value(self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Nat => "n".to_owned(),
            TypeRef::Var(var) => self.parameter(*var),
            TypeRef::Boxed { ty, args } => match self.schema[*ty].primitive() {
                Some(Primitive::Vector) => format!("V{}", self.item(args)),
                Some(primitive @ (Primitive::Bool | Primitive::Object)) => scalar(primitive),
                Some(primitive) => format!("t{:08x}{}", self.own_id(*ty), scalar(primitive)),
                None => format!("T{}{}", ty.index(), self.args(args, self.plan.used.by_type(*ty))),
            },
            TypeRef::Bare { constructor, args } => self.bare(*constructor, args),
        }
    }

    fn bare(self, constructor: CombinatorId, args: &[Arg]) -> String {
        let primitive = self.schema.type_of(constructor).and_then(|ty| self.schema[ty].primitive());
        match primitive {
            Some(Primitive::Vector) => format!("v{}", self.item(args)),
            Some(Primitive::Object) if self.json.rows.contains_key(&constructor) => {
                self.row(constructor, args)
            }
            Some(primitive) => scalar(primitive),
            None => self.row(constructor, args),
        }
    }

    fn row(self, constructor: CombinatorId, args: &[Arg]) -> String {
        let row = self.json.row(constructor);
        format!("B{row}{}", self.args(args, self.plan.used.by_struct(constructor)))
    }

    fn item(self, args: &[Arg]) -> String {
        args.first().map_or_else(|| "u".to_owned(), |arg| self.arg(arg))
    }

    fn args(self, args: &[Arg], used: &[bool]) -> String {
        let used = used.iter().copied().chain(std::iter::repeat(false));
        in_brackets(
            args.iter().zip(used).map(|(arg, used)| if used { self.arg(arg) } else { "u".to_owned() }),
        )
    }

    fn arg(self, arg: &Arg) -> String {
        match arg {
            Arg::Type(ty) => self.value(ty),
            // No struct is applied to a number.
            Arg::Nat(_) => "u".to_owned(),
        }
    }

    fn parameter(self, var: Var) -> String {
        self.position(var).map_or_else(|| "u".to_owned(), |position| format!("p{position}"))
    }

    /// The place of an implicit argument among the parameters of the type.
    fn position(self, var: Var) -> Option<usize> {
        let Var::Implicit(variable) = var else { return None };
        generics::params(self.schema, self.id).iter().position(|&param| param == variable)
    }

    /// The id that stands before a value of a built-in type.
    fn own_id(self, ty: TypeId) -> u32 {
        self.schema[ty].constructors().first().map_or(0, |&constructor| self.schema[constructor].id())
    }
}

/// The field and the bit that a field depends on.
fn condition(field: &Field) -> String {
    let Some(condition) = field.condition() else { return String::new() };
    let number = match condition.mask {
        Var::Field { index, .. } => index,
        Var::Implicit(index) => index,
    };
    match condition.bit {
        Some(bit) => format!("?{number}.{bit}"),
        None => format!("?{number}"),
    }
}

fn scalar(primitive: Primitive) -> String {
    let kind = match primitive {
        Primitive::Int => "i",
        Primitive::Long => "l",
        Primitive::Double => "d",
        Primitive::Float => "f",
        Primitive::String => "s",
        Primitive::Bytes => "b",
        Primitive::Int128 => "x16",
        Primitive::Int256 => "x32",
        Primitive::Int512 => "x64",
        Primitive::Bool => "y",
        Primitive::True => "u",
        Primitive::Object | Primitive::Vector => "o",
    };
    kind.to_owned()
}

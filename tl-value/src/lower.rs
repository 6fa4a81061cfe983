//! Schema to [`Program`]: all that can be decided before there is a value.

use std::collections::HashMap;

use tl_parser::schema::{
    self, Category, CombinatorId, FieldRole, FieldType, Primitive, Schema, TypeId, TypeRef, Var,
};

use crate::needs;
use crate::program::{Arg, Combinator, Field, FieldKind, Form, List, Program, Repeat, Scalar, Ty, Type};

/// Prepares all of a schema.
pub(crate) fn program(schema: &Schema) -> Program {
    let combinators: Vec<Combinator> = schema.combinators().map(|id| combinator(schema, id)).collect();
    let by_function_id = by_id(schema, &[Category::Function]);
    let by_id = by_id(schema, &[Category::Constructor, Category::Function]);
    let mut by_name: HashMap<Box<str>, Vec<usize>> = HashMap::new();
    for (index, combinator) in combinators.iter().enumerate() {
        by_name.entry(combinator.name.clone()).or_default().push(index);
    }
    let types = schema.types().map(|id| ty(schema, id)).collect();
    let type_names = schema.types().map(|id| (schema[id].name().into(), id.index())).collect();
    let mut program = Program { combinators, types, by_id, by_function_id, by_name, type_names };
    needs::note(&mut program);
    program
}

/// The first combinator with each id, in this order of categories.
fn by_id(schema: &Schema, categories: &[Category]) -> HashMap<u32, usize> {
    let mut by_id = HashMap::new();
    for category in categories {
        for id in schema.combinators().filter(|&id| schema[id].category() == *category) {
            by_id.entry(schema[id].id()).or_insert(id.index());
        }
    }
    by_id
}

fn ty(schema: &Schema, id: TypeId) -> Type {
    let ty = &schema[id];
    Type {
        name: ty.name().into(),
        params: ty.params().to_vec(),
        constructors: ty.constructors().iter().map(|id| id.index()).collect(),
        form: form(schema, id),
    }
}

fn form(schema: &Schema, id: TypeId) -> Form {
    let scalar = match schema[id].primitive() {
        None => return Form::Declared,
        Some(Primitive::Vector) => return Form::Vector,
        Some(Primitive::Object) => return Form::Object,
        Some(Primitive::Int) => Scalar::Int,
        Some(Primitive::Long) => Scalar::Long,
        Some(Primitive::Double) => Scalar::Double,
        Some(Primitive::Float) => Scalar::Float,
        Some(Primitive::String) => Scalar::String,
        Some(Primitive::Bytes) => Scalar::Bytes,
        Some(Primitive::Int128) => Scalar::Fixed(16),
        Some(Primitive::Int256) => Scalar::Fixed(32),
        Some(Primitive::Int512) => Scalar::Fixed(64),
        Some(Primitive::Bool) => Scalar::Bool,
        Some(Primitive::True) => Scalar::True,
    };
    let own = schema[id].constructors().iter().find(|&&id| is_bare_form(schema, id));
    Form::Scalar { scalar, id: own.map_or(0, |&id| schema[id].id()) }
}

/// Whether a constructor is `int` of `Int`, and not `gzip_packed` of `Object`.
fn is_bare_form(schema: &Schema, constructor: CombinatorId) -> bool {
    let Some(ty) = schema.type_of(constructor) else { return false };
    let (name, boxed) = (schema[constructor].name(), schema[ty].name());
    let mut chars = boxed.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    schema[ty].primitive().is_some() && name.chars().next() == first && name.get(1..) == Some(chars.as_str())
}

fn combinator(schema: &Schema, id: CombinatorId) -> Combinator {
    let combinator = &schema[id];
    let (name, is_function) = (combinator.name(), combinator.category() == Category::Function);
    let result: &[schema::Arg] = match combinator.result() {
        TypeRef::Boxed { args, .. } if !is_function => args,
        _ => &[],
    };
    Combinator {
        name: name.into(),
        label: schema::json_name(schema, id).into(),
        id: combinator.id(),
        is_function,
        ty: schema.type_of(id).map(TypeId::index),
        binds: (0..combinator.implicit().len()).map(|variable| bind(result, variable)).collect(),
        needs_arguments: false,
        variables: combinator.implicit().iter().map(|variable| variable.name().into()).collect(),
        fields: list(schema, combinator.fields()),
        is_bare_form: is_bare_form(schema, id),
    }
}

/// The parameter of the type that the implicit argument with the index `variable` is.
fn bind(result: &[schema::Arg], variable: usize) -> Option<usize> {
    let is_it = |var: Option<Var>| var == Some(Var::Implicit(variable));
    result.iter().position(|arg| match arg {
        schema::Arg::Type(TypeRef::Var(var)) => is_it(Some(*var)),
        schema::Arg::Nat(nat) => is_it(nat.var),
        schema::Arg::Type(_) => false,
    })
}

fn list(schema: &Schema, fields: &[schema::Field]) -> List {
    let roles = schema.roles(fields);
    let keys = schema::json_keys(fields);
    let has_numbers = fields.iter().any(|field| matches!(field.ty(), FieldType::Nat));
    let fields = fields.iter().zip(roles).zip(keys).map(|((field, role), key)| Field {
        key: key.into(),
        is_anonymous: field.name().is_none_or(|name| name == "_"),
        condition: field.condition(),
        kind: kind(schema, field, role),
    });
    List { fields: fields.collect(), has_numbers }
}

fn kind(schema: &Schema, field: &schema::Field, role: FieldRole) -> FieldKind {
    match role {
        FieldRole::Mask => FieldKind::Mask,
        FieldRole::Count(field) => FieldKind::Count(field),
        FieldRole::Length(_) => FieldKind::Length,
        FieldRole::Plain | FieldRole::Visible => match field.ty() {
            FieldType::Nat => FieldKind::Number,
            FieldType::Type => FieldKind::Type,
            FieldType::Value(ty) => FieldKind::Value(type_ref(schema, ty)),
            FieldType::Call(_) => FieldKind::Call,
            FieldType::Repeat(repeat) => {
                FieldKind::Repeat(Repeat { count: repeat.count, list: list(schema, &repeat.fields) })
            }
        },
    }
}

fn type_ref(schema: &Schema, ty: &TypeRef) -> Ty {
    match ty {
        TypeRef::Nat => Ty::Scalar(Scalar::Nat),
        TypeRef::Var(Var::Implicit(index)) => Ty::Var(*index),
        TypeRef::Var(Var::Field { .. }) => Ty::Unsupported,
        TypeRef::Boxed { ty, args } => {
            let args = self::args(schema, args);
            let built_in = Ty::built_in(form(schema, *ty), ty.index(), true, &args);
            built_in.unwrap_or(Ty::Boxed { ty: ty.index(), args })
        }
        TypeRef::Bare { constructor, args } => {
            let args = self::args(schema, args);
            let ty = schema.type_of(*constructor).filter(|_| is_bare_form(schema, *constructor));
            let built_in = ty.and_then(|ty| Ty::built_in(form(schema, ty), ty.index(), false, &args));
            built_in.unwrap_or(Ty::Bare { combinator: constructor.index(), args })
        }
    }
}

fn args(schema: &Schema, args: &[schema::Arg]) -> Vec<Arg> {
    let arg = |arg: &schema::Arg| match arg {
        schema::Arg::Type(ty) => Arg::Type(type_ref(schema, ty)),
        schema::Arg::Nat(nat) => Arg::Nat(*nat),
    };
    args.iter().map(arg).collect()
}

//! TL types to Rust types, with the way in which a value of each is written and read.

use std::rc::Rc;

use tl_parser::Span;
use tl_parser::schema::{Arg, CombinatorId, FieldType, Primitive, Schema, TypeId, TypeRef, Var};

use super::super::model::{Codec, Ident, Type};
use super::plan::{Plan, TypePlace};
use crate::codes::{self, Unsupported};
use crate::config::Strings;

/// A Rust type and how it is written and read.
pub(super) type Value = (Type, Codec);

/// What turns the types of one combinator into Rust.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) schema: &'a Schema,
    pub(super) plan: &'a Plan,
    pub(super) strings: Strings,
    /// The type parameter for each implicit argument.
    pub(super) params: &'a [TypeParam],
    /// Where to report a type that Rust cannot have.
    pub(super) span: Span,
}

/// What an implicit argument is in Rust.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TypeParam {
    /// A value of any type.
    Value(Ident),
    /// A call of any function.
    Call(Ident),
    /// Nothing: no field uses it.
    Unused,
}

impl Types<'_> {
    pub(super) fn value(&self, ty: &TypeRef) -> Result<Value, Unsupported> {
        match ty {
            TypeRef::Nat => Ok((Type::U32, Codec::Own)),
            TypeRef::Var(var) => self.variable(*var),
            TypeRef::Boxed { ty, args } => match self.schema[*ty].primitive() {
                Some(Primitive::Vector) => self.vector(true, args),
                Some(primitive) => Ok(self.boxed_primitive(primitive, *ty)),
                None => Ok((self.item(*ty, args)?, Codec::Own)),
            },
            TypeRef::Bare { constructor, args } => self.bare(*constructor, args),
        }
    }

    /// What a call of the function behind `!X` returns is a value only in results.
    pub(super) fn result(&self, ty: &TypeRef) -> Result<Value, Unsupported> {
        match ty {
            TypeRef::Var(Var::Implicit(index)) => match self.params.get(*index) {
                Some(TypeParam::Call(ident)) => {
                    Ok((Type::OutputOf(ident.clone()), Codec::OutputOf(ident.clone())))
                }
                _ => self.value(ty),
            },
            TypeRef::Boxed { ty, args } if self.schema[*ty].primitive() == Some(Primitive::Vector) => {
                self.vector_of(true, args, Self::result)
            }
            _ => self.value(ty),
        }
    }

    /// The struct or enum of `ty`, applied to `args`.
    pub(super) fn item(&self, ty: TypeId, args: &[Arg]) -> Result<Type, Unsupported> {
        match self.plan.ty(ty) {
            Some(TypePlace::Enum(place)) => {
                let args = self.arguments(args, &used_by_enum(self.schema, ty))?;
                Ok(Type::Item(place.clone(), args))
            }
            Some(TypePlace::Struct { constructor, .. }) => self.structure(*constructor, args),
            None => Err(codes::serialised_type(self.span)),
        }
    }

    fn variable(&self, var: Var) -> Result<Value, Unsupported> {
        let Var::Implicit(index) = var else { return Err(codes::serialised_type(self.span)) };
        match self.params.get(index) {
            Some(TypeParam::Value(ident)) => Ok((Type::Var(ident.clone()), Codec::Own)),
            Some(TypeParam::Call(ident)) => Err(codes::call_as_value(&ident.0, self.span)),
            _ => Err(codes::serialised_type(self.span)),
        }
    }

    fn bare(&self, constructor: CombinatorId, args: &[Arg]) -> Result<Value, Unsupported> {
        let primitive = self.schema.type_of(constructor).and_then(|ty| self.schema[ty].primitive());
        match primitive {
            Some(Primitive::Vector) => self.vector(false, args),
            Some(Primitive::True) => Ok((Type::Unit, Codec::Nothing)),
            Some(Primitive::Object) if self.plan.combinator(constructor).is_some() => {
                Ok((self.structure(constructor, args)?, Codec::Bare))
            }
            Some(primitive) => Ok((self.primitive(primitive), Codec::Own)),
            None => Ok((self.structure(constructor, args)?, Codec::Bare)),
        }
    }

    fn structure(&self, constructor: CombinatorId, args: &[Arg]) -> Result<Type, Unsupported> {
        let Some(place) = self.plan.combinator(constructor) else {
            return Err(codes::serialised_type(self.span));
        };
        let args = self.arguments(args, &used_by_struct(self.schema, constructor))?;
        Ok(Type::Item(place.clone(), args))
    }

    /// Those of `args` that are used, as Rust types.
    fn arguments(&self, args: &[Arg], used: &[bool]) -> Result<Vec<Type>, Unsupported> {
        let mut types = Vec::new();
        for (arg, used) in args.iter().zip(used) {
            let Arg::Type(arg) = arg else { return Err(codes::nat_argument(self.span)) };
            match self.value(arg)? {
                (ty, Codec::Own) if *used => types.push(ty),
                (_, Codec::Own) => {}
                _ => return Err(codes::bare_argument(self.span)),
            }
        }
        Ok(types)
    }

    fn vector(&self, boxed: bool, args: &[Arg]) -> Result<Value, Unsupported> {
        self.vector_of(boxed, args, Self::value)
    }

    fn vector_of(
        &self,
        boxed: bool,
        args: &[Arg],
        value: impl Fn(&Self, &TypeRef) -> Result<Value, Unsupported>,
    ) -> Result<Value, Unsupported> {
        let [Arg::Type(item)] = args else { return Err(codes::nat_argument(self.span)) };
        let (ty, codec) = value(self, item)?;
        let codec = match codec {
            Codec::Own if boxed => Codec::Own,
            item_codec => {
                Codec::Vector { boxed, item: Box::new(item_codec), min_size: min_size(self.schema, item) }
            }
        };
        Ok((Type::Vec(Box::new(ty)), codec))
    }

    fn boxed_primitive(&self, primitive: Primitive, ty: TypeId) -> Value {
        match primitive {
            Primitive::Bool => (Type::Bool, Codec::Own),
            Primitive::Object => (Type::Object, Codec::Own),
            _ => {
                let constructor = self.schema[ty].constructors().first().map(|&id| &self.schema[id]);
                let (id, name) =
                    constructor.map_or((0, ""), |constructor| (constructor.id(), constructor.name()));
                let inner = if primitive == Primitive::True { Codec::Nothing } else { Codec::Own };
                (
                    self.primitive(primitive),
                    Codec::Tagged { id, name: Rc::from(name), inner: Box::new(inner) },
                )
            }
        }
    }

    fn primitive(&self, primitive: Primitive) -> Type {
        match primitive {
            Primitive::Int => Type::I32,
            Primitive::Long => Type::I64,
            Primitive::Double => Type::F64,
            Primitive::Float => Type::F32,
            Primitive::String if self.strings == Strings::Utf8 => Type::String,
            Primitive::String | Primitive::Bytes => Type::Bytes,
            Primitive::Int128 => Type::ByteArray(16),
            Primitive::Int256 => Type::ByteArray(32),
            Primitive::Int512 => Type::ByteArray(64),
            Primitive::Bool => Type::Bool,
            Primitive::True => Type::Unit,
            Primitive::Object | Primitive::Vector => Type::Object,
        }
    }
}

/// For each parameter of the type of `constructor` (or each implicit argument of a function), whether a field uses
/// it.
pub(super) fn used_by_struct(schema: &Schema, constructor: CombinatorId) -> Vec<bool> {
    let combinator = &schema[constructor];
    let used: Vec<bool> = (0..combinator.implicit().len())
        .map(|index| combinator.fields().iter().any(|field| field_uses(field.ty(), index)))
        .collect();
    type_params(schema, constructor).iter().map(|&index| used.get(index) == Some(&true)).collect()
}

/// The implicit arguments of a combinator in the order of its struct's parameters: that of the type's parameters for
/// a constructor.
pub(super) fn type_params(schema: &Schema, id: CombinatorId) -> Vec<usize> {
    let combinator = &schema[id];
    match (schema.type_of(id), combinator.result()) {
        (Some(_), TypeRef::Boxed { args, .. }) => args.iter().filter_map(parameter).collect(),
        _ => (0..combinator.implicit().len()).collect(),
    }
}

fn parameter(arg: &Arg) -> Option<usize> {
    match arg {
        Arg::Type(TypeRef::Var(Var::Implicit(index))) => Some(*index),
        Arg::Nat(nat) => match nat.var {
            Some(Var::Implicit(index)) => Some(index),
            _ => None,
        },
        Arg::Type(_) => None,
    }
}

/// For each parameter of an enum's type, whether a constructor uses it.
pub(super) fn used_by_enum(schema: &Schema, ty: TypeId) -> Vec<bool> {
    let mut used = vec![false; schema[ty].params().len()];
    for &constructor in schema[ty].constructors() {
        for (used, by_constructor) in used.iter_mut().zip(used_by_struct(schema, constructor)) {
            *used |= by_constructor;
        }
    }
    used
}

fn field_uses(ty: &FieldType, index: usize) -> bool {
    match ty {
        FieldType::Nat | FieldType::Type => false,
        FieldType::Value(ty) => type_uses(ty, index),
        FieldType::Call(var) => *var == Var::Implicit(index),
        FieldType::Repeat(repeat) => repeat.fields.iter().any(|field| field_uses(field.ty(), index)),
    }
}

fn type_uses(ty: &TypeRef, index: usize) -> bool {
    match ty {
        TypeRef::Nat => false,
        TypeRef::Var(var) => *var == Var::Implicit(index),
        TypeRef::Boxed { args, .. } | TypeRef::Bare { args, .. } => args.iter().any(|arg| match arg {
            Arg::Type(ty) => type_uses(ty, index),
            Arg::Nat(_) => false,
        }),
    }
}

/// A lower bound of the bytes that a value of `ty` takes.
pub(super) fn min_size(schema: &Schema, ty: &TypeRef) -> usize {
    match ty {
        TypeRef::Nat => 4,
        TypeRef::Var(_) => 0,
        TypeRef::Boxed { ty, .. } => {
            4 + schema[*ty].primitive().map_or(0, |primitive| match primitive {
                Primitive::Bool | Primitive::Object => 0,
                other => primitive_size(other),
            })
        }
        TypeRef::Bare { constructor, .. } => {
            match schema.type_of(*constructor).and_then(|ty| schema[ty].primitive()) {
                Some(Primitive::Object) | None => {
                    schema[*constructor].fields().iter().map(|f| flat_size(schema, f)).sum()
                }
                Some(primitive) => primitive_size(primitive),
            }
        }
    }
}

/// The same for a field, bare constructors inside it left out.
fn flat_size(schema: &Schema, field: &tl_parser::schema::Field) -> usize {
    match field.ty() {
        _ if field.condition().is_some() => 0,
        FieldType::Nat | FieldType::Call(_) => 4,
        FieldType::Value(ty @ (TypeRef::Boxed { .. } | TypeRef::Nat)) => min_size(schema, ty),
        FieldType::Value(TypeRef::Bare { constructor, .. }) => {
            let primitive = schema.type_of(*constructor).and_then(|ty| schema[ty].primitive());
            primitive.map_or(0, primitive_size)
        }
        FieldType::Value(TypeRef::Var(_)) | FieldType::Type | FieldType::Repeat(_) => 0,
    }
}

fn primitive_size(primitive: Primitive) -> usize {
    match primitive {
        Primitive::True => 0,
        Primitive::Long | Primitive::Double => 8,
        Primitive::Int128 => 16,
        Primitive::Int256 => 32,
        Primitive::Int512 => 64,
        Primitive::Int | Primitive::Float | Primitive::String | Primitive::Bytes => 4,
        Primitive::Bool | Primitive::Vector | Primitive::Object => 4,
    }
}

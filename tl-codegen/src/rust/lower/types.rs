//! TL types to Rust types, with the way in which a value of each is written and read.

use std::rc::Rc;

use tl_parser::Span;
use tl_parser::schema::{Arg, Category, CombinatorId, Primitive, Schema, TypeId, TypeRef, Var};
use tl_parser::wire::Wire;

use super::super::model::{Codec, Ident, Type};

use super::plan::{Plan, TypePlace, structs, unknown_form};
use crate::codes::{self, Unsupported};
use crate::config::Strings;

/// A Rust type and how it is written and read.
pub(super) type Value = (Type, Codec);

/// What turns the types of one combinator into Rust.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) schema: &'a Schema,
    pub(super) wire: &'a Wire,
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
                Some(primitive) => self.boxed_primitive(primitive, *ty),
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
            TypeRef::Boxed { ty, args } if self.is_vector(Some(*ty)) => {
                self.vector_of(true, args, Self::result)
            }
            TypeRef::Bare { constructor, args } if self.is_vector(self.schema.type_of(*constructor)) => {
                self.vector_of(false, args, Self::result)
            }
            _ => self.value(ty),
        }
    }

    /// Any boxed value where others follow it: one of this schema, whose end is known.
    pub(super) fn delimited(&self) -> Result<Value, Unsupported> {
        let mut constructors =
            structs(self.schema).filter(|&id| self.schema[id].category() == Category::Constructor);
        if !constructors.any(|id| self.schema[id].implicit().is_empty()) {
            return Err(codes::open_ended(self.span));
        }
        Ok((Type::Item(self.plan.any(Category::Constructor).clone(), Vec::new()), Codec::Own))
    }

    fn is_vector(&self, ty: Option<TypeId>) -> bool {
        ty.is_some_and(|ty| self.schema[ty].primitive() == Some(Primitive::Vector))
    }

    /// The struct or enum of `ty`, applied to `args`.
    pub(super) fn item(&self, ty: TypeId, args: &[Arg]) -> Result<Type, Unsupported> {
        match self.plan.ty(ty) {
            Some(TypePlace::Enum(place)) => {
                let args = self.arguments(args, self.plan.used.by_type(ty))?;
                Ok(Type::Item(place.clone(), args))
            }
            Some(TypePlace::Struct { constructor, .. }) => self.structure(*constructor, args),
            None => Err(match unknown_form(self.schema, ty) {
                Some(constructor) => self.unknown_form(constructor),
                None => codes::no_values(self.schema[ty].name(), self.span),
            }),
        }
    }

    /// The fewest bytes that a value takes.
    pub(super) fn min_size(&self, ty: &TypeRef) -> usize {
        self.wire.min_size(&self.wire.value(self.schema, ty))
    }

    fn unknown_form(&self, constructor: CombinatorId) -> Unsupported {
        let built_in = &self.schema[constructor];
        codes::unknown_built_in(built_in.name(), built_in.span(), self.span)
    }

    fn variable(&self, var: Var) -> Result<Value, Unsupported> {
        let Var::Implicit(index) = var else { return Err(codes::serialised_type(self.span)) };
        match self.params.get(index) {
            Some(TypeParam::Value(ident)) => Ok((Type::Var(ident.clone()), Codec::Own)),
            Some(TypeParam::Call(ident)) => Err(codes::call_as_value(&ident.0, self.span)),
            _ => Err(codes::unknown_variable(self.span)),
        }
    }

    fn bare(&self, constructor: CombinatorId, args: &[Arg]) -> Result<Value, Unsupported> {
        if self.schema[constructor].has_unknown_form() {
            return Err(self.unknown_form(constructor));
        }
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
            return Err(codes::no_values(self.schema[constructor].name(), self.span));
        };
        let args = self.arguments(args, self.plan.used.by_struct(constructor))?;
        Ok(Type::Item(place.clone(), args))
    }

    /// Those of `args` that are used, as Rust types.
    fn arguments(&self, args: &[Arg], used: &[bool]) -> Result<Vec<Type>, Unsupported> {
        let mut types = Vec::new();
        for (arg, used) in args.iter().zip(used) {
            let Arg::Type(arg) = arg else { return Err(codes::nat_argument(self.span)) };
            if !used {
                continue;
            }
            match self.value(arg)? {
                (ty, Codec::Own) => types.push(ty),
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
        let (ty, codec) = if ty == Type::Object { self.delimited()? } else { (ty, codec) };
        let codec = match codec {
            Codec::Own if boxed => Codec::Own,
            item_codec => Codec::Vector { boxed, item: Box::new(item_codec), min_size: self.min_size(item) },
        };
        Ok((Type::Vec(Box::new(ty)), codec))
    }

    fn boxed_primitive(&self, primitive: Primitive, ty: TypeId) -> Result<Value, Unsupported> {
        if matches!(primitive, Primitive::Bool | Primitive::Object) {
            return Ok((self.primitive(primitive), Codec::Own));
        }
        let constructors = self.schema[ty].constructors();
        let Some(&constructor) = constructors.iter().find(|&&id| self.schema[id].is_built_in()) else {
            return Err(codes::no_values(self.schema[ty].name(), self.span));
        };
        let (id, name) = (self.schema[constructor].id(), Rc::from(self.schema[constructor].name()));
        let inner = if primitive == Primitive::True { Codec::Nothing } else { Codec::Own };
        Ok((self.primitive(primitive), Codec::Tagged { id, name, inner: Box::new(inner) }))
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

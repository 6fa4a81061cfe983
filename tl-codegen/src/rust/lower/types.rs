//! Turns wire forms into Rust types, each with the codec that writes and reads its values.

use std::rc::Rc;

use tl_parser::Span;
use tl_parser::schema::{Category, CombinatorId, Schema, TypeId};
use tl_parser::wire::{Arg, Scalar, Value, Wire};

use super::super::model::{Codec, Ident, Type};

use super::plan::{Plan, TypeItem, unknown_form};
use crate::codes::{self, Unsupported};
use crate::rust::config::{Bytes, Strings};

/// A Rust type and the codec that writes and reads its values.
pub(super) type RustValue = (Type, Codec);

/// The context in which the types of one combinator are lowered.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) schema: &'a Schema,
    pub(super) wire: &'a Wire,
    pub(super) plan: &'a Plan,
    pub(super) strings: Strings,
    pub(super) bytes: Bytes,
    /// Whether values are JSON of TDLib or tonlib. If so, an object of any type is kept as text.
    pub(super) is_json: bool,
    /// The type parameter for each implicit argument.
    pub(super) params: &'a [TypeParam],
    /// The span to which errors refer.
    pub(super) span: Span,
}

/// The Rust form of an implicit argument.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TypeParam {
    /// A value of any type.
    Value(Ident),
    /// A call of any function.
    Call(Ident),
    /// No type parameter, because no field uses the argument.
    Unused,
}

impl Types<'_> {
    /// Lowers a value that may be followed by other values.
    pub(super) fn value(&self, value: &Value) -> Result<RustValue, Unsupported> {
        match value {
            Value::Scalar(scalar) => Ok(self.scalar(*scalar)),
            Value::Tagged { ty, id, scalar } => self.tagged(*ty, *id, *scalar),
            Value::Vector { boxed, item } => Ok(self.vector(*boxed, item, self.value(item)?)),
            Value::Boxed { ty, args } => Ok((self.boxed(*ty, args)?, Codec::Own)),
            Value::Bare { constructor, args } => self.bare(*constructor, args),
            Value::Param(index) => self.variable(*index),
            Value::Object if self.is_json => Ok((Type::RawJson, Codec::Own)),
            Value::Object => self.delimited(Category::Constructor),
            Value::Repeat(_) | Value::Call(_) => Err(codes::repeated_struct(self.span)),
            Value::Unsupported => Err(codes::serialised_type(self.span)),
        }
    }

    /// Lowers the result of a function. Unlike other values, a result may be the result of an inner call (`!X`), and an
    /// `Object` may be raw, because nothing follows it.
    pub(super) fn result(&self, value: &Value) -> Result<RustValue, Unsupported> {
        match value {
            Value::Object if !self.is_json => Ok((Type::Object, Codec::Own)),
            Value::Param(index) => match self.params.get(*index) {
                Some(TypeParam::Call(ident)) => {
                    Ok((Type::OutputOf(ident.clone()), Codec::OutputOf(ident.clone())))
                }
                _ => self.variable(*index),
            },
            Value::Vector { boxed, item } => {
                let of_item = if !self.is_json
                    && let Value::Object = **item
                {
                    self.delimited(Category::Constructor)
                } else {
                    self.result(item)
                };
                Ok(self.vector(*boxed, item, of_item?))
            }
            value => self.value(value),
        }
    }

    /// Lowers a value of any constructor or of any function that may be followed by other values. The combinator must be
    /// declared in this schema. Otherwise, the end of the value would be unknown.
    pub(super) fn delimited(&self, category: Category) -> Result<RustValue, Unsupported> {
        let mut all = self.plan.structs.iter().map(|&id| &self.schema[id]);
        if !all.any(|of| of.category() == category && of.implicit().is_empty()) {
            return Err(codes::open_ended(self.span));
        }
        Ok((Type::Item(self.plan.any(category).clone(), Vec::new()), Codec::Own))
    }

    /// Returns the struct or enum of `ty`, applied to `args`.
    fn boxed(&self, ty: TypeId, args: &[Arg]) -> Result<Type, Unsupported> {
        match self.plan.ty(ty) {
            Some(TypeItem::Enum(item_ref)) => {
                let args = self.arguments(args, self.plan.generics.by_type(ty))?;
                Ok(Type::Item(item_ref.clone(), args))
            }
            Some(TypeItem::Struct { constructor, .. }) => self.structure(*constructor, args),
            None => Err(match unknown_form(self.schema, self.wire, ty) {
                Some(constructor) => self.unknown_form(constructor),
                None => codes::no_values(self.schema[ty].name(), self.span),
            }),
        }
    }

    fn unknown_form(&self, constructor: CombinatorId) -> Unsupported {
        let built_in = &self.schema[constructor];
        codes::unknown_built_in(built_in.name(), built_in.span(), self.span)
    }

    fn variable(&self, index: usize) -> Result<RustValue, Unsupported> {
        match self.params.get(index) {
            Some(TypeParam::Value(ident)) => Ok((Type::Var(ident.clone()), Codec::Own)),
            Some(TypeParam::Call(ident)) => Err(codes::call_as_value(&ident.0, self.span)),
            _ => Err(codes::unknown_variable(self.span)),
        }
    }

    fn bare(&self, constructor: CombinatorId, args: &[Arg]) -> Result<RustValue, Unsupported> {
        if self.wire[constructor].has_unknown_form {
            return Err(self.unknown_form(constructor));
        }
        // The constructors of `Bool` have neither structs nor fields.
        if self.plan.combinator(constructor).is_none() {
            return Ok((Type::Unit, Codec::Nothing));
        }
        Ok((self.structure(constructor, args)?, Codec::Bare))
    }

    fn structure(&self, constructor: CombinatorId, args: &[Arg]) -> Result<Type, Unsupported> {
        let Some(item_ref) = self.plan.combinator(constructor) else {
            return Err(codes::no_values(self.schema[constructor].name(), self.span));
        };
        let args = self.arguments(args, self.plan.generics.by_struct(constructor))?;
        Ok(Type::Item(item_ref.clone(), args))
    }

    /// Lowers the arguments in `args` for which `used` is set.
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

    fn vector(&self, boxed: bool, item: &Value, (ty, codec): RustValue) -> RustValue {
        let codec = match codec {
            Codec::Own if boxed => Codec::Own,
            codec => Codec::Vector { boxed, item: Box::new(codec), min_size: self.wire.min_size(item) },
        };
        (Type::Vec(Box::new(ty)), codec)
    }

    fn tagged(&self, ty: TypeId, id: u32, scalar: Scalar) -> Result<RustValue, Unsupported> {
        let Some(constructor) = self.schema.bare_form_of(ty) else {
            return Err(codes::no_values(self.schema[ty].name(), self.span));
        };
        let name = Rc::from(self.schema[constructor].name());
        let (ty, inner) = self.scalar(scalar);
        Ok((ty, Codec::Tagged { id, name, inner: Box::new(inner) }))
    }

    fn scalar(&self, scalar: Scalar) -> RustValue {
        let ty = match scalar {
            Scalar::Nat => Type::U32,
            Scalar::Int => Type::I32,
            Scalar::Long | Scalar::Int53 => Type::I64,
            Scalar::Double => Type::F64,
            Scalar::Float => Type::F32,
            Scalar::String if self.strings == Strings::Utf8 => Type::String,
            Scalar::String | Scalar::Bytes => match self.bytes {
                Bytes::Vec => Type::Bytes,
                Bytes::Shared => Type::SharedBytes,
            },
            Scalar::Int128 => Type::ByteArray(16),
            Scalar::Int256 => Type::ByteArray(32),
            Scalar::Int512 => Type::ByteArray(64),
            Scalar::Bool => Type::Bool,
            Scalar::True => return (Type::Unit, Codec::Nothing),
        };
        (ty, Codec::Own)
    }
}

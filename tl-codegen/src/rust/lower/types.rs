//! Turns wire forms into Rust types, each with the codec that writes and reads its values.

use std::rc::Rc;

use tl_parser::Span;
use tl_parser::schema::{Category, CombinatorId, NatExpr, Schema, TypeId, Var};
use tl_parser::wire::{Arg, Repeat, Scalar, Value, Wire};

use super::super::model::{self, Codec, Count, ItemRef, Maybe, Type, With};

use super::captures::captured;
use super::generics::ParamForm;
use super::numbers::{Numbers, TypeParam};
use super::plan::{Plan, TypeItem, unknown_form};
use super::standard::{Standard, array_len};
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
    /// The numbers that values can refer to, and the form of each implicit argument.
    pub(super) numbers: Numbers<'a>,
    pub(super) place: Place,
    /// The combinator that contains the value.
    pub(super) owner: CombinatorId,
    /// The path to the value, as in `records::Record`.
    pub(super) path: &'a [usize],
    /// The span to which errors refer.
    pub(super) span: Span,
}

/// The place of a value in a combinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Field,
    /// In the result of a function, for code that does not have the request.
    Result,
    /// In the result of a function, for code that has the request.
    ResultOfRequest,
}

impl Types<'_> {
    /// Lowers a value that may be followed by other values.
    pub(super) fn value(&self, value: &Value) -> Result<RustValue, Unsupported> {
        match value {
            Value::Scalar(scalar) => Ok(self.scalar(*scalar)),
            Value::Tagged { ty, id, scalar } => self.tagged(*ty, *id, *scalar),
            Value::Vector { boxed, item } => Ok(self.vector(*boxed, item, self.value(item)?)),
            Value::Boxed { ty, args } => self.boxed(*ty, args),
            Value::Bare { constructor, args } => self.bare(*constructor, args),
            Value::Param(index) => self.variable(*index),
            Value::Object if self.is_json => Ok((Type::RawJson, Codec::Own)),
            Value::Object => self.delimited(Category::Constructor),
            Value::Repeat(repeat) => self.repeat(repeat),
            Value::Call(_) | Value::Unsupported => Err(codes::serialised_type(self.span)),
        }
    }

    /// Lowers the result of a function. Unlike other values, a result may be the result of an inner call (`!X`). A
    /// result of the type `Object` may be raw, because nothing follows the result.
    pub(super) fn result(&self, value: &Value) -> Result<RustValue, Unsupported> {
        match value {
            Value::Object if !self.is_json => Ok((Type::Object, Codec::Own)),
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

    /// Lowers a value of any constructor or of any function. Other values may follow it. The schema must declare at
    /// least one combinator of `category` that is not generic. Otherwise, the end of the value would be unknown.
    pub(super) fn delimited(&self, category: Category) -> Result<RustValue, Unsupported> {
        let mut all = self.plan.structs.iter().map(|&id| &self.schema[id]);
        if !all.any(|of| of.category() == category && of.implicit().is_empty()) {
            return Err(codes::open_ended(self.span));
        }
        Ok((Type::Item(self.plan.any(category).clone(), Vec::new()), Codec::Own))
    }

    /// Lowers a value of the boxed type `ty` with the arguments `args`.
    fn boxed(&self, ty: TypeId, args: &[Arg]) -> Result<RustValue, Unsupported> {
        match self.plan.ty(ty) {
            Some(TypeItem::Enum(item_ref)) => {
                self.applied(item_ref, false, args, self.plan.generics.by_type(ty))
            }
            Some(TypeItem::Struct { constructor, .. }) => self.structure(*constructor, false, args),
            Some(TypeItem::Standard(Standard::Maybe { none, some })) => self.maybe(ty, *none, *some, args),
            Some(TypeItem::Standard(Standard::Tuple { constructor })) => {
                self.tuple(*constructor, false, args)
            }
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
        match self.numbers.params.get(index) {
            Some(TypeParam::Value(ident)) => Ok((Type::Var(ident.clone()), Codec::Own)),
            Some(TypeParam::Coded { ident, codec }) => {
                Ok((Type::Var(ident.clone()), Codec::Param(codec.clone())))
            }
            Some(TypeParam::Call { ident, field }) => {
                let codec = match self.place {
                    Place::Field => return Err(codes::call_as_value(&ident.0, self.span)),
                    Place::Result => Codec::OutputOf(ident.clone()),
                    Place::ResultOfRequest => Codec::OutputOfField(self.numbers.names.idents[*field].clone()),
                };
                Ok((Type::OutputOf(ident.clone()), codec))
            }
            _ => Err(codes::unknown_variable(self.span)),
        }
    }

    fn bare(&self, constructor: CombinatorId, args: &[Arg]) -> Result<RustValue, Unsupported> {
        if self.wire[constructor].has_unknown_form {
            return Err(self.unknown_form(constructor));
        }
        if self.plan.is_tuple(constructor) {
            return self.tuple(constructor, true, args);
        }
        // The constructors of `Bool` have neither structs nor fields.
        if self.plan.combinator(constructor).is_none() {
            return Ok((Type::Unit, Codec::Nothing));
        }
        self.structure(constructor, true, args)
    }

    fn structure(
        &self,
        constructor: CombinatorId,
        bare: bool,
        args: &[Arg],
    ) -> Result<RustValue, Unsupported> {
        let Some(item_ref) = self.plan.combinator(constructor) else {
            return Err(codes::no_values(self.schema[constructor].name(), self.span));
        };
        self.applied(item_ref, bare, args, self.plan.generics.by_struct(constructor))
    }

    /// Lowers a value of a generated item. An argument is ignored if values of the item do not depend on it.
    fn applied(
        &self,
        item_ref: &ItemRef,
        bare: bool,
        args: &[Arg],
        forms: &[ParamForm],
    ) -> Result<RustValue, Unsupported> {
        let (mut types, mut codecs) = (Vec::new(), Vec::new());
        for (arg, form) in args.iter().zip(forms) {
            match (arg, form) {
                (_, ParamForm::Unused) => {}
                (Arg::Type(value), _) => {
                    let (ty, codec) = self.value(value)?;
                    types.push(ty);
                    codecs.push(model::Arg::Type(codec));
                }
                (Arg::Number(number), _) => codecs.push(model::Arg::Number(self.number(*number)?)),
            }
        }
        let codec = match (codecs.is_empty(), bare) {
            (false, _) => Codec::With(Box::new(With { item: item_ref.clone(), bare, args: codecs })),
            (true, true) => Codec::Bare,
            (true, false) => Codec::Own,
        };
        Ok((Type::Item(item_ref.clone(), types), codec))
    }

    /// Lowers an optional value, which is written as the constructor `none` or `some`.
    fn maybe(
        &self,
        ty: TypeId,
        none: CombinatorId,
        some: CombinatorId,
        args: &[Arg],
    ) -> Result<RustValue, Unsupported> {
        let [Arg::Type(value)] = args else { return Err(codes::unknown_variable(self.span)) };
        let (of_value, inner) = self.value(value)?;
        let maybe = Maybe {
            name: Rc::from(self.schema[ty].name()),
            none: self.schema[none].id(),
            some: self.schema[some].id(),
            some_name: Rc::from(self.schema[some].name()),
            inner,
        };
        Ok((Type::Option(Box::new(of_value)), Codec::Maybe(Box::new(maybe))))
    }

    /// Lowers a tuple. Its constructor has no struct.
    fn tuple(&self, constructor: CombinatorId, bare: bool, args: &[Arg]) -> Result<RustValue, Unsupported> {
        let (item, count) = match args {
            [Arg::Type(item), Arg::Number(count)] | [Arg::Number(count), Arg::Type(item)] => (item, *count),
            _ => return Err(codes::unknown_variable(self.span)),
        };
        let (ty, inner) = self.items(self.wire.min_size(item), self.value(item)?, count)?;
        let of = &self.schema[constructor];
        let (id, name) = ((!bare).then(|| of.id()), Rc::from(of.name()));
        Ok((ty, Codec::Transparent { id, name, inner: Box::new(inner) }))
    }

    fn repeat(&self, repeat: &Repeat) -> Result<RustValue, Unsupported> {
        let of_item = match repeat.item() {
            Some(item) => {
                let numbers = Numbers { depth: self.numbers.depth + 1, ..self.numbers };
                Types { numbers, path: &[self.path, &[0]].concat(), ..*self }.value(item)?
            }
            None => self.record(repeat)?,
        };
        self.items(self.wire.min_size_of(&repeat.fields), of_item, repeat.count)
    }

    /// Lowers an item of a repetition whose items are structs.
    fn record(&self, repeat: &Repeat) -> Result<RustValue, Unsupported> {
        let Some(record) = self.plan.record(self.owner, self.path) else {
            return Err(codes::unknown_variable(self.span));
        };
        let (mut types, mut args) = (Vec::new(), Vec::new());
        for var in captured(self.plan, repeat) {
            let number = match var {
                Var::Implicit(index) if !self.is_number(index) => {
                    let (ty, codec) = self.variable(index)?;
                    types.push(ty);
                    args.push(model::Arg::Type(codec));
                    continue;
                }
                Var::Implicit(_) => var,
                // `up` is counted from the fields of an item. Counted from the repetition itself, it is one less.
                Var::Field { up, index } => Var::Field { up: up - 1, index },
            };
            args.push(model::Arg::Number(self.number(NatExpr { var: Some(number), plus: 0 })?));
        }
        let item = record.item_ref.clone();
        Ok((Type::Item(item.clone(), types), Codec::With(Box::new(With { item, bare: true, args }))))
    }

    fn is_number(&self, index: usize) -> bool {
        matches!(self.numbers.params.get(index), Some(TypeParam::Number(_)))
    }

    /// Lowers `count` items without a count before them.
    fn items(
        &self,
        min_size: usize,
        (ty, codec): RustValue,
        count: NatExpr,
    ) -> Result<RustValue, Unsupported> {
        if let Some(len) = array_len(count) {
            return Ok((Type::Array(Box::new(ty), len), Codec::Array { item: Box::new(codec), min_size }));
        }
        let count = self.number(count)?;
        Ok((Type::Vec(Box::new(ty)), Codec::Repeat { count, item: Box::new(codec), min_size }))
    }

    fn number(&self, number: NatExpr) -> Result<Count, Unsupported> {
        let get = |var| self.numbers.get(var).ok_or_else(|| codes::unknown_variable(self.span));
        Ok(Count { number: number.var.map(get).transpose()?, plus: number.plus })
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

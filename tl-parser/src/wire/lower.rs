//! Converts types of the schema to wire forms.

use super::model::{Arg, Combinator, Field, Repeat, Role, Scalar, Type, TypeForm, Value, Wire};
use super::{keys, roles};
use crate::schema::{self, Category, CombinatorId, FieldType, Primitive, Schema, TypeId, TypeRef, Var};

/// Returns the wire forms of all types and combinators. `needs` and `min_size` are not set yet, because these values
/// depend on other types and combinators.
pub(super) fn wire(schema: &Schema) -> Wire {
    let types: Vec<Type> = schema.types().map(|ty| Type { form: form(schema, ty), min_size: 0 }).collect();
    let lower = Lower { schema, types: &types };
    let combinators = schema.combinators().map(|id| lower.combinator(id)).collect();
    Wire { types, combinators }
}

impl Wire {
    /// Returns the wire form of `ty`. `schema` must be the schema that `self` was made from.
    #[must_use]
    pub fn value(&self, schema: &Schema, ty: &TypeRef) -> Value {
        Lower { schema, types: &self.types }.value(ty)
    }
}

struct Lower<'s> {
    schema: &'s Schema,
    types: &'s [Type],
}

impl Lower<'_> {
    fn combinator(&self, id: CombinatorId) -> Combinator {
        let combinator = &self.schema[id];
        let is_function = combinator.category() == Category::Function;
        let result = match combinator.result() {
            TypeRef::Boxed { args, .. } if !is_function => self.args(args),
            result => vec![Arg::Type(self.value(result))],
        };
        let variables = 0..combinator.implicit().len();
        let ty = self.schema.type_of(id);
        Combinator {
            fields: self.fields(combinator.fields(), &result),
            needs: vec![false; variables.len()],
            parameters: variables
                .map(|variable| result.iter().position(|arg| !is_function && is_variable(arg, variable)))
                .collect(),
            result: is_function.then(|| self.value(combinator.result())),
            bare_form: ty.filter(|_| combinator.is_built_in()).map(|ty| self.form(ty)),
            has_unknown_form: combinator.has_unknown_form(),
            min_size: 0,
        }
    }

    /// Converts a list of fields. `result` may refer to numbers among these fields.
    fn fields(&self, fields: &[schema::Field], result: &[Arg]) -> Vec<Field> {
        let keys = keys::of_fields(fields);
        let field = |(field, key): (&schema::Field, _)| Field {
            key,
            is_named: field.name().is_some(),
            role: Role::Value,
            condition: field.condition(),
            value: self.field_type(field.ty()),
        };
        let mut fields = fields.iter().zip(keys).map(field).collect::<Vec<_>>();
        roles::note(self.schema.dialect(), &mut fields, result);
        fields
    }

    fn field_type(&self, ty: &FieldType) -> Value {
        match ty {
            FieldType::Nat => Value::Scalar(Scalar::Nat),
            FieldType::Type => Value::Unsupported,
            FieldType::Value(ty) => self.value(ty),
            FieldType::Call(var) => Value::Call(*var),
            FieldType::Repeat(repeat) => {
                Value::Repeat(Repeat { count: repeat.count, fields: self.fields(&repeat.fields, &[]) })
            }
        }
    }

    fn value(&self, ty: &TypeRef) -> Value {
        match ty {
            TypeRef::Nat => Value::Scalar(Scalar::Nat),
            TypeRef::Var(Var::Implicit(index)) => Value::Param(*index),
            TypeRef::Var(Var::Field { .. }) => Value::Unsupported,
            TypeRef::Boxed { ty, args } => {
                let args = self.args(args);
                Value::built_in(self.form(*ty), *ty, true, &args).unwrap_or(Value::Boxed { ty: *ty, args })
            }
            TypeRef::Bare { constructor, args, .. } => {
                let args = self.args(args);
                let ty = self.schema.type_of(*constructor);
                ty.filter(|_| self.schema[*constructor].is_built_in())
                    .and_then(|ty| Value::built_in(self.form(ty), ty, false, &args))
                    .unwrap_or(Value::Bare { constructor: *constructor, args })
            }
        }
    }

    fn args(&self, args: &[schema::Arg]) -> Vec<Arg> {
        let arg = |arg: &schema::Arg| match arg {
            schema::Arg::Type(ty) => Arg::Type(self.value(ty)),
            schema::Arg::Nat(nat) => Arg::Number(*nat),
        };
        args.iter().map(arg).collect()
    }

    fn form(&self, ty: TypeId) -> TypeForm {
        self.types[ty.index()].form
    }
}

impl Value {
    /// Returns the wire form of a use of `ty` with the arguments `args`, or `None` if `ty` is not built in. `form` is
    /// the encoding of `ty`.
    #[must_use]
    pub fn built_in(form: TypeForm, ty: TypeId, boxed: bool, args: &[Arg]) -> Option<Self> {
        Some(match (form, args) {
            (TypeForm::Declared, _) => return None,
            (TypeForm::Vector, [Arg::Type(item)]) => Self::Vector { boxed, item: Box::new(item.clone()) },
            (TypeForm::Vector, _) => Self::Unsupported,
            (TypeForm::Object, _) => Self::Object,
            (TypeForm::Scalar { scalar, id }, _) if boxed && scalar != Scalar::Bool => {
                Self::Tagged { ty, id, scalar }
            }
            (TypeForm::Scalar { scalar, .. }, _) => Self::Scalar(scalar),
        })
    }
}

fn form(schema: &Schema, id: TypeId) -> TypeForm {
    let scalar = match schema[id].primitive() {
        None => return TypeForm::Declared,
        Some(Primitive::Vector) => return TypeForm::Vector,
        Some(Primitive::Object) => return TypeForm::Object,
        Some(Primitive::Bool) if !schema[id].constructors().iter().all(|&id| is_usual_bool(&schema[id])) => {
            return TypeForm::Declared;
        }
        Some(Primitive::Bool) => Scalar::Bool,
        Some(Primitive::Int) => Scalar::Int,
        Some(Primitive::Long) if schema[id].name() == "Int53" => Scalar::Int53,
        Some(Primitive::Long) => Scalar::Long,
        Some(Primitive::Double) => Scalar::Double,
        Some(Primitive::Float) => Scalar::Float,
        Some(Primitive::String) => Scalar::String,
        Some(Primitive::Bytes) => Scalar::Bytes,
        Some(Primitive::Int128) => Scalar::Int128,
        Some(Primitive::Int256) => Scalar::Int256,
        Some(Primitive::Int512) => Scalar::Int512,
        Some(Primitive::True) => Scalar::True,
    };
    TypeForm::Scalar { scalar, id: schema.bare_form_of(id).map_or(0, |own| schema[own].id()) }
}

/// Returns whether `constructor` is one of the two constructors of `Bool` that readers support: `boolFalse#bc799737`
/// and `boolTrue#997275b5`, without fields.
#[must_use]
pub fn is_usual_bool(constructor: &schema::Combinator) -> bool {
    let usual = [("boolFalse", 0xbc79_9737), ("boolTrue", 0x9972_75b5)];
    constructor.fields().is_empty() && usual.contains(&(constructor.name(), constructor.id()))
}

/// Returns whether an argument is the implicit argument with the index `variable`.
fn is_variable(arg: &Arg, variable: usize) -> bool {
    match arg {
        Arg::Type(Value::Param(index)) => *index == variable,
        Arg::Number(number) => number.var == Some(Var::Implicit(variable)),
        Arg::Type(_) => false,
    }
}

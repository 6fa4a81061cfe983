//! Types of the schema to wire forms.

use super::model::{Arg, Combinator, Field, Form, Repeat, Role, Scalar, Type, Value, Wire};
use crate::schema::{
    self, Category, CombinatorId, FieldRole, FieldType, Primitive, Schema, TypeId, TypeRef, Var,
};

/// The wire form of everything, except for what needs the forms of others.
pub(super) fn wire(schema: &Schema) -> Wire {
    let types: Vec<Type> = schema.types().map(|ty| Type { form: form(schema, ty), min_size: 0 }).collect();
    let lower = Lower { schema, types: &types };
    let combinators = schema.combinators().map(|id| lower.combinator(id)).collect();
    Wire { types, combinators }
}

impl Wire {
    /// Returns the form of a type as it is used in `schema`, of which these are the wire forms.
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
        let result: &[schema::Arg] = match combinator.result() {
            TypeRef::Boxed { args, .. } if combinator.category() == Category::Constructor => args,
            _ => &[],
        };
        let variables = 0..combinator.implicit().len();
        let ty = self.schema.type_of(id);
        Combinator {
            fields: self.fields(combinator.fields(), Some(combinator.result())),
            result: (combinator.category() == Category::Function).then(|| self.value(combinator.result())),
            needs: vec![false; variables.len()],
            parameters: variables.map(|variable| parameter(result, variable)).collect(),
            bare_form: ty.filter(|_| combinator.is_built_in()).map(|ty| self.form(ty)),
            has_unknown_form: combinator.has_unknown_form(),
            min_size: 0,
        }
    }

    fn fields(&self, fields: &[schema::Field], result: Option<&TypeRef>) -> Vec<Field> {
        let roles = self.schema.roles(fields, result);
        let keys = schema::json_keys(fields);
        let field = |(index, ((field, role), key)): (usize, ((&schema::Field, FieldRole), _))| Field {
            key: Box::from(key),
            is_named: field.name().is_some_and(|name| name != "_"),
            role: self::role(role, fields, index),
            condition: field.condition(),
            value: self.field_type(field.ty()),
        };
        fields.iter().zip(roles).zip(keys.iter().map(|key| &**key)).enumerate().map(field).collect()
    }

    fn field_type(&self, ty: &FieldType) -> Value {
        match ty {
            FieldType::Nat => Value::Scalar(Scalar::Nat),
            FieldType::Type => Value::Unsupported,
            FieldType::Value(ty) => self.value(ty),
            FieldType::Call(var) => Value::Call(*var),
            FieldType::Repeat(repeat) => {
                Value::Repeat(Repeat { count: repeat.count, fields: self.fields(&repeat.fields, None) })
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
            TypeRef::Bare { constructor, args } => {
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

    fn form(&self, ty: TypeId) -> Form {
        self.types[ty.index()].form
    }
}

impl Value {
    /// Returns the form of a type that the language defines, applied to `args`; `None` if the type has a declared form.
    #[must_use]
    pub fn built_in(form: Form, ty: TypeId, boxed: bool, args: &[Arg]) -> Option<Self> {
        Some(match (form, args) {
            (Form::Declared, _) => return None,
            (Form::Vector, [Arg::Type(item)]) => Self::Vector { boxed, item: Box::new(item.clone()) },
            (Form::Vector, _) => Self::Unsupported,
            (Form::Object, _) => Self::Object,
            (Form::Scalar { scalar, id }, _) if boxed && scalar != Scalar::Bool => {
                Self::Tagged { ty, id, scalar }
            }
            (Form::Scalar { scalar, .. }, _) => Self::Scalar(scalar),
        })
    }
}

fn form(schema: &Schema, id: TypeId) -> Form {
    let scalar = match schema[id].primitive() {
        None => return Form::Declared,
        Some(Primitive::Vector) => return Form::Vector,
        Some(Primitive::Object) => return Form::Object,
        Some(Primitive::Bool) if !schema[id].constructors().iter().all(|&id| is_usual_bool(&schema[id])) => {
            return Form::Declared;
        }
        Some(Primitive::Bool) => Scalar::Bool,
        Some(Primitive::Int) => Scalar::Int,
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
    Form::Scalar { scalar, id: schema.bare_form_of(id).map_or(0, |own| schema[own].id()) }
}

/// Returns whether a constructor of `Bool` is one that every reader knows: `boolFalse#bc799737` or `boolTrue#997275b5`,
/// without fields.
#[must_use]
pub fn is_usual_bool(constructor: &schema::Combinator) -> bool {
    let usual = [("boolFalse", 0xbc79_9737), ("boolTrue", 0x9972_75b5)];
    constructor.fields().is_empty() && usual.contains(&(constructor.name(), constructor.id()))
}

fn role(role: FieldRole, fields: &[schema::Field], index: usize) -> Role {
    match role {
        FieldRole::Mask => Role::Mask { declared: declared_bits(fields, index) },
        FieldRole::Count(of) => Role::Count { of },
        FieldRole::Length(_) => Role::Length,
        FieldRole::Visible => Role::Number,
        FieldRole::Plain => Role::Value,
    }
}

/// The bits of the field with the index `mask` that other fields depend on.
fn declared_bits(fields: &[schema::Field], mask: usize) -> u32 {
    let conditions = fields.iter().filter_map(schema::Field::condition);
    let on_mask = conditions.filter(|condition| condition.mask == Var::Field { up: 0, index: mask });
    on_mask.filter_map(|condition| condition.bit).fold(0, |bits, bit| bits | 1 << (bit & 31))
}

/// The parameter of the type that the implicit argument with the index `variable` is.
fn parameter(result: &[schema::Arg], variable: usize) -> Option<usize> {
    let is_it = |var: Option<Var>| var == Some(Var::Implicit(variable));
    result.iter().position(|arg| match arg {
        schema::Arg::Type(TypeRef::Var(var)) => is_it(Some(*var)),
        schema::Arg::Nat(nat) => is_it(nat.var),
        schema::Arg::Type(_) => false,
    })
}

//! Schemas to a [`Program`]: everything that can be decided before there is a value.

use tl_parser::schema::{
    self, Category, CombinatorId, FieldRole, FieldType, Primitive, Schema, TypeId, TypeRef, Var,
};

use crate::program::{Arg, Combinator, Field, FieldKind, Form, List, Program, Repeat, Scalar, Ty, Type};
use crate::{envelope, needs};

/// Lowers several schemas to one program. Earlier schemas take precedence if an id or a name occurs in several.
pub(crate) fn program(schemas: &[&Schema]) -> Program {
    let mut program = Program::default();
    for (number, schema) in schemas.iter().enumerate() {
        let (combinators, types) = (program.combinators.len(), program.types.len());
        Lower { schema, number, combinators, types }.add_to(&mut program);
    }
    needs::note(&mut program);
    envelope::add(&mut program);
    program
}

/// One schema of several, and where its combinators and types begin in the program.
#[derive(Clone, Copy)]
struct Lower<'a> {
    schema: &'a Schema,
    number: usize,
    combinators: usize,
    types: usize,
}

impl Lower<'_> {
    fn add_to(self, program: &mut Program) {
        let schema = self.schema;
        let combinators: Vec<_> = schema.combinators().map(|id| self.combinator(id, program)).collect();
        program.combinators.extend(combinators);
        program.types.extend(schema.types().map(|id| self.ty(id)));
        for id in schema.types() {
            program.type_names.entry(schema[id].name().into()).or_insert(self.types + id.index());
        }
        for id in schema.combinators() {
            program.by_name.entry(schema[id].name().into()).or_default().push(self.combinators + id.index());
        }
        for category in [Category::Constructor, Category::Function] {
            for id in schema.combinators().filter(|&id| schema[id].category() == category) {
                program.by_id.entry(schema[id].id()).or_default().push(self.combinators + id.index());
            }
        }
    }

    fn ty(self, id: TypeId) -> Type {
        let ty = &self.schema[id];
        Type {
            name: ty.name().into(),
            params: ty.params().to_vec(),
            constructors: ty.constructors().iter().map(|id| self.combinators + id.index()).collect(),
            form: form(self.schema, id),
        }
    }

    fn combinator(self, id: CombinatorId, earlier: &Program) -> Combinator {
        let Self { schema, number, .. } = self;
        let combinator = &schema[id];
        let (name, is_function) = (combinator.name(), combinator.category() == Category::Function);
        let result: &[schema::Arg] = match combinator.result() {
            TypeRef::Boxed { args, .. } if !is_function => args,
            _ => &[],
        };
        let ty = schema.type_of(id);
        // The plain name means the first schema that has it.
        let label = if earlier.by_name.contains_key(name) {
            format!("{name}#{:08x}", combinator.id()).into()
        } else {
            schema::json_name(schema, id)
        };
        Combinator {
            name: name.into(),
            label: label.into(),
            schema: number,
            id: combinator.id(),
            is_function,
            ty: ty.map(|ty| self.types + ty.index()),
            binds: (0..combinator.implicit().len()).map(|variable| bind(result, variable)).collect(),
            needs_arguments: false,
            variables: combinator.implicit().iter().map(|variable| variable.name().into()).collect(),
            fields: self.list(combinator.fields(), Some(combinator.result())),
            bare_form: ty.filter(|_| combinator.is_built_in()).map(|ty| form(schema, ty)),
            has_unknown_form: combinator.has_unknown_form(),
        }
    }

    fn list(self, fields: &[schema::Field], result: Option<&TypeRef>) -> List {
        let roles = self.schema.roles(fields, result);
        let keys = schema::json_keys(fields);
        let has_numbers = fields.iter().any(|field| matches!(field.ty(), FieldType::Nat));
        let fields = fields.iter().zip(roles).zip(keys).map(|((field, role), key)| Field {
            key: key.into(),
            is_anonymous: field.name().is_none_or(|name| name == "_"),
            condition: field.condition(),
            kind: self.kind(field, role),
        });
        List { fields: fields.collect(), has_numbers }
    }

    fn kind(self, field: &schema::Field, role: FieldRole) -> FieldKind {
        match role {
            FieldRole::Mask => FieldKind::Mask,
            FieldRole::Count(field) => FieldKind::Count(field),
            FieldRole::Length(_) => FieldKind::Length,
            FieldRole::Plain | FieldRole::Visible => match field.ty() {
                FieldType::Nat => FieldKind::Number,
                FieldType::Type => FieldKind::Type,
                FieldType::Value(ty) => FieldKind::Value(self.type_ref(ty)),
                FieldType::Call(_) => FieldKind::Call,
                FieldType::Repeat(repeat) => {
                    FieldKind::Repeat(Repeat { count: repeat.count, list: self.list(&repeat.fields, None) })
                }
            },
        }
    }

    fn type_ref(self, ty: &TypeRef) -> Ty {
        match ty {
            TypeRef::Nat => Ty::Scalar(Scalar::Nat),
            TypeRef::Var(Var::Implicit(index)) => Ty::Var(*index),
            TypeRef::Var(Var::Field { .. }) => Ty::Unsupported,
            TypeRef::Boxed { ty, args } => {
                let args = self.args(args);
                let built_in = Ty::built_in(form(self.schema, *ty), self.types + ty.index(), true, &args);
                built_in.unwrap_or(Ty::Boxed { ty: self.types + ty.index(), args })
            }
            TypeRef::Bare { constructor, args } => {
                let args = self.args(args);
                let ty =
                    self.schema.type_of(*constructor).filter(|_| self.schema[*constructor].is_built_in());
                let built_in = ty.and_then(|ty| {
                    Ty::built_in(form(self.schema, ty), self.types + ty.index(), false, &args)
                });
                built_in.unwrap_or(Ty::Bare { combinator: self.combinators + constructor.index(), args })
            }
        }
    }

    fn args(self, args: &[schema::Arg]) -> Vec<Arg> {
        let arg = |arg: &schema::Arg| match arg {
            schema::Arg::Type(ty) => Arg::Type(self.type_ref(ty)),
            schema::Arg::Nat(nat) => Arg::Nat(*nat),
        };
        args.iter().map(arg).collect()
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
    let own = schema[id].constructors().iter().find(|&&id| schema[id].is_built_in());
    Form::Scalar { scalar, id: own.map_or(0, |&id| schema[id].id()) }
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

//! Parses types that users write: `Vector<long>`, `%Message`, `Tuple int 3`.

use std::fmt;

use tl_parser::ast::{self, ItemKind, ParamType, TypeExpr, TypeKind, VariableKind};
use tl_parser::schema::{CombinatorId, NatExpr, Schema, TypeId};
use tl_parser::similar::similar;
use tl_parser::wire::{Arg, Scalar, Value, Wire};
use tl_parser::{SourceMap, parse};

use crate::error::DidYouMean;
use crate::schemas::Schemas;

/// A type of values, created by a [`Codec`](crate::Codec). It is valid only for this codec.
///
/// It contains bytes that describe the type in the format of the codec's table.
#[derive(Clone, Debug)]
pub struct Type(pub(crate) Box<[u8]>);

/// The error if a text is not a type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TypeError {
    /// The syntax of the text is not the syntax of a type.
    Syntax,
    /// No type or constructor has the name.
    Unknown {
        /// The name.
        name: Box<str>,
        /// A similar name.
        similar: Option<Box<str>>,
    },
    /// The number or the kinds of the arguments are wrong for the type.
    Arguments {
        /// The name of the type.
        name: Box<str>,
        /// The number of arguments that the type requires.
        takes: usize,
    },
    /// The name of a type that has no bare form, because the type does not have exactly one constructor, or the name of
    /// a constructor of such a type.
    NotBare(Box<str>),
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax => f.write_str("not a type; examples are `User`, `Vector<long>` and `%Message`"),
            Self::Unknown { name, similar } => {
                write!(f, "no type or constructor is called `{name}`{}", DidYouMean(similar.as_deref()))
            }
            Self::Arguments { name, takes: 0 } => write!(f, "`{name}` takes no arguments"),
            Self::Arguments { name, takes: 1 } => write!(f, "`{name}` takes one type or number"),
            Self::Arguments { name, takes } => write!(f, "`{name}` takes {takes} types or numbers"),
            Self::NotBare(name) => {
                write!(f, "`{name}` has no bare form, since it does not have exactly one constructor")
            }
        }
    }
}

impl std::error::Error for TypeError {}

/// Parses `text` as a type of the first schema that declares all names in it.
pub(crate) fn parse_type(schemas: &Schemas, text: &str) -> Result<Type, TypeError> {
    let mut sources = SourceMap::new();
    let declaration = format!("x value:({text}\n) = X;");
    let file = sources.add("type", declaration).map_err(|_| TypeError::Syntax)?;
    let parsed = parse(&sources, file);
    let [ast::Item { kind: ItemKind::Combinator(combinator), .. }] = parsed.document.items.as_slice() else {
        return Err(TypeError::Syntax);
    };
    let [ast::Param { ty: ParamType::Type(ty), condition: None, call: None, .. }] =
        combinator.params.as_slice()
    else {
        return Err(TypeError::Syntax);
    };
    if !parsed.diagnostics.is_empty() {
        return Err(TypeError::Syntax);
    }
    let mut unknown = None;
    for (index, (schema, wire)) in schemas.all.iter().enumerate() {
        match (Resolver { schema, wire }).resolve(ty, false) {
            Ok(value) => return Ok(Type(schemas.code(index, &value).into())),
            Err(TypeError::Unknown { name, .. }) => unknown = unknown.or(Some(name)),
            Err(error) => return Err(error),
        }
    }
    let name = unknown.unwrap_or_default();
    let similar = similar_type(schemas, &name);
    Err(TypeError::Unknown { name, similar })
}

/// Returns the name of the type or constructor that is most similar to `name`. Returns `None` if `name` is a single
/// character, because it would be similar to every other single character.
fn similar_type(schemas: &Schemas, name: &str) -> Option<Box<str>> {
    let names = schemas.all.iter().flat_map(|(schema, _)| {
        let constructors = schema.combinators().filter(|&id| schema.type_of(id).is_some());
        schema.types().map(|ty| schema[ty].name()).chain(constructors.map(|id| schema[id].name()))
    });
    similar(name, names.filter(|_| name.chars().nth(1).is_some())).map(Into::into)
}

/// Resolves type expressions in one schema.
#[derive(Clone, Copy)]
struct Resolver<'a> {
    schema: &'a Schema,
    wire: &'a Wire,
}

impl Resolver<'_> {
    fn resolve(self, ty: &TypeExpr<'_>, bare: bool) -> Result<Value, TypeError> {
        match &ty.kind {
            TypeKind::Nat => Ok(Value::Scalar(Scalar::Nat)),
            TypeKind::Name(name) => self.named(name, Vec::new(), bare),
            TypeKind::Apply(apply) => {
                let args = apply.args.iter().map(|arg| self.argument(arg)).collect::<Result<Vec<_>, _>>()?;
                self.named(apply.head.text, args, bare)
            }
            TypeKind::Bare(ty) => self.resolve(ty, true),
            TypeKind::Paren(ty) => self.resolve(ty, bare),
            TypeKind::Number(_) | TypeKind::Sum(_) => Err(TypeError::Syntax),
        }
    }

    fn argument(self, arg: &TypeExpr<'_>) -> Result<Arg, TypeError> {
        match &arg.kind {
            TypeKind::Number(plus) => Ok(Arg::Number(NatExpr { var: None, plus: *plus })),
            TypeKind::Paren(inner) => self.argument(inner),
            _ => self.resolve(arg, false).map(Arg::Type),
        }
    }

    /// Returns the type or constructor called `name`, applied to `args`.
    fn named(self, name: &str, args: Vec<Arg>, bare: bool) -> Result<Value, TypeError> {
        let (ty, constructor) =
            self.find(name).ok_or_else(|| TypeError::Unknown { name: name.into(), similar: None })?;
        let params = self.schema[ty].params();
        let fits =
            |(kind, arg): (&VariableKind, &Arg)| (*kind == VariableKind::Type) == matches!(arg, Arg::Type(_));
        if params.len() != args.len() || !params.iter().zip(&args).all(fits) {
            return Err(TypeError::Arguments { name: name.into(), takes: params.len() });
        }
        let is_boxed = constructor.is_none() && !bare;
        let is_bare_form = constructor.is_none_or(|id| self.wire[id].bare_form.is_some());
        match Value::built_in(self.wire[ty].form, ty, is_boxed, &args).filter(|_| is_bare_form) {
            Some(built_in) => Ok(built_in),
            None if is_boxed => Ok(Value::Boxed { ty, args }),
            None => match self.schema[ty].constructors() {
                &[constructor] => Ok(Value::Bare { constructor, args }),
                _ => Err(TypeError::NotBare(name.into())),
            },
        }
    }

    fn find(self, name: &str) -> Option<(TypeId, Option<CombinatorId>)> {
        if let Some(ty) = self.schema.find_type(name) {
            return Some((ty, None));
        }
        let constructor = *self.schema.find_combinators(name).first()?;
        Some((self.schema.type_of(constructor)?, Some(constructor)))
    }
}

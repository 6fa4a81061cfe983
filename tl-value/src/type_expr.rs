//! Types as people write them: `Vector<long>`, `%Message`, `Tuple int 3`.

use std::fmt;

use tl_parser::ast::{self, ItemKind, ParamType, TypeExpr, TypeKind};
use tl_parser::schema::NatExpr;
use tl_parser::{SourceMap, parse};

use crate::error::DidYouMean;
use crate::program::{Arg, Program, Scalar, Ty};

/// A type of the values of one [`Codec`](crate::Codec), which alone understands it.
#[derive(Clone, Debug)]
pub struct Type(pub(crate) Ty);

/// Why a text is not a type of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TypeError {
    /// The text does not have the form of a type.
    Syntax,
    /// No type or constructor has the name.
    Unknown {
        /// The name.
        name: Box<str>,
        /// A similar name.
        similar: Option<Box<str>>,
    },
    /// It takes other arguments.
    Arguments {
        /// The name of the type.
        name: Box<str>,
        /// How many it takes.
        takes: usize,
    },
    /// The type does not have exactly one constructor, so it has no bare form.
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

/// The type that `text` means.
pub(crate) fn parse_type(program: &Program, text: &str) -> Result<Type, TypeError> {
    let mut sources = SourceMap::new();
    let declaration = format!("x value:({text}\n) = X;");
    let file = sources.add("type", declaration).map_err(|_| TypeError::Syntax)?;
    let parsed = parse(&sources, file);
    if !parsed.diagnostics.is_empty() {
        return Err(TypeError::Syntax);
    }
    match parsed.document.items.as_slice() {
        [ast::Item { kind: ItemKind::Combinator(combinator), .. }] => match combinator.params.as_slice() {
            [ast::Param { ty: ParamType::Type(ty), condition: None, call: None, .. }] => {
                resolve(program, ty, false).map(Type)
            }
            _ => Err(TypeError::Syntax),
        },
        _ => Err(TypeError::Syntax),
    }
}

fn resolve(program: &Program, ty: &TypeExpr<'_>, bare: bool) -> Result<Ty, TypeError> {
    match &ty.kind {
        TypeKind::Nat => Ok(Ty::Scalar(Scalar::Nat)),
        TypeKind::Name(name) => named(program, name, &[], bare),
        TypeKind::Apply(apply) => {
            let args = apply.args.iter().map(|arg| argument(program, arg)).collect::<Result<Vec<_>, _>>()?;
            named(program, apply.head.text, &args, bare)
        }
        TypeKind::Bare(ty) => resolve(program, ty, true),
        TypeKind::Paren(ty) => resolve(program, ty, bare),
        TypeKind::Number(_) | TypeKind::Sum(_) => Err(TypeError::Syntax),
    }
}

fn argument(program: &Program, arg: &TypeExpr<'_>) -> Result<Arg, TypeError> {
    match &arg.kind {
        TypeKind::Number(plus) => Ok(Arg::Nat(NatExpr { var: None, plus: *plus })),
        TypeKind::Paren(inner) => argument(program, inner),
        _ => resolve(program, arg, false).map(Arg::Type),
    }
}

/// The type or the constructor called `name`.
fn named(program: &Program, name: &str, args: &[Arg], bare: bool) -> Result<Ty, TypeError> {
    let unknown = || TypeError::Unknown { name: name.into(), similar: program.similar_type(name) };
    let (ty, constructor) = match program.type_names.get(name) {
        Some(&ty) => (ty, None),
        None => {
            let index = *program.by_name.get(name).and_then(|all| all.first()).ok_or_else(unknown)?;
            (program.combinators[index].ty.ok_or_else(unknown)?, Some(index))
        }
    };
    let found = &program.types[ty];
    let fits = |(kind, arg): (&ast::Kind, &Arg)| (*kind == ast::Kind::Type) == matches!(arg, Arg::Type(_));
    if found.params.len() != args.len() || !found.params.iter().zip(args).all(fits) {
        return Err(TypeError::Arguments { name: name.into(), takes: found.params.len() });
    }
    let is_boxed = constructor.is_none() && !bare;
    let is_bare_form = constructor.is_none_or(|index| program.combinators[index].bare_form.is_some());
    match Ty::built_in(found.form, ty, is_boxed, args).filter(|_| is_bare_form) {
        Some(built_in) => Ok(built_in),
        None if is_boxed => Ok(Ty::Boxed { ty, args: args.to_vec() }),
        None => match found.constructors.as_slice() {
            &[combinator] => Ok(Ty::Bare { combinator, args: args.to_vec() }),
            _ => Err(TypeError::NotBare(name.into())),
        },
    }
}

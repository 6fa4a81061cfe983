//! Resolved schemas. A [`Schema`] is made from a set of files; all names and masks in it are resolved, and all ids are
//! known.
//!
//! Only [`resolve()`] creates a [`Schema`]; [`Schema::subset`] and [`Schema::without`] return parts of a schema. Back
//! ends use the schema and never the text.

mod combinator;
mod dialect;
mod document;
mod expr;
mod field;
mod model;
mod nullability;
mod printer;
mod resolve;
mod subset;
mod types;
mod uses;
mod without;

pub use self::combinator::{Category, Combinator, Ids, Variable};
pub(crate) use self::dialect::is_flags;
pub use self::dialect::{ChosenDialect, Dialect, DialectReason};
pub use self::expr::{Arg, CombinatorId, NatExpr, TypeId, TypeRef, Var};
pub use self::field::{Condition, Field, FieldType, Repeat};
pub use self::model::Schema;
pub use self::nullability::Nullability;
pub use self::printer::{CombinatorPrinter, Reference, Sink};
pub(crate) use self::resolve::Commented;
pub use self::resolve::{Options, Resolved, check_ids, resolve};
pub use self::types::{Primitive, Type};
pub use self::uses::{TypeUses, Uses};
pub use self::without::Dependent;
pub use crate::ast::VariableKind;

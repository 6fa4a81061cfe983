//! What changed between two schemas, and what each change breaks.
//!
//! [`compare`] pairs constructors with constructors and functions with functions, by name and layer bar, and those that
//! are left by id, so that a renamed combinator is not reported as removed and added. Each [`Change`] follows one
//! [`Rule`], which has its [`Class`] and the reason:
//!
//! | class | means |
//! | --- | --- |
//! | [`Wire`](Class::Wire) | a peer of one schema cannot read what a peer of the other writes, or takes it for something else |
//! | [`Source`](Class::Source) | Rust that uses the bindings of the old schema may not compile with those of the new one |
//! | [`Compatible`](Class::Compatible) | neither |
//!
//! and these are the rules:
//!
//! | what is compared | the rule | class |
//! | --- | --- | --- |
//! | the schema | has another dialect | source |
//! | a function | is new | compatible |
//! | | is gone | wire |
//! | a constructor | is new, and so is its type | compatible |
//! | | is new in a type that was there, is gone, or makes another type | wire |
//! | either | has another id, with or without other changes | wire |
//! | | has an id that the other schema has for something else | wire, silent |
//! | | has another name and the same id | source |
//! | | has other type parameters | source |
//! | a field or a result, where the id differs | is the same in Rust: another bit, `vector` for `Vector`, a computed mask | compatible |
//! | | is anything else: added, removed, retyped, made optional or required, or moved among the arguments of `new` | source |
//! | a field or a result, where the id is the same | has other bytes, or stands at another place | wire, silent |
//! | | is a `true` flag that moved to another bit | wire, silent |
//! | | is a `true` flag that was added, removed or renamed | source, silent |
//! | | has the same bytes and another Rust type, as `string` and `bytes` | source, silent |
//! | any field | has another name | source |
//! | | is a `true` flag that was added on the bit of a payload | compatible |
//! | a type | is new | compatible |
//! | | is gone, or has other parameters | source |
//! | | has a constructor more or less | wire |
//! | | has one constructor and had several, or the other way | source |
//!
//! A change is *silent* if the id stays the same: the other side accepts the value and loses the flag. Telegram computes
//! ids from a text without `true` flags, with `string` in place of `bytes`.
//!
//! A server supports several layers of one API, because it converts values for each. That doesn't make a change
//! compatible: the classes are about a value that is written by one schema and read by the other. For Rust, they follow
//! Cargo's rules for public structs: a new field breaks struct literals and patterns without `..`, even if the field is
//! optional. They are about the bindings of a client with the default config. Names that get a number because another
//! item took them, and payloads that are boxed because they grew, are not reported.

mod bytes;
mod change;
mod combinators;
mod fields;
mod groups;
mod markdown;
mod model;
mod pairing;
mod pairs;
mod rule;
mod same;
#[cfg(feature = "serde")]
mod serial;
mod side;
mod text;
mod types;
mod variables;

pub use self::change::{Change, Kind};
pub use self::groups::{Group, Reason, groups};
pub use self::markdown::markdown;
pub use self::model::{Counts, Diff, Entry, Form, Status, Version};
pub use self::rule::{Class, Rule};
use self::side::Side;
use crate::schema::Schema;
use crate::wire::Wire;

/// Compares two schemas. Documentation, annotations and the order of declarations are no differences.
///
/// ```
/// use tl_parser::{SourceMap, diff, load, schema::Options};
///
/// let schema = |text: &str| {
///     let mut sources = SourceMap::new();
///     sources.add("a.tl", text).ok()?;
///     load(&sources, &Options::default()).schema
/// };
/// let old = schema("chat#17d493d5 flags:# left:flags.2?true = Chat;").unwrap();
/// let new = schema("chat#17d493d5 flags:# left:flags.2?true min:flags.3?true = Chat;").unwrap();
/// let diff = diff::compare(&old, &new);
/// assert_eq!(diff.constructors[0].changes[0].to_string(), "added `min:flags.3?true`");
/// assert!(diff.constructors[0].is_silent());
/// assert_eq!(diff.class(), Some(diff::Class::Source));
/// ```
#[must_use]
pub fn compare(old: &Schema, new: &Schema) -> Diff {
    let pairs = pairs::pair(old, new);
    let (old_wire, new_wire) = (Wire::new(old), Wire::new(new));
    let sides = (Side { schema: old, wire: &old_wire }, Side { schema: new, wire: &new_wire });
    let (constructors, functions) = combinators::entries(sides.0, sides.1, &pairs);
    Diff {
        old: Version { name: None, layer: old.layer() },
        new: Version { name: None, layer: new.layer() },
        changes: dialect(old, new).into_iter().collect(),
        types: types::entries(sides.0, sides.1, &pairs),
        constructors,
        functions,
    }
}

/// Whether the schemas are read in different dialects.
fn dialect(old: &Schema, new: &Schema) -> Option<Change> {
    let kind = Kind::Dialect { old: old.dialect(), new: new.dialect() };
    (old.dialect() != new.dialect()).then_some(Change { kind, rule: Rule::OtherDialect })
}

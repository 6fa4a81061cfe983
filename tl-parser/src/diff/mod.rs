//! Compares two schemas: finds the changes, and determines whether peers with different schemas can still communicate.
//!
//! [`compare`] pairs constructors with constructors and functions with functions, by name and layer bar (`===n===`). It
//! pairs the remaining combinators by id, so that a renamed combinator is not reported as removed and added. To find
//! out whether bytes differ, it compares the [wire forms](crate::wire) of both schemas. Each [`Change`] has a [`Rule`],
//! which consists of a [`Class`] and a reason:
//!
//! | class | means |
//! | --- | --- |
//! | [`Wire`](Class::Wire) | peers with different schemas cannot read each other's values, or misread them |
//! | [`Masks`](Class::Masks) | peers can read each other's values if they keep masks; code may not compile, as with `Source` |
//! | [`Source`](Class::Source) | code for the bindings of the old schema may not compile with the bindings of the new schema |
//! | [`Compatible`](Class::Compatible) | the change breaks neither communication nor code |
//!
//! The following rules are only about bytes. Back ends that generate bindings add rules of class `Source`.
//!
//! | item | change | class |
//! | --- | --- | --- |
//! | a function | is new | compatible |
//! | | was removed | wire |
//! | a constructor | is new, and its type is new | compatible |
//! | | is new in a type that both schemas contain, was removed, or has another type | wire |
//! | a constructor or function | has another id, with or without other changes | wire |
//! | | has an id that the other schema uses for something else | wire, silent |
//! | a field or a result, if the id is the same | has other bytes or another position | wire, silent |
//! | | was added or removed, its bit is not used in the other schema, and both schemas keep masks | masks, silent |
//! | | is a `true` flag that moved to another bit | wire, silent |
//! | | is a `true` flag that was renamed, added or removed (the next row is an exception) | compatible, silent |
//! | | is a `true` flag that was added or removed on the bit of a field with bytes | compatible |
//! | a field or a result, if the id differs | differs in any way | compatible, because the new id itself is a wire change |
//! | a type | gained or lost a constructor | wire |
//! | anything | differs in a way that is not listed above | compatible |
//!
//! A change is *silent* if the other side accepts the value and misreads it or loses a flag. The reason is usually that
//! the id stays the same. In Telegram's schemas, declarations that differ only in `true` flags have the same id,
//! because ids are computed from a text without these flags.
//!
//! # Unused bits of masks
//!
//! VK adds fields without changing the id:
//!
//! ```text
//! old: user#11111111 fields_mask:# name:fields_mask.0?string = User;
//! new: user#11111111 fields_mask:# name:fields_mask.0?string age:fields_mask.1?int = User;
//! ```
//!
//! VK's schemas are in the formal dialect, in which [values keep the bits](crate::schema::Dialect::keeps_masks) that no
//! field uses. A client sends a mask with the bits that its schema uses, and the server sets only these bits in its
//! answer. So a value has the new field only if both schemas have it. The change has the class `Masks` if all of this
//! is true:
//!
//! - The id is the same, and both schemas keep masks.
//! - The field has bytes. (A flag without bytes is compatible anyway.)
//! - The condition of the field tests a bit of a mask that both combinators have. If only one of them has the mask, the
//!   condition of this mask is examined instead, here and in the next point.
//! - In the schema without the field, no field depends on the bit. Fields of other combinators count too if the same
//!   mask is passed to or from these combinators, as `m` is in `m:# s:(Stats m)`. If the mask is also a count, all bits
//!   are in use.
//!
//! A removed field has the same class as an added one, because values are sent in both directions. A field that moved
//! to another bit is wire-breaking, because both schemas use the field, but each with its own bit.
//!
//! In Telegram's dialect, the sender computes masks from the fields of its own schema, so these changes are
//! wire-breaking.
//!
//! A server can support several layers of one API, because it converts values for each layer. That does not make a
//! change compatible: a class describes values that are written with one schema and read with the other.

mod bits;
mod change;
mod combinators;
mod fields;
mod groups;
mod markdown;
mod model;
mod pairing;
mod rule;
mod same;
#[cfg(feature = "serde")]
mod serial;
mod side;
mod types;

pub use self::change::{Change, ChangeKind};
pub use self::groups::{Group, Reason, groups};
pub use self::markdown::markdown;
pub use self::model::{Counts, Declaration, Diff, Entry, Item, Status, Version};
pub use self::rule::{Class, Rule};
use self::side::Side;
use crate::schema::Schema;
use crate::wire::Wire;

/// Compares two schemas. Documentation, annotations and the order of declarations are not compared.
///
/// ```
/// use tl_parser::diff;
/// use tl_parser::schema::Schema;
///
/// let old = Schema::parse("old.tl", "chat#17d493d5 flags:# left:flags.2?true = Chat;")?;
/// let new = Schema::parse("new.tl", "chat#17d493d5 flags:# left:flags.2?true min:flags.3?true = Chat;")?;
/// let diff = diff::compare(&old, &new);
/// assert_eq!(diff.constructors[0].changes[0].to_string(), "added `min:flags.3?true`");
/// assert!(diff.constructors[0].is_silent());
/// assert_eq!(diff.class(), Some(diff::Class::Compatible));
/// # Ok::<(), tl_parser::Errors>(())
/// ```
#[must_use]
pub fn compare(old: &Schema, new: &Schema) -> Diff {
    let pairs = pairing::pair(old, new);
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

/// Returns a change if the two schemas have different dialects.
fn dialect(old: &Schema, new: &Schema) -> Option<Change> {
    let kind = ChangeKind::Dialect { old: old.dialect(), new: new.dialect() };
    (old.dialect() != new.dialect()).then_some(Change::new(kind, Rule::SAME_WIRE))
}

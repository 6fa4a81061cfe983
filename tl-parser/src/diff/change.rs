//! The differences between two schemas, and their texts.

use std::fmt;

use super::Rule;
use crate::schema::Dialect;

/// One difference between two schemas, with its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The difference itself.
    pub kind: ChangeKind,
    /// The rule, which describes what the change breaks and why.
    pub rule: Rule,
    /// The indices of the field in the old and in the new combinator, if the change is about a field. An index is
    /// `None` if that combinator does not have the field.
    pub field: [Option<usize>; 2],
}

impl Change {
    /// Creates a change that is not about a field.
    pub(super) fn new(kind: ChangeKind, rule: Rule) -> Self {
        Self { kind, rule, field: [None; 2] }
    }
}

/// The kinds of differences. Types, conditions and fields are written as in TL: `Vector<int>`, `flags.1`,
/// `about:flags.1?string`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(tag = "kind", rename_all = "snake_case"))]
pub enum ChangeKind {
    /// The schemas are read in different dialects.
    Dialect {
        /// The dialect of the old schema.
        old: Dialect,
        /// The dialect of the new schema.
        new: Dialect,
    },
    /// The item exists only in the new schema.
    Added,
    /// The item exists only in the old schema.
    Removed,
    /// The combinator has another name in the old schema. The id is the same.
    Renamed {
        /// The name in the old schema.
        old: String,
    },
    /// The id differs.
    Id {
        /// The id in the old schema.
        #[cfg_attr(feature = "serde", serde(serialize_with = "id"))]
        old: u32,
        /// The id in the new schema.
        #[cfg_attr(feature = "serde", serde(serialize_with = "id"))]
        new: u32,
    },
    /// The constructor has another type.
    Moved {
        /// The type in the old schema.
        old: String,
        /// The type in the new schema.
        new: String,
    },
    /// The function returns another type.
    Result {
        /// The type in the old schema.
        old: String,
        /// The type in the new schema.
        new: String,
    },
    /// The parameters of the type, or the implicit arguments of the combinator, differ.
    Parameters {
        /// The parameters in the old schema, such as `Type` for a type, or `{X:Type}` for a combinator.
        old: String,
        /// The parameters in the new schema.
        new: String,
    },
    /// A field was added.
    FieldAdded {
        /// The field.
        field: String,
    },
    /// A field was removed.
    FieldRemoved {
        /// The field.
        field: String,
    },
    /// A field was renamed.
    FieldRenamed {
        /// Its name in the old schema.
        old: String,
        /// Its name in the new schema.
        new: String,
    },
    /// A field has another type.
    FieldRetyped {
        /// Its name in the new schema.
        field: String,
        /// Its type in the old schema.
        old: String,
        /// Its type in the new schema.
        new: String,
    },
    /// A field that was always present now has a condition.
    FieldMadeOptional {
        /// Its name in the new schema.
        field: String,
        /// Its condition in the new schema.
        condition: String,
    },
    /// A field that had a condition is now always present.
    FieldMadeRequired {
        /// Its name in the new schema.
        field: String,
        /// Its condition in the old schema.
        condition: String,
    },
    /// A field has another condition, such as another bit.
    FieldMoved {
        /// Its name in the new schema.
        field: String,
        /// Its condition in the old schema.
        old: String,
        /// Its condition in the new schema.
        new: String,
    },
    /// A field was a value of its own in the old schema. In the new schema, its value is computed from other fields.
    FieldHidden {
        /// Its name in the new schema.
        field: String,
    },
    /// In the old schema, the value of a field was computed from other fields. In the new schema, it is a value of its
    /// own.
    FieldShown {
        /// Its name in the new schema.
        field: String,
    },
    /// The fields that both schemas contain are in another order.
    FieldsReordered,
    /// The type has gained a constructor.
    ConstructorGained {
        /// Its name.
        constructor: String,
    },
    /// The type has lost a constructor.
    ConstructorLost {
        /// Its name.
        constructor: String,
    },
    /// The type had one constructor and now has several.
    BecameEnum,
    /// The type had several constructors and now has one.
    BecameStruct,
    /// The enum variant for the constructor is different in generated code. Only back ends report this kind.
    Variant {
        /// The variant for the old schema, such as `Recently`.
        old: String,
        /// The variant for the new schema, such as `Recently(Box<UserStatusRecently>)`.
        new: String,
    },
}

impl ChangeKind {
    /// Returns the first part of the description, which names the difference: `added`, `id`, `retyped`.
    pub(super) fn head(&self) -> &'static str {
        match self {
            Self::Dialect { .. } => "dialect",
            Self::Added | Self::FieldAdded { .. } => "added",
            Self::Removed | Self::FieldRemoved { .. } => "removed",
            Self::Renamed { .. } => "renamed from",
            Self::Id { .. } => "id",
            Self::Moved { .. } => "type",
            Self::Result { .. } => "result",
            Self::Parameters { .. } => "parameters",
            Self::FieldRenamed { .. } => "renamed",
            Self::FieldRetyped { .. } => "retyped",
            Self::FieldMadeOptional { .. } => "made optional",
            Self::FieldMadeRequired { .. } => "made required",
            Self::FieldMoved { .. } => "moved",
            Self::FieldHidden { .. } => "now follows from other fields:",
            Self::FieldShown { .. } => "no longer follows from other fields:",
            Self::FieldsReordered => "fields in another order",
            Self::ConstructorGained { .. } => "gained",
            Self::ConstructorLost { .. } => "lost",
            Self::BecameEnum => "one constructor became several",
            Self::BecameStruct => "several constructors became one",
            Self::Variant { .. } => "variant",
        }
    }

    /// Returns the second part of the description, which contains the changed items. Returns `None` if the first part
    /// is the whole description.
    pub(super) fn detail(&self) -> Option<String> {
        Some(match self {
            Self::Added | Self::Removed | Self::FieldsReordered | Self::BecameEnum | Self::BecameStruct => {
                return None;
            }
            Self::Dialect { old, new } => format!("`{old}` -> `{new}`"),
            Self::Renamed { old } => format!("`{old}`"),
            Self::Id { old, new } => format!("`#{old:08x}` -> `#{new:08x}`"),
            Self::Moved { old, new }
            | Self::Result { old, new }
            | Self::FieldRenamed { old, new }
            | Self::Variant { old, new } => format!("`{old}` -> `{new}`"),
            Self::Parameters { old, new } => format!("{} -> {}", some(old), some(new)),
            Self::FieldRetyped { field, old, new } | Self::FieldMoved { field, old, new } => {
                format!("`{field}` from `{old}` to `{new}`")
            }
            Self::FieldMadeOptional { field, condition } => format!("`{field}` (`{condition}`)"),
            Self::FieldMadeRequired { field, condition } => format!("`{field}` (was `{condition}`)"),
            Self::FieldAdded { field }
            | Self::FieldRemoved { field }
            | Self::FieldHidden { field }
            | Self::FieldShown { field } => format!("`{field}`"),
            Self::ConstructorGained { constructor } | Self::ConstructorLost { constructor } => {
                format!("`{constructor}`")
            }
        })
    }
}

/// Returns parameters as text, or `none` if there are none.
fn some(parameters: &str) -> String {
    if parameters.is_empty() { "none".to_owned() } else { format!("`{parameters}`") }
}

/// Describes the difference, such as ``added `about:flags.1?string` ``.
impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.head())?;
        self.detail().map_or(Ok(()), |detail| write!(f, " {detail}"))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

/// Serialises an id in the usual form, such as `"1f040578"`.
#[cfg(feature = "serde")]
fn id<S: serde::Serializer>(id: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{id:08x}"))
}

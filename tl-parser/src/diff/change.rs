//! One difference between two schemas, and how it is told.

use std::fmt;

use super::Rule;
use crate::schema::Dialect;

/// One difference and what it breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The difference.
    pub kind: Kind,
    /// What it breaks, and why.
    pub rule: Rule,
    /// The index of the field in the old and in the new combinator, if the change is about a field that it has.
    pub field: [Option<usize>; 2],
}

impl Change {
    /// A change that is not about a field.
    pub(super) fn new(kind: Kind, rule: Rule) -> Self {
        Self { kind, rule, field: [None; 2] }
    }
}

/// One difference. Types, conditions and fields are TL: `Vector<int>`, `flags.1`, `about:flags.1?string`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(tag = "kind", rename_all = "snake_case"))]
pub enum Kind {
    /// The schemas are read in different dialects.
    Dialect {
        /// The dialect of the old schema.
        old: Dialect,
        /// The dialect of the new schema.
        new: Dialect,
    },
    /// Only the new schema has it.
    Added,
    /// Only the old schema has it.
    Removed,
    /// The old schema has another name for this id.
    Renamed {
        /// The name in the old schema.
        old: String,
    },
    /// The id differs.
    Id {
        /// In the old schema.
        #[cfg_attr(feature = "serde", serde(serialize_with = "id"))]
        old: u32,
        /// In the new schema.
        #[cfg_attr(feature = "serde", serde(serialize_with = "id"))]
        new: u32,
    },
    /// The constructor makes another type.
    Moved {
        /// In the old schema.
        old: String,
        /// In the new schema.
        new: String,
    },
    /// The function returns another type.
    Result {
        /// In the old schema.
        old: String,
        /// In the new schema.
        new: String,
    },
    /// The parameters of the type, or the implicit arguments of the combinator, differ.
    Parameters {
        /// In the old schema: `{X:Type}`.
        old: String,
        /// In the new schema.
        new: String,
    },
    /// There is a field more.
    FieldAdded {
        /// The field.
        field: String,
    },
    /// There is a field less.
    FieldRemoved {
        /// The field.
        field: String,
    },
    /// A field is called otherwise.
    FieldRenamed {
        /// In the old schema.
        old: String,
        /// In the new schema.
        new: String,
    },
    /// A field holds something else.
    FieldRetyped {
        /// Its name in the new schema.
        field: String,
        /// Its type in the old schema.
        old: String,
        /// Its type in the new schema.
        new: String,
    },
    /// A field was always there, and is under a condition.
    FieldMadeOptional {
        /// Its name in the new schema.
        field: String,
        /// When it is there.
        condition: String,
    },
    /// A field was under a condition, and is always there.
    FieldMadeRequired {
        /// Its name in the new schema.
        field: String,
        /// When it was there.
        condition: String,
    },
    /// Another bit says whether a field is there.
    FieldMoved {
        /// Its name in the new schema.
        field: String,
        /// When it was there.
        old: String,
        /// When it is there.
        new: String,
    },
    /// A number or a flag that was a value of its own follows from other fields.
    FieldHidden {
        /// Its name in the new schema.
        field: String,
    },
    /// A number or a flag that followed from other fields is a value of its own.
    FieldShown {
        /// Its name in the new schema.
        field: String,
    },
    /// The fields that both schemas have stand in another order.
    FieldsReordered,
    /// The type has a constructor more.
    ConstructorGained {
        /// Its name.
        constructor: String,
    },
    /// The type has a constructor less.
    ConstructorLost {
        /// Its name.
        constructor: String,
    },
    /// The type had one constructor and has several.
    BecameEnum,
    /// The type had several constructors and has one.
    BecameStruct,
    /// The variant for the constructor has another form in generated code. Only back ends report this.
    Variant {
        /// In the old schema: `Recently`.
        old: String,
        /// In the new schema: `Recently(Box<UserStatusRecently>)`.
        new: String,
    },
}

impl Kind {
    /// What happened: `added`, `id`, `retyped`.
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

    /// To what it happened; nothing where the head says it all.
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

/// Parameters, or that there are none.
fn some(parameters: &str) -> String {
    if parameters.is_empty() { "none".to_owned() } else { format!("`{parameters}`") }
}

/// ``added `about:flags.1?string` ``
impl fmt::Display for Kind {
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

/// An id as everybody writes it: `"1f040578"`.
#[cfg(feature = "serde")]
fn id<S: serde::Serializer>(id: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{id:08x}"))
}

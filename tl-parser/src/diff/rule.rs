//! The rules: what a change breaks, and why.

use std::fmt;

/// What a change breaks, ascending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "lowercase"))]
pub enum Class {
    /// Nobody.
    Compatible,
    /// Rust that uses the bindings.
    Source,
    /// Peers that have the other schema.
    Wire,
}

/// Why a change is of its class; [`diff`](super) has them all in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The schema has another dialect.
    OtherDialect,

    /// A function is new.
    NewFunction,
    /// A function is gone.
    LostFunction,
    /// A constructor is new, and so is its type.
    ConstructorOfNewType,
    /// A constructor is new in a type that was there.
    NewConstructor,
    /// A constructor is gone.
    LostConstructor,
    /// A constructor makes another type.
    OtherType,
    /// The id differs, and so does what gives it.
    OtherId,
    /// The id differs and nothing else does.
    OnlyOtherId,
    /// The other schema has the id for something else.
    TakenId,
    /// The same id has another name.
    OtherName,
    /// Type parameters differ.
    OtherParameters,

    /// Under another id, Rust sees no difference.
    SameInRust,
    /// A number that Rust does not show was added, removed or renamed.
    HiddenNumber,
    /// A field is new.
    NewField,
    /// A field is gone.
    LostField,
    /// A field is called otherwise.
    OtherFieldName,
    /// A field has another type in Rust.
    OtherFieldType,
    /// A field became optional or required.
    OtherPresence,
    /// A number or a flag became a field of the struct, or is none any more.
    OtherVisibility,
    /// Fields that are required stand in another order.
    OtherOrder,
    /// A function returns another type.
    OtherResult,

    /// Under the same id, there are other bytes.
    OtherBytes,
    /// Under the same id, a flag has another bit.
    SilentBit,
    /// Under the same id, there is a flag more.
    SilentFlag,
    /// Under the same id, there is a flag less.
    SilentLoss,
    /// Under the same id, a bit has another name.
    SilentName,
    /// Under the same id, the same bytes have another type.
    SilentType,
    /// A flag was added on the bit of a payload.
    FlagBesidePayload,

    /// A type is new.
    NewType,
    /// A type is gone.
    LostType,
    /// A type has a constructor more.
    Gained,
    /// A type has a constructor less.
    Lost,
    /// A type has one constructor and had several, or the other way.
    OtherItem,
}

impl Rule {
    /// Returns what the change breaks.
    #[must_use]
    pub fn class(self) -> Class {
        match self {
            Self::NewFunction
            | Self::ConstructorOfNewType
            | Self::SameInRust
            | Self::HiddenNumber
            | Self::FlagBesidePayload
            | Self::NewType => Class::Compatible,
            Self::OtherDialect
            | Self::OtherName
            | Self::OtherParameters
            | Self::NewField
            | Self::LostField
            | Self::OtherFieldName
            | Self::OtherFieldType
            | Self::OtherPresence
            | Self::OtherVisibility
            | Self::OtherOrder
            | Self::OtherResult
            | Self::SilentFlag
            | Self::SilentLoss
            | Self::SilentName
            | Self::SilentType
            | Self::LostType
            | Self::OtherItem => Class::Source,
            Self::LostFunction
            | Self::NewConstructor
            | Self::LostConstructor
            | Self::OtherType
            | Self::OtherId
            | Self::OnlyOtherId
            | Self::TakenId
            | Self::OtherBytes
            | Self::SilentBit
            | Self::Gained
            | Self::Lost => Class::Wire,
        }
    }

    /// Returns whether the id stays the same, so that the other side accepts the value and misreads it or loses a flag.
    #[must_use]
    pub fn is_silent(self) -> bool {
        matches!(
            self,
            Self::TakenId
                | Self::OtherBytes
                | Self::SilentBit
                | Self::SilentFlag
                | Self::SilentLoss
                | Self::SilentName
                | Self::SilentType
        )
    }

    /// Returns the reason, in one clause.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::OtherDialect => "other ids are computed, and other `flags` are hidden in Rust",
            Self::NewFunction => "only clients that know it call it",
            Self::LostFunction => "servers on the new schema don't know this function",
            Self::ConstructorOfNewType => "nothing in the old schema contains its type",
            Self::NewConstructor => "peers on the old schema that read its type don't know it",
            Self::LostConstructor => "peers on the new schema don't know it",
            Self::OtherType => {
                "on the new schema it isn't read as the old type, and on the old schema not as the new one"
            }
            Self::OtherId => "the other schema doesn't have this id",
            Self::OnlyOtherId => "the other schema doesn't have this id, although nothing else differs",
            Self::TakenId => "the other schema uses this id for something else",
            Self::OtherName => "the bytes are the same, the name in Rust is different",
            Self::OtherParameters => "the type in Rust has other parameters",
            Self::SameInRust => "there is no difference in Rust",
            Self::HiddenNumber => "it is computed and is not a field in Rust",
            Self::NewField => "struct literals and patterns without `..` don't have it",
            Self::LostField => "code that uses it doesn't compile",
            Self::OtherFieldName => "code that uses the old name doesn't compile",
            Self::OtherFieldType => "its type in Rust is different",
            Self::OtherPresence => "it is an `Option` or a `bool` in Rust in one schema only",
            Self::OtherVisibility => "it is a field in Rust in one schema only",
            Self::OtherOrder => "`new` takes its arguments in another order",
            Self::OtherResult => "`Output` is a different type",
            Self::OtherBytes => "the id is the same, so the other side misreads the bytes",
            Self::SilentBit => {
                "the id is the same, so the other side loses the flag or reads it as another one"
            }
            Self::SilentFlag => {
                "the id is the same, so peers on the old schema accept the value and lose the flag; struct literals and \
                 patterns without `..` don't have it"
            }
            Self::SilentLoss => {
                "the id is the same, so peers on the new schema accept the value and lose the flag; code that uses it \
                 doesn't compile"
            }
            Self::SilentName => {
                "the id and the bit are the same, so one flag is read as the other; code that uses it doesn't compile"
            }
            Self::SilentType => "the id and the bytes are the same, the type in Rust is different",
            Self::FlagBesidePayload => {
                "it is set if the field on the same bit is present, and is a method in Rust"
            }
            Self::NewType => "nothing in the old schema contains it",
            Self::LostType => "code that uses it doesn't compile",
            Self::Gained => "peers on the old schema that read the type don't know it, and `match` lacks it",
            Self::Lost => "peers on the new schema that read the type don't know it",
            Self::OtherItem => "it is a struct in Rust in one schema and an enum in the other",
        }
    }
}

impl Class {
    /// `wire-breaking`, `source-breaking` or `compatible`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Source => "source-breaking",
            Self::Wire => "wire-breaking",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

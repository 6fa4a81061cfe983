//! The rules: whom a change breaks, and why.

use std::fmt;

/// Whom a change breaks, ascending.
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
    /// Whom the change breaks.
    #[must_use]
    pub fn class(self) -> Class {
        match self {
            Self::NewFunction
            | Self::ConstructorOfNewType
            | Self::SameInRust
            | Self::HiddenNumber
            | Self::FlagBesidePayload
            | Self::NewType => Class::Compatible,
            Self::OtherName
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

    /// Whether a peer of the other schema knows the id, and takes what it does not mean.
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

    /// Why, in one clause.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::NewFunction => "only those who know it call it",
            Self::LostFunction => "who answers by the new schema does not know the call",
            Self::ConstructorOfNewType => "nothing in the old schema holds its type",
            Self::NewConstructor => "who reads its type by the old schema does not know it",
            Self::LostConstructor => "who reads by the new schema does not know it",
            Self::OtherType => "who reads its old type no longer knows it, and who reads its new one did not",
            Self::OtherId => "peers of the other schema do not know the id",
            Self::OnlyOtherId => "peers of the other schema do not know the id, though nothing else differs",
            Self::TakenId => "peers of the other schema have the id for something else",
            Self::OtherName => "the same on the wire, under another name in Rust",
            Self::OtherParameters => "the type in Rust takes other parameters",
            Self::SameInRust => "Rust sees no difference",
            Self::HiddenNumber => "computed, and no field in Rust",
            Self::NewField => "literals and patterns without `..` lack it",
            Self::LostField => "code that uses it does not compile",
            Self::OtherFieldName => "code that uses the old name does not compile",
            Self::OtherFieldType => "another type in Rust",
            Self::OtherPresence => "an `Option` or a `bool` in Rust on one side only",
            Self::OtherVisibility => "a field in Rust on one side only",
            Self::OtherOrder => "`new` takes what is required in another order",
            Self::OtherResult => "`Output` is another type",
            Self::OtherBytes => "the id is the same, so peers of the other schema misread it",
            Self::SilentBit => {
                "the id is the same, so peers of the other schema miss the flag or take it for another"
            }
            Self::SilentFlag => {
                "the id is the same, so peers of the old schema lose the flag; literals and patterns without `..` \
                 lack it"
            }
            Self::SilentLoss => {
                "the id is the same, so peers of the new schema lose the flag; code that uses it does not compile"
            }
            Self::SilentName => {
                "the id and the bit are the same, so peers take one flag for the other; code that uses it does not \
                 compile"
            }
            Self::SilentType => "the id and the bytes are the same, and the type in Rust is another",
            Self::FlagBesidePayload => "says what the payload on its bit says, and is a method in Rust",
            Self::NewType => "nothing in the old schema holds it",
            Self::LostType => "code that uses it does not compile",
            Self::Gained => "who reads the type by the old schema does not know it, and matches lack it",
            Self::Lost => "who reads the type by the new schema does not know it",
            Self::OtherItem => "a struct in Rust on one side, an enum on the other",
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

//! The rules. The rule of a change describes what the change breaks, and why.

use std::borrow::Cow;
use std::fmt;

/// The class of a change, which describes what it breaks. Classes are ordered from harmless to severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "lowercase"))]
pub enum Class {
    /// The change breaks neither communication nor code.
    Compatible,
    /// The change breaks code that uses the bindings of the old schema. Only back ends find such changes.
    Source,
    /// The change breaks communication only if a peer sets a mask bit that the other schema does not use. Peers that
    /// keep masks set such a bit in an answer only if the request has it. The change also breaks code, like `Source`.
    Masks,
    /// The change breaks communication with peers that have the other schema.
    Wire,
}

/// The rule for a change: what it breaks, and why. The [module](super) lists the rules about the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    class: Class,
    silent: bool,
    reason: Cow<'static, str>,
}

impl Rule {
    /// A function is new.
    pub const NEW_FUNCTION: Self = Self::new(Class::Compatible, "existing clients don't call it");
    /// A function was removed.
    pub const LOST_FUNCTION: Self =
        Self::new(Class::Wire, "servers on the new schema don't know this function");
    /// A constructor is new, and its type is new too.
    pub const CONSTRUCTOR_OF_NEW_TYPE: Self =
        Self::new(Class::Compatible, "nothing in the old schema contains its type");
    /// A constructor is new in a type that both schemas have.
    pub const NEW_CONSTRUCTOR: Self =
        Self::new(Class::Wire, "peers on the old schema that read its type don't know it");
    /// A constructor was removed.
    pub const LOST_CONSTRUCTOR: Self = Self::new(Class::Wire, "peers on the new schema don't know it");
    /// A constructor has another type.
    pub const OTHER_TYPE: Self =
        Self::new(Class::Wire, "peers read it only as the type that it has in their own schema");
    /// The id and the declaration differ.
    pub const OTHER_ID: Self = Self::new(Class::Wire, "neither schema has the id of the other");
    /// Only the id differs.
    pub const ONLY_OTHER_ID: Self =
        Self::new(Class::Wire, "neither schema has the id of the other, although nothing else differs");
    /// The other schema uses the id for something else.
    pub const TAKEN_ID: Self = Self::silent(Class::Wire, "the other schema uses this id for something else");

    /// The difference is not on the wire: for example, only a name differs, or the value of a `#` field is now
    /// computed.
    pub const SAME_WIRE: Self = Self::new(Class::Compatible, "it is not on the wire");
    /// A field or a result differs, and the id differs too.
    pub const UNDER_OTHER_ID: Self = Self::new(Class::Compatible, "the id differs too");
    /// The id is the same. A field or a result has another type with the same bytes, such as `bytes` for `string`.
    pub const SAME_BYTES: Self = Self::new(Class::Compatible, "the id and the bytes are the same");
    /// The id is the same, but the bytes differ.
    pub const OTHER_BYTES: Self =
        Self::silent(Class::Wire, "the id is the same, so the other side misreads the bytes");
    /// The id is the same. A field was added or removed, and no field of the other schema depends on the bit in its
    /// condition. Values of both schemas keep mask bits that no field uses.
    pub const UNUSED_BIT: Self = Self::silent(
        Class::Masks,
        "the id is the same, and the other side misreads values only if the bit is set",
    );
    /// The id is the same, but a flag has another bit.
    pub const OTHER_BIT: Self = Self::silent(
        Class::Wire,
        "the id is the same, so the other side loses the flag or reads it as another one",
    );
    /// The id is the same, but a flag was added.
    pub const NEW_FLAG: Self = Self::silent(
        Class::Compatible,
        "the id is the same, so peers on the old schema accept the value and lose the flag",
    );
    /// The id is the same, but a flag was removed.
    pub const LOST_FLAG: Self = Self::silent(
        Class::Compatible,
        "the id is the same, so peers on the new schema accept the value and lose the flag",
    );
    /// The id is the same, but the flag on a bit has another name.
    pub const OTHER_FLAG: Self =
        Self::silent(Class::Compatible, "the id and the bit are the same, so one flag is read as the other");
    /// A flag was added on the same bit as a field with bytes.
    pub const FLAG_ON_PAYLOAD_BIT: Self =
        Self::new(Class::Compatible, "it is set if the field on the same bit is present");

    /// A type is new.
    pub const NEW_TYPE: Self = Self::new(Class::Compatible, "nothing in the old schema contains it");
    /// A type was removed.
    pub const LOST_TYPE: Self = Self::new(Class::Compatible, "nothing in the new schema contains it");
    /// A type has gained a constructor.
    pub const GAINED: Self =
        Self::new(Class::Wire, "peers on the old schema that read the type don't know it");
    /// A type has lost a constructor.
    pub const LOST: Self = Self::new(Class::Wire, "peers on the new schema that read the type don't know it");

    /// Creates a rule for changes that are not silent. `reason` is one clause.
    #[must_use]
    pub const fn new(class: Class, reason: &'static str) -> Self {
        Self { class, silent: false, reason: Cow::Borrowed(reason) }
    }

    /// Creates a rule for [silent](super) changes. `reason` is one clause.
    #[must_use]
    pub const fn silent(class: Class, reason: &'static str) -> Self {
        Self { class, silent: true, reason: Cow::Borrowed(reason) }
    }

    /// Returns the class of the change.
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// Returns whether the change is silent: the other side accepts the value and misreads it or loses a flag.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.silent
    }

    /// Returns the reason: one clause, or several that are joined with semicolons.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Methods for back ends that generate code.
impl Rule {
    /// Returns this rule for a change that also breaks code that uses the bindings. The class becomes at least
    /// [`Class::Source`], and `clause` is appended to the reason.
    #[must_use]
    pub fn and_source(&self, clause: &str) -> Self {
        Self {
            class: self.class.max(Class::Source),
            reason: format!("{}{clause}", self.reason).into(),
            ..*self
        }
    }
}

impl Class {
    /// Returns `wire-breaking`, `compatible if masks are kept`, `source-breaking` or `compatible`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Source => "source-breaking",
            Self::Masks => "compatible if masks are kept",
            Self::Wire => "wire-breaking",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

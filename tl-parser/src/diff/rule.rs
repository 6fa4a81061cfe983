//! The rules: what a change breaks, and why.

use std::borrow::Cow;
use std::fmt;

/// What a change breaks, ascending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "lowercase"))]
pub enum Class {
    /// Nothing.
    Compatible,
    /// Code that uses the bindings of the old schema; only a back end finds these.
    Source,
    /// Peers that have the other schema.
    Wire,
}

/// What a change breaks, and why; the [module](super) lists the rules about the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    class: Class,
    silent: bool,
    reason: Cow<'static, str>,
}

impl Rule {
    /// A function is new.
    pub const NEW_FUNCTION: Self = Self::new(Class::Compatible, "only clients that know it call it");
    /// A function is gone.
    pub const LOST_FUNCTION: Self =
        Self::new(Class::Wire, "servers on the new schema don't know this function");
    /// A constructor is new, and so is its type.
    pub const CONSTRUCTOR_OF_NEW_TYPE: Self =
        Self::new(Class::Compatible, "nothing in the old schema contains its type");
    /// A constructor is new in a type that both schemas have.
    pub const NEW_CONSTRUCTOR: Self =
        Self::new(Class::Wire, "peers on the old schema that read its type don't know it");
    /// A constructor is gone.
    pub const LOST_CONSTRUCTOR: Self = Self::new(Class::Wire, "peers on the new schema don't know it");
    /// A constructor has another type.
    pub const OTHER_TYPE: Self = Self::new(
        Class::Wire,
        "on the new schema it isn't read as the old type, and on the old schema not as the new one",
    );
    /// The id differs, and so does the declaration.
    pub const OTHER_ID: Self = Self::new(Class::Wire, "the other schema doesn't have this id");
    /// The id differs and nothing else does.
    pub const ONLY_OTHER_ID: Self =
        Self::new(Class::Wire, "the other schema doesn't have this id, although nothing else differs");
    /// The other schema has the id for something else.
    pub const TAKEN_ID: Self = Self::silent(Class::Wire, "the other schema uses this id for something else");

    /// Only a name, a role or a parameter differs.
    pub const SAME_WIRE: Self = Self::new(Class::Compatible, "it is not on the wire");
    /// A field or a result differs, and so does the id.
    pub const UNDER_OTHER_ID: Self = Self::new(Class::Compatible, "the id differs too");
    /// Under the same id, a type with another name has the same bytes.
    pub const SAME_BYTES: Self = Self::new(Class::Compatible, "the id and the bytes are the same");
    /// Under the same id, there are other bytes.
    pub const OTHER_BYTES: Self =
        Self::silent(Class::Wire, "the id is the same, so the other side misreads the bytes");
    /// Under the same id, a flag has another bit.
    pub const OTHER_BIT: Self = Self::silent(
        Class::Wire,
        "the id is the same, so the other side loses the flag or reads it as another one",
    );
    /// Under the same id, a flag is new.
    pub const NEW_FLAG: Self = Self::silent(
        Class::Compatible,
        "the id is the same, so peers on the old schema accept the value and lose the flag",
    );
    /// Under the same id, a flag is gone.
    pub const LOST_FLAG: Self = Self::silent(
        Class::Compatible,
        "the id is the same, so peers on the new schema accept the value and lose the flag",
    );
    /// Under the same id, a bit has another name.
    pub const OTHER_FLAG: Self =
        Self::silent(Class::Compatible, "the id and the bit are the same, so one flag is read as the other");
    /// A flag was added on the bit of a field with bytes.
    pub const FLAG_BESIDE_PAYLOAD: Self =
        Self::new(Class::Compatible, "it is set if the field on the same bit is present");

    /// A type is new.
    pub const NEW_TYPE: Self = Self::new(Class::Compatible, "nothing in the old schema contains it");
    /// A type is gone.
    pub const LOST_TYPE: Self = Self::new(Class::Compatible, "nothing in the new schema contains it");
    /// A type has another constructor.
    pub const GAINED: Self =
        Self::new(Class::Wire, "peers on the old schema that read the type don't know it");
    /// A type lacks a constructor.
    pub const LOST: Self = Self::new(Class::Wire, "peers on the new schema that read the type don't know it");

    /// Creates a rule for changes that change the id too, or that no reader notices. `reason` is one clause.
    #[must_use]
    pub const fn new(class: Class, reason: &'static str) -> Self {
        Self { class, silent: false, reason: Cow::Borrowed(reason) }
    }

    /// Creates a rule for changes under the same id. `reason` is one clause.
    #[must_use]
    pub const fn silent(class: Class, reason: &'static str) -> Self {
        Self { class, silent: true, reason: Cow::Borrowed(reason) }
    }

    /// Returns what the change breaks.
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// Returns whether the id stays the same, so that the other side accepts the value and misreads it or loses a flag.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.silent
    }

    /// Returns the reason, in one sentence without a stop.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// For back ends, which add what a change breaks in the code that they generate.
impl Rule {
    /// Returns the rule for a change that breaks this and code that uses the bindings too. `clause` continues the reason.
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

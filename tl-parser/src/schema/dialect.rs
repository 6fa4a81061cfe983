//! The two dialects of TL, and the possible reasons why a schema is read in one of them.

use std::fmt;

/// The dialect of a schema. Ids that are not declared are computed from the [canonical text](crate::canonical) of this
/// dialect.
///
/// The dialect also determines whether a field `flags:#` is a mask if no other field uses it, whether strings may be
/// 16 MiB or longer, and whether values keep mask bits that no field uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Dialect {
    /// The dialect of Telegram's API layers, transport protocol and secret chats.
    Telegram,
    /// The dialect of the original compiler, used by TDLib, TON and VK.
    Formal,
}

impl Dialect {
    /// Returns `telegram` or `formal`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Telegram => "telegram",
            Self::Formal => "formal",
        }
    }

    /// Returns whether values keep mask bits that no field uses. In Telegram's dialect, these bits belong to fields of
    /// newer layers and are dropped.
    #[must_use]
    pub fn keeps_masks(self) -> bool {
        self == Self::Formal
    }

    /// Returns the dialect called `name`, which is `telegram` or `formal`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Telegram, Self::Formal].into_iter().find(|dialect| dialect.as_str() == name)
    }
}

/// Returns whether `name` is `flags`, `flags2` and so on. In Telegram's dialect, a field of type `#` with such a name
/// is a mask.
pub(crate) fn is_flags(name: &str) -> bool {
    name.strip_prefix("flags").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The dialect of a schema and the reason for it. Displayed in the form `formal (no ids are written)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenDialect {
    /// The dialect.
    pub dialect: Dialect,
    /// The reason for this dialect.
    pub reason: DialectReason,
}

/// The reason why a schema is read in its dialect. The variants are ordered from the strongest reason to the weakest.
///
/// Displayed as a clause, such as ``12 of 12 written ids match Telegram's text``.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DialectReason {
    /// The caller chose the dialect with [`Options::dialect`](super::Options::dialect).
    Set,
    /// The JSON form of the schema contains the dialect. The string is the reason that the JSON contains, if any.
    Stored(Option<String>),
    /// Among the ids that match only one of the two canonical texts, most match the text of this dialect.
    Ids {
        /// The dialect whose canonical text the ids match.
        of: Dialect,
        /// The number of ids that match this text, or that are known to be used in this dialect.
        matching: usize,
        /// The number of ids that are written.
        written: usize,
    },
    /// The schema contains syntax that only schemas of this dialect contain. The string is a clause that describes the
    /// syntax.
    Mark(String),
    /// The number of written ids that match neither canonical text is greater than the number of ids that match both.
    /// Such schemas are formal: Telegram computes its ids, but VK often chooses them.
    OwnIds {
        /// The number of ids that match neither text.
        own: usize,
        /// The number of ids that are written.
        written: usize,
    },
    /// The share of declarations with written ids. If it is more than half, the dialect is Telegram's, and otherwise
    /// formal.
    Share {
        /// The number of declarations that have their ids written.
        written: usize,
        /// The number of declarations, except those of the built-in types.
        declared: usize,
        /// The first declaration such as `int ? = Int` in the files, if the dialect is formal.
        built_in: Option<String>,
    },
}

impl DialectReason {
    /// Returns the reason as a clause. For [`Stored`](Self::Stored), returns the reason from the JSON, if it contains
    /// one.
    #[must_use]
    pub fn original(&self) -> String {
        match self {
            Self::Stored(Some(reason)) => reason.clone(),
            reason => reason.to_string(),
        }
    }
}

impl fmt::Display for ChosenDialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.dialect, self.reason)
    }
}

impl fmt::Display for DialectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set => f.write_str("set by `dialect`"),
            Self::Stored(None) => f.write_str("stored in the JSON schema"),
            Self::Stored(Some(reason)) => write!(f, "stored in the JSON schema; {reason}"),
            Self::Ids { of, matching, written } => {
                let text = match of {
                    Dialect::Telegram => "Telegram's text",
                    Dialect::Formal => "the formal text",
                };
                write!(f, "{matching} of {written} written ids match {text}")
            }
            Self::Mark(clause) => f.write_str(clause),
            Self::OwnIds { own, written } => {
                write!(f, "{own} of {written} written ids match neither Telegram's text nor the formal one")
            }
            Self::Share { written, declared, built_in } => {
                match written {
                    0 => f.write_str("no ids are written")?,
                    _ => write!(f, "{written} of {declared} declarations have their ids written")?,
                }
                built_in.iter().try_for_each(|built_in| write!(f, " and `{built_in}` is declared"))
            }
        }
    }
}

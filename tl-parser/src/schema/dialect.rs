//! The two dialects, and why a schema is read in one of them.

use std::fmt;

/// Which canonical text gives the id of a combinator that declares none. It also decides whether a `#` named `flags`
/// that no field uses is hidden, whether strings may be 16 MiB or longer, and whether values keep the bits of masks that
/// no field uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Dialect {
    /// Telegram's API layers, transport protocol and secret chats.
    Telegram,
    /// The text of the original compiler: TDLib, TON, VK.
    Formal,
}

impl Dialect {
    /// `telegram` or `formal`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Telegram => "telegram",
            Self::Formal => "formal",
        }
    }

    /// Returns whether values keep the bits of masks that no field uses. In Telegram's dialect, these bits belong to
    /// fields of newer layers, and are dropped.
    #[must_use]
    pub fn keeps_masks(self) -> bool {
        self == Self::Formal
    }

    /// The dialect of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Telegram, Self::Formal].into_iter().find(|dialect| dialect.as_str() == name)
    }
}

/// Returns whether `name` is `flags`, `flags2` and so on: in Telegram's dialect, a mask by its name.
pub(crate) fn is_flags(name: &str) -> bool {
    name.strip_prefix("flags").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The dialect of a schema, and why. Displayed as `formal (no ids are written)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenDialect {
    /// The dialect.
    pub dialect: Dialect,
    /// Why it was chosen.
    pub reason: DialectReason,
}

/// Why a schema is read in its dialect, the strongest reason first.
///
/// Displayed as a clause, such as ``12 of 12 written ids match Telegram's text``.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DialectReason {
    /// [`Options::dialect`](super::Options::dialect) sets it.
    Set,
    /// The JSON form of the schema stores it, with the reason that it had.
    Stored(Option<String>),
    /// More ids match only the text of this dialect than only the other text.
    Ids {
        /// Whose text.
        of: Dialect,
        /// How many ids match it, or are known to be used with it.
        matching: usize,
        /// How many ids are written.
        written: usize,
    },
    /// A mark that only schemas of this dialect have, described in a clause.
    Mark(String),
    /// More written ids match neither text than match both. Telegram's ids are computed, and VK's often are not.
    OwnIds {
        /// How many ids match neither text.
        own: usize,
        /// How many ids are written.
        written: usize,
    },
    /// Most declarations have their ids written, as Telegram's have, or do not.
    Share {
        /// How many have.
        written: usize,
        /// How many declarations there are, except those of the built-in types.
        declared: usize,
        /// A built-in type that is declared, such as `int ? = Int`.
        built_in: Option<String>,
    },
}

impl DialectReason {
    /// Why the dialect was chosen, even if the schema was stored as JSON since then.
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

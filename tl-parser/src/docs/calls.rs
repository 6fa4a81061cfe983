//! Who may call a function, and how a call may fail.

use std::fmt;

/// Who may call a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Availability {
    /// Users, and no bots.
    Users,
    /// Bots, and no users.
    Bots,
    /// Users and bots.
    Both,
}

/// `Users only`, `Bots only`, `Users and bots`
impl fmt::Display for Availability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Users => "Users only",
            Self::Bots => "Bots only",
            Self::Both => "Users and bots",
        })
    }
}

/// How a call of a function may end otherwise than with its result.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct CallError {
    /// What kind of error it is, such as 400.
    pub code: i32,
    /// Which one it is, such as `PHONE_CODE_EXPIRED`. Where `%d` stands in it, a number is sent.
    pub text: String,
    /// What it means.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub description: Option<String>,
}

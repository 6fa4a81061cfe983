//! The accounts that may call a function, and the errors that a call can return.

use std::fmt;

/// The accounts that can call a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Availability {
    /// Only users.
    Users,
    /// Only bots.
    Bots,
    /// Both users and bots.
    Both,
}

/// Formats as `Users only`, `Bots only` or `Users and bots`.
impl fmt::Display for Availability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Users => "Users only",
            Self::Bots => "Bots only",
            Self::Both => "Users and bots",
        })
    }
}

/// An error that a call of a function can return.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct CallError {
    /// The number that classifies the error, such as 400.
    pub code: i32,
    /// The name of the error, such as `PHONE_CODE_EXPIRED`. The server replaces `%d` with a number.
    pub text: String,
    /// The meaning of the error.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub description: Option<String>,
}

//! The forms of values in JSON.

/// The form of values in JSON. The forms of TDLib and tonlib follow the same rules; docs/json.md compares them with the
/// form `Tl`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonForm {
    /// The form of this project.
    #[default]
    Tl,
    /// The form of TDLib, for the schema `td_api.tl`.
    Tdlib,
    /// The form of tonlib, for the schemas of TON.
    Ton,
}

impl JsonForm {
    /// Returns the key of the member that contains the name of the constructor or function.
    #[inline]
    #[must_use]
    pub const fn name_key(self) -> &'static str {
        match self {
            Self::Tl => "_",
            Self::Tdlib | Self::Ton => "@type",
        }
    }

    /// Returns whether this is the form of TDLib or tonlib: masks are integers, `int53` is a number, numbers of 128
    /// bits and more are base64, and readers supply default values.
    #[inline]
    #[must_use]
    pub const fn is_of_tdlib(self) -> bool {
        matches!(self, Self::Tdlib | Self::Ton)
    }
}

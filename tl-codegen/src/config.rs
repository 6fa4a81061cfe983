//! What a user may choose about the generated Rust.

use std::fmt;

/// How Rust is generated. The default is what most programs want.
///
/// With the feature `serde`, unknown keys are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Config {
    /// Derives of every struct and enum, as paths. `Eq`, `Hash` and `Ord` are left out where a type holds a
    /// floating-point number.
    pub derives: Vec<String>,
    /// Whether documentation comments of the schema are carried over.
    pub docs: bool,
    /// Whether there are `From` and `TryFrom` between an enum and the structs of its variants.
    pub conversions: bool,
    /// Whether enums have methods for the fields that all their constructors share.
    pub getters: bool,
    /// Whether there are `types::Any` and `functions::Any`.
    pub any: bool,
    /// What a TL `string` is in Rust.
    pub strings: Strings,
    /// The path of the runtime crate in generated code.
    pub runtime: String,
    /// Whether the text is laid out by prettyplease, which needs the feature `format`.
    pub format: bool,
}

/// What a TL `string` is in Rust.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Strings {
    /// `String`; other bytes than UTF-8 are an error.
    #[default]
    Utf8,
    /// `Vec<u8>`.
    Bytes,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            derives: ["Clone", "Debug", "PartialEq"].map(str::to_owned).to_vec(),
            docs: true,
            conversions: true,
            getters: true,
            any: true,
            strings: Strings::Utf8,
            runtime: "::tl_runtime".to_owned(),
            format: cfg!(feature = "format"),
        }
    }
}

/// A value that a [`Config`] must not have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigError {
    /// The key, such as `derives`.
    pub key: &'static str,
    /// The value.
    pub value: String,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, value, problem } = self;
        write!(f, "config key `{key}`: `{value}` {problem}")
    }
}

impl std::error::Error for ConfigError {}

/// A checked Rust path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RustPath {
    /// Whether it begins with `::`.
    pub(crate) absolute: bool,
    pub(crate) segments: Vec<String>,
}

impl RustPath {
    /// `::serde::Serialize`, `crate::tl`, `Clone`.
    fn parse(text: &str) -> Option<Self> {
        let (absolute, rest) = text.strip_prefix("::").map_or((false, text), |rest| (true, rest));
        let segments: Vec<_> = rest.split("::").map(str::trim).map(str::to_owned).collect();
        segments.iter().all(|segment| is_identifier(segment)).then_some(Self { absolute, segments })
    }
}

fn is_identifier(text: &str) -> bool {
    let text = text.strip_prefix("r#").unwrap_or(text);
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || (c == '_' && text.len() > 1))
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The paths of a [`Config`], checked.
#[derive(Clone, Debug)]
pub(crate) struct Paths {
    pub(crate) derives: Vec<RustPath>,
    pub(crate) runtime: RustPath,
}

impl Config {
    /// Checks every value.
    pub(crate) fn paths(&self) -> Result<Paths, ConfigError> {
        let error = |key, value: &str, problem| ConfigError { key, value: value.to_owned(), problem };
        let not_a_path = "is not a Rust path";
        let mut derives = Vec::new();
        for text in &self.derives {
            let path = RustPath::parse(text).ok_or_else(|| error("derives", text, not_a_path))?;
            if ["Copy", "Default"].contains(&text.as_str()) {
                return Err(error("derives", text, "cannot hold for every generated type"));
            }
            derives.push(path);
        }
        let runtime =
            RustPath::parse(&self.runtime).ok_or_else(|| error("runtime", &self.runtime, not_a_path))?;
        if self.format && !cfg!(feature = "format") {
            return Err(error("format", "true", "needs the feature `format` of tl-codegen"));
        }
        Ok(Paths { derives, runtime })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_checked_before_rustc_sees_them() {
        for good in ["Clone", "::serde::Serialize", "crate::rt", "r#type::X", "_a"] {
            assert!(RustPath::parse(good).is_some(), "{good}");
        }
        for bad in ["", "::", "a:b", "Clone,", "1a", "a::", "_", "Ser ialize", "r#"] {
            assert!(RustPath::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_bad_value_names_its_key() {
        let bad = Config { derives: vec!["Clone,Debug".to_owned()], ..Config::default() };
        let error = bad.paths().unwrap_err();
        assert_eq!(error.to_string(), "config key `derives`: `Clone,Debug` is not a Rust path");
        let copy = Config { derives: vec!["Copy".to_owned()], ..Config::default() };
        assert_eq!(copy.paths().unwrap_err().problem, "cannot hold for every generated type");
    }
}

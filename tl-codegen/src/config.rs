//! What a user may choose about the generated Rust.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use tl_parser::schema::{Dialect, Schema};

use crate::rust::{RAW_KEYWORDS, is_plain};

/// How Rust is generated. The default is what most programs want.
///
/// Minor versions may add keys, so end a literal with `..Config::default()`:
///
/// ```
/// use tl_codegen::{Config, Role};
///
/// let config = Config { role: Role::Both, serde: true, ..Config::default() };
/// ```
///
/// With the feature `serde`, unknown keys are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct Config {
    /// Derives of every struct and enum, as paths. `Eq`, `Hash` and `Ord` are left out of types that contain a floating-point
    /// number, with a warning. `Default` is left out of types whose required fields have no
    /// empty value; an enum has it if a constructor without fields ends in `Empty`. `Copy` is refused.
    pub derives: Vec<String>,
    /// Attributes of some structs and enums, by the names of constructors, functions and types in the schema, without `#[`
    /// and `]`: `"User" = ["derive(Hash)", "non_exhaustive"]`. `*` as the last character of a name matches any rest.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Whether enums are `#[non_exhaustive]`, so that matching them in another crate needs an arm `_`.
    pub non_exhaustive: bool,
    /// Whether the documentation of the schema is carried over: that of its comments and of overlays.
    pub docs: bool,
    /// The address of the page of each declaration, to which its documentation links. `{kind}` becomes `constructor`,
    /// `method` or `type`, and `{name}` the name in the schema.
    ///
    /// If this is `None`, schemas in Telegram's dialect that have namespaces link to `https://core.telegram.org`. If it is
    /// empty, there are no links.
    pub link: Option<String>,
    /// Files that say more than the comments of the schema do, in the forms that [`tl_parser::docs`] reads; a later one
    /// goes before an earlier one. [`Builder`](crate::Builder) reads them, and so does the program `tl`, not
    /// [`generate`](crate::generate), which takes a schema as it is. Relative paths begin at the folder of the config
    /// file; JSON needs the feature `json`.
    pub overlay: Vec<PathBuf>,
    /// Whether there are `From` and `TryFrom` between each enum and the structs of its variants, whatever the role is.
    pub conversions: bool,
    /// Whether enums that are read have methods for the fields that all their constructors share.
    pub getters: bool,
    /// Whether there are the enums of all constructors and functions, `types::Any` and `functions::Any`, that the role
    /// has; a field that holds one brings it in any case. With [`Role::Both`], they take a third of the time that rustc
    /// needs for a release build of a layer.
    pub any: bool,
    /// Whether every type is `Serialize` and `Deserialize`, in the JSON form that `tl encode` and `tl decode` have too.
    /// It needs the feature `serde` of tl-runtime. As it goes through bytes, every type is then written and read,
    /// whatever the role is.
    pub serde: bool,
    /// Whether there is a module `views` with a type for each that is read, which refers to the bytes that it was read
    /// from. Of the [`derives`](Self::derives), views have `Clone` and `Debug`.
    pub borrowed: bool,
    /// Which direction of each type is written out, and which of `types::Any` and `functions::Any` there are.
    pub role: Role,
    /// Names of constructors, functions and types that are both written and read, with all that they contain and return,
    /// whatever the role is. `*` as the last character matches any rest, as in `auth.*`.
    pub both: Vec<String>,
    /// What is generated: the constructors and functions of these names, the types of these names, and all that they
    /// need; everything where there are none. `*` as the last character matches any rest, as in `auth.*`.
    pub roots: Vec<String>,
    /// Names in Rust, by the names in the schema: of a constructor, a function or a type, `"auth.sentCode" = "CodeSent"`, of a
    /// variant, `"InputPeer::inputPeerSelf" = "Me"`, or of a field, `"user::self" = "is_self"`.
    ///
    /// It is an error if a key is in no schema that this config is for, or if a name is taken or not an identifier.
    /// Names of fields begin with a lower-case letter, all others with an upper-case one.
    pub rename: BTreeMap<String, String>,
    /// Folders and files of Rust sources. If there are any, only what these sources name is generated, and values of
    /// other types are kept as bytes or skipped; what [`roots`](Self::roots) name is added, with all that it needs.
    ///
    /// Relative paths begin at the folder of the config file, or at the package root for [`Builder`](crate::Builder).
    pub used: Vec<PathBuf>,
    /// Schemas of other layers, each in a file of its own. If there are any, values of constructors that only these have are
    /// passed over, as values that a program does not use: each enum has a variant for them. Every module takes all of them.
    ///
    /// [`Builder`](crate::Builder) reads them, and so does the program `tl`. Relative paths begin at the folder of the config
    /// file, or at the package root for [`Builder`](crate::Builder).
    pub passing: Vec<PathBuf>,
    /// The dialect of the schemas, `"telegram"` or `"formal"`; it follows from their declarations if this is `None`.
    /// [`Builder`](crate::Builder) and the program `tl` read schemas in it; [`generate`](crate::generate) takes a schema
    /// that was read.
    pub dialect: Option<Dialect>,
    /// What becomes of the bits of masks that no field uses, `"kept"` or `"computed"`. If this is `None`, they are kept
    /// in the formal dialect and dropped in Telegram's.
    pub masks: Option<Masks>,
    /// What a TL `string` is in Rust.
    pub strings: Strings,
    /// What a TL `bytes` is in Rust.
    pub bytes: Bytes,
    /// The path of the runtime crate in generated code. It must mean the same in every module, so it does not
    /// begin with `self` or `super`.
    pub runtime: String,
    /// Whether the text is laid out by prettyplease, which needs the feature `format`.
    pub format: bool,
}

/// What a program does with values. What it does not do costs rustc no time, and is a compile error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Role {
    /// It writes functions and what they hold, and reads what they return. What no function reaches goes both ways.
    #[default]
    Client,
    /// It reads functions and what they hold, also by id alone as `functions::Any`, and writes what they return. What
    /// no function reaches goes both ways.
    Server,
    /// It writes and reads everything, also by id alone: `types::Any` is any constructor, `functions::Any` any
    /// function.
    Both,
}

/// What becomes of the bits of masks that no field uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Masks {
    /// They are in a `u32` field named after the mask, so that encoding a decoded value gives the same bytes. Encoding
    /// adds the bits of the fields that are present.
    Kept,
    /// They are dropped: masks are computed from the fields that are present, and structs have no fields for them.
    Computed,
}

/// What a TL `string` is in Rust.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Strings {
    /// `String`; other bytes than UTF-8 are an error.
    #[default]
    Utf8,
    /// The type that a TL `bytes` has, which is `Vec<u8>` by default.
    Bytes,
}

/// What a TL `bytes` is in Rust.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Bytes {
    /// `Vec<u8>`.
    #[default]
    Vec,
    /// `bytes::Bytes`, which needs the feature `bytes` of tl-runtime. It is a slice of the input if that is a `Bytes` too,
    /// and a copy otherwise.
    Shared,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            derives: ["Clone", "Debug", "PartialEq"].map(str::to_owned).to_vec(),
            attributes: BTreeMap::new(),
            non_exhaustive: false,
            docs: true,
            link: None,
            overlay: Vec::new(),
            conversions: true,
            getters: true,
            any: true,
            serde: false,
            borrowed: false,
            role: Role::Client,
            both: Vec::new(),
            roots: Vec::new(),
            rename: BTreeMap::new(),
            used: Vec::new(),
            passing: Vec::new(),
            dialect: None,
            masks: None,
            strings: Strings::Utf8,
            bytes: Bytes::Vec,
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
    pub problem: Cow<'static, str>,
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
    /// Identifiers; only the first may be `crate`. There is no `r#` where none is needed.
    pub(crate) segments: Vec<String>,
}

const NOT_A_PATH: &str = "is not a Rust path";

impl RustPath {
    /// `::serde::Serialize`, `crate::tl`, `Clone`; or what is wrong with `text`.
    fn parse(text: &str) -> Result<Self, &'static str> {
        let (absolute, rest) = text.strip_prefix("::").map_or((false, text), |rest| (true, rest));
        let mut segments = rest.split("::").map(str::trim).peekable();
        let root = segments.next_if(|first| !absolute && *first == "crate");
        if segments.peek().is_some_and(|first| ["self", "super", "Self"].contains(first)) {
            return Err("means something else in each generated module");
        }
        let identifiers = segments.map(identifier);
        let segments: Option<Vec<_>> = root.map(Some).into_iter().chain(identifiers).collect();
        let segments = segments.ok_or(NOT_A_PATH)?.into_iter().map(str::to_owned).collect();
        Ok(Self { absolute, segments })
    }

    /// The path of a derive macro that every generated type can have.
    fn parse_derive(text: &str) -> Result<Self, &'static str> {
        let path = Self::parse(text)?;
        match path.name() {
            "crate" => Err(NOT_A_PATH),
            "Copy" => Err("cannot hold for every generated type"),
            _ => Ok(path),
        }
    }

    fn name(&self) -> &str {
        self.segments.last().map_or("", String::as_str)
    }

    /// Whether both are ways to write one derive, such as `Debug` and `::core::fmt::Debug`. Macros of several
    /// crates may have one name.
    fn is_same_derive(&self, other: &Self) -> bool {
        self.segments == other.segments
            || (self.name() == other.name() && self.is_standard() && other.is_standard())
    }

    /// Whether the type `Unread` of the runtime has it too.
    fn is_of_unread(&self) -> bool {
        let derives = ["Clone", "Debug", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash"];
        self.is_standard() && derives.contains(&self.name())
    }

    fn is_default(&self) -> bool {
        self.is_standard() && self.name() == "Default"
    }

    /// Whether it is the standard `Clone` or `Debug`, which views can have too.
    pub(crate) fn is_clone_or_debug(&self) -> bool {
        self.is_standard() && ["Clone", "Debug"].contains(&self.name())
    }

    /// Whether it leads to the standard library: its derives need no path.
    fn is_standard(&self) -> bool {
        match self.segments.as_slice() {
            [_] => true,
            [first, ..] => ["core", "std"].contains(&first.as_str()),
            [] => false,
        }
    }
}

/// `text` if it is an identifier, without an `r#` that changes nothing.
fn identifier(text: &str) -> Option<&str> {
    let name = text.strip_prefix("r#").unwrap_or(text);
    if is_plain(name) {
        return Some(name);
    }
    let is_raw = name != text && RAW_KEYWORDS.contains(&name);
    is_raw.then_some(text)
}

/// The paths of a [`Config`], checked.
#[derive(Clone, Debug)]
pub(crate) struct Paths {
    /// Without `Default`.
    pub(crate) derives: Vec<RustPath>,
    /// Whether the derives have `Default`, for the types that can have it.
    pub(crate) default: bool,
    pub(crate) runtime: RustPath,
}

impl Config {
    /// Whether structs have fields for the bits of masks that no field of `schema` uses.
    pub(crate) fn keeps_masks(&self, schema: &Schema) -> bool {
        self.masks.map_or_else(|| schema.dialect().keeps_masks(), |masks| masks == Masks::Kept)
    }

    /// Checks every value. `has_unread` tells whether types contain values of other types as bytes.
    pub(crate) fn paths(&self, has_unread: bool) -> Result<Paths, ConfigError> {
        let error = |key, value: &str, problem: &'static str| ConfigError {
            key,
            value: value.to_owned(),
            problem: problem.into(),
        };
        if let Some((key, name)) = self.rename.iter().find(|(_, name)| !is_plain(name)) {
            let problem = format!("cannot be named `{name}`, which is not a Rust identifier");
            return Err(ConfigError { key: "rename", value: key.clone(), problem: problem.into() });
        }
        if let Some(link) = &self.link
            && link.contains(|c: char| c.is_whitespace() || c.is_control() || "<>".contains(c))
        {
            return Err(error("link", link, "has white space, `<` or `>`"));
        }
        let (defaults, derives): (Vec<_>, _) =
            self.derive_paths(has_unread)?.into_iter().partition(RustPath::is_default);
        let runtime =
            RustPath::parse(&self.runtime).map_err(|problem| error("runtime", &self.runtime, problem))?;
        if self.format && !cfg!(feature = "format") {
            return Err(error("format", "true", "needs the feature `format` of tl-codegen"));
        }
        Ok(Paths { derives, default: !defaults.is_empty(), runtime })
    }

    fn derive_paths(&self, has_unread: bool) -> Result<Vec<RustPath>, ConfigError> {
        let mut derives: Vec<RustPath> = Vec::new();
        for text in &self.derives {
            let error = |problem: &'static str| ConfigError {
                key: "derives",
                value: text.clone(),
                problem: problem.into(),
            };
            let path = RustPath::parse_derive(text).map_err(error)?;
            if derives.iter().any(|before| before.is_same_derive(&path)) {
                return Err(error("stands twice"));
            }
            if self.serde && ["Serialize", "Deserialize"].contains(&path.name()) {
                return Err(error("is there already, as `serde` is on"));
            }
            if has_unread && !path.is_of_unread() && !path.is_default() {
                return Err(error(
                    "is not a derive of `Unread`, which `used` and `passing` put in place of other types",
                ));
            }
            derives.push(path);
        }
        Ok(derives)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_checked_before_rustc_sees_them() {
        for good in
            ["Clone", "::serde::Serialize", "crate", "crate::rt", "r#type::X", "crate::r#fn", "_a", "a :: b"]
        {
            assert!(RustPath::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "::", "a:b", "Clone,", "1a", "a::", "_", "Ser ialize", "r#", "r#_", "r#r#type", "é"]
        {
            assert_eq!(RustPath::parse(bad), Err(NOT_A_PATH), "{bad}");
        }
    }

    #[test]
    fn keywords_are_no_segments() {
        for bad in [
            "fn",
            "a::type",
            "::fn",
            "r#crate",
            "r#self",
            "r#Self",
            "r#super::x",
            "::crate::a",
            "crate::crate",
            "a::self",
            "a::super",
            "crate::a::Self",
        ] {
            assert_eq!(RustPath::parse(bad), Err(NOT_A_PATH), "{bad}");
        }
    }

    #[test]
    fn paths_that_depend_on_the_module_are_refused() {
        for bad in ["self", "self::x", "super::x", "super::super::x", "Self", "Self::x", "crate::super::x"] {
            let problem = RustPath::parse(bad).unwrap_err();
            assert_eq!(problem, "means something else in each generated module", "{bad}");
        }
    }

    fn problem_of(derives: &[&str]) -> Option<ConfigError> {
        let derives = derives.iter().map(ToString::to_string).collect();
        Config { derives, format: false, ..Config::default() }.paths(false).err()
    }

    #[test]
    fn a_bad_value_names_its_key() {
        let error = problem_of(&["Clone,Debug"]).unwrap();
        assert_eq!(error.to_string(), "config key `derives`: `Clone,Debug` is not a Rust path");
        let bad = Config { runtime: "super::rt".to_owned(), ..Config::default() };
        let error = bad.paths(false).unwrap_err();
        assert_eq!((error.key, error.value.as_str()), ("runtime", "super::rt"));
    }

    #[test]
    fn what_serde_brings_is_not_derived() {
        let derives = vec!["::serde::Serialize".to_owned()];
        let config = Config { derives, serde: true, format: false, ..Config::default() };
        let problem = "config key `derives`: `::serde::Serialize` is there already, as `serde` is on";
        assert_eq!(config.paths(false).unwrap_err().to_string(), problem);
        assert!(Config { serde: false, ..config }.paths(false).is_ok());
    }

    #[test]
    fn derives_that_cannot_hold_everywhere_are_refused() {
        for bad in ["Copy", "core::marker::Copy", "r#Copy"] {
            let error = problem_of(&["Clone", bad]).unwrap();
            assert_eq!(
                (error.value.as_str(), &*error.problem),
                (bad, "cannot hold for every generated type")
            );
        }
        for bad in ["crate", "fn", "r#Self"] {
            assert_eq!(problem_of(&[bad]).unwrap().problem, NOT_A_PATH, "{bad}");
        }
    }

    #[test]
    fn a_derive_stands_once() {
        for (first, again) in [
            ("Clone", "Clone"),
            ("Debug", "::core::fmt::Debug"),
            ("std::hash::Hash", "core::hash::Hash"),
            ("serde::Serialize", "::serde::Serialize"),
            ("Eq", "r#Eq"),
        ] {
            let error = problem_of(&[first, "PartialEq", again]).unwrap();
            assert_eq!((error.value.as_str(), &*error.problem), (again, "stands twice"));
        }
        assert_eq!(problem_of(&["serde::Serialize", "rkyv::Serialize", "Clone"]), None);
    }
}

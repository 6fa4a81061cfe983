//! Options for the generated Rust code.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use tl_parser::schema::{Dialect, Schema};

use super::names::{RAW_KEYWORDS, is_plain};

/// Options for the generated Rust code. The defaults suit most programs.
///
/// Minor versions may add keys, so end a literal with `..Config::default()`:
///
/// ```
/// use tl_codegen::rust::{Config, Role};
///
/// let config = Config { role: Role::Both, serde: true, ..Config::default() };
/// ```
///
/// With the feature `serde`, deserializing fails if a key is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct Config {
    /// Paths of the derives of every struct and enum. `Eq`, `Hash` and `Ord` are left out of types that contain a
    /// floating-point number, with a warning. `Default` is left out of structs with a required field whose type has no
    /// `Default`. An enum has `Default` only if one of its constructors has no fields and a name that ends in `Empty`,
    /// as `inputPeerEmpty` does. `Copy` is an error.
    pub derives: Vec<String>,
    /// Attributes of individual structs and enums, without `#[` and `]`. The keys are names of constructors, functions
    /// and types in the schema: `"User" = ["derive(Hash)", "non_exhaustive"]`. If the last character of a key is `*`,
    /// the key matches all names that begin with the text before it.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Whether enums are `#[non_exhaustive]`, so that matching them in another crate needs a `_` arm.
    pub non_exhaustive: bool,
    /// Whether the documentation in comments of the schema and in overlays is copied to the generated items.
    pub docs: bool,
    /// URL of the web page about a declaration. The documentation of a generated item links to the page about the
    /// item's declaration. `{kind}` is replaced by `constructor`, `method` or `type`, and `{name}` by the name in the
    /// schema.
    ///
    /// If this is `None`, items link to `https://core.telegram.org` if their schema is in Telegram's dialect and has
    /// namespaces. If the text is empty, items have no links.
    pub link: Option<String>,
    /// Overlays: files with documentation in addition to the comments of the schema, in the forms that
    /// [`tl_parser::docs`] reads. Later files override earlier ones.
    ///
    /// [`Builder`](crate::Builder) and the program `tl` read these files. [`generate`](super::generate) ignores them,
    /// because its schema was already read. Relative paths begin at the folder of the config file. JSON needs the
    /// feature `json`.
    pub overlay: Vec<PathBuf>,
    /// Whether `From` and `TryFrom` convert between each enum and the structs of its variants, regardless of the role.
    pub conversions: bool,
    /// Whether enums have methods for those fields that all of their constructors have with the same type. There is no
    /// method for a field whose type is a `Box`. Enums that are not read, and generic enums, never have such methods.
    pub getters: bool,
    /// Whether `types::Any` and `functions::Any` are generated: the enum of all constructors and the enum of all
    /// functions. The role determines which of the two exist. If a field or a result contains one of these enums, that
    /// enum is always generated. With [`Role::Both`], these enums take a third of the time that rustc needs for a
    /// release build of a layer.
    pub any: bool,
    /// Whether types implement `Serialize` and `Deserialize`, with the JSON form that `tl encode` and `tl decode` use.
    /// Types whose bytes depend on parameters do not implement these traits. This needs the feature `serde` of
    /// tl-runtime. Serializing encodes a value to bytes first, and deserializing decodes it from bytes. So every type
    /// can be written and read if this is set, regardless of the role.
    pub serde: bool,
    /// Whether a module `views` is generated, with a view of each type that is read. A view refers to the bytes that it
    /// was read from. Of the [`derives`](Self::derives), views have only `Clone` and `Debug`.
    pub borrowed: bool,
    /// The role of the program. It determines which types can be written and read, and which of `types::Any` and
    /// `functions::Any` exist.
    pub role: Role,
    /// Names of constructors, functions and types that are both written and read, regardless of the role. Everything
    /// that they contain or return is both written and read too. A `*` as the last character matches any text, as in
    /// `auth.*`.
    pub both: Vec<String>,
    /// Names of the constructors, functions and types to generate, together with everything that they need. If the list
    /// is empty, everything is generated. A `*` as the last character matches any text, as in `auth.*`.
    pub roots: Vec<String>,
    /// Rust names, by names in the schema. A key names a constructor, a function or a type
    /// (`"auth.sentCode" = "CodeSent"`), a variant (`"InputPeer::inputPeerSelf" = "Me"`) or a field
    /// (`"user::self" = "is_self"`).
    ///
    /// It is an error if none of the schemas that use this config contains a key, or if a new name is taken or is not
    /// an identifier. Names of fields must begin with a lower-case letter, all other names with an upper-case letter.
    pub rename: BTreeMap<String, String>,
    /// Folders and files of Rust sources. If the list is not empty, only the items that these sources need are
    /// generated, and values of types that are not generated are kept as bytes or skipped. Items in
    /// [`roots`](Self::roots) are added, with everything that they need.
    ///
    /// Relative paths begin at the folder of the config file, or at the package root for [`Builder`](crate::Builder).
    pub used: Vec<PathBuf>,
    /// Schemas of other layers, one per file. If a value has a constructor that exists only in these layers, the value
    /// is skipped or kept as bytes. If the list is not empty, each enum has a variant for such values, except enums
    /// whose bytes depend on parameters. All of these schemas apply to every module.
    ///
    /// [`Builder`](crate::Builder) and the program `tl` read these files. Relative paths begin at the folder of the
    /// config file, or at the package root for [`Builder`](crate::Builder). With the feature `bundled`, a path may be
    /// the name of a bundled schema.
    pub passing: Vec<PathBuf>,
    /// The dialect of the schemas, `"telegram"` or `"formal"`. If this is `None`, the declarations determine the
    /// dialect. [`Builder`](crate::Builder) and the program `tl` read schemas in this dialect.
    /// [`generate`](super::generate) ignores this key, because its schema was already read.
    pub dialect: Option<Dialect>,
    /// Treatment of mask bits that no field uses, `"kept"` or `"computed"`. A mask is a `#` whose bits determine which
    /// fields are present. If the key is `None`, the bits are kept in the formal dialect and dropped in Telegram's.
    pub masks: Option<Masks>,
    /// The form of values: bytes, JSON of TDLib, or JSON of tonlib.
    pub json: Json,
    /// Names of fields, as `"constructor::field"`. The values of the fields are JSON objects or lists of objects, and
    /// these objects may be null even if the documentation does not mention this. Only JSON has null; see
    /// [`json`](Self::json).
    pub nullable: Vec<String>,
    /// Names of fields, as `"constructor::field"`. The objects in these fields are never null, even if the
    /// documentation allows null.
    pub required: Vec<String>,
    /// The Rust type of a TL `string`.
    pub strings: Strings,
    /// The Rust type of a TL `bytes`.
    pub bytes: Bytes,
    /// Path of the runtime crate in generated code. It must have the same meaning in every module, so it must not begin
    /// with `self` or `super`.
    pub runtime: String,
    /// Whether prettyplease formats the code, which needs the feature `format`.
    pub format: bool,
}

/// The role of a program, which determines the values that it writes and the values that it reads. Code that writes or
/// reads other values is not generated, so it takes no time to compile, and calling it is a compile error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Role {
    /// The program writes functions and the values in them, and reads their results. If no function contains or returns
    /// a type, the type is both written and read.
    #[default]
    Client,
    /// The program reads functions and the values in them, and writes their results. `functions::Any` reads any
    /// function; the id determines which one it is. If no function contains or returns a type, the type is both written
    /// and read.
    Server,
    /// The program writes and reads everything. `types::Any` reads any constructor, and `functions::Any` any function;
    /// the id determines which one it is.
    Both,
}

/// Treatment of mask bits that no field uses. A mask is a `#` whose bits determine which fields are present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Masks {
    /// The bits are kept in a `u32` field named after the mask, so that encoding a decoded value gives the same bytes.
    /// Encoding adds the bits of the fields that are present.
    Kept,
    /// The bits are dropped: masks are computed from the fields that are present, and structs have no fields for them.
    Computed,
}

/// The form of values: bytes, JSON of TDLib, or JSON of tonlib.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Json {
    /// Values are bytes. If [`Config::serde`] is on, they also have the JSON form of `tl encode` and `tl decode`.
    #[default]
    Tl,
    /// Values are JSON of TDLib, and have no bytes. This is for the schema `td_api.tl`, and needs the feature `tdjson`
    /// of tl-runtime.
    Tdlib,
    /// Values are JSON of tonlib, and have no bytes. This is for the schema `tonlib_api.tl`, and needs the feature
    /// `tdjson` of tl-runtime.
    Ton,
}

impl Json {
    /// Returns whether values are JSON instead of bytes.
    pub(crate) fn replaces_bytes(self) -> bool {
        self != Self::Tl
    }

    fn name(self) -> &'static str {
        match self {
            Self::Tl => "tl",
            Self::Tdlib => "tdlib",
            Self::Ton => "ton",
        }
    }
}

/// The Rust type of a TL `string`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Strings {
    /// `String`. Bytes that are not UTF-8 are an error.
    #[default]
    Utf8,
    /// The Rust type of a TL `bytes`, which is `Vec<u8>` by default.
    Bytes,
}

/// The Rust type of a TL `bytes`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Bytes {
    /// `Vec<u8>`.
    #[default]
    Vec,
    /// `bytes::Bytes`, which needs the feature `bytes` of tl-runtime. The value is a slice of the input if the input is
    /// a `Bytes` too, and a copy otherwise.
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
            json: Json::Tl,
            nullable: Vec::new(),
            required: Vec::new(),
            strings: Strings::Utf8,
            bytes: Bytes::Vec,
            runtime: "::tl_runtime".to_owned(),
            format: cfg!(feature = "format"),
        }
    }
}

/// The error for an invalid value in a [`Config`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigError {
    /// The config key, such as `derives`.
    pub key: &'static str,
    /// The invalid value.
    pub value: String,
    /// The problem, as the end of a sentence that begins with the value: `is not a Rust path`.
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
    /// Whether the path begins with `::`.
    pub(crate) absolute: bool,
    /// Identifiers of the path. Only the first may be `crate`. Unnecessary `r#` prefixes are removed.
    pub(crate) segments: Vec<String>,
}

const NOT_A_PATH: &str = "is not a Rust path";

impl RustPath {
    /// Parses a path such as `::serde::Serialize`, `crate::tl` or `Clone`. The error describes the problem.
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

    /// Parses the path of a derive macro. `Copy` is an error, because types with heap memory cannot have it.
    fn parse_derive(text: &str) -> Result<Self, &'static str> {
        let path = Self::parse(text)?;
        match path.name() {
            "crate" => Err(NOT_A_PATH),
            "Copy" => Err("cannot be derived for every generated type"),
            _ => Ok(path),
        }
    }

    fn name(&self) -> &str {
        self.segments.last().map_or("", String::as_str)
    }

    /// Returns whether both paths name one derive, as `Debug` and `::core::fmt::Debug` do. Macros of different crates
    /// may have the same name, so only paths to the standard library are compared by name.
    fn is_same_derive(&self, other: &Self) -> bool {
        self.segments == other.segments
            || (self.name() == other.name() && self.is_standard() && other.is_standard())
    }

    /// Returns whether the type `Unread` of the runtime has this derive too.
    fn is_of_unread(&self) -> bool {
        let derives = ["Clone", "Debug", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash"];
        self.is_standard() && derives.contains(&self.name())
    }

    fn is_default(&self) -> bool {
        self.is_standard() && self.name() == "Default"
    }

    /// Returns whether this is the standard `Clone` or `Debug`, which views can have too.
    pub(crate) fn is_clone_or_debug(&self) -> bool {
        self.is_standard() && ["Clone", "Debug"].contains(&self.name())
    }

    /// Returns whether this is a path to the standard library. The derives of the standard library are in scope, so a
    /// path of one segment counts too.
    fn is_standard(&self) -> bool {
        match self.segments.as_slice() {
            [_] => true,
            [first, ..] => ["core", "std"].contains(&first.as_str()),
            [] => false,
        }
    }
}

/// Returns `text` if it is an identifier, without an unnecessary `r#`.
fn identifier(text: &str) -> Option<&str> {
    let name = text.strip_prefix("r#").unwrap_or(text);
    if is_plain(name) {
        return Some(name);
    }
    let is_raw = name != text && RAW_KEYWORDS.contains(&name);
    is_raw.then_some(text)
}

/// The checked paths of a [`Config`].
#[derive(Clone, Debug)]
pub(crate) struct CheckedPaths {
    /// Derives, except `Default`.
    pub(crate) derives: Vec<RustPath>,
    /// Whether the types that can have the derive `Default` get it.
    pub(crate) default: bool,
    pub(crate) runtime: RustPath,
}

impl Config {
    /// Returns whether the structs for `schema` have fields for mask bits that no other field uses.
    pub(crate) fn keeps_masks(&self, schema: &Schema) -> bool {
        self.masks.map_or_else(|| schema.dialect().keeps_masks(), |masks| masks == Masks::Kept)
    }

    /// Checks the values that can be checked without a schema, except `attributes`, and returns the paths. `has_unread`
    /// is whether generated types may contain values that are kept as bytes.
    pub(crate) fn paths(&self, has_unread: bool) -> Result<CheckedPaths, ConfigError> {
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
        self.check_json()?;
        let (defaults, derives): (Vec<_>, _) =
            self.derive_paths(has_unread)?.into_iter().partition(RustPath::is_default);
        let runtime =
            RustPath::parse(&self.runtime).map_err(|problem| error("runtime", &self.runtime, problem))?;
        if self.format && !cfg!(feature = "format") {
            return Err(error("format", "true", "needs the feature `format` of tl-codegen"));
        }
        let default = !defaults.is_empty() || self.json.replaces_bytes();
        Ok(CheckedPaths { derives, default, runtime })
    }

    /// If values are JSON, checks that no key about bytes is set.
    fn check_json(&self) -> Result<(), ConfigError> {
        if !self.json.replaces_bytes() {
            return Ok(());
        }
        let conflicts = [
            ("serde", self.serde),
            ("borrowed", self.borrowed),
            ("passing", !self.passing.is_empty()),
            ("strings", self.strings != Strings::Utf8),
            ("bytes", self.bytes != Bytes::Vec),
        ];
        match conflicts.iter().find(|(_, is_set)| *is_set) {
            None => Ok(()),
            Some((key, _)) => {
                let problem = format!("cannot be combined with `{key}`, which is about bytes");
                Err(ConfigError { key: "json", value: self.json.name().to_owned(), problem: problem.into() })
            }
        }
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
                return Err(error("is listed twice"));
            }
            if self.serde && ["Serialize", "Deserialize"].contains(&path.name()) {
                return Err(error("is already implemented, because `serde` is on"));
            }
            if has_unread && !path.is_of_unread() && !path.is_default() {
                return Err(error(
                    "is not a derive of `Unread`, which replaces other types if `used` or `passing` is set",
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
    fn paths_are_rejected_if_rustc_would_reject_them() {
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
    fn keywords_are_not_segments() {
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
    fn paths_that_depend_on_the_module_are_rejected() {
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
    fn errors_contain_the_key_of_the_bad_value() {
        let error = problem_of(&["Clone,Debug"]).unwrap();
        assert_eq!(error.to_string(), "config key `derives`: `Clone,Debug` is not a Rust path");
        let bad = Config { runtime: "super::rt".to_owned(), ..Config::default() };
        let error = bad.paths(false).unwrap_err();
        assert_eq!((error.key, error.value.as_str()), ("runtime", "super::rt"));
    }

    #[test]
    fn keys_about_bytes_are_rejected_if_values_are_json() {
        let json = Config { json: Json::Tdlib, format: false, ..Config::default() };
        assert!(json.paths(false).unwrap().default);
        for (key, config) in [
            ("serde", Config { serde: true, ..json.clone() }),
            ("borrowed", Config { borrowed: true, ..json.clone() }),
            ("passing", Config { passing: vec!["a.tl".into()], ..json.clone() }),
            ("strings", Config { strings: Strings::Bytes, ..json.clone() }),
            ("bytes", Config { bytes: Bytes::Shared, ..json.clone() }),
        ] {
            let error = config.paths(false).unwrap_err().to_string();
            let expected =
                format!("config key `json`: `tdlib` cannot be combined with `{key}`, which is about bytes");
            assert_eq!(error, expected);
        }
    }

    #[test]
    fn derives_that_the_key_serde_adds_are_rejected() {
        let derives = vec!["::serde::Serialize".to_owned()];
        let config = Config { derives, serde: true, format: false, ..Config::default() };
        let problem =
            "config key `derives`: `::serde::Serialize` is already implemented, because `serde` is on";
        assert_eq!(config.paths(false).unwrap_err().to_string(), problem);
        assert!(Config { serde: false, ..config }.paths(false).is_ok());
    }

    #[test]
    fn derives_that_some_types_cannot_have_are_rejected() {
        for bad in ["Copy", "core::marker::Copy", "r#Copy"] {
            let error = problem_of(&["Clone", bad]).unwrap();
            assert_eq!(
                (error.value.as_str(), &*error.problem),
                (bad, "cannot be derived for every generated type")
            );
        }
        for bad in ["crate", "fn", "r#Self"] {
            assert_eq!(problem_of(&[bad]).unwrap().problem, NOT_A_PATH, "{bad}");
        }
    }

    #[test]
    fn a_repeated_derive_is_rejected() {
        for (first, again) in [
            ("Clone", "Clone"),
            ("Debug", "::core::fmt::Debug"),
            ("std::hash::Hash", "core::hash::Hash"),
            ("serde::Serialize", "::serde::Serialize"),
            ("Eq", "r#Eq"),
        ] {
            let error = problem_of(&[first, "PartialEq", again]).unwrap();
            assert_eq!((error.value.as_str(), &*error.problem), (again, "is listed twice"));
        }
        assert_eq!(problem_of(&["serde::Serialize", "rkyv::Serialize", "Clone"]), None);
    }
}

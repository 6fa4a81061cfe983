//! Converts TL names to Rust identifiers: changes their case, escapes keywords, and makes names unique in their scope.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use heck::ToSnakeCase;

use super::model::Ident;
use crate::file_names::is_device;

/// Keywords of any edition that become identifiers with the prefix `r#`.
pub(crate) const RAW_KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that are not identifiers even with the prefix `r#`.
const PATH_KEYWORDS: &[&str] = &["crate", "self", "super", "Self"];

/// Names of the standard library that generated code uses. A generated item with such a name hides the name of the
/// standard library in its module.
pub(super) const STD_NAMES: &[&str] =
    &["Box", "Default", "Err", "From", "None", "Ok", "Option", "Result", "Some", "String", "TryFrom", "Vec"];

/// Names that a module inside a generated module must not have, because generated code uses them for something else.
const NO_MODULES: &[&str] = &[
    "bool",
    "char",
    "core",
    "enums",
    "f32",
    "f64",
    "functions",
    "i16",
    "i32",
    "i64",
    "i8",
    "r#mod",
    "registry",
    "str",
    "types",
    "u16",
    "u32",
    "u64",
    "u8",
    "usize",
];

/// `new`, and names of methods of the traits that generated types implement. Flags and getters must not hide these
/// methods, so their methods cannot have these names.
const NO_METHODS: &[&str] = &[
    "bare_data_len",
    "clone",
    "cmp",
    "combinator",
    "constructor_id",
    "constructor_name",
    "data_len",
    "decode",
    "decode_bare",
    "decode_bare_with",
    "decode_items",
    "decode_output",
    "decode_with",
    "default",
    "encode",
    "encode_after",
    "encode_bare",
    "encode_bare_with",
    "encode_extend",
    "encode_into",
    "encode_into_bytes_mut",
    "encode_items",
    "encode_output",
    "encode_with",
    "encoded_len",
    "eq",
    "fmt",
    "from",
    "from_bytes",
    "from_shared",
    "hash",
    "into",
    "ne",
    "new",
    "output_from_bytes",
    "output_from_shared",
    "output_or",
    "output_or_shared",
    "output_to_bytes",
    "partial_cmp",
    "read_output",
    "to_bytes",
    "to_bytes_exact",
    "to_owned",
    "try_from",
    "try_into",
    "write_output",
];

/// Rust name of the combinator `_`.
const UNNAMED: &str = "Unnamed";

/// In bindings for the binary format: name of the variant for all constructors without a variant of their own.
pub(super) const OTHER: &str = "Other";

/// In bindings for the JSON of TDLib and tonlib: name of the variant for all constructors without a variant of their
/// own.
pub(super) const UNKNOWN: &str = "Unknown";

/// Converts `sentCode` to `SentCode` and `JSONObject` to `Jsonobject`, for structs, enums, variants and type
/// parameters.
///
/// A word begins after `_`, and at a capital letter that does not follow another capital letter. The crates of grammers
/// use the same rule, so their items have the same names.
pub(super) fn camel(name: &str) -> String {
    if name == "_" {
        return UNNAMED.to_owned();
    }
    let mut camel = String::with_capacity(name.len());
    let (mut begins, mut follows_capital) = (true, false);
    for c in name.chars() {
        match c {
            '_' => begins = true,
            _ if begins => camel.push(c.to_ascii_uppercase()),
            _ if follows_capital => camel.push(c.to_ascii_lowercase()),
            _ => camel.push(c),
        }
        if c != '_' {
            follows_capital = c.is_ascii_uppercase();
            begins = false;
        }
    }
    camel
}

/// Returns the name of a variant, such as `Empty` for the constructor `InputPeerEmpty` of the type `InputPeer`.
///
/// If the constructor's name begins with the type's name, the name of the variant depends on the rest:
///
/// - If the rest is `Self`, a number or empty, the last word of the type's name precedes it: `InputPeer::PeerSelf`,
///   `InputUser::User`.
/// - If the rest begins with a capital letter, it is the name of the variant.
///
/// Otherwise, the variant has the whole name of the constructor.
pub(super) fn variant<'n>(constructor: &'n str, ty: &str) -> &'n str {
    let Some(rest) = constructor.strip_prefix(ty) else { return constructor };
    if rest == "Self" || rest.bytes().all(|b| b.is_ascii_digit()) {
        let last_word = ty.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or_default();
        &constructor[last_word..]
    } else if rest.starts_with(|c: char| c.is_ascii_uppercase()) {
        rest
    } else {
        constructor
    }
}

/// Converts `liteServer` to `lite_server`, for fields, methods and modules.
pub(super) fn snake(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let words = |part: &str| !part.is_empty() && part.bytes().all(plain);
    if name.split('_').all(words) { name.to_owned() } else { name.to_snake_case() }
}

/// Returns whether `name` can be written as an identifier without `r#`.
pub(crate) fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name != "_"
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !PATH_KEYWORDS.contains(&name)
        && RAW_KEYWORDS.binary_search(&name).is_err()
}

/// The identifiers of one scope.
#[derive(Debug, Default)]
pub(super) struct Scope {
    forbidden: &'static [&'static str],
    taken: HashSet<Rc<str>>,
    /// For each name that was already taken, the next number to try.
    numbers: HashMap<Rc<str>, u32>,
}

impl Scope {
    /// Creates a scope for the items and modules in a module.
    pub(super) fn module() -> Self {
        Self::without(NO_MODULES)
    }

    /// Creates a scope for the methods of a type.
    pub(super) fn methods() -> Self {
        Self::without(NO_METHODS)
    }

    /// Creates a scope for the variants of an enum. The name of the variant for all other constructors is forbidden:
    /// [`UNKNOWN`] if `is_json`, and [`OTHER`] if not.
    pub(super) fn variants(is_json: bool) -> Self {
        Self::without(if is_json { &[UNKNOWN] } else { &[OTHER] })
    }

    /// Creates a scope in which the names in `forbidden` cannot be reserved.
    pub(super) fn without(forbidden: &'static [&'static str]) -> Self {
        Self { forbidden, ..Self::default() }
    }

    /// Reserves the first free name among `name` and `others`. If all are taken, reserves the last one with a number.
    pub(super) fn reserve<'n>(&mut self, name: &'n str, others: impl IntoIterator<Item = &'n str>) -> Ident {
        let mut last = name;
        for candidate in [name].into_iter().chain(others) {
            if let Some(ident) = self.take(candidate) {
                return ident;
            }
            last = candidate;
        }
        self.numbered(last, |_| true)
    }

    /// Reserves the name of a module. The name is used as a file name too, so device names of Windows get a number.
    pub(super) fn reserve_module(&mut self, name: &str) -> Ident {
        let is_file_name = |name: &str| !is_device(name);
        let taken = if is_file_name(name) { self.take(name) } else { None };
        taken.unwrap_or_else(|| self.numbered(name, is_file_name))
    }

    /// Reserves `name` with a number. The number is the first one, from 2 on, for which the result is free and allowed.
    fn numbered(&mut self, name: &str, is_allowed: impl Fn(&str) -> bool) -> Ident {
        let mut number = self.numbers.get(name).copied().unwrap_or(2);
        loop {
            let numbered = format!("{name}{number}");
            let taken = if is_allowed(&numbered) { self.take(&numbered) } else { None };
            number += 1;
            if let Some(ident) = taken {
                self.numbers.insert(name.into(), number);
                return ident;
            }
        }
    }

    /// Returns whether `name` is reserved or forbidden.
    pub(super) fn has(&self, name: &str) -> bool {
        self.forbidden.contains(&name) || self.taken.contains(name)
    }

    fn take(&mut self, name: &str) -> Option<Ident> {
        let ident = legal(name);
        let free = !self.forbidden.contains(&&*ident.0) && self.taken.insert(ident.0.clone());
        free.then_some(ident)
    }
}

/// Returns `name` as a legal identifier.
fn legal(name: &str) -> Ident {
    if PATH_KEYWORDS.contains(&name) {
        Ident(format!("{name}_").into())
    } else if RAW_KEYWORDS.binary_search(&name).is_ok() {
        Ident(format!("r#{name}").into())
    } else {
        Ident(name.into())
    }
}

/// Splits a name into its namespace and its local part.
pub(super) fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or(("", name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reserve(scope: &mut Scope, name: &str) -> String {
        scope.reserve(name, []).0.to_string()
    }

    #[test]
    fn the_keyword_table_is_sorted() {
        assert!(RAW_KEYWORDS.is_sorted());
    }

    #[test]
    fn methods_of_the_runtime_are_not_hidden() {
        let source = |name| {
            let path = format!("{}/../tl-runtime/src/{name}", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap()
        };
        let text = ["traits.rs", "requests.rs"].map(source).concat();
        let methods = text.lines().filter_map(|line| line.strip_prefix("    fn ")?.split(['(', '<']).next());
        let methods: Vec<&str> = methods.collect();
        assert!(methods.len() > 20, "{methods:?}");
        let hidden: Vec<_> = methods.iter().filter(|method| !NO_METHODS.contains(method)).collect();
        assert!(hidden.is_empty(), "{hidden:?}");
    }

    #[test]
    fn case_follows_the_words_of_a_name() {
        for (name, expected) in [
            ("inputPeerPhotoFileLocation", "InputPeerPhotoFileLocation"),
            ("p_q_inner_data", "PQInnerData"),
            ("server_DH_params_ok", "ServerDhParamsOk"),
            ("Server_DH_Params", "ServerDhParams"),
            ("updateBotWebhookJSONQuery", "UpdateBotWebhookJsonquery"),
            ("kdfSHA256SHA512iter10", "KdfSha256Sha512iter10"),
            ("messageID64", "MessageId64"),
            ("md5Checksum", "Md5Checksum"),
            ("a1b2C", "A1b2C"),
            ("user_2_", "User2"),
            ("aB", "AB"),
            ("X", "X"),
        ] {
            assert_eq!(camel(name), expected);
        }
        let snakes = ["liteServer", "new_nonce_hash1", "K", "md5_checksum", "signatureSet", "a_"];
        assert_eq!(
            snakes.map(snake),
            ["lite_server", "new_nonce_hash1", "k", "md5_checksum", "signature_set", "a"]
        );
    }

    #[test]
    fn a_variant_leaves_out_the_name_of_its_type() {
        for (constructor, ty, expected) in [
            ("InputPeerEmpty", "InputPeer", "Empty"),
            ("InputPeerSelf", "InputPeer", "PeerSelf"),
            ("InputUser", "InputUser", "User"),
            ("User", "User", "User"),
            ("MessageId64", "MessageId", "Id64"),
            ("Message2d", "Message", "Message2d"),
            ("Messages", "Message", "Messages"),
            ("PhotoEmpty", "ChatPhoto", "PhotoEmpty"),
            ("Self", "User", "Self"),
        ] {
            assert_eq!(variant(constructor, ty), expected);
        }
    }

    #[test]
    fn keywords_become_identifiers() {
        let mut scope = Scope::default();
        assert_eq!(reserve(&mut scope, "type"), "r#type");
        assert_eq!(reserve(&mut scope, "gen"), "r#gen");
        assert_eq!(reserve(&mut scope, "self"), "self_");
        assert_eq!(reserve(&mut scope, "Self"), "Self_");
        assert_eq!(reserve(&mut scope, "union"), "union");
    }

    #[test]
    fn names_of_modules_are_valid_file_names_on_every_system() {
        let mut scope = Scope::module();
        let names = ["con", "com1", "com", "com", "com", "auth", "nul_"]
            .map(|name| scope.reserve_module(name).0.to_string());
        assert_eq!(names, ["con2", "com12", "com", "com10", "com11", "auth", "nul_"]);
        assert_eq!(reserve(&mut scope, "Con"), "Con");
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut scope = Scope::default();
        assert_eq!(reserve(&mut scope, "FooBar"), "FooBar");
        assert_eq!(reserve(&mut scope, "FooBar"), "FooBar2");
        assert_eq!(reserve(&mut scope, "FooBar2"), "FooBar22");
        assert_eq!(reserve(&mut scope, "type"), "r#type");
        assert_eq!(reserve(&mut scope, "type"), "type2");
    }
}

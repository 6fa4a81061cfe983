//! Tests of the names in Rust sources, and of warnings about the sources.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{GENERATED, Sources};
use crate::error::Error;

/// Creates a folder with files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn scan(folder: &TempDir, path: &str) -> Result<Sources, Error> {
    Sources::scan(&[folder.path().join(path)], None)
}

/// Scans one file, which must not cause warnings.
fn one(text: impl AsRef<[u8]>) -> Sources {
    let sources = scan(&folder(&[("a.rs", text.as_ref())]), "").unwrap();
    assert_eq!(sources.warnings(), [""; 0]);
    sources
}

/// Returns all names, separated by spaces.
fn names(sources: &Sources) -> String {
    sources.iter_relevant(&|_| true).collect::<Vec<_>>().join(" ")
}

/// Returns the names with a path to `new`, separated by spaces.
fn constructed(text: &str) -> String {
    let sources = one(text);
    let names: Vec<_> = sources.iter_relevant(&|_| true).filter(|name| sources.constructs(name)).collect();
    names.join(" ")
}

#[track_caller]
fn assert_names(text: impl AsRef<[u8]>, expected: &str) {
    let found = one(&text);
    assert_eq!(names(&found), expected, "{}", String::from_utf8_lossy(text.as_ref()));
}

#[test]
fn identifiers_are_names_and_keywords_are_not() {
    assert_names("pub fn f(user: types::User) -> i32 { user.id }", "User f i32 id types user");
    assert_names("_ = self.a; crate::b(); Self::C; super::d", "C a b d");
}

#[test]
fn raw_identifiers_are_names_even_if_they_are_keywords() {
    assert_names("x.r#type + r#user", "type user x");
    assert_names("type X = Y;", "X Y");
    assert!(one("x.r#type").contains("type"));
}

#[test]
fn keywords_of_newer_editions_are_names() {
    assert_names("x.gen + y.dyn", "dyn gen x y");
}

#[test]
fn groups_and_macros_are_read() {
    assert_names("a! { b!(c![d, (e)]) }", "a b c d e");
    assert_names("macro_rules! m { ($x:ident $(, $y:ty)*) => { f($x) }; }", "f ident m macro_rules ty x y");
}

#[test]
fn comments_and_documentation_have_no_names() {
    assert_names(
        "//! One\n/*! two */ // three\n/// Four `five`\nfn a() { /* six /* seven */ */ /** eight */ let b; //! nine\n }",
        "a b",
    );
    assert_names(r#"#[doc = "one"] #[doc(alias = "two")] #![doc = include_str!("three.md")] fn a() {}"#, "a");
    assert_names(
        r#"#[cfg_attr(docsrs, doc = "one", doc(cfg(two)), inline)] fn a() {}"#,
        "a cfg_attr docsrs inline",
    );
    assert_names("fn doc() { x.doc }", "doc x");
}

#[test]
fn strings_of_attributes_have_names() {
    assert_names(
        r##"#[serde(try_from = "crate::tl::types::User", rename = r#"a-b"#)] struct A;"##,
        "A User a b rename serde tl try_from types",
    );
    assert_names(r#"#![x(y(z = "A::<B>", "C"), "d\x65\u{66} 1g \n h")]"#, "A B C def h x y z");
    assert_names(r#"#[x = "r#type 's r# type r#a#b"]"#, "a b r s type x");
}

#[test]
fn other_strings_have_no_names() {
    assert_names(r##"a("b", r#"c"#, b"d", br"e", c"f", cr#"g"#, 'h', b'i', "j"k)"##, "a");
    assert_names(r#"a!["b"]; q!(#("c"),*); #[x(b"d", c"e", br"f", 'g')] y"#, "a q x y");
}

#[test]
fn lifetimes_and_suffixes_are_not_names() {
    assert_names("fn a<'b>(c: &'b D) -> &'static E { 'f: loop { break 'f } }", "D E a c");
    assert_names("1u32 + 0x1fu8 + 1.5e3f64 + 2_usize + 1e5 + t.0.x", "t x");
}

#[test]
fn a_shebang_a_byte_order_mark_and_windows_line_ends_are_allowed() {
    assert_names("\u{feff}#!/usr/bin/env run-cargo-script\r\nfn a() {}\r\n", "a");
    assert_names("#!/bin/sh", "");
    assert_names("#![allow(x)]\nfn a() {}", "a allow x");
    assert_names("#! \n [allow(x)]\nfn a() {}", "a allow x");
    assert_names("/// B\r\nfn a() { \"\\\r\n\" }\r\n", "a");
    assert_names("", "");
}

#[test]
fn names_in_other_alphabets_are_found() {
    assert_names("struct Größe { имя: 数 }", "Größe имя 数");
}

#[test]
fn nesting_is_not_limited() {
    const DEPTH: usize = 100_000;
    let nested = |name: &str| format!("{}{name}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    assert_names(nested("a"), "a");
    assert_names(format!("#{}", nested("a = \"b\"")), "a b");
    assert_names(format!("{}a{}", "mod m {".repeat(DEPTH), "}".repeat(DEPTH)), "a m");
    let open = folder(&[("a.rs", format!("x {}", "(".repeat(DEPTH)).as_bytes())]);
    let found = scan(&open, "").unwrap();
    assert_eq!((names(&found).as_str(), found.warnings().len()), ("x", 1));
}

#[test]
fn types_are_constructed_by_a_path_to_new() {
    assert_eq!(constructed("types::User::new(1); Chat :: /* */ new; map(Vec::new)"), "Chat User Vec");
    assert_eq!(constructed("A::<T>::new(); B::<C<T>, fn(X) -> Y>::new(); D<T>::new()"), "A B D");
    assert_eq!(constructed("<A>::new(); return <b::C>::new(); <Box<T>>::new()"), "A Box C");
    assert_eq!(constructed("if a < b && c > d { E::new() } else { 1 << 2 >> 3 }; f >= G::new()"), "E G");
    assert_eq!(constructed("Self::new(); new(); a.new(); X::newer(); X::renew(); fn new() {} a: new"), "");
    assert_eq!(constructed("r#A::new(); #[serde(default = \"types::B::new\")] C"), "A B");
}

#[test]
fn types_are_constructed_by_other_names() {
    assert_eq!(constructed("use a::{User as U, Chat as C}; U::new()"), "U User");
    assert_eq!(constructed("type U = User; type V = U; type W = Chat; V::new()"), "U User V");
    assert_eq!(constructed("type A<T> = a::B<C, T>; type D = E<F>; A::<X>::new()"), "A B");
    assert_eq!(constructed("<User as Make>::new(); x as i64; type"), "Make User");
}

#[test]
fn types_are_constructed_by_self_in_their_implementations() {
    assert_eq!(
        constructed("impl From<Chat> for a::User { fn from(_: Chat) -> Self { Self::new() } }"),
        "User"
    );
    assert_eq!(
        constructed("impl<T: Copy> A<T> where T: B { fn a() { Self::new() } } impl C for D {}"),
        "A D"
    );
    assert_eq!(constructed("impl Make for User { fn make() -> Self { todo!() } }"), "");
}

/// Returns the names with a path to a member that may be the variant for unknown constructors.
fn others(text: &str) -> String {
    let sources = one(text);
    let names: Vec<_> = sources.iter_relevant(&|_| true).filter(|name| sources.matches_other(name)).collect();
    names.join(" ")
}

#[test]
fn paths_to_the_variant_for_unknown_constructors_are_found() {
    assert_eq!(others("enums::User::Other(_) => A::B, C::OtherUser(x), Other, a.other, D::Mother"), "User");
    assert_eq!(others("use enums::User::*; use a::{Chat::{self, Text}, b}; A * B; C { d }"), "Chat User a");
    assert_eq!(others("use a::b as c; type D = e::F; D::Other(_) | c::Other"), "D F b c");
    assert_eq!(others("impl a::B { fn c(&self) { Self::Other(_) } }"), "B");
    assert!(one("A; $t::Other(_)").matches_other("A"));
}

/// Checks that all types that occur in the sources count as constructed if `new` is called on a variable of a macro.
#[test]
fn any_type_may_be_constructed_by_a_variable_of_a_macro() {
    for path in [
        "$t::new()",
        "types::$t::new()",
        "<$t>::new()",
        "impl A for $t { fn a() -> Self { Self::new() } }",
        "$($t)::+::new()",
        "[<$t Id>]::new()",
    ] {
        assert!(one(format!("m!(User); {path}")).constructs("User"), "{path}");
        assert!(!one(format!("m!(User); {path}")).constructs("Chat"), "{path}");
    }
}

#[test]
fn all_words_are_names_in_a_file_that_does_not_lex() {
    let text = "fn a() {\n    User::new(b.c; // d\n}\n A::<X>::x Chat::new_x Self::new";
    let folder = folder(&[("a.rs", text.as_bytes()), ("b.rs", b"e")]);
    let sources = scan(&folder, "").unwrap();
    assert_eq!(names(&sources), "A Chat User X a b c d e new new_x x");
    assert!(sources.constructs("User") && !sources.constructs("A") && !sources.constructs("Chat"));
    let file = folder.path().join("a.rs");
    let expected = format!(
        "{}:3:1: warning: this file cannot be split into tokens; all words in it are used as names",
        file.display()
    );
    assert_eq!(sources.warnings(), [expected]);
}

#[test]
fn any_type_may_be_constructed_in_a_file_that_does_not_lex() {
    for text in ["User; A::<X>::new(", "User; $t::new("] {
        assert!(scan(&folder(&[("a.rs", text.as_bytes())]), "").unwrap().constructs("User"), "{text}");
    }
    for text in ["User; A::<X>::Other(", "User; use A::{B, Other"] {
        assert!(scan(&folder(&[("a.rs", text.as_bytes())]), "").unwrap().matches_other("User"), "{text}");
    }
}

#[test]
fn positions_are_correct_after_a_byte_order_mark_and_a_shebang() {
    for (text, position) in
        [("\u{feff}a\n )", ":2:2: "), ("\u{feff}#!/bin/sh\na \\", ":2:3: "), ("\u{feff})", ":1:1: ")]
    {
        let sources = scan(&folder(&[("a.rs", text.as_bytes())]), "").unwrap();
        assert!(sources.warnings()[0].contains(position), "{:?}", sources.warnings());
    }
}

#[test]
fn folders_are_read_at_any_depth_in_order() {
    let folder = folder(&[
        ("src/b.rs", b"b"),
        ("src/a/c.rs", b"c"),
        ("src/a.rs", b"a"),
        ("src/d.txt", b"d"),
        ("build.rs", b"e"),
        ("f.in", b"f"),
    ]);
    let path = |path| folder.path().join(path);
    let sources = Sources::scan(&[path("f.in"), path("src"), path("src/a")], None).unwrap();
    assert_eq!(sources.files(), ["f.in", "src/a/c.rs", "src/a.rs", "src/b.rs"].map(path));
    assert_eq!(names(&sources), "a b c f");
}

#[test]
fn generated_files_are_skipped() {
    assert!(crate::rust::header().starts_with(GENERATED));
    let generated = format!("{}struct A;", crate::rust::header());
    let folder = folder(&[("api/mod.rs", generated.as_bytes()), ("main.rs", b"b")]);
    let sources = scan(&folder, "").unwrap();
    assert_eq!(
        (names(&sources).as_str(), sources.files()),
        ("b", [folder.path().join("main.rs")].as_slice())
    );
}

#[test]
#[cfg(unix)]
fn links_are_followed_once() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("src/a.rs", b"a"), ("other/b.rs", b"b")]);
    let path = |path| folder.path().join(path);
    symlink(path("src"), path("src/again")).unwrap();
    symlink(path("other"), path("src/other")).unwrap();
    symlink(path("src/self.rs"), path("src/self.rs")).unwrap();
    symlink("user@host.1234", path("src/.#a.rs")).unwrap();
    let sources = scan(&folder, "src").unwrap();
    assert_eq!(sources.files(), ["src/a.rs", "src/other/b.rs"].map(path));
}

#[test]
fn missing_paths_and_invalid_utf_8_are_errors() {
    let folder = folder(&[("a.rs", b"a"), ("b/c.rs", b"\xff")]);
    let error = scan(&folder, "src").unwrap_err().to_string();
    let path = |path| folder.path().join(path).display().to_string();
    assert_eq!(error, format!("config key `used`: `{}` does not exist", path("src")));
    let error = scan(&folder, "").unwrap_err().to_string();
    assert_eq!(error, format!("cannot read {}: stream did not contain valid UTF-8", path("b/c.rs")));
}

#[test]
fn the_output_folder_is_not_scanned() {
    let folder = folder(&[("src/a.rs", b"a"), ("target/out/b.rs", b"b")]);
    let path = |path| folder.path().join(path);
    let scan =
        |used, output: &Path| Sources::scan(&[path(used)], Some(output)).map(|sources| names(&sources));
    for (used, output) in [("", "target/out"), ("target/out", "target/out"), ("src", "src/new/out")] {
        let error = scan(used, &path(output)).unwrap_err().to_string();
        assert!(error.ends_with("` contains the folder that generated files are written to"), "{error}");
    }
    assert_eq!(scan("src", &path("target/out")).unwrap(), "a");
    assert_eq!(scan("src", &path("srcs")).unwrap(), "a");
    assert_eq!(scan("target/out/b.rs", &path("target/out")).unwrap(), "b");
}

#[test]
fn hashes_depend_on_the_relevant_names() {
    let relevant = |name: &str| ["User", "id"].contains(&name);
    let hash = |text: &str| one(text).fingerprint(&relevant);
    assert_eq!(hash("User.id"), hash("fn f() { x.id; User } // Chat"));
    assert_eq!(hash("a::new User id"), hash("id b User"));
    for other in ["User", "id", "", "User::new id", "new id; User::new"] {
        assert_ne!(hash(other), hash("User.id"), "{other}");
    }
    assert_eq!(hash("User.id"), 0x3421_88a3_3cc5_b351);
}

/// Scans `src` and returns the warnings about `text`, which is in `src/PATH`.
fn outside(path: &str, text: &str) -> Vec<String> {
    let folder = folder(&[(&format!("src/{path}"), text.as_bytes())]);
    let sources = scan(&folder, "src").unwrap();
    let file = folder.path().join("src").join(path).display().to_string();
    let warnings = sources.warnings().iter().map(|warning| warning.strip_prefix(&file).unwrap().to_owned());
    warnings.collect()
}

#[test]
fn included_files_that_are_not_scanned_cause_warnings() {
    for text in [
        r#"#[path = "../b.rs"] mod b;"#,
        r#"#[path = "c/../../src2/b.rs"] mod b;"#,
        r#"#[path = "/b.rs"] mod b;"#,
        r##"#[cfg_attr(unix, path = r"../b.rs")] mod b;"##,
        r#"#[cfg_attr(unix, cfg_attr(test, path = "../b.rs"))] mod b;"#,
        r#"mod c { #[path = "../../b.rs"] mod b; }"#,
        r#"include!("../b.rs");"#,
        r#"fn f() { std::include!{"\x2e./b.rs",} }"#,
        r#"include!["b.in"];"#,
    ] {
        assert_eq!(outside("main.rs", text).len(), 1, "{text}");
    }
    let warning = &outside("a/b.rs", r#"include!("../../c.rs");"#)[0];
    assert_eq!(
        warning,
        ": warning: `include!(\"../../c.rs\")` leads to a file that is not scanned; add the file to `used`, or the \
         names that it uses to `roots`"
    );
    assert!(outside("b.rs", r#"#[path = "../c.rs"] mod c;"#)[0].contains("`#[path = \"../c.rs\"]` leads"));
}

#[test]
fn included_files_that_are_scanned_cause_no_warnings() {
    for text in [
        r#"#[path = "../b.rs"] mod b;"#,
        r#"#[path = "./c/../b.rs"] mod b;"#,
        r#"#[path = "folder"] mod b { mod c; }"#,
        r#"mod c { #[path = "../../b.rs"] mod b; }"#,
        r#"mod c { mod d { #[path = "../../../b.rs"] mod b; } }"#,
        r#"include!("../b.rs");"#,
        r#"include!(concat!(env!("FOLDER"), "/api.rs"));"#,
        r#"include_str!("../../b.txt"); tl_runtime::include_tl!("../../x");"#,
        r#"#[get(path = "/users")] fn a() {} #[serde(x(path = "../../../b.rs"))] struct B;"#,
    ] {
        assert_eq!(outside("a/b.rs", text), [""; 0], "{text}");
    }
}

#[test]
fn included_files_that_are_listed_themselves_cause_no_warnings() {
    let folder =
        folder(&[("src/a.rs", b"include!(\"../b.in\"); #[path = \"../c/d.rs\"] mod d;"), ("b.in", b"e")]);
    fs::create_dir(folder.path().join("c")).unwrap();
    let paths: Vec<PathBuf> =
        ["src", "src/../b.in", "./c"].iter().map(|path| folder.path().join(path)).collect();
    let sources = Sources::scan(&paths, None).unwrap();
    assert_eq!(sources.warnings(), [""; 0]);
    assert!(sources.contains("e"));
}

//! Tests of generated code, with snapshots of small schemas and of `auth.cancelCode` of layer 82. They check, among
//! other things, the effects of config keys, errors for constructs that Rust cannot express, and which types can be
//! encoded and decoded.

use tl_parser::schema::{Dialect, Options, Schema};
use tl_parser::{SourceMap, load};

use super::lower::lower;
use super::model::{Item, Struct};
use super::*;
use crate::file_names::is_device;

fn schema(text: &str) -> Schema {
    schema_with(text, &Options::default())
}

fn schema_with(text: &str, options: &Options) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("test.tl", text).unwrap();
    let resolved = load(&sources, options);
    resolved.schema.unwrap_or_else(|| panic!("{:#?}", resolved.diagnostics))
}

fn layer_82() -> Schema {
    schema(&tl_schemas::find("telegram/82").unwrap().text())
}

/// Returns the text from `start` to the next `end`.
fn part<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text.find(start).unwrap();
    &text[from..from + text[from..].find(end).unwrap()]
}

#[cfg(feature = "format")]
mod pretty {
    use super::*;

    fn pretty() -> Config {
        Config { format: true, role: Role::Both, ..Config::default() }
    }

    fn generated(text: &str, path: &str) -> String {
        generated_with(text, &pretty(), path)
    }

    fn generated_with(text: &str, config: &Config, path: &str) -> String {
        let options = Options { dialect: config.dialect, ..Options::default() };
        let files = generate(&schema_with(text, &options), config, Location::Directory).unwrap();
        files.get(path).unwrap().to_owned()
    }

    /// Checks the documentation that the example overlay of the project adds.
    #[cfg(feature = "json")]
    #[test]
    fn auth_cancel_code_with_an_overlay() {
        let mut overlays = SourceMap::new();
        overlays.add("overlay.json", include_str!("../../../examples/overlay.json")).unwrap();
        let mut schema = layer_82();
        let found = tl_parser::docs::merge(&overlays, &mut [&mut schema], &tl_parser::Lints::default());
        assert!(found.is_empty(), "{found:#?}");
        let files = generate(&schema, &pretty(), Location::Directory).unwrap();
        let auth = files.get("functions/auth.rs").unwrap();
        let cancel_code = part(auth, "/// Cancels", "impl ");
        insta::assert_snapshot!("auth_cancel_code_with_an_overlay", cancel_code.trim_end());
        let without = generate(&schema, &Config { docs: false, ..pretty() }, Location::Directory).unwrap();
        assert_eq!(
            without,
            generate(&layer_82(), &Config { docs: false, ..pretty() }, Location::Directory).unwrap()
        );
    }

    /// Checks the code and documentation of `auth.cancelCode`, the reference example of the project.
    #[test]
    fn auth_cancel_code_as_rust() {
        let files = generate(&layer_82(), &pretty(), Location::Directory).unwrap();
        let auth = files.get("functions/auth.rs").unwrap();
        let cancel_code =
            part(auth, "/// ```tl\n/// auth.cancelCode", "/// ```tl\n/// auth.dropTempAuthKeys");
        insta::assert_snapshot!("auth_cancel_code_as_rust", cancel_code.trim_end());
    }

    /// Checks the calls of `__rt::json!`. They list the types that have a JSON form, each with the bytes that describe
    /// the type in the wire table. `Pair` is not listed, because its encoding depends on how `t` is encoded, for
    /// example bare or boxed.
    #[test]
    fn the_json_macro_gets_the_codes_of_types_with_a_json_form() {
        let text = "a#1 = A;\nb#2 = B;\nc#3 = B;\nsomeOf#4 x:B = Maybe;\nnoneOf#5 = Maybe;\npair#7 {t:Type} x:t y:t = Pair t;\n\
                    ---functions---\ncall#6 {X:Type} query:!X = X;\n";
        let config = Config { serde: true, ..pretty() };
        let files = generate(&schema(text), &config, Location::Directory).unwrap();
        let uses = |path: &str| part(files.get(path).unwrap(), "__rt::json!", "}\n").to_owned();
        let [types, enums, functions] = ["types/mod.rs", "enums/mod.rs", "functions/mod.rs"].map(uses);
        insta::assert_snapshot!("json_codes", types + &enums + &functions);
        assert!(files.get("wire.rs").unwrap().contains("pub static TABLE: Table<'static> = Table::new("));
        let needs_serde = |config| {
            let files = generate(&schema(text), &config, Location::Directory).unwrap();
            files.get("mod.rs").unwrap().contains("needs_serde!")
        };
        assert!(needs_serde(config) && !needs_serde(pretty()));
    }

    /// A part of TDLib's schema, shortened.
    const TDLIB: &str = "\
error code:int32 message:string = Error;
//@description A message
//@id Identifier
//@sender Sender; may be null if unknown
//@content Content
//@order Order @tags Tags @data Data
//@replies Replies; replies may be null
message id:int53 sender:MessageSender content:MessageContent order:int64 tags:vector<vector<int64>> data:bytes \
replies:vector<message> = Message;
messageSenderUser user_id:int53 = MessageSender;
messageText text:string scale:double is_new:Bool = MessageContent;
messageExpired = MessageContent;
updateNewMessage message:message = Update;
updateUnknown kind:int32 = Update;
---functions---
//@description Returns a message. Can be called synchronously @sender Sender; pass null for any
getMessage id:int53 sender:MessageSender = Message;
";

    #[test]
    fn values_of_tdlib_are_json() {
        let config = Config { json: Json::Tdlib, role: Role::Client, docs: false, ..pretty() };
        let files = generate(&schema(TDLIB), &config, Location::Directory).unwrap();
        let of = |path: &str| files.get(path).unwrap().to_owned();
        let text = [of("types/mod.rs"), of("enums/mod.rs"), of("functions/mod.rs")].concat();
        insta::assert_snapshot!("json_of_tdlib", text);
    }

    #[test]
    fn values_of_tonlib_are_json() {
        let text = "int256 8*[ int32 ] = Int256;\nobject ? = Object;\n\
                    blocks.shortTxId mode:# account:mode.0?bytes lt:mode.1?int64 hash:mode.2?int256 = blocks.TxId;\n\
                    ---functions---\nwithTx id:blocks.shortTxId query:Object = Object;\n";
        let config = Config { json: Json::Ton, docs: false, ..pretty() };
        let files = generate(&schema(text), &config, Location::Directory).unwrap();
        let text = [files.get("types/blocks.rs").unwrap(), files.get("functions/mod.rs").unwrap()].concat();
        insta::assert_snapshot!("json_of_ton", text);
    }

    /// Checks fields whose objects would contain each other without end. Such a field may be null.
    #[test]
    fn endless_objects_may_be_null_in_json() {
        let text = "a x:b = A; b y:A z:int = B; c next:C = C; d next:vector<d> = D;";
        let config = Config { json: Json::Tdlib, ..pretty() };
        let types = generated_with(text, &config, "types/mod.rs");
        for field in ["pub x: Option<Box<B>>,", "pub y: Option<Box<A>>,", "pub next: Option<Box<C>>,"] {
            assert!(types.contains(field), "{field}\n{types}");
        }
    }

    #[test]
    fn numbers_on_which_fields_depend_are_read_first() {
        let config = Config { json: Json::Ton, ..pretty() };
        let text = "a n:# x:n?int flags:# more:flags.0?# y:more.1?int = A;";
        let types = generated_with(text, &config, "types/mod.rs");
        for line in ["let n = r.nat(\"n\");", "let x2 = if n != 0 {", "let more = if flags & 0x1 != 0 {"] {
            assert!(types.contains(line), "{line}\n{types}");
        }
    }

    #[test]
    fn roots_keep_the_error_that_every_function_may_return() {
        let config = Config { json: Json::Tdlib, roots: vec!["getMessage".to_owned()], ..pretty() };
        let functions = generated_with(TDLIB, &config, "functions/mod.rs");
        assert!(functions.contains("type Error = types::Error;"), "{functions}");
    }

    #[test]
    fn the_config_overrides_which_fields_may_be_null() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let config = Config {
            json: Json::Tdlib,
            nullable: names(&["message::content", "updateNewMessage::message"]),
            required: names(&["message::sender", "message::replies"]),
            ..pretty()
        };
        let files = generate(&schema(TDLIB), &config, Location::Directory).unwrap();
        let types = files.get("types/mod.rs").unwrap();
        for field in [
            "pub sender: MessageSenderUser,",
            "pub content: Option<enums::MessageContent>,",
            "pub replies: Vec<Message>,",
            "pub message: Option<Message>,",
        ] {
            assert!(types.contains(field), "{field}\n{types}");
        }
    }

    #[test]
    fn only_fields_that_contain_json_objects_can_be_nullable() {
        let problem = |name: &str| {
            let config = Config { json: Json::Tdlib, nullable: vec![name.to_owned()], ..pretty() };
            generate(&schema(TDLIB), &config, Location::Directory).unwrap_err().to_string()
        };
        let no_object = "is not a field that contains JSON objects; `message::sender` would be one";
        for (name, expected) in [
            ("message::id", no_object),
            ("message::tags", no_object),
            ("message", no_object),
            ("message::sendr", "is not in the schema"),
            ("mesage", "is not in the schema; a similar name exists: `message`"),
        ] {
            assert_eq!(problem(name), format!("config key `nullable`: `{name}` {expected}"));
        }
    }

    #[test]
    fn views_contain_slices_and_read_nested_values_on_access() {
        let text = "a#1 flags:# silent:flags.0?true n:int id:flags.1?long text:string items:Vector<B> b:B m:C = A;\n\
                    b#2 data:bytes next:flags.0?B = B;\n\
                    noC#3 = C;\nsomeC#4 c:C = C;\n\
                    red#5 = Color;\nblue#6 = Color;\n";
        let text = text.replace("data:bytes", "data:bytes flags:#");
        let config = Config { borrowed: true, ..pretty() };
        let files = generate(&schema(&text), &config, Location::Directory).unwrap();
        let of = |path: &str| files.get(path).unwrap().to_owned();
        insta::assert_snapshot!("views", of("views/types/mod.rs") + &of("views/enums/mod.rs"));
    }

    #[test]
    fn auth_cancel_code_as_documentation() {
        let files = generate(&layer_82(), &pretty(), Location::Directory).unwrap();
        let auth = files.get("functions/auth.rs").unwrap();
        let cancel_code = part(auth, "/// ```tl\n/// auth.cancelCode", "#[derive");
        let lines: Vec<_> = cancel_code.lines().map(|line| line.trim_start_matches("///").trim()).collect();
        insta::assert_snapshot!("auth_cancel_code_as_documentation", lines.join("\n").trim_end());
    }

    #[test]
    fn a_mask_is_computed_and_its_fields_are_optional() {
        let text =
            "a#1 flags:# silent:flags.5?true id:int about:flags.1?string until:flags.1?int flags2:# = A;";
        let config = Config { dialect: Some(Dialect::Telegram), ..pretty() };
        insta::assert_snapshot!("mask", generated_with(text, &config, "types/mod.rs"));
        // Telegram's dialect computes masks by default. In the formal dialect, the config option has the same effect.
        // `flags2` is removed, because only Telegram's dialect treats a `#` with this name as a mask if no field uses
        // it.
        let text = text.replace(" flags2:#", "");
        let computed = Config { masks: Some(Masks::Computed), ..pretty() };
        assert_eq!(
            generated_with(&text, &config, "types/mod.rs"),
            generated_with(&text, &computed, "types/mod.rs")
        );
    }

    #[test]
    fn a_kept_mask_is_a_field_with_the_bits_that_no_field_uses() {
        let text =
            "a flags:# silent:flags.5?true id:int flags2:# about:flags2.1?string until:flags2.1?int = A;";
        insta::assert_snapshot!("kept_mask", generated(text, "types/mod.rs"));
    }

    #[test]
    fn a_type_with_several_constructors_is_an_enum() {
        let text = "peerUser id:long = Peer; peerChat id:long big:Vector<Peer> = Peer; peerSelf = Peer;";
        insta::assert_snapshot!("enum", generated(text, "enums/mod.rs"));
    }

    #[test]
    fn a_function_that_wraps_a_call_is_generic() {
        let text = "---functions---\ninvokeWithLayer {X:Type} layer:int query:!X = X;";
        let file = generated(text, "functions/mod.rs");
        insta::assert_snapshot!("generic_function", &file[file.find("/// ```tl").unwrap()..]);
    }

    #[test]
    fn out_dir_has_the_files_of_a_directory_and_one_to_include() {
        let schema = schema("a = A;\n// LAYER 5");
        let directory = generate(&schema, &pretty(), Location::Directory).unwrap();
        let out_dir = generate(&schema, &pretty(), Location::OutDir("api")).unwrap();
        insta::assert_snapshot!("root_of_directory", directory.get("mod.rs").unwrap());
        insta::assert_snapshot!("included_from_out_dir", out_dir.get("api.rs").unwrap());
        assert_eq!(out_dir.iter().count(), directory.iter().count() + 1);
        for (path, text) in directory.iter() {
            assert_eq!(out_dir.get(&format!("api/{path}")), Some(text), "{path}");
        }
    }
}

/// Checks the decisions of `lower` for `auth.cancelCode`, the reference example of the project.
#[test]
fn auth_cancel_code_as_model() {
    let (schema, config) = (layer_82(), Config::default());
    let package =
        lower(&schema, &schema, &config, &config.paths(false).unwrap(), Program::default()).unwrap();
    let structs = package.modules.iter().flat_map(|module| &module.items).filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    let found: Vec<&Struct> = structs.filter(|item| &*item.name == "auth.cancelCode").collect();
    insta::assert_snapshot!("auth_cancel_code_as_model", format!("{:#?}", found));
}

#[test]
fn large_payloads_and_recursive_fields_are_boxed() {
    let text = "richTextPlain text:string = RichText; richTextBold text:RichText = RichText; \
                a flags:# b:flags.0?B = A; b flags:# a:flags.0?A = B; big a:string b:string = Big; small = Big;";
    let files = generate(&schema(text), &plain(), Location::Directory).unwrap();
    let without_blanks = |path| files.get(path).unwrap().replace(' ', "");
    let enums = without_blanks("enums/mod.rs");
    for variant in ["Bold(Box<types::RichTextBold>)", "Big(Box<types::Big>)"] {
        assert!(enums.contains(variant), "{variant} is not in {enums}");
    }
    let types = without_blanks("types/mod.rs");
    assert!(types.contains("pubb:Option<Box<B>>"), "{types}");
}

fn plain() -> Config {
    Config { format: false, ..Config::default() }
}

/// Checks that the unnamed combinator gets a name in Rust and that carriage returns in comments are removed.
#[test]
fn odd_names_and_odd_comments_become_valid_rust() {
    let text = "_ = U; b_ = U; // a\rb\nuser x:int = User;";
    let files = generate(&schema(text), &plain(), Location::Directory).unwrap();
    assert!(files.get("types/mod.rs").unwrap().contains("pub struct Unnamed"));
    assert!(files.iter().all(|(_, text)| !text.contains('\r')));
}

#[test]
fn the_config_can_leave_out_the_documentation_of_the_schema() {
    let schema = schema("// Says something.\na = A;");
    let with = generate(&schema, &plain(), Location::Directory).unwrap();
    let without = generate(&schema, &Config { docs: false, ..plain() }, Location::Directory).unwrap();
    assert!(with.get("types/mod.rs").unwrap().contains("Says something."));
    assert!(!without.get("types/mod.rs").unwrap().contains("Says something."));
}

/// Checks the links to `core.telegram.org`, which describes only Telegram's API. A schema counts as the API if it is in
/// Telegram's dialect and has namespaces.
#[test]
fn config_link_is_the_address_of_the_page_of_each_declaration() {
    let api = "a#00000001 = A; b#00000002 = A; ---functions--- x.f#00000003 = A;";
    let links = |text: &str, link: Option<&str>| {
        let schema = schema_with(text, &Options { dialect: Some(Dialect::Telegram), ..Options::default() });
        let config = Config { link: link.map(str::to_owned), ..plain() };
        let files = generate(&schema, &config, Location::Directory).unwrap();
        let lines = files.iter().flat_map(|(_, text)| text.lines());
        lines.filter_map(|line| line.strip_prefix("/// See ").map(str::to_owned)).collect::<Vec<_>>()
    };
    let of = |kind: &str, name: &str| format!("[its page](<https://core.telegram.org/{kind}/{name}>).");
    let all = [of("type", "A"), of("method", "x.f"), of("constructor", "a"), of("constructor", "b")];
    assert_eq!(links(api, None), all);
    assert_eq!(links(&api.replace("x.f", "f"), None), [""; 0]);
    assert_eq!(links(api, Some("")), [""; 0]);
    let wrong = Config { link: Some("a b".to_owned()), ..plain() };
    let error = generate(&schema(api), &wrong, Location::Directory).unwrap_err();
    assert_eq!(error.to_string(), "config key `link`: `a b` has white space, `<` or `>`");
    assert_eq!(links(api, Some("../{name}.html#{kind}"))[1], "[its page](<../x.f.html#method>).");
}

#[test]
fn the_config_can_leave_out_conversions_and_getters() {
    let schema = schema("aX x:int = A; aY x:int = A; ---functions--- f = A;");
    let all = generate(&schema, &plain(), Location::Directory).unwrap();
    let lean = Config { conversions: false, getters: false, ..plain() };
    let lean = generate(&schema, &lean, Location::Directory).unwrap();
    for what in ["impl TryFrom<A> for types::AX {", "pub fn x(&self) -> i32 {"] {
        assert!(all.get("enums/mod.rs").unwrap().contains(what), "{what}");
        assert!(!lean.get("enums/mod.rs").unwrap().contains(what), "{what}");
    }
}

#[test]
fn the_config_can_leave_out_any_enums_that_no_field_contains() {
    let has_any = |text: &str, any| {
        let config = Config { any, role: Role::Both, ..plain() };
        let files = generate(&schema(text), &config, Location::Directory).unwrap();
        ["types/mod.rs", "functions/mod.rs"].map(|path| files.get(path).unwrap().contains("pub enum Any"))
    };
    let text = "a x:int = A; ---functions--- f = A;";
    assert_eq!(has_any(text, true), [true, true]);
    assert_eq!(has_any(text, false), [false, false]);
    assert_eq!(has_any("a x:Object y:int = A;", false), [true, false]);
}

#[test]
fn config_strings_selects_the_type_of_strings() {
    let schema = schema("a x:string y:bytes = A;");
    let bytes = Config { strings: Strings::Bytes, ..plain() };
    let utf8 = generate(&schema, &plain(), Location::Directory).unwrap();
    let bytes = generate(&schema, &bytes, Location::Directory).unwrap();
    assert!(utf8.get("types/mod.rs").unwrap().contains("pub x: String,\n    pub y: Vec<u8>,\n"));
    assert!(bytes.get("types/mod.rs").unwrap().contains("pub x: Vec<u8>,\n    pub y: Vec<u8>,\n"));
}

#[test]
fn config_bytes_selects_the_type_of_bytes() {
    let schema = schema("a x:string y:bytes z:Vector<bytes> = A;");
    let fields = |config: &Config| {
        let files = generate(&schema, config, Location::Directory).unwrap();
        assert_eq!(files.get("mod.rs").unwrap().contains("needs_bytes!"), config.bytes == Bytes::Shared);
        let types = files.get("types/mod.rs").unwrap();
        part(types, "pub x", "}").replace("\n", "").replace("    pub", "")
    };
    let shared = Config { bytes: Bytes::Shared, ..plain() };
    assert_eq!(fields(&plain()), "pub x: String, y: Vec<u8>, z: Vec<Vec<u8>>,");
    assert_eq!(fields(&shared), "pub x: String, y: __rt::Bytes, z: Vec<__rt::Bytes>,");
    let strings = Config { strings: Strings::Bytes, ..shared };
    assert_eq!(fields(&strings), "pub x: __rt::Bytes, y: __rt::Bytes, z: Vec<__rt::Bytes>,");
}

#[test]
fn bare_data_len_is_the_sum_of_the_lengths_of_bytes_fields() {
    let text = "a x:int = A; file flags:# name:string part:bytes preview:flags.0?bytes = File;
        ---functions---
        wrap {X:Type} id:int query:!X = X;";
    let files = generate(&schema(text), &plain(), Location::Directory).unwrap();
    let body = |file: &str, item: &str| {
        let text = files.get(file).unwrap();
        let of_item = part(text, &format!("EncodeBare for {item} "), "\n}");
        of_item.split_once("fn bare_data_len(&self) -> usize {").map(|(_, body)| body.trim().to_owned())
    };
    assert_eq!(body("types/mod.rs", "A"), None);
    let of_file = "self.part.len() + self.preview.as_ref().map_or(0, |x| x.len())\n    }";
    assert_eq!(body("types/mod.rs", "File").as_deref(), Some(of_file));
    let of_query = "__rt::Encode::data_len(&self.query)\n    }";
    assert_eq!(body("functions/mod.rs", "Wrap<X>").as_deref(), Some(of_query));
}

#[test]
fn config_derives_are_added_to_the_types_that_can_have_them() {
    let schema = schema("a x:double = A; b = B; c x:Vector<A> = C; d x:C = D; e = D;");
    let derives = ["Debug", "PartialEq", "Eq", "::core::hash::Hash"].map(str::to_owned).to_vec();
    let files = generate(&schema, &Config { derives, ..plain() }, Location::Directory).unwrap();
    let types = files.get("types/mod.rs").unwrap();
    let derive = |item: &str| {
        let item = types.split("\n\n").find(|text| text.contains(&format!("pub struct {item}"))).unwrap();
        part(item, "derive", "]").to_owned()
    };
    assert_eq!(derive("A"), "derive(Debug, PartialEq)");
    assert_eq!(derive("B"), "derive(Debug, PartialEq, Eq, ::core::hash::Hash)");
    assert_eq!(derive("C"), "derive(Debug, PartialEq)");
    assert!(files.get("enums/mod.rs").unwrap().contains("derive(Debug, PartialEq)]\npub enum D"));
}

#[test]
fn config_runtime_is_the_path_that_generated_code_uses() {
    let config = Config { runtime: "crate::tl::rt".to_owned(), ..plain() };
    let files = generate(&schema("a = A;"), &config, Location::Directory).unwrap();
    for (path, text) in files.iter().filter(|(path, _)| *path != "mod.rs") {
        assert!(text.contains("use crate::tl::rt::__rt"), "{path}");
        assert!(!text.contains("tl_runtime"), "{path}");
    }
}

#[test]
fn an_invalid_config_is_rejected() {
    let config = Config { runtime: "not a path".to_owned(), ..plain() };
    let error = generate(&schema("a = A;"), &config, Location::Directory).unwrap_err();
    assert_eq!(error.to_string(), "config key `runtime`: `not a path` is not a Rust path");
}

/// Returns the codes and lines of the reported problems.
#[track_caller]
fn refused(text: &str) -> Vec<(&'static str, u32)> {
    let found = problems(text);
    assert!(!found.is_empty(), "accepted: {text}");
    found
}

fn problems(text: &str) -> Vec<(&'static str, u32)> {
    let mut sources = SourceMap::new();
    sources.add("test.tl", text).unwrap();
    let resolved = load(&sources, &Options::default());
    let schema = resolved.schema.unwrap_or_else(|| panic!("{:#?}", resolved.diagnostics));
    let problems = match generate(&schema, &plain(), Location::Directory) {
        Ok(_) => Diagnostics::default(),
        Err(GenerateError::Unsupported(problems)) => problems,
        Err(error) => panic!("{error}"),
    };
    let place = |problem: &tl_parser::Diagnostic| sources.position(problem.primary.span).line;
    problems.iter().map(|problem| (problem.code.as_str(), place(problem))).collect()
}

/// Checks that each construct without a Rust form is reported with its position, and that one run reports all of them.
#[test]
fn constructs_that_rust_cannot_express_are_reported_with_their_positions() {
    let text = "b x:int y:string = B;\n\
                t X:Type y:int = T;\n\
                o flags:# x:flags.0?Object y:int = O;\n\
                v x:Vector<Object> = V;\n\
                Empty Foo; e x:Foo = E;\n\
                ---functions---\n\
                f {X:Type} q:!X x:X = X;\n\
                h {X:Type} x:int = Vector X;";
    let found = [("TL0703", 2), ("TL0708", 5), ("TL0705", 7), ("TL0709", 8)];
    assert_eq!(refused(text), found);
}

/// Checks declarations such as `bytes32 ? = Bytes32`, which are not known built-in types. Each use is an error. Unused
/// declarations are allowed.
#[test]
fn a_built_in_type_of_unknown_form_cannot_be_used() {
    let unused = schema("bytes32 ? = Bytes32; integer ? = Int; a x:int y:Int = A;");
    assert!(generate(&unused, &plain(), Location::Directory).is_ok());
    let text = "bytes32 ? = Bytes32; integer ? = Int; p {t:Type} x:t = P t;\n\
                a x:bytes32 = A;\n\
                b flags:# x:flags.0?%Bytes32 = B;\n\
                c x:Vector<Bytes32> y:vector<bytes32> = C;\n\
                d x:(P Bytes32) = D;\n\
                e n:# x:n*[ integer ] = E;\n\
                ok = Mixed; mixed ? = Mixed;\n\
                g x:Mixed = G; h x:Ok = H; ok2 = Ok;\n\
                ---functions---\n\
                f = Bytes32;";
    let found = [2, 3, 4, 5, 6, 8, 10].map(|line| ("TL0713", line));
    assert_eq!(refused(text), found);
    assert_eq!(refused("small = Int; int ? = Int; a x:Int = A;"), [("TL0710", 1)]);
}

/// Checks constructs that do not occur in TDLib's schemas. They have no form in the JSON of TDLib.
#[test]
fn some_constructs_have_no_form_in_json() {
    let schema = schema(
        "a x:float = A;\n\
         b x:true = B;\n\
         c n:# x:n*[ int ] = C;\n\
         p {t:Type} x:t = P t;\n\
         d x:(P int) = D;\n\
         e bytes:int32 body:Object = E;\n\
         ---functions---\n\
         f {X:Type} query:!X = X;\n\
         g x:int = Vector<float>;\n\
         h = Vector<int64>;",
    );
    let config = Config { json: Json::Ton, ..plain() };
    let error = generate(&schema, &config, Location::Directory).unwrap_err();
    let GenerateError::Unsupported(problems) = error else { panic!("{error:?}") };
    let found: Vec<_> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(found, ["TL0717"; 9]);
}

#[test]
fn an_object_before_other_fields_is_any_constructor_of_the_schema() {
    let schema = schema("o flags:# x:flags.0?Object y:Vector<Object> z:Object = O;");
    let files = generate(&schema, &plain(), Location::Directory).unwrap();
    let types: String = files.get("types/mod.rs").unwrap().split_whitespace().collect();
    assert!(types.contains("pubx:Option<Any>,puby:Vec<Any>,pubz:__rt::Object"), "{types}");
    assert_eq!(refused("---functions--- f x:Vector<Object> = Bool;"), [("TL0707", 1)]);
}

/// Returns the items of all files that contain `what`. White space is removed from the items.
fn items(files: &Files, what: &str) -> Vec<String> {
    let items = files.iter().flat_map(|(_, text)| text.split("\n\n"));
    items.filter(|item| item.contains(what)).map(|item| item.split_whitespace().collect()).collect()
}

/// Returns whether the struct `name` is written and whether it is read.
fn directions(files: &Files, name: &str) -> (bool, bool) {
    let has = |way: &str| !items(files, &format!("impl __rt::{way}Bare for {name} {{")).is_empty();
    (has("Encode"), has("Decode"))
}

#[test]
fn a_client_writes_the_contents_of_requests_and_reads_their_results() {
    let text = "out x:Both = Out; both x:int = Both; in x:In = Out2; inA = In; inB x:Both = In; \
                alone x:OnlyAlone = Alone; onlyAlone = OnlyAlone; ---functions--- f x:Vector<Out> = Vector<Out2>;";
    let client = generate(&schema(text), &plain(), Location::Directory).unwrap();
    assert_eq!(directions(&client, "F"), (true, false));
    assert_eq!(directions(&client, "Out"), (true, false));
    assert_eq!(directions(&client, "Both"), (true, true));
    assert_eq!(directions(&client, "In"), (false, true));
    assert_eq!(directions(&client, "InA"), (false, true));
    assert_eq!(directions(&client, "Alone"), (true, true));
    assert_eq!(directions(&client, "OnlyAlone"), (true, true));
    assert_eq!(items(&client, "__rt::Decode for In {").len(), 1);
    assert!(items(&client, "__rt::Encode for In {").is_empty(), "{client:?}");
    assert!(items(&client, "enum Any").is_empty());
    let both = generate(&schema(text), &Config { role: Role::Both, ..plain() }, Location::Directory).unwrap();
    for name in ["F", "Out", "Both", "In", "InA", "Alone", "OnlyAlone"] {
        assert_eq!(directions(&both, name), (true, true), "{name}");
    }
    assert_eq!(items(&both, "enum Any").len(), 2);
}

/// Checks that a raw value (`Object`) may be any constructor but not a function.
#[test]
fn all_constructors_get_the_directions_of_a_raw_value() {
    let text = "free x:int = Free; gone x:int = Gone; ---functions--- send o:Object = Gone; recv = Free;";
    let files = generate(&schema(text), &plain(), Location::Directory).unwrap();
    assert_eq!(directions(&files, "Free"), (true, true));
    assert_eq!(directions(&files, "Recv"), (true, false));
}

#[test]
fn all_constructors_get_the_directions_of_a_field_with_any_constructor() {
    let text = "a x:int = A; b x:double = B; c x:Vector<Object> = C; ---functions--- f = C;";
    let derives = ["Debug", "PartialEq", "Eq"].map(str::to_owned).to_vec();
    let files = generate(&schema(text), &Config { derives, ..plain() }, Location::Directory).unwrap();
    assert_eq!(directions(&files, "A"), (false, true));
    for item in ["struct C ", "enum Any "] {
        assert!(items(&files, item)[0].contains("derive(Debug,PartialEq)]"), "{files:?}");
    }
}

#[test]
fn built_in_names_in_another_form_are_rejected() {
    assert_eq!(refused("float x:double = Float;\nboolMaybe = Bool;"), [("TL0710", 1), ("TL0710", 2)]);
    assert_eq!(refused("boolTrue#00000001 = Bool;"), [("TL0710", 1)]);
    let usual = "bytes data:string = Bytes; int128 long long = Int128; int256 8*[ int32 ] = Int256; int53 = Int53; a = A;";
    assert!(generate(&schema(usual), &plain(), Location::Directory).is_ok());
    let deep = format!("{}c x:int = C;", "a.".repeat(20_000));
    assert_eq!(refused(&deep), [("TL0711", 1)]);
}

/// Checks the limit for names of files. The name of a file is the namespace in snake case with the extension `.rs`.
#[test]
fn namespaces_that_are_too_long_for_a_file_are_rejected() {
    let generated = |namespace: &str| problems(&format!("a = A;\n{namespace}.b x:int = a.B;\n"));
    assert_eq!(generated(&"n".repeat(252)), []);
    assert_eq!(generated(&"n".repeat(253)), [("TL0712", 2)]);
    assert_eq!(generated(&format!("n{}", "aA".repeat(90))), [("TL0712", 2)]);
    assert_eq!(refused(&format!("a = A;\na2 = {}.A;\na3 = {0}.A;", "n".repeat(300))), [("TL0712", 2)]);
    // The module with the long name is inside a module and contains another module.
    assert_eq!(refused(&format!("a = A;\nx.{}.y.z = Z;", "n".repeat(300))), [("TL0712", 2)]);
}

#[test]
fn names_of_modules_are_valid_file_names_on_every_system() {
    let text = "con x:int = Con; nul.a x:int = nul.A; nul.b = nul.A; com1.nul.c = com1.nul.C;\n\
                ---functions--- aux.f x:Con = nul.A;";
    let files = generate(&schema(text), &Config { borrowed: true, ..plain() }, Location::Directory).unwrap();
    for (path, _) in files.iter() {
        assert!(!path.split('/').any(is_device), "{path}");
    }
    let types = files.get("types/mod.rs").unwrap().replace(' ', "");
    assert!(types.contains("pubstructCon{") && types.contains("pubmodnul2;"), "{types}");
    assert!(files.get("types/com12/nul2.rs").is_some() && files.get("functions/aux2.rs").is_some());
}

#[test]
fn a_schema_without_declarations_is_rejected() {
    assert_eq!(refused(""), [("TL0706", 1)]);
}

#[test]
fn every_code_of_this_crate_is_explained_once() {
    let codes: Vec<_> = crate::codes::ALL.iter().map(|explained| explained.code).collect();
    // The codes of removed diagnostics are not used again.
    let removed = [1, 2, 4];
    let numbers = (1..).filter(|number| !removed.contains(number));
    let expected: Vec<_> = numbers.take(codes.len()).map(|number| format!("TL07{number:02}")).collect();
    assert_eq!(codes.iter().map(|code| code.as_str()).collect::<Vec<_>>(), expected);
    let source = include_str!("../codes.rs");
    assert_eq!(source.matches("Code::new(").count(), codes.len());
    assert!(crate::codes::ALL.iter().all(|explained| explained.text.len() > 60));
}

/// Checks that many fields and long chains of types take linear time.
#[test]
fn large_schemas_take_linear_time() {
    let fields = "int ".repeat(20_000);
    let chain: String = (0..20_000).map(|n| format!("c{n} flags:# x:flags.0?C{} = C{n};", n + 1)).collect();
    let texts = [format!("a {fields} = A;"), format!("{chain} c20000 x:double = C20000;")];
    let derives = ["Debug", "PartialEq", "Eq"].map(str::to_owned).to_vec();
    for text in texts {
        let start = std::time::Instant::now();
        generate(&schema(&text), &Config { derives: derives.clone(), ..plain() }, Location::Directory)
            .unwrap();
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}

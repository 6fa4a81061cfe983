//! Checks that types, functions, fields and variants have the same names as in grammers, so that a program that
//! migrates from grammers needs few edits.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Display;

use tl_bench::Input;
use tl_codegen::rust::Config;

/// The items of one side, by path: the fields and methods of each struct, or the variants of each enum.
type Names = BTreeMap<String, Item>;

#[derive(Debug, Default)]
struct Item {
    parts: Vec<String>,
    methods: Vec<String>,
}

/// Differences between the names in our bindings and in those of grammers.
#[derive(Debug, Default, PartialEq)]
struct Different {
    /// Number of structs and enums whose fields or variants have equal names. Structs with flags that are methods in
    /// our bindings are not counted.
    same: usize,
    /// Number of flags that are methods in our bindings and fields in grammers.
    flags: usize,
    /// Number of enums with one variant in grammers. In our bindings, the struct of the only constructor replaces the
    /// enum.
    enums_of_one: usize,
    /// Descriptions of all other differences.
    others: Vec<String>,
}

fn compare(input: &Input, rename: &[(&str, &str)]) -> Different {
    let theirs = input.generate_grammers().0;
    let theirs = [("types", theirs.types), ("functions", theirs.functions), ("enums", theirs.enums)];
    let theirs = theirs.into_iter().flat_map(|(root, text)| names(root, &String::from_utf8(text).unwrap()));
    let rename = rename.iter().map(|&(key, name)| (key.to_owned(), name.to_owned())).collect();
    let config = Config { rename, format: false, ..Config::default() };
    let ours = input.generate_ours_as(&config).unwrap();
    let mut of_all = Names::new();
    for (path, text) in ours.iter() {
        for (path, item) in module(path).map(|module| names(&module, text)).into_iter().flatten() {
            let found = of_all.entry(path).or_default();
            found.parts.extend(item.parts);
            found.methods.extend(item.methods);
        }
    }
    let mut different = Different::default();
    theirs.for_each(|(path, item)| different.add(&path, of_all.get(&path), item));
    different
}

impl Different {
    fn add(&mut self, path: &str, ours: Option<&Item>, theirs: Item) {
        let Some(ours) = ours else {
            match path.starts_with("enums::") && theirs.parts.len() == 1 {
                true => self.enums_of_one += 1,
                false => self.others.push(path.to_owned()),
            }
            return;
        };
        let is_flag = |name: &String| !ours.parts.contains(name) && ours.methods.contains(name);
        let (flags, rest): (Vec<_>, Vec<_>) = theirs.parts.into_iter().partition(is_flag);
        self.flags += flags.len();
        match rest == ours.parts {
            true => self.same += usize::from(flags.is_empty()),
            false => self.others.push(format!("{path}: {:?}, not {rest:?}", ours.parts)),
        }
    }
}

/// Returns the path of the module that a file belongs to. A large module has one file for each first letter:
/// `types/mod.rs` and `types/mod.u.rs` both belong to `types`.
fn module(path: &str) -> Option<String> {
    let (root, file) = path.split_once('/')?;
    let name = file.split('.').next()?;
    Some(if name == "mod" { root.to_owned() } else { format!("{root}::{name}") })
}

fn names(root: &str, text: &str) -> Names {
    let mut found = Names::new();
    collect(root, syn::parse_file(text).unwrap().items, &mut found);
    found
}

fn collect(module: &str, items: Vec<syn::Item>, found: &mut Names) {
    let path = |name: &dyn Display| format!("{module}::{name}");
    for item in items {
        match item {
            syn::Item::Enum(item) => {
                let variants = item.variants.iter().map(|variant| variant.ident.to_string());
                found.entry(path(&item.ident)).or_default().parts.extend(variants);
            }
            syn::Item::Struct(item) => {
                let fields = item.fields.iter().filter_map(|field| Some(field.ident.as_ref()?.to_string()));
                found.entry(path(&item.ident)).or_default().parts.extend(fields);
            }
            syn::Item::Impl(item) if item.trait_.is_none() => {
                let syn::Type::Path(of) = *item.self_ty else { continue };
                let methods = item.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                });
                let name = &of.path.segments.last().unwrap().ident;
                found.entry(path(name)).or_default().methods.extend(methods);
            }
            syn::Item::Mod(inner) => {
                let items = inner.content.map(|(_, items)| items).unwrap_or_default();
                collect(&path(&inner.ident), items, found);
            }
            _ => {}
        }
    }
}

#[test]
fn layer_230_has_the_names_of_grammers() {
    let rename =
        ["user", "groupCallParticipant", "channelParticipantAdmin"].map(|name| format!("{name}::self"));
    let rename = rename.each_ref().map(|key| (key.as_str(), "is_self"));
    let different = compare(&Input::layer_230(), &rename);
    assert_eq!(different, Different { same: 2779, flags: 22, enums_of_one: 402, others: Vec::new() });
}

#[test]
fn mtproto_has_the_names_of_grammers() {
    let different = compare(&Input::mtproto(), &[]);
    // Our bindings compute the length of a message, so they have no field `bytes`.
    let message = r#"types::Message: ["msg_id", "seqno", "body"], not ["msg_id", "seqno", "bytes", "body"]"#;
    assert_eq!(
        different,
        Different { same: 74, flags: 0, enums_of_one: 22, others: vec![message.to_owned()] }
    );
}

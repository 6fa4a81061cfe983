//! Checks that the documentation shows no `extern "C"` and no references to static references. Generated code needs
//! both, so items that have them must be `#[doc(hidden)]`.

use std::fs;
use std::path::{Path, PathBuf};

const UNWANTED: [&str; 2] = ["extern \"C\"", "&'static &'static"];

#[test]
fn the_public_interface_is_plain_rust() {
    let (mut files, mut open) = (Vec::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")]);
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push((fs::read_to_string(&path).unwrap(), path));
        }
    }
    let unwanted = |(text, path): &(String, PathBuf)| {
        let unwanted = unwanted(text).into_iter();
        unwanted.map(|line| format!("{}: {line}", path.display())).collect::<Vec<_>>()
    };
    let unwanted: Vec<String> = files.iter().flat_map(unwanted).collect();
    assert!(unwanted.is_empty(), "{}", unwanted.join("\n"));
}

#[test]
fn unwanted_signatures_are_found() {
    for (text, expected) in [
        ("impl Reader {\n    #[inline]\n    pub extern \"C\" fn int(&mut self) -> i32 {\n    }\n}\n", 1),
        (
            "impl Reader {\n    pub fn leave(\n        &mut self,\n        name: &'static &'static str,\n    ) {\n    }\n}\n",
            1,
        ),
        ("pub trait Decode {\n    extern \"C\" fn decode() -> Self;\n}\n", 1),
        ("impl Decode for Reader {\n    extern \"C\" fn decode() -> Self {}\n}\n", 1),
        ("pub struct Code {\n    pub code: &'static &'static [u8],\n}\n", 1),
        ("pub extern \"C\" fn int() {}\n", 1),
        ("#[doc(hidden)]\npub extern \"C\" fn int() {}\npub extern \"C\" fn long() {}\n", 1),
        ("#[doc(hidden)]\nimpl Reader {\n    pub extern \"C\" fn int() {}\n}\n", 0),
        ("impl Reader {\n    pub(crate) extern \"C\" fn int() {}\n    extern \"C\" fn long() {}\n}\n", 0),
        ("/// `extern \"C\"`\nextern crate alloc;\nstruct Code(&'static &'static str);\n", 0),
    ] {
        assert_eq!(unwanted(text).len(), expected, "{text}");
    }
}

/// Returns the items of a file with their attributes, without comments. An item begins with a line that is not
/// indented, and ends before the next attribute or item.
fn items(text: &str) -> Vec<Vec<&str>> {
    let mut items: Vec<Vec<&str>> = Vec::new();
    let mut has_begun = true;
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let is_attribute = line.starts_with("#[");
        let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
        if (is_attribute || begins) && has_begun {
            items.push(Vec::new());
            has_begun = false;
        }
        has_begun |= begins;
        if let Some(item) = items.last_mut() {
            item.push(line);
        }
    }
    items
}

fn is_hidden(item: &[&str]) -> bool {
    item.contains(&"#[doc(hidden)]")
}

/// Returns the first line of an item after its attributes.
fn head<'t>(item: &[&'t str]) -> &'t str {
    item.iter().find(|line| !line.starts_with("#[")).unwrap_or(&"")
}

/// Returns the lines with unwanted text in public items. Methods are public if they are declared `pub`, or if they
/// belong to a trait.
fn unwanted(text: &str) -> Vec<&str> {
    let mut unwanted = Vec::new();
    for item in items(text).iter().filter(|item| !is_hidden(item)) {
        let head = head(item);
        let is_of_trait =
            head.starts_with("pub trait") || (head.starts_with("impl") && head.contains(" for "));
        for (at, line) in item.iter().enumerate() {
            let is_member = |line: &&&str| line.contains("fn ") || line.trim_start().starts_with("pub ");
            let member = item[..=at].iter().rev().find(is_member).unwrap_or(&"");
            let is_public = is_of_trait || member.trim_start().starts_with("pub ");
            if is_public && UNWANTED.iter().any(|unwanted| line.contains(unwanted)) {
                unwanted.push(*line);
            }
        }
    }
    unwanted
}

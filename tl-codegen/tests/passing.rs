//! Tests of modules that tolerate values of other layers (`passing`).

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use std::fs;
use std::path::Path;

use tl_codegen::rust::Config;
use tl_codegen::{Builder, Files};

const OWN: &str = "\
peerUser id:long = Peer;
peerChat id:long = Peer;
user id:long name:string = User;
updateUser user:User = Update;
updateNone = Update;
---functions---
get peer:Peer = Update;
";

const OTHER: &str = "\
peerChannel id:long hash:long = Peer;
user id:long name:string = User;
userEmpty = User;
updateUser user:User = Update;
updatePeer peer:Peer = Update;
";

/// Writes files with these texts. Returns a builder with a module for the first file. The other files are the schemas
/// of other layers.
fn builder(dir: &Path, texts: &[&str]) -> Builder {
    let file = |(number, text): (usize, &&str)| {
        let path = dir.join(format!("{number}.tl"));
        fs::write(&path, text).unwrap();
        path
    };
    let files: Vec<_> = texts.iter().enumerate().map(file).collect();
    Builder::new().schema(&files[0]).passing(&files[1..])
}

fn generated(texts: &[&str]) -> Files {
    builder(tempfile::tempdir().unwrap().path(), texts).generate().unwrap()
}

fn failed(texts: &[&str]) -> String {
    builder(tempfile::tempdir().unwrap().path(), texts).generate().unwrap_err().to_string()
}

/// Returns the variants of each enum.
fn enums(files: &Files) -> Vec<String> {
    let text = files.get("api/enums/mod.rs").unwrap();
    let bodies = text.split("pub enum ").skip(1).map(|rest| rest.split_once('}').unwrap().0);
    let code = |body: &str| body.lines().filter(|line| !line.contains("///")).collect::<String>();
    bodies.map(|body| code(body).replace([' ', '\n'], "")).collect()
}

#[test]
fn all_enums_have_a_variant_for_other_layers() {
    let files = generated(&[OWN, OTHER]);
    let enums = enums(&files);
    assert_eq!(enums.len(), 2);
    assert!(enums.iter().all(|variants| variants.ends_with("Other(__rt::Unread),")), "{enums:?}");
    // Constructors of other layers have no types.
    let all: String = files.iter().map(|(_, text)| text).collect();
    assert!(!all.contains("struct PeerChannel") && all.contains("peerChannel"));
}

/// Checks that a program with both `used` and `passing` has the variant `Other` only once.
#[test]
fn used_and_passing_share_the_variant_other() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("main.rs"), "Get UpdateNone").unwrap();
    let files = builder(dir.path(), &[OWN, OTHER]).used_in([dir.path().join("main.rs")]).generate().unwrap();
    let variants = enums(&files);
    assert!(variants.iter().any(|variants| variants == "Update{None,Other(__rt::Unread),"), "{variants:?}");
}

#[test]
fn equal_declarations_share_a_row_of_the_table() {
    let table = |texts: &[&str]| generated(texts).get("api/wire.rs").unwrap().to_owned();
    let once = table(&[OWN, OTHER]);
    assert_eq!(once, table(&[OWN, OTHER, OTHER]));
    assert_eq!(table(&[OWN, OWN]), table(&[OWN, OWN, OWN]));
    assert_ne!(once, table(&[OWN, OWN]));
}

#[test]
fn an_id_with_two_forms_is_reported_at_both_positions() {
    let first = "a#1 x:int = A;\nb#2 = B;\n";
    let report = failed(&[first, "b#2 = B;\n\nc#1 x:long = C;\n", OTHER]);
    for part in
        ["error[TL0715]: the id `#00000001` has different fields in two schemas", "1.tl:3:1", "0.tl:1:1"]
    {
        assert!(report.contains(part), "{part} is not in {report}");
    }
    // Schemas of other layers are also compared with one another.
    let report = failed(&["---functions---\nf = Bool;\n", first, "a#1 = A;\n"]);
    assert!(report.contains("2.tl:1:1") && report.contains("1.tl:1:1"), "{report}");
    // Both declarations have the same form on the wire, because names and `true` flags have no bytes.
    generated(&["a#1 flags:# x:int = A;\n", "other#1 flags:# y:flags.3?true z:int = A;\n"]);
}

#[test]
fn mistakes_in_schemas_of_other_layers_are_reported() {
    let report = failed(&[OWN, "a x:Usr = A;\n"]);
    assert!(report.contains("1.tl:1:5") && report.contains("TL0201"), "{report}");
    let dir = tempfile::tempdir().unwrap();
    let lenient = builder(dir.path(), &[OWN, "a x:Usr = A;\nuserEmpty = User;\n"]).lenient(true);
    assert!(lenient.generate().unwrap().get("api/wire.rs").unwrap().contains("userEmpty"));
    let missing = Builder::new().source("a.tl", OWN).passing([dir.path().join("gone.tl")]).generate();
    assert!(missing.unwrap_err().to_string().contains("gone.tl"));
}

#[test]
fn derives_that_cannot_be_combined_with_passing_are_rejected() {
    let dir = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.derives.push("zeroize::Zeroize".to_owned());
    let error = builder(dir.path(), &[OWN, OTHER]).config(config).generate().unwrap_err().to_string();
    assert!(error.contains("is not a derive of `Unread`"), "{error}");
}

/// Checks that `Builder::passing` applies to one module, and `Config::passing` to all modules.
#[test]
fn each_module_has_its_own_schemas_of_other_layers() {
    let dir = tempfile::tempdir().unwrap();
    let builder = builder(dir.path(), &[OWN, OTHER]).module("plain", [dir.path().join("0.tl")]);
    let files = builder.generate().unwrap();
    assert!(files.get("api/wire.rs").is_some() && files.get("plain/wire.rs").is_none());
    let config = Config { passing: vec![dir.path().join("1.tl")], ..Config::default() };
    let files = builder.config(config).generate().unwrap();
    assert_eq!(files.get("api/wire.rs"), files.get("plain/wire.rs"));
}

#[cfg(feature = "config-file")]
#[test]
fn paths_of_other_layers_are_relative_to_the_config_file() {
    let dir = tempfile::tempdir().unwrap();
    let with_builder = builder(dir.path(), &[OWN, OTHER]).generate().unwrap();
    let path = dir.path().join("tl.toml");
    fs::write(&path, "passing = [\"1.tl\"]\n").unwrap();
    let files = Builder::new().schema(dir.path().join("0.tl")).config_file(path).generate().unwrap();
    assert_eq!(files, with_builder);
}

#[cfg(feature = "bundled")]
#[test]
fn the_schemas_of_other_layers_may_be_bundled() {
    let builder = Builder::new().source("a.tl", "a x:int = A;\n");
    let files = builder.clone().passing_bundled(["telegram/82", "mtproto"]).generate().unwrap();
    assert!(files.get("api/wire.rs").unwrap().contains("auth.sentCode"));
    let unknown = builder.passing_bundled(["telegram/1"]).generate().unwrap_err();
    assert!(matches!(unknown, tl_codegen::Error::UnknownSchema(_)), "{unknown}");
}

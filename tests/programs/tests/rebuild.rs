//! Edits a client, and checks the files that its build script writes and the errors that Cargo prints. The tests run
//! `cargo check` in copies of `examples/client`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

const SCHEMA: &str = "layer-82.tl";
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const CHECK: &str = "check --offline --message-format json-render-diagnostics";

#[test]
fn a_client_is_rebuilt_after_edits() {
    let client = Client::new("edited-client");
    let first = client.check();
    assert!(first.has("CancelCode") && !first.has("ResendCode"));

    // If the build script parsed the schema again, it would overwrite this change.
    let file = first.out.join("api/functions/auth.rs");
    fs::write(&file, format!("{}// by hand\n", first.files[&file].0)).unwrap();
    let by_hand = Written::read(&first.out);
    client.append("fn another(qwerty: usize) -> usize { qwerty + 1 }");
    assert!(client.check() == by_hand, "an edit without new names must not parse or rewrite anything");

    client.write("src/more.rs", "pub(crate) use crate::api::functions::auth::ResendCode;");
    client.append("mod more; fn more(x: more::ResendCode) -> String { x.phone_number }");
    let more = client.check();
    assert!(more.has("ResendCode") && !more.has("SignIn"));
    assert_eq!(more.whole(), first.whole(), "the whole module does not depend on names");

    client.undo();
    assert!(client.check().texts() == first.texts(), "without the new name, the texts are as before");

    assert!(client.cargo(CHECK, "all").unwrap().has("SignIn"));
    assert!(client.check().texts() == first.texts());

    client.append("fn no_codec() { fn read<T: Decode>() {} read::<CancelCode>(); }");
    let error = client.cargo(CHECK, "").unwrap_err();
    assert!(error.contains("is not read from bytes") && error.contains("config key `roots`"), "{error}");

    client.undo();
    client.write(SCHEMA, &Client::schema().replace("cancelCode#1f040578", "cancelAll"));
    let error = client.cargo(CHECK, "").unwrap_err();
    assert!(error.contains("no `CancelCode`"), "{error}");
    let whole = fs::read_to_string(first.out.join("api/whole/functions/auth.rs")).unwrap();
    assert!(whole.contains("pub struct CancelAll "), "the whole module is generated from the new schema");
}

#[test]
fn modules_with_different_configs_have_separate_last_run_files() {
    let client = Client::new("client-with-two-configs");
    client.configure("getters: false", ".module(\"api\"");
    let first = client.check();
    assert!(["api", "mtproto"].iter().all(|name| first.out.join(format!("{name}.last-run")).exists()));
    client.append("fn another() {}");
    assert!(client.check() == first, "nothing is rewritten");
    client.append("use mtproto::functions::PingDelayDisconnect as _;");
    let more = client.check();
    assert!(more.has("PingDelayDisconnect"));
    let api = first.out.join("api.last-run");
    assert!(more.files[&api] == first.files[&api], "the file of the other module is unchanged");
}

#[test]
fn a_client_is_rebuilt_after_edits_of_the_config_file() {
    let client = Client::new("client-with-a-config-file");
    let script =
        "fn main() -> Result<(), tl_codegen::Error> { tl_codegen::Builder::from_file(\"tl.toml\")?.write() }";
    client.write("build.rs", script);
    let manifest = fs::read_to_string(client.folder.join("Cargo.toml")).unwrap();
    let manifest = manifest.replace("tl-codegen\" }", "tl-codegen\", features = [\"config-file\"] }");
    client.write("Cargo.toml", &manifest);
    client.write("mtproto.tl", &read("schemas/mtproto.tl"));
    let modules =
        format!("[modules.mtproto]\nschemas = [\"mtproto.tl\"]\n[modules.api]\nschemas = [{SCHEMA:?}]\n");
    client.write("tl.toml", &format!("used = [\"src\"]\n{modules}"));
    let first = client.check();
    assert!(first.has("CancelCode") && !first.has("ResendCode"));
    client.append("fn another() {}");
    assert!(client.check() == first, "nothing is rewritten");

    client.write("tl.toml", &format!("used = [\"src\"]\n{modules}roots = [\"auth.resendCode\"]\n"));
    assert!(client.check().has("ResendCode"));
    client.write("tl.toml", &format!("used = [\"src\"]\n{modules}root = [\"auth.resendCode\"]\n"));
    let error = client.cargo(CHECK, "").unwrap_err();
    assert!(
        error.contains("tl.toml:6:1: unknown key `root`") && error.contains("did you mean `roots`?"),
        "{error}"
    );
}

#[test]
fn shared_bytes_need_a_feature() {
    let client = Client::new("client-without-bytes");
    client.configure("bytes: tl_codegen::rust::Bytes::Shared", ".used_in");
    let error = client.cargo(CHECK, "all").unwrap_err();
    assert!(error.contains("`bytes = \"shared\"`: enable the feature `bytes` of tl-runtime"), "{error}");
    assert_eq!(error.matches("error: ").count(), 2, "the only other error is that of Cargo: {error}");
}

#[test]
fn generated_code_compiles_in_older_editions() {
    let client = Client::new("client-of-an-older-edition");
    client.configure("borrowed: true, serde: true", ".used_in");
    let manifest = fs::read_to_string(client.folder.join("Cargo.toml")).unwrap();
    let manifest = manifest.replace("tl-runtime\" }", "tl-runtime\", features = [\"serde\"] }");
    for edition in ["2021", "2018"] {
        client.write("Cargo.toml", &manifest.replace("\"2024\"", &format!("{edition:?}")));
        assert!(client.check().has("CancelCode"), "{edition}");
    }
}

#[test]
fn code_in_an_unsupported_format_is_a_readable_error() {
    let client = Client::new("client-of-another-format");
    let root = client.check().out.join("api/mod.rs");
    let text = fs::read_to_string(&root).unwrap();
    fs::write(&root, text.replace("generated_by!(1, ", "generated_by!(2, ")).unwrap();
    let error = client.cargo(CHECK, "").unwrap_err();
    let expected = concat!(
        "error: this code was generated by tl-codegen ",
        env!("CARGO_PKG_VERSION"),
        " in format 2, and this version of tl-runtime supports format 1; generate it again with the tl-codegen of the same \
         version or revision as tl-runtime"
    );
    assert!(error.contains(expected), "{error}");
}

#[test]
fn rust_analyzer_sees_items_that_are_not_named() {
    let client = Client::new("client-in-an-editor");
    let item = "crate::api::types::auth::SentCode";
    client.write("elsewhere.rs", &format!("pub(crate) fn id(x: &{item}) -> &str {{ &x.phone_code_hash }}"));
    client.append("#[path = \"../elsewhere.rs\"] mod elsewhere;");
    let error = client.cargo(CHECK, "").unwrap_err();
    assert!(error.contains("cannot find type `SentCode`"), "{error}");
    assert!(error.contains("leads to a file that is not scanned"), "{error}");
    let rustc = CHECK.replace("check", "rustc --profile check");
    client.cargo(&format!("{rustc} -- --cfg rust_analyzer"), "").unwrap();
}

/// A copy of `examples/client`. All copies share a target directory, so that dependencies are compiled once.
struct Client {
    folder: PathBuf,
}

impl Client {
    fn new(name: &str) -> Self {
        let client = Self { folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name) };
        client.undo();
        client.manifest();
        client
    }

    /// Restores the original sources.
    fn undo(&self) {
        _ = fs::remove_dir_all(self.folder.join("src"));
        self.write("src/main.rs", &read("examples/client/src/main.rs"));
    }

    /// Writes all files except the sources.
    fn manifest(&self) {
        let root = fs::canonicalize(ROOT).unwrap();
        let paths = |text: String| text.replace("../../", &format!("{}/", root.display()));
        let script =
            read("examples/client/build.rs").replace(&format!("../../schemas/telegram/{SCHEMA}"), SCHEMA);
        self.write("build.rs", &paths(script));
        self.write(SCHEMA, &Self::schema());
        self.write("Cargo.lock", &read("Cargo.lock"));
        // Packages at the root of a workspace share an `OUT_DIR` if they have the same name.
        let manifest = paths(read("examples/client/Cargo.toml")).replace("tl-example-client", self.name());
        self.write("Cargo.toml", &format!("{manifest}\n[workspace]\n"));
    }

    fn schema() -> String {
        read(&format!("schemas/telegram/{SCHEMA}"))
    }

    fn name(&self) -> &str {
        self.folder.file_name().unwrap().to_str().unwrap()
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Inserts a call of `module_config` before `call` in the build script. The config has these fields, and applies to
    /// the module that was added last before `call`.
    fn configure(&self, fields: &str, call: &str) {
        let script = fs::read_to_string(self.folder.join("build.rs")).unwrap();
        assert_eq!(script.matches(call).count(), 1, "{script}");
        let config = format!(".module_config(tl_codegen::rust::Config {{ {fields}, ..Default::default() }})");
        self.write("build.rs", &script.replace(call, &format!("{config}{call}")));
    }

    /// Appends a line to `src/main.rs`.
    fn append(&self, line: &str) {
        let text = fs::read_to_string(self.folder.join("src/main.rs")).unwrap();
        self.write("src/main.rs", &format!("{text}\n{line}\n"));
    }

    /// Checks the client. Returns what its build script wrote.
    fn check(&self) -> Written {
        self.cargo(CHECK, "").unwrap()
    }

    /// Runs Cargo with arguments that are separated by spaces. Returns the files that the build script wrote, or the
    /// output of Cargo if it failed.
    fn cargo(&self, args: &str, used: &str) -> Result<Written, String> {
        let output = Command::new(env!("CARGO"))
            .args(args.split(' '))
            .env("CARGO_TARGET_DIR", self.folder.with_file_name("target-of-clients"))
            .env("CARGO_TERM_COLOR", "never")
            .env("TL_USED", used)
            .current_dir(&self.folder)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!text.contains("unexpected `cfg`"), "{text}");
        if !output.status.success() {
            return Err(text);
        }
        let messages: Vec<serde_json::Value> = output
            .stdout
            .split(|byte| *byte == b'\n')
            .filter_map(|line| serde_json::from_slice(line).ok())
            .collect();
        let is_own = |message: &&serde_json::Value| {
            message["reason"] == "build-script-executed"
                && message["package_id"].to_string().contains(self.name())
        };
        let out = messages.iter().rfind(is_own).and_then(|message| message["out_dir"].as_str()).unwrap();
        Ok(Written::read(Path::new(out)))
    }
}

/// Reads a file of the project.
fn read(file: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(file)).unwrap()
}

/// Texts and modification times of the files that a build script wrote.
#[derive(Debug, PartialEq)]
struct Written {
    out: PathBuf,
    files: BTreeMap<PathBuf, (String, SystemTime)>,
}

impl Written {
    fn read(out: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut open = vec![out.to_owned()];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            } else {
                let time = fs::metadata(&path).unwrap().modified().unwrap();
                files.insert(path.clone(), (fs::read_to_string(path).unwrap(), time));
            }
        }
        Self { out: out.to_owned(), files }
    }

    /// Returns whether the compiled code has the struct `name`.
    fn has(&self, name: &str) -> bool {
        let start = format!("pub struct {name} ");
        self.files.iter().any(|(path, (text, _))| !is_whole(path) && text.contains(&start))
    }

    fn texts(&self) -> BTreeMap<&Path, &str> {
        self.files.iter().map(|(path, (text, _))| (&**path, &**text)).collect()
    }

    /// Returns the files with all items of the schema, which rust-analyzer reads, and the modification times of these
    /// files.
    fn whole(&self) -> BTreeMap<&Path, SystemTime> {
        let files: BTreeMap<_, _> = self
            .files
            .iter()
            .filter(|(path, _)| is_whole(path))
            .map(|(path, (_, time))| (&**path, *time))
            .collect();
        assert!(!files.is_empty());
        files
    }
}

fn is_whole(path: &Path) -> bool {
    path.iter().any(|name| name == "whole")
}

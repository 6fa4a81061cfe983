//! Checks which crates the users of the compiler have to build, as listed by `cargo tree`, and which files the packages
//! contain.

use std::collections::BTreeSet;
use std::env;
use std::process::Command;

#[test]
fn a_build_dependency_needs_no_argument_parser_and_no_rust_parser() {
    // Users copy `examples/client`, so its build dependencies are typical.
    let crates = tree("tl-example-client", "normal,build");
    for needed in ["tl-codegen", "tl-parser", "tl-runtime", "nom", "quote"] {
        assert!(crates.contains(needed), "{needed} is not in {crates:?}");
    }
    for costly in ["clap", "syn", "prettyplease", "serde", "toml"] {
        assert!(!crates.contains(costly), "{costly} is in {crates:?}");
    }
}

#[test]
fn the_default_features_of_the_generator_need_no_argument_parser_and_no_rust_parser() {
    let crates = tree("tl-codegen", "normal,build");
    assert!(crates.contains("tl-codegen") && crates.contains("quote"), "{crates:?}");
    assert!(!crates.contains("clap") && !crates.contains("syn"), "{crates:?}");
}

#[test]
fn a_build_script_uses_no_optional_features_of_the_parser() {
    let crates = lines("tl-example-client", "normal,build", "{p} {f}", &[]);
    let parser = crates.lines().find(|line| line.starts_with("tl-parser ")).unwrap();
    assert_eq!(parser.rsplit(' ').next(), Some(""), "{parser}");
}

#[test]
fn the_runtime_depends_on_nothing() {
    assert_eq!(tree("tl-runtime", "normal,build"), BTreeSet::from(["tl-runtime".to_owned()]));
}

/// Checks the crates that the feature `serde` adds. serde itself consists of two crates.
#[test]
fn serde_adds_its_two_crates_and_base64_to_the_runtime() {
    let runtime = tree("tl-runtime", "normal,build");
    let with_serde = tree_with("tl-runtime", "normal,build", &["--features", "serde"]);
    let more: Vec<_> = with_serde.difference(&runtime).map(String::as_str).collect();
    assert_eq!(more, ["base64", "serde", "serde_core"]);
}

/// Checks that the program `tl` uses the crates that the tests above forbid. If a name were misspelled there, those
/// tests would always pass.
#[test]
fn the_program_has_an_argument_parser_and_a_formatter() {
    let crates = tree("tl-cli", "normal");
    for name in ["clap", "syn", "prettyplease", "serde", "toml"] {
        assert!(crates.contains(name), "{name} is not in {crates:?}");
    }
}

#[test]
fn packages_contain_only_the_expected_files() {
    for package in ["tl-parser", "tl-codegen", "tl-runtime", "tl-value", "tl-cli", "tl-schemas", "tl-web"] {
        let list = cargo(&["package", "--list", "--allow-dirty", "--offline", "--package", package]);
        let is_expected = |path: &str| {
            let is_data = package == "tl-schemas" && (path == "mtproto.tl" || path.starts_with("telegram/"));
            let is_root = ["Cargo.", "LICENSE-", "README.md", ".cargo_vcs_info.json", "build.rs"];
            is_data || path.starts_with("src/") || is_root.iter().any(|start| path.starts_with(start))
        };
        let others: Vec<_> = list.lines().filter(|path| !is_expected(path)).collect();
        assert!(others.is_empty(), "{package}: {others:?}");
        for needed in ["src/lib.rs", "src/main.rs", "LICENSE-MIT", "LICENSE-APACHE", "README.md"] {
            let is_other_root = needed == if package == "tl-cli" { "src/lib.rs" } else { "src/main.rs" };
            assert!(is_other_root || list.lines().any(|path| path == needed), "{package}: {needed}");
        }
    }
}

/// Returns the names of `package` and its dependencies. `edges` selects the kinds of dependencies.
fn tree(package: &str, edges: &str) -> BTreeSet<String> {
    tree_with(package, edges, &[])
}

fn tree_with(package: &str, edges: &str, more: &[&str]) -> BTreeSet<String> {
    let text = lines(package, edges, "{p}", more);
    text.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// Returns the output of `cargo tree`, one crate per line.
fn lines(package: &str, edges: &str, format: &str, more: &[&str]) -> String {
    let tree = ["tree", "--offline", "--prefix", "none", "--format", format];
    cargo(&[&tree[..], &["--package", package, "--edges", edges], more].concat())
}

/// Returns the standard output of Cargo.
fn cargo(arguments: &[&str]) -> String {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output =
        Command::new(cargo).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

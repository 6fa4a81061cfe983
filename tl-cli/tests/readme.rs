//! Checks the README: its commands run, and its code occurs in files that are compiled and run.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::words;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// Returns the code blocks in `language`.
fn blocks(language: &str) -> Vec<String> {
    let (text, start) = (readme(), format!("```{language}\n"));
    text.split(&start).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// Runs the program in the root folder. `folder` replaces `target`.
fn run(args: &str, folder: &str) -> Output {
    let args = args.replace("target/", &format!("{folder}/"));
    Command::new(env!("CARGO_BIN_EXE_tl")).args(words(&args)).current_dir(root()).output().unwrap()
}

#[test]
fn every_command_of_the_program_runs() {
    let target = tempfile::tempdir().unwrap();
    let folder = target.path().to_str().unwrap();
    let mut ran = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let Some(args) = line.strip_prefix("cargo run -p tl-cli -- ") else { continue };
        let program = run(args, folder);
        assert!(program.status.success(), "{line}: {}", String::from_utf8_lossy(&program.stderr));
        ran += 1;
    }
    assert_eq!(ran, 23);
}

#[test]
fn the_program_says_what_is_shown() {
    let target = tempfile::tempdir().unwrap();
    let folder = target.path().to_str().unwrap();
    let mut shown = Vec::new();
    for transcript in blocks("console").iter().flat_map(|block| block.split("$ tl ").skip(1)) {
        let (args, said) = transcript.split_once('\n').unwrap();
        let output = run(args, folder);
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        match said.trim_end().split_once("\n...\n") {
            None => assert_eq!(text.trim_end(), said.trim_end(), "{args}"),
            Some((start, end)) => {
                assert!(text.starts_with(start) && text.trim_end().ends_with(end), "{args}: {text}");
            }
        }
        shown.extend(args.split(' ').next().map(str::to_owned));
    }
    let help = String::from_utf8(run("help", folder).stdout).unwrap();
    let verbs =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for verb in verbs.filter_map(|line| line.split_whitespace().next()) {
        let is_shown = shown.iter().any(|one| one == verb) || ["completions", "help", "man"].contains(&verb);
        assert!(is_shown, "the README does not show {verb}");
    }
}

#[test]
fn the_config_shown_is_the_default() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tl.toml");
    let toml = blocks("toml").into_iter().find(|block| block.contains("role = ")).unwrap();
    fs::write(&path, &toml).unwrap();
    assert_eq!(tl_codegen::Config::read(&path).unwrap(), tl_codegen::Config::default());
    let fields = format!("{:?}", tl_codegen::Config::default()).matches(": ").count();
    assert_eq!(toml.lines().count(), fields);
}

/// Checks that `.ci/run` contains the README's command for the tests. A test cannot run it.
#[test]
fn the_command_for_the_tests_is_the_one_that_must_pass() {
    let command = "cargo test --workspace --all-features";
    assert!(blocks("sh").iter().any(|block| block.lines().any(|line| line == command)));
    assert!(fs::read_to_string(root().join(".ci/run")).unwrap().contains(command));
}

#[test]
fn every_piece_of_rust_stands_in_an_example() {
    let files = ["client/build.rs", "client/src/main.rs", "checked-in/src/tl/functions/auth.rs"];
    let texts = files.map(|file| fs::read_to_string(root().join("examples").join(file)).unwrap());
    let blocks = blocks("rust");
    assert_eq!(blocks.len(), 5);
    for block in blocks {
        assert!(texts.iter().any(|text| text.contains(&block)), "{block}");
    }
}

#[test]
fn every_folder_that_it_names_is_there() {
    let text = readme();
    let links: Vec<_> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() >= 7);
    for link in links {
        assert!(root().join(link).exists(), "{link}");
    }
}

#[test]
fn versions_in_the_documents_are_those_of_the_workspace() {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap();
    let (readme, stability) = (readme(), read("docs/stability.md"));
    let needed = concat!("Rust ", env!("CARGO_PKG_RUST_VERSION"), " or newer");
    assert!(readme.contains(needed) && stability.contains(needed));
    let generated = read("examples/checked-in/src/tl/mod.rs");
    let check = generated.lines().find(|line| line.contains("generated_by!")).unwrap();
    assert!(stability.contains(&format!("\n{check}\n")), "{check}");
}

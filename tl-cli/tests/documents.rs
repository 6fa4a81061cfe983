//! Tests of README.md and `docs/`: commands succeed and print the output that is shown, code is part of a compiled
//! example or test, and links are valid.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::words;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

/// Returns the paths of README.md and the pages in `docs/`, relative to the root.
fn pages() -> Vec<String> {
    let names = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut pages: Vec<_> = names.map(|name| format!("docs/{}", name.to_str().unwrap())).collect();
    pages.push("README.md".to_owned());
    pages.sort_unstable();
    pages
}

/// Returns the code blocks in `language` of a page.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let (text, start) = (read(page), format!("```{language}\n"));
    text.split(&start).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// Returns the code blocks in `language` of all pages.
fn all_blocks(language: &str) -> Vec<String> {
    pages().iter().flat_map(|page| blocks(page, language)).collect()
}

/// Runs the program in the root folder. Paths in `target` are replaced with paths in `folder`.
fn run(args: &str, folder: &str) -> Output {
    run_in(&root(), &args.replace("target/", &format!("{folder}/")))
}

fn run_in(folder: &Path, args: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tl")).args(words(args)).current_dir(folder).output().unwrap()
}

#[track_caller]
fn assert_success(line: &str, output: &Output) {
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn commands_in_shell_blocks_succeed() {
    let target = tempfile::tempdir().unwrap();
    let folder = target.path().to_str().unwrap();
    let blocks = all_blocks("sh");
    let commands: Vec<_> = blocks
        .iter()
        .flat_map(|block| block.lines())
        .filter_map(|line| line.strip_prefix("tl ").or_else(|| line.strip_prefix("cargo run -p tl-cli -- ")))
        .collect();
    assert!(commands.len() >= 15, "{commands:?}");
    for args in commands {
        assert_success(args, &run(args, folder));
    }
}

/// Runs the commands in the section “Recipes” of README.md. The commands name files that a reader has, so the test
/// creates files with these names.
#[test]
fn commands_in_recipes_succeed() {
    let folder = common::Folder::new()
        .and("api.tl", read("schemas/telegram/layer-82.tl"))
        .and("dump.txt", "7805041f052b34393132000003616263");
    let readme = read("README.md");
    let (_, recipes) = readme.split_once("## Recipes\n").unwrap();
    let (recipes, _) = recipes.split_once("\n## ").unwrap();
    let commands: Vec<_> =
        recipes.split('`').skip(1).step_by(2).filter_map(|code| code.strip_prefix("tl ")).collect();
    assert!(commands.len() >= 9, "{commands:?}");
    for args in commands.into_iter().filter(|args| !args.contains("VERB")) {
        let run = folder.tl_args(&words(args), b"");
        assert_eq!(run.status, 0, "{args}: {}", run.stderr);
    }
}

/// Returns whether `text` matches `shown`. A line `...` in `shown` matches any number of lines.
fn is_shown(text: &str, shown: &str) -> bool {
    let lines: Vec<_> = shown.trim_end().lines().collect();
    let mut rest = text.trim_end();
    for (index, part) in lines.split(|line| *line == "...").enumerate() {
        let part = part.join("\n");
        let found = if index == 0 { rest.starts_with(&part).then_some(0) } else { rest.find(&part) };
        let Some(at) = found else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || lines.last() == Some(&"...")
}

#[test]
fn commands_print_the_output_that_is_shown() {
    let target = tempfile::tempdir().unwrap();
    let folder = target.path().to_str().unwrap();
    let mut verbs_shown = Vec::new();
    for block in all_blocks("console") {
        // A block that begins with `tl init` or `cat` runs in a temporary folder, because `tl init` writes to the
        // current folder, and `cat` shows files that the test creates for the next commands.
        let is_own = ["$ tl init", "$ cat "].iter().any(|start| block.starts_with(start));
        let own = is_own.then(|| tempfile::tempdir().unwrap());
        for file in block.split("$ ").filter_map(|command| command.strip_prefix("cat ")) {
            let (name, text) = file.split_once('\n').unwrap();
            fs::write(own.as_ref().unwrap().path().join(name), text).unwrap();
        }
        for transcript in block.split("$ tl ").skip(1) {
            let (args, shown) = transcript.split_once('\n').unwrap();
            let output = own.as_ref().map_or_else(|| run(args, folder), |own| run_in(own.path(), args));
            let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert!(is_shown(&text, shown), "tl {args} prints\n{text}\ninstead of\n{shown}");
            verbs_shown.extend(args.split(' ').next().map(str::to_owned));
        }
    }
    let help = String::from_utf8(run("help", folder).stdout).unwrap();
    let verbs =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for verb in verbs.filter_map(|line| line.split_whitespace().next()) {
        // These verbs have no output, or too much for a page, or do not end.
        let is_documented = verbs_shown.iter().any(|one| one == verb)
            || ["completions", "help", "man", "serve"].contains(&verb);
        assert!(is_documented, "no page shows an output of `tl {verb}`");
    }
}

#[test]
fn the_documented_config_has_all_keys_with_their_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tl.toml");
    let toml = blocks("docs/config.md", "toml").remove(0);
    fs::write(&path, &toml).unwrap();
    assert_eq!(tl_codegen::rust::Config::read(&path).unwrap(), tl_codegen::rust::Config::default());
    let fields = format!("{:?}", tl_codegen::rust::Config::default()).matches(": ").count();
    assert_eq!(toml.lines().count(), fields);
}

#[test]
fn the_documented_modules_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tl.toml");
    fs::write(&path, blocks("docs/config.md", "toml").remove(1)).unwrap();
    assert!(tl_codegen::Builder::from_file(&path).is_ok());
}

/// Checks the command in README.md that runs all tests: `.ci/run` must contain the same command.
#[test]
fn the_command_for_the_tests_runs_all_tests() {
    let command = "cargo test --workspace --all-features";
    assert!(blocks("README.md", "sh").iter().any(|block| block.lines().any(|line| line == command)));
    assert!(read(".ci/run").contains(command));
}

/// Checks that the Rust code in the pages is part of a compiled example or test. Tests in `tests/programs` check the
/// three pages in `of_programs`.
#[test]
fn rust_is_part_of_an_example() {
    let files = [
        "examples/client/build.rs",
        "examples/client/src/main.rs",
        "examples/checked-in/src/tl/functions/auth.rs",
        "tests/tdlib/build.rs",
        "tests/tdlib/src/bot.rs",
    ];
    let texts = files.map(read);
    let mut count = 0;
    let of_programs = ["docs/lite-client.md", "docs/migrating-from-grammers.md", "docs/vk.md"];
    for page in pages().iter().filter(|page| !of_programs.contains(&page.as_str())) {
        for block in blocks(page, "rust") {
            assert!(texts.iter().any(|text| text.contains(&block)), "{page}: {block}");
            count += 1;
        }
    }
    assert!(count >= 7);
    let manifest = read("examples/client/Cargo.toml");
    assert!(manifest.contains(&blocks("README.md", "toml")[0]), "{manifest}");
}

/// Returns the anchor that code hosts create for a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn links_lead_to_files_and_headings() {
    for page in
        pages().iter().map(String::as_str).chain(["ARCHITECTURE.md", "CONTRIBUTING.md", "bench/README.md"])
    {
        let text = read(page);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("http")) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let path =
                if path.is_empty() { root().join(page) } else { root().join(page).with_file_name(path) };
            assert!(path.exists(), "{page}: {link}");
            if !heading.is_empty() {
                let target = fs::read_to_string(&path).unwrap();
                let headings = target.lines().filter_map(|line| line.strip_prefix("#"));
                let mut anchors = headings.map(|line| anchor(line.trim_start_matches('#').trim()));
                assert!(anchors.any(|anchor| anchor == heading), "{page}: {link}");
            }
        }
    }
}

#[test]
fn every_page_is_linked_from_the_readme() {
    let readme = read("README.md");
    for page in pages().iter().filter(|page| *page != "README.md") {
        assert!(readme.contains(&format!("]({page})")), "{page}");
    }
}

#[test]
fn the_readme_and_the_architecture_are_short() {
    let count = |file| read(file).split_whitespace().count();
    assert!(count("README.md") <= 1_000, "{}", count("README.md"));
    assert!(count("ARCHITECTURE.md") <= 1_200, "{}", count("ARCHITECTURE.md"));
}

#[test]
fn documents_contain_the_versions_of_the_workspace() {
    let (readme, stability) = (read("README.md"), read("docs/stability.md"));
    let needed = concat!("Rust ", env!("CARGO_PKG_RUST_VERSION"), " or newer");
    assert!(readme.contains(needed) && stability.contains(needed));
    let generated = read("examples/checked-in/src/tl/mod.rs");
    let check = generated.lines().find(|line| line.contains("generated_by!")).unwrap();
    assert!(stability.contains(&format!("\n{check}\n")), "{check}");
}

//! Tests of `tl init`, and of `tl generate` without a command.

mod common;

use std::fs;

use common::Folder;
use serde_json::Value;

const PETS: &str = "cat name:string = Pet;\ndog name:string = Pet;\n";

/// A config with three modules: two layers of the Telegram API, and MTProto.
const PROJECT: &str = "\
output = \"src/tl\"
roots = [\"auth.cancelCode\", \"msgs_ack\"]

[modules.old]
layer = 82

[modules.new]
layer = 86
derives = [\"Debug\"]

[modules.mtproto]
schemas = [\"mtproto\"]
output = \"src/mtproto\"
";

#[test]
fn one_command_writes_all_modules_and_one_checks_them() {
    let folder = Folder::new().and("tl.toml", PROJECT);
    let missing = folder.tl("generate --check");
    assert_eq!(missing.status, 1);
    assert!(missing.stdout.contains("missing: src/tl/old/mod.rs\n"), "{}", missing.stdout);
    assert!(!folder.path("src").exists());

    let wrote = folder.tl("generate").ok();
    let count = folder.tree("src").values().flatten().count();
    assert_eq!(wrote, format!("wrote {count} files, 0 unchanged\n"));
    assert!(folder.read("src/tl/old/mod.rs").contains("LAYER: i32 = 82"));
    assert!(folder.read("src/tl/new/mod.rs").contains("LAYER: i32 = 86"));
    assert!(folder.read("src/tl/new/functions/auth.rs").contains("derive(Debug)"));
    assert!(folder.read("src/mtproto/types/mod.rs").contains("struct MsgsAck"));
    assert_eq!(folder.tl("generate --check").ok(), format!("{count} files up to date\n"));
    assert_eq!(folder.tl("generate").ok(), format!("wrote 0 files, {count} unchanged\n"));
    // The command for one module writes the same files.
    folder.tl("generate rust mtproto --root msgs_ack -o src/mtproto --check").ok();
}

#[test]
fn outdated_files_are_reported_with_the_position_of_their_module() {
    let folder = Folder::new().and("tl.toml", PROJECT);
    folder.tl("generate").ok();
    let root = folder.read("src/tl/new/mod.rs");
    let folder = folder.and("src/tl/new/mod.rs", format!("{root}// by hand\n"));
    fs::remove_file(folder.path("src/mtproto/mod.rs")).unwrap();
    let run = folder.tl("generate --check");
    assert_eq!(run.status, 1);
    assert!(run.stdout.starts_with("changed: src/tl/new/mod.rs\n--- found\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("missing: src/mtproto/mod.rs\n2 files differ\n"), "{}", run.stdout);
    assert_eq!(
        run.stderr,
        "tl.toml:7:10: error: module `new` is out of date: 1 file differs\n\
         help: run `tl generate` without `--check`\n\
         tl.toml:11:10: error: module `mtproto` is out of date: 1 file differs\n\
         help: run `tl generate` without `--check`\n"
    );
    let json = folder.tl("generate --check --message-format json").stdout;
    let lines: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&lines[0]["file"], &lines[0]["line"], &lines[0]["column"]),
        (&"tl.toml".into(), &7.into(), &10.into())
    );
    assert_eq!(lines[1]["severity"], "error");
    folder.tl("generate").ok();
    assert_eq!(folder.read("src/tl/new/mod.rs"), root);
}

#[test]
fn missing_schemas_are_reported_with_positions() {
    let folder = Folder::with("pets.tl", PETS).and(
        "tl.toml",
        "output = \"out\"\n[modules.pets]\nschemas = [\"pets.tl\", \"gone.tl\"]\n[modules.api]\nlayer = 83\n",
    );
    let error = folder.tl("generate").failure();
    assert_eq!(
        error,
        "tl.toml:3:23: error: cannot read gone.tl: no such file, and no bundled schema is called `gone.tl`\n\
         tl.toml:5:9: error: layer 83 of the Telegram API is not bundled; the nearest are `telegram/82` and `telegram/86`\n"
    );
    assert!(!folder.path("out").exists());
    let json: Vec<String> =
        folder.tl("generate --message-format json").stdout.lines().map(str::to_owned).collect();
    let first: Value = serde_json::from_str(&json[0]).unwrap();
    assert_eq!((&first["kind"], &first["line"], &first["column"]), (&"config".into(), &3.into(), &23.into()));
}

#[test]
fn unknown_keys_are_reported_with_positions() {
    let folder = Folder::with("pets.tl", PETS)
        .and("tl.toml", "serd = true\n[modules.pets]\nschemas = [\"pets.tl\"]\n  sources = []\n");
    assert_eq!(
        folder.tl("generate").failure(),
        "tl.toml:1:1: error: unknown key `serd`\nhelp: did you mean `serde`?\n\
         tl.toml:4:3: error: unknown key `sources`\n"
    );
    // The paths in messages are relative to the current folder.
    fs::create_dir(folder.path("config")).unwrap();
    fs::rename(folder.path("tl.toml"), folder.path("config/api.toml")).unwrap();
    let error = folder.tl("generate --config config/api.toml --message-format short").failure();
    assert!(
        error.starts_with("config/api.toml:1:1: error: unknown key `serd`\nconfig/api.toml:4:3: "),
        "{error}"
    );
}

#[test]
fn a_module_needs_an_output() {
    let folder = Folder::with("pets.tl", PETS).and("tl.toml", "[modules.pets]\nschemas = [\"pets.tl\"]\n");
    assert_eq!(
        folder.tl("generate").failure(),
        "tl.toml:1:10: error: module `pets` has no output\n\
         help: add `output = \"src/tl\"` at the top of the file, or to the module\n"
    );
}

#[test]
fn paths_are_relative_to_the_folder_of_the_config() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("sub/src")).unwrap();
    let folder = folder
        .and("sub/pets.tl", PETS)
        .and("sub/src/main.rs", "Cat")
        .and("sub/tl.toml", "output = \"src\"\nused = [\"src\"]\n[modules.pets]\nschemas = [\"pets.tl\"]\n");
    folder.tl("generate --config sub/tl.toml").ok();
    let types = folder.read("sub/src/pets/types/mod.rs");
    assert!(types.contains("struct Cat") && !types.contains("struct Dog"), "{types}");
    // The generated files in `src/pets` are not searched for names.
    folder.tl("generate --config sub/tl.toml --check").ok();
}

#[test]
fn errors_of_schemas_are_reported_for_each_module() {
    let folder =
        Folder::with("a.tl", "a x:Usr = A;\n").and("b.tl", "b x:Type = B;\n").and("c.tl", "c#1 = C;\n").and(
            "tl.toml",
            "output = \"out\"\n[modules.a]\nschemas = [\"a.tl\"]\n[modules.b]\nschemas = [\"b.tl\"]\n",
        );
    let error = folder.tl("generate --message-format short").failure();
    assert_eq!(error.lines().count(), 2, "{error}");
    assert!(
        error.contains("a.tl:1:5: error[TL0201]") && error.contains("b.tl:1:3: error[TL0703]"),
        "{error}"
    );
    let folder = folder.and("tl.toml", "output = \"out\"\n[modules.c]\nschemas = [\"c.tl\"]\n");
    let run = folder.tl("generate --message-format short");
    assert!(run.status == 0 && run.stderr.starts_with("c.tl:1:2: warning[TL0302]"), "{run:?}");
}

#[test]
fn files_that_were_not_generated_are_kept() {
    let folder = Folder::with("pets.tl", PETS)
        .and("tl.toml", "[modules.pets]\nschemas = [\"pets.tl\"]\noutput = \"out\"\n");
    fs::create_dir(folder.path("out")).unwrap();
    let folder = folder.and("out/mod.rs", "// mine\n");
    let error = folder.tl("generate").failure();
    assert!(error.contains("refusing to overwrite") && error.contains("`--force`"), "{error}");
    assert_eq!(folder.read("out/mod.rs"), "// mine\n");
    folder.tl("generate --force").ok();
    assert!(folder.read("out/mod.rs").starts_with("// @generated"));
}

#[test]
fn a_missing_config_file_is_an_error_with_advice() {
    let folder = Folder::new();
    assert_eq!(
        folder.tl("generate").failure(),
        "error: cannot read tl.toml: no such file\n\
         help: `tl init` writes `tl.toml`, and `--config FILE` selects another file\n"
    );
    let folder = folder.and("tl.toml", "serde = true\n");
    assert!(folder.tl("generate").failure().starts_with("tl.toml:1:1: error: the file has no modules\n"));
}

#[test]
fn tl_generate_accepts_the_config_file_of_tl_init() {
    let folder = Folder::new();
    assert_eq!(
        folder.tl("init --layer 230 -o src/tl").ok(),
        "wrote tl.toml\nrun `tl generate` to write the modules to src/tl\n"
    );
    folder.tl("generate").ok();
    assert!(folder.read("src/tl/api/mod.rs").contains("LAYER: i32 = 230"));
    folder.tl("generate --check").ok();
    let before = folder.read("tl.toml");
    assert_eq!(
        folder.tl("init").failure(),
        "error: tl.toml already exists\nhelp: edit it, or remove it first\n"
    );
    assert_eq!(folder.read("tl.toml"), before);
}

#[test]
fn each_schema_of_the_command_line_is_a_module() {
    for (arguments, modules) in [
        ("", "[modules.api]\nlayer = 230\n"),
        ("--layer 82 --layer 86", "[modules.layer_82]\nlayer = 82\n\n[modules.layer_86]\nlayer = 86\n"),
        (
            "--layer 82 --schema mtproto",
            "[modules.api]\nlayer = 82\n\n[modules.mtproto]\nschemas = [\"mtproto\"]\n",
        ),
        ("pets.tl more.tl", "[modules.pets]\nschemas = [\"pets.tl\", \"more.tl\"]\n"),
        (
            "pets.tl --schema pets.tl",
            "[modules.pets]\nschemas = [\"pets.tl\"]\n\n[modules.pets_2]\nschemas = [\"pets.tl\"]\n",
        ),
        ("type.tl", "[modules.api]\nschemas = [\"type.tl\"]\n"),
    ] {
        let folder = Folder::with("pets.tl", PETS).and("more.tl", "cow = Cow;\n").and("type.tl", PETS);
        folder.tl(&format!("init {arguments}")).ok();
        let text = folder.read("tl.toml");
        assert!(text.ends_with(modules) && text.contains("\noutput = \"src/tl\"\n"), "{arguments}: {text}");
        assert!(tl_codegen::Builder::from_file(folder.path("tl.toml")).is_ok());
    }
    assert_eq!(Folder::new().tl("init -").status, 2);
}

/// Checks the examples in the comments of the generated `tl.toml`.
#[test]
fn keys_in_comments_are_valid() {
    let folder = Folder::new();
    folder.tl("init --layer 82").ok();
    let text = folder.read("tl.toml");
    let all: Vec<_> = text
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
        .collect();
    let folder = folder.and("tl.toml", all.join("\n"));
    let config = tl_codegen::rust::Config::read(&folder.path("tl.toml")).unwrap();
    assert!(config.serde && config.used.len() == 1 && config.roots.len() == 2, "{config:?}");
}

#[test]
fn special_characters_in_paths_are_escaped() {
    let folder = Folder::with("pets.tl", PETS);
    folder.tl_args(&["init", "pets.tl", "-o", "a \"b\"\\c"], b"").ok();
    folder.tl("generate").ok();
    let found: Vec<_> = folder.tree("").into_keys().filter(|path| path.ends_with("pets/mod.rs")).collect();
    assert_eq!(found, [folder.path("a \"b\"\\c/pets/mod.rs")]);
}

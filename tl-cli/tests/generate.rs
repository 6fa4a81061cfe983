//! Tests of `tl generate rust`: it writes and compares files, and reports errors.

mod common;

use std::fs;

use common::Folder;

#[test]
fn a_second_run_writes_nothing() {
    let folder = Folder::new();
    let first = folder.tl("generate rust --layer 82 -o out").ok();
    let files = folder.tree("out");
    let count = files.values().flatten().count();
    assert_eq!(first, format!("wrote {count} files, 0 unchanged\n"));
    assert!(folder.read("out/mod.rs").contains("LAYER"));
    let time = || fs::metadata(folder.path("out/mod.rs")).unwrap().modified().unwrap();
    let written = time();
    assert_eq!(
        folder.tl("generate rust telegram/82 -o out").ok(),
        format!("wrote 0 files, {count} unchanged\n")
    );
    assert_eq!((folder.tree("out"), time()), (files, written));
}

#[test]
fn check_compares_and_writes_nothing() {
    let folder = Folder::new();
    let missing = folder.tl("generate rust mtproto -o out --check");
    assert_eq!(missing.status, 1);
    assert!(missing.stdout.contains("missing: out/mod.rs\n"), "{}", missing.stdout);
    assert!(!folder.path("out").exists());

    folder.tl("generate rust mtproto -o out").ok();
    let count = folder.tree("out").values().flatten().count();
    assert_eq!(folder.tl("generate rust mtproto -o out --check").ok(), format!("{count} files up to date\n"));

    let root = folder.read("out/mod.rs");
    fs::write(folder.path("out/mod.rs"), format!("{root}// by hand\n")).unwrap();
    let stale = folder.tree("out");
    let run = folder.tl("generate rust mtproto -o out --check");
    assert_eq!((run.status, &*run.stderr), (1, ""));
    assert!(run.stdout.starts_with("changed: out/mod.rs\n--- found\n+++ generated\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("\n-// by hand\n1 file differs\n"), "{}", run.stdout);
    assert_eq!(folder.tree("out"), stale);

    assert_eq!(
        folder.tl("generate rust mtproto -o out").ok(),
        format!("wrote 1 file, {} unchanged\n", count - 1)
    );
    assert_eq!(folder.read("out/mod.rs"), root);
}

#[test]
fn files_that_are_no_longer_generated_are_removed() {
    let folder = Folder::with("two.tl", "a.b = a.B;\nc.d = c.D;").and("one.tl", "a.b = a.B;");
    folder.tl("generate rust two.tl -o out").ok();
    let before = folder.tree("out").len();
    let run = folder.tl("generate rust one.tl -o out --check");
    assert!(run.stdout.contains("no longer generated: out/types/c.rs\n"), "{}", run.stdout);
    assert!(folder.tl("generate rust one.tl -o out").ok().ends_with(" removed\n"));
    assert!(folder.tree("out").len() < before);
    folder.tl("generate rust one.tl -o out --check").ok();
}

#[test]
fn the_order_of_files_changes_nothing() {
    let folder = Folder::with("a.tl", "a b:B = A;").and("b.tl", "b x:int = B;\nc = B;");
    folder.tl("generate rust a.tl b.tl -o out").ok();
    folder.tl("generate rust b.tl a.tl -o out --check").ok();
    folder.tl("generate rust --module m=a.tl,b.tl -o modules").ok();
    folder.tl("generate rust --module m=b.tl,a.tl -o modules --check").ok();
}

#[test]
fn each_module_has_a_folder() {
    let folder = Folder::with("a.tl", "a = A;").and("b.tl", "a x:int = A;");
    folder.tl("generate rust --module one=a.tl --module two=b.tl -o out").ok();
    folder.tl("generate rust b.tl -o alone").ok();
    assert_eq!(folder.read("out/two/mod.rs"), folder.read("alone/mod.rs"));
    assert!(folder.path("out/one/mod.rs").exists());
    assert!(!folder.path("out/mod.rs").exists());
}

#[test]
fn a_schema_can_be_read_from_standard_input() {
    let folder = Folder::new();
    let run = folder.tl_args(&["generate", "rust", "-", "-o", "out"], b"a = A;");
    assert!(run.ok().starts_with("wrote "));
    assert!(folder.path("out/mod.rs").exists());
}

#[test]
fn the_config_is_read_from_a_file() {
    let folder = Folder::with("a.tl", "a x:int = A;").and("tl.toml", "derives = [\"Debug\"]\n");
    folder.tl("generate rust a.tl -o out --config tl.toml").ok();
    assert!(
        folder.read("out/types/mod.rs").contains("#[derive(Debug)]"),
        "{}",
        folder.read("out/types/mod.rs")
    );
}

#[test]
fn the_dialect_determines_undeclared_ids() {
    let folder = Folder::with("a.tl", "a x:bytes = A;");
    folder.tl("generate rust a.tl -o out --dialect telegram").ok();
    assert_eq!(folder.tl("generate rust a.tl -o out --dialect telegram --check").status, 0);
    assert_eq!(folder.tl("generate rust a.tl -o out --dialect formal --check").status, 1);
}

#[test]
fn the_command_line_overrides_the_dialect_in_the_config() {
    let folder = Folder::with("a.tl", "a x:bytes = A;").and("tl.toml", "dialect = \"telegram\"");
    let root = |options: &str| {
        folder.tl(&format!("generate rust a.tl -o out {options}")).ok();
        folder.read("out/mod.rs")
    };
    assert!(root("").contains("\n// Dialect: formal (no ids are written).\n"));
    assert!(root("--config tl.toml").contains("\n// Dialect: telegram (set by `dialect`).\n"));
    assert!(root("--config tl.toml --dialect formal").contains("\n// Dialect: formal (set by `dialect`).\n"));
    let unknown = folder.and("tl.toml", "dialect = \"latin\"");
    assert!(unknown.tl("generate rust a.tl -o out --config tl.toml").failure().contains("`latin`"));
}

#[test]
fn the_config_may_keep_or_compute_masks_in_both_dialects() {
    let folder = Folder::with("a.tl", "a mode:# x:mode.1?int = A;")
        .and("kept.toml", "masks = \"kept\"")
        .and("computed.toml", "masks = \"computed\"");
    let has_field = |options: &str| {
        folder.tl(&format!("generate rust a.tl -o out {options}")).ok();
        folder.read("out/types/mod.rs").contains("pub mode: u32")
    };
    for (dialect, by_default) in [("formal", true), ("telegram", false)] {
        assert_eq!(has_field(&format!("--dialect {dialect}")), by_default);
        assert!(has_field(&format!("--dialect {dialect} --config kept.toml")));
        assert!(!has_field(&format!("--dialect {dialect} --config computed.toml")));
    }
    let unknown = folder.and("kept.toml", "masks = \"lost\"");
    assert!(unknown.tl("generate rust a.tl -o out --config kept.toml").failure().contains("`lost`"));
}

#[test]
fn warnings_do_not_prevent_output() {
    let folder = Folder::with("a.tl", "a#1 = A;");
    let run = folder.tl("generate rust a.tl -o out");
    assert_eq!(run.status, 0);
    assert!(run.stderr.starts_with("warning[TL0302]") && run.stdout.starts_with("wrote "), "{run:?}");
    let run = folder.tl("generate rust a.tl -o out --message-format json");
    let line: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(line["code"], "TL0302");
    assert!(run.stderr.starts_with("wrote 0 files, "), "{}", run.stderr);
}

#[test]
fn an_invalid_config_is_an_error_with_a_position() {
    let folder = Folder::with("a.tl", "a = A;")
        .and("unknown.toml", "docs = true\nfoo = 1\n")
        .and("bad.toml", "derives = [\"a b\"]");
    let error = |config| folder.tl(&format!("generate rust a.tl -o out --config {config}")).failure();
    assert_eq!(error("unknown.toml"), "unknown.toml:2:1: error: unknown key `foo`\n");
    assert_eq!(error("bad.toml"), "error: config key `derives`: `a b` is not a Rust path\n");
    assert!(error("missing.toml").starts_with("error: cannot read missing.toml: "));
    assert!(!folder.path("out").exists());
}

#[test]
fn an_invalid_schema_is_an_error_and_nothing_is_written() {
    let folder = Folder::with("good.tl", "a = A;")
        .and("bad.tl", "a x:Nope = A;")
        .and("empty.tl", "// nothing\n")
        .and("type.tl", "a X:Type = A;");
    for (arguments, code) in [
        ("bad.tl", "bad.tl:1:5: error[TL0201]"),
        ("empty.tl", "error[TL0706]"),
        ("type.tl", "error[TL0703]"),
        ("--module one=good.tl --module two=bad.tl", "bad.tl:1:5: error[TL0201]"),
    ] {
        let stderr = folder.tl(&format!("generate rust {arguments} -o out --message-format short")).failure();
        assert!(stderr.contains(code), "{arguments}: {stderr}");
        assert!(!folder.path("out").exists(), "{arguments}");
    }
}

#[test]
fn unknown_layers_and_invalid_module_names_are_errors() {
    let folder = Folder::with("a.tl", "a = A;");
    let error = |arguments: &str| folder.tl(&format!("generate rust {arguments} -o out")).failure();
    assert_eq!(
        error("--layer 83"),
        "error: layer 83 of the Telegram API is not bundled; the nearest are `telegram/82` and `telegram/86`\nhelp: `tl layers` lists the bundled schemas\n"
    );
    assert_eq!(error("--module fn=a.tl"), "error: module `fn` is not a Rust identifier\n");
    assert_eq!(error("--module ../x=a.tl"), "error: module `../x` is not a Rust identifier\n");
    assert_eq!(error("--module a=a.tl --module a=a.tl"), "error: module `a` is defined twice\n");
    for usage in ["", "a.tl --layer 82", "--module a", "--module a=", "--module a=a.tl,", "--layer x"] {
        assert_eq!(folder.tl(&format!("generate rust {usage} -o out")).status, 2, "{usage}");
    }
    assert_eq!(folder.tl("generate rust a.tl").status, 2, "without -o");
    assert_eq!(folder.tl("generate cobol a.tl -o out").status, 2);
}

#[test]
fn names_that_cannot_be_file_names_are_rejected_or_replaced() {
    let long = "n".repeat(300);
    let folder = Folder::with("long.tl", format!("a = A;\n{long}.b = {long}.B;"))
        .and("device.tl", "con x:int = Con; nul.a = nul.A;");
    for output in ["rust", "docs"] {
        let stderr = folder.tl(&format!("generate {output} long.tl -o out --message-format short")).failure();
        assert!(stderr.starts_with("long.tl:2:1: error[TL0712]: `nnnn"), "{stderr}");
        assert!(!folder.path("out").exists());
        folder.tl(&format!("generate {output} device.tl -o {output}")).ok();
        let files = folder.tree(output).into_keys();
        let names: Vec<_> =
            files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        assert!(!names.iter().any(|name| ["con", "nul", "nul.a"].contains(&name.as_str())), "{names:?}");
    }
    let module = folder.tl(&format!("generate docs --module {long}=device.tl -o out")).failure();
    assert!(module.ends_with("is too long for a file name\n"), "{module}");
}

#[test]
fn an_output_below_a_file_is_an_error() {
    let folder = Folder::with("a.tl", "a = A;").and("file", "in the way");
    for output in ["file", "file/out", "file/far/out"] {
        let stderr = folder.tl(&format!("generate rust a.tl -o {output}")).failure();
        assert!(stderr.starts_with("error: cannot ") && stderr.contains(output), "{stderr}");
        assert_eq!(folder.read("file"), "in the way");
    }
}

#[test]
fn nothing_changes_if_a_file_cannot_be_overwritten() {
    let folder = Folder::with("a.tl", "a = A;\nb = B;").and("b.tl", "a x:int = A;\nb = B;\nn.c = n.C;");
    folder.tl("generate rust a.tl -o out").ok();
    fs::create_dir(folder.path("out/types/n.rs")).unwrap();
    let before = folder.tree("out");
    let stderr = folder.tl("generate rust b.tl -o out").failure();
    assert!(stderr.contains("out/types/n.rs: "), "{stderr}");
    assert_eq!(folder.tree("out"), before);
}

/// The shell limits the size of files to a few kilobytes, so that writing a larger file fails. It also ignores the
/// signal `XFSZ`, which would otherwise end the program at the limit.
#[cfg(unix)]
#[test]
fn nothing_changes_if_writing_fails_halfway() {
    let folder = Folder::with("a.tl", "a = A;");
    folder.tl("generate rust a.tl -o out").ok();
    let before = folder.tree("out");
    for output in ["out", "new/out"] {
        let script = format!("trap '' XFSZ; ulimit -f 16; exec \"$0\" generate rust mtproto -o {output}");
        let run = folder.command("sh").args(["-c", &script, env!("CARGO_BIN_EXE_tl")]).output().unwrap();
        let stderr = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(1), "{stderr}");
        assert!(stderr.starts_with(&format!("error: cannot write {output}/")), "{stderr}");
        assert_eq!(folder.tree("out"), before);
    }
    assert!(!folder.path("new").exists());
}

#[test]
fn schemas_with_mistakes_need_lenient_mode() {
    let folder = Folder::with("two.tl", "a x:int = A;\na y:string = A;\nb z:Usr = B;");
    let refused = folder.tl("generate rust two.tl -o out").failure();
    assert!(refused.contains("error[TL0203]") && refused.contains("two.tl:2:1"), "{refused}");
    assert!(refused.contains("error[TL0201]") && refused.contains("two.tl:3:5"), "{refused}");
    assert!(!folder.path("out").exists());
    let run = folder.tl("generate rust two.tl -o out --lenient");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stderr.matches("the declaration is left out").count(), 2);
    assert!(folder.read("out/types/mod.rs").contains("pub x: i32"));
}

#[test]
fn warnings_can_be_denied_or_allowed() {
    let folder = Folder::with("a.tl", "a#1 = A;");
    assert_eq!(folder.tl("check a.tl").status, 0);
    assert!(folder.tl("check a.tl --deny TL0302").failure().contains("error[TL0302]"));
    assert!(folder.tl("generate rust a.tl -o out --deny warnings").failure().contains("error[TL0302]"));
    assert!(!folder.path("out").exists());
    let silent = folder.tl("check a.tl --deny warnings --allow tl0302");
    assert_eq!(silent.status, 0);
    assert!(silent.stderr.ends_with("\nno problems in 1 file\n"), "{}", silent.stderr);
    for bad in ["--allow TL0201", "--deny TL9999", "--allow warnings"] {
        assert_eq!(folder.tl(&format!("check a.tl {bad}")).status, 2, "{bad}");
    }
}

#[test]
fn only_roots_and_their_dependencies_are_generated_and_counted() {
    let folder = Folder::new();
    let run = folder.tl("generate rust --layer 82 --root auth.cancelCode -o out").ok();
    assert!(run.starts_with("kept 3 of "), "{run}");
    let files: Vec<_> = folder.tree("out").into_keys().collect();
    assert!(files.iter().any(|file| file.ends_with("functions/auth.rs")), "{files:?}");
    assert!(!folder.read("out/functions/auth.rs").contains("SendCode"));

    let folder = folder.and("tl.toml", "roots = ['auth.cancelCode', 'msgs_ack']");
    let run =
        folder.tl("generate rust --module a=telegram/82 --module b=mtproto --config tl.toml -o two").ok();
    assert_eq!(run.matches("kept ").count(), 2, "{run}");
    let run =
        folder.tl("generate rust --module a=telegram/82 --module b=mtproto --root auth.* -o three").ok();
    assert_eq!(run.matches("kept ").count(), 1, "{run}");
}

#[test]
fn why_lists_used_names_with_reasons() {
    let folder = Folder::new()
        .and("a.tl", "user id:long = User;\nempty = User;\n---functions---\nget by:User = User;\n")
        .and("main.rs", "use api::functions::Get; use api::types::User;");
    let run = folder.tl("generate rust a.tl --used main.rs -o out --why").ok();
    let expected = "\
types::User is named
enums::User is named
functions::Get is named
kept 1 function, 1 type and 1 enum of 3 combinators
";
    assert!(run.starts_with(expected), "{run}");
    let folder = folder.and("main.rs", "Get Empty");
    let run = folder.tl("generate rust a.tl --used main.rs -o out --why").ok();
    assert!(run.contains("enums::User is in the field `by` of functions::Get\n"), "{run}");
    assert_eq!(folder.tl("generate rust a.tl -o out --why").status, 2);
}

#[test]
fn a_root_that_no_schema_contains_is_an_error() {
    let folder = Folder::new();
    let run = folder.tl("generate rust --layer 82 --root auth.cancelCod -o out");
    assert_eq!(run.status, 1);
    let hint =
        "config key `roots`: `auth.cancelCod` is not in the schema; a similar name exists: `auth.cancelCode`";
    assert!(run.stderr.contains(hint), "{}", run.stderr);
    let run = folder.tl("generate rust --layer 82 --root a*c -o out");
    assert!(run.stderr.contains("`a*c` has a `*` that is not its last character"), "{}", run.stderr);
    assert!(!folder.path("out").exists());
}

#[test]
fn errors_of_all_modules_are_reported() {
    let folder = Folder::with("undefined.tl", "a x:Missing = A;").and("inexpressible.tl", "a x:Type = A;");
    let run = folder.tl("generate rust --module a=undefined.tl --module b=inexpressible.tl -o out");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("TL0201") && run.stderr.contains("TL0703"), "{}", run.stderr);
    assert!(!folder.path("out").exists());
}

/// Checks that overlays in the config are merged before those on the command line. Paths in the config are relative to
/// the config file.
#[test]
fn overlays_document_generated_items() {
    let overlay =
        |text: &str| format!(r#"{{"format": "tl-overlay", "version": 1, "constructors": {{{text}}}}}"#);
    let folder = Folder::with("a.tl", "// Zero.\na x:int = A;")
        .and("1.json", overlay(r#""a": {"description": "One.", "fields": {"x": "Ix."}}"#))
        .and("2.json", overlay(r#""a": {"description": "Two.", "fields": {"y": "Why."}}, "b": {}"#));
    fs::create_dir(folder.path("config")).unwrap();
    let folder = folder.and("config/tl.toml", "overlay = [\"../1.json\"]\n");
    let generate =
        |more: &str| folder.tl(&format!("generate rust a.tl --config config/tl.toml -o out {more}"));
    generate("").ok();
    let types = folder.read("out/types/mod.rs");
    assert!(types.contains("/// One.") && types.contains("/// Ix.") && !types.contains("Zero"), "{types}");
    let run = generate("--overlay 2.json --message-format short");
    let types = folder.read("out/types/mod.rs");
    assert!(types.contains("/// Two.") && types.contains("/// Ix."), "{types}");
    let warnings = "2.json:1:98: warning[TL0606]: `a` has no field `y`\n\
                    2.json:1:113: warning[TL0605]: the schema has no constructor `b`\n";
    assert_eq!((run.status, &*run.stderr), (0, warnings));
    let run = generate("--overlay 2.json --deny TL0605 --allow TL0606");
    assert_eq!(run.status, 1);
    assert!(run.stderr.starts_with("error[TL0605]") && !run.stderr.contains("TL0606"), "{}", run.stderr);
    assert_eq!(folder.read("out/types/mod.rs"), types);
}

const INEXPRESSIBLE: &str = "a X:Type = A;\nb x:A = B;\nc x:int = C;\n---functions---\nf x:B = C;\n";

#[test]
fn lenient_mode_omits_declarations_that_rust_cannot_express() {
    let folder = Folder::with("a.tl", INEXPRESSIBLE);
    let error = folder.tl("generate rust a.tl -o out").failure();
    assert!(
        error.contains("note: set `lenient` (`--lenient`) to skip") && error.contains("`--root NAME`"),
        "{error}"
    );
    let error = folder.tl("generate rust a.tl -o out --root f").stderr;
    assert!(error.contains("note: set `lenient`") && !error.contains("`--root NAME`"), "{error}");
    let error = folder.tl("generate rust a.tl -o out --root a").stderr;
    assert!(error.contains("error[TL0703]") && !error.contains("--lenient"), "{error}");
    let run = folder.tl("generate rust a.tl -o out --lenient --message-format short");
    assert_eq!((run.status, &*run.stdout), (0, "wrote 5 files, 0 unchanged\n"));
    let codes: Vec<_> = run.stderr.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(codes, ["TL0703", "TL0714", "TL0714"]);
    assert!(folder.read("out/types/mod.rs").contains("pub struct C"));
}

#[test]
fn an_unused_generic_declaration_is_not_an_error() {
    let folder = Folder::with("a.tl", "Empty E;\npair {t:Type} x:t y:E = Pair t;\na.b x:int = a.B;\n");
    folder.tl("generate rust a.tl -o out").ok();
    assert!(
        folder
            .read("out/mod.rs")
            .contains("\n// Left out, because nothing uses them and Rust cannot express them: pair.\n")
    );
    let error = folder.tl("generate rust a.tl -o out --root pair").stderr;
    assert!(error.contains("error[TL0708]: `E` has no constructor"), "{error}");
}

const PEOPLE: &str = "\
person flags:# id:long name:string city:flags.0?string = Person;
---functions---
getPerson id:long = Person;
getPeople ids:Vector<long> = Vector<Person>;
";

#[test]
fn used_selects_the_items_that_the_sources_name() {
    let folder = Folder::with("people.tl", PEOPLE).and("main.rs", "fn f(p: Person) { GetPerson; p.name }");
    fs::create_dir(folder.path("src")).unwrap();
    fs::rename(folder.path("main.rs"), folder.path("src/main.rs")).unwrap();
    let generate = "generate rust people.tl --used src -o src/api";
    folder.tl(generate).ok();
    let text = |name: &str| folder.read(&format!("src/api/{name}/mod.rs"));
    assert!(text("functions").contains("GetPerson") && !text("functions").contains("GetPeople"));
    assert!(text("types").contains("pub name: String") && !text("types").contains("pub city"));
    assert!(
        folder.tree("src/api").values().flatten().all(|text| !text.windows(4).any(|part| part == b"cfg("))
    );
    // The output is in the folder that is searched for names, but the output itself is not searched.
    assert!(folder.tl(&format!("{generate} --check")).ok().ends_with("files up to date\n"));

    fs::write(folder.path("src/more.rs"), "fn g(p: Person) { GetPeople; p.city }").unwrap();
    let changed = folder.tl(&format!("{generate} --check"));
    assert!(
        changed.status == 1 && changed.stdout.contains("changed: src/api/functions/mod.rs"),
        "{changed:?}"
    );
    folder.tl(generate).ok();
    assert!(text("types").contains("pub city"));

    fs::remove_file(folder.path("src/more.rs")).unwrap();
    folder.tl(generate).ok();
    assert!(!text("functions").contains("GetPeople") && !text("types").contains("pub city"));
}

#[test]
fn used_in_a_config_applies_to_each_module() {
    let folder = Folder::with("people.tl", PEOPLE)
        .and("pets.tl", "pet name:string = Pet;\n---functions---\ngetPet = Pet;\nfeed pet:Pet = Bool;\n")
        .and("main.rs", "GetPerson; Feed")
        .and("tl.toml", "used = [\"main.rs\"]\nroots = [\"getPet\"]\n");
    folder.tl("generate rust --module people=people.tl --module pets=pets.tl --config tl.toml -o out").ok();
    let people = folder.read("out/people/functions/mod.rs");
    assert!(people.contains("GetPerson") && !people.contains("GetPeople"));
    let pets = folder.read("out/pets/functions/mod.rs");
    assert!(pets.contains("Feed") && pets.contains("GetPet"));
}

#[test]
fn used_without_sources_is_an_error() {
    let folder = Folder::with("people.tl", PEOPLE);
    let missing = folder.tl("generate rust people.tl --used src -o out").failure();
    assert!(missing.contains("`used`") && missing.contains("does not exist"), "{missing}");
    assert!(!folder.path("out").exists());
}

//! Tests of existing files: which files the program overwrites or removes, and which files it never changes.

mod common;

use std::fs;

use common::Folder;

const SCHEMA: &str = "a x:int = A;\nns.b = ns.B;\n---functions---\nget id:long = A;\n";
const OTHER: &str = "c y:string = C;\nother.d = other.D;\n";

/// Checks that bindings and pages can be in one folder, for several runs in any order.
#[test]
fn pages_and_bindings_can_share_a_folder() {
    let folder = Folder::with("a.tl", SCHEMA).and("b.tl", OTHER);
    let [rust, docs] = ["generate rust a.tl -o src", "generate docs a.tl -o ."];
    folder.tl(rust).ok();
    folder.tl(docs).ok();
    let both = folder.tree("");
    for run in [docs, rust, docs] {
        assert!(folder.tl(run).ok().starts_with("wrote 0 files, "));
        folder.tl(&format!("{run} --check")).ok();
    }
    assert_eq!(folder.tree(""), both);
    // Generating pages removes no bindings, and generating bindings removes no pages.
    assert!(folder.tl("generate docs b.tl -o .").ok().ends_with(" removed\n"));
    folder.tl(&format!("{rust} --check")).ok();
    assert!(folder.tl("generate rust b.tl -o src").ok().ends_with(" removed\n"));
    folder.tl("generate docs b.tl -o . --check").ok();
}

/// Checks bindings that an earlier version generated. Their header does not contain the kind of output, ` (rust)`.
#[test]
fn generating_pages_removes_no_bindings_of_earlier_versions() {
    let folder = Folder::with("a.tl", SCHEMA);
    folder.tl("generate rust a.tl -o src/tl").ok();
    for (path, text) in folder.tree("src").into_iter().filter_map(|(path, text)| Some((path, text?))) {
        let text = String::from_utf8(text).unwrap().replace(" (rust)", "");
        fs::write(path, text).unwrap();
    }
    let before = folder.tree("src/tl");
    folder.tl("generate docs a.tl -o .").ok();
    assert_eq!(folder.tree("src/tl"), before);
    assert!(folder.tl("generate rust a.tl -o src/tl").ok().contains(", 0 unchanged"));
}

#[test]
fn modules_in_or_next_to_other_modules_are_kept() {
    let folder = Folder::with("a.tl", SCHEMA).and("b.tl", OTHER);
    let runs = [
        "generate rust a.tl -o src",
        "generate rust b.tl -o src/types/inner",
        "generate rust --module one=a.tl --module two=b.tl -o src",
        "generate rust b.tl -o src/one/deep",
        "generate docs a.tl -o book",
        "generate docs b.tl -o book/src/inner",
        "generate docs --module one=b.tl -o book",
    ];
    runs.iter().for_each(|run| drop(folder.tl(run).ok()));
    let all = folder.tree("");
    runs.iter().for_each(|run| assert!(folder.tl(run).ok().starts_with("wrote 0 files, "), "{run}"));
    assert_eq!(folder.tree(""), all);
    // A folder that belongs to a module cannot become the folder of another module.
    let error = folder.tl("generate rust --module types=b.tl -o src").failure();
    assert!(error.contains("\n  src/types/mod.rs\nhelp: "), "{error}");
    assert_eq!(folder.tree(""), all);
}

#[test]
fn files_that_were_not_generated_are_listed_and_kept() {
    let mine = ["out/mod.rs", "out/types/mod.rs", "out/book.toml", "out/src/SUMMARY.md"];
    let folder = Folder::with("a.tl", SCHEMA);
    for (run, list) in [("rust", &mine[..2]), ("docs", &mine[2..])] {
        for path in mine {
            fs::create_dir_all(folder.path(path).parent().unwrap()).unwrap();
            fs::write(folder.path(path), "mine\n").unwrap();
        }
        let before = folder.tree("");
        let error = folder.tl(&format!("generate {run} a.tl -o out")).failure();
        let [first, second] = list else { panic!("two files") };
        assert_eq!(
            error,
            format!(
                "error: refusing to overwrite files that were not generated:\n  {first}\n  {second}\n\
                 help: choose another output path, or pass `--force` to overwrite\n"
            )
        );
        let check = folder.tl(&format!("generate {run} a.tl -o out --check"));
        assert_eq!(check.status, 1);
        for path in list {
            let line = format!("not generated, overwritten only with `--force`: {path}\n");
            assert!(check.stdout.contains(&line), "{}", check.stdout);
        }
        assert_eq!(folder.tree(""), before);
        folder.tl(&format!("generate {run} a.tl -o out --force")).ok();
        folder.tl(&format!("generate {run} a.tl -o out --check")).ok();
    }
    assert_eq!(folder.tl("generate rust a.tl -o out --force --check").status, 2);
}

#[test]
fn empty_files_can_be_overwritten() {
    let folder = Folder::with("a.tl", SCHEMA).and("empty.json", "");
    folder.tl("generate rust a.tl -o out").ok();
    fs::write(folder.path("out/mod.rs"), "").unwrap();
    assert!(folder.tl("generate rust a.tl -o out").ok().starts_with("wrote 1 file, "));
    folder.tl("generate json a.tl -o empty.json").ok();
}

#[test]
fn json_replaces_only_schemas_in_the_same_form() {
    let folder = Folder::with("a.tl", SCHEMA).and("notes.json", "{\"format\": 1}").and("text", "mine");
    let [tl, telegram] = ["tl", "telegram"]
        .map(|form| format!("generate json a.tl --dialect telegram --form {form} -o {form}.json"));
    folder.tl(&tl).ok();
    folder.tl(&telegram).ok();
    fs::write(folder.path("a.tl"), SCHEMA.replace("x:int", "x:long")).unwrap();
    assert_eq!(folder.tl(&tl).ok(), "wrote 1 file, 0 unchanged\n");
    assert_eq!(folder.tl(&telegram).ok(), "wrote 1 file, 0 unchanged\n");
    for (form, output) in [
        ("tl", "telegram.json"),
        ("telegram", "tl.json"),
        ("tl", "notes.json"),
        ("tl", "text"),
        ("tl", "a.tl"),
    ] {
        let before = folder.tree("");
        let run = format!("generate json a.tl --form {form} -o {output}");
        let error = folder.tl(&run).failure();
        assert!(error.contains(&format!("was not generated:\n  {output}\nhelp: ")), "{error}");
        let check = folder.tl(&format!("{run} --check"));
        assert!(check.status == 1 && check.stdout.starts_with("not generated, "), "{}", check.stdout);
        assert_eq!(folder.tree(""), before);
    }
    folder.tl("generate json a.tl -o notes.json --force").ok();
}

/// Checks that an input file is not overwritten, even if it contains JSON in the requested form.
#[test]
fn json_never_replaces_an_input() {
    let folder = Folder::with("a.tl", SCHEMA).and("b.tl", OTHER);
    folder.tl("generate json a.tl -o a.json").ok();
    assert_eq!(folder.tl("generate json a.json -o a.json").ok(), "wrote 0 files, 1 unchanged\n");
    let before = folder.tree("");
    assert!(folder.tl("generate json a.json b.tl -o ./a.json").failure().contains("refusing"));
    assert_eq!(folder.tree(""), before);
}

#[cfg(unix)]
#[test]
fn json_never_replaces_an_input_through_a_link() {
    let folder = Folder::with("a.tl", SCHEMA).and("b.tl", OTHER);
    folder.tl("generate json a.tl -o a.json").ok();
    std::os::unix::fs::symlink("a.json", folder.path("link.json")).unwrap();
    let before = folder.read("a.json");
    assert!(folder.tl("generate json a.json b.tl -o link.json").failure().contains("refusing"));
    assert_eq!(folder.read("a.json"), before);
}

#[cfg(unix)]
#[test]
fn a_file_with_several_hard_links_is_not_formatted() {
    let folder = Folder::with("a.tl", "a=A;").and("b.tl", "b=B;").and("tidy.tl", "c = C;\n");
    fs::hard_link(folder.path("b.tl"), folder.path("link.tl")).unwrap();
    fs::hard_link(folder.path("tidy.tl"), folder.path("tidy_link.tl")).unwrap();
    let error = folder.tl("fmt a.tl b.tl").failure();
    assert!(error.starts_with("error: cannot format b.tl: the file has 2 hard links, "), "{error}");
    assert_eq!((folder.read("a.tl"), folder.read("b.tl")), ("a=A;".to_owned(), "b=B;".to_owned()));
    assert_eq!(folder.tl("fmt tidy.tl").ok(), "0 files formatted, 1 unchanged\n");
}

/// Only root may change the owner of a file, so the test is skipped for other users.
#[cfg(unix)]
#[test]
fn a_formatted_file_keeps_its_owner_and_group() {
    use std::os::unix::fs::{MetadataExt, chown};
    let folder = Folder::with("a.tl", "a=A;");
    if chown(folder.path("a.tl"), Some(12_345), Some(54_321)).is_err() {
        eprintln!("SKIPPED: only root can test that the owner is kept");
        return;
    }
    folder.tl("fmt a.tl").ok();
    let found = fs::metadata(folder.path("a.tl")).unwrap();
    assert_eq!((found.uid(), found.gid(), &*folder.read("a.tl")), (12_345, 54_321, "a = A;\n"));
}

/// Root could write to read-only files, so this test is also important for root.
#[test]
fn read_only_files_are_not_replaced() {
    let folder = Folder::with("a.tl", "a   = A;\n");
    let mut permissions = fs::metadata(folder.path("a.tl")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path("a.tl"), permissions).unwrap();
    assert!(folder.tl("fmt a.tl").failure().contains("read-only"));
    assert_eq!(folder.read("a.tl"), "a   = A;\n");
}

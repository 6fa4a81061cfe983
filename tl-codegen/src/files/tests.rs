//! Tests of writing to a directory, also with obstacles and with several runs at the same time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::staged::{self, Staged, TemporaryFolder, is_abandoned};
use super::survey::entries;
use super::write::{lines, remove};
use super::{Difference, DifferenceKind, Files, Written};
use crate::error::{Error, Operation};
use crate::rust;

fn files(texts: &[(&str, &str)]) -> Files {
    let mut files = Files::output(rust::BACKEND, "");
    for (path, text) in texts {
        files.insert(*path, format!("{}{text}", rust::header()));
    }
    files
}

fn names_below(dir: &Path) -> Vec<String> {
    let mut names = entries(dir).unwrap();
    names.extend(entries(&dir.join("types")).unwrap());
    let mut names: Vec<_> = names.into_iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    names
}

#[test]
fn a_second_write_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let files = files(&[("mod.rs", "a"), ("types/mod.rs", "b")]);
    assert_eq!(files.write_to(dir.path()).unwrap().written, ["mod.rs", "types/mod.rs"]);
    let again = files.write_to(dir.path()).unwrap();
    assert_eq!(again, Written { unchanged: 2, ..Written::default() });
    assert_eq!(files.compare(dir.path()).unwrap(), []);
}

#[test]
fn stale_files_are_removed_and_files_of_the_user_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let before = files(&[("types/mod.rs", ""), ("types/old.rs", ""), ("types/ns/inner.rs", "")]);
    before.write_to(dir.path()).unwrap();
    fs::write(dir.path().join("types/mine.rs"), "// mine").unwrap();
    let now = files(&[("types/mod.rs", "")]);
    let stale = ["types/ns/inner.rs", "types/old.rs"]
        .map(|path| Difference { path: path.to_owned(), kind: DifferenceKind::Stale });
    assert_eq!(now.compare(dir.path()).unwrap(), stale);
    assert_eq!(now.write_to(dir.path()).unwrap().removed, ["types/ns/inner.rs", "types/old.rs"]);
    assert_eq!(names_below(dir.path()), ["mine.rs", "mod.rs", "types"]);
}

#[test]
fn folders_are_removed_with_their_last_file() {
    let dir = tempfile::tempdir().unwrap();
    let before = files(&[("types/mod.rs", ""), ("types/a/b/c.rs", ""), ("types/a/d/e.rs", "")]);
    before.write_to(dir.path()).unwrap();
    fs::write(dir.path().join("types/a/mine.txt"), "").unwrap();
    files(&[("types/mod.rs", "")]).write_to(dir.path()).unwrap();
    assert_eq!(entries(&dir.path().join("types/a")).unwrap(), [("mine.txt".to_owned(), false)]);
}

#[test]
fn a_stale_file_that_another_run_removed_is_not_an_error() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("a")).unwrap();
    remove(dir.path(), "a/b.rs").unwrap();
    remove(dir.path(), "gone/b.rs").unwrap();
    assert_eq!(names_below(dir.path()), [""; 0]);
}

fn difference(path: &str, kind: DifferenceKind) -> Difference {
    Difference { path: path.to_owned(), kind }
}

#[test]
fn the_temporary_folder_of_a_run_is_kept_until_the_run_ends() {
    let dir = tempfile::tempdir().unwrap();
    let files = files(&[("types/mod.rs", "")]);
    files.write_to(dir.path()).unwrap();
    let run = TemporaryFolder::new(dir.path()).unwrap();
    fs::write(run.path.join("0"), "text").unwrap();
    assert_eq!(files.compare(dir.path()).unwrap(), []);
    assert_eq!(files.write_to(dir.path()).unwrap(), Written { unchanged: 1, ..Written::default() });
    assert!(run.path.join("0").exists());
    drop(run);
    assert_eq!(names_below(dir.path()), ["mod.rs", "types"]);
}

/// Checks folders of killed runs that contain texts, only the lock file, or no files.
#[test]
fn leftovers_of_killed_runs_are_reported_and_removed() {
    for in_it in [&["lock", "0", "1"][..], &["lock"], &[]] {
        let dir = tempfile::tempdir().unwrap();
        let files = files(&[("types/mod.rs", "")]);
        files.write_to(dir.path()).unwrap();
        let name = ".123-0.tl-tmp";
        fs::create_dir(dir.path().join(name)).unwrap();
        in_it.iter().for_each(|file| fs::write(dir.path().join(name).join(file), "text").unwrap());
        assert_eq!(files.compare(dir.path()).unwrap(), [difference(name, DifferenceKind::Leftover)]);
        assert_eq!(files.write_to(dir.path()).unwrap().removed, [name]);
        assert_eq!(names_below(dir.path()), ["mod.rs", "types"]);
    }
}

/// Checks temporary files next to the final files. Earlier versions wrote such files.
#[test]
fn leftovers_of_earlier_versions_are_reported_and_removed() {
    let dir = tempfile::tempdir().unwrap();
    let files = files(&[("mod.rs", ""), ("types/mod.rs", "")]);
    files.write_to(dir.path()).unwrap();
    let left = ["mod.rs.1-0.tl-tmp", "types/a/mod.rs.1-2.tl-tmp", "views/mod.rs.12-34.tl-tmp"];
    let kept = ["other.rs.1-0.tl-tmp", "types/a.1-x.tl-tmp", "types/b.rs.1-0.tl-tmp", "types/c.rs.tl-tmp"];
    for path in left.iter().chain(&kept) {
        fs::create_dir_all(dir.path().join(path).parent().unwrap()).unwrap();
        fs::write(dir.path().join(path), if left.contains(path) { rust::header() } else { "mine" }).unwrap();
    }
    fs::write(dir.path().join(left[1]), "").unwrap();
    let leftovers = left.map(|path| difference(path, DifferenceKind::Leftover));
    assert_eq!(files.compare(dir.path()).unwrap(), leftovers);
    assert_eq!(files.write_to(dir.path()).unwrap().removed, left);
    assert!(kept.iter().all(|path| dir.path().join(path).exists()));
}

/// Checks that empty files with the name of a probe are removed. If such a file is not empty, it belongs to the user.
#[test]
fn the_probes_of_a_killed_run_are_reported_and_removed() {
    let dir = tempfile::tempdir().unwrap();
    let files = files(&[("mod.rs", ""), ("types/mod.rs", "")]).in_folder("api");
    files.write_to(dir.path()).unwrap();
    let left = ["api/probe.1-0.tl-tmp", "api/types/probe.1-1.tl-tmp"];
    let kept = "api/probe.1-2.tl-tmp";
    left.iter().for_each(|path| fs::write(dir.path().join(path), "").unwrap());
    fs::write(dir.path().join(kept), "mine").unwrap();
    let leftovers = left.map(|path| difference(path, DifferenceKind::Leftover));
    assert_eq!(files.compare(dir.path()).unwrap(), leftovers);
    assert_eq!(files.write_to(dir.path()).unwrap().removed, left);
    assert!(dir.path().join(kept).exists());
}

#[test]
fn folders_without_a_temporary_name_are_not_leftovers() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.1-2.tl-tmp", ".1-2.tl-tmp2", ".1-.tl-tmp", ".tl-tmp", ".x-1.tl-tmp"] {
        fs::create_dir(dir.path().join(name)).unwrap();
        assert!(!is_abandoned(&dir.path().join(name)), "{name}");
    }
}

#[test]
fn a_folder_with_a_temporary_name_but_no_lock_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let files = files(&[("types/mod.rs", "")]);
    files.write_to(dir.path()).unwrap();
    let mine = dir.path().join(".5-5.tl-tmp").join("mine");
    fs::create_dir_all(&mine).unwrap();
    assert_eq!(files.compare(dir.path()).unwrap(), []);
    assert_eq!(files.write_to(dir.path()).unwrap(), Written { unchanged: 1, ..Written::default() });
    assert!(mine.exists());
}

#[test]
fn files_that_were_not_generated_are_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let files = files(&[("mod.rs", "a"), ("same.rs", "b"), ("types/empty.rs", "c"), ("types/mod.rs", "d")]);
    fs::create_dir(dir.path().join("types")).unwrap();
    let pages = "<!-- @generated by tl-codegen (docs) from a TL schema. Do not edit. -->\n";
    for (path, text) in [("mod.rs", "// mine\r\n"), ("types/mod.rs", pages), ("types/empty.rs", "")] {
        fs::write(dir.path().join(path), text).unwrap();
    }
    fs::write(dir.path().join("same.rs"), files.get("same.rs").unwrap()).unwrap();
    let foreign = [("mod.rs", "// mine\n"), ("types/mod.rs", pages)];
    let [first, second] =
        foreign.map(|(path, text)| difference(path, DifferenceKind::Foreign(text.to_owned())));
    let empty = difference("types/empty.rs", DifferenceKind::Changed(String::new()));
    assert_eq!(files.compare(dir.path()).unwrap(), [first, empty, second]);
    let Error::Foreign { paths } = files.write_to(dir.path()).unwrap_err() else { panic!("another error") };
    assert_eq!(paths, foreign.map(|(path, _)| dir.path().join(path)));
    assert_eq!(fs::read_to_string(dir.path().join("types/empty.rs")).unwrap(), "");
    assert_eq!(files.overwrite(dir.path()).unwrap().written, ["mod.rs", "types/empty.rs", "types/mod.rs"]);
    assert_eq!(files.compare(dir.path()).unwrap(), []);
}

#[test]
fn files_of_earlier_versions_count_as_generated() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("types")).unwrap();
    let [before, not_before] =
        ["", "!"].map(|end| format!("// @generated by tl-codegen from a TL schema. Do not edit.{end}\n"));
    fs::write(dir.path().join("types/old.rs"), &before).unwrap();
    fs::write(dir.path().join("types/older.rs"), not_before).unwrap();
    fs::write(dir.path().join("mod.rs"), before).unwrap();
    let done = files(&[("mod.rs", "")]).write_to(dir.path()).unwrap();
    assert_eq!((done.written, done.removed), (vec!["mod.rs".to_owned()], vec!["types/old.rs".to_owned()]));
}

/// Returns the files of a module. The text of each file is `name`.
fn module(name: &str) -> Files {
    let types = format!("types/{name}.rs");
    files(&[("mod.rs", name), ("registry.rs", name), (&types, name), ("types/mod.rs", name)])
}

#[test]
fn a_module_inside_another_module_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let inner = [module("inner").in_folder("types/deep/inner"), module("inner").in_folder("api")];
    let [outer, other] = ["outer", "other"].map(module);
    outer.write_to(dir.path()).unwrap();
    inner.iter().for_each(|inner| assert_eq!(inner.write_to(dir.path()).unwrap().written.len(), 4));
    assert_eq!(other.write_to(dir.path()).unwrap().removed, ["types/outer.rs"]);
    assert!(inner.iter().all(|inner| inner.compare(dir.path()).unwrap().is_empty()));
    // The inner modules are not overwritten either.
    let mut clash = module("other");
    clash.insert("types/deep/inner/types/inner.rs", "other");
    assert!(matches!(clash.write_to(dir.path()).unwrap_err(), Error::Foreign { paths } if paths.len() == 1));
    inner.iter().for_each(|inner| assert_eq!(inner.write_to(dir.path()).unwrap().unchanged, 4));
}

/// Writes a module to the folder `types` of another module. Both attempts must fail. In the first one, `types` is the
/// directory that is written to, so the outer module is outside of the directory.
#[test]
fn a_folder_of_a_module_does_not_become_another_module() {
    let dir = tempfile::tempdir().unwrap();
    module("outer").write_to(dir.path()).unwrap();
    for (inner, dir) in [
        (module("inner"), dir.path().join("types")),
        (module("inner").in_folder("types"), dir.path().to_owned()),
    ] {
        let error = inner.write_to(&dir).unwrap_err();
        assert!(
            matches!(&error, Error::Foreign { paths } if paths.len() == 1 && paths[0].ends_with("types/mod.rs")),
            "{error}"
        );
    }
    assert_eq!(module("outer").compare(dir.path()).unwrap(), []);
}

#[test]
fn files_of_disabled_options_are_removed() {
    let dir = tempfile::tempdir().unwrap();
    files(&[("mod.rs", ""), ("json.rs", ""), ("views/mod.rs", ""), ("mine.rs", "")])
        .write_to(dir.path())
        .unwrap();
    assert_eq!(files(&[("mod.rs", "")]).write_to(dir.path()).unwrap().removed, ["json.rs", "views/mod.rs"]);
    assert!(dir.path().join("mine.rs").exists() && !dir.path().join("views").exists());
}

#[cfg(unix)]
#[test]
fn a_link_without_a_target_is_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("gone", dir.path().join("mod.rs")).unwrap();
    assert!(matches!(files(&[("mod.rs", "")]).write_to(dir.path()), Err(Error::Foreign { .. })));
    files(&[("mod.rs", "")]).overwrite(dir.path()).unwrap();
    assert!(!dir.path().join("mod.rs").is_symlink());
}

#[test]
fn windows_line_ends_are_not_a_difference() {
    let dir = tempfile::tempdir().unwrap();
    let before = files(&[("mod.rs", "a\nb\n"), ("types/mod.rs", ""), ("types/old.rs", "x\n")]);
    before.write_to(dir.path()).unwrap();
    for (path, text) in before.iter() {
        fs::write(dir.path().join(path), text.replace('\n', "\r\n")).unwrap();
    }
    assert_eq!(before.compare(dir.path()).unwrap(), []);
    assert_eq!(before.write_to(dir.path()).unwrap().unchanged, 3);
    let now = files(&[("mod.rs", "a\nc\n"), ("types/mod.rs", "")]);
    let changed = DifferenceKind::Changed(format!("{}a\nb\n", rust::header()));
    let differences = [("mod.rs", changed), ("types/old.rs", DifferenceKind::Stale)]
        .map(|(path, kind)| Difference { path: path.to_owned(), kind });
    assert_eq!(now.compare(dir.path()).unwrap(), differences);
}

#[test]
fn a_missing_line_end_is_a_difference() {
    for (one, other) in [("a\n", "a"), ("a\r", "a"), ("a\n", "a\r"), ("a\n\n", "a\n"), ("a\rb", "ab")] {
        assert!(!lines(one.as_bytes()).eq(lines(other.as_bytes())), "{one:?} {other:?}");
    }
    assert!(lines(b"a\r\n\nb").eq(lines(b"a\n\r\nb")));
}

#[test]
fn paths_that_lead_out_of_the_directory_are_rejected() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    for bad in ["../x.rs", "/x.rs", "a/../../x.rs", "a//x.rs", "./x.rs", "", "a/", "c:x.rs", "..\\x.rs"] {
        let files = files(&[("a.rs", ""), (bad, "")]);
        let error = files.write_to(&out).unwrap_err();
        assert!(matches!(error, Error::Io { operation: Operation::Write, .. }), "{bad}: {error}");
        assert!(files.compare(&out).is_err(), "{bad}");
        assert_eq!(entries(dir.path()).unwrap(), [], "{bad}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed_to_stale_files() {
    let dir = tempfile::tempdir().unwrap();
    let (out, other) = (dir.path().join("out"), dir.path().join("other"));
    files(&[("mod.rs", ""), ("old.rs", "")]).write_to(&other).unwrap();
    fs::create_dir(&out).unwrap();
    std::os::unix::fs::symlink(&other, out.join("types")).unwrap();
    let done = files(&[("types/mod.rs", "")]).write_to(&out).unwrap();
    assert_eq!(done, Written { unchanged: 1, ..Written::default() });
    assert!(other.join("old.rs").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_link_to_another_file_system_is_rejected_before_anything_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let Ok(other) = tempfile::tempdir_in("/dev/shm") else { return };
    if device(dir.path()) == device(other.path()) {
        return;
    }
    std::os::unix::fs::symlink(other.path(), dir.path().join("types")).unwrap();
    let error = files(&[("mod.rs", ""), ("types/mod.rs", "")]).write_to(dir.path()).unwrap_err();
    let message = "types: the folder is on another file system than the output directory";
    assert!(error.to_string().ends_with(message), "{error}");
    assert!(all_files(dir.path()).is_empty() && all_files(other.path()).is_empty());
}

#[cfg(target_os = "linux")]
fn device(path: &Path) -> u64 {
    std::os::unix::fs::MetadataExt::dev(&fs::metadata(path).unwrap())
}

#[test]
fn extend_replaces_files_with_equal_paths() {
    let mut all = files(&[("a.rs", "1"), ("b.rs", "1")]);
    all.extend(files(&[("b.rs", "2"), ("c.rs", "2")]));
    assert_eq!(all, files(&[("a.rs", "1"), ("b.rs", "2"), ("c.rs", "2")]));
}

#[test]
fn a_write_that_fails_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let before = files(&[("mod.rs", "before")]);
    before.write_to(dir.path()).unwrap();
    // The path of a required folder is a file.
    fs::write(dir.path().join("types"), "in the way").unwrap();
    let error = files(&[("mod.rs", "after"), ("types/mod.rs", "")]).write_to(dir.path()).unwrap_err();
    assert!(error.to_string().contains("types"), "{error}");
    assert_eq!(before.compare(dir.path()).unwrap(), []);
    assert_eq!(names_below(dir.path()), ["mod.rs", "types"]);
    let more = files(&[("deep/er/mod.rs", ""), ("types/mod.rs", "")]);
    more.write_to(dir.path()).unwrap_err();
    assert!(!dir.path().join("deep").exists(), "an empty folder was left");
}

fn stage<'a>(dir: &'a Path, files: &Files) -> Staged<'a> {
    let mut staged = Staged::new(dir);
    for (path, text) in files.iter() {
        staged.add(path, text).unwrap();
    }
    staged
}

#[test]
fn a_failed_rename_leaves_whole_files_and_no_temporary_files() {
    let paths = ["api.rs", "api/mod.rs", "api/registry.rs", "api/types/a.rs", "api/types/mod.rs"];
    // The order in which files are renamed. Renaming fails at the obstacle: files before it are new, the rest is old.
    let order = ["api/types/a.rs", "api/types/mod.rs", "api/registry.rs", "api/mod.rs", "api.rs"];
    for (renamed, obstacle) in order.iter().enumerate() {
        let dir = tempfile::tempdir().unwrap();
        let [before, after] = ["before", "after"].map(|text| files(&paths.map(|path| (path, text))));
        before.write_to(dir.path()).unwrap();
        let staged = stage(dir.path(), &after);
        // A folder replaces the file.
        fs::remove_file(dir.path().join(obstacle)).unwrap();
        fs::create_dir_all(dir.path().join(obstacle).join("inner")).unwrap();
        let error = staged.commit().unwrap_err();
        assert!(matches!(&error, Error::Io { path, .. } if path.ends_with(obstacle)), "{error}");
        fs::remove_dir_all(dir.path().join(obstacle)).unwrap();
        for (index, path) in order.iter().enumerate().filter(|(index, _)| *index != renamed) {
            let expected = if index < renamed { &after } else { &before };
            let found = fs::read_to_string(dir.path().join(path)).unwrap();
            assert_eq!(Some(found.as_str()), expected.get(path), "{path}, obstacle {obstacle}");
        }
        assert_eq!(
            all_files(dir.path()).len(),
            paths.len() - 1,
            "more files than expected, obstacle {obstacle}"
        );
    }
}

#[test]
fn texts_that_are_not_committed_leave_no_files() {
    let dir = tempfile::tempdir().unwrap();
    drop(stage(dir.path(), &files(&[("a.rs", ""), ("b/c/d.rs", "")])));
    assert_eq!(entries(dir.path()).unwrap(), []);
}

/// Returns the paths of all files in `dir`.
fn all_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (name, is_folder) in entries(dir).unwrap() {
        let path = dir.join(name);
        if is_folder { found.extend(all_files(&path)) } else { found.push(path) }
    }
    found
}

/// Writes each of `sets` many times. Each set has its own thread.
fn write_at_once(dir: &Path, sets: &[Files]) {
    std::thread::scope(|scope| {
        let runs: Vec<_> = sets.iter().map(|set| scope.spawn(|| write_often(dir, set))).collect();
        runs.into_iter().for_each(|run| run.join().unwrap());
    });
}

fn write_often(dir: &Path, files: &Files) {
    for _ in 0..100 {
        files.write_to(dir).unwrap();
    }
}

#[test]
fn simultaneous_runs_with_the_same_files_agree() {
    let dir = tempfile::tempdir().unwrap();
    for round in 0..20 {
        let text = format!("{round}").repeat(10_000);
        let set = files(&[("mod.rs", &text), ("types/mod.rs", &text), ("types/a/b.rs", &text)]);
        let sets = vec![set; 4];
        std::thread::scope(|scope| {
            let runs: Vec<_> = sets.iter().map(|set| scope.spawn(|| set.write_to(dir.path()))).collect();
            runs.into_iter().for_each(|run| assert!(run.join().unwrap().unwrap().written.len() <= 3));
        });
        assert_eq!(sets[0].compare(dir.path()).unwrap(), []);
        assert_eq!(all_files(dir.path()).len(), 3);
    }
}

#[test]
fn simultaneous_runs_with_different_files_leave_whole_files() {
    let dir = tempfile::tempdir().unwrap();
    let sets: Vec<_> = ["a", "b", "c", "d"]
        .map(|name| {
            let own = format!("types/x/{name}/own.rs");
            let text = name.repeat(10_000);
            files(&[("mod.rs", &text), ("types/mod.rs", &text), (&own, &text)])
        })
        .into();
    write_at_once(dir.path(), &sets);
    for path in all_files(dir.path()) {
        let found = fs::read_to_string(&path).unwrap();
        let is_whole = sets.iter().flat_map(Files::iter).any(|(_, text)| text == found);
        assert!(is_whole, "{}", path.display());
    }
    sets[0].write_to(dir.path()).unwrap();
    assert_eq!(all_files(dir.path()).len(), 3);
}

#[test]
fn temporary_folders_of_other_runs_are_kept() {
    const FOLDERS: usize = 1_000;
    let dir = tempfile::tempdir().unwrap();
    let has_ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !has_ended.load(Ordering::Relaxed) {
                    for (name, _) in entries(dir.path()).unwrap() {
                        let _ = staged::remove_abandoned(&dir.path().join(name));
                    }
                }
            });
        }
        let removed = (0..FOLDERS).filter(|_| {
            let folder = TemporaryFolder::new(dir.path()).unwrap();
            fs::write(folder.path.join("0"), "").is_err()
        });
        let removed = removed.count();
        has_ended.store(true, Ordering::Relaxed);
        assert_eq!(removed, 0);
    });
}

/// Checks that the lists of names and headers of each back end are complete. If a name were missing, stale files would
/// never be removed. If a header were missing, files could not be overwritten.
#[cfg(feature = "docs")]
#[test]
fn back_ends_list_the_names_and_headers_of_their_files() {
    use crate::rust::{Config, Location};

    let text = "a.b x:int = a.B; a.c = a.B; ---functions--- d.e.f = a.B;";
    let schema = tl_parser::schema::Schema::parse("a.tl", text).unwrap();
    let config = Config { borrowed: true, serde: true, ..Config::default() };
    let rust = |location| rust::generate(&schema, &config, location).unwrap();
    let outputs = [
        rust(Location::Directory),
        rust(Location::OutDir("api")),
        crate::docs::generate(&schema, "A").unwrap(),
    ];
    for files in outputs {
        let [super::texts::Output { backend, root }] = files.outputs.as_slice() else { panic!("one output") };
        for (path, text) in files.iter().filter(|(path, _)| *path != "api.rs") {
            let inner = path.strip_prefix(root.as_str()).unwrap().trim_start_matches('/');
            let (name, below) = inner.split_once('/').unwrap_or((inner, ""));
            assert!(backend.names.contains(&name) && !below.ends_with(backend.root), "{path}");
            assert!(backend.headers.iter().any(|header| text.starts_with(header)), "{path}");
        }
        assert!(files.iter().any(|(path, _)| path.ends_with(backend.root)));
    }
}

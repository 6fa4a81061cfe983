//! What happens to a directory, also where something is in the way or somebody else writes too.

use std::path::PathBuf;
use std::process;

use super::staged::create_unique;
use super::*;

fn files(texts: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (path, text) in texts {
        files.insert(*path, format!("{}{text}", rust_header()));
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
fn what_is_no_longer_generated_is_removed_and_what_a_person_wrote_stays() {
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
fn folders_go_with_the_last_file_in_them() {
    let dir = tempfile::tempdir().unwrap();
    let before = files(&[("types/mod.rs", ""), ("types/a/b/c.rs", ""), ("types/a/d/e.rs", "")]);
    before.write_to(dir.path()).unwrap();
    fs::write(dir.path().join("types/a/mine.txt"), "").unwrap();
    files(&[("types/mod.rs", "")]).write_to(dir.path()).unwrap();
    assert_eq!(entries(&dir.path().join("types/a")).unwrap(), [("mine.txt".to_owned(), false)]);
}

#[test]
fn a_stale_file_that_another_run_removed_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("a")).unwrap();
    remove(dir.path(), "a/b.rs").unwrap();
    remove(dir.path(), "gone/b.rs").unwrap();
    assert_eq!(names_below(dir.path()), [""; 0]);
}

#[test]
fn temporary_files_of_other_runs_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let files = files(&[("types/mod.rs", "")]);
    files.write_to(dir.path()).unwrap();
    let other = dir.path().join("types/mod.rs.1-0.tl-tmp");
    fs::write(&other, rust_header()).unwrap();
    assert_eq!(files.write_to(dir.path()).unwrap(), Written { unchanged: 1, ..Written::default() });
    assert!(other.exists());
}

#[test]
fn a_temporary_file_is_always_new() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mod.rs");
    let (first, _) = create_unique(&path).unwrap();
    // Names of the numbers that come next, as a run with the same process number would have them.
    let name = first.to_str().unwrap().strip_suffix(TEMPORARY).unwrap();
    let number: u64 = name.rsplit_once('-').unwrap().1.parse().unwrap();
    let taken: Vec<_> = (number + 1..number + 500)
        .map(|n| dir.path().join(format!("mod.rs.{}-{n}{TEMPORARY}", process::id())))
        .collect();
    taken.iter().for_each(|path| fs::write(path, "taken").unwrap());
    let (second, _) = create_unique(&path).unwrap();
    assert!(!taken.contains(&second));
    assert!(taken.iter().all(|path| fs::read(path).unwrap() == b"taken"));
}

#[test]
fn line_ends_of_version_control_are_no_difference() {
    let dir = tempfile::tempdir().unwrap();
    let before = files(&[("mod.rs", "a\nb\n"), ("types/mod.rs", ""), ("types/old.rs", "x\n")]);
    before.write_to(dir.path()).unwrap();
    for (path, text) in before.iter() {
        fs::write(dir.path().join(path), text.replace('\n', "\r\n")).unwrap();
    }
    assert_eq!(before.compare(dir.path()).unwrap(), []);
    assert_eq!(before.write_to(dir.path()).unwrap().unchanged, 3);
    let now = files(&[("mod.rs", "a\nc\n"), ("types/mod.rs", "")]);
    let changed = DifferenceKind::Changed(format!("{}a\nb\n", rust_header()));
    let differences = [("mod.rs", changed), ("types/old.rs", DifferenceKind::Stale)]
        .map(|(path, kind)| Difference { path: path.to_owned(), kind });
    assert_eq!(now.compare(dir.path()).unwrap(), differences);
}

#[test]
fn a_line_end_that_is_missing_is_a_difference() {
    for (one, other) in [("a\n", "a"), ("a\r", "a"), ("a\n", "a\r"), ("a\n\n", "a\n"), ("a\rb", "ab")] {
        assert!(!lines(one.as_bytes()).eq(lines(other.as_bytes())), "{one:?} {other:?}");
    }
    assert!(lines(b"a\r\n\nb").eq(lines(b"a\n\r\nb")));
}

#[test]
fn paths_that_lead_out_of_the_directory_are_refused() {
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

#[test]
fn files_of_the_other_replace_those_of_equal_paths() {
    let mut all = files(&[("a.rs", "1"), ("b.rs", "1")]);
    all.extend(files(&[("b.rs", "2"), ("c.rs", "2")]));
    assert_eq!(all, files(&[("a.rs", "1"), ("b.rs", "2"), ("c.rs", "2")]));
}

#[test]
fn a_write_that_fails_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let before = files(&[("mod.rs", "before")]);
    before.write_to(dir.path()).unwrap();
    // A file stands where a folder is needed.
    fs::write(dir.path().join("types"), "in the way").unwrap();
    let error = files(&[("mod.rs", "after"), ("types/mod.rs", "")]).write_to(dir.path()).unwrap_err();
    assert!(error.to_string().contains("types"), "{error}");
    assert_eq!(before.compare(dir.path()).unwrap(), []);
    assert_eq!(names_below(dir.path()), ["mod.rs", "types"]);
    let more = files(&[("deep/er/mod.rs", ""), ("types/mod.rs", "")]);
    more.write_to(dir.path()).unwrap_err();
    assert!(!dir.path().join("deep").exists(), "a folder was made in vain");
}

fn stage(dir: &Path, files: &Files) -> Staged {
    let mut staged = Staged::default();
    for (path, text) in files.iter() {
        staged.add(&dir.join(path), text).unwrap();
    }
    staged
}

#[test]
fn a_rename_that_fails_leaves_whole_files_and_no_litter() {
    let paths = ["api.rs", "api/mod.rs", "api/registry.rs", "api/types/a.rs", "api/types/mod.rs"];
    // In the order of the renames: the first of these are new, the others old.
    let order = ["api/types/a.rs", "api/types/mod.rs", "api/registry.rs", "api/mod.rs", "api.rs"];
    for (renamed, obstacle) in order.iter().enumerate() {
        let dir = tempfile::tempdir().unwrap();
        let [before, after] = ["before", "after"].map(|text| files(&paths.map(|path| (path, text))));
        before.write_to(dir.path()).unwrap();
        let staged = stage(dir.path(), &after);
        // A folder comes to stand where a file is needed.
        fs::remove_file(dir.path().join(obstacle)).unwrap();
        fs::create_dir_all(dir.path().join(obstacle).join("inner")).unwrap();
        let error = staged.commit().unwrap_err();
        assert!(matches!(&error, Error::Io { path, .. } if path.ends_with(obstacle)), "{error}");
        fs::remove_dir_all(dir.path().join(obstacle)).unwrap();
        for (index, path) in order.iter().enumerate().filter(|(index, _)| *index != renamed) {
            let expected = if index < renamed { &after } else { &before };
            let found = fs::read_to_string(dir.path().join(path)).unwrap();
            assert_eq!(Some(found.as_str()), expected.get(path), "{path} behind {obstacle}");
        }
        assert_eq!(all_files(dir.path()).len(), paths.len() - 1, "litter behind {obstacle}");
    }
}

#[test]
fn what_is_not_committed_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    drop(stage(dir.path(), &files(&[("a.rs", ""), ("b/c/d.rs", "")])));
    assert_eq!(entries(dir.path()).unwrap(), []);
}

/// The paths of all files in `dir`.
fn all_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (name, is_folder) in entries(dir).unwrap() {
        let path = dir.join(name);
        if is_folder { found.extend(all_files(&path)) } else { found.push(path) }
    }
    found
}

/// Writes each of `sets` from a thread of its own, many times.
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
fn runs_at_once_with_the_same_files_agree() {
    let dir = tempfile::tempdir().unwrap();
    for round in 0..20 {
        let text = format!("{round}").repeat(10_000);
        let set = files(&[("mod.rs", &text), ("types/mod.rs", &text), ("types/a/b.rs", &text)]);
        let sets = vec![set; 4];
        std::thread::scope(|scope| {
            let runs: Vec<_> = sets.iter().map(|set| scope.spawn(|| set.write_to(dir.path()))).collect();
            runs.into_iter().for_each(|run| assert!(run.join().unwrap().is_ok()));
        });
        assert_eq!(sets[0].compare(dir.path()).unwrap(), []);
        assert_eq!(all_files(dir.path()).len(), 3);
    }
}

#[test]
fn runs_at_once_with_different_files_leave_whole_files() {
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

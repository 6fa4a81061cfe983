//! Tests of runs that are killed while they write, and of runs on a full disk: no file is lost, and the next run cleans
//! up.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use common::Folder;

type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// Number of times that each command is killed.
const POINTS: u32 = 50;

/// Minimum number of kills that must happen while the program writes. Usually there are more, unless the machine is
/// busy.
const HITS: usize = 10;

/// Returns a schema whose bindings and pages consist of many files, because each combinator has its own namespace.
fn schema(name: &str, field: &str) -> String {
    let mut text = String::new();
    for index in 0..12 {
        writeln!(text, "{name}{index}.item x:{field} = {name}{index}.Item;").unwrap();
    }
    text
}

/// Creates a folder with files that an earlier run generated, and with files of the user in each folder that a run
/// writes to.
fn scene(earlier: &str) -> Folder {
    let folder = Folder::with("old.tl", schema("one", "int"))
        .and("new.tl", schema("two", "long") + &schema("one", "long"));
    folder.tl(earlier).ok();
    for path in ["mine.txt", "src/mine.rs", "src/types/mine.rs", "src/methods/mine.md"] {
        fs::create_dir_all(folder.path(path).parent().unwrap()).unwrap();
        fs::write(folder.path(path), "mine").unwrap();
    }
    folder
}

/// Creates a folder with many unformatted schemas, and returns their names.
fn untidy() -> (Folder, String) {
    let names: Vec<_> = (0..24).map(|index| format!("{index}.tl")).collect();
    let text = schema("one", "int").replace(" = ", "=");
    let folder = names.iter().fold(Folder::new(), |folder, name| folder.and(name, &text));
    (folder, names.join(" "))
}

/// Restores the content of the folder to `tree`.
fn restore(folder: &Folder, tree: &Tree) {
    for entry in fs::read_dir(folder.path("")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    for (path, text) in tree {
        match text {
            None => fs::create_dir(path).unwrap(),
            Some(text) => fs::write(path, text).unwrap(),
        }
    }
}

fn is_temporary(path: &Path) -> bool {
    path.iter().any(|name| name.to_str().unwrap().ends_with(".tl-tmp"))
}

/// Starts the program with `arguments`, and waits until it begins to write.
fn start(folder: &Folder, arguments: &str) -> Child {
    let mut child =
        folder.command(env!("CARGO_BIN_EXE_tl")).args(arguments.split_whitespace()).spawn().unwrap();
    let writes = || fs::read_dir(folder.path("")).unwrap().any(|entry| is_temporary(&entry.unwrap().path()));
    while !writes() && child.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_micros(50));
    }
    child
}

/// Returns how long a run writes: the time from its first write to its end. The shortest of three times is used, so
/// that few kills are too late.
fn writing_time(folder: &Folder, arguments: &str, before: &Tree) -> Duration {
    let times = (0..3).map(|_| {
        restore(folder, before);
        let mut child = start(folder, arguments);
        let begin = Instant::now();
        assert!(child.wait().unwrap().success());
        begin.elapsed()
    });
    times.min().unwrap()
}

/// Checks that each file contains its text from before or after the run. A file that is in both `before` and `after`
/// must exist.
#[track_caller]
fn assert_whole(found: &Tree, before: &Tree, after: &Tree) {
    for (path, text) in found.iter().filter(|(path, _)| !is_temporary(path)) {
        assert!([before, after].iter().any(|tree| tree.get(path) == Some(text)), "{}", path.display());
    }
    for path in before.keys().filter(|path| after.contains_key(*path)) {
        assert!(found.contains_key(path), "{} is lost", path.display());
    }
}

/// Kills the program at many moments. Returns the number of kills that happened while it wrote.
fn kill_often(folder: &Folder, arguments: &str) -> usize {
    let before = folder.tree("");
    let time = writing_time(folder, arguments, &before);
    let after = folder.tree("");
    let mut hits = 0;
    for point in 0..POINTS {
        restore(folder, &before);
        let mut child = start(folder, arguments);
        // The last quarter of the time is left out, because the program no longer writes then.
        thread::sleep(time * point * 3 / 4 / POINTS);
        child.kill().unwrap();
        child.wait().unwrap();
        let found = folder.tree("");
        assert_whole(&found, &before, &after);
        hits += usize::from(found != before && found != after);
        if point % 10 == 0 && found.keys().any(|path| is_temporary(path)) {
            let check = folder.tl(&format!("{arguments} --check"));
            assert!(
                check.status == 1 && check.stdout.contains("left by a run that was killed: "),
                "{}",
                check.stdout
            );
        }
        folder.tl(arguments).ok();
        assert!(folder.tree("") == after, "the next run did not clean up");
    }
    hits
}

#[track_caller]
fn assert_survives(folder: &Folder, arguments: &str) {
    let hits = kill_often(folder, arguments);
    assert!(hits >= HITS, "{arguments}: only {hits} kills interrupted a run");
}

#[test]
fn a_killed_generator_of_bindings_loses_nothing() {
    assert_survives(&scene("generate rust old.tl -o ."), "generate rust new.tl -o .");
}

#[test]
fn a_killed_generator_of_pages_loses_nothing() {
    assert_survives(&scene("generate docs old.tl -o ."), "generate docs new.tl -o .");
}

#[test]
fn a_killed_formatter_loses_nothing() {
    let (folder, names) = untidy();
    assert_survives(&folder, &format!("fmt {names}"));
}

/// Starts the program, and sends it a signal `delay` after its first write. Returns its exit status.
fn end_with(signal: &str, folder: &Folder, arguments: &str, delay: Duration) -> ExitStatus {
    let mut child = start(folder, arguments);
    thread::sleep(delay);
    // If the program has already ended, its process id is still valid, because the test has not waited for it yet.
    let sent = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    child.wait().unwrap()
}

#[test]
fn signals_end_the_program_after_writing() {
    let folder = scene("generate docs old.tl -o .");
    let arguments = "generate docs new.tl -o .";
    let before = folder.tree("");
    let time = writing_time(&folder, arguments, &before);
    let after = folder.tree("");
    for (signal, number) in [("INT", 2), ("TERM", 15)] {
        let mut ended = 0;
        for point in 0..8 {
            restore(&folder, &before);
            let status = end_with(signal, &folder, arguments, time * point / 16);
            assert!(status.success() || status.signal() == Some(number), "{status}");
            ended += usize::from(!status.success());
            assert!(folder.tree("") == after, "after {signal}, files are missing or changed");
        }
        assert!(ended > 0, "{signal} never ended the program");
    }
}

/// An environment variable that is set if the tests run with a small disk at `TMPDIR`.
const SMALL_DISK: &str = "TL_TEST_SMALL_DISK";

/// Runs the tests of full disks. They run in a namespace of their own, in which users other than root can also mount a
/// disk. The small disk is unmounted when the tests end.
#[test]
fn a_full_disk_loses_nothing() {
    let disk = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=4m none \"$TMPDIR\" || exit 77; exec \"$0\" \"$@\"";
    let run = Command::new("unshare")
        .args(["--mount", "--map-root-user", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "with_a_small_disk", "--ignored", "--nocapture"])
        .env("TMPDIR", disk.path())
        .env(SMALL_DISK, "1")
        .output();
    match run {
        Ok(run) if run.status.success() => {
            let text = String::from_utf8_lossy(&run.stdout);
            assert!(text.contains("1 passed"), "{text}");
        }
        Ok(run) if run.status.code() == Some(101) => panic!("{}", String::from_utf8_lossy(&run.stderr)),
        // This writes to standard error directly, because the test harness hides captured output if the test passes.
        run => writeln!(std::io::stderr(), "skipped: no small disk can be mounted: {run:?}").unwrap(),
    }
}

#[test]
#[ignore = "`a_full_disk_loses_nothing` runs this test"]
fn with_a_small_disk() {
    // If all ignored tests are run, the variable is not set and the disk is large, so it must not be filled.
    if std::env::var_os(SMALL_DISK).is_none() {
        return;
    }
    for [earlier, arguments] in [
        ["generate rust old.tl -o .", "generate rust new.tl -o ."],
        ["generate docs old.tl -o .", "generate docs new.tl -o ."],
        ["generate json old.tl -o a.json", "generate json new.tl -o a.json"],
    ] {
        fill_often(&scene(earlier), arguments);
    }
    let (folder, names) = untidy();
    fill_often(&folder, &format!("fmt {names}"));
}

/// Runs a command with too little free space, then with a little more each time, until it succeeds.
fn fill_often(folder: &Folder, arguments: &str) {
    let before = folder.tree("");
    folder.tl(arguments).ok();
    let after = folder.tree("");
    let mut failed = 0;
    for room in (0..).map(|step| step * step) {
        restore(folder, &before);
        let disk = FullDisk::new(room);
        let run = folder.tl(arguments);
        let found = folder.tree("");
        assert_whole(&found, &before, &after);
        assert!(found.keys().all(|path| !is_temporary(path)), "{arguments}: a temporary file is left");
        if run.status == 0 {
            break;
        }
        assert!(run.stderr.contains("No space left on device"), "{}", run.stderr);
        failed += 1;
        let mut child = start(folder, arguments);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_whole(&folder.tree(""), &before, &after);
        drop(disk);
        folder.tl(arguments).ok();
        assert!(folder.tree("") == after, "{arguments}: the next run did not clean up");
    }
    assert!(failed > 0, "{arguments}: the disk was never full");
}

/// A file that fills the disk, except for the `room` blocks of 4 KiB that [`FullDisk::new`] leaves free.
struct FullDisk(PathBuf);

impl FullDisk {
    fn new(room: u64) -> Self {
        const BLOCK: u64 = 4096;
        let path = std::env::temp_dir().join("filler");
        let mut file = fs::File::create(&path).unwrap();
        while file.write_all(&[1; BLOCK as usize]).is_ok() {}
        let blocks = file.metadata().unwrap().len() / BLOCK;
        file.set_len(blocks.saturating_sub(room) * BLOCK).unwrap();
        Self(path)
    }
}

impl Drop for FullDisk {
    fn drop(&mut self) {
        fs::remove_file(&self.0).unwrap();
    }
}

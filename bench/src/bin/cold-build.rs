//! Measures builds of a small client, with bindings from this compiler and from grammers. A clean build includes the
//! generator, its dependencies and the bindings. Builds after an edit of one line are measured too.
//!
//! Usage: `cold-build [ROUNDS]`. The clients are built alternately. The output contains medians of CPU time, wall time
//! and the memory of the largest process.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use tl_bench::cost::{Cost, cargo, measure, medians};
use tl_bench::stats::ratio;
use tl_bench::table::{Row, Table, Unit};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const CLIENTS: [&str; 2] = ["ours", "grammers"];

/// A build that is measured.
struct Build {
    name: &'static str,
    is_release: bool,
    /// Whether a line of the source is edited after the previous build in the same profile. Otherwise, the build is
    /// clean.
    is_edited: bool,
    /// The target: the maximum ratio of our CPU time to that of grammers.
    wanted: f64,
}

/// The builds of a client in a round, in this order.
const BUILDS: [Build; 4] = [
    Build { name: "clean, dev", is_release: false, is_edited: false, wanted: 0.65 },
    Build { name: "edited, dev", is_release: false, is_edited: true, wanted: 0.9 },
    Build { name: "clean, release", is_release: true, is_edited: false, wanted: 0.28 },
    Build { name: "edited, release", is_release: true, is_edited: true, wanted: 0.25 },
];

/// A copy of a client. The copy and its target directory are removed after the last build of a round.
struct Client(PathBuf);

fn main() -> Result<()> {
    let rounds = env::args().nth(1).map_or(Ok(5), |rounds| rounds.parse::<usize>())?;
    for client in CLIENTS {
        if !cargo(&["fetch"], &original(client)).status()?.success() {
            return Err(format!("the dependencies of the client `{client}` cannot be fetched").into());
        }
    }
    let mut costs = BUILDS.map(|_| [Vec::new(), Vec::new()]);
    for round in 1..=rounds.max(1) {
        for (side, name) in CLIENTS.into_iter().enumerate() {
            let client = Client::new(name)?;
            for (build, costs) in BUILDS.iter().zip(&mut costs) {
                let cost = client.build(build)?;
                println!("round {round:>2}  {:<16} {name:<9}{cost}", build.name);
                costs[side].push(cost);
            }
        }
    }
    let rows: Vec<_> = BUILDS.iter().zip(&costs).flat_map(|(build, costs)| rows(build, costs)).collect();
    println!("\n{}", Table { title: "Builds of a client, medians", rows: &rows });
    Ok(())
}

fn original(client: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients").join(client)
}

/// Returns rows for CPU time, wall time and memory.
fn rows(build: &Build, [ours, theirs]: &[Vec<Cost>; 2]) -> [Row; 3] {
    let row = |part: &str, unit, of: fn(&Cost) -> f64, wanted| {
        let each = |costs: &[Cost]| costs.iter().map(of).collect::<Vec<_>>();
        Row {
            what: format!("{}: {part}", build.name),
            unit,
            ours: of(&medians(ours)),
            peer: Some((CLIENTS[1], of(&medians(theirs)))),
            ratio: Some(ratio(&each(ours), &each(theirs))),
            wanted,
        }
    };
    [
        row("cpu", Unit::CpuSeconds, |cost| cost.cpu_seconds, Some(build.wanted)),
        row("wall", Unit::CpuSeconds, |cost| cost.wall_seconds, None),
        row("memory", Unit::Bytes, |cost| cost.bytes, None),
    ]
}

impl Client {
    /// Copies a client to a folder at the same depth as the original, so that its relative paths are valid.
    fn new(name: &str) -> Result<Self> {
        let folder = format!("target/cold-build-{name}-{}", process::id());
        let client = Self(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        copy(&original(name), &client.0)?;
        Ok(client)
    }

    fn build(&self, build: &Build) -> Result<Cost> {
        if build.is_edited {
            self.edit()?;
        }
        let mut command = cargo(&["build", "--offline", "--quiet", "--target-dir", "target"], &self.0);
        if build.is_release {
            command.arg("--release");
        }
        measure(&mut command)
    }

    /// Changes a string in the source.
    fn edit(&self) -> Result<()> {
        let path = self.0.join("src/bot.rs");
        let text = fs::read_to_string(&path)?;
        let edited = text.replacen("\"telegram", "\"telegram_", 1);
        if edited == text {
            return Err(format!("nothing to change in {}", path.display()).into());
        }
        Ok(fs::write(&path, edited)?)
    }
}

/// Copies the files of a client, without a target directory.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copied = to.join(entry.file_name());
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), copied)?;
        } else if entry.file_name() != "target" {
            copy(&entry.path(), &copied)?;
        }
    }
    Ok(())
}

impl Drop for Client {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{}: {error}", self.0.display());
        }
    }
}

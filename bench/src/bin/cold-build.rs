//! What builds of a small client cost, by this compiler and by grammers: clean builds, which include the generator, its
//! dependencies and the bindings, and builds after an edit of one line.
//!
//! Usage: `cold-build [ROUNDS]`. Both clients are built in turns. The printed figures are medians of CPU time, wall time
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
struct Work {
    name: &'static str,
    is_release: bool,
    /// Whether the client is built before and one line of it is edited. Otherwise nothing is built before.
    is_edited: bool,
    /// The largest wanted ratio of CPU times.
    wanted: f64,
}

/// In the order in which they are done for a client in a round.
const WORKS: [Work; 4] = [
    Work { name: "clean, dev", is_release: false, is_edited: false, wanted: 0.65 },
    Work { name: "edited, dev", is_release: false, is_edited: true, wanted: 0.9 },
    Work { name: "clean, release", is_release: true, is_edited: false, wanted: 0.28 },
    Work { name: "edited, release", is_release: true, is_edited: true, wanted: 0.25 },
];

/// A target directory that is removed at the end of a round.
struct Target(PathBuf);

/// The source of a bot, which is restored at the end of a round.
struct Bot {
    path: PathBuf,
    text: String,
    edits: usize,
}

fn main() -> Result<()> {
    let rounds = env::args().nth(1).map_or(Ok(5), |rounds| rounds.parse::<usize>())?;
    for client in CLIENTS {
        if !cargo(&["fetch"], &directory(client)).status()?.success() {
            return Err(format!("the dependencies of the client `{client}` cannot be fetched").into());
        }
    }
    let mut costs = WORKS.map(|_| [Vec::new(), Vec::new()]);
    for round in 1..=rounds.max(1) {
        for (side, client) in CLIENTS.into_iter().enumerate() {
            let target = Target(env::temp_dir().join(format!("tl-cold-build-{}", process::id())));
            let mut bot = Bot::new(client)?;
            for (work, costs) in WORKS.iter().zip(&mut costs) {
                let cost = build(client, work, &target, &mut bot)?;
                println!("round {round:>2}  {:<16} {client:<9}{cost}", work.name);
                costs[side].push(cost);
            }
        }
    }
    let rows: Vec<_> = WORKS.iter().zip(&costs).flat_map(|(work, costs)| rows(work, costs)).collect();
    println!("\n{}", Table { title: "Builds of a client, medians", rows: &rows });
    Ok(())
}

fn build(client: &str, work: &Work, target: &Target, bot: &mut Bot) -> Result<Cost> {
    if work.is_edited {
        bot.edit()?;
    }
    let mut command = cargo(&["build", "--offline", "--quiet"], &directory(client));
    if work.is_release {
        command.arg("--release");
    }
    measure(command.arg("--target-dir").arg(&target.0))
}

fn directory(client: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients").join(client)
}

/// The rows of CPU time, wall time and memory.
fn rows(work: &Work, [ours, theirs]: &[Vec<Cost>; 2]) -> [Row; 3] {
    let row = |part: &str, unit, of: fn(&Cost) -> f64, wanted| {
        let each = |costs: &[Cost]| costs.iter().map(of).collect::<Vec<_>>();
        Row {
            what: format!("{}: {part}", work.name),
            unit,
            ours: of(&medians(ours)),
            peer: Some((CLIENTS[1], of(&medians(theirs)))),
            ratio: Some(ratio(&each(ours), &each(theirs))),
            wanted,
        }
    };
    [
        row("cpu", Unit::CpuSeconds, |cost| cost.cpu_seconds, Some(work.wanted)),
        row("wall", Unit::CpuSeconds, |cost| cost.wall_seconds, None),
        row("memory", Unit::Bytes, |cost| cost.bytes, None),
    ]
}

impl Bot {
    fn new(client: &str) -> Result<Self> {
        let path = directory(client).join("src/bot.rs");
        Ok(Self { text: fs::read_to_string(&path)?, path, edits: 0 })
    }

    /// Changes a string. No two edits are the same.
    fn edit(&mut self) -> Result<()> {
        self.edits += 1;
        let edited = self.text.replacen("\"telegram", &format!("\"telegram{}", self.edits), 1);
        if edited == self.text {
            return Err(format!("nothing to change in {}", self.path.display()).into());
        }
        Ok(fs::write(&self.path, edited)?)
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        if let Err(error) = fs::write(&self.path, &self.text) {
            eprintln!("{}: {error}", self.path.display());
        }
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{}: {error}", self.0.display());
        }
    }
}

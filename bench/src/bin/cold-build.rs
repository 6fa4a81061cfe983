//! What a clean `cargo build` of a client crate costs: generator, its dependencies, build script and bindings,
//! by this compiler and by grammers.
//!
//! Usage: `cold-build [ROUNDS]`. Both clients are built in turns, each in an empty target directory; printed are
//! the medians of CPU time, wall time and the memory of the largest process.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use tl_bench::cost::{Cost, cargo, measure, medians};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const CLIENTS: [&str; 2] = ["ours", "grammers"];
const CPU_TARGET: f64 = 0.8;

fn main() -> Result<()> {
    let rounds = env::args().nth(1).map_or(Ok(5), |rounds| rounds.parse::<usize>())?;
    for client in CLIENTS {
        if !cargo(&["fetch"], &directory(client)).status()?.success() {
            return Err(format!("the dependencies of the client `{client}` cannot be fetched").into());
        }
    }
    let mut costs = CLIENTS.map(|_| Vec::new());
    for round in 1..=rounds.max(1) {
        for (client, costs) in CLIENTS.into_iter().zip(&mut costs) {
            let cost = build(client)?;
            println!("round {round:>2}  {client:<9}{cost}");
            costs.push(cost);
        }
    }
    report(costs.map(|costs| medians(&costs)));
    Ok(())
}

/// Builds a client from nothing.
fn build(client: &str) -> Result<Cost> {
    let target = env::temp_dir().join(format!("tl-cold-build-{}", process::id()));
    let mut command = cargo(&["build", "--offline", "--quiet", "--target-dir"], &directory(client));
    let cost = measure(command.arg(&target));
    fs::remove_dir_all(&target)?;
    cost
}

fn directory(client: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients").join(client)
}

fn report(medians: [Cost; 2]) {
    println!("medians:");
    for (client, cost) in CLIENTS.into_iter().zip(medians) {
        println!("{client:<9}{cost}");
    }
    let [ours, theirs] = medians;
    let of = |part: fn(&Cost) -> f64| part(&ours) / part(&theirs);
    let (cpu, wall, memory) = (of(|c| c.cpu_seconds), of(|c| c.wall_seconds), of(|c| c.bytes));
    println!("ratio    cpu {cpu:.2}x (target <= {CPU_TARGET}x)  wall {wall:.2}x  memory {memory:.2}x");
}

//! What a clean `cargo build` of a client crate costs: generator, its dependencies, build script and bindings,
//! by this compiler and by grammers.
//!
//! Usage: `cold-build [ROUNDS]`. Both clients are built in turns, each in an empty target directory; printed are
//! the medians of CPU time, wall time and the memory of the largest process.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::time::Instant;

use tl_bench::stats::median;
use wait4::Wait4;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const CLIENTS: [&str; 2] = ["ours", "grammers"];
const CPU_TARGET: f64 = 0.8;

/// What one build took.
#[derive(Clone, Copy)]
struct Cost {
    cpu_seconds: f64,
    wall_seconds: f64,
    mebibytes: f64,
}

fn main() -> Result<()> {
    let rounds = env::args().nth(1).map_or(Ok(5), |rounds| rounds.parse::<usize>())?;
    for client in CLIENTS {
        if !cargo(&["fetch"], client).status()?.success() {
            return Err(format!("the dependencies of the client `{client}` cannot be fetched").into());
        }
    }
    let mut costs = CLIENTS.map(|_| Vec::new());
    for round in 1..=rounds.max(1) {
        for (client, costs) in CLIENTS.into_iter().zip(&mut costs) {
            let cost = build(client)?;
            println!("round {round:>2}  {client:<9}{}", row(cost));
            costs.push(cost);
        }
    }
    report(costs.map(|costs| medians(&costs)));
    Ok(())
}

/// Builds a client from nothing.
fn build(client: &str) -> Result<Cost> {
    let target = env::temp_dir().join(format!("tl-cold-build-{}", process::id()));
    let mut command = cargo(&["build", "--offline", "--quiet", "--target-dir"], client);
    command.arg(&target);
    let start = Instant::now();
    let used = command.spawn()?.wait4()?;
    let wall_seconds = start.elapsed().as_secs_f64();
    fs::remove_dir_all(&target)?;
    if !used.status.success() {
        return Err(format!("the client `{client}` does not build").into());
    }
    let cpu = used.rusage.utime + used.rusage.stime;
    Ok(Cost {
        cpu_seconds: cpu.as_secs_f64(),
        wall_seconds,
        mebibytes: used.rusage.maxrss as f64 / 1_048_576.0,
    })
}

fn cargo(args: &[&str], client: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(args).current_dir(directory(client)).stdin(Stdio::null());
    command
}

fn directory(client: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients").join(client)
}

fn medians(costs: &[Cost]) -> Cost {
    let of = |part: fn(&Cost) -> f64| median(costs.iter().map(part).collect());
    Cost {
        cpu_seconds: of(|c| c.cpu_seconds),
        wall_seconds: of(|c| c.wall_seconds),
        mebibytes: of(|c| c.mebibytes),
    }
}

fn report(medians: [Cost; 2]) {
    println!("medians:");
    for (client, cost) in CLIENTS.into_iter().zip(medians) {
        println!("{client:<9}{}", row(cost));
    }
    let [ours, theirs] = medians;
    let of = |part: fn(&Cost) -> f64| part(&ours) / part(&theirs);
    let (cpu, wall, memory) = (of(|c| c.cpu_seconds), of(|c| c.wall_seconds), of(|c| c.mebibytes));
    println!("ratio    cpu {cpu:.2}x (target <= {CPU_TARGET}x)  wall {wall:.2}x  memory {memory:.2}x");
}

fn row(cost: Cost) -> String {
    let Cost { cpu_seconds, wall_seconds, mebibytes } = cost;
    format!("cpu {cpu_seconds:>6.2} s  wall {wall_seconds:>6.2} s  memory {mebibytes:>5.0} MiB")
}

//! Runs one side of one workload once. A profiler should count only the function `measured`.
//!
//! Usage: `wire-once WORKLOAD SIDE`. `wire-once --path` prints the path of the program.

use std::env;
use std::process::ExitCode;

use tl_bench_wire::Result;
use tl_bench_wire::workloads::{self, Side, Workload};

fn main() -> Result<ExitCode> {
    let args: Vec<_> = env::args().skip(1).collect();
    match args.as_slice() {
        [flag] if flag == "--path" => println!("{}", env::current_exe()?.display()),
        [workload, side] => {
            let mut side = find(workloads::all()?, workload, side)?;
            // Fills vectors that are reused, and resolves symbols.
            (side.run)(1)?;
            measured(&mut side)?;
        }
        _ => {
            usage(&workloads::all()?);
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn find(workloads: Vec<Workload>, workload: &str, side: &str) -> Result<Side> {
    let found = workloads.into_iter().find(|known| known.name == workload);
    let found = found.and_then(|workload| workload.sides.into_iter().find(|known| known.name == side));
    found.ok_or_else(|| format!("no workload is called `{workload}`, or it has no side `{side}`").into())
}

/// Runs the workload and drops its result. It is a separate function so that profilers can count only this part.
#[inline(never)]
fn measured(side: &mut Side) -> Result<()> {
    (side.run)(1)
}

fn usage(workloads: &[Workload]) {
    eprintln!("usage: wire-once WORKLOAD SIDE, one of");
    for workload in workloads {
        let sides: Vec<_> = workload.sides.iter().map(|side| side.name).collect();
        eprintln!("    '{}' {}", workload.name, sides.join("|"));
    }
}

//! Runs one side of one workload once. A profiler should count only the function `measured`.
//!
//! Usage: `wire-once WORK SIDE`. `wire-once --path` prints the path of the program.

use std::env;
use std::process::ExitCode;

use tl_bench_wire::Result;
use tl_bench_wire::works::{self, Side, Work};

fn main() -> Result<ExitCode> {
    let args: Vec<_> = env::args().skip(1).collect();
    match args.as_slice() {
        [flag] if flag == "--path" => println!("{}", env::current_exe()?.display()),
        [work, side] => {
            let mut side = find(works::all()?, work, side)?;
            // Fills vectors that are reused, and resolves symbols.
            (side.run)(1)?;
            measured(&mut side)?;
        }
        _ => {
            usage(&works::all()?);
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn find(works: Vec<Work>, work: &str, side: &str) -> Result<Side> {
    let found = works.into_iter().find(|known| known.name == work);
    let found = found.and_then(|work| work.sides.into_iter().find(|known| known.name == side));
    found.ok_or_else(|| format!("no work is called `{work}`, or it has no side `{side}`").into())
}

/// Runs the workload and drops its result. It is a separate function so that profilers can count only this part.
#[inline(never)]
fn measured(side: &mut Side) -> Result<()> {
    (side.run)(1)
}

fn usage(works: &[Work]) {
    eprintln!("usage: wire-once WORK SIDE, one of");
    for work in works {
        let sides: Vec<_> = work.sides.iter().map(|side| side.name).collect();
        eprintln!("    '{}' {}", work.name, sides.join("|"));
    }
}

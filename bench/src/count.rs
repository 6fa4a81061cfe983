//! Counts the instructions of workloads. callgrind runs a program that executes one side of a workload once.

use std::env;
use std::process::{Command, ExitCode};

use crate::table::{Row, Unit};
use crate::workload::{Result, Side, Workload};

/// Returns a row for each peer of each workload. `program` must build and run a program that calls [`run_once`].
///
/// # Errors
/// Returns an error if the program does not build, or if callgrind or the program fails.
pub fn rows(workloads: &[Workload], program: &mut Command) -> Result<Vec<Row>> {
    let once = path_of(program)?;
    let mut rows = Vec::new();
    for workload in workloads {
        let Some((ours, peers)) = workload.sides.split_first() else { continue };
        let ours = instructions(&once, workload.name, ours.name)?;
        for peer in peers {
            let theirs = instructions(&once, workload.name, peer.name)?;
            let wanted = workload.wanted_beside(peer.name);
            rows.push(Row::beside(workload.name, Unit::Count, ours, (peer.name, theirs), wanted));
        }
    }
    Ok(rows)
}

/// Builds the program, runs it with `--path`, and returns the path that it prints.
fn path_of(program: &mut Command) -> Result<String> {
    let output = program.arg("--path").output()?;
    if !output.status.success() {
        return Err(format!("failed: {program:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

fn instructions(once: &str, workload: &str, side: &str) -> Result<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no"])
        .args(["--toggle-collect=*measured*", once, workload, side])
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let messages = String::from_utf8_lossy(&output.stderr);
    let collected = messages.lines().find_map(|line| line.split_once("Collected : "));
    match collected {
        Some((_, number)) if output.status.success() => Ok(number.trim().parse()?),
        _ => Err(format!("callgrind of `{workload}` by {side}: {messages}").into()),
    }
}

/// Runs one side of a workload once. The arguments of this program are `WORKLOAD SIDE`. Profilers should count only the
/// function `measured`. With the argument `--path`, prints the path of the program instead.
///
/// # Errors
/// Returns an error if the workload or side does not exist, or if running it fails.
pub fn run_once(workloads: fn() -> Result<Vec<Workload>>) -> Result<ExitCode> {
    let args: Vec<_> = env::args().skip(1).collect();
    match args.as_slice() {
        [flag] if flag == "--path" => println!("{}", env::current_exe()?.display()),
        [workload, side] => {
            let mut side = find(workloads()?, workload, side)?;
            // This first run is not counted. It fills vectors that the second run uses again, and resolves symbols.
            (side.run)(1)?;
            measured(&mut side)?;
        }
        _ => {
            usage(&workloads()?);
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

/// Runs the workload and drops its result. This is a separate function, so that profilers can count only this part.
#[inline(never)]
fn measured(side: &mut Side) -> Result<()> {
    (side.run)(1)
}

fn usage(workloads: &[Workload]) {
    eprintln!("the arguments are WORKLOAD SIDE, one of");
    for workload in workloads {
        let sides: Vec<_> = workload.sides.iter().map(|side| side.name).collect();
        eprintln!("    '{}' {}", workload.name, sides.join("|"));
    }
}

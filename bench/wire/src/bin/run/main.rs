//! Compares generated code at run time with the code of other compilers: times, instructions, allocations, sizes and
//! nesting.
//!
//! Usage: `run [--count] [times|heap|sizes|nesting|binary|WORK]...`. Without arguments, prints all sections. The name
//! of a workload selects this workload in `times`. `--count` counts instructions instead of measuring times. A table
//! has a row for each peer. The row contains `missed` if its ratio is higher than the target.

mod nesting;
mod sizes;

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

use tl_bench::cost::cargo;
use tl_bench::stats::median;
use tl_bench::table::{Row, Table};
use tl_bench::workload::Workload;
use tl_bench::{count, times};
use tl_bench_wire::Result;
use tl_bench_wire::workloads;

const SECTIONS: [&str; 5] = ["times", "heap", "sizes", "nesting", "binary"];
const NESTING: &str =
    "Lowest number of nested values that ours rejects, or that crashes a peer, in a thread of 2 MiB";
const BINARY: &str = "Stripped release program that sends auth.cancelCode and reads messages.Messages";
const USAGE: &str = "usage: run [--count] [times|heap|sizes|nesting|binary|WORK]...";

fn main() -> Result<ExitCode> {
    let args: Vec<_> = env::args().skip(1).collect();
    if let [flag, side, levels] = args.as_slice()
        && flag == nesting::CHILD
    {
        return nesting::child(side, levels.parse()?).map(|()| ExitCode::SUCCESS);
    }
    let (flags, sections): (Vec<_>, Vec<_>) =
        args.iter().map(String::as_str).partition(|arg| arg.starts_with('-'));
    let workloads = workloads::all()?;
    let is_known =
        |name: &&str| SECTIONS.contains(name) || workloads.iter().any(|workload| workload.name == *name);
    if flags.iter().any(|&flag| flag != "--count") || !sections.iter().all(is_known) {
        eprintln!("{USAGE}");
        return Ok(ExitCode::from(2));
    }
    let chosen = if sections.is_empty() { SECTIONS.to_vec() } else { sections };
    for name in chosen {
        section(name, !flags.is_empty())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn section(name: &str, count: bool) -> Result<()> {
    match name {
        "heap" => heap()?,
        "sizes" => print("Bytes of enums on the stack", &sizes::enums()),
        "nesting" => print(NESTING, &nesting::rows()?),
        "binary" => print(BINARY, &sizes::binaries()?),
        "times" => workloads(workloads::all()?, count)?,
        name => workloads(
            workloads::all()?.into_iter().filter(|workload| workload.name == name).collect(),
            count,
        )?,
    }
    Ok(())
}

fn workloads(workloads: Vec<Workload>, count: bool) -> Result<()> {
    match count {
        true => print("Instructions of one call", &count::rows(&workloads, &mut program("wire-once"))?),
        false => print("Time of one call, medians", &times::rows(&times::measure(workloads)?, median)),
    }
    Ok(())
}

fn print(title: &str, rows: &[Row]) {
    println!("{}", Table { title, rows });
}

/// Runs the program that counts allocations. It is a separate program, because its allocator counts, which takes time.
fn heap() -> Result<()> {
    if program("heap").status()?.success() { Ok(()) } else { Err("`heap` failed".into()) }
}

/// Returns a command that builds and runs another program of this package.
fn program(name: &str) -> Command {
    cargo(&["run", "--release", "--quiet", "--bin", name, "--"], Path::new(env!("CARGO_MANIFEST_DIR")))
}

//! Runs one workload once with one crate (`SIDE`, such as `ours` or `grammers`), after a run for warming up. Profilers
//! should count only the function `measured`.
//!
//! Usage: `wire-once WORKLOAD SIDE`. `wire-once --path` prints the path of the program.

use std::process::ExitCode;

use tl_bench_wire::{Result, workloads};

fn main() -> Result<ExitCode> {
    tl_bench::count::run_once(workloads::all)
}

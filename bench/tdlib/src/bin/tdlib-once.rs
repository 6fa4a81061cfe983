//! Runs one side of one workload once. Profilers should count only the function `measured`.
//!
//! Usage: `tdlib-once WORKLOAD SIDE`. `tdlib-once --path` prints the path of the program.

use std::process::ExitCode;

use tl_bench::workload::Result;

fn main() -> Result<ExitCode> {
    tl_bench::count::run_once(tl_bench_tdlib::workloads)
}

//! Measures reading and writing of updates, compared with tdlib-rs. Measures times, or instructions with `--count`.
//!
//! Usage: `tdlib [--count]`. Each table has a row for each peer. The row contains `missed` if its ratio is higher than
//! the target.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use tl_bench::cost::cargo;
use tl_bench::stats::{median, minimum};
use tl_bench::table::Table;
use tl_bench::workload::Result;
use tl_bench::{count, times};
use tl_bench_tdlib::workloads;

fn main() -> Result<ExitCode> {
    let args: Vec<_> = env::args().skip(1).collect();
    match args.as_slice() {
        [] => {
            let measured = times::measure(workloads()?)?;
            println!(
                "{}",
                Table { title: "Time of one call, medians", rows: &times::rows(&measured, median) }
            );
            println!(
                "{}",
                Table { title: "Time of one call, minima", rows: &times::rows(&measured, minimum) }
            );
        }
        [flag] if flag == "--count" => {
            let args = ["run", "--release", "--quiet", "--bin", "tdlib-once", "--"];
            let mut once = cargo(&args, Path::new(env!("CARGO_MANIFEST_DIR")));
            let rows = count::rows(&workloads()?, &mut once)?;
            println!("{}", Table { title: "Instructions of one call", rows: &rows });
        }
        _ => {
            eprintln!("usage: tdlib [--count]");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}

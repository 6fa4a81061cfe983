//! Counts the instructions of the workloads, with callgrind on the program `wire-once`.

use std::process::Command;

use tl_bench::table::{Row, Unit};
use tl_bench_wire::Result;
use tl_bench_wire::workloads::Workload;

/// Returns a row for each peer of each workload.
pub(crate) fn rows(workloads: &[Workload]) -> Result<Vec<Row>> {
    let once = built()?;
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

/// Builds `wire-once` and returns its path, which it prints.
fn built() -> Result<String> {
    let output = super::program("wire-once").arg("--path").output()?;
    if !output.status.success() {
        return Err(format!("`wire-once` does not build: {}", String::from_utf8_lossy(&output.stderr)).into());
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

//! Counts the instructions of the workloads, with callgrind on the program `wire-once`.

use std::process::Command;

use tl_bench::table::{Row, Unit};
use tl_bench_wire::Result;
use tl_bench_wire::works::Work;

/// Returns a row for each peer of each workload.
pub(crate) fn rows(works: &[Work]) -> Result<Vec<Row>> {
    let once = built()?;
    let mut rows = Vec::new();
    for work in works {
        let Some((ours, peers)) = work.sides.split_first() else { continue };
        let ours = instructions(&once, work.name, ours.name)?;
        for peer in peers {
            let theirs = instructions(&once, work.name, peer.name)?;
            let wanted = work.wanted_beside(peer.name);
            rows.push(Row::beside(work.name, Unit::Count, ours, (peer.name, theirs), wanted));
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

fn instructions(once: &str, work: &str, side: &str) -> Result<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no"])
        .args(["--toggle-collect=*measured*", once, work, side])
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let messages = String::from_utf8_lossy(&output.stderr);
    let collected = messages.lines().find_map(|line| line.split_once("Collected : "));
    match collected {
        Some((_, number)) if output.status.success() => Ok(number.trim().parse()?),
        _ => Err(format!("callgrind of `{work}` by {side}: {messages}").into()),
    }
}

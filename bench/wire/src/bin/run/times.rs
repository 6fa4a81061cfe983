//! Measures the times of the workloads. The sides of a workload are measured alternately.

use tl_bench::stats::{Repeated, median, ratio, rounds};
use tl_bench::table::{Row, Unit};
use tl_bench_wire::Result;
use tl_bench_wire::workloads::Workload;

const ROUNDS: usize = 61;

/// Returns a row for each peer of each workload.
pub(crate) fn rows(workloads: Vec<Workload>) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for mut workload in workloads {
        rows.extend(compared(&mut workload)?);
    }
    Ok(rows)
}

fn compared(workload: &mut Workload) -> Result<Vec<Row>> {
    let names: Vec<_> = workload.sides.iter().map(|side| side.name).collect();
    let mut sides: Vec<&mut Repeated<_>> =
        workload.sides.iter_mut().map(|side| &mut *side.run as _).collect();
    let times = rounds(ROUNDS, &mut sides)?;
    let Some((ours, peers)) = times.split_first() else { return Ok(Vec::new()) };
    let row = |(name, theirs): (&'static str, &Vec<f64>)| Row {
        what: workload.name.to_owned(),
        unit: Unit::Seconds,
        ours: median(ours.clone()),
        peer: Some((name, median(theirs.clone()))),
        ratio: Some(ratio(ours, theirs)),
        wanted: workload.wanted_beside(name),
    };
    Ok(names.into_iter().skip(1).zip(peers).map(row).collect())
}

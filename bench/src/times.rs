//! Measures the times of workloads. The sides of a workload are measured alternately.

use crate::stats::{Repeated, ratio, rounds};
use crate::table::{Row, Unit};
use crate::workload::{Result, Workload};

const ROUNDS: usize = 61;

/// A workload, with the seconds of one call for each side and each round.
#[derive(Debug)]
pub struct Measured {
    workload: Workload,
    seconds: Vec<Vec<f64>>,
}

/// Measures the workloads one after another.
///
/// # Errors
/// Returns the error of the first side that fails.
pub fn measure(workloads: Vec<Workload>) -> Result<Vec<Measured>> {
    let measured = |mut workload: Workload| {
        let mut sides: Vec<&mut Repeated<_>> =
            workload.sides.iter_mut().map(|side| &mut *side.run as _).collect();
        let seconds = rounds(ROUNDS, &mut sides)?;
        Ok(Measured { workload, seconds })
    };
    workloads.into_iter().map(measured).collect()
}

/// Returns a row for each peer of each workload. `of` computes our figure and the peer's figure from the times of all
/// rounds: [`median`](crate::stats::median) or [`minimum`](crate::stats::minimum). The ratio is the median of the
/// ratios of all rounds.
#[must_use]
pub fn rows(measured: &[Measured], of: fn(Vec<f64>) -> f64) -> Vec<Row> {
    measured.iter().flat_map(|measured| compared(measured, of)).collect()
}

fn compared(Measured { workload, seconds }: &Measured, of: fn(Vec<f64>) -> f64) -> Vec<Row> {
    let Some((ours, peers)) = seconds.split_first() else { return Vec::new() };
    let row = |(name, theirs): (&'static str, &Vec<f64>)| Row {
        what: workload.name.to_owned(),
        unit: Unit::Seconds,
        ours: of(ours.clone()),
        peer: Some((name, of(theirs.clone()))),
        ratio: Some(ratio(ours, theirs)),
        wanted: workload.wanted_beside(name),
    };
    workload.sides.iter().map(|side| side.name).skip(1).zip(peers).map(row).collect()
}

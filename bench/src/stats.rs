//! Computes medians, and measures several workloads alternately, so that noise affects all of them equally.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Returns the middle value. If the number of values is even, returns the larger one of the two middle values.
///
/// # Panics
/// Panics if `values` is empty.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    *values.get(values.len() / 2).expect("there is at least one value")
}

/// Returns the smallest value, or infinity if `values` is empty.
#[must_use]
pub fn minimum(values: Vec<f64>) -> f64 {
    values.into_iter().fold(f64::INFINITY, f64::min)
}

/// Returns the median times of `ours` and `theirs`. In each of `rounds` rounds, both are called once.
pub fn in_turns<A, B>(rounds: usize, ours: impl Fn() -> A, theirs: impl Fn() -> B) -> [Duration; 2] {
    let (ours, theirs) = (0..rounds).map(|_| (seconds(&ours), seconds(&theirs))).unzip();
    [ours, theirs].map(|times| Duration::from_secs_f64(median(times)))
}

/// The minimum time for which [`rounds`] runs one workload before it runs the next one.
const TURN: Duration = Duration::from_millis(4);

/// A function that runs a workload. The argument is the number of runs.
pub type Repeated<E> = dyn FnMut(u32) -> Result<(), E>;

/// Runs `count` rounds. In each round, every workload repeats its work for a few milliseconds. Returns the seconds per
/// repetition: a list for each workload, with an item for each round.
///
/// # Errors
/// Returns the error of the first workload that fails.
pub fn rounds<E>(count: usize, workloads: &mut [&mut Repeated<E>]) -> Result<Vec<Vec<f64>>, E> {
    let calls: Vec<u32> =
        workloads.iter_mut().map(|workload| calls_in_a_turn(*workload)).collect::<Result<_, _>>()?;
    let mut times = vec![Vec::with_capacity(count); workloads.len()];
    for _ in 0..count {
        for ((workload, &calls), times) in workloads.iter_mut().zip(&calls).zip(&mut times) {
            times.push(seconds_of(*workload, calls)? / f64::from(calls));
        }
    }
    Ok(times)
}

/// Returns a number of calls that together take at least [`TURN`], or the maximum number, 2²⁴. Doubles the number of
/// calls until they take long enough. These calls also warm up caches.
fn calls_in_a_turn<E>(workload: &mut Repeated<E>) -> Result<u32, E> {
    let mut calls = 1;
    while seconds_of(workload, calls)? < TURN.as_secs_f64() && calls < 1 << 24 {
        calls *= 2;
    }
    Ok(calls)
}

fn seconds_of<E>(workload: &mut Repeated<E>, calls: u32) -> Result<f64, E> {
    let start = Instant::now();
    workload(calls)?;
    Ok(start.elapsed().as_secs_f64())
}

/// Divides `ours` by `theirs` for each round, and returns the median of these ratios. Noise that lasts for a whole
/// round affects both times, so it changes their ratio little.
///
/// # Panics
/// Panics if one of the slices is empty.
#[must_use]
pub fn ratio(ours: &[f64], theirs: &[f64]) -> f64 {
    median(ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect())
}

/// Calls `workload` once and drops its result. Returns the time of both in seconds.
fn seconds<T>(workload: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    drop(black_box(workload()));
    start.elapsed().as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 100.0, 1.0]), 3.0);
        assert_eq!(median(vec![2.0, 1.0]), 2.0);
    }

    #[test]
    fn a_round_that_is_slow_for_both_does_not_change_the_ratio() {
        assert_eq!(ratio(&[1.0, 10.0, 1.0], &[2.0, 20.0, 2.0]), 0.5);
    }

    #[test]
    fn each_round_has_a_time_and_errors_are_returned() {
        let mut nothing = |_| Ok::<(), ()>(());
        let times = rounds(3, &mut [&mut nothing]);
        assert_eq!(times.map(|times| times.iter().map(Vec::len).collect()), Ok(vec![3]));
        assert_eq!(rounds(3, &mut [&mut |_| Err("no")]), Err("no"));
    }
}

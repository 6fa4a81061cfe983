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
    *values.get(values.len() / 2).expect("something was measured")
}

/// Returns the smallest value.
#[must_use]
pub fn minimum(values: Vec<f64>) -> f64 {
    values.into_iter().fold(f64::INFINITY, f64::min)
}

/// Returns the median times of `ours` and `theirs`. In each of `rounds` rounds, both are called once.
pub fn in_turns<A, B>(rounds: usize, ours: impl Fn() -> A, theirs: impl Fn() -> B) -> [Duration; 2] {
    let (ours, theirs) = (0..rounds).map(|_| (seconds(&ours), seconds(&theirs))).unzip();
    [ours, theirs].map(|times| Duration::from_secs_f64(median(times)))
}

/// The shortest time that a workload of [`rounds`] runs before the next one.
const TURN: Duration = Duration::from_millis(4);

/// A workload that runs a given number of times.
pub type Repeated<E> = dyn FnMut(u32) -> Result<(), E>;

/// Runs all `workloads` in turn, `count` times. Returns the seconds per call for each workload, in each round. In a
/// round, a workload runs for a few milliseconds.
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

/// Returns a number of calls that takes at least one turn. It is found by doubling, which also warms up caches.
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

/// Returns the median of the ratios of `ours` to `theirs` in each round. Noise that lasts for a whole round affects both
/// times, so it changes their ratio little.
///
/// # Panics
/// Panics if one of the slices is empty.
#[must_use]
pub fn ratio(ours: &[f64], theirs: &[f64]) -> f64 {
    median(ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect())
}

/// Returns the time of one call and of dropping its result.
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
    fn rounds_have_a_time_for_each_workload() {
        let mut nothing = |_| Ok::<(), ()>(());
        let times = rounds(3, &mut [&mut nothing]);
        assert_eq!(times.map(|times| times.iter().map(Vec::len).collect()), Ok(vec![3]));
        assert_eq!(rounds(3, &mut [&mut |_| Err("no")]), Err("no"));
    }
}

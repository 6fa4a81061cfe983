//! Medians, and two things measured in turns, so that both meet the same noise.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The middle value; the upper of the two where their number is even.
///
/// # Panics
/// Where there are no values.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    *values.get(values.len() / 2).expect("something was measured")
}

/// The median times of `ours` and `theirs` over `rounds` rounds of one call each.
pub fn in_turns<A, B>(rounds: usize, ours: impl Fn() -> A, theirs: impl Fn() -> B) -> [Duration; 2] {
    let (ours, theirs) = (0..rounds).map(|_| (seconds(&ours), seconds(&theirs))).unzip();
    [ours, theirs].map(|times| Duration::from_secs_f64(median(times)))
}

/// The time of one call and of dropping what it returns.
fn seconds<T>(work: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    drop(black_box(work()));
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
}

//! Measured operations, and the crates that run them.

use std::error::Error;
use std::hint::black_box;

/// The result of a measurement.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// An operation that several crates can execute on the same value.
#[derive(Debug)]
pub struct Workload {
    /// Name in tables and on the command line.
    pub name: &'static str,
    /// The targets: the maximum ratios of our figure to the figures of other sides.
    pub wanted: &'static [(&'static str, f64)],
    /// The crates that run the workload, ours first.
    pub sides: Vec<Side>,
}

impl Workload {
    /// Returns the target for the ratio to a side. Most sides have no target.
    #[must_use]
    pub fn wanted_beside(&self, side: &str) -> Option<f64> {
        self.wanted.iter().find(|(name, _)| *name == side).map(|&(_, most)| most)
    }
}

/// A crate that runs a workload.
pub struct Side {
    /// Name of the crate, or of an operation such as a copy that is measured for comparison.
    pub name: &'static str,
    /// Runs the workload the given number of times, and drops its results.
    pub run: Box<dyn FnMut(u32) -> Result<()>>,
}

impl std::fmt::Debug for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Side").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Creates a workload.
#[must_use]
pub fn workload(name: &'static str, wanted: &'static [(&'static str, f64)], sides: Vec<Side>) -> Workload {
    Workload { name, wanted, sides }
}

/// Returns a function that repeats `workload` in a loop. The loop is inside the function, so only one call is through a
/// pointer.
#[must_use]
pub fn repeat<T>(mut workload: impl FnMut() -> Result<T> + 'static) -> Box<dyn FnMut(u32) -> Result<()>> {
    Box::new(move |times| {
        for _ in 0..times {
            black_box(workload()?);
        }
        Ok(())
    })
}

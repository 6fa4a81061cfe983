//! The measured workloads with updates of TDLib: reading and writing JSON, with the bindings of this compiler and of
//! tdlib-rs. Both are generated from the schema in the test data.

#[cfg(corpus)]
mod beside;
mod object;
pub mod updates;

use tl_bench::workload::{Result, Workload};

/// Returns all workloads.
///
/// # Errors
/// Returns an error if a side cannot read the updates, or if there is no test data.
pub fn workloads() -> Result<Vec<Workload>> {
    #[cfg(corpus)]
    return beside::workloads();
    #[cfg(not(corpus))]
    return Err("TL_CORPUS is not set".into());
}

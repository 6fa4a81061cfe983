//! Measures a command with all its children: CPU time, wall time, and the memory of the largest process.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::stats::median;

/// The cost of one run of a command.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// User and system time.
    pub cpu_seconds: f64,
    /// Time from start to end.
    pub wall_seconds: f64,
    /// The memory of the process with the most memory.
    pub bytes: f64,
}

/// Runs a command to its end.
///
/// # Errors
/// Returns an error if the command cannot be started or fails.
pub fn measure(command: &mut Command) -> Result<Cost, Box<dyn Error>> {
    let start = Instant::now();
    let used = command.spawn()?.wait4()?;
    let wall_seconds = start.elapsed().as_secs_f64();
    if !used.status.success() {
        return Err(format!("failed: {command:?}").into());
    }
    let cpu = used.rusage.utime + used.rusage.stime;
    Ok(Cost { cpu_seconds: cpu.as_secs_f64(), wall_seconds, bytes: used.rusage.maxrss as f64 })
}

/// Returns a Cargo command in `directory`. If Cargo runs this program, the same Cargo is used for the command.
#[must_use]
pub fn cargo(args: &[&str], directory: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(args).current_dir(directory).stdin(Stdio::null());
    command
}

/// Returns the medians of CPU time, wall time and memory. They may belong to different runs.
///
/// # Panics
/// Panics if `costs` is empty.
#[must_use]
pub fn medians(costs: &[Cost]) -> Cost {
    let of = |part: fn(&Cost) -> f64| median(costs.iter().map(part).collect());
    Cost { cpu_seconds: of(|c| c.cpu_seconds), wall_seconds: of(|c| c.wall_seconds), bytes: of(|c| c.bytes) }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cpu_seconds, wall_seconds, bytes } = self;
        let mebibytes = bytes / 1_048_576.0;
        write!(f, "cpu {cpu_seconds:>6.2} s  wall {wall_seconds:>6.2} s  memory {mebibytes:>5.0} MiB")
    }
}

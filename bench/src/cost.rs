//! What a command costs with all its children: CPU time, wall time, and the memory of the largest process.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::stats::median;

/// What one run of a command took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// User and system time.
    pub cpu_seconds: f64,
    /// From start to end.
    pub wall_seconds: f64,
    /// The most that one of the processes had in memory.
    pub bytes: f64,
}

/// Runs a command to its end.
///
/// # Errors
/// Where it cannot be started or fails.
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

/// Cargo, the one that runs this program if one does, in `directory`.
#[must_use]
pub fn cargo(args: &[&str], directory: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(args).current_dir(directory).stdin(Stdio::null());
    command
}

/// The median of each part by itself.
///
/// # Panics
/// Where there are no costs.
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

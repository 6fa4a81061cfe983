//! What a build script tells Cargo.

use std::env;
use std::path::PathBuf;

/// Cargo, if this is a build script.
pub(super) struct Cargo {
    listens: bool,
}

#[allow(clippy::print_stdout, reason = "build scripts speak to Cargo through standard output")]
impl Cargo {
    pub(super) fn new() -> Self {
        Self { listens: env::var_os("OUT_DIR").is_some() }
    }

    /// Whether the program is optimised. Editors check programs without that.
    pub(super) fn is_release(&self) -> bool {
        self.listens && env::var_os("PROFILE").is_some_and(|profile| profile == "release")
    }

    /// Run again when an input changes. A file that does not exist yet is an input too.
    pub(super) fn rerun<'p>(&self, files: impl IntoIterator<Item = &'p PathBuf>) {
        if self.listens {
            for path in files {
                println!("cargo:rerun-if-changed={}", path.display());
            }
        }
    }

    /// Run again when an environment variable changes.
    pub(super) fn rerun_env(&self, variable: &str) {
        if self.listens {
            println!("cargo:rerun-if-env-changed={variable}");
        }
    }

    /// Declares the `cfg` that rust-analyzer sets, so that rustc does not warn about it.
    pub(super) fn declare_cfg(&self) {
        if self.listens {
            println!("cargo:rustc-check-cfg=cfg(rust_analyzer)");
        }
    }

    pub(super) fn warn(&self, warnings: &[String]) {
        if self.listens {
            for warning in warnings {
                println!("cargo:warning={warning}");
            }
        }
    }
}

/// The folder that Cargo gives to a build script.
pub(super) fn script_output() -> Option<PathBuf> {
    env::var_os("OUT_DIR").map(PathBuf::from)
}

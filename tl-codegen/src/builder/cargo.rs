//! Messages from a build script to Cargo.

use std::env;
use std::path::PathBuf;

/// Prints messages to Cargo if the program is a build script. Otherwise, prints nothing.
pub(super) struct Cargo {
    is_build_script: bool,
}

#[allow(clippy::print_stdout, reason = "build scripts send messages to Cargo through standard output")]
impl Cargo {
    pub(super) fn new() -> Self {
        Self { is_build_script: env::var_os("OUT_DIR").is_some() }
    }

    /// Returns whether Cargo compiles with a release profile. If so, no code for editors is needed, because editors
    /// check programs with the dev profile.
    pub(super) fn is_release(&self) -> bool {
        self.is_build_script && env::var_os("PROFILE").is_some_and(|profile| profile == "release")
    }

    /// Makes Cargo run the build script again when one of `files` changes. Files that do not exist yet are also
    /// allowed.
    pub(super) fn rerun<'p>(&self, files: impl IntoIterator<Item = &'p PathBuf>) {
        if self.is_build_script {
            for path in files {
                println!("cargo:rerun-if-changed={}", path.display());
            }
        }
    }

    /// Makes Cargo run the build script again when an environment variable changes.
    pub(super) fn rerun_env(&self, variable: &str) {
        if self.is_build_script {
            println!("cargo:rerun-if-env-changed={variable}");
        }
    }

    /// Declares `cfg(rust_analyzer)`, which rust-analyzer sets. Otherwise, rustc would warn that the `cfg` is unknown.
    pub(super) fn declare_cfg(&self) {
        if self.is_build_script {
            println!("cargo:rustc-check-cfg=cfg(rust_analyzer)");
        }
    }

    pub(super) fn warn(&self, warnings: &[String]) {
        if self.is_build_script {
            for warning in warnings {
                println!("cargo:warning={warning}");
            }
        }
    }
}

/// Returns `OUT_DIR`, the folder that Cargo provides for the files of a build script. Returns `None` if the program is
/// not a build script.
pub(super) fn script_output() -> Option<PathBuf> {
    env::var_os("OUT_DIR").map(PathBuf::from)
}

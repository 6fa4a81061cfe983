//! Installs libraries from the package registries of Python and Node. Each package has a folder in Cargo's target
//! directory. If the folder exists, an earlier run has installed the package.

use std::env::consts::{ARCH, DLL_EXTENSION, OS};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{env, thread};

/// `libtdjson` or `libtonlibjson`, with the packages that contain the library. The tests compare its answers with
/// recorded answers.
pub(crate) struct Library {
    /// The start of the library's file name.
    name: &'static str,
    /// The environment variable with the path of the library. If it is set, nothing is installed.
    variable: &'static str,
    packages: &'static [Package],
    /// Returns a part of the library's path that names the platform, or an empty string if a package contains only
    /// files for one platform.
    platform: fn() -> String,
}

enum Package {
    Pip(&'static str),
    /// A package of npm, for Linux on x86-64.
    Npm(&'static str),
}

#[allow(dead_code, reason = "not every test uses it")]
pub(crate) const TDJSON: Library = Library {
    name: "libtdjson",
    variable: "TDJSON",
    packages: &[
        // The recordings were made with this package.
        Package::Npm("@prebuilt-tdlib/linux-x64-glibc@0.1008065.0"),
        Package::Pip("tdjson==1.8.65"),
    ],
    platform: String::new,
};

#[allow(dead_code, reason = "not every test uses it")]
pub(crate) const TONLIBJSON: Library = Library {
    name: "libtonlibjson",
    variable: "TONLIBJSON",
    packages: &[Package::Pip("pytonlib==0.0.72")],
    platform: || format!("{OS}/libtonlibjson.{ARCH}"),
};

/// The maximum time that pip or npm may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Locked while a package is being installed.
static INSTALLING: Mutex<()> = Mutex::new(());

impl Library {
    /// Returns the path of the library. If the library cannot be installed, writes to standard error that `untested`
    /// was not tested, with the reason.
    ///
    /// # Panics
    /// Panics if the library cannot be installed and the variable `TL_REQUIRE_LIBRARIES` is set.
    pub(crate) fn find(&self, untested: &str) -> Option<PathBuf> {
        if let Some(path) = env::var_os(self.variable) {
            return Some(path.into());
        }
        let mut problems = Vec::new();
        for package in self.packages {
            match self.install(package) {
                Ok(path) => return Some(path),
                Err(problem) => problems.push(problem),
            }
        }
        let report =
            format!("NOT TESTED: {untested}, because {} is missing: {}", self.name, problems.join("; "));
        assert!(env::var_os("TL_REQUIRE_LIBRARIES").is_none(), "{report}");
        // `eprintln!` is not used, because the test harness hides its output.
        let _ = writeln!(io::stderr(), "{report}");
        None
    }

    /// Installs a package, unless an earlier run has installed it. Returns the path of the library in the package.
    fn install(&self, package: &Package) -> Result<PathBuf, String> {
        let _guard = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
        let (Package::Pip(name) | Package::Npm(name)) = package;
        if matches!(package, Package::Npm(_)) && (OS, ARCH) != ("linux", "x86_64") {
            return Err(format!("{name} is for another platform"));
        }
        let libraries = Path::new(env!("CARGO_TARGET_TMPDIR")).join("libraries");
        let folder = libraries.join(name.replace(['/', '='], "-"));
        if !folder.exists() {
            // Another process may be installing the same package, so each process installs into a separate folder and
            // then renames this folder.
            let partial = libraries.join(format!("partial-{}", process::id()));
            let result = package.install(&partial);
            if result.is_ok() && fs::rename(&partial, &folder).is_err() && !folder.exists() {
                return Err(format!("{} cannot be created", folder.display()));
            }
            let _ = fs::remove_dir_all(&partial);
            result.map_err(|problem| format!("{name}: {problem}"))?;
        }
        self.file(&folder, &folder).ok_or_else(|| format!("{name} has no file for this platform"))
    }

    /// Returns the path of the library in a folder or its subfolders. `root` is the folder of the package.
    fn file(&self, folder: &Path, root: &Path) -> Option<PathBuf> {
        let entries = fs::read_dir(folder).ok()?.flatten();
        entries.map(|entry| entry.path()).find_map(|path| {
            if path.is_dir() {
                return self.file(&path, root);
            }
            let name = path.file_name()?.to_str()?;
            let is_library = name.starts_with(self.name) && name.contains(&format!(".{DLL_EXTENSION}"));
            let inside = path.strip_prefix(root).ok()?.to_str()?;
            (is_library && inside.contains(&(self.platform)())).then_some(path)
        })
    }
}

impl Package {
    /// Installs the package into a new folder.
    fn install(&self, folder: &Path) -> Result<(), String> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let log = folder.with_extension("log");
        let file = File::create(&log).map_err(|error| error.to_string())?;
        let mut command = self.command(folder);
        let result = wait(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(file));
        let output = fs::read_to_string(&log).unwrap_or_default();
        let _ = fs::remove_file(&log);
        let reason = output.lines().find(|line| line.to_lowercase().contains("error"));
        result.map_err(|problem| match reason {
            Some(reason) => format!("{problem}: {reason}"),
            None => problem,
        })
    }

    /// Returns the command that installs the package into a folder.
    fn command(&self, folder: &Path) -> Command {
        let mut command;
        match self {
            Self::Pip(name) => {
                command = Command::new("python3");
                command.args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--no-input",
                ]);
                command.args(["--no-deps", "--no-compile", "--only-binary=:all:"]);
                command.args(["--retries=0", "--timeout=10", "--target"]).arg(folder).arg(name);
            }
            Self::Npm(name) => {
                command = Command::new("npm");
                command.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]);
                command
                    .args(["--fetch-retries=0", "--fetch-timeout=10000", "--prefix"])
                    .arg(folder)
                    .arg(name);
            }
        }
        command
    }
}

/// Runs a command. Fails if it takes longer than [`TIMEOUT`].
fn wait(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|error| format!("{program}: {error}"))?;
    let start = Instant::now();
    while start.elapsed() < TIMEOUT {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return if status.success() { Ok(()) } else { Err(format!("{program} failed")) };
        }
        thread::sleep(Duration::from_millis(50));
    }
    let _ = child.kill();
    let _ = child.wait();
    Err(format!("{program} took more than {TIMEOUT:?}"))
}

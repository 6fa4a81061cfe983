//! A workspace in a temporary folder, with the bindings of one variant, and with a bot that uses them. For
//! ferogram and tdlib-rs, the bot is an empty program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tl_bench::Input;
use tl_bench::cost::{Cost, cargo, measure};
use tl_codegen::Files;
use tl_codegen::rust::{Config, Json};

use crate::Result;
use crate::variants::{Build, Generator, Variant};

const BENCH: &str = env!("CARGO_MANIFEST_DIR");
const BINDINGS: &str = "bindings/src/lib.rs";
const BOT: &str = "bot/src/main.rs";

/// The workspace of a variant.
pub(crate) struct Project {
    directory: PathBuf,
    /// Numbers of functions and structs in our bindings, or zeros for the bindings of peers.
    pub(crate) combinators: [usize; 2],
    /// The packages that the bindings depend on.
    runtime: &'static [&'static str],
}

/// The parts of the workspace, except the generated files.
struct Parts {
    /// Numbers of functions and structs in our bindings, or zeros for the bindings of peers.
    combinators: [usize; 2],
    /// The packages that the bindings depend on.
    runtime: &'static [&'static str],
    /// The packages that the bindings depend on, as lines of a manifest.
    dependencies: String,
    /// The root file of the bindings.
    root: &'static str,
    /// The source of a bot that uses the bindings, or an empty program if no bot is measured.
    bot: &'static str,
}

const OURS: &str = "//! Bindings by tl-codegen.\n\npub mod api;\n";

/// The root file of the bindings, with the same modules as in grammers-tl-types. The traits come from that crate.
const GRAMMERS: &str = "//! Layer 230 by grammers-tl-gen.

pub use grammers_tl_types::{Blob, Cursor, Deserializable, Identifiable, RawVec, RemoteCall, Serializable};

pub mod deserialize {
    pub use grammers_tl_types::deserialize::*;
    pub(crate) type Buffer<'a, 'b> = &'a mut Cursor<'b>;
}

include!(\"common.rs\");
pub mod types { include!(\"types.rs\"); }
pub mod enums { include!(\"enums.rs\"); }
pub mod functions { include!(\"functions.rs\"); }
";

/// The root file of the bindings, with the same modules as in ferogram-tl-types. The traits come from that crate.
const FEROGRAM: &str = "//! Layer 230 by ferogram-tl-gen.

pub use ferogram_tl_types::{Blob, Cursor, Deserializable, Identifiable, RawVec, RemoteCall, Serializable};
pub use ferogram_tl_types::{deserialize, serialize};

include!(\"common.rs\");
include!(\"types.rs\");
include!(\"enums.rs\");
include!(\"functions.rs\");
";

/// The packages that the generated code of tdlib-rs uses.
const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
serde_with = \"3\"
";

/// The root file of the bindings, with the same modules as in tdlib-rs. `send_request` replaces the function that sends
/// a request to the library.
const TDLIB_RS: &str = "//! The schema of TDLib by tdlib-rs-gen.

include!(\"generated.rs\");

async fn send_request(_client_id: i32, request: serde_json::Value) -> serde_json::Value {
    request
}
";

impl Project {
    /// Generates the bindings in a new folder in `parent`, which must exist.
    pub(crate) fn new(parent: &Path, variant: &Variant) -> Result<Self> {
        let schema = &variant.generator.schema().ok_or("TL_CORPUS is not set")?;
        let directory = parent.join(variant.name.replace(' ', "-"));
        fs::create_dir_all(directory.join("bindings/src"))?;
        let parts = match variant.generator {
            Generator::Ours(change) => ours(&directory, schema, change)?,
            Generator::Grammers(change) => grammers(&directory, schema, change)?,
            Generator::Ferogram(change) => ferogram(&directory, schema, change)?,
            Generator::OursTdlib(change) => {
                let bot = include_str!("../../../clients/tdlib/bot.rs");
                Parts { bot, ..ours(&directory, schema, change)? }
            }
            Generator::TdlibRs => tdlib_rs(&directory, schema)?,
        };
        parts.write(&directory)?;
        Ok(Self { directory, combinators: parts.combinators, runtime: parts.runtime })
    }

    /// Builds everything that the measured `build` depends on.
    pub(crate) fn prepare(&self, build: Build) -> Result<()> {
        let mut command = match build {
            Build::EditedBot => self.cargo(build, &["bot"]),
            _ => self.cargo(build, self.runtime),
        };
        if command.status()?.success() { Ok(()) } else { Err(format!("failed: {command:?}").into()) }
    }

    /// Measures `build`. Before the measurement, source files are written again or edited, so that Cargo builds the
    /// measured packages again.
    pub(crate) fn build(&self, build: Build) -> Result<Cost> {
        let packages = match build {
            Build::Check | Build::Dev | Build::Release => {
                self.touch(BINDINGS)?;
                &["bindings"]
            }
            Build::Bot => {
                self.touch(BINDINGS)?;
                self.touch(BOT)?;
                &["bot"]
            }
            Build::EditedBot => {
                // Other kinds of build make the root file of the bindings newer, so the bindings are built again before
                // the measurement.
                self.prepare(build)?;
                self.edit_bot()?;
                &["bot"]
            }
        };
        measure(&mut self.cargo(build, packages))
    }

    /// Returns a Cargo command for some packages. Incremental compilation is off, as for crates from a registry.
    fn cargo(&self, build: Build, packages: &[&str]) -> Command {
        let args: &[&str] = match build {
            Build::Check => &["check"],
            Build::Dev => &["build"],
            Build::Release | Build::Bot | Build::EditedBot => &["build", "--release"],
        };
        let mut command = cargo(args, &self.directory);
        command.args(["--quiet", "--offline"]);
        command.args(packages.iter().flat_map(|package| ["--package", package]));
        command.arg("--target-dir").arg(self.directory.join("target")).env("CARGO_INCREMENTAL", "0");
        command
    }

    /// Makes a file newer than the build outputs that depend on it.
    fn touch(&self, file: &str) -> Result<()> {
        let path = self.directory.join(file);
        let text = fs::read(&path)?;
        Ok(fs::write(&path, text)?)
    }

    /// Changes a string in the source of the bot.
    fn edit_bot(&self) -> Result<()> {
        let path = self.directory.join(BOT);
        let text = fs::read_to_string(&path)?;
        let edited = text.replacen("\"telegram", "\"telegram_", 1);
        if edited == text {
            return Err(format!("nothing to change in {}", path.display()).into());
        }
        Ok(fs::write(&path, edited)?)
    }
}

fn ours(directory: &Path, schema: &Input, change: fn(&mut Config)) -> Result<Parts> {
    let mut config = Config { format: false, ..Config::default() };
    change(&mut config);
    let files = schema.generate_ours_as(&config)?;
    files.write_to(&directory.join("bindings/src/api"))?;
    let runtime = Path::new(BENCH).join("../tl-runtime").canonicalize()?;
    let feature = match config {
        Config { serde: true, .. } => "\"serde\"",
        Config { json: Json::Tdlib, .. } => "\"tdjson\"",
        _ => "",
    };
    Ok(Parts {
        combinators: ["functions", "types"].map(|module| structs(&files, module)),
        runtime: &["tl-runtime"],
        dependencies: format!("tl-runtime = {{ path = {runtime:?}, features = [{feature}] }}\n"),
        root: OURS,
        bot: include_str!("../../../clients/ours/src/bot.rs"),
    })
}

/// Counts the structs in the files of a module.
fn structs(files: &Files, module: &str) -> usize {
    let texts = files.iter().filter(|(path, _)| path.split('/').next() == Some(module));
    texts.map(|(_, text)| text.matches("pub struct ").count()).sum()
}

fn grammers(directory: &Path, schema: &Input, change: fn(&mut grammers_tl_gen::Config)) -> Result<Parts> {
    let mut config = grammers_tl_gen::Config::default();
    change(&mut config);
    let texts = schema.generate_grammers_as(&config)?.0;
    write_texts(directory, [&texts.common, &texts.types, &texts.enums, &texts.functions])?;
    Ok(Parts {
        combinators: [0; 2],
        runtime: &["grammers-tl-types"],
        dependencies: "grammers-tl-types = { version = \"=0.11.0\", default-features = false }\n".to_owned(),
        root: GRAMMERS,
        bot: include_str!("../../../clients/grammers/src/bot.rs"),
    })
}

/// Generates the bindings of ferogram, without a bot.
fn ferogram(directory: &Path, schema: &Input, change: fn(&mut ferogram_tl_gen::Config)) -> Result<Parts> {
    let mut config = ferogram_tl_gen::Config::default();
    change(&mut config);
    let texts = schema.generate_ferogram_as(&config)?;
    write_texts(directory, [&texts.common, &texts.types, &texts.enums, &texts.functions])?;
    Ok(Parts {
        combinators: [0; 2],
        runtime: &["ferogram-tl-types"],
        dependencies: "ferogram-tl-types = { version = \"=0.6.6\", default-features = false }\n".to_owned(),
        root: FEROGRAM,
        bot: "fn main() {}\n",
    })
}

/// Generates the types and functions of tdlib-rs, without a bot. [`TDLIB_RS`] contains a replacement for the function
/// that sends requests.
fn tdlib_rs(directory: &Path, schema: &Input) -> Result<Parts> {
    fs::write(directory.join("bindings/src/generated.rs"), schema.generate_tdlib_rs()?)?;
    Ok(Parts {
        combinators: [0; 2],
        runtime: &["serde", "serde_json", "serde_with"],
        dependencies: SERDE.to_owned(),
        root: TDLIB_RS,
        bot: "fn main() {}\n",
    })
}

/// Writes the files that the root of a peer's bindings includes.
fn write_texts(directory: &Path, texts: [&Vec<u8>; 4]) -> Result<()> {
    let names = ["common.rs", "types.rs", "enums.rs", "functions.rs"];
    for (name, text) in names.into_iter().zip(texts) {
        fs::write(directory.join("bindings/src").join(name), text)?;
    }
    Ok(())
}

impl Parts {
    fn write(&self, directory: &Path) -> Result<()> {
        let Self { combinators: _, runtime: _, dependencies, root, bot } = self;
        let uses = format!("bindings = {{ path = \"../bindings\" }}\n{dependencies}");
        fs::create_dir_all(directory.join("bot/src"))?;
        let files = [
            ("Cargo.toml", "[workspace]\nmembers = [\"bindings\", \"bot\"]\nresolver = \"3\"\n"),
            ("bindings/Cargo.toml", &manifest("bindings", dependencies)),
            (BINDINGS, root),
            ("bot/Cargo.toml", &manifest("bot", &uses)),
            (BOT, bot),
        ];
        for (file, text) in files {
            fs::write(directory.join(file), text)?;
        }
        // Uses the versions that are locked in the lock file of the benches. Cargo removes entries that are not needed.
        fs::copy(Path::new(BENCH).join("Cargo.lock"), directory.join("Cargo.lock"))?;
        Ok(())
    }
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variants::COMPARISONS;

    /// Checks that all compared bindings can be generated, and that the bot can be edited.
    #[test]
    fn every_variant_becomes_a_workspace() -> Result<()> {
        let scratch = std::env::temp_dir().join(format!("tl-compile-test-{}", std::process::id()));
        for comparison in COMPARISONS.iter().filter(|comparison| comparison.is_possible()) {
            for variant in [comparison.ours, comparison.peer] {
                let project = Project::new(&scratch, variant)?;
                assert!(
                    fs::read_dir(project.directory.join("bindings/src"))?.count() > 1,
                    "{}",
                    variant.name
                );
                if comparison.build == Build::EditedBot {
                    project.edit_bot()?;
                }
            }
        }
        Ok(fs::remove_dir_all(&scratch)?)
    }
}

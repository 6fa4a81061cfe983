//! `tl generate rust`: writes or compares Rust bindings of schemas.

use std::path::PathBuf;
use std::process::ExitCode;

use clap_complete::ArgValueCompleter;
use tl_codegen::{Config, Files, GenerateError, Used};
use tl_parser::schema::Schema;

use super::source::Source;
use super::writing::{Writing, put};
use crate::completion;
use crate::error::Error;
use crate::examples::examples;
use crate::input::Input;
use crate::module::{Loaded, Selecting};
use crate::options::{Reading, Role};
use crate::report::Report;

/// Generate Rust types and methods
///
/// One schema becomes `DIR/mod.rs` and the files below it; with `--module`, each module becomes `DIR/NAME/mod.rs`.
/// Only files that change are written; generated files that are no longer needed are removed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Write Rust for the methods of a namespace and their types", "tl generate rust --layer 82 --root 'auth.*' -o src/tl"),
    ("Exit with 1 if the files are out of date", "tl generate rust --layer 82 --root 'auth.*' -o src/tl --check"),
    ("Write only the items that the sources of a program name", "tl generate rust --layer 230 --used src -o src/api"),
]))]
pub(crate) struct Args {
    #[command(flatten)]
    source: Source,
    /// Write the files to DIR
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Read settings from this file
    #[arg(long, value_name = "tl.toml")]
    config: Option<PathBuf>,
    /// Role of the program; overrides the config
    #[arg(long)]
    role: Option<Role>,
    /// Write and read this name, its fields and its result, in any role; repeat it for more names
    ///
    /// NAME is a constructor, a function or a type. `auth.*` means all names that begin with `auth.`. Overrides the
    /// config.
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(completion::names))]
    both: Vec<String>,
    /// Generate only this name and its dependencies; repeat it for more names
    ///
    /// NAME is a constructor, a function or a type. `auth.*` means all names that begin with `auth.`. Overrides the
    /// config.
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(completion::names))]
    root: Vec<String>,
    /// Generate only items that are named in this Rust file or folder; repeat it for more paths
    ///
    /// Values of other types are skipped or kept as bytes. Names of `--root` are added, with all their dependencies.
    /// Overrides the config.
    #[arg(long, value_name = "PATH")]
    used: Vec<PathBuf>,
    /// Print each item that is generated, and why
    #[arg(long, requires = "used")]
    why: bool,
    /// Accept values of this other layer; repeat it for more layers
    ///
    /// Values of constructors that only the other layer has are skipped, or become the variant `Other` of an enum. FILE
    /// is a path or a bundled schema such as `telegram/225`; `telegram/history` is all layers. Overrides the config.
    #[arg(long, value_name = "FILE|NAME", add = ArgValueCompleter::new(completion::schemas))]
    passing: Vec<Input>,
    /// Read documentation from this overlay, after those of the config; later files override earlier ones
    #[arg(long, value_name = "FILE")]
    overlay: Vec<Input>,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let mut config = match &args.config {
        Some(path) => Config::read(path)?,
        None => Config::default(),
    };
    if let Some(role) = args.role {
        config.role = role.into();
    }
    if !args.both.is_empty() {
        config.both.clone_from(&args.both);
    }
    if !args.root.is_empty() {
        config.roots.clone_from(&args.root);
    }
    if !args.used.is_empty() {
        config.used.clone_from(&args.used);
    }
    let mut overlays: Vec<_> = config.overlay.drain(..).map(Input::File).collect();
    overlays.extend_from_slice(&args.overlay);
    let reading = args.reading.or_dialect(config.dialect);
    let mut passing: Vec<_> = config.passing.drain(..).map(Input::File).collect();
    if !args.passing.is_empty() {
        passing.clone_from(&args.passing);
    }
    let Some(mut loaded) = args.source.load(&overlays, &reading, report)? else {
        return Ok(ExitCode::FAILURE);
    };
    loaded.iter_mut().try_for_each(|loaded| loaded.pass_over(&passing, &reading))?;
    let used = Used::read(&config, None)?;
    for warning in used.iter().flat_map(Used::warnings) {
        report.note(warning)?;
    }
    let used = used.as_ref().map(|used| Selecting { used, why: args.why });
    match generate(loaded, &config, used, report)? {
        Some(files) => put(&files, &args.output, args.writing, report),
        None => Ok(ExitCode::FAILURE),
    }
}

/// Returns the files of all modules, or `None` if a module has errors, which are reported.
fn generate(
    loaded: Vec<Loaded>,
    config: &Config,
    used: Option<Selecting<'_>>,
    report: &mut Report,
) -> Result<Option<Files>, Error> {
    let schemas: Option<Vec<&Schema>> = loaded.iter().map(|loaded| loaded.schema.as_ref()).collect();
    if let Some(schemas) = schemas {
        config.check_names(&schemas).map_err(GenerateError::from)?;
    }
    let mut files = Some(Files::default());
    for loaded in loaded {
        let more = loaded.generate(config, used, report)?;
        files = files.zip(more).map(|(mut files, more)| {
            files.extend(more);
            files
        });
    }
    Ok(files)
}

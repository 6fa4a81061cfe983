//! `tl generate rust`: writes or compares Rust bindings of schemas.

use std::path::PathBuf;
use std::process::ExitCode;

use clap_complete::ArgValueCompleter;
use tl_codegen::rust::Config;
use tl_codegen::{Directories, Directory, Files};

use super::modules::Modules;
use super::writing::{Writing, put};
use crate::completion;
use crate::error::Error;
use crate::examples::examples;
use crate::options::{Reading, Role};
use crate::report::{Report, count};

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
    modules: Modules,
    /// Write the files to DIR
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Read settings from this file
    #[arg(long, value_name = "tl.toml")]
    config: Option<PathBuf>,
    /// Role of the program; overrides the config
    #[arg(long)]
    role: Option<Role>,
    /// Generate encoding and decoding for this name, its fields and its result, in any role; repeat it for more names
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
    /// Generate only what this Rust file or folder names and needs; repeat it for more paths
    ///
    /// An item is generated if the sources name it, or if a generated item needs it. Values of types that are not
    /// generated are skipped or kept as bytes. Names of `--root` are added, with all their dependencies. Overrides the
    /// config.
    #[arg(long, value_name = "PATH")]
    used: Vec<PathBuf>,
    /// Print each item that is generated, and why
    #[arg(long, requires = "used")]
    why: bool,
    /// Accept values of this other layer; repeat it for more layers
    ///
    /// Values of constructors that only the other layer has are skipped, or become the variant `Other` of an enum. FILE
    /// is a path. NAME is a bundled schema, such as `telegram/225`, or `telegram/history` for all layers. Overrides the
    /// config.
    #[arg(long, value_name = "FILE|NAME", add = ArgValueCompleter::new(completion::schemas))]
    passing: Vec<PathBuf>,
    /// Read documentation from this overlay, after those of the config; later files override earlier ones
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let builder = args.modules.builder(&args.reading, config(args)?)?;
    let Directories { modules, warnings, notes } = builder.directories()?;
    notes.iter().try_for_each(|note| report.note(note))?;
    modules.iter().try_for_each(|module| say_kept(module, args.why, report))?;
    report.warnings(&warnings)?;
    let mut files = Files::default();
    for Directory { name, files: more, .. } in modules {
        files.extend(if args.modules.has_names() { more.in_folder(&name) } else { more });
    }
    put(&files, &args.output, args.writing, report)
}

/// Returns the config from the config file, if there is one. Options of the command line override its values, except
/// for overlays, which are added.
fn config(args: &Args) -> Result<Config, Error> {
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
    if !args.passing.is_empty() {
        config.passing.clone_from(&args.passing);
    }
    config.overlay.extend_from_slice(&args.overlay);
    Ok(config)
}

/// Reports how many items of a module are generated. If `why` is set, also lists each item with the reason for it.
fn say_kept(module: &Directory, why: bool, report: &mut Report) -> Result<(), Error> {
    let Directory { kept, declared, selected, .. } = module;
    if let Some(selected) = selected {
        report.say(format_args!("kept {selected} of {declared} combinators"))?;
    }
    let Some(kept) = kept else { return Ok(()) };
    if why {
        kept.iter().try_for_each(|item| report.say(item))?;
    }
    let of_root = |root: &str| kept.iter().filter(|item| item.path.starts_with(root)).count();
    let functions = count(of_root("functions::"), "function");
    let (types, enums) = (count(of_root("types::"), "type"), count(of_root("enums::"), "enum"));
    report.say(format_args!("kept {functions}, {types} and {enums} of {declared} combinators"))?;
    Ok(())
}

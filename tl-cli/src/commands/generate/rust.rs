//! `tl generate rust`: bindings from schemas, written or compared.

use std::path::PathBuf;
use std::process::ExitCode;

use tl_codegen::{Builder, Config, Files, GenerateError};
use tl_parser::schema::Schema;

use super::judge;
use crate::difference;
use crate::error::Error;
use crate::input::Input;
use crate::module::{Loaded, Module};
use crate::options::{Reading, Role};
use crate::overlays;
use crate::report::{Report, count};

/// Generate Rust types and methods
///
/// One schema becomes `DIR/mod.rs` and the files below it; with `--module`, each module becomes `DIR/NAME/mod.rs`.
/// Only files that change are written; files that were generated before and no longer are get removed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: Source,
    /// Where the files go
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// How Rust is generated
    #[arg(long, value_name = "tl.toml")]
    config: Option<PathBuf>,
    /// What the bindings are for, whatever the config says
    #[arg(long)]
    role: Option<Role>,
    /// Generate only what has this name and what it needs; once for each name
    ///
    /// A constructor, a function or a type, whatever the config says; `auth.*` is all that begins with `auth.`.
    #[arg(long, value_name = "NAME")]
    root: Vec<String>,
    /// Documentation that stands beside the schemas, after what the config names; the last one goes first
    #[arg(long, value_name = "FILE")]
    overlay: Vec<Input>,
    /// Write nothing; show how DIR differs, and exit with 1 where it does
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    reading: Reading,
}

/// What to generate from: one of the three.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Source {
    /// Paths, bundled schemas, or `-` for standard input; they are read together, in any order, as one schema
    #[arg(value_name = "FILE")]
    files: Vec<Input>,
    /// A bundled layer of the Telegram API
    #[arg(long, value_name = "N")]
    layer: Option<u32>,
    /// A module of its own, made from these files; once for each module
    #[arg(long, value_name = "NAME=FILE[,FILE]")]
    module: Vec<Module>,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let mut config = match &args.config {
        Some(path) => Config::read(path)?,
        None => Config::default(),
    };
    if let Some(role) = args.role {
        config.role = role.into();
    }
    if !args.root.is_empty() {
        config.roots.clone_from(&args.root);
    }
    let modules = modules(&args.source)?;
    let mut loaded =
        modules.iter().map(|module| module.load(&args.reading)).collect::<Result<Vec<_>, _>>()?;
    let mut overlays: Vec<_> = config.overlay.drain(..).map(Input::File).collect();
    overlays.extend_from_slice(&args.overlay);
    if !document(&mut loaded, &overlays, &args.reading, report)? {
        return Ok(ExitCode::FAILURE);
    }
    match generate(loaded, &config, report)? {
        Some(files) if args.check => {
            judge(difference::show(&files, &args.output, report)?, files.len(), report)
        }
        Some(files) => write(&files, args, report),
        None => Ok(ExitCode::FAILURE),
    }
}

/// Whether all overlays could be merged; they are not where a schema has errors, which are reported later.
fn document(
    loaded: &mut [Loaded],
    overlays: &[Input],
    reading: &Reading,
    report: &mut Report,
) -> Result<bool, Error> {
    let schemas: Option<Vec<&mut Schema>> = loaded.iter_mut().map(|loaded| loaded.schema.as_mut()).collect();
    match schemas {
        Some(mut schemas) => overlays::merge(overlays, &mut schemas, &reading.options().lints, report),
        None => Ok(true),
    }
}

/// The files of all modules; none where one has errors, which are reported.
fn generate(loaded: Vec<Loaded>, config: &Config, report: &mut Report) -> Result<Option<Files>, Error> {
    let schemas: Option<Vec<&Schema>> = loaded.iter().map(|loaded| loaded.schema.as_ref()).collect();
    if let Some(schemas) = schemas {
        config.check_roots(&schemas).map_err(GenerateError::from)?;
    }
    let mut files = Some(Files::default());
    for loaded in loaded {
        let more = loaded.generate(config, report)?;
        files = files.zip(more).map(|(mut files, more)| {
            files.extend(more);
            files
        });
    }
    Ok(files)
}

fn modules(source: &Source) -> Result<Vec<Module>, Error> {
    let files = match source.layer {
        Some(layer) => vec![Input::layer(layer)?],
        None if source.module.is_empty() => source.files.clone(),
        None => {
            Builder::check_module_names(source.module.iter().filter_map(|module| module.name.as_deref()))?;
            return Ok(source.module.clone());
        }
    };
    Ok(vec![Module { name: None, files }])
}

fn write(files: &Files, args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let done = files.write_to(&args.output)?;
    let removed = match done.removed.len() {
        0 => String::new(),
        removed => format!(", {removed} removed"),
    };
    report.say(format_args!(
        "wrote {}, {} unchanged{removed}",
        count(done.written.len(), "file"),
        done.unchanged
    ))?;
    Ok(ExitCode::SUCCESS)
}

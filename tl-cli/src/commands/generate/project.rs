//! `tl generate` without a command: writes or compares the modules of a config file.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tl_codegen::{Builder, Directories, Directory, Operation, Written};

use super::writing::{Writing, judge, say, write};
use crate::difference;
use crate::error::Error;
use crate::report::Report;

/// The options of `tl generate` without a command.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Read the modules from FILE
    #[arg(long, value_name = "FILE", default_value = "tl.toml")]
    config: PathBuf,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let builder = Builder::from_file(&args.config).map_err(|error| match error {
        tl_codegen::Error::Io { operation: Operation::Read, path, source }
            if source.kind() == ErrorKind::NotFound =>
        {
            Error::NoProject(path.display().to_string())
        }
        error => error.into(),
    })?;
    let Directories { modules, warnings, notes } = builder.directories()?;
    notes.iter().try_for_each(|note| report.note(note))?;
    report.warnings(&warnings)?;
    let modules = with_outputs(&modules)?;
    if args.writing.check {
        return check(&modules, report);
    }
    let mut all = Written::default();
    for (module, output) in modules {
        let Written { written, removed, unchanged } = write(&module.files, output, args.writing, report)?;
        all.written.extend(written);
        all.removed.extend(removed);
        all.unchanged += unchanged;
    }
    say(&all, report)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns each module with its output folder, or an error for each module without one.
fn with_outputs(modules: &[Directory]) -> Result<Vec<(&Directory, &Path)>, Error> {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for module in modules {
        match (module.output.as_deref(), &module.place) {
            (Some(output), _) => found.push((module, output)),
            (None, Some(place)) => errors.push(Error::Generate(tl_codegen::Error::ConfigFile {
                place: place.clone(),
                message: format!("module `{}` has no output", module.name),
                help: Some("add `output = \"src/tl\"` at the top of the file, or to the module".to_owned()),
            })),
            // This never happens: each module is from the config file and has a position there.
            (None, None) => {}
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(Error::Several(errors)) }
}

/// Shows how the folders differ from the modules. Returns an error for each module that is out of date.
fn check(modules: &[(&Directory, &Path)], report: &mut Report) -> Result<ExitCode, Error> {
    let (mut errors, mut differing, mut files) = (Vec::new(), 0, 0);
    for (module, output) in modules {
        let differences = module.files.compare(output)?;
        difference::show(&differences, &module.files, output, report)?;
        files += module.files.len();
        differing += differences.len();
        if let (Some(place), false) = (&module.place, differences.is_empty()) {
            let (place, module) = (place.clone(), module.name.clone());
            errors.push(Error::Stale { place, module, differing: differences.len() });
        }
    }
    let status = judge(differing, files, report)?;
    // Without this, the errors would be printed before the differences.
    report.flush()?;
    if errors.is_empty() { Ok(status) } else { Err(Error::Several(errors)) }
}

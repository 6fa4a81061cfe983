//! `tl generate json`: writes a schema as JSON, or checks that an existing file is up to date.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use clap_complete::ArgValueCompleter;
use serde::Deserialize;
use serde::de::IgnoredAny;
use tl_parser::json;

use super::writing::{Writing, judge};
use crate::completion;
use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input, Inputs};
use crate::one_file::OneFile;
use crate::options::Reading;
use crate::report::Report;
use crate::schemas::Schemas;

/// Generate JSON from a schema
///
/// The JSON has one of two forms (`--form`). Every verb that reads a FILE accepts both, except `fmt`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Write a schema for programs that have no TL parser", "tl generate json api.tl -o api.json"),
    ("Print a layer in the form in which Telegram publishes it", "tl generate json telegram/82 --form telegram -o -"),
]))]
pub(crate) struct Args {
    /// Paths, bundled schemas, or `-` for standard input; read together, in any order, as one schema
    #[arg(required_unless_present_any = ["schema", "layer"], value_name = "FILE", add = ArgValueCompleter::new(completion::schemas))]
    files: Vec<Input>,
    #[command(flatten)]
    schemas: Schemas,
    /// Form of the JSON
    #[arg(long, default_value = "tl")]
    form: JsonForm,
    /// Write the JSON to FILE; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    reading: Reading,
}

/// The forms of JSON.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum JsonForm {
    /// Everything in the schema, with every name resolved
    Tl,
    /// The form in which Telegram publishes its layers; without documentation and built-in types
    Telegram,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let is_data = args.output.as_os_str() == "-";
    if is_data && args.writing.check {
        return Err(Error::CheckOfOutput);
    }
    let Inputs(files) = args.schemas.only(&args.files)?;
    let sources = input::load(&files)?;
    let mut resolved = args.reading.load(&sources);
    let written = resolved.schema.and_then(|schema| match args.form {
        JsonForm::Tl => Some(json::own(&schema)),
        JsonForm::Telegram => json::telegram(&schema).map_err(|more| resolved.diagnostics.extend(more)).ok(),
    });
    resolved.diagnostics.sort();
    if is_data {
        report.data().write_all(written.as_deref().unwrap_or_default().as_bytes())?;
    }
    report.diagnostics(&resolved.diagnostics, &sources)?;
    match written {
        None => Ok(ExitCode::FAILURE),
        Some(_) if is_data => Ok(ExitCode::SUCCESS),
        Some(text) => put(&OneFile::new(&args.output, text)?, &files, args, report),
    }
}

fn put(file: &OneFile, inputs: &[Input], args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let is_input = inputs.iter().any(|input| input.is_file(&args.output));
    let may_replace = |found: &str| args.writing.force || (!is_input && args.form.is_form_of(found));
    if args.writing.check {
        let differences = file.differences(may_replace)?;
        file.show(&differences, report)?;
        return judge(differences.len(), 1, report);
    }
    let is_written = file.write(may_replace)?;
    report.say(if is_written { "wrote 1 file, 0 unchanged" } else { "wrote 0 files, 1 unchanged" })?;
    Ok(ExitCode::SUCCESS)
}

/// The keys by which [`JsonForm::is_form_of`] recognizes a form, such as `"format": "tl"`.
#[derive(Deserialize)]
struct Keys {
    format: Option<String>,
    constructors: Option<Vec<IgnoredAny>>,
    methods: Option<Vec<IgnoredAny>>,
}

impl JsonForm {
    /// Returns whether `text` is a schema in this form.
    fn is_form_of(self, text: &str) -> bool {
        serde_json::from_str(text).is_ok_and(|keys: Keys| match self {
            Self::Tl => keys.format.as_deref() == Some("tl"),
            Self::Telegram => keys.format.is_none() && keys.constructors.is_some() && keys.methods.is_some(),
        })
    }
}

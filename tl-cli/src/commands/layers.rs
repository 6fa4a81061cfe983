//! `tl layers`: the schemas that come with the program.

use std::io::{self, Write};
use std::process::ExitCode;

use tl_parser::schema::{Category, Options};

use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input};
use crate::report::Report;

/// List the schemas that come with the program
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("List names that stand for a FILE", "tl layers"),
]))]
pub(crate) struct Args {}

pub(super) fn run(report: &mut Report) -> Result<ExitCode, Error> {
    let out = report.data();
    row(out, ["name", "layer", "constructors", "functions"])?;
    for bundled in tl_schemas::ALL {
        let sources = input::load(&[Input::Bundled(bundled)])?;
        let schema = tl_parser::load(&sources, &Options::default()).schema;
        let count = |category| {
            schema.as_ref().map_or("-".to_owned(), |schema| schema.declared(category).count().to_string())
        };
        let layer = bundled.layer.map_or("-".to_owned(), |layer| layer.to_string());
        row(out, [bundled.name, &layer, &count(Category::Constructor), &count(Category::Function)])?;
    }
    Ok(ExitCode::SUCCESS)
}

fn row(out: &mut impl Write, [name, layer, constructors, functions]: [&str; 4]) -> io::Result<()> {
    writeln!(out, "{name:<14}{layer:>5}  {constructors:>12}  {functions:>9}")
}

//! `tl layers`: the schemas that come with the program.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use tl_parser::schema::{Category, Options};
use tl_schemas::history::{self, Kind};

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
    let of_layers = counts();
    let out = report.data();
    row(out, ["name", "layer", "constructors", "functions"])?;
    for bundled in tl_schemas::ALL {
        let [constructors, functions] = match bundled.layer {
            Some(layer) => of_layers.get(&layer).copied().unwrap_or_default(),
            None => counted(bundled)?,
        };
        let layer = bundled.layer.map_or("-".to_owned(), |layer| layer.to_string());
        row(out, [bundled.name, &layer, &constructors.to_string(), &functions.to_string()])?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How many constructors and functions each layer has.
fn counts() -> BTreeMap<u32, [usize; 2]> {
    let mut counts = BTreeMap::new();
    for declaration in history::declarations() {
        let layers = tl_schemas::ALL.iter().filter_map(|schema| schema.layer);
        for layer in layers.filter(|&layer| declaration.layers.contains(layer)) {
            let count: &mut [usize; 2] = counts.entry(layer).or_default();
            count[usize::from(declaration.kind == Kind::Function)] += 1;
        }
    }
    counts
}

/// How many constructors and functions a schema without a history has.
fn counted(bundled: &'static tl_schemas::Schema) -> Result<[usize; 2], Error> {
    let sources = input::load(&[Input::Bundled(bundled)])?;
    let schema = tl_parser::load(&sources, &Options::default()).schema;
    let count = |category| schema.as_ref().map_or(0, |schema| schema.declared(category).count());
    Ok([Category::Constructor, Category::Function].map(count))
}

fn row(out: &mut impl Write, [name, layer, constructors, functions]: [&str; 4]) -> io::Result<()> {
    writeln!(out, "{name:<14}{layer:>5}  {constructors:>12}  {functions:>9}")
}

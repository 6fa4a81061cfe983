//! `tl layers`: lists the bundled schemas.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;
use tl_parser::schema::{Category, Options};
use tl_schemas::history::{self, Kind};

use crate::error::Error;
use crate::examples::examples;
use crate::input::{self, Input};
use crate::options::Format;
use crate::report::Report;

/// List the bundled schemas
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("List the names that can be used as a FILE", "tl layers"),
]))]
pub(crate) struct Args {
    /// Output format
    #[arg(long, default_value = "text")]
    format: Format,
}

/// A bundled schema in the list.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    layer: Option<u32>,
    constructors: usize,
    functions: usize,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let of_layers = counts();
    let rows = tl_schemas::ALL.iter().map(|bundled| {
        let [constructors, functions] = match bundled.layer {
            Some(layer) => of_layers.get(&layer).copied().unwrap_or_default(),
            None => counted(bundled)?,
        };
        Ok(Row { name: bundled.name, layer: bundled.layer, constructors, functions })
    });
    let rows: Vec<Row> = rows.collect::<Result<_, Error>>()?;
    match args.format {
        Format::Text => table(&rows, report.data())?,
        Format::Json => report.json(&rows)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the numbers of constructors and functions of each layer.
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

/// Returns the numbers of constructors and functions of a schema that is not a layer.
fn counted(bundled: &'static tl_schemas::Schema) -> Result<[usize; 2], Error> {
    let sources = input::load(&[Input::Bundled(bundled)])?;
    let schema = tl_parser::load(&sources, &Options::default()).schema;
    let count = |category| schema.as_ref().map_or(0, |schema| schema.declared(category).count());
    Ok([Category::Constructor, Category::Function].map(count))
}

fn table(rows: &[Row], out: &mut impl Write) -> io::Result<()> {
    let mut line = |name: &str, [layer, constructors, functions]: [&str; 3]| {
        writeln!(out, "{name:<14}{layer:>5}  {constructors:>12}  {functions:>9}")
    };
    line("name", ["layer", "constructors", "functions"])?;
    rows.iter().try_for_each(|Row { name, layer, constructors, functions }| {
        let layer = layer.map_or("-".to_owned(), |layer| layer.to_string());
        line(name, [&layer, &constructors.to_string(), &functions.to_string()])
    })
}

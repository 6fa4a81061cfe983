//! Adds a layer of the Telegram API to the history: `cargo run -p tl-schemas --example add -- FILE SOURCE LICENCE`.
//!
//! Checks the file and merges its declarations into `telegram/history.tsv`. Comments are omitted, because copyright may
//! protect them; declarations are facts. Before the program writes anything, it compares the layer in the new history
//! with the file, and all other layers with the old history. Also adds the source to `README.md`.

mod merge;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use tl_parser::schema::{Category, Options};
use tl_parser::{SourceMap, load, render};
use tl_schemas::history::{self, Kind};

use self::merge::History;

/// The declarations of a layer, with their ids.
type Declarations = Vec<(Kind, String)>;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [file, source, licence] = args.as_slice() else {
        return Err("usage: add FILE SOURCE LICENCE".into());
    };
    let (layer, declarations) = read(file)?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let known = || tl_schemas::ALL.iter().filter_map(|schema| schema.layer);
    let before = History::new(known(), history::declarations());
    let mut after = before.clone();
    after.add(layer, &declarations);
    if after.layer(layer) != declarations.iter().map(|(kind, text)| (*kind, text.as_str())).collect() {
        return Err(format!("layer {layer} of the history differs from the file").into());
    }
    if let Some(other) = known().find(|&other| other != layer && after.layer(other) != before.layer(other)) {
        return Err(format!("layer {other} would change").into());
    }
    let readme = fs::read_to_string(folder.join("README.md"))?;
    let row = format!("| {layer} | {source} | {licence} |");
    fs::write(folder.join("telegram/history.tsv"), after.text())?;
    fs::write(folder.join("README.md"), with_row(&readme, &row)?)?;
    Ok(())
}

/// Reads a file, which must not contain errors. Returns the number of the layer and its declarations.
fn read(file: &str) -> Result<(u32, Declarations), Box<dyn Error>> {
    let mut sources = SourceMap::new();
    sources.add(file, fs::read(file)?)?;
    let resolved = load(&sources, &Options::default());
    let Some(schema) = resolved.schema else {
        return Err(render::human(&resolved.diagnostics, &sources, false).into());
    };
    let layer = schema.layer().ok_or("the file has no `// LAYER n`")?;
    let kinds = [(Category::Constructor, Kind::Constructor), (Category::Function, Kind::Function)];
    let declarations =
        kinds.into_iter().flat_map(|(category, kind)| schema.declared(category).map(move |id| (kind, id)));
    Ok((layer, declarations.map(|(kind, id)| (kind, schema.declaration_with_id(id))).collect()))
}

/// Returns `readme` with one more row at the end of its last table.
fn with_row(readme: &str, row: &str) -> Result<String, &'static str> {
    let mut lines: Vec<&str> = readme.lines().collect();
    let last = lines.iter().rposition(|line| line.starts_with("| ")).ok_or("README.md has no table")?;
    lines.insert(last + 1, row);
    Ok(lines.join("\n") + "\n")
}
